#![expect(clippy::unwrap_used, reason = "a test may panic")]

use super::*;
use crate::ids::{PrestatoreId, RapportoId, UtilizzatoreId};
use crate::parameters::date;
use crate::portafoglio::Borsa;
use crate::rapporto::{Fonte, TipoRapporto};
use proptest::prelude::*;

/// A record of so many vouchers and minutes on a day.
fn voce(id: u128, giorno: NaiveDate, titoli: u32, minuti: u32) -> Voce {
    Voce {
        id: Uuid::from_u128(id),
        orario: Orario::on(giorno, Minutes::new(minuti)),
        compenso: Euro::from_cents(800).times(titoli),
        computo_ridotto: false,
        comunicata_il: None,
        borsa: Borsa::Propria,
    }
}

fn storia(voci: Vec<Voce>) -> Storia {
    Storia { voci, ..Storia::default() }
}

fn codes(storia: &Storia) -> Vec<(Codice, NaiveDate)> {
    consequences(storia).unwrap().conseguenze.iter().map(|one| (one.codice, one.giorno)).collect()
}

#[test]
fn an_amount_passed_transforms_from_the_day_of_the_record_that_passes_it() {
    let (tenth, fifteenth) = (date(2026, 11, 10), date(2026, 11, 15));
    let up_to_the_limit = voce(1, tenth, 312, 6_000);
    assert_eq!(codes(&storia(vec![up_to_the_limit])), vec![]);
    let over = storia(vec![voce(2, fifteenth, 1, 60), up_to_the_limit]);
    let found = consequences(&over).unwrap();
    assert_eq!(codes(&over), vec![(Codice::TrasformazioneRapporto, fifteenth)]);
    let rules: Vec<_> = found.conseguenze[0].inneschi.iter().map(|one| one.regola).collect();
    assert_eq!(rules, [Regola::LimC]);
    assert_eq!(found.righe.iter().map(|riga| riga.compensi.cents()).collect::<Vec<_>>(), [249_600, 250_400]);
    assert_eq!(
        found.conseguenze[0].sentence(),
        "Dal 15/11/2026: Il rapporto si trasforma in rapporto di lavoro a tempo pieno e indeterminato dal giorno del superamento. \
         Limite annuo tra le stesse parti: già 2.496,00 €, più 8,00 €, su 2.500,00 €. [art. 54-bis D.L. 50/2017, comma 20]"
    );
}

#[test]
fn hours_passed_transform_alone_and_one_record_may_pass_both() {
    let (first, second) = (date(2026, 1, 10), date(2026, 2, 10));
    let hours = storia(vec![voce(1, first, 280, 16_800), voce(2, second, 1, 1)]);
    let found = consequences(&hours).unwrap().conseguenze;
    assert_eq!(found.iter().flat_map(|one| &one.inneschi).map(|one| one.regola).collect::<Vec<_>>(), [Regola::LimH]);
    let both = storia(vec![voce(1, first, 312, 16_800), voce(2, second, 1, 1)]);
    let found = consequences(&both).unwrap().conseguenze;
    assert_eq!(found.len(), 1, "one transformation with both triggers");
    let rules: Vec<_> = found[0].inneschi.iter().map(|one| one.regola).collect();
    assert_eq!(rules, [Regola::LimC, Regola::LimH]);
}

#[test]
fn only_the_first_overrun_counts_and_years_are_independent() {
    let voci = vec![
        voce(1, date(2025, 12, 31), 312, 60),
        voce(2, date(2026, 1, 1), 312, 60),
        voce(3, date(2026, 3, 1), 1, 60),
        voce(4, date(2026, 4, 1), 1, 60),
    ];
    assert_eq!(codes(&storia(voci)), vec![(Codice::TrasformazioneRapporto, date(2026, 3, 1))]);
}

#[test]
fn records_that_start_together_go_by_communication_and_then_by_identifier() {
    let day = date(2026, 5, 4);
    let at = |hour| Some(start_of_day(day) + chrono::Duration::hours(hour));
    let earlier = Voce { comunicata_il: at(10), ..voce(9, day, 312, 60) };
    let later = Voce { comunicata_il: at(11), ..voce(1, day, 1, 60) };
    let found = consequences(&storia(vec![later, earlier])).unwrap().conseguenze;
    assert_eq!(found[0].voci, [later.id]);
    let (one, two) = (voce(1, day, 312, 60), voce(2, day, 1, 60));
    assert_eq!(consequences(&storia(vec![two, one])).unwrap().conseguenze[0].voci, [two.id]);
}

