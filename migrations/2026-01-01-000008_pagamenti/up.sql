-- The pay runs and the payments to workers (comma 19).
CREATE TABLE corse (
    id uuid PRIMARY KEY,
    mese date NOT NULL,
    numero integer NOT NULL,
    esecuzione date NOT NULL,
    aperta_il timestamptz NOT NULL,
    chiusura jsonb,
    versione integer NOT NULL,
    CONSTRAINT corse_numero_unico UNIQUE (mese, numero),
    CONSTRAINT corse_mese CHECK (extract(DAY FROM mese) = 1),
    CONSTRAINT corse_numero_positivo CHECK (numero > 0),
    CONSTRAINT corse_versione_positiva CHECK (versione > 0)
);

-- Home: the worker. `prestazioni` and `quote` are lists that are only ever read whole.
CREATE TABLE pagamenti (
    prestatore_id uuid NOT NULL,
    id uuid NOT NULL,
    corsa_id uuid NOT NULL,
    mese date NOT NULL,
    modalita text NOT NULL,
    coordinate_id uuid,
    prestazioni jsonb NOT NULL,
    quote jsonb NOT NULL,
    lordo numeric(12, 2) NOT NULL,
    onere numeric(12, 2) NOT NULL,
    netto numeric(12, 2) NOT NULL,
    contributi numeric(12, 2) NOT NULL,
    esecuzione date NOT NULL,
    mandato text,
    PRIMARY KEY (prestatore_id, id),
    CONSTRAINT pagamenti_modalita CHECK (modalita IN ('bonifico', 'bonifico_domiciliato', 'mandato_postale')),
    CONSTRAINT pagamenti_coordinate CHECK ((modalita = 'bonifico') = (coordinate_id IS NOT NULL)),
    CONSTRAINT pagamenti_mandato CHECK ((modalita = 'mandato_postale') = (mandato IS NOT NULL)),
    CONSTRAINT pagamenti_prestazioni CHECK (jsonb_array_length(prestazioni) > 0),
    CONSTRAINT pagamenti_netto CHECK (netto = lordo - onere),
    CONSTRAINT pagamenti_importi CHECK (lordo > 0 AND onere >= 0 AND netto >= 0 AND contributi >= 0)
);

CREATE INDEX pagamenti_per_corsa ON pagamenti (corsa_id, id);
