//! A process that dies in the middle of its work, and what it had answered.

use std::collections::HashMap;
use std::env;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use libretto_core::context::Caller;
use libretto_core::contract::Adapter;
use libretto_core::contract::people::Person;
use libretto_core::contract::stage::{Household, Stage, Work, Worker};
use libretto_core::ids::{PrestazioneId, UtilizzatoreId};
use libretto_core::ports::{Queries, RegistroAccessi};
use libretto_core::prestazione::Prestazione;
use libretto_embedded::OpenError;
use tempfile::TempDir;

use crate::support::{open, refusal};

/// Names the file to the process that is going to die.
const FILE: &str = "LIBRETTO_EMBEDDED_TEST_FILE";
const ANSWERED: &str = "answered ";
/// How many answers are awaited before the process is killed.
const ANSWERS: usize = 40;
/// Families that communicate side by side.
const FAMILIES: u32 = 8;

/// This test runs twice: as itself, and in a second process as the one that is killed.
#[tokio::test(flavor = "multi_thread")]
async fn whatever_was_answered_is_there_after_a_kill() {
    if let Some(path) = file_of_the_second_process() {
        return write_until_killed(&PathBuf::from(path)).await;
    }
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("libretto.db");
    let (mut child, mut answers) = start(&path);
    let mut answered = Vec::new();
    for _ in 0..ANSWERS {
        answered.push(answers.next().unwrap());
    }
    assert!(matches!(refusal(&path), OpenError::InUse { .. }), "another process has it");
    child.kill().unwrap();
    child.wait().unwrap();
    // Some were answered between the last look and the kill.
    answered.extend(answers);
    let store = Arc::new(open(&path));
    let mut shown: HashMap<UtilizzatoreId, usize> = HashMap::new();
    for id in &answered {
        let found = store.prestazione(*id).await.unwrap();
        let record = found.unwrap_or_else(|| panic!("{id} was answered and is gone")).prestazione;
        *shown.entry(record.dati.utilizzatore).or_default() += 1;
    }
    for (household, count) in shown {
        let person = store.utilizzatore(household).await.unwrap().unwrap().persona.id;
        let looks = store.accessi(person, None, 1_000).await.unwrap().items.len();
        assert!(looks >= count, "{count} looks were answered, {looks} are recorded");
    }
    Stage::on(&Adapter::new(store.clone(), store)).audit().await;
}

#[expect(clippy::disallowed_methods, reason = "the one word by which the second process knows what it is")]
fn file_of_the_second_process() -> Option<OsString> {
    env::var_os(FILE)
}

/// The second process, and the records it answers.
fn start(path: &Path) -> (Child, impl Iterator<Item = PrestazioneId>) {
    let name = "killed::whatever_was_answered_is_there_after_a_kill";
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env(FILE, path)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let answers = lines.map_while(Result::ok).filter_map(|line| line.strip_prefix(ANSWERED)?.parse().ok());
    (child, answers)
}

async fn write_until_killed(path: &Path) {
    let store = Arc::new(open(path));
    let stage = Arc::new(Stage::on(&Adapter::new(store.clone(), store)));
    let mut families = Vec::new();
    for number in 0..FAMILIES {
        let household = stage.household(number, 2_500).await;
        let worker = stage.worker(Person::number(100 + number)).await;
        let stage = stage.clone();
        families.push(tokio::spawn(async move { communicate(&stage, &household, &worker).await }));
    }
    for family in families {
        family.await.unwrap();
    }
    // Everything was written and nobody killed this process: it waits for that.
    std::future::pending::<()>().await;
}

async fn communicate(stage: &Stage, household: &Household, worker: &Worker) {
    for number in 0..28 * 8_u32 {
        let start = format!("2026-02-{:02}T{:02}:00", number % 28 + 1, 8 + number / 28);
        let work = Work(Box::leak(start.into_boxed_str()), 60, 1);
        let record = stage.communicate(household, worker, work).await.unwrap();
        // The branch looks before it tells: what was shown must have left its trace.
        let office = Caller::BackOffice { subject: "sportello".to_owned() };
        stage.libretto.vedi_portafoglio(&office, household.id).await.unwrap();
        tell(&record);
    }
}

/// One line for each answer, whole even when several families write at once.
fn tell(record: &Prestazione) {
    let line = format!("{ANSWERED}{}\n", record.id);
    std::io::stderr().lock().write_all(line.as_bytes()).unwrap();
}
