DROP TABLE gettoni_usati;
