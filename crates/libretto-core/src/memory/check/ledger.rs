//! I2 and I3: the wallets and the other accounts, recomputed from top-ups, records, receipts, payments and
//! refunds.

use crate::bonus::Bonus;
use crate::ids::UtilizzatoreId;
use crate::ledger::Conto;
use crate::memory::World;
use crate::memory::compare::{Sources, compare};
use crate::memory::evolve::is_payable;
use crate::money::Euro;
use crate::portafoglio::versamento::EsitoRicevuta;
use crate::portafoglio::{Borsa, Portafoglio, StatoVersamento, Versamento};
use crate::ports::queries::Differenza;
use crate::rimborso::StatoRimborso;
use std::collections::BTreeMap;

/// A purse of a household.
type Purse = (UtilizzatoreId, Borsa);

const WALLET: Sources = Sources("top-ups, bonuses, records and refunds give", "the wallet holds");
const ENTRIES: Sources = Sources("its entries sum to", "the wallet holds");
const BALANCES: Sources = Sources("what happened gives", "the account holds");

impl World {
    /// I2: wallet = top-ups − vouchers − refunds ≥ 0 = sum of its entries.
    pub(super) fn check_wallets(&self) -> Vec<Differenza> {
        let expected = self.expected_wallets();
        let mut found = compare("I2", WALLET, expected.iter().filter_map(wallet), self.wallets());
        let spendable = |(key, wallet): (&Purse, &Portafoglio)| named(*key, wallet.disponibile());
        let mut entries: BTreeMap<Purse, Euro> = BTreeMap::new();
        for (id, movements) in &self.movimenti {
            for one in movements {
                *entries.entry((*id, one.borsa)).or_default() += one.importo;
            }
        }
        let entries = entries.into_iter().filter_map(|(key, sum)| named(key, sum));
        found.extend(compare("I2", ENTRIES, entries, self.portafogli.iter().filter_map(spendable)));
        let overdrawn = self.portafogli.iter().filter(|(_, wallet)| wallet.disponibile().is_negative());
        found.extend(overdrawn.map(|(key, wallet)| Differenza {
            invariante: "I2",
            descrizione: format!("{} is below zero: {}", purse(*key), wallet.disponibile()),
        }));
        found
    }

    fn credited(&self) -> impl Iterator<Item = &Versamento> {
        self.versamenti.values().filter(|one| one.stato == StatoVersamento::Accreditato)
    }

    pub(super) fn claimed(&self) -> impl Iterator<Item = &Bonus> {
        self.bonus.values().filter(|one| one.appropriato_il.is_some())
    }

    fn expected_wallets(&self) -> BTreeMap<Purse, Portafoglio> {
        let mut wallets: BTreeMap<Purse, Portafoglio> = BTreeMap::new();
        for one in self.claimed() {
            wallets.entry((one.utilizzatore, Borsa::Bonus)).or_default().versato += one.importo;
        }
        for one in self.credited() {
            wallets.entry((one.utilizzatore, Borsa::Propria)).or_default().versato += one.importo;
        }
        for one in self.prestazioni.values().filter(|one| one.counts()) {
            let wallet = wallets.entry((one.dati.utilizzatore, one.dati.borsa)).or_default();
            let part = if is_payable(one) { &mut wallet.impegnato } else { &mut wallet.speso };
            *part += one.dati.ripartizione.costo;
        }
        for one in self.rimborsi.values().filter(|one| one.stato.is_held()) {
            wallets.entry((one.utilizzatore, Borsa::Propria)).or_default().rimborsato += one.importo;
        }
        wallets
    }

    /// The wallets that were ever used, by name.
    pub(in crate::memory) fn wallets(&self) -> impl Iterator<Item = (String, Portafoglio)> {
        self.portafogli.iter().filter_map(wallet)
    }

    /// I3: the whole ledger sums to zero, and each account holds what happened to it.
    pub(super) fn check_ledger(&self) -> Vec<Differenza> {
        let mut found = compare("I3", BALANCES, self.expected_balances().into_iter(), self.balances());
        let total: Euro = self.saldi.values().sum();
        if !total.is_zero() {
            found.push(Differenza { invariante: "I3", descrizione: format!("the ledger sums to {total}") });
        }
        found
    }

    fn expected_balances(&self) -> BTreeMap<String, Euro> {
        let mut sums: BTreeMap<Conto, Euro> = BTreeMap::new();
        let mut book = |conto, importo: Euro| *sums.entry(conto).or_default() += importo;
        for one in self.credited() {
            book(Conto::Incassi, -one.importo);
            book(Conto::Portafoglio(one.utilizzatore), one.importo);
        }
        for one in self.claimed() {
            book(Conto::FondiBonus, -one.importo);
            book(Conto::PortafoglioBonus(one.utilizzatore), one.importo);
        }
        for one in self.ricevute.values().filter(|one| matches!(one.esito, EsitoRicevuta::Sospesa { .. })) {
            book(Conto::Incassi, -one.importo);
            book(Conto::Sospesi, one.importo);
        }
        for dati in self.prestazioni.values().filter(|one| one.counts()).map(|one| &one.dati) {
            book(Conto::of_purse(dati.utilizzatore, dati.borsa), -dati.ripartizione.costo);
            book(Conto::Compensi(dati.prestatore), dati.ripartizione.compenso);
            book(Conto::ContributiIvs, dati.ripartizione.ivs);
            book(Conto::PremiInail, dati.ripartizione.inail);
            book(Conto::OneriGestionali, dati.ripartizione.oneri);
        }
        for one in self.pagamenti.values() {
            book(Conto::Compensi(one.prestatore), -one.lordo);
            book(Conto::Pagamenti, one.netto);
            book(Conto::OneriPagamento, one.onere);
            book(Conto::ContributiIvs, -one.contributi);
            book(Conto::PosizioneContributiva(one.prestatore), one.contributi);
        }
        for one in self.rimborsi.values().filter(|one| one.stato.is_held()) {
            let held = if one.stato == StatoRimborso::Inviato { Conto::RimborsiPagati } else { Conto::Rimborsi };
            book(Conto::Portafoglio(one.utilizzatore), -one.importo);
            book(held, one.importo);
        }
        sums.iter().filter_map(account).collect()
    }

    /// The accounts with a balance, by name.
    pub(in crate::memory) fn balances(&self) -> impl Iterator<Item = (String, Euro)> {
        self.saldi.iter().filter_map(account)
    }
}

fn wallet((key, wallet): (&Purse, &Portafoglio)) -> Option<(String, Portafoglio)> {
    (*wallet != Portafoglio::default()).then(|| (purse(*key), *wallet))
}

fn named(key: Purse, importo: Euro) -> Option<(String, Euro)> {
    (!importo.is_zero()).then(|| (purse(key), importo))
}

fn purse((id, borsa): Purse) -> String {
    match borsa {
        Borsa::Propria => format!("wallet {id}"),
        Borsa::Bonus => format!("bonus wallet {id}"),
    }
}

fn account((conto, importo): (&Conto, &Euro)) -> Option<(String, Euro)> {
    let owner = conto.owner().map(|id| format!(" {id}")).unwrap_or_default();
    (!importo.is_zero()).then(|| (format!("account {}{owner}", conto.name()), *importo))
}
