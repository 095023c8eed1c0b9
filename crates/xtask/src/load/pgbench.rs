//! PostgreSQL alone: the rows of one communication written by `pgbench` in one prepared statement, on the same schema, the
//! same cluster and in the same run. No HTTP, no JSON, no reading beforehand: the cheapest form there is.

use crate::error::{Error, Result, Tried};
use crate::process::capture;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Counters that the measurement spreads over, so that it never waits for a row lock for long.
const KEYS: u32 = 20_000;

/// Same tables, indexes and constraints, apart from the data of the service.
const SCHEMA: &str = "banco";

const TABLES: [&str; 10] = [
    "anni_prestatore",
    "portafogli",
    "anni_utilizzatore",
    "anni_coppia",
    "prestazioni",
    "dettagli_prestazioni",
    "eventi",
    "scritture",
    "avvisi",
    "chiavi_idempotenza",
];

/// Makes the tables of the measurement and their counters. The service must have communicated something before.
pub(super) fn prepare(url: &str) -> Result<()> {
    let key = "lpad(to_hex(n), 32, '0')::uuid";
    let copies =
        TABLES.map(|table| format!("CREATE TABLE {SCHEMA}.{table} (LIKE public.{table} INCLUDING ALL);")).concat();
    let sql = format!(
        "DROP SCHEMA IF EXISTS {SCHEMA} CASCADE;
         CREATE SCHEMA {SCHEMA};
         {copies}
         INSERT INTO {SCHEMA}.anni_prestatore SELECT {key}, 2026, 0, 9999999999 FROM generate_series(1, {KEYS}) n;
         INSERT INTO {SCHEMA}.portafogli SELECT {key}, 9999999999, 0, 0, 0, 'propria' FROM generate_series(1, {KEYS}) n;
         INSERT INTO {SCHEMA}.anni_utilizzatore SELECT {key}, 2026, 0, 0, 9999999999 FROM generate_series(1, {KEYS}) n;
         INSERT INTO {SCHEMA}.anni_coppia SELECT {key}, 2026, {key}, 0, 9999999999, 0, 2000000000, 1 FROM generate_series(1, {KEYS}) n;
         CREATE TABLE {SCHEMA}.testi AS
             SELECT e.fatto::text AS fatto, e.spiegazione::text AS spiegazione, i.body
             FROM (SELECT * FROM public.eventi WHERE tipo = 'prestazione_comunicata' LIMIT 1) AS e,
                  (SELECT body FROM public.chiavi_idempotenza ORDER BY length(body) DESC LIMIT 1) AS i;
         ANALYZE {SCHEMA}.anni_prestatore, {SCHEMA}.portafogli, {SCHEMA}.anni_utilizzatore, {SCHEMA}.anni_coppia, {SCHEMA}.testi;"
    );
    capture(Command::new("psql").args([url, "-qAt", "-v", "ON_ERROR_STOP=1", "-c", &sql])).map(drop)
}

/// Transactions in a second.
pub(super) fn run(url: &str, folder: &Path, connections: u32, seconds: u32) -> Result<f64> {
    let file = folder.join("banco.sql");
    fs::write(&file, script()).tried(|| format!("write {}", file.display()))?;
    let mut command = Command::new("pgbench");
    command.args(["--no-vacuum", "--protocol=prepared", "--jobs=2"]);
    command.arg(format!("--client={connections}")).arg(format!("--time={seconds}")).arg("--file").arg(&file).arg(url);
    let output = capture(&mut command)?;
    let speed = output.lines().find_map(|line| line.strip_prefix("tps = ")).and_then(|rest| rest.split(' ').next());
    speed.and_then(|text| text.parse().ok()).ok_or_else(|| Error::Setup(format!("pgbench did not report:\n{output}")))
}

/// One statement: four guarded counters in order, the record, its text, its event with fact and explanation, five lines of
/// the ledger, the notice, and the key with its reply. Fact, explanation and reply are those that the service wrote; the
/// empty text added to them makes the server pack them anew, as it does what comes from outside.
fn script() -> String {
    format!(
        r#"\set n random(1, {KEYS})
WITH k AS (SELECT lpad(to_hex(:n::int), 32, '0')::uuid AS id, gen_random_uuid() AS nuovo, gen_random_uuid() AS evento, t.fatto || '' AS fatto, t.spiegazione || '' AS spiegazione, t.body || '' AS body FROM {SCHEMA}.testi AS t),
a AS (UPDATE {SCHEMA}.anni_prestatore SET compensi = compensi + 8 FROM k WHERE prestatore_id = k.id AND anno = 2026 AND compensi + 8 <= limite RETURNING 1),
b AS (UPDATE {SCHEMA}.portafogli SET impegnato = impegnato + 10 FROM k WHERE utilizzatore_id = k.id AND borsa = 'propria' AND EXISTS (SELECT FROM a) RETURNING 1),
c AS (UPDATE {SCHEMA}.anni_utilizzatore SET computato = computato + 8, compensi = compensi + 8 FROM k WHERE utilizzatore_id = k.id AND anno = 2026 AND computato + 8 <= limite AND EXISTS (SELECT FROM b) RETURNING 1),
d AS (UPDATE {SCHEMA}.anni_coppia SET compensi = compensi + 8, minuti = minuti + 60, versione = versione + 1 FROM k WHERE utilizzatore_id = k.id AND anno = 2026 AND prestatore_id = k.id AND EXISTS (SELECT FROM c) RETURNING 1),
e AS (INSERT INTO {SCHEMA}.prestazioni SELECT k.id, k.nuovo, k.id, 'lavori_domestici', '2026-01-10T08:00Z', '2026-01-10T09:00Z', '2026-01-10', 0, 60, 1, 10, 8, 1.65, 0.25, 0.10, 8, 'accettata', '2026-01-31T22:30Z', '2026-01-31T22:30Z', '2026-02-03T23:00Z', NULL, NULL, NULL, NULL, 1, 'propria', '2026-01-01' FROM k),
f AS (INSERT INTO {SCHEMA}.dettagli_prestazioni SELECT k.nuovo, 1, 'Roma', NULL FROM k),
g AS (INSERT INTO {SCHEMA}.eventi SELECT k.id, k.nuovo, 1, k.evento, '2026-01-31T22:30Z', '{{"tipo": "persona", "id": "00000000-0000-0000-0000-000000000000"}}', k.id, 'portale', 'prestazione_comunicata', k.fatto::jsonb, k.spiegazione::json, '0.1.0' FROM k),
h AS (INSERT INTO {SCHEMA}.scritture SELECT k.id, k.evento, v.riga, v.conto, CASE WHEN v.riga <= 2 THEN k.id END, v.importo, 'prestazione_comunicata', k.nuovo, '2026-01-31T22:30Z' FROM k, (VALUES (1, 'portafoglio', -10.00), (2, 'compensi', 8.00), (3, 'contributi_ivs', 1.65), (4, 'premi_inail', 0.25), (5, 'oneri_gestionali', 0.10)) v (riga, conto, importo)),
i AS (INSERT INTO {SCHEMA}.avvisi SELECT k.evento, k.id, 'prestazione_comunicata', '2026-01-31T22:30Z', repeat('x', 90), NULL, FALSE FROM k),
j AS (INSERT INTO {SCHEMA}.chiavi_idempotenza SELECT k.id::text || k.id::text, k.nuovo::text, decode(repeat('00', 32), 'hex'), 201, '[["etag","\"1\""]]', k.body, '2026-01-31T22:30Z' FROM k)
SELECT 1 / count(*) FROM d;
"#
    )
}
