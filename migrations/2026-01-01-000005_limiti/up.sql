-- The counters of the yearly limits. Each is one row that a conditional update guards; `limite` is the maximum that held
-- when the row was last counted up, and the CHECK is the second lock behind the update's own condition.

-- LIM-A: a worker's year over all households.
CREATE TABLE anni_prestatore (
    prestatore_id uuid NOT NULL,
    anno integer NOT NULL,
    compensi numeric(12, 2) NOT NULL,
    limite numeric(12, 2) NOT NULL,
    PRIMARY KEY (prestatore_id, anno),
    CONSTRAINT anni_prestatore_compensi_positivi CHECK (compensi >= 0),
    CONSTRAINT anni_prestatore_lim_a CHECK (compensi <= limite)
) WITH (fillfactor = 70);

-- LIM-B: a household's year over all workers. `computato` is the pay as comma 8 weighs it.
CREATE TABLE anni_utilizzatore (
    utilizzatore_id uuid NOT NULL,
    anno integer NOT NULL,
    computato numeric(12, 2) NOT NULL,
    compensi numeric(12, 2) NOT NULL,
    limite numeric(12, 2) NOT NULL,
    PRIMARY KEY (utilizzatore_id, anno),
    CONSTRAINT anni_utilizzatore_computato_positivo CHECK (computato >= 0),
    CONSTRAINT anni_utilizzatore_peso CHECK (computato <= compensi),
    CONSTRAINT anni_utilizzatore_lim_b CHECK (computato <= limite)
) WITH (fillfactor = 70);

-- LIM-C and LIM-H: a pair's year. `versione` grows with each of its records, so that two overlapping shifts cannot both
-- be accepted.
CREATE TABLE anni_coppia (
    utilizzatore_id uuid NOT NULL,
    anno integer NOT NULL,
    prestatore_id uuid NOT NULL,
    compensi numeric(12, 2) NOT NULL,
    limite numeric(12, 2) NOT NULL,
    minuti integer NOT NULL,
    limite_ore integer NOT NULL,
    versione integer NOT NULL,
    PRIMARY KEY (utilizzatore_id, anno, prestatore_id),
    CONSTRAINT anni_coppia_compensi_positivi CHECK (compensi >= 0),
    CONSTRAINT anni_coppia_minuti_positivi CHECK (minuti >= 0),
    CONSTRAINT anni_coppia_versione_positiva CHECK (versione > 0),
    CONSTRAINT anni_coppia_lim_c CHECK (compensi <= limite),
    CONSTRAINT anni_coppia_lim_h CHECK (minuti <= limite_ore)
) WITH (fillfactor = 70);
