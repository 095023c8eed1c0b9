-- COM-14, HER-19: how often a purse has moved, so that a death is recorded on what the purses hold now; and whether it was
-- closed by the death, so that nothing that the household does itself takes from it any more. Both stand in the row that
-- every act on money writes anyway.
ALTER TABLE portafogli
ADD COLUMN mosse integer NOT NULL DEFAULT 0,
ADD COLUMN chiusa boolean NOT NULL DEFAULT FALSE;
ALTER TABLE portafogli ALTER COLUMN mosse DROP DEFAULT, ALTER COLUMN chiusa DROP DEFAULT;

-- What happened so far: one movement for each purse that an event touches. Facts name the purse when it is not the own one.
UPDATE portafogli AS t
SET mosse = s.mosse
FROM (
    SELECT
        m.casa,
        m.borsa,
        CAST(count(*) AS integer) AS mosse
    FROM (
        SELECT
            e.casa,
            'propria' AS borsa
        FROM eventi AS e
        WHERE
            e.tipo IN ('versamento_accreditato', 'rimborso_richiesto', 'rimborso_respinto', 'rimborso_ritirato')
            OR (e.tipo = 'rimborso_approvato' AND CAST(e.fatto ->> 'liberato' AS numeric) <> 0)
        UNION ALL
        SELECT
            e.casa,
            'bonus' AS borsa
        FROM eventi AS e
        WHERE e.tipo = 'bonus_appropriato'
        UNION ALL
        SELECT
            e.casa,
            coalesce(e.fatto -> 'dati' ->> 'borsa', 'propria') AS borsa
        FROM eventi AS e
        WHERE e.tipo IN ('prestazione_comunicata', 'prestazione_annullata', 'prestazione_liquidata')
        UNION ALL
        SELECT
            e.casa,
            coalesce(e.fatto -> 'dopo' ->> 'borsa', 'propria') AS borsa
        FROM eventi AS e
        WHERE e.tipo = 'prestazione_rettificata'
        UNION ALL
        SELECT
            e.casa,
            coalesce(e.fatto -> 'prima' ->> 'borsa', 'propria') AS borsa
        FROM eventi AS e
        WHERE
            e.tipo = 'prestazione_rettificata'
            AND coalesce(e.fatto -> 'prima' ->> 'borsa', 'propria') <> coalesce(e.fatto -> 'dopo' ->> 'borsa', 'propria')
    ) AS m
    GROUP BY m.casa, m.borsa
) AS s
WHERE t.utilizzatore_id = s.casa AND t.borsa = s.borsa;

-- A death closes both purses; one that never moved is there for nothing else.
UPDATE portafogli AS t
SET chiusa = TRUE
FROM utilizzatori AS u
WHERE u.id = t.utilizzatore_id AND u.decesso_giorno IS NOT NULL;
INSERT INTO portafogli (utilizzatore_id, borsa, versato, impegnato, speso, rimborsato, mosse, chiusa)
SELECT
    u.id,
    b.borsa,
    0,
    0,
    0,
    0,
    0,
    TRUE
FROM utilizzatori AS u CROSS JOIN (VALUES ('propria'), ('bonus')) AS b (borsa)
WHERE
    u.decesso_giorno IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM portafogli AS w WHERE w.utilizzatore_id = u.id AND w.borsa = b.borsa);

ALTER TABLE portafogli
ADD CONSTRAINT portafogli_mosse CHECK (mosse > 0 OR (mosse = 0 AND chiusa AND versato = 0));
