DROP TABLE ricevute;
DROP TABLE versamenti;
