-- COM-14: a household whose death is recorded. The day is the one in Italy; the hour is known or not; the instant of the
-- record is when the household's own acts end.
ALTER TABLE utilizzatori
ADD COLUMN decesso_giorno date,
ADD COLUMN decesso_ora timestamptz,
ADD COLUMN decesso_registrato_il timestamptz,
ADD CONSTRAINT utilizzatori_decesso_intero CHECK (
    (decesso_giorno IS NULL) = (decesso_registrato_il IS NULL)
    AND (decesso_ora IS NULL OR decesso_giorno IS NOT NULL)
),
ADD CONSTRAINT utilizzatori_decesso_passato CHECK (decesso_ora <= decesso_registrato_il);
