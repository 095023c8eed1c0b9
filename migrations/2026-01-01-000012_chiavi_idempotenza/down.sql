DROP TABLE chiavi_idempotenza;
