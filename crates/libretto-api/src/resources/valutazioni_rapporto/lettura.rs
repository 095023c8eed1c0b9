//! From the rows of a request to a history: every row that cannot be read is named, not only the first.

use super::{PrestazioneDaValutare, RapportoDaValutare, RichiestaValutazioneRapporto};
use crate::problem::Problem;
use crate::problem::extract::Errori;
use crate::resources::checks::not_empty;
use crate::resources::error::outside_the_law;
use crate::resources::types::importo::Importo;
use crate::resources::types::limiti::law_of;
use chrono::Datelike;
use libretto_core::conseguenze::{ConAltri, Orario, Storia, Voce};
use libretto_core::ids::{PrestatoreId, RapportoId, UtilizzatoreId};
use libretto_core::minutes::Minutes;
use libretto_core::money::Euro;
use libretto_core::rapporto::{Fonte, Rapporto};
use libretto_core::regime::Regime;
use libretto_core::titolo::Titoli;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Most minutes of one record, inclusive: a month without a pause.
const MINUTI_MAX: u32 = 31 * 24 * 60;
/// Most vouchers of one record, inclusive.
const TITOLI_MAX: u32 = 1_000;
/// The last year whose days are written with four digits.
const ANNO_MAX: i32 = 9_998;
/// Largest sum with others, inclusive.
const CON_ALTRI_MAX: Euro = Euro::from_cents(100_000_000);

/// A field that cannot be read: its pointer within the row, and why.
type Wrong = (&'static str, &'static str);

/// The history of a request. The identifier of a record is its place in the list.
///
/// # Errors
/// `disciplina-non-in-vigore` for a year before the law; `dati-non-validi` with the pointers of all bad rows.
pub(super) fn storia(body: RichiestaValutazioneRapporto) -> Result<Storia, Problem> {
    if !(1..=ANNO_MAX).contains(&body.anno) {
        return Err(Problem::invalid_field("/anno", "deve essere un anno di quattro cifre, al massimo 9998"));
    }
    law_of(body.anno).map_err(|period| outside_the_law(&period, "/anno"))?;
    not_empty("/prestazioni", body.prestazioni.rows())?;
    let mut errors = Errori::default();
    let voci = body.prestazioni.convert("/prestazioni", &mut errors, |place, row| voce(&row, place, body.anno));
    let rapporti = body.rapporti.convert("/rapporti", &mut errors, |_, row| rapporto(&row));
    let prestatore = others("/compensi_da_altri", body.compensi_da_altri, &mut errors);
    let utilizzatore = others("/compensi_ad_altri", body.compensi_ad_altri, &mut errors);
    errors.refuse()?;
    Ok(Storia {
        voci,
        rapporti,
        con_altri: BTreeMap::from([(body.anno, ConAltri { prestatore, utilizzatore })]),
        autocertificazione_non_veritiera: body.autocertificazione_non_veritiera,
    })
}

fn voce(row: &PrestazioneDaValutare, place: usize, anno: i32) -> Result<Voce, Wrong> {
    let (field, orario) = time(row)?;
    let mut voce = Voce {
        id: place_id(place),
        orario,
        compenso: Euro::ZERO,
        computo_ridotto: row.computo_ridotto,
        comunicata_il: row.comunicata_il.map(|at| at.0),
        borsa: row.borsa.into(),
    };
    if voce.giorno().year() != anno {
        return Err((field, "non è nell'anno da valutare"));
    }
    let regime = Regime::on(voce.giorno()).map_err(|_| (field, "precede la disciplina del Libretto Famiglia"))?;
    voce.compenso = titoli(row, &regime)?.split(&regime).compenso;
    Ok(voce)
}

/// When the work was done and how long it was, and the field that says when.
fn time(row: &PrestazioneDaValutare) -> Result<(&'static str, Orario), Wrong> {
    match (&row.inizio, &row.fine, row.giorno, row.minuti) {
        (Some(inizio), Some(fine), None, None) => {
            let pausa = Minutes::new(row.pausa_minuti);
            let message = "gli orari non esistono, ricorrono due volte o non lasciano tempo lavorato";
            let orario = Orario::between(&inizio.0, &fine.0, pausa).ok_or(("/fine", message))?;
            if orario.minuti.get() > MINUTI_MAX {
                return Err(("/fine", "dista più di un mese dall'inizio"));
            }
            Ok(("/inizio", orario))
        }
        (None, None, Some(giorno), Some(minuti)) if row.pausa_minuti == 0 => {
            if minuti == 0 || minuti > MINUTI_MAX {
                return Err(("/minuti", "deve essere tra 1 e 44640"));
            }
            Ok(("/giorno", Orario::on(giorno.0, Minutes::new(minuti))))
        }
        _ => Err(("", "servono inizio e fine (con l'eventuale pausa), oppure giorno e minuti")),
    }
}

fn titoli(row: &PrestazioneDaValutare, regime: &Regime) -> Result<Titoli, Wrong> {
    let (field, count) = match (row.costo_complessivo, row.titoli) {
        (Some(costo), None) => {
            let message = "deve essere un multiplo positivo del valore di un titolo";
            ("/costo_complessivo", Titoli::from_cost(costo.0, regime).ok_or(("/costo_complessivo", message))?)
        }
        (None, Some(count)) => ("/titoli", Titoli(count)),
        _ => return Err(("", "serve il costo complessivo oppure il numero dei titoli")),
    };
    if count.0 == 0 || count.0 > TITOLI_MAX {
        return Err((field, "non è tra 1 e 1000 titoli"));
    }
    Ok(count)
}

fn others(pointer: &str, amount: Option<Importo>, errors: &mut Errori) -> Euro {
    let amount = amount.map_or(Euro::ZERO, |amount| amount.0);
    if amount.is_negative() || amount > CON_ALTRI_MAX {
        errors.add(pointer, "deve essere tra 0.00 e 1000000.00");
    }
    amount
}

/// An employment without a register: nobody is named.
fn rapporto(row: &RapportoDaValutare) -> Result<Rapporto, Wrong> {
    if row.al.is_some_and(|al| al < row.dal) {
        return Err(("/al", "precede il primo giorno del periodo"));
    }
    Ok(Rapporto {
        id: RapportoId(Uuid::nil()),
        utilizzatore: UtilizzatoreId(Uuid::nil()),
        prestatore: PrestatoreId(Uuid::nil()),
        tipo: row.tipo.into(),
        dal: row.dal.0,
        al: row.al.map(|al| al.0),
        fonte: Fonte::default(),
    })
}

/// A place in the list as the identifier of a record.
fn place_id(place: usize) -> Uuid {
    Uuid::from_u128(u128::try_from(place).unwrap_or(u128::MAX))
}

/// The place in the list that an identifier stands for.
pub(super) fn place_of(id: Uuid) -> u32 {
    u32::try_from(id.as_u128()).unwrap_or(u32::MAX)
}
