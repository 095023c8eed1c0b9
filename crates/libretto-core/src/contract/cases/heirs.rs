//! The case of the heirs of a household.

use crate::context::Caller;
use crate::contract::Adapter;
use crate::contract::heirs::{Declared, Heir, PDF, branch, reference};
use crate::contract::people::{Person, day, declarations};
use crate::contract::stage::{Household, Stage, Work, by, command, refused, silent, vouchers_cost};
use crate::eredi::{StatoDichiarazione, StatoPratica, TipoDocumento, TitoloErede};
use crate::money::Euro;
use crate::month::Month;
use crate::ports::queries::{FiltroPratiche, PraticaCompleta};
use crate::ports::{Clock, Scope};
use crate::prestatore::Categoria;
use crate::prestazione::StatoPrestazione;
use crate::rimborso::StatoRimborso;
use crate::use_cases::{
    Autocertifica, Inserisci, ModalitaRichiesta, NuovaModalita, RegistraDecesso, RegistraErede, Request, UseCaseError,
};

/// The day on which everybody here dies.
pub(super) const DEATH: &str = "2026-02-27";

pub(super) async fn dies(stage: &Stage, household: &Household, ora: Option<&str>) {
    let ora = ora.map(|text| text.parse().unwrap());
    let command = RegistraDecesso { utilizzatore: household.id, giorno: day(DEATH), ora };
    stage.libretto.registra_decesso(&by(&branch()), &command, &silent).await.unwrap();
}

pub(super) async fn case(stage: &Stage, household: &Household) -> PraticaCompleta {
    stage.libretto.queries.pratica(household.id).await.unwrap().unwrap()
}

/// From the registration to the money: the branch asks for a document, recognises the heir, work is entered, cancelled and
/// paid in the month of its entry, and what is left goes back.
pub async fn an_heir_goes_the_whole_way(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 100).await, stage.worker(Person::number(2)).await);
    let heir = stage.heir(11).await;
    let what = Declared { titolo: TitoloErede::Testamentario, ..Declared::on(DEATH) };
    let begun = stage.declare(&heir, &household, what).await.unwrap();
    let heir = Heir { di: Some(reference(&household, begun.dichiarazione.id)), ..heir };
    assert_eq!(refused(stage.present(&heir).await), ["testamento-mancante"]);
    stage.upload(&heir, (TipoDocumento::Testamento, None), PDF).await.unwrap();
    stage.present(&heir).await.unwrap();
    stage.examine(heir.di()).await.unwrap();
    let asked = [TipoDocumento::CertificatoMorte];
    stage.libretto.richiedi_documenti(&by(&branch()), (heir.di(), &asked), &silent).await.unwrap();
    assert_eq!(refused(stage.present(&heir).await), ["documento-mancante"]);
    stage.upload(&heir, (TipoDocumento::CertificatoMorte, None), PDF).await.unwrap();
    let again = stage.present(&heir).await.unwrap();
    assert_eq!(again.dichiarazione.stato, StatoDichiarazione::InEsame);
    let known = stage.validate(heir.di()).await.unwrap();
    assert_eq!(known.defunto.decesso.map(|one| one.giorno), Some(day(DEATH)));

    let parties = (&household, &worker);
    let kept = stage.enter(&heir, parties, Work("2026-02-10T09:00", 240, 4)).await.unwrap();
    let undone = stage.enter(&heir, parties, Work("2026-02-11T09:00", 60, 1)).await.unwrap();
    // By the 3rd of March what is entered is paid on the 15th of March, with February.
    assert_eq!(kept.dati.mese_pagamento(), Month::new(2026, 2).unwrap());
    stage.undo_entry(&heir, &household, &undone).await.unwrap();
    assert_eq!(stage.available(&household).await, vouchers_cost(6));

    let refund = stage.ask(&heir, &household, true).await.unwrap();
    assert_eq!((refund.importo, refund.beneficiario), (vouchers_cost(6), heir.persona));
    assert_eq!(case(&stage, &household).await.stato(), StatoPratica::RimborsoRichiesto);
    let late = stage.enter(&heir, parties, Work("2026-02-12T09:00", 60, 1)).await;
    assert_eq!(refused(late), ["rimborso-in-corso", "fondi-insufficienti"]);
    stage.approve_share(&refund).await;
    stage.libretto.rimborsa(&by(&branch())).await.unwrap();
    stage.clock.set_rome("2026-03-04T00:00");
    let february = Month::new(2026, 2).unwrap();
    stage.libretto.paga(&by(&Caller::Libretto), february, &|_, _| ()).await.unwrap();
    let state = case(&stage, &household).await;
    assert_eq!(state.stato(), StatoPratica::Chiusa);
    assert_eq!(state.rimborsi.first().map(|one| one.stato), Some(StatoRimborso::Inviato));
    let acts = stage.libretto.queries.atti_pratica(household.id, None).await.unwrap();
    let names: Vec<_> = acts.iter().map(|event| event.fatto.name()).collect();
    let last = ["prestazione_inserita", "prestazione_inserita", "inserimento_erede_annullato", "quota_erede_richiesta"];
    assert_eq!(names[names.len() - 6..names.len() - 2], last);
    assert_eq!(names[names.len() - 2..], ["rimborso_approvato", "rimborso_inviato"]);
    assert_eq!(names.iter().filter(|name| **name == "decesso_registrato").count(), 1);
    stage.audit().await;
}

