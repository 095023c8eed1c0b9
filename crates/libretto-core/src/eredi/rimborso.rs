//! The refund of what was paid in and not used (HER-01, HER-05, HER-16, HER-17), without a fee (HER-23): each heir their share,
//! or one the whole with the consent of all others. The residue is fixed by the first request, and divided once.

use super::fase::{self, AttoPratica};
use super::{DichiarazioneErede, Divisione, Posizione, Pratica, Quota, StatoDichiarazione, TipoDocumento};
use crate::catalogue::{Campo, Codice, Regola};
use crate::civil_time::rome_date;
use crate::codice_fiscale::CodiceFiscale;
use crate::explanation::{Evaluation, Explanation, Measure, Quantity};
use crate::ids::{DichiarazioneId, PersonaId, RimborsoId};
use crate::money::Euro;
use crate::portafoglio::Portafoglio;
use crate::rimborso::conto::{self, Conto, ContoAmmesso};
use crate::violation::Rejected;
use chrono::{DateTime, Utc};

/// What an heir asks for.
#[derive(Clone, Debug)]
pub struct RichiestaQuota {
    /// Whether the whole is asked for, with the consent of the others.
    pub intero: bool,
    /// The own share, if the declaration does not say it yet.
    pub quota: Option<Quota>,
    /// Where the money goes.
    pub conto: Conto,
}

/// A request that is admitted.
#[derive(Clone, Debug)]
pub struct QuotaAmmessa {
    /// By which declaration.
    pub dichiarazione: DichiarazioneId,
    /// What is reserved and will be paid.
    pub importo: Euro,
    /// The account.
    pub conto: ContoAmmesso,
    /// How the residue is divided from now on.
    pub divisione: Divisione,
    /// Which division of the case it is, by number from zero.
    pub numero: usize,
    /// The share that was declared with the request.
    pub quota: Option<Quota>,
    /// Why.
    pub spiegazione: Explanation,
}

/// The case as a request finds it.
#[derive(Clone, Copy, Debug)]
pub struct Stato<'a> {
    /// The case.
    pub posizione: Posizione<'a>,
    /// The purse of own money: what a public administration gave is never refunded.
    pub portafoglio: Portafoglio,
}

/// A division of which some request is held.
struct Aperta<'a> {
    numero: usize,
    divisione: &'a Divisione,
    held: Vec<(DichiarazioneId, Euro)>,
}

impl Aperta<'_> {
    /// What nobody has taken of it yet.
    fn left(&self) -> Euro {
        self.divisione.residuo - self.held.iter().map(|(_, amount)| *amount).sum::<Euro>()
    }

    fn serves(&self, id: DichiarazioneId) -> bool {
        self.held.iter().any(|(of, _)| *of == id)
    }

    /// Whether a declaration that is not served can have something of it.
    fn gives(&self, id: DichiarazioneId) -> bool {
        self.divisione.part(id).unwrap_or(self.divisione.resto).is_positive()
    }
}

impl Stato<'_> {
    /// The divisions that bind, the oldest first: one of their requests is held, and they are not used up.
    fn open(&self) -> Vec<Aperta<'_>> {
        let all = self.posizione.pratica.divisioni.iter().enumerate();
        let open = all.map(|(numero, divisione)| Aperta { numero, divisione, held: held(&self.posizione, numero) });
        open.filter(|one| !one.held.is_empty() && one.left().is_positive()).collect()
    }
}

/// The requests under a division that are held, each with its declaration and amount.
fn held(posizione: &Posizione<'_>, numero: usize) -> Vec<(DichiarazioneId, Euro)> {
    let under = posizione.pratica.richieste.iter().filter(|one| one.divisione == numero);
    under.filter_map(|one| posizione.held(one.rimborso).map(|amount| (one.dichiarazione, amount))).collect()
}

