DROP TABLE rapporti;
