//! The readable account of the year, and the totals at its end.

use crate::commands::CommandError;
use crate::output;
use libretto_core::money::Euro;
use libretto_core::month::Month;
use libretto_core::ports::queries::{Differenza, Saldo};
use libretto_core::use_cases::{Libretto, UseCaseError};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What one household did in a month.
#[derive(Debug, Default)]
struct Household {
    records: u32,
    cost: Euro,
}

/// Tells the year while it is played.
#[derive(Debug)]
pub(super) struct Account {
    quiet: bool,
    month: Option<Month>,
    households: BTreeMap<String, Household>,
    remarks: Vec<String>,
    communicated: u32,
    refused: u32,
}

impl Account {
    /// A new account; a quiet one only counts.
    pub(super) const fn new(quiet: bool) -> Self {
        Self { quiet, month: None, households: BTreeMap::new(), remarks: Vec::new(), communicated: 0, refused: 0 }
    }

    fn say(&self, text: &str) {
        if !self.quiet {
            output::line(text);
        }
    }

    /// Everybody is registered.
    pub(super) fn registered(&self, households: usize, workers: usize) {
        self.say(&format!("Registrate {households} famiglie e {workers} prestatori, con le loro dichiarazioni."));
    }

    /// Money came in.
    pub(super) fn topped_up(&mut self, famiglia: &str, importo: Euro, esito: &str) {
        self.remarks.push(format!("{famiglia} versa {} con avviso pagoPA: ricevuta {esito}", importo.italian()));
    }

    /// Work was communicated.
    pub(super) fn communicated(&mut self, famiglia: &str, costo: &str) {
        self.communicated += 1;
        let household = self.households.entry(famiglia.to_owned()).or_default();
        household.records += 1;
        household.cost += costo.parse().unwrap_or_default();
    }

    /// A record was corrected.
    pub(super) fn corrected(&mut self, famiglia: &str, costo: &str) {
        self.remarks.push(format!("{famiglia} rettifica una prestazione: ora costa {costo} euro"));
    }

    /// A record was cancelled.
    pub(super) fn cancelled(&mut self, famiglia: &str) {
        self.remarks.push(format!("{famiglia} annulla una prestazione: le somme tornano disponibili"));
    }

    /// Something else worth telling.
    pub(super) fn remark(&mut self, text: String) {
        self.remarks.push(text);
    }

    /// A communication was refused.
    pub(super) fn refused(&mut self, famiglia: &str, perche: &str, codici: &[String]) {
        self.refused += 1;
        self.remarks.push(format!("comunicazione di {famiglia} respinta ({perche}): {}", codici.join(", ")));
    }

    /// A month was paid.
    pub(super) fn paid(&mut self, month: Month, run: &Value) {
        self.remarks.push(format!("pagato il mese {month}: {}", told(run)));
    }

    /// Something happens in this month: the story of the month before is told.
    pub(super) fn turn_to(&mut self, month: Month) {
        if self.month.is_some_and(|shown| shown != month) {
            self.tell_month();
        }
        self.month = Some(month);
    }

    /// Tells what happened since the last time.
    pub(super) fn tell_month(&mut self) {
        if let Some(month) = self.month {
            self.say(&format!("\n{month}"));
        }
        for remark in std::mem::take(&mut self.remarks) {
            self.say(&format!("  {remark}"));
        }
        for (name, household) in std::mem::take(&mut self.households) {
            let (records, cost) = (household.records, household.cost.italian());
            self.say(&format!("  {name:<10} {records:>3} prestazioni comunicate, {cost:>14}"));
        }
    }
}

/// The totals of a run as the API gives them, in one line.
fn told(run: &Value) -> String {
    let part = |name: &str, words: &str| {
        let count = run.pointer(&format!("/totali/{name}/numero")).and_then(Value::as_u64).unwrap_or(0);
        let sum = run.pointer(&format!("/totali/{name}/importo")).and_then(Value::as_str).unwrap_or("0.00").to_owned();
        (count > 0).then(|| format!("{count} {words} per {sum} euro"))
    };
    let parts = [
        part("bonifici", "bonifici"),
        part("bonifici_domiciliati", "bonifici domiciliati"),
        part("mandati", "mandati postali"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "niente da pagare".to_owned() } else { parts.join(", ") }
}

/// The totals of the ledger at the end.
pub(super) struct Totals {
    balances: Vec<Saldo>,
    differences: Vec<Differenza>,
}

impl Totals {
    /// Reads the balances and replays the register.
    pub(super) async fn read(libretto: &Libretto) -> Result<Self, CommandError> {
        let balances = libretto.queries.saldi().await.map_err(UseCaseError::from)?;
        let differences = libretto.verifica_registro(&|_| {}).await?.differenze;
        Ok(Self { balances, differences })
    }

    fn sum(&self) -> Euro {
        self.balances.iter().map(|one| one.importo).sum()
    }

    /// Whether the ledger sums to zero and the register agrees with the store.
    pub(super) fn balance(&self) -> bool {
        self.sum().is_zero() && self.differences.is_empty()
    }

    /// Prints the totals.
    pub(super) fn tell(&self, account: &Account) {
        output::line(&format!(
            "\nNell'anno: {} prestazioni comunicate, {} respinte.",
            account.communicated, account.refused
        ));
        output::line("\nTotali della contabilità in partita doppia (positivo: dovuto al conto)");
        for one in &self.balances {
            output::line(&format!("  {:<24}{:>18}", one.conto, one.importo.italian()));
        }
        output::line(&format!("  {:<24}{:>18}", "SOMMA", self.sum().italian()));
        for one in &self.differences {
            output::line(&format!("  DIFFERENZA {}: {}", one.invariante, one.descrizione));
        }
        output::line(if self.balance() {
            "La contabilità quadra e il registro coincide con l'archivio."
        } else {
            "ATTENZIONE: la contabilità o il registro non quadrano."
        });
    }

    /// The totals for a program.
    pub(super) fn json(&self, account: &Account) -> Value {
        let balances: BTreeMap<&str, Euro> =
            self.balances.iter().map(|one| (one.conto.as_str(), one.importo)).collect();
        json!({
            "prestazioni_comunicate": account.communicated,
            "comunicazioni_respinte": account.refused,
            "saldi": balances,
            "somma": self.sum(),
            "differenze": self.differences.len(),
        })
    }
}