/// Decides a request. `persona` is who asks.
///
/// # Errors
/// [`Rejected`] when the heir is not recognised or has asked already, when shares or consents do not fit, when the account
/// is not admitted, or when nothing is left.
pub fn decide(
    stato: &Stato<'_>,
    (persona, codice_fiscale): (PersonaId, &CodiceFiscale),
    richiesta: &RichiestaQuota,
    now: DateTime<Utc>,
) -> Result<QuotaAmmessa, Rejected> {
    let mut evaluation = Evaluation::new(rome_date(now));
    let fase = stato.posizione.of_person(persona);
    let admitted = fase::check(&mut evaluation, fase, AttoPratica::RichiestaRimborso);
    let Some(own) = stato.posizione.pratica.validated(persona) else { return Err(refused(evaluation)) };
    let conto = conto::check(&mut evaluation, &richiesta.conto, codice_fiscale);
    let divided = if admitted { divide(&mut evaluation, stato, own, richiesta) } else { None };
    evaluation.note(Regola::Her05, Measure::NONE);
    evaluation.note(Regola::Her23, Measure::NONE);
    let spiegazione = evaluation.finish()?;
    match (conto, divided) {
        (Some(conto), Some(Divisa { divisione, importo, numero })) => {
            let quota = richiesta.quota.filter(|_| !richiesta.intero);
            Ok(QuotaAmmessa { dichiarazione: own.id, importo, conto, divisione, numero, quota, spiegazione })
        }
        // What is not admitted has failed its check above.
        _ => Err(Rejected { explanation: spiegazione }),
    }
}

struct Divisa {
    divisione: Divisione,
    importo: Euro,
    numero: usize,
}

/// What the heir gets, and the division that it is taken from: the oldest that still owes them something, so that what
/// comes back to one is theirs for whom it was. Money that came free is divided anew when every division is used up.
fn divide(
    evaluation: &mut Evaluation,
    stato: &Stato<'_>,
    own: &DichiarazioneErede,
    richiesta: &RichiestaQuota,
) -> Option<Divisa> {
    let open = stato.open();
    // Who has their part may still ask for the rest, when the others consent.
    let mut owing = open.iter().filter(|one| richiesta.intero || !one.serves(own.id));
    let first = owing.clone().find(|one| richiesta.intero || one.gives(own.id)).or_else(|| owing.next());
    let again = first.is_none() && !open.is_empty();
    if !evaluation.require(Codice::RimborsoGiaRichiesto, !again, Measure::NONE) {
        return None;
    }
    let residuo = first.map_or_else(|| stato.portafoglio.disponibile(), |one| one.divisione.residuo);
    let left = first.map_or(residuo, Aperta::left);
    let measure = Measure::asked(Quantity::Euro(left));
    if !evaluation.require(Codice::NullaDaRimborsare, left.is_positive(), measure) {
        return None;
    }
    let pratica = stato.posizione.pratica;
    let numero = first.map_or(pratica.divisioni.len(), |one| one.numero);
    let fixed = first.map(|one| one.divisione);
    let (divisione, importo) = if richiesta.intero {
        let served = first.map(|one| one.held.as_slice()).unwrap_or_default();
        if !consented(evaluation, pratica, own, served) {
            return None;
        }
        // Whoever asks the whole does not change how the residue would be divided.
        (fixed.cloned().unwrap_or_else(|| by_declared_shares(pratica, residuo)), left)
    } else {
        let divisione = shares(evaluation, pratica, own, (residuo, fixed), richiesta.quota)?;
        let part = divisione.part(own.id).unwrap_or(Euro::ZERO).min(left);
        (divisione, part)
    };
    let part = Measure::against(Quantity::Euro(residuo), Quantity::Euro(importo));
    evaluation.require(Codice::NullaDaRimborsare, importo.is_positive(), part);
    evaluation.note(Regola::Her17, part);
    Some(Divisa { divisione, importo, numero })
}

/// HER-16, once more before the whole is paid: everybody who gets nothing of its division consents now. A share needs nobody.
pub(super) fn check_consents(evaluation: &mut Evaluation, posizione: &Posizione<'_>, id: RimborsoId) {
    let pratica = posizione.pratica;
    let asked = pratica.richieste.iter().find(|one| one.rimborso == id && one.intero);
    if let Some((asked, own)) = asked.and_then(|one| pratica.dichiarazione(one.dichiarazione).map(|own| (one, own))) {
        consented(evaluation, pratica, own, &held(posizione, asked.divisione));
    }
}