/// Before the branch has recognised the heir every act is refused with HER-04; what is looked at tells the same.
pub async fn before_recognition_nobody_enters_work_or_asks_for_money(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 100).await, stage.worker(Person::number(2)).await);
    dies(&stage, &household, None).await;
    let heir = stage.presented(11, &household, Declared::on(DEATH)).await;
    let work = Work("2026-02-10T09:00", 60, 1);
    for _ in 0..2 {
        assert_eq!(refused(stage.enter(&heir, (&household, &worker), work).await), ["erede-non-convalidato"]);
        assert_eq!(refused(stage.ask(&heir, &household, true).await), ["erede-non-convalidato"]);
        let entry = Inserisci { comunicazione: command(&household, &worker, work), comma_5: true };
        let looked_at = stage.libretto.verifica_inserimento(&by(&heir.caller), &entry).await.unwrap();
        assert_eq!(looked_at.decisione.unwrap_err().codes().len(), 1);
        // Being examined is not being recognised.
        stage.examine(heir.di()).await.ok();
    }
    assert_eq!(refused(stage.present(&heir).await), ["stato-dichiarazione-incompatibile"]);
    assert_eq!(
        refused(stage.declare(&heir, &household, Declared::on(DEATH)).await),
        ["dichiarazione-erede-gia-presente"]
    );
    let stranger = stage.heir(12).await;
    assert!(matches!(stage.ask(&stranger, &household, true).await, Err(UseCaseError::NotFound)));
    let by_worker = stage.libretto.vedi_pratica(&worker.caller, household.id).await;
    assert!(matches!(by_worker, Err(UseCaseError::NotFound)));
    assert!(matches!(
        stage.libretto.convalida_dichiarazione(&by(&heir.caller), heir.di(), &silent).await,
        Err(UseCaseError::Forbidden)
    ));
    assert_eq!(case(&stage, &household).await.stato(), StatoPratica::Istruttoria);
    stage.audit().await;
}

/// HER-18, HER-19: work before the death stays, work that would begin after it is void with its money free and its worker
/// told, work across it is looked at by the branch.
pub async fn a_death_voids_what_would_follow_it_and_nothing_else(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 100).await, stage.worker(Person::number(2)).await);
    let before = stage.communicate(&household, &worker, Work("2026-02-27T08:00", 120, 2)).await.unwrap();
    let across = stage.communicate(&household, &worker, Work("2026-02-27T11:00", 120, 2)).await.unwrap();
    let after = stage.communicate(&household, &worker, Work("2026-02-27T15:00", 60, 1)).await.unwrap();
    let next_day = stage.communicate(&household, &worker, Work("2026-02-28T09:00", 60, 1)).await.unwrap();
    dies(&stage, &household, Some("2026-02-27T12:00")).await;
    let scope = Scope { prestazioni: vec![before.id, across.id, after.id, next_day.id], ..Scope::default() };
    let found = adapter.store.load(&scope).await.unwrap().prestazioni;
    let states: Vec<_> = found.iter().map(|one| one.stato).collect();
    let (kept, void) = (StatoPrestazione::Accettata, StatoPrestazione::Annullata);
    assert_eq!(states, [kept, kept, void, void]);
    assert_eq!(stage.available(&household).await, vouchers_cost(6));
    let register = stage.register().await;
    let flagged = register.iter().find_map(|event| match &event.fatto {
        crate::event::Fatto::DecessoRegistrato { da_verificare, .. } => Some(da_verificare.clone()),
        _ => None,
    });
    assert_eq!(flagged, Some(vec![across.id]));
    let now = stage.libretto.clock.now();
    let later = now + chrono::TimeDelta::minutes(5);
    let told = adapter.store.claim_notices(50, now, later).await.unwrap();
    let cancelled = told.iter().filter(|one| one.causale == "prestazione_annullata").count();
    assert_eq!(cancelled, 2, "the worker is told of each");
    stage.audit().await;
}

