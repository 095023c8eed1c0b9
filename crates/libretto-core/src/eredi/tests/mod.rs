//! The rules of heirs, one sentence each.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod casi;

use super::rimborso::{self, QuotaAmmessa, RichiestaQuota, Stato};
use super::*;
use crate::catalogue::Codice;
use crate::explanation::Evaluation;
use crate::ids::{CoordinateId, DichiarazioneId, RimborsoId, UtilizzatoreId};
use crate::money::Euro;
use crate::parameters::date;
use crate::portafoglio::Portafoglio;
use crate::rimborso::{Conto, Protocollo, Rimborso, StatoRimborso};
use crate::violation::Rejected;
use chrono::TimeZone;
use uuid::Uuid;

const MINE: &str = "VRDPRV80A01H501O";
const OF_THE_DECEASED: &str = "RSSMRA80A01H501U";

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 6, 10, 8, 0, 0).unwrap()
}

fn person(number: u128) -> PersonaId {
    PersonaId(Uuid::from_u128(number))
}

fn household() -> UtilizzatoreId {
    UtilizzatoreId(Uuid::from_u128(1))
}

/// A validated declaration of the person with this number.
fn declared(number: u128, quota: Option<&str>, coeredi: &[u128]) -> DichiarazioneErede {
    DichiarazioneErede {
        id: DichiarazioneId(Uuid::from_u128(number)),
        erede: EredeId(Uuid::from_u128(number)),
        persona: person(number),
        contenuto: Contenuto {
            titolo: TitoloErede::Legittimo,
            parentela: ParentelaErede::Figlio,
            decesso: DecessoDichiarato { giorno: date(2026, 4, 20), ora: None },
            coeredi: coeredi.iter().map(|number| person(*number)).collect(),
            quota: quota.map(|text| text.parse().unwrap()),
        },
        stato: StatoDichiarazione::Convalidata,
        documenti: Vec::new(),
        responsabilita: Vec::new(),
        richiesti: Vec::new(),
        richiesti_il: None,
        motivo: None,
        aperta_il: now(),
        presentata_il: Some(now()),
        aggiornata_il: now(),
        versione: 1,
        atti_in_bozza: 1,
    }
}

fn case(dichiarazioni: Vec<DichiarazioneErede>) -> Pratica {
    Pratica {
        utilizzatore: household(),
        dichiarazioni,
        consensi: Vec::new(),
        inserimenti: Vec::new(),
        richieste: Vec::new(),
        divisioni: Vec::new(),
        aperta_il: now(),
        aggiornata_il: now(),
        versione: 1,
    }
}

/// 1,000.00 paid in, 300.00 spent, 100.00 reserved: 600.00 are left.
fn wallet() -> Portafoglio {
    let [versato, speso, impegnato] = [100_000, 30_000, 10_000].map(Euro::from_cents);
    Portafoglio { versato, impegnato, speso, ..Portafoglio::default() }
}

fn posizione<'a>(pratica: &'a Pratica, rimborsi: &'a [Rimborso]) -> Posizione<'a> {
    Posizione { pratica, rimborsi, resto: Resto { denaro: true, lavoro: true } }
}

fn asks(
    pratica: &Pratica,
    rimborsi: &[Rimborso],
    who: u128,
    how: (bool, Option<&str>),
) -> Result<QuotaAmmessa, Rejected> {
    asks_to(pratica, rimborsi, who, how, MINE)
}

fn asks_to(
    pratica: &Pratica,
    rimborsi: &[Rimborso],
    who: u128,
    (intero, quota): (bool, Option<&str>),
    holder: &str,
) -> Result<QuotaAmmessa, Rejected> {
    let conto = Conto { iban: "IT60X0542811101000000123456".to_owned(), intestatari: vec![holder.parse().unwrap()] };
    let quota = quota.map(|text| text.parse().unwrap());
    let richiesta = RichiestaQuota { intero, quota, conto };
    let stato = Stato { posizione: posizione(pratica, rimborsi), portafoglio: wallet() };
    rimborso::decide(&stato, (person(who), &MINE.parse().unwrap()), &richiesta, now())
}

