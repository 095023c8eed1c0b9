//! `docs/EREDI.md`: what each act does in each state of a declaration of heir and of a case, from the tables of the core.

use crate::markdown::{NOTICE, codes, table};
use libretto_core::catalogue::Codice;
use libretto_core::eredi::{AttoDichiarazione, AttoPratica, Fase, Quadro, Resto, StatoDichiarazione, StatoPratica};
use libretto_core::rimborso::{Atto, StatoRimborso};
use serde::Serialize;

const INTRODUCTION: &str = "\
When an utilizzatore has died, each heir declares themselves and is recognised by the branch; then work that was done before the death \
and never communicated can be entered, and what was paid in and not used goes back. The rules are HER-01…HER-23 in [LAW](LAW.md), the \
codes are in the [glossary](GLOSSARY.md), the cases are played in [tests/scenari/eredi](../tests/scenari/eredi). Both tables decide: \
the rules ask them, refuse with their code, and their answer is a step of the explanation. They are generated from \
[eredi/stato.rs](../crates/libretto-core/src/eredi/stato.rs) and [eredi/fase.rs](../crates/libretto-core/src/eredi/fase.rs): every \
state answers every act, with the state that follows or with the code of a refusal.";

const DECLARATION: &str = "\
## A declaration

Each heir has one declaration that counts for a deceased; a refused one is final, and another may be begun.";

const CASE: &str = "\
## A case

One case for each deceased. Its state is kept nowhere: it follows from the declarations, the refunds and the money that is left. An \
act of an heir finds `istruttoria` as long as that heir is not recognised, whatever became of the others. An act on a refund looks at \
that refund alone, and the revocation of a consent at the refund that rests on it. To correct an entry is to cancel it and to enter \
it anew. An admitted act is still judged by the rules of its content, shares and accounts, limits and money; the state that follows \
is that of a case with one heir and one refund, where some of the money is left.";

const STATES: &str = "\
## What makes the state of a case

The first row that holds is the state.";

const IN_LIFE: &str = "\
## A refund that the deceased had asked for

No run sends it once the death is recorded, and the branch does not approve it: its sum stays reserved, beside the money of the \
heirs, until the branch refuses it because who asked has died. Then it is the heirs'. From the table of \
[rimborso/stato.rs](../crates/libretto-core/src/rimborso/stato.rs):";

/// The document.
pub(super) fn text() -> String {
    let declaration = head(AttoDichiarazione::ALL.map(act_on_declaration));
    let declaration =
        table(declaration.each_ref().map(String::as_str), StatoDichiarazione::ALL.map(row_of_declaration));
    let case = head(AttoPratica::ALL.map(act_on_case));
    let case = table(case.each_ref().map(String::as_str), Fase::ALL.map(row_of_case));
    let order = [
        StatoPratica::Istruttoria,
        StatoPratica::RimborsoRichiesto,
        StatoPratica::RimborsoApprovato,
        StatoPratica::Chiusa,
        StatoPratica::RimborsoPagato,
        StatoPratica::InserimentiAperti,
    ];
    let states = table(["state", "when"], order.map(|stato| [state(&stato), when(stato).to_owned()]));
    let in_life = StatoRimborso::ALL
        .map(|stato| [state(&stato), refused(stato, Atto::Reiezione), refused(stato, Atto::ReiezionePerDecesso)]);
    let in_life =
        table(["state", "the branch refuses it", "the branch refuses it because who asked has died"], in_life);
    let begin = format!("# Heirs\n\n{NOTICE}\n\n{INTRODUCTION}\n\n{DECLARATION}\n\n{declaration}\n{CASE}\n\n{case}\n");
    format!("{begin}{STATES}\n\n{states}\n{IN_LIFE}\n\n{in_life}")
}

