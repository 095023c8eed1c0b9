//! What the law makes of a history (comma 20, comma 5; CON-01…CON-06): a pure look at the records of a pair as they are,
//! whoever wrote them. Here an overrun is refused; an imported, forced or corrected history may still contain one.
//!
//! A limit is passed in the order in which the work was done, not in that of its communication (LIM-09): records are taken
//! by start, then by instant of communication, then by identifier. The day of each record selects the values. Years are
//! independent of each other.

mod riposi;
mod somme;
#[cfg(test)]
mod tests;

use crate::catalogue::{Codice, Regola};
use crate::civil_time::{CivilTime, format_rome, rome_date, start_of_day};
use crate::deadlines::{bonus_closes, communication_closes};
use crate::explanation::{Measure, Outcome, Quantity, Step};
use crate::minutes::Minutes;
use crate::money::Euro;
use crate::parameters::NotInForce;
use crate::portafoglio::Borsa;
use crate::prestazione::Prestazione;
use crate::rapporto::Rapporto;
use crate::regime::Regime;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use riposi::Passato;
use somme::Somme;
use std::collections::BTreeMap;
use uuid::Uuid;

/// When a record was worked, as far as that is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Orario {
    /// Start; the beginning of the day where only the day is known.
    pub inizio: DateTime<Utc>,
    /// End; absent where only the day is known, and with it breaks and daily rest.
    pub fine: Option<DateTime<Utc>>,
    /// Net minutes of work.
    pub minuti: Minutes,
}

impl Orario {
    /// So many net minutes on a day of which nothing else is known.
    pub fn on(giorno: NaiveDate, minuti: Minutes) -> Self {
        Self { inizio: start_of_day(giorno), fine: None, minuti }
    }

    /// From one civil time to another; `None` when the times do not exist, come twice, or leave no time worked.
    pub fn between(inizio: &CivilTime, fine: &CivilTime, pausa: Minutes) -> Option<Self> {
        let (inizio, fine) = inizio.resolve().ok().zip(fine.resolve().ok())?;
        let minuti = Minutes::between(inizio, fine)? - pausa;
        (!minuti.is_zero()).then_some(Self { inizio, fine: Some(fine), minuti })
    }
}

/// A record of a history: what counts of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Voce {
    /// Identifier: breaks a tie between records that start and were communicated together.
    pub id: Uuid,
    /// When it was done, and for how long.
    pub orario: Orario,
    /// Net pay, euro.
    pub compenso: Euro,
    /// Whether the pay was counted in the reduced measure of comma 8.
    pub computo_ridotto: bool,
    /// When it was communicated, if that is known.
    pub comunicata_il: Option<DateTime<Utc>>,
    /// The purse that paid: work of the bonus has terms of its own (BON-04, BON-06).
    pub borsa: Borsa,
}

impl Voce {
    /// The day on which the work started, in Italy: it selects the law and the year.
    pub fn giorno(&self) -> NaiveDate {
        rome_date(self.orario.inizio)
    }
}

impl From<&Prestazione> for Voce {
    fn from(record: &Prestazione) -> Self {
        Self {
            id: record.id.0,
            orario: Orario { inizio: record.dati.inizio, fine: Some(record.dati.fine), minuti: record.dati.minuti },
            compenso: record.dati.ripartizione.compenso,
            computo_ridotto: record.dati.peso_ridotto(),
            comunicata_il: Some(record.comunicata_il),
            borsa: record.dati.borsa,
        }
    }
}

/// What the parties had with others in a year, without days: it counts from the beginning of the year.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ConAltri {
    /// Net pay of the worker from other households, euro: it counts for LIM-A.
    pub prestatore: Euro,
    /// Net pay of the household's other workers as LIM-B counts it, euro.
    pub utilizzatore: Euro,
}

/// The history of a pair.
#[derive(Clone, Debug, Default)]
pub struct Storia {
    /// The records that were not cancelled, in any order.
    pub voci: Vec<Voce>,
    /// Employments of the pair outside the Libretto Famiglia.
    pub rapporti: Vec<Rapporto>,
    /// What each year saw with others.
    pub con_altri: BTreeMap<i32, ConAltri>,
    /// Whether the self-certification behind the reduced measure turned out to be false (CON-06).
    pub autocertificazione_non_veritiera: bool,
}

/// A record in its place, with the sums of its year up to it, itself included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Riga {
    /// The record.
    pub voce: Voce,
    /// Net pay of the pair in the year so far, euro.
    pub compensi: Euro,
    /// Minutes of the pair in the year so far.
    pub minuti: Minutes,
}

