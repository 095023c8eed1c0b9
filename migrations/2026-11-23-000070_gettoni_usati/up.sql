-- What may be used once and was: proofs and signatures of programs, by a hash that tells nothing. No home and no event: a
-- look-up table that all instances share. A row is of no use after `valido_fino`; the service deletes such rows, a bounded number
-- at a time, with its own clock.
CREATE TABLE gettoni_usati (
    spazio text NOT NULL,
    impronta bytea NOT NULL,
    valido_fino timestamptz NOT NULL,
    PRIMARY KEY (spazio, impronta),
    CONSTRAINT gettoni_usati_spazio CHECK (length(spazio) BETWEEN 1 AND 32),
    CONSTRAINT gettoni_usati_impronta_intera CHECK (octet_length(impronta) = 32)
);

CREATE INDEX gettoni_usati_scaduti ON gettoni_usati (valido_fino);
