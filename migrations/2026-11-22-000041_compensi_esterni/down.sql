ALTER TABLE anni_prestatore
DROP COLUMN esterni,
DROP COLUMN esterni_noto_il,
DROP COLUMN esterni_versione,
DROP COLUMN eccedenza;
