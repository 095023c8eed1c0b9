-- The records of work. Home: the household.
CREATE TABLE prestazioni (
    utilizzatore_id uuid NOT NULL,
    id uuid NOT NULL,
    prestatore_id uuid NOT NULL,
    ambito text NOT NULL,
    inizio timestamptz NOT NULL,
    fine timestamptz NOT NULL,
    giorno date NOT NULL,
    pausa integer NOT NULL,
    minuti integer NOT NULL,
    titoli integer NOT NULL,
    costo numeric(12, 2) NOT NULL,
    compenso numeric(12, 2) NOT NULL,
    ivs numeric(12, 2) NOT NULL,
    inail numeric(12, 2) NOT NULL,
    oneri numeric(12, 2) NOT NULL,
    computato numeric(12, 2) NOT NULL,
    stato text NOT NULL,
    comunicata_il timestamptz NOT NULL,
    aggiornata_il timestamptz NOT NULL,
    revocabile_fino timestamptz NOT NULL,
    mandato_numero text,
    mandato_riscuotibile_dal date,
    mandato_onere numeric(12, 2),
    pagamento_id uuid,
    versione integer NOT NULL,
    PRIMARY KEY (utilizzatore_id, id),
    -- ELG-02: the three scopes of comma 10.
    CONSTRAINT prestazioni_ambito
    CHECK (ambito IN ('lavori_domestici', 'assistenza_domiciliare', 'insegnamento_privato')),
    CONSTRAINT prestazioni_durata CHECK (fine > inizio),
    -- ECO-05: net time is elapsed time less breaks, and there is some.
    CONSTRAINT prestazioni_minuti CHECK (
        pausa >= 0 AND minuti > 0 AND extract(EPOCH FROM (fine - inizio)) = (minuti + pausa) * 60
    ),
    -- ECO-01: whole vouchers, split without a rest.
    CONSTRAINT prestazioni_titoli CHECK (titoli > 0),
    CONSTRAINT prestazioni_ripartizione CHECK (costo = compenso + ivs + inail + oneri),
    CONSTRAINT prestazioni_importi CHECK (compenso > 0 AND ivs >= 0 AND inail >= 0 AND oneri >= 0),
    -- Comma 8: the weight only ever reduces.
    CONSTRAINT prestazioni_computato CHECK (computato > 0 AND computato <= compenso),
    CONSTRAINT prestazioni_stato CHECK (stato IN ('accettata', 'convalidata', 'annullata', 'liquidata')),
    CONSTRAINT prestazioni_mandato CHECK (
        (mandato_numero IS NULL) = (mandato_riscuotibile_dal IS NULL)
        AND (mandato_numero IS NULL) = (mandato_onere IS NULL)
    ),
    CONSTRAINT prestazioni_convalidata CHECK (stato <> 'convalidata' OR mandato_numero IS NOT NULL),
    -- PAY-09: what is in a payment says in which, and nothing else does.
    CONSTRAINT prestazioni_liquidata CHECK ((stato = 'liquidata') = (pagamento_id IS NOT NULL)),
    CONSTRAINT prestazioni_versione_positiva CHECK (versione > 0)
) WITH (fillfactor = 85);

-- Not unique: uniqueness stays inside the home key, and the identifiers are UUIDv7.
CREATE INDEX prestazioni_per_id ON prestazioni (id);
CREATE INDEX prestazioni_per_utilizzatore ON prestazioni (utilizzatore_id, inizio DESC, id DESC);
CREATE INDEX prestazioni_per_prestatore ON prestazioni (prestatore_id, inizio DESC, id DESC);
-- What a pay run looks for.
CREATE INDEX prestazioni_da_pagare ON prestazioni (prestatore_id, giorno)
WHERE stato IN ('accettata', 'convalidata');

-- The free text of a record (comma 12): personal data, one row for each version of the content.
CREATE TABLE dettagli_prestazioni (
    prestazione_id uuid NOT NULL,
    versione integer NOT NULL,
    luogo text NOT NULL,
    nota text,
    PRIMARY KEY (prestazione_id, versione)
);
