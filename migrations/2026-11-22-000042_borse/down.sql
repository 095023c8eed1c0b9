-- The constraint on the accounts comes first: a register that holds bonus money cannot go back, and nothing of it is lost.
ALTER TABLE scritture
DROP CONSTRAINT scritture_conto,
DROP CONSTRAINT scritture_titolare,
ADD CONSTRAINT scritture_conto CHECK (
    conto IN (
        'portafoglio', 'compensi', 'contributi_ivs', 'posizione_contributiva', 'premi_inail',
        'oneri_gestionali', 'incassi', 'sospesi', 'pagamenti', 'oneri_pagamento', 'rimborsi', 'rimborsi_pagati'
    )
),
ADD CONSTRAINT scritture_titolare CHECK (
    (conto IN ('portafoglio', 'compensi', 'posizione_contributiva')) = (titolare IS NOT NULL)
);
DROP INDEX scritture_del_portafoglio;
CREATE INDEX scritture_del_portafoglio ON scritture (titolare, istante DESC, evento DESC, riga DESC)
WHERE conto = 'portafoglio';
DROP TABLE bonus;
DROP INDEX prestazioni_da_pagare;
CREATE INDEX prestazioni_da_pagare ON prestazioni (prestatore_id, giorno)
WHERE stato IN ('accettata', 'convalidata');
ALTER TABLE prestazioni DROP COLUMN mese_pagamento, DROP COLUMN borsa;
ALTER TABLE portafogli DROP CONSTRAINT portafogli_pkey, DROP COLUMN borsa, ADD PRIMARY KEY (utilizzatore_id);
