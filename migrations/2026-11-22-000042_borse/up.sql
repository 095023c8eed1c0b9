-- WAL-09: a wallet has a purse of own money and one of bonus money, each a row with its own bound. What was there is own.
ALTER TABLE portafogli ADD COLUMN borsa text NOT NULL DEFAULT 'propria';
ALTER TABLE portafogli
ALTER COLUMN borsa DROP DEFAULT,
DROP CONSTRAINT portafogli_pkey,
ADD PRIMARY KEY (utilizzatore_id, borsa),
ADD CONSTRAINT portafogli_borsa CHECK (borsa IN ('propria', 'bonus'));

-- BON-05, PAY-10: the month whose run pays a record: that of the work or, for what was entered late, a later one.
ALTER TABLE prestazioni
ADD COLUMN borsa text NOT NULL DEFAULT 'propria',
ADD COLUMN mese_pagamento date;
UPDATE prestazioni SET mese_pagamento = giorno - CAST(extract(DAY FROM giorno) AS integer) + 1;
ALTER TABLE prestazioni
ALTER COLUMN borsa DROP DEFAULT,
ALTER COLUMN mese_pagamento SET NOT NULL,
ADD CONSTRAINT prestazioni_borsa CHECK (borsa IN ('propria', 'bonus')),
-- BON-07.
ADD CONSTRAINT prestazioni_bonus CHECK (borsa = 'propria' OR ambito = 'assistenza_domiciliare'),
ADD CONSTRAINT prestazioni_mese_pagamento CHECK (
    extract(DAY FROM mese_pagamento) = 1 AND mese_pagamento > giorno - CAST(extract(DAY FROM giorno) AS integer)
);
DROP INDEX prestazioni_da_pagare;
CREATE INDEX prestazioni_da_pagare ON prestazioni (mese_pagamento, prestatore_id)
WHERE stato IN ('accettata', 'convalidata');

-- The bonuses (BON-01, BON-02): granted by an administration, claimed by the household. Home: the household.
CREATE TABLE bonus (
    utilizzatore_id uuid NOT NULL,
    id uuid NOT NULL,
    importo numeric(12, 2) NOT NULL,
    accolto_il date NOT NULL,
    concesso_il timestamptz NOT NULL,
    appropriato_il timestamptz,
    versione integer NOT NULL,
    PRIMARY KEY (utilizzatore_id, id),
    CONSTRAINT bonus_importo_positivo CHECK (importo > 0),
    CONSTRAINT bonus_appropriato_dopo CHECK (appropriato_il >= concesso_il),
    CONSTRAINT bonus_versione_positiva CHECK (versione > 0)
);

-- The account of the bonus purse, and that of the administrations which fill it.
ALTER TABLE scritture
DROP CONSTRAINT scritture_conto,
DROP CONSTRAINT scritture_titolare,
ADD CONSTRAINT scritture_conto CHECK (
    conto IN (
        'portafoglio', 'portafoglio_bonus', 'compensi', 'contributi_ivs', 'posizione_contributiva', 'premi_inail',
        'oneri_gestionali', 'incassi', 'fondi_bonus', 'sospesi', 'pagamenti', 'oneri_pagamento', 'rimborsi',
        'rimborsi_pagati'
    )
),
ADD CONSTRAINT scritture_titolare CHECK (
    (conto IN ('portafoglio', 'portafoglio_bonus', 'compensi', 'posizione_contributiva')) = (titolare IS NOT NULL)
);
DROP INDEX scritture_del_portafoglio;
CREATE INDEX scritture_del_portafoglio ON scritture (titolare, istante DESC, evento DESC, riga DESC)
WHERE conto IN ('portafoglio', 'portafoglio_bonus');
