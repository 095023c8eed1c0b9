//! A record of work on the wire: what each party sees of it.

use super::borsa::BorsaJson;
use super::importo::Importo;
use super::limiti::LimitiResidui;
use super::persone::PrestatoreTrovato;
use super::spiegazione::{Avvertenza, Spiegazione, Viewer, avvertenze};
use super::tempo::{Giorno, Istante, OraCivile};
use chrono::{DateTime, Datelike, Utc};
use libretto_core::civil_time::CivilTime;
use libretto_core::deadlines::payment_day;
use libretto_core::explanation::Explanation;
use libretto_core::ports::queries::PrestazioneCompleta;
use libretto_core::prestazione::{self as core, Ambito, StatoPrestazione};
use libretto_core::titolo;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Ambito della prestazione.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = Ambito)]
pub enum AmbitoJson {
    /// Piccoli lavori domestici, giardinaggio, pulizia e manutenzione compresi.
    LavoriDomestici,
    /// Assistenza domiciliare a bambini e a persone anziane, ammalate o con disabilità.
    AssistenzaDomiciliare,
    /// Insegnamento privato supplementare.
    InsegnamentoPrivato,
}

impl From<Ambito> for AmbitoJson {
    fn from(ambito: Ambito) -> Self {
        match ambito {
            Ambito::LavoriDomestici => Self::LavoriDomestici,
            Ambito::AssistenzaDomiciliare => Self::AssistenzaDomiciliare,
            Ambito::InsegnamentoPrivato => Self::InsegnamentoPrivato,
        }
    }
}

/// Stato di una prestazione.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = StatoPrestazione)]
pub enum StatoPrestazioneJson {
    /// Accettata: si può ancora rettificare o annullare.
    Accettata,
    /// Accettata, e non più modificabile.
    Irrevocabile,
    /// Convalidata per il mandato postale: non più modificabile.
    Convalidata,
    /// Annullata: somme e limiti sono di nuovo liberi.
    Annullata,
    /// Compresa in un pagamento al prestatore.
    Liquidata,
}

impl StatoPrestazioneJson {
    /// The state of a record at an instant.
    pub(crate) fn of(record: &core::Prestazione, now: DateTime<Utc>) -> Self {
        match record.stato {
            StatoPrestazione::Accettata if record.is_revocable(now) => Self::Accettata,
            StatoPrestazione::Accettata => Self::Irrevocabile,
            StatoPrestazione::Convalidata => Self::Convalidata,
            StatoPrestazione::Annullata => Self::Annullata,
            StatoPrestazione::Liquidata => Self::Liquidata,
        }
    }

    /// The state as it is stored; whether an accepted record is irrevocable follows from the instant.
    pub(crate) const fn stored(self) -> StatoPrestazione {
        match self {
            Self::Accettata | Self::Irrevocabile => StatoPrestazione::Accettata,
            Self::Convalidata => StatoPrestazione::Convalidata,
            Self::Annullata => StatoPrestazione::Annullata,
            Self::Liquidata => StatoPrestazione::Liquidata,
        }
    }
}

/// Come il costo complessivo si ripartisce.
#[derive(Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "costo_complessivo": "40.00", "compenso": "32.00", "ivs": "6.60", "inail": "1.00", "oneri_gestionali": "0.40"
}))]
pub struct Ripartizione {
    /// Costo a carico dell'utilizzatore.
    pub costo_complessivo: Importo,
    /// Compenso netto del prestatore.
    pub compenso: Importo,
    /// Contribuzione alla Gestione separata.
    pub ivs: Importo,
    /// Premio INAIL.
    pub inail: Importo,
    /// Oneri di gestione.
    pub oneri_gestionali: Importo,
}

impl From<&titolo::Ripartizione> for Ripartizione {
    fn from(split: &titolo::Ripartizione) -> Self {
        Self {
            costo_complessivo: Importo(split.costo),
            compenso: Importo(split.compenso),
            ivs: Importo(split.ivs),
            inail: Importo(split.inail),
            oneri_gestionali: Importo(split.oneri),
        }
    }
}

/// Un mandato postale.
#[derive(Clone, Serialize, ToSchema)]
pub struct Mandato {
    /// Numero univoco.
    #[schema(max_length = 64, pattern = "^[A-Z0-9]+$")]
    pub numero: String,
    /// Primo giorno in cui si può riscuotere.
    pub riscuotibile_dal: Giorno,
    /// Onere trattenuto al prestatore.
    pub onere: Importo,
}

impl From<&core::Mandato> for Mandato {
    fn from(mandato: &core::Mandato) -> Self {
        Self {
            numero: mandato.numero.clone(),
            riscuotibile_dal: Giorno(mandato.riscuotibile_dal),
            onere: Importo(mandato.onere),
        }
    }
}

