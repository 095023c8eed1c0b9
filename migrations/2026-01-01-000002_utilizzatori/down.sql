DROP TABLE portafogli;
DROP TABLE utilizzatori;