/// The residue by the shares that are declared; by none when they do not fit together.
fn by_declared_shares(pratica: &Pratica, residuo: Euro) -> Divisione {
    let nobody = Divisione { residuo, parti: Vec::new(), resto: residuo };
    Divisione::of(residuo, &declared(pratica)).unwrap_or(nobody)
}

/// HER-16: one gets what is left, when everybody who gets nothing has consented.
fn consented(
    evaluation: &mut Evaluation,
    pratica: &Pratica,
    own: &DichiarazioneErede,
    held: &[(DichiarazioneId, Euro)],
) -> bool {
    let served =
        |person| held.iter().any(|(id, _)| pratica.dichiarazione(*id).is_some_and(|one| one.persona == person));
    let heirs = pratica.known_heirs().into_iter();
    let others: Vec<PersonaId> = heirs.filter(|person| *person != own.persona && !served(*person)).collect();
    let consenting = others.iter().filter(|other| consents(pratica, own, **other)).count();
    let number = |count: usize| Quantity::Numero(u64::try_from(count).unwrap_or(u64::MAX));
    let measure = Measure::against(number(others.len()), number(consenting));
    evaluation.require(Codice::DelegaMancante, consenting == others.len(), measure)
}

/// Whether another heir lets this one be paid: online, or by a delegation with an identity document.
fn consents(pratica: &Pratica, own: &DichiarazioneErede, other: PersonaId) -> bool {
    let online = pratica.consensi.iter().any(|one| one.da == other && one.a == own.persona);
    let about = |tipo| own.documenti.iter().any(|one| one.tipo == tipo && one.relativo_a == Some(other));
    online || (about(TipoDocumento::Delega) && about(TipoDocumento::DocumentoIdentita))
}

/// HER-16: each their share. A share that is declared only now is taken from what nobody had declared.
fn shares(
    evaluation: &mut Evaluation,
    pratica: &Pratica,
    own: &DichiarazioneErede,
    (residuo, fixed): (Euro, Option<&Divisione>),
    stated: Option<Quota>,
) -> Option<Divisione> {
    if let Some(division) = fixed.filter(|division| division.part(own.id).is_some()) {
        // The part is fixed: another share cannot be stated any more.
        let same = stated.is_none() || stated == own.contenuto.quota;
        evaluation.require_at(Codice::QuoteEccedenti, Some(Campo::Quota), same, Measure::NONE);
        return same.then(|| division.clone());
    }
    // What is stated with the request takes the place of what was declared.
    let Some(quota) = stated.or(own.contenuto.quota) else {
        evaluation.require(Codice::QuotaMancante, false, Measure::NONE);
        return None;
    };
    let mut quote: Vec<_> = declared(pratica).into_iter().filter(|(id, _)| *id != own.id).collect();
    // In the order of the declarations: the cent that is left over goes to the earlier one.
    let before = |id| pratica.dichiarazioni.iter().position(|one| one.id == id);
    let place = quote.iter().position(|(id, _)| before(*id) > before(own.id)).unwrap_or(quote.len());
    quote.insert(place, (own.id, quota));
    let divided = Divisione::of(residuo, &quote).ok();
    evaluation.require_at(Codice::QuoteEccedenti, Some(Campo::Quota), divided.is_some(), Measure::NONE);
    let divided = divided?;
    let Some(fixed) = fixed else { return Some(divided) };
    // The parts that are fixed stay what they are, to the cent.
    let part = divided.part(own.id).unwrap_or(Euro::ZERO).min(fixed.resto);
    let parti = fixed.parti.iter().copied().chain([(own.id, part)]).collect();
    Some(Divisione { residuo, parti, resto: fixed.resto - part })
}

/// The shares of everybody who is recognised, in the order of the declarations: what nobody has examined takes nothing from
/// anybody.
fn declared(pratica: &Pratica) -> Vec<(DichiarazioneId, Quota)> {
    let known = pratica.dichiarazioni.iter().filter(|one| one.stato == StatoDichiarazione::Convalidata);
    known.filter_map(|one| one.contenuto.quota.map(|quota| (one.id, quota))).collect()
}

fn refused(evaluation: Evaluation) -> Rejected {
    match evaluation.finish() {
        Ok(explanation) | Err(explanation) => Rejected { explanation },
    }
}
