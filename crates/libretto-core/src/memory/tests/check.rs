use super::*;

/// Work accepted, corrected, cancelled and paid.
fn lived() -> Register {
    let mut register = Register::funded(300);
    register.communicate(1, work(ROSSI, may(4), 3));
    register.communicate(2, work(ROSSI, may(5), 2));
    register.communicate(3, work(BIANCHI, may(5), 4));
    let (prima, dopo) = (work(BIANCHI, may(5), 4), work(BIANCHI, may(6), 5));
    let (prestazione, revocabile_fino) = (record(3), closing(may(6)));
    register.add(record(3).0, Fatto::PrestazioneRettificata { prestazione, prima, dopo, revocabile_fino });
    register.cancel(2);
    register.pay(ROSSI, &[1]);
    register
}

#[test]
fn a_register_made_by_the_rules_holds_together() {
    assert_eq!(lived().world.check(), vec![]);
    assert_eq!(lived().world.differences(&lived().world), vec![]);
}

#[test]
fn counters_that_are_not_the_sum_of_the_records_are_found() {
    let mut register = lived();
    register.world.anni_prestatore.get_mut(&(ROSSI, 2026)).unwrap().compensi += euro(8);
    assert_eq!(register.broken(), ["I1"]);
    let mut register = lived();
    register.world.anni_coppia.get_mut(&(CASA, 2026, BIANCHI)).unwrap().minuti += Minutes::new(1);
    assert_eq!(register.broken(), ["I1"]);
}

#[test]
fn a_limit_that_is_passed_is_found_and_a_limit_that_is_reached_is_not() {
    let mut register = Register::funded(10_000);
    // 312 vouchers of one pair are 2,496.00 of 2,500.00; their hours would pass 280, so they are counted as short ones.
    let brief = |mut dati: Dati| {
        dati.minuti = Minutes::from_hours(1);
        dati
    };
    register.communicate(1, brief(work(ROSSI, may(4), 312)));
    assert_eq!(register.broken(), Vec::<&str>::new());
    register.communicate(2, brief(work(ROSSI, may(5), 1)));
    let found = register.world.check();
    assert_eq!(found.len(), 1);
    assert!(found[0].descrizione.contains("LIM-C"), "{found:?}");
}

#[test]
fn a_wallet_that_is_not_what_happened_to_it_is_found() {
    let mut register = lived();
    register.world.portafogli.get_mut(&(CASA, Borsa::Propria)).unwrap().versato += euro(10);
    assert_eq!(register.broken(), ["I2"]);
    let mut register = lived();
    register.world.movimenti.get_mut(&CASA).unwrap().pop();
    assert_eq!(register.broken(), ["I2", "I8"]);
}

#[test]
fn a_top_up_credited_twice_is_found() {
    let mut register = lived();
    register.credit(1, 300);
    let found = register.broken();
    assert!(found.contains(&"I2") && found.contains(&"I8"), "{found:?}");
}

#[test]
fn a_ledger_out_of_balance_is_found() {
    let mut register = lived();
    *register.world.saldi.get_mut(&crate::ledger::Conto::PremiInail).unwrap() += Euro::from_cents(1);
    let found = register.world.check();
    assert_eq!(found.len(), 2, "the account and the sum: {found:?}");
    assert!(found.iter().all(|one| one.invariante == "I3"));
}

#[test]
fn vouchers_that_do_not_split_as_the_law_says_are_found() {
    let mut register = lived();
    let mut dati = work(BIANCHI, may(8), 2);
    dati.ripartizione.ivs += Euro::from_cents(10);
    dati.ripartizione.inail -= Euro::from_cents(10);
    register.communicate(9, dati);
    assert_eq!(register.broken(), ["I4"]);
}

#[test]
fn a_record_paid_twice_is_found() {
    let mut register = lived();
    register.pay(ROSSI, &[1]);
    assert!(register.broken().contains(&"I7"));
    let mut register = lived();
    let mut again = register.world.pagamenti.values().next().unwrap().clone();
    again.id = PagamentoId(Uuid::from_u128(1));
    register.add(again.id.0, Fatto::PagamentoDisposto { pagamento: again });
    assert!(register.broken().contains(&"I7"));
}

#[test]
fn a_payment_that_is_not_the_sum_of_its_records_is_found() {
    let mut register = lived();
    register.world.pagamenti.values_mut().next().unwrap().quote[0].compenso += euro(1);
    assert_eq!(register.broken(), ["I7"]);
}

#[test]
fn money_given_back_twice_is_found() {
    let mut register = lived();
    register.cancel(2);
    assert!(register.broken().contains(&"I8"));
}

#[test]
fn work_accepted_without_funds_is_found_even_when_money_comes_later() {
    let mut register = Register::funded(10);
    register.communicate(1, work(ROSSI, may(4), 2));
    register.top_up(2, 100);
    register.credit(2, 100);
    assert_eq!(register.broken(), ["I8"]);
}

#[test]
fn a_deadline_of_another_day_is_found() {
    let mut register = lived();
    register.world.prestazioni.get_mut(&record(3)).unwrap().revocabile_fino += Duration::hours(1);
    assert_eq!(register.broken(), ["I9"]);
}

#[test]
fn each_difference_between_two_worlds_has_its_invariant() {
    let names = |change: &dyn Fn(&mut World)| {
        let mut other = lived();
        change(&mut other.world);
        lived().world.differences(&other.world).into_iter().map(|one| one.invariante).collect::<Vec<_>>()
    };
    assert_eq!(names(&|world| world.anni_utilizzatore.clear()), ["I1"]);
    assert_eq!(names(&|world| world.portafogli.clear()), ["I2"]);
    assert_eq!(names(&|world| *world.saldi.entry(crate::ledger::Conto::Sospesi).or_default() += euro(1)), ["I3"]);
    assert_eq!(names(&|world| world.prestazioni.get_mut(&record(2)).unwrap().versione += 1), ["I5"]);
    assert_eq!(names(&|world| world.versamenti.clear()), ["I5"]);
    assert_eq!(names(&|world| world.pagamenti.clear()), ["I7"]);
    // A counter of nothing and no counter are the same.
    let empty = |world: &mut World| {
        world.anni_prestatore.insert((ROSSI, 2031), crate::limits::AnnoPrestatore::default());
    };
    assert_eq!(names(&empty), Vec::<&str>::new());
}

#[test]
fn a_difference_names_things_and_amounts_but_no_person() {
    let mut other = lived();
    other.world.utilizzatori.clear();
    other.world.prestatori.clear();
    for one in lived().world.differences(&other.world) {
        assert!(!one.descrizione.contains("Rossi") && !one.descrizione.contains("RSSPRV"), "{}", one.descrizione);
    }
}
