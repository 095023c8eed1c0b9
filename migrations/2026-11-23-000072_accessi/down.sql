-- Nothing else holds the looks: once there is one they cannot be dropped.
INSERT INTO guardie (conflitto, squilibrio) SELECT TRUE, FALSE FROM accessi LIMIT 1;
DROP TABLE accessi;
