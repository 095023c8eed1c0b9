DROP TABLE persone;
