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
        inizio: start_of(giorno),
        minuti: Minutes::new(minuti),
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
    let at = |hour| Some(start_of(day) + chrono::Duration::hours(hour));
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
    let agency = Rapporto { tipo: TipoRapporto::Somministrazione, ..rapporto };
    assert_eq!(codes(&Storia { rapporti: vec![agency], ..history }), vec![]);
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
