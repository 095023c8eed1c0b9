-- The state of a case is not derived by SQL: a register that has heirs cannot go back, and nothing of it is lost.
INSERT INTO guardie (conflitto, squilibrio) SELECT TRUE, FALSE FROM eredi LIMIT 1;
INSERT INTO guardie (conflitto, squilibrio) SELECT TRUE, FALSE FROM pratiche_eredi LIMIT 1;
DROP TABLE pratiche_di_erede;
DROP TABLE pratiche_eredi;
DROP TABLE eredi;
