DROP TABLE scritture;