#[test]
fn limits_a_and_b_transform_nothing() {
    let day = date(2026, 5, 4);
    let mut history = storia(vec![voce(1, day, 1, 60)]);
    let altri = |prestatore, utilizzatore| ConAltri {
        prestatore: Euro::from_cents(prestatore),
        utilizzatore: Euro::from_cents(utilizzatore),
    };
    history.con_altri.insert(2026, altri(499_200, 999_200));
    assert_eq!(codes(&history), vec![], "equal is allowed");
    history.con_altri.insert(2026, altri(500_000, 999_201));
    let found = consequences(&history).unwrap().conseguenze;
    assert!(found.iter().all(|one| one.codice == Codice::LimiteSenzaTrasformazione));
    let rules: Vec<_> = found.iter().flat_map(|one| &one.inneschi).map(|one| one.regola).collect();
    assert_eq!(rules, [Regola::LimA, Regola::LimB]);
}

#[test]
fn the_day_of_the_work_selects_the_limit_of_the_household() {
    let mut history = storia(vec![voce(1, date(2022, 12, 31), 1, 60), voce(2, date(2023, 1, 1), 1, 60)]);
    let altri = ConAltri { utilizzatore: Euro::from_cents(500_000), ..ConAltri::default() };
    history.con_altri = BTreeMap::from([(2022, altri), (2023, altri)]);
    assert_eq!(codes(&history), vec![(Codice::LimiteSenzaTrasformazione, date(2022, 12, 31))]);
}

#[test]
fn work_under_the_ban_converts_from_the_first_forbidden_day() {
    let rapporto = Rapporto {
        id: RapportoId(Uuid::nil()),
        utilizzatore: UtilizzatoreId(Uuid::nil()),
        prestatore: PrestatoreId(Uuid::nil()),
        tipo: TipoRapporto::Subordinato,
        dal: date(2025, 1, 1),
        al: Some(date(2026, 1, 15)),
        fonte: Fonte::default(),
    };
    let voci =
        vec![voce(3, date(2026, 7, 15), 1, 60), voce(2, date(2026, 7, 14), 1, 60), voce(1, date(2026, 7, 1), 1, 60)];
    let history = Storia { voci, rapporti: vec![rapporto], ..Storia::default() };
    let found = consequences(&history).unwrap().conseguenze;
    assert_eq!(codes(&history), vec![(Codice::ConversioneExTunc, date(2026, 7, 1))]);
    assert_eq!(found[0].voci, [Uuid::from_u128(1), Uuid::from_u128(2)]);
    assert!(found[0].sentence().contains("se è accertata la subordinazione"), "{}", found[0].sentence());
    assert!(found[0].sentence().contains("cessato il 15/01/2026"));
    let lasting = Storia { rapporti: vec![Rapporto { al: None, ..rapporto }], ..history.clone() };
    let told = consequences(&lasting).unwrap().conseguenze[0].sentence();
    assert!(told.contains("Il rapporto cominciato il 01/01/2025 è in corso."), "{told}");
    let agency = Rapporto { tipo: TipoRapporto::Somministrazione, ..rapporto };
    assert_eq!(codes(&Storia { rapporti: vec![agency], ..history }), vec![]);
}

#[test]
fn the_ban_gives_way_to_the_bonus_on_its_days_only() {
    let rapporto = Rapporto {
        id: RapportoId(Uuid::nil()),
        utilizzatore: UtilizzatoreId(Uuid::nil()),
        prestatore: PrestatoreId(Uuid::nil()),
        tipo: TipoRapporto::Subordinato,
        dal: date(2020, 1, 1),
        al: None,
        fonte: Fonte::default(),
    };
    let on = |borsa, giorno| {
        let voci = vec![Voce { borsa, ..voce(1, giorno, 1, 60) }];
        let converted = (Codice::ConversioneExTunc, giorno);
        codes(&Storia { voci, rapporti: vec![rapporto], ..Storia::default() }).contains(&converted)
    };
    let (in_may, in_october) = (date(2020, 5, 4), date(2020, 10, 5));
    assert!(!on(Borsa::Bonus, in_may));
    assert!(on(Borsa::Propria, in_may));
    assert!(on(Borsa::Bonus, in_october), "the bonus did not pay then");
    assert!(on(Borsa::Propria, in_october));
}

#[test]
fn a_late_communication_has_no_sanction_and_is_told_once_a_year() {
    let day = date(2026, 2, 10);
    let closes = communication_closes(day, &Regime::on(day).unwrap());
    let told = |id, at| Voce { comunicata_il: Some(at), ..voce(id, day, 1, 60) };
    let in_time = told(1, closes - chrono::Duration::milliseconds(1));
    assert_eq!(codes(&storia(vec![in_time])), vec![]);
    let found = consequences(&storia(vec![in_time, told(2, closes), told(3, closes)])).unwrap().conseguenze;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].codice, found[0].voci.len()), (Codice::ComunicazioneTardivaSenzaSanzione, 2));
    assert_eq!(
        found[0].sentence(),
        "Il 10/02/2026: La comunicazione è arrivata oltre il termine: per il Libretto Famiglia la legge non prevede una sanzione. \
         Termine per la comunicazione: 04/03/2026 00:00 (riferimento: 04/03/2026 00:00). [art. 54-bis D.L. 50/2017, comma 12]"
    );
}

