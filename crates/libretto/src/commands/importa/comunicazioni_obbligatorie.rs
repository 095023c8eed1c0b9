//! The notices of the registry. Of several lines with one protocol the last one holds.

use super::tabella::{Errori, read, visible};
use super::{Kept, Riepilogo, request};
use crate::commands::CommandError;
use chrono::NaiveDate;
use libretto_core::codice_fiscale::CodiceFiscale;
use libretto_core::comunicazione_obbligatoria::Notifica;
use libretto_core::context::Caller;
use libretto_core::rapporto::TipoRapporto;
use libretto_core::use_cases::{EsitoNotifica, Libretto, Notificata};
use std::collections::BTreeMap;
use std::path::Path;

const COLUMNS: &[&str] = &["protocollo", "datore_lavoro", "lavoratore", "tipo", "dal", "al"];

/// Longest protocol, inclusive.
const PROTOCOLLO_MAX: usize = 64;

/// Imports a file of notices.
pub(super) async fn run(libretto: &Libretto, path: &Path) -> Result<Riepilogo, CommandError> {
    let lines = notices(path)?;
    let mut errori = Errori::default();
    let mut parties: BTreeMap<&str, (CodiceFiscale, CodiceFiscale)> = BTreeMap::new();
    for (riga, notifica) in &lines {
        let these = (notifica.datore, notifica.lavoratore);
        if *parties.entry(&notifica.protocollo).or_insert(these) != these {
            errori.add(*riga, "protocollo", "una riga precedente lo dà a una comunicazione tra altre persone");
        }
        errori.judged(*riga, libretto.giudica_comunicazione_obbligatoria(&Caller::Libretto, notifica).await)?;
    }
    errori.check(path)?;
    let last: BTreeMap<&str, &Notifica> = lines.iter().map(|(_, one)| (one.protocollo.as_str(), one)).collect();
    let mut done = Riepilogo { righe: lines.len(), invariati: lines.len() - last.len(), ..Riepilogo::default() };
    for notifica in last.into_values() {
        let kept = Kept::nothing();
        let render = |one: &Notificata| kept.keep(one.esito);
        libretto.registra_comunicazione_obbligatoria(&request(), notifica, &render).await?;
        match kept.value() {
            Some(EsitoNotifica::Registrata) => done.nuovi += 1,
            Some(EsitoNotifica::Aggiornata) => done.aggiornati += 1,
            Some(EsitoNotifica::Ripetuta) | None => done.invariati += 1,
        }
    }
    Ok(done)
}

fn notices(path: &Path) -> Result<Vec<(u64, Notifica)>, CommandError> {
    read(path, COLUMNS, |riga| {
        let day = |text: &str| text.parse::<NaiveDate>().ok().filter(|_| text.len() == 10);
        let code = |text: &str| text.parse::<CodiceFiscale>().ok();
        let protocollo = riga.cell("protocollo", "non è un protocollo di 1-64 caratteri visibili", |text| {
            visible(text, PROTOCOLLO_MAX)
        });
        let datore = riga.cell("datore_lavoro", "non è un codice fiscale", code);
        let lavoratore = riga.cell("lavoratore", "non è un codice fiscale", code);
        let tipo = riga.cell("tipo", "non è subordinato, collaborazione o somministrazione", kind);
        let dal = riga.cell("dal", "non è un giorno AAAA-MM-GG", day);
        let al = riga.cell("al", "non è un giorno AAAA-MM-GG, né è vuota", |text| {
            if text.is_empty() { Some(None) } else { day(text).map(Some) }
        });
        Some(Notifica {
            protocollo: protocollo?,
            datore: datore?,
            lavoratore: lavoratore?,
            tipo: tipo?,
            dal: dal?,
            al: al?,
        })
    })
}

fn kind(name: &str) -> Option<TipoRapporto> {
    match name {
        "subordinato" => Some(TipoRapporto::Subordinato),
        "collaborazione" => Some(TipoRapporto::Collaborazione),
        "somministrazione" => Some(TipoRapporto::Somministrazione),
        _ => None,
    }
}
