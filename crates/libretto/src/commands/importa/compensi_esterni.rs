//! The external pay of workers (LIM-06). Of several lines of one worker and year the newest knowledge holds.

use super::tabella::{Errori, read};
use super::{Kept, Riepilogo, request};
use crate::commands::CommandError;
use chrono::DateTime;
use libretto_core::codice_fiscale::CodiceFiscale;
use libretto_core::compensi_esterni::EsitoEsterni;
use libretto_core::context::Caller;
use libretto_core::money::Euro;
use libretto_core::use_cases::{CompensiRegistrati, Libretto, NuoviCompensi};
use std::collections::BTreeMap;
use std::path::Path;

const COLUMNS: &[&str] = &["lavoratore", "anno", "importo", "noto_il"];

/// Imports a file of totals.
pub(super) async fn run(libretto: &Libretto, path: &Path) -> Result<Riepilogo, CommandError> {
    let lines = totals(path)?;
    let mut errori = Errori::default();
    let mut newest: BTreeMap<(CodiceFiscale, i32), &NuoviCompensi> = BTreeMap::new();
    for (riga, total) in &lines {
        errori.judged(*riga, libretto.giudica_compensi_esterni(&Caller::Libretto, total).await)?;
        let known = newest.entry((total.lavoratore, total.anno)).or_insert(total);
        if known.noto_il <= total.noto_il {
            *known = total;
        }
    }
    errori.check(path)?;
    let mut done = Riepilogo { righe: lines.len(), invariati: lines.len() - newest.len(), ..Riepilogo::default() };
    for total in newest.into_values() {
        let kept = Kept::nothing();
        let render = |one: &CompensiRegistrati| kept.keep((one.esito, one.noti.versione));
        libretto.registra_compensi_esterni(&request(), total, &render).await?;
        match kept.value() {
            Some((EsitoEsterni::Registrato, 1)) => done.nuovi += 1,
            Some((EsitoEsterni::Registrato, _)) => done.aggiornati += 1,
            Some((EsitoEsterni::Ripetuto | EsitoEsterni::Superato, _)) | None => done.invariati += 1,
        }
    }
    Ok(done)
}

fn totals(path: &Path) -> Result<Vec<(u64, NuoviCompensi)>, CommandError> {
    read(path, COLUMNS, |riga| {
        let lavoratore = riga.cell("lavoratore", "non è un codice fiscale", |text| text.parse::<CodiceFiscale>().ok());
        let anno = riga.cell("anno", "non è un anno di quattro cifre", |text| {
            let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse::<i32>().ok().filter(|_| digits)
        });
        let importo = riga.cell("importo", "non è un importo come 200.00", |text| text.parse::<Euro>().ok());
        let noto_il = riga.cell("noto_il", "non è un istante come 2026-03-02T08:00:00Z", |text| {
            DateTime::parse_from_rfc3339(text).ok().map(|instant| instant.to_utc())
        });
        Some(NuoviCompensi { lavoratore: lavoratore?, anno: anno?, importo: importo?, noto_il: noto_il? })
    })
}
