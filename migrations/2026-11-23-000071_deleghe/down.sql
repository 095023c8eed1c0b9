-- What only these columns and this table hold would be lost: a register that has any of it cannot go back.
INSERT INTO guardie (conflitto, squilibrio) SELECT TRUE, FALSE FROM deleghe LIMIT 1;
INSERT INTO guardie (conflitto, squilibrio)
SELECT TRUE, FALSE FROM eventi
WHERE credenziale IS NOT NULL OR delega IS NOT NULL OR canale IN ('sede', 'interoperabilita') LIMIT 1;
DROP TABLE deleghe;
ALTER TABLE eventi DROP CONSTRAINT eventi_canale;
ALTER TABLE eventi ADD CONSTRAINT eventi_canale CHECK (canale IN ('portale', 'app', 'contact_center', 'sistema'));
ALTER TABLE eventi DROP CONSTRAINT eventi_credenziale;
ALTER TABLE eventi DROP COLUMN delega;
ALTER TABLE eventi DROP COLUMN credenziale;
