DROP TABLE autocertificazioni;
DROP TABLE modalita_scelte;
DROP TABLE coordinate;
DROP TABLE prestatori;
