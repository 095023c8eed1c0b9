use super::*;
use crate::iban::Iban;
use crate::portafoglio::StatoVersamento;
use crate::ports::queries::{FiltroPrestazioni, Position};
use crate::prestazione::StatoPrestazione;

/// Five records in May, alternating workers, and one in June.
fn busy() -> Register {
    let mut register = Register::funded(500);
    for day in 1..=5_u32 {
        let worker = if day % 2 == 0 { BIANCHI } else { ROSSI };
        register.communicate(u128::from(day), work(worker, may(day), day));
    }
    register.communicate(6, work(ROSSI, date(2026, 6, 1), 1));
    register
}

fn of_household() -> FiltroPrestazioni {
    FiltroPrestazioni { utilizzatore: Some(CASA), ..FiltroPrestazioni::default() }
}

fn listed(register: &Register, filtro: &FiltroPrestazioni) -> Vec<PrestazioneId> {
    register.world.prestazioni(filtro, None, 50).items.into_iter().map(|one| one.id).collect()
}

#[test]
fn records_come_latest_first_by_start_and_obey_every_filter() {
    let mut register = busy();
    register.cancel(3);
    assert_eq!(listed(&register, &of_household()), [6, 5, 4, 3, 2, 1].map(record));
    let of_worker = FiltroPrestazioni { prestatore: Some(BIANCHI), ..FiltroPrestazioni::default() };
    assert_eq!(listed(&register, &of_worker), [4, 2].map(record));
    let of_pair = FiltroPrestazioni { prestatore: Some(ROSSI), ..of_household() };
    assert_eq!(listed(&register, &of_pair), [6, 5, 3, 1].map(record));
    let cancelled = FiltroPrestazioni { stato: Some(StatoPrestazione::Annullata), ..of_household() };
    assert_eq!(listed(&register, &cancelled), [record(3)]);
    let days = FiltroPrestazioni { dal: Some(may(2)), al: Some(may(4)), ..of_household() };
    assert_eq!(listed(&register, &days), [4, 3, 2].map(record));
    assert_eq!(listed(&register, &FiltroPrestazioni::default()), []);
}

#[test]
fn pages_join_without_gap_even_when_a_record_arrives_between_them() {
    let mut register = busy();
    let first = register.world.prestazioni(&of_household(), None, 4);
    assert_eq!(first.items.iter().map(|one| one.id).collect::<Vec<_>>(), [6, 5, 4, 3].map(record));
    register.communicate(7, work(BIANCHI, may(20), 1));
    let second = register.world.prestazioni(&of_household(), first.next, 4);
    assert_eq!(second.items.iter().map(|one| one.id).collect::<Vec<_>>(), [2, 1].map(record));
    assert_eq!(second.next, None);
    let whole = register.world.prestazioni(&of_household(), None, 7);
    assert_eq!((whole.items.len(), whole.next), (7, None));
}

#[test]
fn a_record_shows_its_people_and_its_text() {
    let mut register = busy();
    register.world.learn(&PersonalRecord::Dettagli {
        prestazione: record(1),
        versione: 1,
        luogo: "Roma".to_owned(),
        nota: None,
    });
    let shown = register.world.prestazione(record(1)).unwrap();
    assert_eq!((shown.luogo.as_str(), shown.prestatore.cognome.as_str()), ("Roma", "Rossi"));
    assert_eq!(shown.utilizzatore.cognome, "Verdi");
    assert_eq!(register.world.prestazione(record(99)).map(|one| one.luogo), None);
}

#[test]
fn people_are_found_by_code_with_their_profiles_and_accounts() {
    let register = Register::new();
    let [casa, rossi, bianchi] = people();
    let found = register.world.profili(&rossi.codice_fiscale).unwrap();
    assert_eq!((found.utilizzatore, found.prestatore), (None, Some(ROSSI)));
    assert_eq!(register.world.profili(&casa.codice_fiscale).unwrap().utilizzatore, Some(CASA));
    assert_eq!(register.world.iban(ROSSI).unwrap().as_str(), IBAN);
    assert_eq!(register.world.iban(BIANCHI), None);
    let known = register.world.persone(&[rossi.id, bianchi.id, PersonaId(Uuid::nil())]);
    assert_eq!(known.len(), 3, "two people and one account");
}

