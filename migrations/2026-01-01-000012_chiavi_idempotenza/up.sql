-- The replies that commands gave, by caller and key, written with the change: the same key gets the first reply again.
CREATE TABLE chiavi_idempotenza (
    chiamante text NOT NULL,
    chiave text NOT NULL,
    impronta bytea NOT NULL,
    status integer NOT NULL,
    headers json NOT NULL,
    body text NOT NULL,
    -- Instant of the change, by which an operator deletes old keys; absent for a reply that changed nothing.
    istante timestamptz,
    PRIMARY KEY (chiamante, chiave),
    CONSTRAINT chiavi_idempotenza_impronta_intera CHECK (octet_length(impronta) = 32),
    CONSTRAINT chiavi_idempotenza_status CHECK (status BETWEEN 100 AND 599)
);
