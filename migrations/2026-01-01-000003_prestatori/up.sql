-- The workers, how they are paid and what they certify of themselves.
CREATE TABLE prestatori (
    id uuid PRIMARY KEY,
    persona_id uuid NOT NULL REFERENCES persone (id),
    registrato_il timestamptz NOT NULL,
    versione integer NOT NULL,
    CONSTRAINT prestatori_persona_unica UNIQUE (persona_id),
    CONSTRAINT prestatori_versione_positiva CHECK (versione > 0)
);

-- Where a worker is paid (PAY-04): personal data, written once and never changed.
CREATE TABLE coordinate (
    prestatore_id uuid NOT NULL,
    id uuid NOT NULL,
    iban text NOT NULL,
    PRIMARY KEY (prestatore_id, id),
    CONSTRAINT coordinate_iban_lungo CHECK (char_length(iban) BETWEEN 15 AND 34)
);

-- PAY-15: the mode that counts is the one recorded at the cut-off, so every choice is kept. `numero` is the worker's
-- event that made the choice.
CREATE TABLE modalita_scelte (
    prestatore_id uuid NOT NULL,
    numero integer NOT NULL,
    dal timestamptz NOT NULL,
    tipo text NOT NULL,
    coordinate_id uuid,
    PRIMARY KEY (prestatore_id, numero),
    CONSTRAINT modalita_scelte_tipo CHECK (tipo IN ('bonifico', 'bonifico_domiciliato', 'mandato_postale')),
    CONSTRAINT modalita_scelte_coordinate CHECK ((tipo = 'bonifico') = (coordinate_id IS NOT NULL))
);

-- WGT-02, WGT-03. The category is the worker's own affair: no view of another person reads this table.
CREATE TABLE autocertificazioni (
    prestatore_id uuid NOT NULL,
    numero integer NOT NULL,
    riga integer NOT NULL,
    categoria text NOT NULL,
    dal date NOT NULL,
    al date,
    resa_il timestamptz NOT NULL,
    PRIMARY KEY (prestatore_id, numero, riga),
    CONSTRAINT autocertificazioni_categoria
    CHECK (categoria IN ('pensionato', 'studente', 'disoccupato', 'sostegno_al_reddito'))
);