#[test]
fn a_person_known_anew_is_shown_anew_in_the_profile() {
    let mut register = Register::new();
    let married = Persona { cognome: "Neri".to_owned(), ..people()[1].clone() };
    register.world.learn(&PersonalRecord::Persona(married));
    assert_eq!(register.world.prestatore(ROSSI).unwrap().persona.cognome, "Neri");
}

#[test]
fn the_wallet_tells_what_waits_and_lists_its_top_ups() {
    let mut register = Register::funded(100);
    register.top_up(2, 40);
    register.top_up(3, 30);
    let shown = register.world.portafoglio(CASA);
    assert_eq!((shown.portafoglio.disponibile(), shown.in_attesa), (euro(100), euro(70)));
    let first = register.world.versamenti(CASA, None, None, 2);
    assert_eq!(first.items.iter().map(|one| one.importo).collect::<Vec<_>>(), [euro(30), euro(40)]);
    let second = register.world.versamenti(CASA, None, first.next, 2);
    assert_eq!((second.items.len(), second.items[0].stato, second.next), (1, StatoVersamento::Accreditato, None));
    let credited = register.world.versamenti(CASA, Some(StatoVersamento::Accreditato), None, 9);
    assert_eq!(credited.items.len(), 1);
}

#[test]
fn movements_of_one_event_are_never_parted_by_a_page() {
    let mut register = Register::funded(100);
    let (prima, dopo) = (work(ROSSI, may(4), 2), work(ROSSI, may(4), 3));
    register.communicate(1, prima.clone());
    let (prestazione, revocabile_fino) = (record(1), closing(may(4)));
    register.add(record(1).0, Fatto::PrestazioneRettificata { prestazione, prima, dopo, revocabile_fino });
    let amounts = |after: Option<Position>, limit| {
        let page = register.world.movimenti(CASA, after, limit);
        (page.items.iter().map(|one| one.importo).collect::<Vec<_>>(), page.next)
    };
    let (first, next) = amounts(None, 1);
    assert_eq!(first, [euro(-30), euro(20)], "the two entries of the correction, latest first");
    let (second, next) = amounts(next, 1);
    assert_eq!(second, [euro(-20)]);
    let (last, next) = amounts(next, 5);
    assert_eq!((last, next), (vec![euro(100)], None));
}

#[test]
fn movements_are_sorted_by_instant_whatever_the_order_of_commits() {
    let mut register = Register::funded(100);
    let early = register.event(record(1).0, Register::communicated(1, work(ROSSI, may(4), 1)));
    register.events += 1;
    register.communicate(2, work(ROSSI, may(5), 2));
    register.world.apply(&early);
    let page = register.world.movimenti(CASA, None, 9);
    let amounts: Vec<_> = page.items.iter().map(|one| one.importo).collect();
    assert_eq!(amounts, [euro(-20), euro(-10), euro(100)]);
}

#[test]
fn workers_are_sorted_by_name_and_full_when_not_one_voucher_fits() {
    let mut register = Register::funded(5_000);
    register.communicate(1, work(ROSSI, may(4), 1));
    register.communicate(2, work(BIANCHI, may(4), 1));
    let list = |register: &Register| {
        let workers = register.world.lavoratori(CASA, 2026);
        workers.into_iter().map(|one| (one.persona.cognome, one.limite_raggiunto)).collect::<Vec<_>>()
    };
    assert_eq!(list(&register), [("Bianchi".to_owned(), false), ("Rossi".to_owned(), false)]);
    // 4,992.00 of 5,000.00: exactly one more voucher of 8.00 fits.
    let year = register.world.anni_prestatore.get_mut(&(ROSSI, 2026)).unwrap();
    year.compensi = euro(4_992);
    assert_eq!(list(&register)[1], ("Rossi".to_owned(), false));
    let year = register.world.anni_prestatore.get_mut(&(ROSSI, 2026)).unwrap();
    year.compensi = euro(4_992) + Euro::from_cents(1);
    assert_eq!(list(&register)[1], ("Rossi".to_owned(), true));
    assert_eq!(register.world.lavoratori(CASA, 2025).len(), 0);
}