/// What made a consequence follow: a rule and its numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Innesco {
    /// The rule.
    pub regola: Regola,
    /// Bound, what was there before, what the record added.
    pub misura: Measure,
}

/// Something that follows by law.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conseguenza {
    /// Which.
    pub codice: Codice,
    /// The day from which, or on which.
    pub giorno: NaiveDate,
    /// Why: one or, where amount and hours are passed by the same record, both.
    pub inneschi: Vec<Innesco>,
    /// The records concerned; the first is the one of the day.
    pub voci: Vec<Uuid>,
    /// The employment that forbids the work, for the conversion *ex tunc*.
    pub rapporto: Option<Rapporto>,
}

impl Conseguenza {
    /// The consequence in one Italian sentence: the day, what follows, the numbers, the citation.
    pub fn sentence(&self) -> String {
        let from = match self.codice {
            Codice::TrasformazioneRapporto | Codice::ConversioneExTunc => "Dal",
            _ => "Il",
        };
        let mut text = format!("{from} {}: {}", self.giorno.format("%d/%m/%Y"), self.codice.message());
        for innesco in &self.inneschi {
            text.push(' ');
            text.push_str(&innesco.sentence());
        }
        if let Some(rapporto) = &self.rapporto {
            text.push_str(&employment(rapporto));
        }
        format!("{text} [{}]", self.codice.regola().citation())
    }
}

/// An employment in a few Italian words.
fn employment(rapporto: &Rapporto) -> String {
    let began = rapporto.dal.format("%d/%m/%Y");
    rapporto.al.map_or_else(
        || format!(" Il rapporto cominciato il {began} è in corso."),
        |al| format!(" Il rapporto cominciato il {began} è cessato il {}.", al.format("%d/%m/%Y")),
    )
}

impl Innesco {
    /// The trigger in a few Italian words, with its numbers.
    fn sentence(&self) -> String {
        if let Some(codice) = lacking(self.regola) {
            let (regola, esito, misura) = (self.regola, Outcome::Avvertenza, self.misura);
            return Step { regola, esito, codice: Some(codice), campo: None, misura }.sentence();
        }
        let title = self.regola.title();
        let Measure { limite, usato, richiesto } = self.misura;
        match (limite.map(words), usato.map(words), richiesto.map(words)) {
            (Some(limit), Some(used), Some(asked)) => format!("{title}: già {used}, più {asked}, su {limit}."),
            (Some(limit), None, Some(asked)) => format!("{title}: {asked} (riferimento: {limit})."),
            _ => format!("{title}."),
        }
    }
}

/// The warning in whose words a rest is told that was too short.
const fn lacking(regola: Regola) -> Option<Codice> {
    match regola {
        Regola::Rst01 => Some(Codice::RiposoGiornalieroInsufficiente),
        Regola::Rst02 => Some(Codice::PausaMancante),
        Regola::Rst03 => Some(Codice::RiposoSettimanaleInsufficiente),
        _ => None,
    }
}

/// A quantity as people write it.
fn words(quantity: Quantity) -> String {
    match quantity {
        Quantity::Euro(amount) => amount.italian(),
        Quantity::Minuti(minutes) => minutes.to_string(),
        Quantity::Titoli(count) | Quantity::Anni(count) | Quantity::Mesi(count) | Quantity::Giorni(count) => {
            count.to_string()
        }
        Quantity::Numero(count) => count.to_string(),
        Quantity::Percento(percent) => format!("{percent}%"),
        Quantity::Giorno(day) => day.format("%d/%m/%Y").to_string(),
        Quantity::Istante(instant) => format_rome(instant),
        Quantity::Fonte(fonte) => fonte.as_str().to_owned(),
        Quantity::StatoDichiarazione(stato) => stato.as_str().to_owned(),
        Quantity::TipoDocumento(tipo) => tipo.as_str().to_owned(),
        Quantity::Causa(causa) => causa.as_str().to_owned(),
    }
}

/// A history read by the law.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Valutazione {
    /// The records in order of performance, with their running sums.
    pub righe: Vec<Riga>,
    /// What follows, in order of day.
    pub conseguenze: Vec<Conseguenza>,
}

