//! The suite of the ports, on the adapter in memory; and the suite looked at: no case is forgotten.

use libretto_core::contract::memory_adapter;
use libretto_core::contract::replay::Memory;
use libretto_core::memory::UsedTokens;
use std::fs;
use std::path::Path;
use std::sync::Arc;

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

/// Two handles on the memory of one process.
fn used_tokens() -> Memory {
    let memory = Arc::new(UsedTokens::default());
    Memory { instances: [memory.clone(), memory], guard: None }
}

libretto_core::replay_suite!(std::future::ready(used_tokens()));

#[test]
fn every_case_of_the_replay_suite_is_listed() {
    let text = include_str!("../src/contract/replay.rs");
    let cases: Vec<_> = text.lines().filter_map(|line| line.strip_prefix("pub async fn ")?.split('(').next()).collect();
    assert!(cases.len() >= 5, "{cases:?}");
    for case in cases {
        assert!(text.contains(&format!("            {case},\n")), "{case} is not listed");
    }
}
