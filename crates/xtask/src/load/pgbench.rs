//! PostgreSQL alone: the equivalent transaction of one communication, written for `pgbench` in its cheapest form, one prepared
//! statement, on the same schema, the same cluster and in the same run. It looks at what the service has to look at (the key
//! of the command, both parties, the pair's employments, neighbouring shifts and days of work, the four counters) by plain joins, and writes
//! the same rows and texts. No HTTP, no JSON, no decision, no notice handed over.
//!
//! For the curious the same statement without the looks is measured too: it only writes, on whatever it finds.

use crate::error::{Error, Result, Tried};
use crate::process::capture;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Same tables, indexes and constraints, apart from the data of the service.
const SCHEMA: &str = "banco";

/// The tables that are written, empty at first.
const WRITTEN: [&str; 6] =
    ["prestazioni", "dettagli_prestazioni", "eventi", "scritture", "avvisi", "chiavi_idempotenza"];

/// The tables that are only looked at, with the people of the service.
const LOOKED_AT: [&str; 7] = [
    "persone",
    "utilizzatori",
    "prestatori",
    "modalita_scelte",
    "autocertificazioni",
    "rapporti",
    "comunicazioni_obbligatorie",
];

/// What the statement does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Looks and writes: what a communication needs.
    Equivalent,
    /// Only writes.
    RowsAlone,
}

/// Makes the tables of the measurement and their counters. The service must have communicated something before.
pub(super) fn prepare(url: &str) -> Result<()> {
    let like = |table: &str| format!("CREATE TABLE {SCHEMA}.{table} (LIKE public.{table} INCLUDING ALL);");
    let written = WRITTEN.map(like).concat();
    let looked_at = LOOKED_AT
        .map(|table| {
            format!(
                "{}INSERT INTO {SCHEMA}.{table} SELECT * FROM public.{table};ANALYZE {SCHEMA}.{table};",
                like(table)
            )
        })
        .concat();
    let counters = ["anni_prestatore", "portafogli", "anni_utilizzatore", "anni_coppia"].map(like).concat();
    let sql = format!(
        "DROP SCHEMA IF EXISTS {SCHEMA} CASCADE;
         CREATE SCHEMA {SCHEMA};
         {written}
         {looked_at}
         {counters}
         CREATE TABLE {SCHEMA}.coppie AS
             SELECT row_number() OVER ()::int AS n, utilizzatore_id AS u, prestatore_id AS p FROM public.anni_coppia;
         ALTER TABLE {SCHEMA}.coppie ADD PRIMARY KEY (n);
         INSERT INTO {SCHEMA}.anni_prestatore SELECT p, 2026, 0, 9999999999 FROM {SCHEMA}.coppie;
         INSERT INTO {SCHEMA}.portafogli SELECT u, 9999999999, 0, 0, 0, 'propria', 1, FALSE FROM {SCHEMA}.coppie;
         INSERT INTO {SCHEMA}.anni_utilizzatore SELECT u, 2026, 0, 0, 9999999999 FROM {SCHEMA}.coppie;
         INSERT INTO {SCHEMA}.anni_coppia SELECT u, 2026, p, 0, 9999999999, 0, 2000000000, 1 FROM {SCHEMA}.coppie;
         CREATE TABLE {SCHEMA}.testi AS
             SELECT e.fatto::text AS fatto, e.spiegazione::text AS spiegazione, i.body
             FROM (SELECT * FROM public.eventi WHERE tipo = 'prestazione_comunicata' LIMIT 1) AS e,
                  (SELECT body FROM public.chiavi_idempotenza ORDER BY length(body) DESC LIMIT 1) AS i;
         ANALYZE {SCHEMA}.anni_prestatore, {SCHEMA}.portafogli, {SCHEMA}.anni_utilizzatore, {SCHEMA}.anni_coppia, {SCHEMA}.coppie, {SCHEMA}.testi;"
    );
    capture(Command::new("psql").args([url, "-qAt", "-v", "ON_ERROR_STOP=1", "-c", &sql])).map(drop)
}

/// Transactions in a second, with so many pairs to choose from.
pub(super) fn run(url: &str, folder: &Path, form: Form, pairs: usize, load: (u32, u32)) -> Result<f64> {
    let (connections, seconds) = load;
    let file = folder.join("banco.sql");
    fs::write(&file, script(form, pairs)).tried(|| format!("write {}", file.display()))?;
    let mut command = Command::new("pgbench");
    command.args(["--no-vacuum", "--protocol=prepared", "--jobs=2"]);
    command.arg(format!("--client={connections}")).arg(format!("--time={seconds}")).arg("--file").arg(&file).arg(url);
    let output = capture(&mut command)?;
    let speed = output.lines().find_map(|line| line.strip_prefix("tps = ")).and_then(|rest| rest.split(' ').next());
    speed.and_then(|text| text.parse().ok()).ok_or_else(|| Error::Setup(format!("pgbench did not report:\n{output}")))
}

