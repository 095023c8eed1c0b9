-- The outbox: what people are told, written with the change it tells of. A dispatcher leases a row by moving
-- `affidato_fino` forward under a condition; the clock is the dispatcher's.
CREATE TABLE avvisi (
    evento uuid NOT NULL,
    destinatario uuid NOT NULL,
    causale text NOT NULL,
    istante timestamptz NOT NULL,
    testo text NOT NULL,
    affidato_fino timestamptz,
    consegnato boolean NOT NULL DEFAULT FALSE,
    PRIMARY KEY (evento, destinatario)
);

CREATE INDEX avvisi_da_consegnare ON avvisi (istante, evento, destinatario)
WHERE NOT consegnato;