/// A validation on a death that nobody has recorded records it, with its effects; another heir's does not record it again.
pub async fn a_validation_records_the_declared_death(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, worker) = (stage.household(1, 100).await, stage.worker(Person::number(2)).await);
    let void = stage.communicate(&household, &worker, Work("2026-02-28T09:00", 60, 1)).await.unwrap();
    let own = stage.heir(1).await;
    stage.recognised(11, &household, Declared::on(DEATH)).await;
    let loaded = adapter.store.load(&Scope { prestazioni: vec![void.id], ..Scope::default() }).await.unwrap();
    assert_eq!(loaded.prestazioni.first().map(|one| one.stato), Some(StatoPrestazione::Annullata));
    assert_eq!(
        refused(stage.communicate(&household, &worker, Work("2026-02-10T09:00", 60, 1)).await),
        ["utilizzatore-deceduto"]
    );
    stage.recognised(12, &household, Declared::on("2026-02-26")).await;
    let profile = adapter.queries.utilizzatore(household.id).await.unwrap().unwrap();
    assert_eq!(profile.decesso.map(|one| one.giorno), Some(day(DEATH)), "the first stays");
    let deceased = Person::number(1);
    assert_eq!(own.codice_fiscale, deceased.codice_fiscale());
    assert_eq!(refused(stage.declare(&own, &household, Declared::on(DEATH)).await), ["utilizzatore-deceduto"]);
    stage.audit().await;
}

/// COM-14: from the record of a death on the identity of the deceased is refused whatever profile it uses: as a worker and as
/// another's heir, in acts and in views. With the instant before, everything is admitted; others go on.
pub async fn the_log_ins_of_the_deceased_end(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let (household, other) = (stage.household(1, 100).await, stage.household(2, 100).await);
    let worker = stage.worker(Person::number(1)).await;
    let heir = stage.recognised(1, &other, Declared::on(DEATH)).await;
    let libretto = &stage.libretto;
    let code = heir.codice_fiscale;
    libretto.vedi_prestatore(&worker.caller, worker.id).await.unwrap();
    assert_eq!(libretto.profilo_erede(code).await.unwrap(), Some(heir.id));
    dies(&stage, &household, None).await;
    let dead = ["utilizzatore-deceduto"];
    let mode = NuovaModalita { prestatore: worker.id, modalita: ModalitaRichiesta::BonificoDomiciliato };
    let mine = by(&worker.caller);
    assert_eq!(refused(libretto.cambia_modalita(&mine, &mode, &silent).await), dead);
    let categoria = Categoria::Studente;
    let certified = Autocertifica { prestatore: worker.id, categoria, dal: Some(day("2026-01-01")), al: None };
    assert_eq!(refused(libretto.autocertifica(&mine, &certified, &silent).await), dead);
    let person = Person::number(1);
    assert_eq!(refused(libretto.registra_utilizzatore(&mine, &person.as_utilizzatore(), &silent).await), dead);
    assert_eq!(refused(libretto.registra_prestatore(&mine, &person.as_prestatore(), &silent).await), dead);
    let registration = RegistraErede { identita: person.identita(), dichiarazioni: declarations() };
    assert_eq!(refused(libretto.registra_erede(&mine, &registration, &silent).await), dead);
    assert_eq!(refused(stage.ask(&heir, &other, true).await), dead);
    assert_eq!(refused(stage.upload(&heir, (TipoDocumento::Altro, None), PDF).await), dead);
    assert!(stage.documents.is_empty(), "nothing is kept for who is refused");
    assert_eq!(refused(libretto.vedi_prestatore(&worker.caller, worker.id).await), dead);
    assert_eq!(refused(libretto.vedi_erede(&heir.caller, heir.id).await), dead);
    assert_eq!(refused(libretto.vedi_pratica(&heir.caller, other.id).await.map(|_| ())), dead);
    assert_eq!(refused(libretto.prospetto(&heir.caller, other.id, 2026).await.map(|_| ())), dead);
    assert_eq!(refused(libretto.profilo_erede(code).await), dead);
    // The branch looks on, and another heir of the same Libretto acts.
    libretto.vedi_prestatore(&branch(), worker.id).await.unwrap();
    stage.recognised(11, &other, Declared::on(DEATH)).await;
    stage.audit().await;
}

