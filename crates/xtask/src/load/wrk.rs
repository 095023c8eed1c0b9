//! The load itself, made by `wrk`: a client that costs next to nothing on a machine that also runs the server.

use super::households::Household;
use super::server::Server;
use crate::error::{Error, Result, Tried};
use crate::process::capture;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// One measurement.
pub(super) struct Plan {
    pub(super) connections: u32,
    pub(super) seconds: u32,
    /// The first hour of the month that is still free in every household.
    pub(super) first_slot: u64,
}

/// What was measured.
pub(super) struct Measured {
    pub(super) per_second: f64,
    pub(super) requests: u64,
    /// Answers other than 2xx.
    pub(super) not_created: u64,
    /// Answers 409, 422.
    pub(super) refused: u64,
    /// Answers 5xx.
    pub(super) server_errors: u64,
    pub(super) p99: String,
}

/// Hours of a month that a slot can take; beyond them the same hours come again, and the law refuses them as overlaps.
const SLOTS: usize = 31 * 23;

/// Threads of the client.
const THREADS: u32 = 2;

/// The script of `wrk`: each thread has its own households, each request the next free hour of the next one.
const SCRIPT: &str = r#"
local threads = {}
function setup(thread)
  thread:set("id", #threads)
  thread:set("total", THREADS)
  table.insert(threads, thread)
end
function init(args)
  mine = {}
  for index, one in ipairs(HOUSEHOLDS) do
    if #HOUSEHOLDS < total or index % total == id then table.insert(mine, one) end
  end
  count, refused, broken = 0, 0, 0
end
function request()
  local one = mine[count % #mine + 1]
  local slot = (FIRST + (#HOUSEHOLDS < total and count * total + id or math.floor(count / #mine))) % SLOTS
  count = count + 1
  local day, hour = math.floor(slot / 23) + 1, slot % 23
  local body = string.format(
    '{"utilizzatore_id":"%s","prestatore_id":"%s","ambito":"lavori_domestici","inizio":"2026-01-%02dT%02d:00","fine":"2026-01-%02dT%02d:00","luogo":"Roma","costo_complessivo":"10.00"}',
    one[2], one[3], day, hour, day, hour + 1)
  return wrk.format("POST", PATH, {
    ["Authorization"] = "Bearer " .. one[1], ["Content-Type"] = "application/json",
    ["Idempotency-Key"] = string.format("%s-%d-%d-%d", RUN, FIRST, id, count) }, body)
end
function response(status)
  if status == 409 or status == 422 then refused = refused + 1 elseif status >= 500 then broken = broken + 1 end
end
function done(summary, latency)
  local refused, broken = 0, 0
  for _, thread in ipairs(threads) do refused = refused + thread:get("refused"); broken = broken + thread:get("broken") end
  io.write(string.format("RESULT %d %d %d %d %d %.2f\n", summary.requests, summary.duration, summary.errors.status, refused, broken, latency:percentile(99) / 1000))
end
"#;

/// Communications of work.
pub(super) fn post(server: &Server, households: &[Household], folder: &Path, plan: &Plan) -> Result<Measured> {
    let path = server.api.find("/rest/").map_or("/", |start| &server.api[start..]);
    let mut script = String::from("HOUSEHOLDS = {\n");
    for one in households {
        // Writing to a String cannot fail.
        let _ = writeln!(script, "{{\"{}\", \"{}\", \"{}\"}},", one.token, one.utilizzatore, one.prestatore);
    }
    let run = format!("{}-{}", households.len(), plan.connections);
    let _ = writeln!(
        script,
        "}}\nPATH = \"{path}/prestazioni\"\nFIRST = {}\nSLOTS = {SLOTS}\nTHREADS = {THREADS}\nRUN = \"{run}\"",
        plan.first_slot
    );
    script.push_str(SCRIPT);
    wrk(server, &script, folder, (plan.connections, plan.seconds))
}

/// One view, again and again.
pub(super) fn get(server: &Server, token: &str, path: &str, folder: &Path, load: (u32, u32)) -> Result<Measured> {
    let base = server.api.find("/rest/").map_or("/", |start| &server.api[start..]);
    let report = SCRIPT.split("function response").nth(1).unwrap_or_default();
    let script = format!(
        "local threads = {{}}\nfunction setup(thread) table.insert(threads, thread) end\nfunction init(args) refused, broken = 0, 0 end\nfunction request() return wrk.format(\"GET\", \"{base}{path}\", {{[\"Authorization\"] = \"Bearer {token}\"}}) end\nfunction response{report}"
    );
    wrk(server, &script, folder, load)
}

fn wrk(server: &Server, script: &str, folder: &Path, (connections, seconds): (u32, u32)) -> Result<Measured> {
    let file = folder.join("carico.lua");
    fs::write(&file, script).tried(|| format!("write {}", file.display()))?;
    let root = server.api.split("/rest/").next().unwrap_or_default();
    let mut command = Command::new("wrk");
    command.arg(format!("-t{THREADS}")).arg(format!("-c{connections}")).arg(format!("-d{seconds}s"));
    let output = capture(command.arg("--timeout").arg("30s").arg("-s").arg(&file).arg(root))?;
    parse(&output).ok_or_else(|| Error::Setup(format!("wrk did not report:\n{output}")))
}

/// Reads the line that the script writes.
fn parse(output: &str) -> Option<Measured> {
    let line = output.lines().find_map(|line| line.strip_prefix("RESULT "))?;
    let fields: Vec<&str> = line.split_whitespace().collect();
    let whole = |index: usize| fields.get(index).and_then(|text| text.parse::<u64>().ok());
    let (requests, microseconds) = (whole(0)?, whole(1)?);
    Some(Measured {
        per_second: per_second(requests, microseconds),
        requests,
        not_created: whole(2)?,
        refused: whole(3)?,
        server_errors: whole(4)?,
        p99: format!("{} ms", fields.get(5)?),
    })
}

#[expect(clippy::float_arithmetic, clippy::cast_precision_loss, reason = "a speed, not money")]
fn per_second(requests: u64, microseconds: u64) -> f64 {
    requests as f64 * 1e6 / microseconds.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_the_script_is_read() {
        let measured = parse("Running 1s test\nRESULT 1000 500000 3 2 1 4.25\n");
        let seen = measured.map(|one| (one.requests, one.not_created, one.refused, one.server_errors, one.p99));
        assert_eq!(seen, Some((1000, 3, 2, 1, "4.25 ms".to_owned())));
    }

    #[test]
    fn without_the_line_there_is_no_figure() {
        assert!(parse("Running 1s test").is_none());
    }
}