/// What becomes of a refund that is refused.
fn refused(stato: StatoRimborso, atto: Atto) -> String {
    let refusal = || Codice::StatoRimborsoIncompatibile.to_string();
    stato.dopo(atto).map_or_else(refusal, |next| format!("→ {}", state(&next)))
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
    let refusal = Codice::StatoDichiarazioneIncompatibile;
    row(&stato, &AttoDichiarazione::ALL.map(|atto| stato.dopo(atto).ok_or(refusal)))
}

const fn act_on_case(atto: AttoPratica) -> &'static str {
    match atto {
        AttoPratica::Apertura => "somebody begins a declaration",
        AttoPratica::Inserimento => "an heir enters work",
        AttoPratica::AnnullamentoInserimento => "an heir cancels an entry",
        AttoPratica::Consenso => "an heir consents that another is paid",
        AttoPratica::RevocaConsenso => "an heir takes a consent back",
        AttoPratica::RichiestaRimborso => "an heir asks for money",
        AttoPratica::Ritiro => "an heir withdraws a request",
        AttoPratica::Approvazione => "the branch approves a refund",
        AttoPratica::Reiezione => "the branch refuses a refund",
        AttoPratica::Invio => "a run sends a refund",
        AttoPratica::Restituzione => "the bank gives a refund back",
    }
}

fn row_of_case(fase: Fase) -> [String; 12] {
    let before = sample(fase);
    assert_eq!(Fase::of(before), fase, "the sample stands where it should");
    let answers = AttoPratica::ALL.map(|atto| fase.ammette(atto).map(|()| StatoPratica::of(after(before, atto))));
    let mut row = row(&fase.stato(), &answers);
    row[0].push_str(match fase {
        Fase::Restituita => ", after a refund",
        Fase::Esaurita => ", all spent on work",
        _ => "",
    });
    row
}

/// A state, then what it answers to each act.
fn row<S: Serialize, const ACTS: usize, const COLUMNS: usize>(
    stato: &S,
    answers: &[Result<S, Codice>; ACTS],
) -> [String; COLUMNS] {
    let mut cells = std::iter::once(state(stato)).chain(answers.iter().map(|answer| match answer {
        Ok(next) => format!("→ {}", state(next)),
        Err(code) => code.to_string(),
    }));
    std::array::from_fn(|_| cells.next().expect("a cell for each column"))
}

/// A case in a phase.
fn sample(fase: Fase) -> Quadro {
    let open = Quadro { convalidata: true, rimborso: None, resto: Resto { denaro: true, lavoro: false } };
    let spent = Quadro { resto: Resto::default(), ..open };
    match fase {
        Fase::Istruttoria => Quadro { convalidata: false, ..open },
        Fase::InserimentiAperti => open,
        Fase::RimborsoRichiesto => open.with(StatoRimborso::Presentato),
        Fase::RimborsoApprovato => open.with(StatoRimborso::Approvato),
        Fase::RimborsoPagato => open.with(StatoRimborso::Inviato),
        Fase::Restituita => spent.with(StatoRimborso::Inviato),
        Fase::Esaurita => spent,
    }
}

/// What an act leaves.
fn after(before: Quadro, atto: AttoPratica) -> Quadro {
    let without = Quadro { rimborso: None, ..before };
    match atto {
        AttoPratica::Inserimento => Quadro { resto: Resto { lavoro: true, ..before.resto }, ..before },
        AttoPratica::AnnullamentoInserimento => Quadro { resto: Resto { denaro: true, ..before.resto }, ..before },
        AttoPratica::RichiestaRimborso => before.with(StatoRimborso::Presentato),
        AttoPratica::Apertura | AttoPratica::Consenso | AttoPratica::RevocaConsenso => before,
        AttoPratica::Ritiro | AttoPratica::Reiezione => {
            Quadro { resto: Resto { denaro: true, ..before.resto }, ..without }
        }
        AttoPratica::Approvazione => without.with(StatoRimborso::Approvato),
        AttoPratica::Invio => without.with(StatoRimborso::Inviato),
        AttoPratica::Restituzione => without.with(StatoRimborso::InEsame),
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
