-- Employments that a household declared with a worker (comma 5; ELG-04).
CREATE TABLE rapporti (
    utilizzatore_id uuid NOT NULL,
    prestatore_id uuid NOT NULL,
    id uuid NOT NULL,
    tipo text NOT NULL,
    dal date NOT NULL,
    al date,
    PRIMARY KEY (utilizzatore_id, prestatore_id, id),
    CONSTRAINT rapporti_tipo CHECK (tipo IN ('subordinato', 'collaborazione', 'somministrazione'))
);
