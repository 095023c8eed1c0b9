DROP TABLE avvisi;