/// HER-16: a third each of 1,000.00, asked for in any order; nothing is left, nobody asks twice.
pub async fn three_shares_sum_to_the_residue(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let household = stage.household(1, 1_000).await;
    let third = Declared { quota: Some("1/3"), ..Declared::on(DEATH) };
    let first = stage.recognised(11, &household, third).await;
    let second = stage.recognised(12, &household, third).await;
    let last = stage.recognised(13, &household, third).await;
    let cents = |refund: Result<crate::rimborso::Rimborso, UseCaseError>| refund.unwrap().importo.cents();
    assert_eq!(cents(stage.ask(&last, &household, false).await), 33_333);
    assert_eq!(refused(stage.ask(&last, &household, false).await), ["rimborso-gia-richiesto"]);
    assert_eq!(refused(stage.ask(&second, &household, true).await), ["delega-mancante"]);
    let given_up = stage.ask(&second, &household, false).await.unwrap();
    assert_eq!(given_up.importo.cents(), 33_333);
    stage.withdraw_share(&second, &given_up).await.unwrap();
    assert_eq!(cents(stage.ask(&first, &household, false).await), 33_334);
    let at_last = stage.ask(&second, &household, false).await.unwrap();
    let approved = stage.approve_share(&at_last).await;
    stage.withdraw_share(&second, &approved).await.unwrap();
    assert_eq!(cents(stage.ask(&second, &household, false).await), 33_333);
    assert_eq!(stage.available(&household).await, Euro::ZERO);
    let state = case(&stage, &household).await;
    let divided = state.pratica.divisioni.last().unwrap();
    assert_eq!((divided.residuo.cents(), divided.resto), (100_000, Euro::ZERO));
    stage.audit().await;
}

/// A document is kept whole, read by its heir and the branch alone, and a refused one is not kept.
pub async fn a_document_is_seen_by_who_uploaded_it(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let household = stage.household(1, 0).await;
    let heir = stage.heir(11).await;
    let begun = stage.declare(&heir, &household, Declared::on(DEATH)).await.unwrap();
    let heir = Heir { di: Some(reference(&household, begun.dichiarazione.id)), ..heir };
    let other = stage.presented(12, &household, Declared::on(DEATH)).await;
    let hostile = stage.upload(&heir, (TipoDocumento::Altro, None), b"MZ program").await;
    assert_eq!(refused(hostile), ["documento-formato-non-ammesso"]);
    assert!(stage.documents.is_empty());
    let kept = stage.upload(&heir, (TipoDocumento::Testamento, None), PDF).await.unwrap();
    let id = kept.dichiarazione.documenti[0].id;
    let whose = Heir { di: heir.di, ..other.clone() };
    let theirs = stage.upload(&whose, (TipoDocumento::Altro, None), PDF).await;
    assert!(matches!(theirs, Err(UseCaseError::NotFound)));
    for caller in [&heir.caller, &branch()] {
        assert_eq!(stage.libretto.leggi_documento(caller, heir.di(), id).await.unwrap().contenuto, PDF);
    }
    for caller in [&other.caller, &household.caller] {
        let seen = stage.libretto.leggi_documento(caller, heir.di(), id).await;
        assert!(matches!(seen, Err(UseCaseError::NotFound)));
    }
    stage.audit().await;
}

