DROP INDEX rimborsi_per_stato;