/// What a communication looks at, by plain joins: both parties with who they are and how they are weighed and paid, nobody
/// deceased, not the same person, no employment in the way, no shift at that time, the key not used before.
fn looks() -> String {
    format!(
        r"EXISTS (SELECT FROM {SCHEMA}.utilizzatori AS u JOIN {SCHEMA}.persone AS pu ON pu.id = u.persona_id
    WHERE u.id = k.u AND u.decesso_giorno IS NULL AND u.persona_id <> (SELECT l.persona_id FROM {SCHEMA}.prestatori AS l
        JOIN {SCHEMA}.persone AS pl ON pl.id = l.persona_id WHERE l.id = k.p AND pl.data_nascita < '2008-01-01'
        AND NOT EXISTS (SELECT FROM {SCHEMA}.autocertificazioni AS c WHERE c.prestatore_id = l.id)
        AND EXISTS (SELECT FROM {SCHEMA}.modalita_scelte AS m WHERE m.prestatore_id = l.id)
        AND NOT EXISTS (SELECT FROM {SCHEMA}.comunicazioni_obbligatorie AS q
            WHERE q.datore_id = u.persona_id AND q.lavoratore_id = l.persona_id)))
  AND NOT EXISTS (SELECT FROM {SCHEMA}.rapporti AS r WHERE r.utilizzatore_id = k.u AND r.prestatore_id = k.p)
  AND NOT EXISTS (SELECT FROM {SCHEMA}.prestazioni AS z WHERE z.utilizzatore_id = k.u AND z.prestatore_id = k.p
    AND z.inizio >= k.inizio - interval '2 days' AND z.inizio < k.inizio + interval '1 hour' AND z.fine > k.inizio AND z.stato <> 'annullata')
  AND (SELECT count(DISTINCT z.giorno) FROM {SCHEMA}.prestazioni AS z WHERE z.utilizzatore_id = k.u AND z.prestatore_id = k.p
    AND z.inizio >= k.inizio - interval '13 days' AND z.inizio < k.inizio + interval '14 days' AND z.stato <> 'annullata') >= 0
  AND NOT EXISTS (SELECT FROM {SCHEMA}.chiavi_idempotenza AS i WHERE i.chiamante = k.u::text || k.u::text AND i.chiave = k.nuovo::text)"
    )
}

/// One statement: four guarded counters in order, the record, its text, its event with fact and explanation, five lines of
/// the ledger, the notice, and the key with its reply. Fact, explanation and reply are those that the service wrote; the
/// empty text added to them makes the server pack them anew, as it does what comes from outside. Each record has a minute of
/// its own in two thousand years, so that shifts never overlap.
fn script(form: Form, pairs: usize) -> String {
    let looks = if form == Form::Equivalent { looks() } else { "TRUE".to_owned() };
    format!(
        r#"\set n random(1, {pairs})
\set hour random(1, 17000000)
WITH k AS MATERIALIZED (SELECT c.u, c.p, '2026-01-01T08:00Z'::timestamptz + :hour * interval '1 hour' AS inizio, gen_random_uuid() AS nuovo, gen_random_uuid() AS evento, t.fatto || '' AS fatto, t.spiegazione || '' AS spiegazione, t.body || '' AS body FROM {SCHEMA}.coppie AS c, {SCHEMA}.testi AS t WHERE c.n = :n),
a AS (UPDATE {SCHEMA}.anni_prestatore SET compensi = compensi + 8 FROM k WHERE prestatore_id = k.p AND anno = 2026 AND compensi + 8 <= limite AND {looks} RETURNING 1),
b AS (UPDATE {SCHEMA}.portafogli SET impegnato = impegnato + 10, mosse = mosse + 1 FROM k WHERE utilizzatore_id = k.u AND borsa = 'propria' AND NOT chiusa AND EXISTS (SELECT FROM a) RETURNING 1),
c AS (UPDATE {SCHEMA}.anni_utilizzatore SET computato = computato + 8, compensi = compensi + 8 FROM k WHERE utilizzatore_id = k.u AND anno = 2026 AND computato + 8 <= limite AND EXISTS (SELECT FROM b) RETURNING 1),
d AS (UPDATE {SCHEMA}.anni_coppia SET compensi = compensi + 8, minuti = minuti + 60, versione = versione + 1 FROM k WHERE utilizzatore_id = k.u AND anno = 2026 AND prestatore_id = k.p AND EXISTS (SELECT FROM c) RETURNING 1),
e AS (INSERT INTO {SCHEMA}.prestazioni SELECT k.u, k.nuovo, k.p, 'lavori_domestici', k.inizio, k.inizio + interval '1 hour', '2026-01-10', 0, 60, 1, 10, 8, 1.65, 0.25, 0.10, 8, 'accettata', '2026-01-31T22:30Z', '2026-01-31T22:30Z', '2026-02-03T23:00Z', NULL, NULL, NULL, NULL, 1, 'propria', '2026-01-01' FROM k),
f AS (INSERT INTO {SCHEMA}.dettagli_prestazioni SELECT k.nuovo, 1, 'Roma', NULL FROM k),
g AS (INSERT INTO {SCHEMA}.eventi SELECT k.u, k.nuovo, 1, k.evento, '2026-01-31T22:30Z', '{{"tipo": "persona", "id": "00000000-0000-0000-0000-000000000000"}}', k.u, 'portale', 'prestazione_comunicata', k.fatto::jsonb, k.spiegazione::json, '0.1.0' FROM k),
h AS (INSERT INTO {SCHEMA}.scritture SELECT k.u, k.evento, v.riga, v.conto, CASE WHEN v.riga <= 2 THEN k.u END, v.importo, 'prestazione_comunicata', k.nuovo, '2026-01-31T22:30Z' FROM k, (VALUES (1, 'portafoglio', -10.00), (2, 'compensi', 8.00), (3, 'contributi_ivs', 1.65), (4, 'premi_inail', 0.25), (5, 'oneri_gestionali', 0.10)) v (riga, conto, importo)),
i AS (INSERT INTO {SCHEMA}.avvisi SELECT k.evento, k.u, 'prestazione_comunicata', '2026-01-31T22:30Z', repeat('x', 90), NULL, FALSE FROM k),
j AS (INSERT INTO {SCHEMA}.chiavi_idempotenza SELECT k.u::text || k.u::text, k.nuovo::text, decode(repeat('00', 32), 'hex'), 201, '[["etag","\"1\""]]', k.body, '2026-01-31T22:30Z' FROM k)
SELECT 1 / count(*) FROM d;
"#
    )
}
