//! The decisions of this project where the law is silent: explicit, dated values with their reason, read through the
//! [`crate::regime::Regime`] like the numbers of the law, and shown beside them.
//!
//! A policy whose alternative nobody has built has one value only: it says what was chosen, and the place that would have to
//! change matches on it. `docs/LIMITS.md` names every policy; a test compares.

mod comunicazione;
mod limiti;
mod pagamento;

pub use comunicazione::*;
pub use limiti::*;
pub use pagamento::*;

use crate::citation::{Act, Citation};
use crate::parameters::{Dated, NotInForce, START, Series, VERIFIED};
use chrono::NaiveDate;
use std::fmt::Display;

/// A decision over time.
#[derive(Clone, Copy, Debug)]
pub struct Politica<T: 'static> {
    /// The values with their dates.
    pub serie: Series<T>,
    /// Why it was decided so, in Italian.
    pub motivo: &'static str,
}

impl<T: Copy> Politica<T> {
    /// The decision in force on a day.
    ///
    /// # Errors
    /// [`NotInForce`] before the law.
    pub fn on(&self, day: NaiveDate) -> Result<T, NotInForce> {
        self.serie.on(day)
    }
}

/// The entries of a policy that has been one since the law began.
pub(crate) const fn since_the_start<T>(value: T, id: &'static str) -> Dated<T> {
    Dated { from: START, to: None, value, citation: Citation::new(Act::Progetto, id), verified_on: VERIFIED }
}

/// Declares a policy: its values as an enum with stable texts, and the value in force.
macro_rules! politica {
    (
        $(#[$doc:meta])* $name:ident: $kind:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)+ } = $value:ident,
        $id:literal, $key:literal, $description:literal, $reason:literal
    ) => {
        crate::catalogue::texts! {
            $(#[$doc])*
            $kind { $($(#[$vdoc])* $variant = $text,)+ }
        }

        $(#[$doc])*
        pub static $name: crate::politiche::Politica<$kind> = crate::politiche::Politica {
            serie: crate::parameters::Series {
                key: $key,
                description: $description,
                unit: "politica",
                entries: &[crate::politiche::since_the_start($kind::$value, $id)],
            },
            motivo: $reason,
        };
    };
}
pub(crate) use politica;

/// The decisions in force on one day that rules branch on.
#[derive(Clone, Copy, Debug)]
pub struct Politiche {
    /// AMB-01.
    pub comunicazione_tardiva: ComunicazioneTardiva,
    /// AMB-06.
    pub misura_ore: MisuraOre,
    /// AMB-20.
    pub termine_festivo: TermineFestivo,
    /// WGT-08.
    pub certificazione: Certificazione,
}

impl Politiche {
    /// The decisions in force on a day.
    ///
    /// # Errors
    /// [`NotInForce`] before the law.
    pub fn on(day: NaiveDate) -> Result<Self, NotInForce> {
        Ok(Self {
            comunicazione_tardiva: COMUNICAZIONE_TARDIVA.on(day)?,
            misura_ore: MISURA_ORE.on(day)?,
            termine_festivo: TERMINE_FESTIVO.on(day)?,
            certificazione: CERTIFICAZIONE.on(day)?,
        })
    }
}

/// One line of the table of policies.
#[derive(Clone, Debug)]
pub struct Row {
    /// Identifier of the decision: `AMB-01`.
    pub id: &'static str,
    /// Stable name.
    pub key: &'static str,
    /// The question, in Italian.
    pub description: &'static str,
    /// The answer, by its stable text.
    pub value: String,
    /// Why.
    pub reason: &'static str,
    /// First day, inclusive.
    pub from: NaiveDate,
    /// Last day, inclusive.
    pub to: Option<NaiveDate>,
    /// Source.
    pub citation: Citation,
    /// Last check.
    pub verified_on: NaiveDate,
}

fn rows<T: Display>(politica: &Politica<T>) -> Vec<Row> {
    let row = |entry: &Dated<T>| Row {
        id: entry.citation.place,
        key: politica.serie.key,
        description: politica.serie.description,
        value: entry.value.to_string(),
        reason: politica.motivo,
        from: entry.from,
        to: entry.to,
        citation: entry.citation,
        verified_on: entry.verified_on,
    };
    politica.serie.entries.iter().map(row).collect()
}

/// Every value of every policy, in order of identifier.
pub fn table() -> Vec<Row> {
    let mut table = [comunicazione::table(), limiti::table(), pagamento::table()].concat();
    table.sort_by_key(|row| (row.id, row.from));
    table
}

/// Every policy in force on a day.
///
/// # Errors
/// [`NotInForce`] on a day before the law.
pub fn in_force_on(day: NaiveDate) -> Result<Vec<Row>, NotInForce> {
    Politiche::on(day)?;
    let covers = |row: &Row| row.from <= day && row.to.is_none_or(|to| day <= to);
    Ok(table().into_iter().filter(covers).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn every_policy_has_a_name_an_identifier_and_a_reason_of_its_own() {
        let table = table();
        assert!(table.len() >= 20, "the table lists every policy");
        let of = |look: fn(&Row) -> &'static str| table.iter().map(look).collect::<BTreeSet<_>>().len();
        let keys = of(|row| row.key);
        assert_eq!((of(|row| row.id), of(|row| row.reason), of(|row| row.description)), (keys, keys, keys));
    }

    #[test]
    fn no_policy_has_a_gap_or_an_overlap_and_none_ends() {
        let mut series: BTreeMap<&str, Vec<Row>> = BTreeMap::new();
        for row in table() {
            series.entry(row.key).or_default().push(row);
        }
        for (key, rows) in series {
            assert_eq!(rows.first().map(|row| row.from), Some(START), "{key}");
            assert!(rows.windows(2).all(|pair| pair[0].to.and_then(|to| to.succ_opt()) == Some(pair[1].from)), "{key}");
            assert!(rows.last().is_some_and(|row| row.to.is_none()), "{key} ends");
        }
    }

    #[test]
    fn before_the_law_nothing_is_decided() {
        assert!(Politiche::on(START).is_ok());
        assert!(START.pred_opt().is_some_and(|before| Politiche::on(before).is_err()));
    }
}