fn cents(outcome: Result<QuotaAmmessa, Rejected>) -> Result<i64, Vec<Codice>> {
    outcome.map(|one| one.importo.cents()).map_err(|rejected| rejected.codes())
}

/// The case after a request was admitted, with its refund.
fn after(mut pratica: Pratica, who: u128, admitted: QuotaAmmessa) -> (Pratica, Rimborso) {
    let id = RimborsoId(Uuid::from_u128(100 + who));
    let divisione = admitted.numero;
    if divisione == pratica.divisioni.len() {
        pratica.divisioni.push(admitted.divisione);
    } else {
        pratica.divisioni[divisione] = admitted.divisione;
    }
    let dichiarazione = admitted.dichiarazione;
    pratica.richieste.push(RichiestaErede { rimborso: id, dichiarazione, intero: false, divisione });
    let refund = Rimborso {
        id,
        utilizzatore: household(),
        beneficiario: person(who),
        protocollo: Protocollo::of(id, 2026),
        richiesto: admitted.importo,
        importo: admitted.importo,
        coordinate: CoordinateId(Uuid::nil()),
        cointestato: false,
        stato: StatoRimborso::Presentato,
        motivo: None,
        restituzione: None,
        invio: None,
        presentato_il: now(),
        aggiornato_il: now(),
        versione: 1,
    };
    (pratica, refund)
}

#[test]
fn one_heir_alone_gets_what_was_paid_in_and_neither_spent_nor_reserved() {
    assert_eq!(cents(asks(&case(vec![declared(1, None, &[])]), &[], 1, (true, None))), Ok(60_000));
}

#[test]
fn the_whole_needs_every_other_heir_whether_they_declared_themselves_or_were_named() {
    let named = declared(1, None, &[2, 3]);
    let missing = Err(vec![Codice::DelegaMancante]);
    assert_eq!(cents(asks(&case(vec![named.clone()]), &[], 1, (true, None))), missing);
    let mut one_online = case(vec![named.clone(), declared(2, None, &[])]);
    one_online.consensi.push(Consenso { da: person(2), a: person(1), prestato_il: now() });
    assert_eq!(cents(asks(&one_online, &[], 1, (true, None))), missing);
    let paper = |tipo| Documento {
        id: DocumentoId(Uuid::nil()),
        tipo,
        relativo_a: Some(person(3)),
        formato: FormatoDocumento::Pdf,
        bytes: 1,
        sha256: [0; 32],
        caricato_il: now(),
    };
    one_online.dichiarazioni[0].documenti.push(paper(TipoDocumento::Delega));
    assert_eq!(cents(asks(&one_online, &[], 1, (true, None))), missing, "a delegation comes with an identity document");
    one_online.dichiarazioni[0].documenti.push(paper(TipoDocumento::DocumentoIdentita));
    assert_eq!(cents(asks(&one_online, &[], 1, (true, None))), Ok(60_000));
    let mut to_another = one_online.clone();
    to_another.consensi[0].a = person(3);
    assert_eq!(cents(asks(&to_another, &[], 1, (true, None))), missing);
}

#[test]
fn a_pending_declaration_is_an_heir_and_a_draft_or_a_refused_one_is_none() {
    let other = |stato| case(vec![declared(1, None, &[]), DichiarazioneErede { stato, ..declared(2, None, &[]) }]);
    for stato in StatoDichiarazione::ALL {
        let asked = cents(asks(&other(stato), &[], 1, (true, None)));
        let known = !matches!(stato, StatoDichiarazione::Bozza | StatoDichiarazione::Respinta);
        assert_eq!(asked.is_err(), known, "{stato:?}");
        let outcome = cents(asks(&other(stato), &[], 2, (false, Some("1/2"))));
        let admitted = stato == StatoDichiarazione::Convalidata;
        assert_eq!(outcome == Err(vec![Codice::EredeNonConvalidato]), !admitted, "{stato:?}");
    }
}

