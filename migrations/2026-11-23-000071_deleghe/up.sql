-- The register tells with which credential a person acted and by which delegation a body did.
ALTER TABLE eventi ADD COLUMN credenziale text;
ALTER TABLE eventi ADD COLUMN delega uuid;
ALTER TABLE eventi ADD CONSTRAINT eventi_credenziale
CHECK (credenziale IN ('spid2', 'spid3', 'cie2', 'cie3', 'cns', 'eidas'));
ALTER TABLE eventi DROP CONSTRAINT eventi_canale;
ALTER TABLE eventi ADD CONSTRAINT eventi_canale
CHECK (canale IN ('portale', 'app', 'contact_center', 'sede', 'interoperabilita', 'sistema'));

-- DEL-01: what people delegate to patronati and intermediaries. Home: who delegates.
CREATE TABLE deleghe (
    delegante_id uuid NOT NULL REFERENCES persone (id),
    id uuid NOT NULL,
    ruolo text NOT NULL,
    ente_id uuid NOT NULL,
    ente_categoria text NOT NULL,
    ambiti jsonb NOT NULL,
    -- Italian days, both inclusive; without the last until it is revoked.
    dal date NOT NULL,
    al date,
    documento_riferimento text,
    documento_sha256 bytea,
    conferita_il timestamptz NOT NULL,
    revocata_il timestamptz,
    versione integer NOT NULL,
    PRIMARY KEY (delegante_id, id),
    CONSTRAINT deleghe_ruolo CHECK (ruolo IN ('utilizzatore', 'prestatore')),
    CONSTRAINT deleghe_categoria CHECK (
        ente_categoria IN ('patronato', 'consulente_del_lavoro', 'commercialista', 'avvocato')
    ),
    CONSTRAINT deleghe_ambiti CHECK (
        jsonb_typeof(ambiti) = 'array' AND ambiti <> '[]'
        AND ambiti <@ '["consultazione", "profilo", "prestazioni", "portafoglio"]'
    ),
    CONSTRAINT deleghe_giorni CHECK (al >= dal),
    CONSTRAINT deleghe_documento CHECK ((documento_riferimento IS NULL) = (documento_sha256 IS NULL)),
    CONSTRAINT deleghe_documento_intero CHECK (octet_length(documento_sha256) = 32),
    CONSTRAINT deleghe_revoca CHECK (revocata_il >= conferita_il),
    CONSTRAINT deleghe_versione CHECK (versione > 0 AND (revocata_il IS NULL) = (versione = 1))
);

-- Not unique: a delegation is one stream of events, whose key holds that it exists once.
CREATE INDEX deleghe_per_id ON deleghe (id);
CREATE INDEX deleghe_per_delegante ON deleghe (delegante_id, conferita_il DESC, id DESC);
CREATE INDEX deleghe_per_ente ON deleghe (ente_id, conferita_il DESC, id DESC);
