-- Top-ups with their pagoPA notices (WAL-01…WAL-06). Home: the household.
CREATE TABLE versamenti (
    utilizzatore_id uuid NOT NULL,
    id uuid NOT NULL,
    importo numeric(12, 2) NOT NULL,
    numero_avviso text NOT NULL,
    iuv text NOT NULL,
    qr text NOT NULL,
    ente_creditore text NOT NULL,
    stato text NOT NULL,
    aperto_il timestamptz NOT NULL,
    accreditato_il timestamptz,
    ricevuta_id uuid,
    versione integer NOT NULL,
    PRIMARY KEY (utilizzatore_id, id),
    CONSTRAINT versamenti_avviso_unico UNIQUE (numero_avviso),
    CONSTRAINT versamenti_importo_positivo CHECK (importo > 0),
    CONSTRAINT versamenti_stato CHECK (stato IN ('in_attesa', 'accreditato')),
    CONSTRAINT versamenti_accredito CHECK (
        (stato = 'accreditato') = (accreditato_il IS NOT NULL)
        AND (stato = 'accreditato') = (ricevuta_id IS NOT NULL)
    ),
    CONSTRAINT versamenti_versione_positiva CHECK (versione > 0)
);

CREATE INDEX versamenti_per_id ON versamenti (id);
CREATE INDEX versamenti_per_utilizzatore ON versamenti (utilizzatore_id, aperto_il DESC, id DESC);

-- Receipts of the payment system. The identifier is derived from the receipt's own code, so a repetition meets its trace.
CREATE TABLE ricevute (
    id uuid PRIMARY KEY,
    numero_avviso text NOT NULL,
    importo numeric(12, 2) NOT NULL,
    esito text NOT NULL,
    versamento_id uuid,
    motivo text,
    registrata_il timestamptz NOT NULL,
    CONSTRAINT ricevute_importo_positivo CHECK (importo > 0),
    CONSTRAINT ricevute_esito CHECK (
        (esito = 'accreditata' AND versamento_id IS NOT NULL AND motivo IS NULL)
        OR (esito = 'sospesa' AND versamento_id IS NULL AND motivo IS NOT NULL)
    ),
    CONSTRAINT ricevute_motivo CHECK (motivo IN ('avviso_sconosciuto', 'importo_diverso', 'avviso_gia_pagato'))
);