#[test]
fn a_share_is_declared_and_fits_with_the_others() {
    let pratica = case(vec![declared(1, Some("1/2"), &[]), declared(2, None, &[])]);
    assert_eq!(cents(asks(&pratica, &[], 1, (false, None))), Ok(30_000));
    assert_eq!(cents(asks(&pratica, &[], 2, (false, None))), Err(vec![Codice::QuotaMancante]));
    assert_eq!(cents(asks(&pratica, &[], 2, (false, Some("1/2")))), Ok(30_000));
    assert_eq!(cents(asks(&pratica, &[], 2, (false, Some("2/3")))), Err(vec![Codice::QuoteEccedenti]));
}

#[test]
fn a_share_declared_later_is_taken_from_what_nobody_had_declared() {
    let pratica = case(vec![declared(1, Some("1/3"), &[]), declared(2, None, &[])]);
    let first = asks(&pratica, &[], 1, (false, None)).unwrap();
    assert_eq!(first.divisione.resto, Euro::from_cents(40_000));
    let (pratica, refund) = after(pratica, 1, first);
    let later = asks(&pratica, std::slice::from_ref(&refund), 2, (false, Some("1/3"))).unwrap();
    assert_eq!((later.importo.cents(), later.numero, later.divisione.resto.cents()), (20_000, 0, 20_000));
    assert_eq!(cents(asks(&pratica, &[refund], 1, (false, None))), Err(vec![Codice::RimborsoGiaRichiesto]));
}

#[test]
fn who_asks_for_the_rest_needs_no_consent_of_who_has_their_part() {
    let pratica = case(vec![declared(1, Some("1/3"), &[]), declared(2, None, &[])]);
    let first = asks(&pratica, &[], 1, (false, None)).unwrap();
    let (pratica, refund) = after(pratica, 1, first);
    assert_eq!(cents(asks(&pratica, std::slice::from_ref(&refund), 2, (true, None))), Ok(40_000));
    let withdrawn = Rimborso { stato: StatoRimborso::Ritirato, ..refund };
    assert_eq!(cents(asks(&pratica, &[withdrawn], 2, (true, None))), Err(vec![Codice::DelegaMancante]));
}

#[test]
fn what_the_branch_did_not_approve_can_be_asked_for_again() {
    let pratica = case(vec![declared(1, None, &[])]);
    let first = asks(&pratica, &[], 1, (true, None)).unwrap();
    let (pratica, refund) = after(pratica, 1, first);
    // 600.00 were asked for and 500.00 approved: 100.00 are in the wallet again.
    let lowered = Rimborso { importo: Euro::from_cents(50_000), stato: StatoRimborso::Inviato, ..refund };
    let back = Portafoglio { rimborsato: Euro::from_cents(50_000), ..wallet() };
    let conto = Conto { iban: "IT60X0542811101000000123456".to_owned(), intestatari: vec![MINE.parse().unwrap()] };
    let richiesta = RichiestaQuota { intero: true, quota: None, conto };
    let refunds = [lowered];
    let stato = Stato { posizione: posizione(&pratica, &refunds), portafoglio: back };
    let again = rimborso::decide(&stato, (person(1), &MINE.parse().unwrap()), &richiesta, now());
    assert_eq!(again.as_ref().map(|one| one.numero).ok(), Some(1), "a division of its own");
    assert_eq!(cents(again), Ok(10_000));
}

#[test]
fn who_has_their_part_gets_the_rest_when_the_others_consent() {
    let mut pratica = case(vec![declared(1, Some("1/2"), &[]), declared(2, None, &[])]);
    let first = asks(&pratica, &[], 1, (false, None)).unwrap();
    pratica.consensi.push(Consenso { da: person(2), a: person(1), prestato_il: now() });
    let (pratica, refund) = after(pratica, 1, first);
    assert_eq!(cents(asks(&pratica, &[refund], 1, (true, None))), Ok(30_000));
}

