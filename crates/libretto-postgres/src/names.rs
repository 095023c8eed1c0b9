//! The stable names of the core's values, as the tables hold them: the same that the values have as JSON.

use libretto_core::context::{Channel, Credenziale};
use libretto_core::delega::{CategoriaEnte, Ruolo};
use libretto_core::ids::{CoordinateId, VersamentoId};
use libretto_core::portafoglio::StatoVersamento;
use libretto_core::portafoglio::versamento::{EsitoRicevuta, MotivoSospensione};
use libretto_core::prestatore::{Categoria, Modalita};
use libretto_core::prestazione::StatoPrestazione;
use libretto_core::rapporto::TipoRapporto;
use libretto_core::rimborso::{MotivoReiezione, MotivoRestituzione, StatoRimborso};

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

pub(crate) const fn stato_rimborso(stato: StatoRimborso) -> &'static str {
    match stato {
        StatoRimborso::Presentato => "presentato",
        StatoRimborso::InEsame => "in_esame",
        StatoRimborso::Approvato => "approvato",
        StatoRimborso::Inviato => "inviato",
        StatoRimborso::Respinto => "respinto",
        StatoRimborso::Ritirato => "ritirato",
    }
}

/// In whose name the account of a refund is.
pub(crate) const fn intestazione(cointestato: bool) -> &'static str {
    if cointestato { "cointestata" } else { "esclusiva" }
}

pub(crate) const fn motivo_reiezione(motivo: MotivoReiezione) -> &'static str {
    match motivo {
        MotivoReiezione::ContoNonIntestato => "conto_non_intestato",
        MotivoReiezione::SommeNonRimborsabili => "somme_non_rimborsabili",
        MotivoReiezione::RichiestaDuplicata => "richiesta_duplicata",
        MotivoReiezione::RichiedenteDeceduto => "richiedente_deceduto",
        MotivoReiezione::Altro => "altro",
    }
}

pub(crate) const fn motivo_restituzione(motivo: MotivoRestituzione) -> &'static str {
    match motivo {
        MotivoRestituzione::ContoInesistente => "conto_inesistente",
        MotivoRestituzione::ContoChiuso => "conto_chiuso",
        MotivoRestituzione::ContoBloccato => "conto_bloccato",
        MotivoRestituzione::IntestatarioDiverso => "intestatario_diverso",
        MotivoRestituzione::IntestatarioDeceduto => "intestatario_deceduto",
        MotivoRestituzione::Altro => "altro",
    }
}

pub(crate) const fn canale(canale: Channel) -> &'static str {
    match canale {
        Channel::Portale => "portale",
        Channel::App => "app",
        Channel::ContactCenter => "contact_center",
        Channel::Sede => "sede",
        Channel::Interoperabilita => "interoperabilita",
        Channel::Sistema => "sistema",
    }
}

pub(crate) fn credenziale(credenziale: Credenziale) -> String {
    let name = match credenziale {
        Credenziale::Spid2 => "spid2",
        Credenziale::Spid3 => "spid3",
        Credenziale::Cie2 => "cie2",
        Credenziale::Cie3 => "cie3",
        Credenziale::Cns => "cns",
        Credenziale::Eidas => "eidas",
    };
    name.to_owned()
}

pub(crate) const fn ruolo(ruolo: Ruolo) -> &'static str {
    match ruolo {
        Ruolo::Utilizzatore => "utilizzatore",
        Ruolo::Prestatore => "prestatore",
    }
}

pub(crate) const fn categoria_ente(categoria: CategoriaEnte) -> &'static str {
    match categoria {
        CategoriaEnte::Patronato => "patronato",
        CategoriaEnte::ConsulenteDelLavoro => "consulente_del_lavoro",
        CategoriaEnte::Commercialista => "commercialista",
        CategoriaEnte::Avvocato => "avvocato",
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn the_names_of_who_acts_are_those_of_the_json() {
        let name = |value: serde_json::Value| value.as_str().unwrap().to_owned();
        for one in Channel::ALL {
            assert_eq!(name(serde_json::to_value(one).unwrap()), canale(one));
        }
        for one in Credenziale::ALL {
            assert_eq!(name(serde_json::to_value(one).unwrap()), credenziale(one));
        }
        for one in [Ruolo::Utilizzatore, Ruolo::Prestatore] {
            assert_eq!(name(serde_json::to_value(one).unwrap()), ruolo(one));
        }
        let bodies = [
            CategoriaEnte::Patronato,
            CategoriaEnte::ConsulenteDelLavoro,
            CategoriaEnte::Commercialista,
            CategoriaEnte::Avvocato,
        ];
        for one in bodies {
            assert_eq!(name(serde_json::to_value(one).unwrap()), categoria_ente(one));
        }
    }

    #[test]
    fn the_names_of_refunds_are_those_of_the_json() {
        let name = |value: serde_json::Value| value.as_str().unwrap().to_owned();
        for stato in StatoRimborso::ALL {
            assert_eq!(name(serde_json::to_value(stato).unwrap()), stato_rimborso(stato));
        }
        for motivo in MotivoReiezione::ALL {
            assert_eq!(name(serde_json::to_value(motivo).unwrap()), motivo_reiezione(motivo));
        }
        for motivo in MotivoRestituzione::ALL {
            assert_eq!(name(serde_json::to_value(motivo).unwrap()), motivo_restituzione(motivo));
        }
    }
}
