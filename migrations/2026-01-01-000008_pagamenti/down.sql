DROP TABLE pagamenti;
DROP TABLE corse;
