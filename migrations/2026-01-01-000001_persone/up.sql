-- Who people are. The one table with names and fiscal codes; everything else refers to it by an opaque identifier.
-- A person is found by `impronta`, a keyed hash: a dump without the key cannot be searched for a fiscal code by guessing
-- hashes, and an index never holds the code itself.
CREATE TABLE persone (
    id uuid PRIMARY KEY,
    impronta bytea NOT NULL,
    codice_fiscale text NOT NULL,
    nome_proprio text NOT NULL,
    cognome text NOT NULL,
    data_nascita date NOT NULL,
    CONSTRAINT persone_impronta_unica UNIQUE (impronta),
    CONSTRAINT persone_impronta_intera CHECK (octet_length(impronta) = 32),
    CONSTRAINT persone_codice_fiscale_lungo CHECK (char_length(codice_fiscale) IN (11, 16))
);