#[test]
fn the_dashboard_holds_every_section_and_is_empty_at_first() {
    let empty = Register::new().world.scrivania(CASA, 2026).unwrap();
    assert!(empty.lavoratori.is_empty() && empty.ultime.is_empty() && empty.in_corso.is_empty());
    assert!(empty.versamenti_in_attesa.is_empty());
    let mut register = busy();
    register.top_up(2, 40);
    register.cancel(6);
    register.pay(BIANCHI, &[2, 4]);
    let shown = register.world.scrivania(CASA, 2026).unwrap();
    assert_eq!(shown.ultime.iter().map(|one| one.id).collect::<Vec<_>>(), [6, 5, 4, 3, 2, 1].map(record));
    assert_eq!(shown.in_corso.iter().map(|one| one.id).collect::<Vec<_>>(), [5, 3, 1].map(record));
    assert_eq!((shown.lavoratori.len(), shown.versamenti_in_attesa.len()), (2, 1));
    assert_eq!(shown.saldo.portafoglio.impegnato, euro(90));
    assert_eq!(shown.anno.compensi, euro(120));
    assert!(register.world.scrivania(UtilizzatoreId(Uuid::nil()), 2026).is_none());
}

#[test]
fn who_is_to_be_paid_in_a_month_comes_in_pages_until_paid() {
    let mut register = busy();
    register.cancel(1);
    let month = Month::of(may(1));
    let due = register.world.da_pagare(month, None, 1);
    assert_eq!((due[0].prestatore, due[0].prestazioni.clone()), (ROSSI, vec![record(3), record(5)]));
    let due = register.world.da_pagare(month, Some(ROSSI), 9);
    assert_eq!((due.len(), due[0].prestatore, due[0].prestazioni.clone()), (1, BIANCHI, vec![record(2), record(4)]));
    assert_eq!(register.world.conta_da_pagare(month), 2);
    register.pay(ROSSI, &[3, 5]);
    assert_eq!(register.world.conta_da_pagare(month), 1);
    assert_eq!(register.world.conta_da_pagare(month.next()), 1);
}

#[test]
fn payments_carry_what_a_file_needs() {
    let mut register = busy();
    register.pay(ROSSI, &[1, 3, 5]);
    register.pay(BIANCHI, &[2, 4]);
    let all = register.world.pagamenti(CORSA, None, 9);
    assert_eq!(all.len(), 2);
    assert_eq!(all[0].persona.cognome, "Rossi");
    assert_eq!(all[0].iban.as_ref().map(Iban::as_str), Some(IBAN));
    assert_eq!(all[1].iban, None);
    let rest = register.world.pagamenti(CORSA, Some(all[0].pagamento.id), 9);
    assert_eq!(rest.iter().map(|one| one.pagamento.id).collect::<Vec<_>>(), [all[1].pagamento.id]);
}

#[test]
fn runs_come_latest_first() {
    let mut register = Register::new();
    let months = [Month::of(may(1)), Month::of(may(1)).next()];
    for (number, mese) in (1..).zip(months) {
        let corsa = CorsaId(Uuid::from_u128(number));
        register.add(corsa.0, Fatto::CorsaAperta { corsa, mese, numero: 1, esecuzione: mese.next().day(15) });
    }
    let listed = |mese| register.world.corse(mese).into_iter().map(|run| run.mese).collect::<Vec<_>>();
    assert_eq!(listed(None), [months[1], months[0]]);
    assert_eq!(listed(Some(months[0])), [months[0]]);
    assert_eq!(register.world.corsa(CorsaId(Uuid::from_u128(2))).map(|run| run.mese), Some(months[1]));
}

#[test]
fn balances_are_given_by_kind_and_sum_to_zero() {
    let mut register = busy();
    register.pay(BIANCHI, &[2, 4]);
    let balances = register.world.saldi();
    let of = |name: &str| balances.iter().find(|one| one.conto == name).map(|one| one.importo);
    assert_eq!(of("portafoglio"), Some(euro(340)));
    assert_eq!(of("pagamenti"), Some(euro(48)));
    assert_eq!(of("posizione_contributiva"), Some(Euro::from_cents(990)));
    assert!(balances.is_sorted_by(|one, other| one.conto < other.conto));
    assert_eq!(balances.iter().map(|one| one.importo).sum::<Euro>(), Euro::ZERO);
}
