//! Texts of a scenario as values of the core.

use crate::scenario::{Breakdown, Categoria, Contenuto, Parte};
use chrono::NaiveDate;
use libretto_core::context::{Caller, Channel};
use libretto_core::minutes::Minutes;
use libretto_core::money::Euro;
use libretto_core::month::Month;
use libretto_core::prestazione::{Ambito, Richiesta};
use libretto_core::use_cases::{Identita, ModalitaRichiesta};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// An amount such as `40.00`.
pub(super) fn amount(text: &str) -> Result<Euro, Breakdown> {
    Ok(text.parse()?)
}

/// A day such as `2026-02-14`.
pub(super) fn day(text: &str) -> Result<NaiveDate, Breakdown> {
    Ok(text.parse()?)
}

/// A day, if there is one.
pub(super) fn optional_day(text: Option<&String>) -> Result<Option<NaiveDate>, Breakdown> {
    text.map(|text| day(text)).transpose()
}

/// A month such as `2026-02`.
pub(super) fn month(text: &str) -> Result<Month, Breakdown> {
    Ok(text.parse()?)
}

/// The member of an enumeration with this name.
pub(super) fn variant<T: DeserializeOwned>(name: &str) -> Result<T, Breakdown> {
    Ok(serde_json::from_value(serde_json::Value::String(name.to_owned()))?)
}

/// The name of a member of an enumeration.
pub(super) fn name_of<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// An account of these holders.
pub(super) fn account(iban: &str, intestatari: &[String]) -> Result<libretto_core::rimborso::Conto, Breakdown> {
    let intestatari = intestatari.iter().map(|code| code.parse()).collect::<Result<_, _>>()?;
    Ok(libretto_core::rimborso::Conto { iban: iban.to_owned(), intestatari })
}

/// A category with its days.
pub(super) fn category(
    one: &Categoria,
) -> Result<(libretto_core::prestatore::Categoria, NaiveDate, Option<NaiveDate>), Breakdown> {
    Ok((variant(&one.categoria)?, day(&one.dal)?, optional_day(one.al.as_ref())?))
}

/// How a worker asks to be paid: a transfer when there is an account, unless another mode is named.
pub(super) fn mode(name: Option<&str>, iban: Option<&str>) -> Result<ModalitaRichiesta, Breakdown> {
    match (name, iban) {
        (None | Some("bonifico"), Some(iban)) => Ok(ModalitaRichiesta::Bonifico(iban.parse()?)),
        (None | Some("bonifico_domiciliato"), None) => Ok(ModalitaRichiesta::BonificoDomiciliato),
        (Some("mandato_postale"), None) => Ok(ModalitaRichiesta::MandatoPostale),
        (name, _) => Err(format!("no payment mode: {name:?}, or an account too many or too few").into()),
    }
}

/// A person as a caller.
pub(super) fn caller(chi: &Parte, canale: Option<&str>) -> Result<Caller, Breakdown> {
    let channel: Channel = canale.map_or(Ok(Channel::Portale), variant)?;
    Ok(Caller::Cittadino { codice_fiscale: chi.codice_fiscale.parse()?, channel })
}

/// A person as their digital identity asserts them; the day of birth is that of the fiscal code.
pub(super) fn identity(chi: &Parte) -> Result<Identita, Breakdown> {
    Ok(Identita {
        codice_fiscale: chi.codice_fiscale.parse()?,
        nome_proprio: Some(chi.nome.clone()),
        cognome: Some("Prova".to_owned()),
        data_nascita: None,
    })
}

/// What is asked for.
pub(super) fn request_of(contenuto: &Contenuto) -> Result<Richiesta, Breakdown> {
    Ok(Richiesta {
        ambito: Ambito::parse(&contenuto.ambito),
        inizio: contenuto.inizio.parse()?,
        fine: contenuto.fine.parse()?,
        pausa: Minutes::new(contenuto.pausa_minuti),
        luogo_indicato: !contenuto.luogo.trim().is_empty(),
        costo: amount(&contenuto.costo)?,
        compenso: contenuto.compenso.as_deref().map(amount).transpose()?,
        titoli: contenuto.titoli,
    })
}