/// The branch sees what is to be worked, an heir their own cases, both page by page.
pub async fn cases_are_listed_page_by_page(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let heir = stage.heir(11).await;
    let mut opened = Vec::new();
    for number in 1..=3 {
        let household = stage.household(number, 0).await;
        let begun = stage.declare(&heir, &household, Declared::on(DEATH)).await.unwrap();
        let heir = Heir { di: Some(reference(&household, begun.dichiarazione.id)), ..heir.clone() };
        if number > 1 {
            stage.present(&heir).await.unwrap();
        }
        opened.push(household.id);
        stage.clock.set_rome(&format!("2026-03-02T20:0{number}"));
    }
    let queries = &stage.libretto.queries;
    let own = FiltroPratiche { erede: Some(heir.id), da_lavorare: false };
    let page = queries.pratiche(own, None, 2).await.unwrap();
    let rest = queries.pratiche(own, page.next, 2).await.unwrap();
    let seen: Vec<_> = page.items.iter().chain(&rest.items).map(|one| one.pratica.utilizzatore).collect();
    opened.reverse();
    assert_eq!((seen, rest.next), (opened.clone(), None));
    let to_work = FiltroPratiche { erede: None, da_lavorare: true };
    let waiting = queries.pratiche(to_work, None, 10).await.unwrap();
    let waiting: Vec<_> = waiting.items.iter().map(|one| one.pratica.utilizzatore).collect();
    assert_eq!(waiting, opened[..2], "a draft is nobody's work");
    assert_eq!(queries.erede(heir.id).await.unwrap().map(|one| one.persona.id), Some(heir.persona));
    let acts = queries.atti_pratica(opened[0], None).await.unwrap();
    assert_eq!(acts.len(), 2);
    assert_eq!(queries.atti_pratica(opened[0], Some(acts[0].id)).await.unwrap(), acts[1..]);
    assert_eq!(queries.atti_pratica(opened[0], Some(acts[1].id)).await.unwrap(), []);
    stage.audit().await;
}

/// What an heir writes and has not presented moves neither the version nor the beginning of the case in the eyes of anybody
/// else, and an act on what they saw before goes through.
pub async fn a_draft_moves_nothing_that_others_see(adapter: &Adapter) {
    let stage = Stage::on(adapter);
    let household = stage.household(1, 100).await;
    let heir = async |number| {
        let heir = stage.heir(number).await;
        let begun = stage.declare(&heir, &household, Declared::on(DEATH)).await.unwrap();
        Heir { di: Some(reference(&household, begun.dichiarazione.id)), ..heir }
    };
    let seen = async |who: &Caller| {
        let seen = stage.libretto.vedi_pratica(who, household.id).await?;
        let pratica = &seen.completa.pratica;
        Ok::<_, UseCaseError>((pratica.versione_per(seen.da), pratica.aperta_per(seen.da)))
    };
    let writer = heir(12).await;
    assert!(matches!(seen(&branch()).await, Err(UseCaseError::NotFound)), "a draft is nobody's but its heir's");
    stage.clock.set(stage.clock.now() + chrono::TimeDelta::minutes(5));
    let other = heir(11).await;
    stage.present(&other).await.unwrap();
    let (own, office) = (seen(&other.caller).await.unwrap(), seen(&branch()).await.unwrap());
    assert_eq!((own.0, office.0), (2, 1));
    assert_eq!((own.1, office.1), (Some(stage.clock.now()), Some(stage.clock.now())));
    assert_eq!(seen(&writer.caller).await.unwrap().0, 2, "their own draft, and what was presented");

    stage.upload(&writer, (TipoDocumento::Altro, None), PDF).await.unwrap();
    assert_eq!((seen(&other.caller).await.unwrap(), seen(&branch()).await.unwrap()), (own, office));
    let request = Request { versione_attesa: Some(office.0), ..by(&branch()) };
    stage.libretto.esamina_dichiarazione(&request, other.di(), &silent).await.unwrap();
    let late = stage.libretto.convalida_dichiarazione(&request, other.di(), &silent).await;
    assert!(matches!(late, Err(UseCaseError::Stale { current: 2 })), "{late:?}");
    stage.present(&writer).await.unwrap();
    assert_eq!((seen(&other.caller).await.unwrap().0, seen(&branch()).await.unwrap().0), (4, 3));
    stage.audit().await;
}