#[test]
fn a_false_certification_takes_the_reduced_measure_away() {
    let day = date(2026, 2, 10);
    let mut history = storia(vec![Voce { computo_ridotto: true, ..voce(1, day, 1, 60) }]);
    history.con_altri.insert(2026, ConAltri { utilizzatore: Euro::from_cents(999_300), ..ConAltri::default() });
    assert_eq!(codes(&history), vec![], "at 75% it fits: 9.993,00 + 6,00");
    history.autocertificazione_non_veritiera = true;
    let found: Vec<_> = codes(&history).into_iter().map(|(codice, _)| codice).collect();
    assert_eq!(found, [Codice::LimiteSenzaTrasformazione, Codice::AutocertificazioneNonVeritiera]);
    history.voci[0].computo_ridotto = false;
    history.con_altri.clear();
    assert_eq!(codes(&history), vec![], "nothing was reduced");
}

/// A record of one voucher for each begun hour, with its hours.
fn turno(id: u128, inizio: &str, fine: &str, pausa: u32) -> Voce {
    let orario = Orario::between(&inizio.parse().unwrap(), &fine.parse().unwrap(), Minutes::new(pausa)).unwrap();
    let first = voce(id, date(2026, 1, 1), orario.minuti.ceil_hours(), 1);
    Voce { orario, ..first }
}

/// The rests that were too short: rule, day, records.
fn rests(voci: Vec<Voce>) -> Vec<(Regola, NaiveDate, Vec<u128>)> {
    let found = consequences(&storia(voci)).unwrap().conseguenze;
    let rests = found.iter().filter(|one| one.codice == Codice::RiposoNonRispettato);
    let ids = |one: &Conseguenza| one.voci.iter().map(Uuid::as_u128).collect();
    rests.map(|one| (one.inneschi[0].regola, one.giorno, ids(one))).collect()
}

#[test]
fn the_work_that_did_not_wait_for_the_end_of_a_rest_is_told() {
    let evening = turno(1, "2026-02-09T20:00", "2026-02-09T23:00", 0);
    let (nine, ten) =
        (turno(2, "2026-02-10T09:00", "2026-02-10T10:00", 0), turno(3, "2026-02-10T10:00", "2026-02-10T11:00", 0));
    assert_eq!(rests(vec![evening, ten]), vec![], "eleven hours");
    let tenth = date(2026, 2, 10);
    assert_eq!(rests(vec![ten, nine, evening]), vec![(Regola::Rst01, tenth, vec![2])], "and not who came after");
    let found = consequences(&storia(vec![evening, nine])).unwrap().conseguenze;
    assert_eq!(
        found[0].sentence(),
        "Il 10/02/2026: Il riposo dovuto al prestatore non è stato rispettato: valgono le sanzioni ordinarie sull'orario di \
         lavoro, e il rapporto non si trasforma per questo. Tra il lavoro di un giorno e quello del seguente il prestatore \
         riposa 10 ore: ne servono 11 ore. [art. 54-bis D.L. 50/2017, comma 3; D.Lgs. 66/2003]"
    );
}

#[test]
fn a_day_of_work_ends_with_the_last_of_its_shifts() {
    let (long, short) =
        (turno(1, "2026-02-09T12:00", "2026-02-09T22:30", 300), turno(2, "2026-02-09T15:00", "2026-02-09T17:00", 0));
    let morning = turno(3, "2026-02-10T09:00", "2026-02-10T10:00", 0);
    assert_eq!(rests(vec![long, short, morning]), vec![(Regola::Rst01, date(2026, 2, 10), vec![3])]);
    let later = turno(3, "2026-02-10T09:30", "2026-02-10T10:00", 0);
    assert_eq!(rests(vec![long, short, later]), vec![]);
    let (noon, evening) =
        (turno(1, "2026-02-09T12:00", "2026-02-09T13:00", 0), turno(2, "2026-02-09T20:00", "2026-02-09T22:30", 0));
    assert_eq!(rests(vec![noon, evening, morning]), vec![(Regola::Rst01, date(2026, 2, 10), vec![3])]);
}

