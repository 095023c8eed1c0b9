-- REF-02: where a refund goes: personal data, written once and never changed. Home: the household whose money it is.
CREATE TABLE coordinate_rimborsi (
    utilizzatore_id uuid NOT NULL,
    id uuid NOT NULL,
    iban text NOT NULL,
    PRIMARY KEY (utilizzatore_id, id),
    CONSTRAINT coordinate_rimborsi_iban_lungo CHECK (char_length(iban) BETWEEN 15 AND 34)
);

-- Refunds (REF-01…REF-07). Home: the household. `importo` is what the wallet holds back: never more than was asked for.
CREATE TABLE rimborsi (
    utilizzatore_id uuid NOT NULL,
    id uuid NOT NULL,
    beneficiario_id uuid NOT NULL,
    protocollo text NOT NULL,
    richiesto numeric(12, 2) NOT NULL,
    importo numeric(12, 2) NOT NULL,
    coordinate_id uuid NOT NULL,
    intestazione text NOT NULL,
    stato text NOT NULL,
    motivo text,
    restituzione text,
    invio_id uuid,
    presentato_il timestamptz NOT NULL,
    aggiornato_il timestamptz NOT NULL,
    versione integer NOT NULL,
    PRIMARY KEY (utilizzatore_id, id),
    CONSTRAINT rimborsi_protocollo_unico UNIQUE (protocollo),
    CONSTRAINT rimborsi_importi CHECK (importo > 0 AND importo <= richiesto),
    CONSTRAINT rimborsi_intestazione CHECK (intestazione IN ('esclusiva', 'cointestata')),
    CONSTRAINT rimborsi_stato
    CHECK (stato IN ('presentato', 'in_esame', 'approvato', 'inviato', 'respinto', 'ritirato')),
    CONSTRAINT rimborsi_respinto CHECK ((stato = 'respinto') = (motivo IS NOT NULL)),
    CONSTRAINT rimborsi_motivo CHECK (
        motivo IN ('conto_non_intestato', 'somme_non_rimborsabili', 'richiesta_duplicata', 'richiedente_deceduto', 'altro')
    ),
    CONSTRAINT rimborsi_restituzione CHECK (
        restituzione IN (
            'conto_inesistente', 'conto_chiuso', 'conto_bloccato', 'intestatario_diverso', 'intestatario_deceduto',
            'altro'
        )
    ),
    CONSTRAINT rimborsi_inviato CHECK (stato NOT IN ('in_esame', 'inviato') OR invio_id IS NOT NULL),
    CONSTRAINT rimborsi_in_esame CHECK (stato <> 'in_esame' OR restituzione IS NOT NULL),
    CONSTRAINT rimborsi_versione_positiva CHECK (versione > 0)
);

CREATE INDEX rimborsi_per_id ON rimborsi (id);
CREATE INDEX rimborsi_per_utilizzatore ON rimborsi (utilizzatore_id, presentato_il DESC, id DESC);
CREATE INDEX rimborsi_per_data ON rimborsi (presentato_il DESC, id DESC);
CREATE INDEX rimborsi_approvati ON rimborsi (id) WHERE stato = 'approvato';

-- The runs of refunds, numbered over all time.
CREATE TABLE corse_rimborsi (
    id uuid PRIMARY KEY,
    numero integer NOT NULL,
    esecuzione date NOT NULL,
    aperta_il timestamptz NOT NULL,
    chiusura jsonb,
    versione integer NOT NULL,
    CONSTRAINT corse_rimborsi_numero_unico UNIQUE (numero),
    CONSTRAINT corse_rimborsi_numero_positivo CHECK (numero > 0),
    CONSTRAINT corse_rimborsi_versione_positiva CHECK (versione > 0)
);

-- The transfers of refunds: one for each time a refund was sent, with the account of that time. Home: the household.
CREATE TABLE invii_rimborsi (
    utilizzatore_id uuid NOT NULL,
    id uuid NOT NULL,
    corsa_id uuid NOT NULL,
    rimborso_id uuid NOT NULL,
    beneficiario_id uuid NOT NULL,
    coordinate_id uuid NOT NULL,
    importo numeric(12, 2) NOT NULL,
    PRIMARY KEY (utilizzatore_id, id),
    CONSTRAINT invii_rimborsi_importo_positivo CHECK (importo > 0)
);

CREATE INDEX invii_rimborsi_per_corsa ON invii_rimborsi (corsa_id, id);

-- The ledger knows money asked back and money sent back.
ALTER TABLE scritture
DROP CONSTRAINT scritture_conto,
ADD CONSTRAINT scritture_conto CHECK (
    conto IN (
        'portafoglio', 'compensi', 'contributi_ivs', 'posizione_contributiva', 'premi_inail',
        'oneri_gestionali', 'incassi', 'sospesi', 'pagamenti', 'oneri_pagamento', 'rimborsi', 'rimborsi_pagati'
    )
);
