//! What an heir does in the place of the deceased.

use super::check;
use super::scena::Scena;
use libretto_core::contract::heirs::{Declared, HEIR_IBAN, Heir};
use libretto_core::contract::people::Person;
use libretto_core::contract::ready;
use libretto_core::contract::stage::{Household, Work, by, silent};
use libretto_core::eredi::rimborso::RichiestaQuota;
use libretto_core::explanation::Explanation;
use libretto_core::prestazione::Replica;
use libretto_core::rimborso::Conto;
use libretto_core::use_cases::{ChiediQuota, EsitoQuota, UseCaseError};
use std::sync::Mutex;

/// The twentieth of April 2026.
const DEATH: &str = "2026-04-20";

/// An heir who was recognised on the eighth of June.
fn recognised(scena: &Scena, number: u32, household: &Household, what: Declared<'_>) -> Heir {
    scena.quando("2026-06-08T10:00");
    ready(scena.stage.recognised(number, household, what))
}

fn refusal<T: std::fmt::Debug>(outcome: Result<T, UseCaseError>) -> Explanation {
    match outcome.expect_err("it is refused") {
        UseCaseError::Rejected(rejected) => rejected.explanation,
        other => unreachable!("{other}"),
    }
}

#[test]
fn spiegazioni_of_entries_by_an_heir() {
    let scena = Scena::nuova();
    let (rossi, anna) = (scena.famiglia(1, 500), scena.prestatore(Person::number(2)));
    let heir = recognised(&scena, 11, &rossi, Declared::on(DEATH));
    scena.quando("2026-06-10T10:00");
    let parties = (&rossi, &anna);
    let enter = |work| ready(scena.stage.enter(&heir, parties, work));
    let record = enter(Work("2026-04-18T09:00", 240, 4)).expect("it is admitted");
    let late = enter(Work("2026-03-10T09:00", 60, 1)).expect("it is admitted");
    let after = refusal(enter(Work("2026-04-21T09:00", 60, 1)));
    let [entered] = scena.decisioni(record.id).try_into().expect("one decision");
    let [flagged] = scena.decisioni(late.id).try_into().expect("one decision");
    for kept in [&entered, &flagged] {
        assert_eq!(kept.replica(), Replica::Uguale, "{kept:?}");
    }
    let parts = [
        ("Quattro ore due giorni prima del decesso, inserite a giugno", entered),
        ("Un'ora di marzo, il cui termine era scaduto prima del decesso", flagged),
    ];
    check("inserita-da-un-erede", &parts);
    check("successiva-al-decesso", &[("Un'ora il giorno dopo il decesso", after)]);
}

#[test]
fn spiegazioni_of_an_entry_after_the_known_hour_of_the_death() {
    let scena = Scena::nuova();
    let (rossi, anna) = (scena.famiglia(1, 500), scena.prestatore(Person::number(2)));
    let at_ten = Declared { ora: Some("2026-04-20T10:00"), ..Declared::on(DEATH) };
    let heir = recognised(&scena, 11, &rossi, at_ten);
    let told = refusal(ready(scena.stage.enter(&heir, (&rossi, &anna), Work("2026-04-20T08:00", 240, 4))));
    check("ora-successiva-al-decesso", &[("Fino a mezzogiorno, e il decesso era alle dieci", told)]);
}

/// What an heir is told who asks for their share.
fn share(scena: &Scena, heir: &Heir, household: &Household) -> Explanation {
    let conto = Conto { iban: HEIR_IBAN.to_owned(), intestatari: vec![heir.codice_fiscale] };
    let richiesta = RichiestaQuota { intero: false, quota: None, conto };
    let asked = ChiediQuota { utilizzatore: household.id, richiesta };
    let told = Mutex::new(None);
    let render = |one: &EsitoQuota| {
        *told.lock().expect("one thread") = Some(one.spiegazione.clone());
        silent(one)
    };
    ready(scena.stage.libretto.chiedi_quota(&by(&heir.caller), &asked, &render)).expect("it is admitted");
    told.into_inner().expect("one thread").expect("an answer")
}

#[test]
fn spiegazioni_of_a_share_of_a_refund() {
    let scena = Scena::nuova();
    let rossi = scena.famiglia(1, 1_000);
    let third = Declared { quota: Some("1/3"), ..Declared::on(DEATH) };
    let first = recognised(&scena, 11, &rossi, third);
    let second = recognised(&scena, 12, &rossi, third);
    scena.quando("2026-06-10T10:00");
    let whole = refusal(ready(scena.stage.ask(&second, &rossi, true)));
    let asked = share(&scena, &first, &rossi);
    let again = refusal(ready(scena.stage.ask(&first, &rossi, false)));
    let refused = [("L'intera somma, senza il consenso dell'altro", whole), ("La stessa quota un'altra volta", again)];
    check("quota-di-un-rimborso", &[("Un terzo di mille euro, a chi ha dichiarato per primo", asked)]);
    check("quota-respinta", &refused);
}