#[test]
fn a_long_shift_without_a_break_is_told_and_the_breaks_are_what_was_not_worked() {
    let ninth = date(2026, 2, 9);
    assert_eq!(rests(vec![turno(1, "2026-02-09T08:00", "2026-02-09T14:00", 0)]), vec![]);
    let without = turno(1, "2026-02-09T08:00", "2026-02-09T14:10", 9);
    assert_eq!(rests(vec![without]), vec![(Regola::Rst02, ninth, vec![1])]);
    assert_eq!(rests(vec![turno(1, "2026-02-09T08:00", "2026-02-09T14:11", 10)]), vec![]);
    let told = consequences(&storia(vec![without])).unwrap().conseguenze[0].sentence();
    assert!(told.contains("almeno 10 minuti: quella indicata è di 9 minuti"), "{told}");
}

#[test]
fn the_thirteenth_day_of_fourteen_is_told_also_where_only_days_are_known() {
    let first = date(2026, 2, 1);
    let on = |offset: i64| {
        let id = u128::try_from(offset).unwrap();
        voce(id, first + chrono::Duration::days(offset), 8, 480)
    };
    assert_eq!(rests((0..12).map(on).collect()), vec![]);
    let thirteenth = first + chrono::Duration::days(12);
    assert_eq!(rests((0..14).map(on).collect()), vec![(Regola::Rst03, thirteenth, vec![12, 13])]);
    let told = consequences(&storia((0..13).map(on).collect())).unwrap().conseguenze[0].sentence();
    assert!(told.contains("ha 1 giorno senza lavoro: ne servono 2"), "{told}");
    assert_eq!(rests((0..12).chain([14]).map(on).collect()), vec![], "the first day has left the window");
    assert_eq!(rests((0..12).chain([13]).map(on).collect()), vec![(Regola::Rst03, date(2026, 2, 14), vec![13])]);
}

#[test]
fn hours_that_are_not_known_are_not_guessed() {
    let evening = turno(1, "2026-02-09T20:00", "2026-02-09T23:00", 0);
    let (ninth, tenth) = (date(2026, 2, 9), date(2026, 2, 10));
    assert_eq!(rests(vec![evening, voce(2, tenth, 8, 480)]), vec![], "it may have been in the afternoon");
    let morning = turno(3, "2026-02-10T09:00", "2026-02-10T10:00", 0);
    let told = vec![(Regola::Rst01, tenth, vec![3])];
    assert_eq!(rests(vec![voce(4, ninth, 1, 60), evening, voce(2, tenth, 1, 60), morning]), told);
}

#[test]
fn rests_are_told_once_a_year_for_each_rule() {
    let long = |id, day: &str| turno(id, &format!("{day}T08:00"), &format!("{day}T15:00"), 0);
    let (december, january, february) =
        (long(1, "2025-12-31"), turno(2, "2026-01-01T01:00", "2026-01-01T08:01", 0), long(3, "2026-02-01"));
    let new_year = date(2026, 1, 1);
    assert_eq!(
        rests(vec![december, january, february]),
        vec![
            (Regola::Rst02, date(2025, 12, 31), vec![1]),
            (Regola::Rst01, new_year, vec![2]),
            (Regola::Rst02, new_year, vec![2, 3]),
        ]
    );
}

#[test]
fn a_day_before_the_law_has_no_consequences() {
    let error = consequences(&storia(vec![voce(1, date(2017, 6, 23), 1, 60)])).err();
    assert_eq!(error.map(|error| error.day), Some(date(2017, 6, 23)));
}

proptest! {
    /// Whatever the order in which a history is told, it says the same; and it transforms exactly when a sum is beyond.
    #[test]
    fn the_order_in_which_records_are_told_does_not_matter(
        rows in proptest::collection::vec((0_i64..360, 1_u32..60, 1_u32..4_000), 1..20),
        rotation in 0_usize..20,
    ) {
        let first = date(2026, 1, 1);
        let record = |(place, (day, titoli, minuti)): (usize, &(i64, u32, u32))| {
            voce(place as u128, first + chrono::Duration::days(*day), *titoli, *minuti)
        };
        let voci: Vec<_> = rows.iter().enumerate().map(record).collect();
        let mut turned = voci.clone();
        turned.rotate_left(rotation % voci.len());
        let (one, other) = (consequences(&storia(voci)).unwrap(), consequences(&storia(turned)).unwrap());
        prop_assert_eq!(&one, &other);
        let vouchers: u32 = rows.iter().map(|(_, titoli, _)| titoli).sum();
        let minutes: u32 = rows.iter().map(|(_, _, minuti)| minuti).sum();
        let transformed = one.conseguenze.iter().filter(|one| one.codice == Codice::TrasformazioneRapporto).count();
        prop_assert_eq!(transformed, usize::from(vouchers > 312 || minutes > 16_800));
    }
}
