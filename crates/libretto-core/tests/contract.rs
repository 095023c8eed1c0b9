//! The suite of the ports, on the adapter in memory; and the suite looked at: no case is forgotten.

use libretto_core::contract::memory_adapter;
use std::fs;
use std::path::Path;

libretto_core::contract_suite!(std::future::ready(memory_adapter()));

#[test]
fn every_case_is_listed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/contract");
    let list = fs::read_to_string(folder.join("mod.rs")).unwrap_or_default();
    let mut cases = 0;
    for file in fs::read_dir(folder.join("cases")).into_iter().flatten().flatten() {
        let text = fs::read_to_string(file.path()).unwrap_or_default();
        for line in text.lines() {
            let Some(rest) = line.strip_prefix("pub async fn ") else {
                continue;
            };
            let name = rest.split('(').next().unwrap_or_default();
            assert!(list.contains(&format!("                {name},\n")), "{name} is in no list");
            cases += 1;
        }
    }
    assert!(cases > 30, "the cases were found: {cases}");
}