/// What follows from a history.
///
/// # Errors
/// [`NotInForce`] when a record lies on a day before the law (COM-13).
pub fn consequences(storia: &Storia) -> Result<Valutazione, NotInForce> {
    let mut voci = storia.voci.clone();
    voci.sort_by_key(|voce| (voce.orario.inizio, voce.comunicata_il, voce.id));
    let mut anni: BTreeMap<i32, Somme> = BTreeMap::new();
    let mut valutazione = Valutazione::default();
    let (mut passato, mut late, mut unrested) = (Passato::default(), Vec::new(), Vec::new());
    for voce in &voci {
        let giorno = voce.giorno();
        let regime = Regime::on(giorno)?;
        let anno = giorno.year();
        let altri = storia.con_altri.get(&anno).copied().unwrap_or_default();
        let somme = anni.entry(anno).or_insert_with(|| Somme::starting_with(altri));
        let weighed = voce.computo_ridotto && !storia.autocertificazione_non_veritiera;
        valutazione.conseguenze.extend(somme.add(voce, weighed, &regime));
        valutazione.righe.push(Riga { voce: *voce, compensi: somme.compensi, minuti: somme.minuti });
        unrested.extend(passato.add(voce, &regime));
        late.extend(communicated_late(voce, &regime));
    }
    valutazione.conseguenze.extend(forbidden(&voci, &storia.rapporti)?);
    valutazione.conseguenze.extend(gathered(late));
    valutazione.conseguenze.extend(gathered(unrested));
    if storia.autocertificazione_non_veritiera {
        valutazione
            .conseguenze
            .extend(gathered(voci.iter().filter(|voce| voce.computo_ridotto).map(false_declaration)));
    }
    valutazione.conseguenze.sort_by_key(|one| (one.giorno, one.codice));
    Ok(valutazione)
}

/// CON-02: for each employment, all the work that falls under the ban of comma 5; it counts from the first. Work that the
/// bonus pays while the ban gives way to it is none (ELG-04b).
fn forbidden(voci: &[Voce], rapporti: &[Rapporto]) -> Result<Vec<Conseguenza>, NotInForce> {
    let mut found = Vec::new();
    let regimes = voci.iter().map(|voce| Regime::on(voce.giorno())).collect::<Result<Vec<_>, _>>()?;
    for rapporto in rapporti {
        let banned = |(voce, regime): &(&Voce, &Regime)| {
            let exempt = voce.borsa == Borsa::Bonus && regime.bonus_deroga_comma_5;
            !exempt && rapporto.forbids(voce.giorno(), regime)
        };
        let under_the_ban: Vec<&Voce> = voci.iter().zip(&regimes).filter(banned).map(|(voce, _)| voce).collect();
        found.extend(under_the_ban.first().map(|first| Conseguenza {
            codice: Codice::ConversioneExTunc,
            giorno: first.giorno(),
            inneschi: vec![Innesco { regola: Regola::Elg04, misura: Measure::NONE }],
            voci: under_the_ban.iter().map(|voce| voce.id).collect(),
            rapporto: Some(*rapporto),
        }));
    }
    Ok(found)
}

/// CON-04: a communication after the deadline.
fn communicated_late(voce: &Voce, regime: &Regime) -> Option<Conseguenza> {
    let closes = match voce.borsa {
        Borsa::Propria => communication_closes(voce.giorno(), regime),
        Borsa::Bonus => bonus_closes(voce.giorno(), regime),
    };
    let communicated = voce.comunicata_il.filter(|at| *at >= closes)?;
    let misura = Measure::against(Quantity::Istante(closes), Quantity::Istante(communicated));
    Some(about(voce, Codice::ComunicazioneTardivaSenzaSanzione, Innesco { regola: Regola::Com01, misura }))
}

/// CON-06: a record whose reduced measure rests on a false declaration.
fn false_declaration(voce: &Voce) -> Conseguenza {
    about(voce, Codice::AutocertificazioneNonVeritiera, Innesco { regola: Regola::Wgt01, misura: Measure::NONE })
}

/// A consequence about one record.
fn about(voce: &Voce, codice: Codice, innesco: Innesco) -> Conseguenza {
    Conseguenza { codice, giorno: voce.giorno(), inneschi: vec![innesco], voci: vec![voce.id], rapporto: None }
}

/// Consequences of one kind, in order of performance, as one for each year and rule: told by its first, with all the records.
fn gathered(each: impl IntoIterator<Item = Conseguenza>) -> Vec<Conseguenza> {
    let mut years: BTreeMap<(i32, Option<Regola>), Conseguenza> = BTreeMap::new();
    for one in each {
        let place = (one.giorno.year(), one.inneschi.first().map(|innesco| innesco.regola));
        match years.get_mut(&place) {
            Some(first) => first.voci.extend(one.voci),
            None => drop(years.insert(place, one)),
        }
    }
    years.into_values().collect()
}
