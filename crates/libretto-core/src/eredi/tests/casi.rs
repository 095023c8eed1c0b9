//! Longer stories of divisions, consents and bounds.

use super::*;
use crate::explanation::Explanation;
use crate::persona::Persona;

/// Whatever is approved lower, withdrawn and asked for again, each ends with their share to the cent.
#[test]
fn what_comes_back_to_a_division_is_of_whom_it_was() {
    let pratica = case(vec![declared(1, Some("1/2"), &[]), declared(2, Some("1/2"), &[])]);
    let asks = |pratica: &Pratica, refunds: &[Rimborso], who: u128, available: i64| {
        let versato = Euro::from_cents(available);
        let conto = Conto { iban: "IT60X0542811101000000123456".to_owned(), intestatari: vec![MINE.parse().unwrap()] };
        let richiesta = RichiestaQuota { intero: false, quota: None, conto };
        let portafoglio = Portafoglio { versato, ..Portafoglio::default() };
        let stato = Stato { posizione: posizione(pratica, refunds), portafoglio };
        rimborso::decide(&stato, (person(who), &MINE.parse().unwrap()), &richiesta, now())
    };
    let numbered = |mut refund: Rimborso, pratica: &mut Pratica, number: u128| {
        refund.id = RimborsoId(Uuid::from_u128(number));
        pratica.richieste.last_mut().unwrap().rimborso = refund.id;
        refund
    };
    // 600.00 by halves; then 10.00 come free, of which the first takes half.
    let (pratica, first) = after(pratica.clone(), 1, asks(&pratica, &[], 1, 60_000).unwrap());
    let (pratica, second) = after(pratica.clone(), 2, asks(&pratica, std::slice::from_ref(&first), 2, 30_000).unwrap());
    let both = [first.clone(), second.clone()];
    let (mut pratica, more) = after(pratica.clone(), 1, asks(&pratica, &both, 1, 1_000).unwrap());
    let more = numbered(more, &mut pratica, 201);
    assert_eq!((more.importo.cents(), pratica.divisioni.len()), (500, 2));
    // The second withdraws their half of the 600.00: it waits for them, beside their half of the 10.00.
    let withdrawn = Rimborso { stato: StatoRimborso::Ritirato, ..second };
    let held = [first, withdrawn, more];
    assert_eq!(cents(asks(&pratica, &held, 1, 30_500)), Err(vec![Codice::RimborsoGiaRichiesto]));
    let (mut pratica, again) = after(pratica.clone(), 2, asks(&pratica, &held, 2, 30_500).unwrap());
    let again = numbered(again, &mut pratica, 202);
    assert_eq!((again.importo.cents(), pratica.richieste.last().unwrap().divisione), (30_000, 0));
    let held = [held.as_slice(), &[again]].concat();
    let last = asks(&pratica, &held, 2, 500).unwrap();
    assert_eq!((last.importo.cents(), last.numero), (500, 1));
    let (pratica, last) = after(pratica, 2, last);
    let held = [held.as_slice(), &[last]].concat();
    assert_eq!(cents(asks(&pratica, &held, 1, 0)), Err(vec![Codice::NullaDaRimborsare]));
}

