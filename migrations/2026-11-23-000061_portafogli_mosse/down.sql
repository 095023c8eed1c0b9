ALTER TABLE portafogli DROP CONSTRAINT portafogli_mosse;
DELETE FROM portafogli WHERE mosse = 0;
ALTER TABLE portafogli DROP COLUMN chiusa, DROP COLUMN mosse;
