//! The same question, whether a record passes one of the four yearly limits, asked of the core, of GoRules ZEN and of json-rules-engine:
//! the same answers are demanded, and the ratio of the times is printed.

use libretto_core::explanation::Evaluation;
use libretto_core::limits::{self, Anni, Carico};
use libretto_core::minutes::Minutes;
use libretto_core::money::Euro;
use libretto_core::regime::Regime;
use serde_json::{Value, json};
use std::error::Error;
use std::hint::black_box;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;
use zen_engine::DecisionEngine;
use zen_engine::model::DecisionContent;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Cases asked of each.
const CASES: i64 = 20_000;
/// How often the core is asked all of them, since it is done too soon otherwise.
const ROUNDS: u32 = 50;

fn main() -> Outcome<()> {
    let regime = Regime::on("2026-05-04".parse()?)?;
    let cases: Vec<_> = (0..CASES).map(case).collect();
    let questions: Vec<_> = cases.iter().map(|(anni, carico)| question(anni, carico, &regime)).collect();
    let (core, expected) = by_core(&cases, &regime);
    let refused = expected.iter().filter(|codes| !codes.is_empty()).count();
    println!("{CASES} cases, {refused} refused");
    println!("core, with the steps of its explanation: {core:.0} ns a case");
    let (zen, answers) = by_zen(&questions)?;
    agree("ZEN", &expected, &answers)?;
    println!("GoRules ZEN 2.1.6, compiled: {zen:.0} ns a case, {:.0} times the core", zen / core);
    match by_json_rules_engine(&questions) {
        Ok((nanoseconds, answers)) => {
            agree("json-rules-engine", &expected, &answers)?;
            println!("json-rules-engine 7.3.1: {nanoseconds:.0} ns a case, {:.0} times the core", nanoseconds / core);
        }
        Err(error) => println!("json-rules-engine was not asked ({error}); `npm ci` in this folder installs it"),
    }
    Ok(())
}

/// A case around the limits: some are passed, most are not.
fn case(number: i64) -> (Anni, Carico) {
    let mut anni = Anni::default();
    anni.prestatore.compensi = Euro::from_cents(497_600 + number * 37 % 3_200);
    anni.utilizzatore.computato = Euro::from_cents(997_600 + number * 53 % 3_200);
    anni.coppia.compensi = Euro::from_cents(247_600 + number * 71 % 3_200);
    anni.coppia.minuti = Minutes::new(u32::try_from(16_600 + number * 7 % 220).unwrap_or_default());
    let compenso = Euro::from_cents(800 * (1 + number % 2));
    (anni, Carico { compenso, computato: compenso, minuti: Minutes::new(60) })
}

fn question(anni: &Anni, carico: &Carico, regime: &Regime) -> Value {
    json!({
        "usato": {
            "prestatore": anni.prestatore.compensi.cents(), "utilizzatore": anni.utilizzatore.computato.cents(),
            "coppia": anni.coppia.compensi.cents(), "minuti": anni.coppia.minuti.get(),
        },
        "limite": {
            "prestatore": regime.limite_prestatore.cents(), "utilizzatore": regime.limite_utilizzatore.cents(),
            "coppia": regime.limite_coppia.cents(), "minuti": regime.limite_ore.get(),
        },
        "compenso": carico.compenso.cents(), "computato": carico.computato.cents(), "minuti": carico.minuti.get(),
    })
}

/// The names of the limits that are passed, in alphabetical order.
type Answers = Vec<Vec<String>>;

fn by_core(cases: &[(Anni, Carico)], regime: &Regime) -> (f64, Answers) {
    let ask = |(anni, carico): &(Anni, Carico)| {
        let mut evaluation = Evaluation::new(regime.day);
        limits::check(&mut evaluation, anni, carico, regime);
        evaluation.finish()
    };
    let started = Instant::now();
    for _ in 0..ROUNDS {
        for one in cases {
            black_box(ask(black_box(one))).ok();
        }
    }
    let nanoseconds = started.elapsed().as_secs_f64() * 1e9 / f64::from(ROUNDS) / cases.len() as f64;
    let answers = cases.iter().map(|one| {
        let mut names: Vec<_> = ask(one)
            .err()
            .iter()
            .flat_map(|why| why.violations().filter_map(|step| step.codice))
            .map(|codice| codice.as_str().trim_start_matches("limite-").trim_end_matches("-superato").to_owned())
            .collect();
        names.sort();
        names
    });
    (nanoseconds, answers.collect())
}

fn by_zen(questions: &[Value]) -> Outcome<(f64, Answers)> {
    let content: DecisionContent = serde_json::from_str(include_str!("../limiti.json"))?;
    let mut decision =
        DecisionEngine::default().create_decision(Arc::new(content)).map_err(|error| error.to_string())?;
    decision.compile();
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let inputs: Vec<_> = questions.iter().cloned().collect();
    let mut answers = Vec::with_capacity(inputs.len());
    let started = Instant::now();
    for input in inputs {
        answers.push(
            runtime.block_on(decision.evaluate(input.into())).map_err(|error| error.to_string())?.result.to_value(),
        );
    }
    let nanoseconds = started.elapsed().as_secs_f64() * 1e9 / questions.len() as f64;
    let passed = |answer: &Value| {
        let kept = answer.as_object().into_iter().flatten().filter(|(_, holds)| **holds == Value::Bool(false));
        let mut names: Vec<_> = kept.map(|(name, _)| name.clone()).collect();
        names.sort();
        names
    };
    Ok((nanoseconds, answers.iter().map(passed).collect()))
}

fn by_json_rules_engine(questions: &[Value]) -> Outcome<(f64, Answers)> {
    let folder = env!("CARGO_MANIFEST_DIR");
    let mut node = Command::new("node")
        .arg("confronto.mjs")
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    if let Some(mut input) = node.stdin.take() {
        input.write_all(serde_json::to_string(questions)?.as_bytes())?;
    }
    let output = node.wait_with_output()?;
    let told: Value = serde_json::from_slice(&output.stdout)?;
    Ok((told["nanoseconds"].as_f64().ok_or("no time")?, serde_json::from_value(told["answers"].clone())?))
}

fn agree(who: &str, expected: &Answers, answers: &Answers) -> Outcome<()> {
    match expected.iter().zip(answers).position(|(one, other)| one != other) {
        None if expected.len() == answers.len() => Ok(()),
        at => Err(format!("{who} does not answer as the core, first at {at:?}").into()),
    }
}
