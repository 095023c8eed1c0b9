-- What the registry of comunicazioni obbligatorie says of employments (comma 5; ELG-04), between persons: they may register
-- before it or after. Home: the employer. The identifier is derived from the protocol, so a later notice meets its trace.
CREATE TABLE comunicazioni_obbligatorie (
    datore_id uuid NOT NULL,
    lavoratore_id uuid NOT NULL,
    id uuid NOT NULL,
    protocollo text NOT NULL,
    tipo text NOT NULL,
    dal date NOT NULL,
    al date,
    versione integer NOT NULL,
    PRIMARY KEY (datore_id, lavoratore_id, id),
    CONSTRAINT comunicazioni_obbligatorie_parti CHECK (datore_id <> lavoratore_id),
    CONSTRAINT comunicazioni_obbligatorie_protocollo CHECK (char_length(protocollo) BETWEEN 1 AND 64),
    CONSTRAINT comunicazioni_obbligatorie_tipo CHECK (tipo IN ('subordinato', 'collaborazione', 'somministrazione')),
    CONSTRAINT comunicazioni_obbligatorie_giorni CHECK (dal <= al),
    CONSTRAINT comunicazioni_obbligatorie_versione_positiva CHECK (versione > 0)
);

-- Not unique: a protocol is one stream of events, whose key holds that it exists once.
CREATE INDEX comunicazioni_obbligatorie_per_id ON comunicazioni_obbligatorie (id);
