-- I12: the chain of hashes over the register, in partitions so that no row is everybody's. Each hash covers an event as
-- `eventi` holds it and the hash before it. Only ever added to, a moment after the events: see the docs.
CREATE TABLE catena_eventi (
    partizione smallint NOT NULL,
    posto bigint NOT NULL,
    evento uuid NOT NULL,
    impronta bytea NOT NULL,
    PRIMARY KEY (partizione, posto),
    CONSTRAINT catena_eventi_evento_unico UNIQUE (evento),
    CONSTRAINT catena_eventi_partizione CHECK (partizione BETWEEN 0 AND 15),
    CONSTRAINT catena_eventi_posto CHECK (posto > 0),
    CONSTRAINT catena_eventi_impronta_intera CHECK (octet_length(impronta) = 32)
);
