ALTER TABLE utilizzatori
DROP COLUMN decesso_giorno,
DROP COLUMN decesso_ora,
DROP COLUMN decesso_registrato_il;
