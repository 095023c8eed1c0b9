-- HER-02: the profiles of heirs.
CREATE TABLE eredi (
    id uuid PRIMARY KEY,
    persona_id uuid NOT NULL REFERENCES persone (id),
    registrato_il timestamptz NOT NULL,
    dichiarazioni jsonb NOT NULL,
    versione integer NOT NULL,
    CONSTRAINT eredi_persona_unica UNIQUE (persona_id),
    CONSTRAINT eredi_versione_positiva CHECK (versione > 0)
);

-- HER-15: the case of the heirs of one deceased: declarations, consents, entries and requests as one document, which is only
-- ever read and written whole and holds identifiers, no names. Home: the household.
CREATE TABLE pratiche_eredi (
    utilizzatore_id uuid PRIMARY KEY,
    pratica jsonb NOT NULL,
    -- Whether the branch has something to do.
    da_lavorare boolean NOT NULL,
    aperta_il timestamptz NOT NULL,
    aggiornata_il timestamptz NOT NULL,
    versione integer NOT NULL,
    CONSTRAINT pratiche_eredi_utilizzatore CHECK (pratica ->> 'utilizzatore' = CAST(utilizzatore_id AS text)),
    CONSTRAINT pratiche_eredi_versione CHECK (versione > 0 AND pratica ->> 'versione' = CAST(versione AS text)),
    CONSTRAINT pratiche_eredi_tempi CHECK (aggiornata_il >= aperta_il)
);

CREATE INDEX pratiche_eredi_per_apertura ON pratiche_eredi (aperta_il DESC, utilizzatore_id DESC);
-- The work list of the branch.
CREATE INDEX pratiche_eredi_da_lavorare ON pratiche_eredi (aperta_il DESC, utilizzatore_id DESC)
WHERE da_lavorare;

-- In which cases an heir has a declaration. Home: the heir.
CREATE TABLE pratiche_di_erede (
    erede_id uuid NOT NULL,
    utilizzatore_id uuid NOT NULL,
    PRIMARY KEY (erede_id, utilizzatore_id)
);
