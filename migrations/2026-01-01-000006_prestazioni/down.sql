DROP TABLE dettagli_prestazioni;
DROP TABLE prestazioni;
