//! The one list of operations.

use super::{AppState, State};
use super::{
    accessi, corse, deleghe, dichiarazioni, eredi, parametri, permessi, prestatori, prestazioni, profilo, registri,
    ricevute, rimborsi, sandbox, simulazioni, utilizzatori, valutazioni_rapporto,
};
use crate::ServiceConfig;
use crate::openapi;
use crate::server::Mounts;
use actix_web::web;
use serde_json::Value;

/// The operations over a state, to be mounted by the server.
#[derive(Clone)]
pub struct Routes(State);

impl Routes {
    pub(super) fn new(state: AppState) -> Self {
        Self(web::Data::new(state))
    }
}

impl Mounts for Routes {
    fn below_base(&self, config: &mut ServiceConfig<'_>) {
        config.app_data(self.0.clone());
        configure(config);
    }

    fn at_root(&self, config: &mut ServiceConfig<'_>) {
        config.app_data(self.0.clone());
        configure_root(config);
    }
}

/// Registers the operations below the base path. They need an [`AppState`] in the data of the application.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(profilo::vedi)
        .service(accessi::elenco)
        .service(permessi::elenco)
        .configure(of_delegations)
        .service(dichiarazioni::elenco)
        .configure(of_households)
        .configure(of_workers)
        .configure(of_records)
        .configure(of_refunds)
        .configure(of_heirs)
        .service(parametri::elenco)
        .service(parametri::vedi)
        .service(valutazioni_rapporto::valuta)
        .service(ricevute::registra)
        .service(registri::comunicazioni_obbligatorie::registra)
        .service(registri::compensi_esterni::registra)
        .service(corse::avvio::avvia)
        .service(corse::elenco::elenco)
        .service(corse::elenco::vedi)
        .service(corse::pagamenti::elenco);
}

fn of_households(config: &mut ServiceConfig<'_>) {
    config
        .service(utilizzatori::registrazione::registra)
        .service(utilizzatori::registrazione::vedi)
        .service(utilizzatori::decesso::registra)
        .service(utilizzatori::scrivania::vedi)
        .service(utilizzatori::limiti::vedi)
        .service(utilizzatori::portafoglio::vedi)
        .service(utilizzatori::movimenti::elenco)
        .service(utilizzatori::bonus::concede)
        .service(utilizzatori::bonus::elenco)
        .service(utilizzatori::bonus::vedi)
        .service(utilizzatori::bonus::si_appropria)
        .service(utilizzatori::versamenti::apri)
        .service(utilizzatori::versamenti::elenco)
        .service(utilizzatori::versamenti::vedi)
        .service(utilizzatori::prestazioni::elenco)
        .service(utilizzatori::rapporti::dichiara)
        .service(utilizzatori::rapporti::elenco);
}

fn of_delegations(config: &mut ServiceConfig<'_>) {
    config
        .service(deleghe::conferimento::conferisce)
        .service(deleghe::revoca::revoca)
        .service(deleghe::elenco::elenco)
        .service(deleghe::elenco::vedi);
}

fn of_refunds(config: &mut ServiceConfig<'_>) {
    config
        .service(utilizzatori::rimborsi::chiedi)
        .service(utilizzatori::rimborsi::elenco)
        .service(utilizzatori::rimborsi::vedi)
        .service(utilizzatori::rimborsi::ritira)
        .service(rimborsi::elenco::elenco)
        .service(rimborsi::elenco::vedi)
        .service(rimborsi::approvazione::approva)
        .service(rimborsi::reiezione::respingi)
        .service(rimborsi::restituzione::registra)
        .service(rimborsi::corse::avvia)
        .service(rimborsi::corse::elenco);
}

fn of_heirs(config: &mut ServiceConfig<'_>) {
    // A fixed word stands before a parameter in the same place.
    config
        .service(eredi::manuale::leggi)
        .service(eredi::registrazione::registra)
        .service(eredi::pratiche::elenco)
        .service(eredi::pratiche::vedi)
        .service(eredi::pratiche::operazioni)
        .service(eredi::prestazioni::elenco)
        .service(eredi::prestazioni::prospetto)
        .service(eredi::inserimenti::verifica)
        .service(eredi::inserimenti::inserisce)
        .service(eredi::inserimenti::annulla)
        .service(eredi::prestazioni::vedi)
        .service(eredi::rimborsi::elenco)
        .service(eredi::rimborsi::chiedi)
        .service(eredi::scrittura::compila)
        .service(eredi::scrittura::presenta)
        .service(eredi::scrittura::consente)
        .service(eredi::consensi::revoca)
        .service(eredi::documenti::allega)
        .service(eredi::documenti::leggi)
        .service(eredi::sede::esamina)
        .service(eredi::sede::richiede)
        .service(eredi::sede::convalida)
        .service(eredi::sede::respinge)
        .service(eredi::registrazione::vedi)
        .service(eredi::pratiche::proprie)
        .service(eredi::scrittura::apri);
}

fn of_workers(config: &mut ServiceConfig<'_>) {
    // A fixed word stands before a parameter in the same place.
    config
        .service(prestatori::ricerche::ricerca)
        .service(prestatori::registrazione::registra)
        .service(prestatori::registrazione::vedi)
        .service(prestatori::modalita_pagamento::cambia)
        .service(prestatori::autocertificazioni::autocertifica)
        .service(prestatori::autocertificazioni::cessa)
        .service(prestatori::prestazioni::elenco)
        .service(prestatori::limiti::vedi);
}

fn of_records(config: &mut ServiceConfig<'_>) {
    config
        .service(prestazioni::verifica::verifica)
        .service(simulazioni::simula)
        .service(prestazioni::comunicazione::comunica)
        .service(prestazioni::vista::vedi)
        .service(prestazioni::spiegazione::vedi)
        .service(prestazioni::rettifica::rettifica)
        .service(prestazioni::annullamento::annulla)
        .service(prestazioni::convalida::convalida);
}

/// Registers the operations at the root of the server, beside the API.
pub fn configure_root(config: &mut ServiceConfig<'_>) {
    config.service(sandbox::vedi).service(sandbox::avanza);
}

/// The document of the whole API.
pub fn openapi_document() -> Value {
    openapi::whole(configure, configure_root)
}

/// The document of the whole API as it is committed and served.
pub fn openapi_text() -> String {
    openapi::text(&openapi_document())
}
