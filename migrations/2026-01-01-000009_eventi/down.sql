DROP TABLE eventi;