#[test]
fn what_nobody_has_examined_takes_nothing_from_anybody() {
    let stranger = |stato| DichiarazioneErede { stato, ..declared(3, Some("1/1"), &[2, 9]) };
    for stato in [StatoDichiarazione::Presentata, StatoDichiarazione::InEsame] {
        let pratica = case(vec![declared(1, Some("1/2"), &[]), stranger(stato)]);
        assert_eq!(cents(asks(&pratica, &[], 1, (false, None))), Ok(30_000));
        assert_eq!(pratica.known_heirs(), [person(1), person(3)], "nor does it make heirs of others");
    }
    let pratica = case(vec![declared(1, Some("1/2"), &[]), stranger(StatoDichiarazione::Convalidata)]);
    assert_eq!(cents(asks(&pratica, &[], 1, (false, None))), Err(vec![Codice::QuoteEccedenti]));
    assert_eq!(cents(asks(&pratica, &[], 3, (false, Some("1/2")))), Ok(30_000), "who declared too much states less");
}

#[test]
fn the_account_is_the_heirs_own() {
    let pratica = case(vec![declared(1, None, &[])]);
    let outcome = asks_to(&pratica, &[], 1, (true, None), OF_THE_DECEASED);
    assert_eq!(cents(outcome), Err(vec![Codice::IbanNonIntestato]));
}

/// What an entry of work from 08:00 to 12:00 on a day of April 2026 is refused for.
fn entered(day: u32, death: (u32, Option<u32>)) -> Vec<Codice> {
    // Four hours from 08:00 in summer time.
    let at = |day, hour| Utc.with_ymd_and_hms(2026, 4, day, hour, 0, 0).unwrap();
    let (giorno, ora) = (Some(date(2026, 4, death.0)), death.1.map(|hour| at(death.0, hour)));
    let heir = PerConto { giorno, ora, fase: Fase::InserimentiAperti, comma_5: true, prestatore: Qualita::Estraneo };
    let mut evaluation = Evaluation::new(date(2026, 6, 10));
    let work = inserimento::Lavoro { inizio: at(day, 6), fine: at(day, 10), closes: now(), bonus: false };
    heir.check_merits(&mut evaluation, &work);
    match evaluation.finish() {
        Ok(_) => Vec::new(),
        Err(refused) => Rejected::from(refused).codes(),
    }
}

#[test]
fn work_ends_by_the_day_of_the_death_and_by_its_hour_when_it_is_known() {
    assert_eq!(entered(19, (20, None)), []);
    assert_eq!(entered(20, (20, None)), []);
    assert_eq!(entered(21, (20, None)), [Codice::SuccessivaAlDecesso]);
    // Noon in Italy is 10:00 in UTC.
    assert_eq!(entered(20, (20, Some(10))), []);
    assert_eq!(entered(20, (20, Some(9))), [Codice::OraSuccessivaAlDecesso]);
    assert_eq!(entered(21, (20, Some(9))), [Codice::SuccessivaAlDecesso]);
}

#[test]
fn the_deadline_that_had_passed_at_the_death_is_told() {
    let heir = |giorno, ora| PerConto {
        giorno: Some(giorno),
        ora,
        fase: Fase::InserimentiAperti,
        comma_5: true,
        prestatore: Qualita::Estraneo,
    };
    // The midnight in Italy at which 4 April 2026 begins.
    let closes = Utc.with_ymd_and_hms(2026, 4, 3, 22, 0, 0).unwrap();
    assert!(!heir(date(2026, 4, 3), None).expired_at_death(closes));
    assert!(heir(date(2026, 4, 4), None).expired_at_death(closes));
    let minute_before = closes - chrono::TimeDelta::minutes(1);
    assert!(!heir(date(2026, 4, 3), Some(minute_before)).expired_at_death(closes));
    assert!(heir(date(2026, 4, 4), Some(closes)).expired_at_death(closes));
}
