DROP TABLE guardie;
