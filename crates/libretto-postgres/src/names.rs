//! The stable names of the core's values, as the tables hold them: the same that the values have as JSON.

use libretto_core::context::Channel;
use libretto_core::ids::{CoordinateId, VersamentoId};
use libretto_core::portafoglio::StatoVersamento;
use libretto_core::portafoglio::versamento::{EsitoRicevuta, MotivoSospensione};
use libretto_core::prestatore::{Categoria, Modalita};
use libretto_core::prestazione::StatoPrestazione;
use libretto_core::rapporto::TipoRapporto;

pub(crate) const fn stato_prestazione(stato: StatoPrestazione) -> &'static str {
    match stato {
        StatoPrestazione::Accettata => "accettata",
        StatoPrestazione::Convalidata => "convalidata",
        StatoPrestazione::Annullata => "annullata",
        StatoPrestazione::Liquidata => "liquidata",
    }
}

pub(crate) const fn stato_versamento(stato: StatoVersamento) -> &'static str {
    match stato {
        StatoVersamento::InAttesa => "in_attesa",
        StatoVersamento::Accreditato => "accreditato",
    }
}

pub(crate) const fn tipo_rapporto(tipo: TipoRapporto) -> &'static str {
    match tipo {
        TipoRapporto::Subordinato => "subordinato",
        TipoRapporto::Collaborazione => "collaborazione",
        TipoRapporto::Somministrazione => "somministrazione",
    }
}

pub(crate) const fn categoria(categoria: Categoria) -> &'static str {
    match categoria {
        Categoria::Pensionato => "pensionato",
        Categoria::Studente => "studente",
        Categoria::Disoccupato => "disoccupato",
        Categoria::SostegnoAlReddito => "sostegno_al_reddito",
    }
}

/// Name of a payment mode, and the account it refers to.
pub(crate) const fn modalita(modalita: Modalita) -> (&'static str, Option<CoordinateId>) {
    match modalita {
        Modalita::Bonifico { coordinate } => ("bonifico", Some(coordinate)),
        Modalita::BonificoDomiciliato => ("bonifico_domiciliato", None),
        Modalita::MandatoPostale => ("mandato_postale", None),
    }
}

/// Name of where a receipt's money went, with the top-up or the reason.
pub(crate) const fn esito(esito: EsitoRicevuta) -> (&'static str, Option<VersamentoId>, Option<&'static str>) {
    match esito {
        EsitoRicevuta::Accreditata { versamento } => ("accreditata", Some(versamento), None),
        EsitoRicevuta::Sospesa { motivo } => ("sospesa", None, Some(self::motivo(motivo))),
    }
}

const fn motivo(motivo: MotivoSospensione) -> &'static str {
    match motivo {
        MotivoSospensione::AvvisoSconosciuto => "avviso_sconosciuto",
        MotivoSospensione::ImportoDiverso => "importo_diverso",
        MotivoSospensione::AvvisoGiaPagato => "avviso_gia_pagato",
    }
}

pub(crate) const fn canale(canale: Channel) -> &'static str {
    match canale {
        Channel::Portale => "portale",
        Channel::App => "app",
        Channel::ContactCenter => "contact_center",
        Channel::Sistema => "sistema",
    }
}
