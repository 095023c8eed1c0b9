-- The work list of the back office, GET /rimborsi?stato=…: the requests of one state, the latest first. Without it the few
-- that are open are looked for among all that ever were.
CREATE INDEX rimborsi_per_stato ON rimborsi (stato, presentato_il DESC, id DESC);
