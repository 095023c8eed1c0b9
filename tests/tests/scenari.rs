//! Every scenario of `tests/scenari`, played in the core; and the files themselves.

use libretto_core::catalogue::{Codice, Regola};
use libretto_core::codice_fiscale::CodiceFiscale;
use libretto_core::iban::Iban;
use libretto_tests::in_core::InCore;
use libretto_tests::scenario::{Atteso, Loaded, Passo, Scenario, Testo, instant, load_all, run};
use std::collections::BTreeSet;

/// Codes that no scenario can reach yet, each with the reason.
const UNREACHED: [(Codice, &str); 0] = [];

/// Rules that no scenario is about, each with the reason.
const UNTOLD: [(Regola, &str); 0] = [];

fn all() -> Vec<Loaded> {
    let (read, failed): (Vec<_>, Vec<_>) = load_all().into_iter().partition(Result::is_ok);
    let failed: Vec<_> = failed.into_iter().filter_map(Result::err).map(|error| error.to_string()).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    read.into_iter().flatten().collect()
}

#[test]
fn every_scenario_holds_in_the_core() {
    let scenarios = all();
    assert!(scenarios.len() > 50, "the scenarios were found: {}", scenarios.len());
    let mut failures = Vec::new();
    for Loaded { file, scenario } in &scenarios {
        if let Err(found) = run(scenario, &mut InCore::new()) {
            failures.extend(found.iter().map(|failure| format!("{file} «{}»: {failure}", scenario.nome)));
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn no_wrong_expectation_passes() {
    for Loaded { file, mut scenario } in all() {
        let falsified: usize = scenario.passi.iter_mut().map(|passo| falsify(&mut passo.allora)).sum();
        let failures = run(&scenario, &mut InCore::new()).err().unwrap_or_default();
        assert_eq!(failures.len(), falsified, "{file}: {failures:#?}");
    }
}

/// Makes every expectation of a step wrong; gives how many failures must follow.
fn falsify(expected: &mut Atteso) -> usize {
    let wrong = || Some("sbagliato".to_owned());
    expected.codici.push("inventato".to_owned());
    let mut count = 1;
    for value in expected.risposta.values_mut() {
        *value = Testo::Numero(-1);
        count += 1;
    }
    if let Some(first) = expected.conseguenze.first_mut() {
        first.dal.push('1');
        count += 1;
    }
    for one in &mut expected.contatori {
        for value in [&mut one.coppia, &mut one.famiglia, &mut one.lavoratore] {
            *value = wrong();
        }
        one.minuti = Some(u32::MAX);
        count += 4;
    }
    for one in &mut expected.portafogli {
        let own = [&mut one.disponibile, &mut one.impegnato, &mut one.speso, &mut one.in_attesa, &mut one.rimborsato];
        let bonus = [&mut one.bonus_disponibile, &mut one.bonus_impegnato, &mut one.bonus_speso];
        for value in own.into_iter().chain(bonus) {
            *value = wrong();
            count += 1;
        }
    }
    for one in &mut expected.pratiche {
        one.stato.push('1');
        count += 1;
    }
    if let Some(payments) = &mut expected.pagamenti {
        match payments.first_mut() {
            Some(first) => first.netto.push('1'),
            // A run that pays nobody: its step has nothing to falsify but the codes.
            None => return count,
        }
        count += 1;
    }
    count
}

#[test]
fn every_file_is_well_formed() {
    let mut failures = Vec::new();
    let mut names = BTreeSet::new();
    for Loaded { file, scenario } in &all() {
        let mut wrong = |what: String| failures.push(format!("{file}: {what}"));
        if !names.insert(scenario.nome.clone()) {
            wrong("another scenario has this name".to_owned());
        }
        for (what, text) in [("nome", &scenario.nome), ("fonte", &scenario.fonte), ("calcolo", &scenario.calcolo)] {
            if text.trim().is_empty() {
                wrong(format!("{what} is empty"));
            }
        }
        check_rules(scenario, &mut wrong);
        check_people(scenario, &mut wrong);
        check_steps(scenario, &mut wrong);
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn check_rules(scenario: &Scenario, wrong: &mut dyn FnMut(String)) {
    if scenario.regole.is_empty() {
        wrong("no rule".to_owned());
    }
    let known = |name: &String| Regola::ALL.iter().any(|rule| rule.as_str() == name);
    scenario.regole.iter().filter(|name| !known(name)).for_each(|name| wrong(format!("{name} is no rule")));
    for code in codes(scenario) {
        if !Codice::ALL.iter().any(|known| known.as_str() == code) {
            wrong(format!("{code} is no code"));
        }
    }
}

fn check_people(scenario: &Scenario, wrong: &mut dyn FnMut(String)) {
    let households = scenario.dato.utilizzatori.values().map(|one| &one.codice_fiscale);
    let workers = scenario.dato.prestatori.values().map(|one| &one.codice_fiscale);
    let heirs = scenario.dato.eredi.values().map(|one| &one.codice_fiscale);
    for code in households.chain(workers).chain(heirs).filter(|code| code.parse::<CodiceFiscale>().is_err()) {
        wrong(format!("{code} is no codice fiscale"));
    }
    for iban in scenario.dato.prestatori.values().filter_map(|one| one.iban.as_ref()) {
        if iban.parse::<Iban>().is_err() {
            wrong(format!("{iban} is no IBAN"));
        }
    }
}

fn check_steps(scenario: &Scenario, wrong: &mut dyn FnMut(String)) {
    if scenario.passi.is_empty() {
        wrong("no step".to_owned());
    }
    let mut before = instant(&scenario.dato.dal);
    for (place, passo) in scenario.passi.iter().enumerate() {
        let now = instant(&passo.quando);
        match (&before, &now) {
            (Ok(earlier), Ok(later)) if earlier <= later => {}
            _ => wrong(format!("step {} does not come after the one before: {now:?}", place + 1)),
        }
        before = now;
        let acts = acts(passo);
        if acts.len() != 1 {
            wrong(format!("step {} has {} acts", place + 1, acts.len()));
        }
        if passo.lavoro.is_some() != acts.iter().any(|act| WITH_WORK.contains(act)) {
            wrong(format!("step {} has work without a communication, or the other way round", place + 1));
        }
    }
}

/// The acts of a step, by name.
fn acts(passo: &Passo) -> Vec<&'static str> {
    let acts = [
        ("comunica", passo.comunica.is_some()),
        ("verifica", passo.verifica.is_some()),
        ("rettifica", passo.rettifica.is_some()),
        ("annulla", passo.annulla.is_some()),
        ("convalida", passo.convalida.is_some()),
        ("apre_versamento", passo.apre_versamento.is_some()),
        ("ricevuta", passo.ricevuta.is_some()),
        ("paga", passo.paga.is_some()),
        ("registra_utilizzatore", passo.registra_utilizzatore.is_some()),
        ("registra_prestatore", passo.registra_prestatore.is_some()),
        ("autocertifica", passo.autocertifica.is_some()),
        ("cambia_modalita", passo.cambia_modalita.is_some()),
        ("registra_decesso", passo.registra_decesso.is_some()),
        ("richiede_rimborso", passo.richiede_rimborso.is_some()),
        ("ritira_rimborso", passo.ritira_rimborso.is_some()),
        ("approva_rimborso", passo.approva_rimborso.is_some()),
        ("respinge_rimborso", passo.respinge_rimborso.is_some()),
        ("restituisce_rimborso", passo.restituisce_rimborso.is_some()),
        ("invia_rimborsi", passo.invia_rimborsi),
        ("valuta_rapporto", passo.valuta_rapporto.is_some()),
        ("simula", passo.simula.is_some()),
        ("comunicazione_obbligatoria", passo.comunicazione_obbligatoria.is_some()),
        ("compensi_esterni", passo.compensi_esterni.is_some()),
        ("dichiara_rapporto", passo.dichiara_rapporto.is_some()),
        ("concede_bonus", passo.concede_bonus.is_some()),
        ("si_appropria", passo.si_appropria.is_some()),
        ("conferisce_delega", passo.conferisce_delega.is_some()),
        ("revoca_delega", passo.revoca_delega.is_some()),
    ];
    acts.into_iter().chain(acts_of_heirs(passo)).filter(|(_, given)| *given).map(|(name, _)| name).collect()
}

/// The acts of a step that are of heirs and of the branch that recognises them.
fn acts_of_heirs(passo: &Passo) -> [(&'static str, bool); 16] {
    [
        ("registra_erede", passo.registra_erede.is_some()),
        ("dichiara_erede", passo.dichiara_erede.is_some()),
        ("compila_dichiarazione", passo.compila_dichiarazione.is_some()),
        ("allega_documento", passo.allega_documento.is_some()),
        ("presenta_dichiarazione", passo.presenta_dichiarazione.is_some()),
        ("esamina_dichiarazione", passo.esamina_dichiarazione.is_some()),
        ("richiede_documenti", passo.richiede_documenti.is_some()),
        ("convalida_dichiarazione", passo.convalida_dichiarazione.is_some()),
        ("respinge_dichiarazione", passo.respinge_dichiarazione.is_some()),
        ("consente", passo.consente.is_some()),
        ("revoca_consenso", passo.revoca_consenso.is_some()),
        ("inserisce", passo.inserisce.is_some()),
        ("verifica_inserimento", passo.verifica_inserimento.is_some()),
        ("annulla_inserimento", passo.annulla_inserimento.is_some()),
        ("richiede_quota", passo.richiede_quota.is_some()),
        ("ritira_quota", passo.ritira_quota.is_some()),
    ]
}

/// The acts that come with work.
const WITH_WORK: [&str; 5] = ["comunica", "verifica", "rettifica", "inserisce", "verifica_inserimento"];

fn codes(scenario: &Scenario) -> impl Iterator<Item = &String> {
    scenario.passi.iter().flat_map(|passo| codes_of(&passo.allora))
}

fn codes_of(expected: &Atteso) -> impl Iterator<Item = &String> {
    let follows = expected.conseguenze.iter().map(|one| &one.codice);
    expected.codici.iter().chain(&expected.avvertenze).chain(follows)
}

/// What work is asked about, recorded or corrected is judged by the same rules; every other act only by its own.
fn kind(passo: &Passo) -> &'static str {
    match acts(passo).first() {
        Some(&("comunica" | "verifica" | "rettifica")) => "lavoro",
        Some(&("inserisce" | "verifica_inserimento")) => "inserimento",
        Some(&("dichiara_erede" | "compila_dichiarazione")) => "dichiarazione",
        Some(act) => act,
        None => "",
    }
}

/// The codes that one step of a file brings and another step of the same kind does not.
fn told_apart(scenario: &Scenario) -> BTreeSet<&str> {
    let steps: Vec<(&str, BTreeSet<&str>)> = scenario
        .passi
        .iter()
        .map(|passo| (kind(passo), codes_of(&passo.allora).map(String::as_str).collect()))
        .collect();
    let others = |act: &str, code: &str| steps.iter().any(|(other, codes)| *other == act && !codes.contains(code));
    steps.iter().flat_map(|(act, codes)| codes.iter().filter(|code| others(act, code)).copied()).collect()
}

#[test]
fn every_code_applies_in_one_step_and_just_does_not_in_another_of_the_same_file() {
    let scenarios = all();
    let apart: BTreeSet<&str> = scenarios.iter().flat_map(|one| told_apart(&one.scenario)).collect();
    let missing: Vec<_> = Codice::ALL.iter().filter(|code| !apart.contains(code.as_str())).collect();
    assert!(missing.is_empty(), "only one side is told of {missing:?}");
}

#[test]
fn every_code_appears_in_a_scenario() {
    let scenarios = all();
    let used: BTreeSet<&str> = scenarios.iter().flat_map(|one| codes(&one.scenario)).map(String::as_str).collect();
    let excused: BTreeSet<Codice> = UNREACHED.iter().map(|(code, _)| *code).collect();
    let missing: Vec<_> =
        Codice::ALL.iter().filter(|code| !used.contains(code.as_str()) && !excused.contains(code)).collect();
    assert!(missing.is_empty(), "no scenario for {missing:?}");
    let idle: Vec<_> = excused.iter().filter(|code| used.contains(code.as_str())).collect();
    assert!(idle.is_empty(), "excused without need: {idle:?}");
}

#[test]
fn every_rule_has_a_scenario() {
    let scenarios = all();
    let told: BTreeSet<&str> = scenarios.iter().flat_map(|one| &one.scenario.regole).map(String::as_str).collect();
    let excused: BTreeSet<Regola> = UNTOLD.iter().map(|(rule, _)| *rule).collect();
    let missing: Vec<_> =
        Regola::ALL.iter().filter(|rule| !told.contains(rule.as_str()) && !excused.contains(rule)).collect();
    assert!(missing.is_empty(), "no scenario for {missing:?}");
    let idle: Vec<_> = excused.iter().filter(|rule| told.contains(rule.as_str())).collect();
    assert!(idle.is_empty(), "excused without need: {idle:?}");
}
