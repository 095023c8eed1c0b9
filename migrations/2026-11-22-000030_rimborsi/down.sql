-- Entries are never deleted: those of refunds stay, and only new ones are held to the old list.
ALTER TABLE scritture
DROP CONSTRAINT scritture_conto,
ADD CONSTRAINT scritture_conto CHECK (
    conto IN (
        'portafoglio', 'compensi', 'contributi_ivs', 'posizione_contributiva', 'premi_inail',
        'oneri_gestionali', 'incassi', 'sospesi', 'pagamenti', 'oneri_pagamento'
    )
) NOT VALID;
DROP TABLE invii_rimborsi;
DROP TABLE corse_rimborsi;
DROP TABLE rimborsi;
DROP TABLE coordinate_rimborsi;
