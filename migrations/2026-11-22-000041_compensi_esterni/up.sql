-- LIM-06: what a worker earned in a year by contratto di prestazione occasionale counts in LIM-A. It is a fact told by
-- others, the last known total, and may pass the limit by itself: `eccedenza` is by how much the year was above it when it
-- was told or when something was last taken away. What is accepted here must fit without it, and sets it back to zero.
ALTER TABLE anni_prestatore
ADD COLUMN esterni numeric(12, 2) NOT NULL DEFAULT 0,
ADD COLUMN esterni_noto_il timestamptz,
ADD COLUMN esterni_versione integer NOT NULL DEFAULT 0,
ADD COLUMN eccedenza numeric(12, 2) NOT NULL DEFAULT 0,
ADD CONSTRAINT anni_prestatore_esterni_positivi CHECK (esterni >= 0),
ADD CONSTRAINT anni_prestatore_esterni_interi CHECK (
    (esterni_versione = 0 AND esterni_noto_il IS NULL AND esterni = 0)
    OR (esterni_versione > 0 AND esterni_noto_il IS NOT NULL)
),
ADD CONSTRAINT anni_prestatore_eccedenza CHECK (eccedenza >= 0),
ADD CONSTRAINT anni_prestatore_lim_a_esterni CHECK (compensi + esterni <= limite + eccedenza);