/// Una prestazione in breve.
#[derive(Clone, Serialize, ToSchema)]
pub struct PrestazioneInBreve {
    /// Identificativo della prestazione.
    pub id: Uuid,
    /// Identificativo dell'utilizzatore.
    pub utilizzatore_id: Uuid,
    /// Identificativo del prestatore.
    pub prestatore_id: Uuid,
    /// Ambito.
    pub ambito: AmbitoJson,
    /// Borsa che paga.
    pub borsa: BorsaJson,
    /// Inizio, ora civile italiana.
    pub inizio: OraCivile,
    /// Fine, ora civile italiana.
    pub fine: OraCivile,
    /// Pause non retribuite, in minuti.
    #[schema(minimum = 0)]
    pub pausa_minuti: u32,
    /// Tempo lavorato al netto delle pause, in minuti.
    #[schema(minimum = 0)]
    pub minuti_lavorati: u32,
    /// Stato.
    pub stato: StatoPrestazioneJson,
    /// Titoli di pagamento usati.
    #[schema(minimum = 0)]
    pub titoli: u32,
    /// Ripartizione del costo.
    pub ripartizione: Ripartizione,
    /// Vero se il compenso conta in misura ridotta per il limite dell'utilizzatore. Il motivo non è indicato.
    pub computo_ridotto: bool,
    /// Anno nel quale la prestazione conta per i limiti: quello del giorno in cui è iniziata.
    #[schema(minimum = 2017, maximum = 9999, example = 2026)]
    pub anno_di_attribuzione: i32,
    /// Istante della comunicazione.
    pub comunicata_il: Istante,
    /// Istante dell'ultima modifica.
    pub aggiornata_il: Istante,
    /// Primo istante dal quale non si può più rettificare o annullare.
    pub rettificabile_fino_a: Istante,
    /// Giorno in cui si prevede il pagamento al prestatore. Assente se la prestazione è annullata.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pagamento_previsto: Option<Giorno>,
    /// Il mandato postale, se la prestazione è stata convalidata.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mandato: Option<Mandato>,
    /// Identificativo del pagamento che la comprende.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pagamento_id: Option<Uuid>,
    /// Versione, la stessa dell'`ETag`.
    #[schema(minimum = 1)]
    pub versione: u32,
}

impl PrestazioneInBreve {
    /// A record as it stands at an instant.
    pub(crate) fn new(record: &core::Prestazione, now: DateTime<Utc>) -> Self {
        let dati = &record.dati;
        let expected = payment_day(dati.mese_pagamento()).ok().filter(|_| record.counts());
        Self {
            id: record.id.0,
            utilizzatore_id: dati.utilizzatore.0,
            prestatore_id: dati.prestatore.0,
            ambito: dati.ambito.into(),
            borsa: dati.borsa.into(),
            inizio: OraCivile(CivilTime::at(dati.inizio)),
            fine: OraCivile(CivilTime::at(dati.fine)),
            pausa_minuti: dati.pausa.get(),
            minuti_lavorati: dati.minuti.get(),
            stato: StatoPrestazioneJson::of(record, now),
            titoli: dati.titoli.0,
            ripartizione: (&dati.ripartizione).into(),
            computo_ridotto: dati.peso_ridotto(),
            anno_di_attribuzione: dati.giorno.year(),
            comunicata_il: Istante(record.comunicata_il),
            aggiornata_il: Istante(record.aggiornata_il),
            rettificabile_fino_a: Istante(record.revocabile_fino),
            pagamento_previsto: expected.map(Giorno),
            mandato: record.mandato.as_ref().map(Mandato::from),
            pagamento_id: record.pagamento.map(|pagamento| pagamento.0),
            versione: record.versione,
        }
    }
}

/// Una prestazione.
#[derive(Clone, Serialize, ToSchema)]
pub struct Prestazione {
    /// I dati della prestazione.
    #[serde(flatten)]
    pub dati: PrestazioneInBreve,
    /// Chi ha lavorato. Assente per il prestatore stesso e nella risposta alla comunicazione.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prestatore: Option<PrestatoreTrovato>,
    /// Luogo di svolgimento.
    #[schema(max_length = 200)]
    pub luogo: String,
    /// Nota dell'utilizzatore, visibile solo a lui.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500)]
    pub nota: Option<String>,
    /// Limiti che restano dopo la prestazione. Solo nella risposta alla comunicazione e alla rettifica.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limiti_residui: Option<LimitiResidui>,
    /// Avvertenze.
    #[schema(max_items = 20)]
    pub avvertenze: Vec<Avvertenza>,
    /// Spiegazione della decisione che l'ha accettata.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spiegazione: Option<Spiegazione>,
}

impl Prestazione {
    /// A record for the eyes of who looks. The worker sees the work and their own money, not the household's note.
    pub(crate) fn new(found: &PrestazioneCompleta, viewer: Viewer, now: DateTime<Utc>) -> Self {
        let by_worker = viewer == Viewer::Prestatore;
        let worker = PrestatoreTrovato::new(found.prestazione.dati.prestatore, &found.prestatore);
        Self {
            dati: PrestazioneInBreve::new(&found.prestazione, now),
            prestatore: (!by_worker).then_some(worker),
            luogo: found.luogo.clone(),
            nota: found.nota.clone().filter(|_| !by_worker),
            limiti_residui: None,
            avvertenze: found.spiegazione.as_ref().map(|why| avvertenze(why, viewer)).unwrap_or_default(),
            spiegazione: found.spiegazione.as_ref().map(|why| Spiegazione::new(why, viewer)),
        }
    }

    /// A record that was just accepted, for the household that communicated it.
    pub(crate) fn accepted(
        record: &core::Prestazione,
        (luogo, nota): (&str, Option<&str>),
        why: &Explanation,
        limiti_residui: Option<LimitiResidui>,
    ) -> Self {
        Self {
            dati: PrestazioneInBreve::new(record, record.aggiornata_il),
            prestatore: None,
            luogo: luogo.to_owned(),
            nota: nota.map(str::to_owned),
            limiti_residui,
            avvertenze: avvertenze(why, Viewer::Utilizzatore),
            spiegazione: Some(Spiegazione::new(why, Viewer::Utilizzatore)),
        }
    }
}
