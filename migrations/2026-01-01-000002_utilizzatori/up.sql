-- The households and their wallets.
CREATE TABLE utilizzatori (
    id uuid PRIMARY KEY,
    persona_id uuid NOT NULL REFERENCES persone (id),
    registrato_il timestamptz NOT NULL,
    dichiarazioni jsonb NOT NULL,
    versione integer NOT NULL,
    CONSTRAINT utilizzatori_persona_unica UNIQUE (persona_id),
    CONSTRAINT utilizzatori_versione_positiva CHECK (versione > 0)
);

-- WAL-01, WAL-08: a wallet is filled first and spent later, never below zero.
CREATE TABLE portafogli (
    utilizzatore_id uuid PRIMARY KEY,
    versato numeric(12, 2) NOT NULL,
    impegnato numeric(12, 2) NOT NULL,
    speso numeric(12, 2) NOT NULL,
    rimborsato numeric(12, 2) NOT NULL,
    CONSTRAINT portafogli_impegnato_positivo CHECK (impegnato >= 0),
    CONSTRAINT portafogli_speso_positivo CHECK (speso >= 0),
    CONSTRAINT portafogli_rimborsato_positivo CHECK (rimborsato >= 0),
    -- With the three above, what was credited is not negative either.
    CONSTRAINT portafogli_capienza CHECK (versato - impegnato - speso - rimborsato >= 0)
) WITH (fillfactor = 70);
