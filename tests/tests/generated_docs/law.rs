//! `docs/LAW.md`: from the article to the parameter, the rule, the code, the scenario and the endpoint.

use crate::commi::{COMMI, Comma, Here};
use crate::markdown::{NOTICE, codes, table};
use crate::scenarios::Scenario;
use crate::traces::{self, Trace};
use libretto_core::catalogue::{Codice, Regola};
use libretto_core::citation::{Act, Citation};
use libretto_core::parameters;
use std::collections::BTreeSet;

const INTRODUCTION: &str = "\
From the law to the code and back. The first table goes through art. 54-bis D.L. 50/2017 comma by comma, with the acts that changed a \
comma counted under it; the second lists every rule with its source, the [parameters](PARAMETERS.md) it reads, the \
[codes](GLOSSARY.md) it answers with, the file that holds it, the scenarios that play it and the [operations](API.md) it guards. A \
rule whose source is «decisione applicativa» is a decision of this project where the law is silent: the reason is in \
[LIMITS](LIMITS.md).";

/// The document.
pub(super) fn text(scenarios: &[Scenario]) -> String {
    let commi = table(["comma", "subject", "parameters", "rules", "what Libretto does"], COMMI.iter().map(comma));
    let head = ["rule", "what it asks", "source", "parameters", "codes", "held in", "scenarios", "operations"];
    let rules = table(head, traces::ALL.iter().map(|trace| rule(trace, scenarios)));
    format!("# Law\n\n{NOTICE}\n\n{INTRODUCTION}\n\n## Art. 54-bis, comma by comma\n\n{commi}\n## Rules\n\n{rules}")
}

fn comma(comma: &Comma) -> [String; 5] {
    let rules = traces::ALL.iter().map(|trace| trace.regola);
    let rules = rules.filter(|regola| commi_of(regola.citation()).contains(&comma.numero));
    let parameters: BTreeSet<_> = parameters::table()
        .into_iter()
        .filter(|row| commi_of(row.citation).contains(&comma.numero))
        .map(|row| row.key)
        .collect();
    let here = match comma.here {
        Here::Checked("") => "checked".to_owned(),
        Here::Checked(more) => format!("checked; {more}"),
        Here::Followed(how) => how.to_owned(),
        Here::OtherScheme(which) => format!("does not concern the Libretto Famiglia ({which})"),
    };
    let rules = rules.map(Regola::as_str).collect::<Vec<_>>().join(", ");
    [comma.numero.to_string(), comma.subject.to_owned(), codes(parameters), rules, here]
}

fn rule(trace: &Trace, scenarios: &[Scenario]) -> [String; 8] {
    let regola = trace.regola;
    let own: Vec<_> = Codice::ALL.iter().filter(|codice| codice.regola() == regola).collect();
    let played = scenarios
        .iter()
        .filter(|scenario| scenario.names(regola.as_str()) || own.iter().any(|codice| scenario.names(codice.as_str())));
    let played = played.map(|one| format!("[{0}](../tests/scenari/{0})", one.path));
    [
        regola.to_string(),
        regola.title().to_owned(),
        regola.citation().to_string(),
        codes(trace.parameters),
        codes(own.iter().map(|codice| codice.as_str())),
        held(trace),
        played.collect::<Vec<_>>().join(", "),
        codes(trace.operations),
    ]
}

fn held(trace: &Trace) -> String {
    match trace.file {
        "" => "not applied yet: see [LIMITS](LIMITS.md)".to_owned(),
        file => format!("[{file}](../crates/libretto-core/src/{file})"),
    }
}

/// The commi of art. 54-bis that a citation is about, directly or by an act that changed them.
fn commi_of(citation: Citation) -> Vec<u32> {
    match (citation.act, citation.place) {
        (Act::Art54Bis, place) => {
            let after = place.split("comma ").skip(1);
            after.filter_map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()).collect()
        }
        // Art. 2-bis D.L. 87/2018 rewrote comma 8 by its lett. a) and comma 19 by its lett. f).
        (Act::DecretoDignita, place) if place.ends_with("lett. a)") => vec![8],
        (Act::DecretoDignita, place) if place.ends_with("lett. f)") => vec![19],
        // L. 197/2022 rewrote comma 1, lett. b).
        (Act::Bilancio2023, _) => vec![1],
        _ => Vec::new(),
    }
}

#[test]
fn generated_rows_find_the_commi_of_a_citation() {
    assert_eq!(commi_of(Citation::comma("comma 6 e comma 7")), [6, 7]);
    assert_eq!(commi_of(Citation::comma("comma 1, lett. a)")), [1]);
    assert_eq!(commi_of(Regola::Pay06.citation()), [19]);
    assert_eq!(commi_of(Citation::new(Act::Progetto, "COM-08")), [0; 0]);
}

#[test]
fn a_generated_comma_is_called_checked_only_when_a_rule_cites_it_and_never_otherwise() {
    for comma in &COMMI {
        let cited = Regola::ALL.iter().any(|regola| commi_of(regola.citation()).contains(&comma.numero));
        assert_eq!(cited, matches!(comma.here, Here::Checked(_)), "comma {}", comma.numero);
    }
}
