-- The double-entry ledger: the lines of each event, which sum to zero. No account has a balance row: a balance is a sum.
CREATE TABLE scritture (
    casa uuid NOT NULL,
    evento uuid NOT NULL,
    riga integer NOT NULL,
    conto text NOT NULL,
    titolare uuid,
    importo numeric(12, 2) NOT NULL,
    causale text NOT NULL,
    riferimento uuid NOT NULL,
    istante timestamptz NOT NULL,
    PRIMARY KEY (casa, evento, riga),
    CONSTRAINT scritture_importo CHECK (importo <> 0),
    CONSTRAINT scritture_conto CHECK (
        conto IN (
            'portafoglio', 'compensi', 'contributi_ivs', 'posizione_contributiva', 'premi_inail',
            'oneri_gestionali', 'incassi', 'sospesi', 'pagamenti', 'oneri_pagamento'
        )
    ),
    CONSTRAINT scritture_titolare CHECK (
        (conto IN ('portafoglio', 'compensi', 'posizione_contributiva')) = (titolare IS NOT NULL)
    )
);

-- The movements of a wallet, as its owner reads them.
CREATE INDEX scritture_del_portafoglio ON scritture (titolare, istante DESC, evento DESC, riga DESC)
WHERE conto = 'portafoglio';
