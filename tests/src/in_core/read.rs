//! Texts of a scenario as values of the core.

use crate::scenario::{
    Breakdown, Categoria, Contenuto, Ente, Notifica, Parte, RapportoStoria, Simula, TurnoDelPiano, ValutaRapporto,
    VoceStoria,
};
use chrono::NaiveDate;
use libretto_core::conseguenze::{ConAltri, Orario, Storia, Voce};
use libretto_core::context::{Caller, Channel, Tramite};
use libretto_core::ids::{PrestatoreId, RapportoId, UtilizzatoreId};
use libretto_core::minutes::Minutes;
use libretto_core::money::Euro;
use libretto_core::month::Month;
use libretto_core::portafoglio::Borsa;
use libretto_core::prestazione::{Ambito, Richiesta};
use libretto_core::rapporto::{Fonte, Rapporto};
use libretto_core::regime::Regime;
use libretto_core::simulazione::{Chi, TurnoPianificato};
use libretto_core::titolo::Titoli;
use libretto_core::use_cases::{Identita, ModalitaRichiesta, Piano};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use uuid::Uuid;

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

/// A share such as `1/3`, if there is one.
pub(super) fn quota(text: Option<&str>) -> Result<Option<libretto_core::eredi::Quota>, Breakdown> {
    Ok(text.map(str::parse).transpose()?)
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

/// A body.
pub(super) fn body(ente: &Ente) -> Result<libretto_core::delega::Ente, Breakdown> {
    Ok(libretto_core::delega::Ente { id: ente.id.parse()?, categoria: variant(&ente.categoria)? })
}

/// A person as a caller, or the body that acts for them.
pub(super) fn caller(chi: &Parte, canale: Option<&str>) -> Result<Caller, Breakdown> {
    if let Some(ente) = &chi.per_mezzo_di {
        return Ok(Caller::Intermediario { ente: body(ente)?, operatore: "operatore".to_owned(), finalita: None });
    }
    let channel: Channel = canale.map_or(Ok(Channel::Portale), variant)?;
    let codice_fiscale = chi.codice_fiscale.parse()?;
    if channel == Channel::ContactCenter {
        let tramite = Some(Tramite::ContactCenter("operatore".to_owned()));
        return Ok(Caller::Cittadino { codice_fiscale, channel, credenziale: None, tramite });
    }
    Ok(Caller::cittadino(codice_fiscale, channel))
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
        borsa: variant(&contenuto.borsa)?,
        assistenza_bambini: contenuto.assistenza_bambini,
        parentela: variant(&contenuto.parentela)?,
    })
}

/// A history.
pub(super) fn history(one: &ValutaRapporto) -> Result<Storia, Breakdown> {
    let amount_of = |text: &Option<String>| text.as_deref().map_or(Ok(Euro::ZERO), amount);
    let altri =
        ConAltri { prestatore: amount_of(&one.compensi_da_altri)?, utilizzatore: amount_of(&one.compensi_ad_altri)? };
    Ok(Storia {
        voci: one.prestazioni.iter().zip(0..).map(|(row, place)| record(row, place)).collect::<Result<_, _>>()?,
        rapporti: one.rapporti.iter().map(employment).collect::<Result<_, _>>()?,
        con_altri: BTreeMap::from([(one.anno, altri)]),
        autocertificazione_non_veritiera: one.autocertificazione_non_veritiera,
    })
}

fn record(row: &VoceStoria, place: u128) -> Result<Voce, Breakdown> {
    let orario = match (&row.inizio, &row.fine, &row.giorno, row.minuti) {
        (Some(start), Some(end), None, None) => {
            Orario::between(&start.parse()?, &end.parse()?, Minutes::new(row.pausa_minuti)).ok_or("no time worked")?
        }
        (None, None, Some(giorno), Some(minuti)) => Orario::on(day(giorno)?, Minutes::new(minuti)),
        _ => return Err("neither times nor a day with minutes".into()),
    };
    let mut voce = Voce {
        id: Uuid::from_u128(place),
        orario,
        compenso: Euro::ZERO,
        computo_ridotto: row.computo_ridotto,
        comunicata_il: row.comunicata_il.as_deref().map(str::parse).transpose()?,
        borsa: row.borsa.as_ref().map_or(Ok(Borsa::Propria), |name| variant(name))?,
    };
    voce.compenso = Titoli(row.titoli).split(&Regime::on(voce.giorno())?).compenso;
    Ok(voce)
}

fn employment(row: &RapportoStoria) -> Result<Rapporto, Breakdown> {
    Ok(Rapporto {
        id: RapportoId(Uuid::nil()),
        utilizzatore: UtilizzatoreId(Uuid::nil()),
        prestatore: PrestatoreId(Uuid::nil()),
        tipo: variant(&row.tipo)?,
        dal: day(&row.dal)?,
        al: optional_day(row.al.as_ref())?,
        fonte: Fonte::Dichiarazione,
    })
}

/// A plan, and the labels of its workers in the order of its list.
pub(super) fn plan(chi: &Parte, noti: &[Parte], piano: &Simula) -> Result<(Piano, Vec<String>), Breakdown> {
    let mut labels: Vec<String> = Vec::new();
    let mut lavoratori = Vec::new();
    let mut turni = Vec::new();
    for turno in piano.each() {
        let known = labels.iter().position(|label| *label == turno.prestatore);
        if known.is_none() {
            lavoratori.push(who(&turno.prestatore, noti, piano)?);
            labels.push(turno.prestatore.clone());
        }
        let lavoratore = known.unwrap_or(labels.len() - 1);
        turni.push(planned(lavoratore, &turno)?);
    }
    let utilizzatore = chi.utilizzatore().parse()?;
    Ok((Piano { utilizzatore, lavoratori, turni, da_zero: piano.da_zero, fondi: piano.verifica_fondi }, labels))
}

fn who(name: &str, noti: &[Parte], piano: &Simula) -> Result<Chi, Breakdown> {
    match noti.iter().find(|one| one.nome == name) {
        Some(known) => Ok(Chi::Noto(known.prestatore().parse()?)),
        None => Ok(Chi::Ipotetico { computo_ridotto: piano.ridotti.iter().any(|one| one == name) }),
    }
}

fn planned(lavoratore: usize, turno: &TurnoDelPiano) -> Result<TurnoPianificato, Breakdown> {
    Ok(TurnoPianificato {
        lavoratore,
        ambito: Some(Ambito::LavoriDomestici),
        inizio: turno.inizio.parse()?,
        fine: turno.fine.parse()?,
        pausa: Minutes::ZERO,
        titoli: turno.titoli,
    })
}

/// A notice of the registry.
pub(super) fn notice(
    datore: &Parte,
    lavoratore: &Parte,
    cosa: &Notifica,
) -> Result<libretto_core::comunicazione_obbligatoria::Notifica, Breakdown> {
    Ok(libretto_core::comunicazione_obbligatoria::Notifica {
        protocollo: cosa.protocollo.clone(),
        datore: datore.codice_fiscale.parse()?,
        lavoratore: lavoratore.codice_fiscale.parse()?,
        tipo: variant(&cosa.tipo)?,
        dal: day(&cosa.dal)?,
        al: optional_day(cosa.al.as_ref())?,
    })
}
