-- I11: who looked at whose data. Written before anything is shown, only ever added to. Home: the person looked at.
CREATE TABLE accessi (
    persona_id uuid NOT NULL,
    istante timestamptz NOT NULL,
    id uuid NOT NULL,
    attore jsonb NOT NULL,
    canale text NOT NULL,
    operazione text NOT NULL,
    finalita text,
    delega uuid,
    PRIMARY KEY (persona_id, istante, id),
    CONSTRAINT accessi_canale CHECK (
        canale IN ('portale', 'app', 'contact_center', 'sede', 'interoperabilita', 'sistema')
    ),
    CONSTRAINT accessi_operazione CHECK (operazione <> '')
);
