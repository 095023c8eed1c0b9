//! From the wire to a plan: labels become places in a list.

use super::{PRESTATORI_MAX, PrestatoreDelPiano, RichiestaSimulazione, TURNI_MAX, TurnoDelPiano};
use crate::problem::Problem;
use crate::problem::extract::Errori;
use crate::resources::checks::{at_most, not_empty};
use chrono::Datelike;
use libretto_core::ids::{PrestatoreId, UtilizzatoreId};
use libretto_core::minutes::Minutes;
use libretto_core::prestazione::Ambito;
use libretto_core::simulazione::{Chi, TurnoPianificato};
use libretto_core::use_cases::Piano;
use std::collections::{BTreeSet, HashMap};

/// Most civil years of one plan, inclusive.
const ANNI_MAX: usize = 5;
/// Most vouchers of one shift, inclusive.
const TITOLI_MAX: u32 = 1_000;

/// The workers by label, in order of appearance.
#[derive(Default)]
struct Lavoratori {
    places: HashMap<String, usize>,
    etichette: Vec<String>,
    chi: Vec<Chi>,
}

impl Lavoratori {
    /// Takes in a worker; `None` when the label is taken.
    fn add(&mut self, etichetta: String, chi: Chi) -> Option<usize> {
        let place = self.chi.len();
        if self.places.contains_key(&etichetta) {
            return None;
        }
        self.places.insert(etichetta.clone(), place);
        self.etichette.push(etichetta);
        self.chi.push(chi);
        Some(place)
    }

    /// The worker of a label; a new one is of nobody in particular.
    fn place(&mut self, etichetta: String) -> usize {
        match self.places.get(&etichetta) {
            Some(place) => *place,
            None => self.add(etichetta, Chi::Ipotetico { computo_ridotto: false }).unwrap_or_default(),
        }
    }
}

/// The plan, and the labels of its workers in the order of its list.
///
/// # Errors
/// `dati-non-validi` with the pointers of what cannot be read.
pub(super) fn piano(body: RichiestaSimulazione) -> Result<(Piano, Vec<String>), Problem> {
    not_empty("/turni", body.turni.rows())?;
    at_most("/turni", body.turni.rows(), TURNI_MAX)?;
    at_most("/prestatori", body.prestatori.rows(), PRESTATORI_MAX)?;
    let mut errors = Errori::default();
    let mut lavoratori = Lavoratori::default();
    body.prestatori.convert("/prestatori", &mut errors, |_, one| worker(&mut lavoratori, one));
    let turni = body.turni.convert("/turni", &mut errors, |_, one| shift(&mut lavoratori, one));
    let years: BTreeSet<i32> = turni.iter().map(|turno| turno.giorno().year()).collect();
    if years.len() > ANNI_MAX {
        errors.add("/turni", format!("non deve toccare più di {ANNI_MAX} anni civili"));
    }
    if lavoratori.chi.len() > PRESTATORI_MAX {
        errors.add("/turni", format!("nomina più di {PRESTATORI_MAX} prestatori"));
    }
    errors.refuse()?;
    let utilizzatore = UtilizzatoreId(body.utilizzatore_id);
    let (da_zero, fondi) = (body.da_zero, body.verifica_fondi);
    Ok((Piano { utilizzatore, lavoratori: lavoratori.chi, turni, da_zero, fondi }, lavoratori.etichette))
}

/// A field that cannot be read: its pointer within the item, and why.
type Wrong = (&'static str, &'static str);

fn worker(lavoratori: &mut Lavoratori, one: PrestatoreDelPiano) -> Result<(), Wrong> {
    if one.etichetta.is_blank() {
        return Err(("/etichetta", "non deve essere vuota"));
    }
    let chi = match one.prestatore_id {
        Some(_) if one.computo_ridotto => {
            return Err(("/computo_ridotto", "di un prestatore registrato è noto e non si indica"));
        }
        Some(id) if lavoratori.chi.contains(&Chi::Noto(PrestatoreId(id))) => {
            return Err(("/prestatore_id", "ha già un'altra etichetta"));
        }
        Some(id) => Chi::Noto(PrestatoreId(id)),
        None => Chi::Ipotetico { computo_ridotto: one.computo_ridotto },
    };
    lavoratori.add(one.etichetta.into_string(), chi).map(drop).ok_or(("/etichetta", "è ripetuta"))
}

fn shift(lavoratori: &mut Lavoratori, one: TurnoDelPiano) -> Result<TurnoPianificato, Wrong> {
    if one.prestatore.is_blank() {
        return Err(("/prestatore", "non deve essere vuota"));
    }
    if one.titoli.is_some_and(|titoli| titoli == 0 || titoli > TITOLI_MAX) {
        return Err(("/titoli", "deve essere tra 1 e 1000"));
    }
    Ok(TurnoPianificato {
        lavoratore: lavoratori.place(one.prestatore.into_string()),
        // An unknown scope is a violation of the law with its citation, not a mistake of form.
        ambito: one.ambito.map_or(Some(Ambito::LavoriDomestici), |ambito| Ambito::parse(&ambito.into_string())),
        inizio: one.inizio.0,
        fine: one.fine.0,
        pausa: Minutes::new(one.pausa_minuti),
        titoli: one.titoli,
    })
}
