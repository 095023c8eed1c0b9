-- The register: the truth, only ever added to. An event's number in its stream is the version of the entity after it, so
-- the primary key is what turns every stale change into a conflict.
CREATE TABLE eventi (
    casa uuid NOT NULL,
    entita uuid NOT NULL,
    numero integer NOT NULL,
    id uuid NOT NULL,
    istante timestamptz NOT NULL,
    attore jsonb NOT NULL,
    soggetto uuid,
    canale text NOT NULL,
    tipo text NOT NULL,
    fatto jsonb NOT NULL,
    -- Read whole or not at all, so kept as it was written.
    spiegazione json,
    -- Version of the engine that decided.
    motore text NOT NULL,
    PRIMARY KEY (casa, entita, numero),
    CONSTRAINT eventi_numero_positivo CHECK (numero > 0),
    CONSTRAINT eventi_canale CHECK (canale IN ('portale', 'app', 'contact_center', 'sistema')),
    CONSTRAINT eventi_tipo CHECK (fatto ->> 'tipo' = tipo)
);

CREATE INDEX eventi_per_id ON eventi (id);
-- The clock never starts before the last act.
CREATE INDEX eventi_per_istante ON eventi (istante);
