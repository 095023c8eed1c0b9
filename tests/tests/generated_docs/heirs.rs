//! `docs/EREDI.md`: what each act does in each state of a declaration of heir and of a case, from the tables of the core.

use crate::markdown::{NOTICE, codes, table};
use libretto_core::eredi::{AttoDichiarazione, AttoPratica, Quadro, StatoDichiarazione, StatoPratica};
use libretto_core::rimborso::StatoRimborso;
use serde::Serialize;

const INTRODUCTION: &str = "\
When an utilizzatore has died, each heir declares themselves and is recognised by the branch; then work that was done before the death \
and never communicated can be entered, and what was paid in and not used goes back. The rules are HER-01…HER-23 in [LAW](LAW.md), the \
codes are in the [glossary](GLOSSARY.md), the cases are played in [tests/scenari/eredi](../tests/scenari/eredi). Both tables are \
generated from [eredi/stato.rs](../crates/libretto-core/src/eredi/stato.rs): every state answers every act, with the state that \
follows or with the code of a refusal. The first one decides; the second sums up what the rules of entries and refunds amount to.";

const DECLARATION: &str = "\
## A declaration

Each heir has one declaration that counts for a deceased; a refused one is final, and another may be begun.";

const CASE: &str = "\
## A case

One case for each deceased. Its state is kept nowhere: it follows from the declarations, the refunds and the money that is left. An \
admitted act is still judged by the rules of its content: the case says only whether its moment has come.";

const STATES: &str = "\
## What makes the state of a case

The first row that holds is the state.";

/// The document.
pub(super) fn text() -> String {
    let declaration = head(AttoDichiarazione::ALL.map(act_on_declaration));
    let declaration =
        table(declaration.each_ref().map(String::as_str), StatoDichiarazione::ALL.map(row_of_declaration));
    let case = head(AttoPratica::ALL.map(act_on_case));
    let case = table(case.each_ref().map(String::as_str), StatoPratica::ALL.map(row_of_case));
    let order = [
        StatoPratica::Istruttoria,
        StatoPratica::RimborsoRichiesto,
        StatoPratica::RimborsoApprovato,
        StatoPratica::Chiusa,
        StatoPratica::RimborsoPagato,
        StatoPratica::InserimentiAperti,
    ];
    let states = table(["state", "when"], order.map(|stato| [state(&stato), when(stato).to_owned()]));
    format!(
        "# Heirs\n\n{NOTICE}\n\n{INTRODUCTION}\n\n{DECLARATION}\n\n{declaration}\n{CASE}\n\n{case}\n{STATES}\n\n{states}"
    )
}

/// The columns of a table: the state, then the acts.
fn head<const ACTS: usize, const COLUMNS: usize>(acts: [&str; ACTS]) -> [String; COLUMNS] {
    std::array::from_fn(|place| {
        place.checked_sub(1).and_then(|act| acts.get(act)).map_or("state", |act| act).to_owned()
    })
}

fn state(stato: &impl Serialize) -> String {
    let name = serde_json::to_value(stato).expect("a state has a name");
    codes(name.as_str())
}

const fn act_on_declaration(atto: AttoDichiarazione) -> &'static str {
    match atto {
        AttoDichiarazione::Compilazione => "the heir writes it anew",
        AttoDichiarazione::Allegazione => "the heir uploads a document",
        AttoDichiarazione::Presentazione => "the heir presents it",
        AttoDichiarazione::Esame => "the branch takes it up",
        AttoDichiarazione::RichiestaDocumenti => "the branch asks for documents",
        AttoDichiarazione::Convalida => "the branch recognises the heir",
        AttoDichiarazione::Reiezione => "the branch refuses it",
    }
}

fn row_of_declaration(stato: StatoDichiarazione) -> [String; 8] {
    let refusal = libretto_core::catalogue::Codice::StatoDichiarazioneIncompatibile;
    row(&stato, &AttoDichiarazione::ALL.map(|atto| stato.dopo(atto).ok_or(refusal)))
}

const fn act_on_case(atto: AttoPratica) -> &'static str {
    match atto {
        AttoPratica::Inserimento => "an heir enters work",
        AttoPratica::AnnullamentoInserimento => "an heir cancels an entry",
        AttoPratica::RichiestaRimborso => "an heir asks for money",
        AttoPratica::Consenso => "an heir consents that another is paid",
    }
}

fn row_of_case(stato: StatoPratica) -> [String; 5] {
    let before = sample(stato);
    assert_eq!(StatoPratica::of(before), stato, "the sample has the state that it stands for");
    row(&stato, &AttoPratica::ALL.map(|atto| stato.ammette(atto).map(|()| StatoPratica::of(after(before, atto)))))
}

/// A state, then what it answers to each act.
fn row<S: Serialize, const ACTS: usize, const COLUMNS: usize>(
    stato: &S,
    answers: &[Result<S, libretto_core::catalogue::Codice>; ACTS],
) -> [String; COLUMNS] {
    let mut cells = std::iter::once(state(stato)).chain(answers.iter().map(|answer| match answer {
        Ok(next) => format!("→ {}", state(next)),
        Err(code) => code.to_string(),
    }));
    std::array::from_fn(|_| cells.next().expect("a cell for each column"))
}

/// A case in a state.
fn sample(stato: StatoPratica) -> Quadro {
    let open = Quadro { convalidata: true, denaro: true, ..Quadro::default() };
    match stato {
        StatoPratica::Istruttoria => Quadro { convalidata: false, ..open },
        StatoPratica::InserimentiAperti => open,
        StatoPratica::RimborsoRichiesto => open.with(StatoRimborso::Presentato),
        StatoPratica::RimborsoApprovato => open.with(StatoRimborso::Approvato),
        StatoPratica::RimborsoPagato => open.with(StatoRimborso::Inviato),
        StatoPratica::Chiusa => Quadro { denaro: false, ..open.with(StatoRimborso::Inviato) },
    }
}

/// What an act leaves.
fn after(before: Quadro, atto: AttoPratica) -> Quadro {
    match atto {
        AttoPratica::Inserimento => Quadro { lavoro: true, ..before },
        AttoPratica::AnnullamentoInserimento => Quadro { denaro: true, ..before },
        AttoPratica::RichiestaRimborso => before.with(StatoRimborso::Presentato),
        AttoPratica::Consenso => before,
    }
}

const fn when(stato: StatoPratica) -> &'static str {
    match stato {
        StatoPratica::Istruttoria => "no heir is recognised",
        StatoPratica::RimborsoRichiesto => "a refund of an heir waits for the branch",
        StatoPratica::RimborsoApprovato => "a refund of an heir is approved and not sent",
        StatoPratica::Chiusa => "no own money is left and no accepted work waits for its payment",
        StatoPratica::RimborsoPagato => "a refund of an heir is out, and money or work is left",
        StatoPratica::InserimentiAperti => "an heir is recognised and no refund is held",
    }
}

#[test]
fn a_generated_order_of_states_has_each_once() {
    let document = text();
    let (_, states) = document.split_once(STATES).expect("the third table");
    for stato in StatoPratica::ALL {
        assert_eq!(states.matches(&state(&stato)).count(), 1, "{stato:?}");
    }
}
