//! Decisions about a record that exists: each is read back from the register and taken again.

use super::check;
use super::scena::Scena;
use libretto_core::contract::people::Person;
use libretto_core::contract::ready;
use libretto_core::contract::stage::{Work, by, silent};
use libretto_core::explanation::Explanation;
use libretto_core::prestazione::Replica;
use libretto_core::use_cases::ModalitaRichiesta;

fn same(explanation: &Explanation) {
    assert_eq!(explanation.replica(), Replica::Uguale, "{explanation:?}");
    let kept = serde_json::to_string(&explanation.presupposti).expect("it can be written");
    // A correction keeps the record as it was, too; each day of work near by adds some thirty bytes.
    let bytes_max = if kept.contains("comunicazione") { 550 } else { 650 };
    assert!(kept.len() < bytes_max, "what a decision rests on is kept short, not in {} bytes: {kept}", kept.len());
}

#[test]
fn spiegazioni_of_a_corrected_and_cancelled_record() {
    let scena = Scena::nuova();
    let (rossi, anna) = (scena.famiglia(1, 500), scena.prestatore(Person::number(2)));
    scena.quando("2026-02-14T18:00");
    scena.comunica(&rossi, &anna, Work("2026-02-07T09:00", 240, 4));
    let record = scena.comunica(&rossi, &anna, Work("2026-02-14T09:00", 60, 1));
    scena.quando("2026-02-15T08:30");
    ready(scena.stage.correct(&rossi, record.id, Work("2026-02-14T09:00", 120, 2))).expect("it is corrected");
    scena.quando("2026-03-03T23:59");
    ready(scena.stage.cancel(&rossi, record.id)).expect("it is cancelled");
    let again = scena.rettifica_respinta(&rossi, record.id, Work("2026-02-14T09:00", 60, 1));
    let told = scena.decisioni(record.id);
    told.iter().for_each(same);
    let [_, corrected, cancelled] = told.try_into().expect("three decisions");
    check("rettificata", &[("Un'ora che diventano due", corrected)]);
    check("annullata", &[("All'ultimo minuto", cancelled), ("Una rettifica dopo l'annullamento", again)]);
}

#[test]
fn spiegazioni_of_a_validated_record_and_of_a_deadline_for_changes() {
    let scena = Scena::nuova();
    let rossi = scena.famiglia(1, 500);
    let anna = scena.prestatore(Person::number(2).paid_by(ModalitaRichiesta::MandatoPostale));
    scena.quando("2026-02-14T18:00");
    let record = scena.comunica(&rossi, &anna, Work("2026-02-14T09:00", 60, 1));
    let other = scena.comunica(&rossi, &anna, Work("2026-02-14T11:00", 60, 1));
    ready(scena.stage.libretto.convalida(&by(&rossi.caller), record.id, &silent)).expect("it is validated");
    let told = scena.decisioni(record.id);
    told.iter().for_each(same);
    scena.quando("2026-03-04T00:00");
    let late = scena.rettifica_respinta(&rossi, other.id, Work("2026-02-14T11:00", 120, 2));
    let validated = told.into_iter().next_back().expect("the validation");
    check("convalidata", &[("Convalida per il mandato postale", validated), ("Un'altra, cambiata tardi", late)]);
}
