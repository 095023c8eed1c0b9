-- Always empty. A change is one statement; its last part tries to put here what it found wrong, and the constraint that
-- refuses the row takes the whole statement back and names the reason in any language of the server.
CREATE TABLE guardie (
    conflitto boolean NOT NULL,
    squilibrio boolean NOT NULL,
    CONSTRAINT guardia_conflitto CHECK (NOT conflitto),
    CONSTRAINT guardia_quadratura CHECK (NOT squilibrio)
);
