DROP TABLE anni_coppia;
DROP TABLE anni_utilizzatore;
DROP TABLE anni_prestatore;