#[test]
fn the_whole_is_approved_on_consents_that_are_still_there() {
    let mut pratica = case(vec![declared(1, None, &[]), declared(2, None, &[])]);
    pratica.consensi.push(Consenso { da: person(2), a: person(1), prestato_il: now() });
    let (mut pratica, refund) = after(pratica.clone(), 1, asks(&pratica, &[], 1, (true, None)).unwrap());
    pratica.richieste[0].intero = true;
    let heir = Persona {
        id: person(1),
        codice_fiscale: MINE.parse().unwrap(),
        nome_proprio: "Prova".to_owned(),
        cognome: "Verdi".to_owned(),
        data_nascita: date(1980, 1, 1),
    };
    let approve = |pratica: &Pratica, refund: &Rimborso| {
        let refunds = [refund.clone()];
        let correction = crate::rimborso::approvazione::Correzione::default();
        let outcome = approvazione::decide(&posizione(pratica, &refunds), (refund, &heir), &correction, now());
        outcome.map(|one| one.importo.cents()).map_err(|rejected| rejected.codes())
    };
    let revoke = |pratica: &Pratica, stato| {
        let refunds = [Rimborso { stato, ..refund.clone() }];
        let outcome = revoca::decide(&posizione(pratica, &refunds), person(2), person(1), now());
        outcome.map(|_| ()).map_err(|rejected| rejected.codes())
    };
    assert_eq!(approve(&pratica, &refund), Ok(60_000));
    for stato in StatoRimborso::ALL {
        let late = matches!(stato, StatoRimborso::Approvato | StatoRimborso::Inviato);
        assert_eq!(revoke(&pratica, stato).is_err(), late, "{stato:?}");
    }
    assert_eq!(revoke(&pratica, StatoRimborso::Inviato), Err(vec![Codice::ConsensoNonRevocabile]));
    // A consent given after the request is not what it rests on.
    let mut later = pratica.clone();
    later.consensi[0].prestato_il = now() + chrono::TimeDelta::minutes(1);
    assert_eq!(revoke(&later, StatoRimborso::Inviato), Ok(()));
    pratica.consensi.clear();
    assert_eq!(approve(&pratica, &refund), Err(vec![Codice::DelegaMancante]));
    pratica.richieste[0].intero = false;
    assert_eq!(approve(&pratica, &refund), Ok(60_000), "a share needs nobody");
}

#[test]
fn a_case_stays_small() {
    let refused = |outcome: Result<Explanation, Rejected>| outcome.map(|_| ()).map_err(|rejected| rejected.codes());
    let mut pratica = case(vec![declared(1, None, &[]), declared(2, None, &[])]);
    let consent = Consenso { da: person(2), a: person(1), prestato_il: now() };
    pratica.consensi = vec![consent; consenso::CONSENSI_MAX - 1];
    let asks =
        |pratica: &Pratica, da| refused(consenso::decide(&posizione(pratica, &[]), person(da), person(3 - da), now()));
    assert_eq!(asks(&pratica, 2), Ok(()));
    pratica.consensi.push(consent);
    assert_eq!(asks(&pratica, 2), Err(vec![Codice::TroppiConsensi]));
    assert_eq!(asks(&pratica, 1), Ok(()), "the bound is each heir's own");
    let refusal = |number| DichiarazioneErede { stato: StatoDichiarazione::Respinta, ..declared(number, None, &[]) };
    let mut pratica = case(vec![refusal(1); apertura::DICHIARAZIONI_MAX - 1]);
    let defunto = crate::utilizzatore::Utilizzatore {
        id: household(),
        persona: Persona {
            id: person(9),
            codice_fiscale: OF_THE_DECEASED.parse().unwrap(),
            nome_proprio: "Prova".to_owned(),
            cognome: "Rossi".to_owned(),
            data_nascita: date(1980, 1, 1),
        },
        registrato_il: now(),
        dichiarazioni: Vec::new(),
        decesso: None,
        versione: 1,
    };
    let opens = |pratica: &Pratica, who| {
        let contenuto = declared(who, None, &[]).contenuto;
        let scritto = apertura::DecessoScritto { giorno: contenuto.decesso.giorno, ora: None };
        refused(apertura::decide(Some(&posizione(pratica, &[])), &defunto, person(who), (&contenuto, &scritto), now()))
    };
    assert_eq!(opens(&pratica, 1), Ok(()));
    pratica.dichiarazioni.push(refusal(1));
    assert_eq!(opens(&pratica, 1), Err(vec![Codice::TroppeDichiarazioni]));
    assert_eq!(opens(&pratica, 2), Ok(()));
}
