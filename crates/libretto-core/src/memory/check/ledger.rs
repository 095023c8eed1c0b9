//! I2 and I3: the wallets and the other accounts, recomputed from top-ups, records, receipts, payments and
//! refunds.

use crate::ids::UtilizzatoreId;
use crate::ledger::Conto;
use crate::memory::World;
use crate::memory::compare::{Sources, compare};
use crate::memory::evolve::is_payable;
use crate::money::Euro;
use crate::portafoglio::versamento::EsitoRicevuta;
use crate::portafoglio::{Portafoglio, StatoVersamento, Versamento};
use crate::ports::queries::Differenza;
use crate::rimborso::StatoRimborso;
use std::collections::BTreeMap;

const WALLET: Sources = Sources("top-ups, records and refunds give", "the wallet holds");
const ENTRIES: Sources = Sources("its entries sum to", "the wallet holds");
const BALANCES: Sources = Sources("what happened gives", "the account holds");

impl World {
    /// I2: wallet = top-ups − vouchers − refunds ≥ 0 = sum of its entries.
    pub(super) fn check_wallets(&self) -> Vec<Differenza> {
        let expected = self.expected_wallets();
        let mut found = compare("I2", WALLET, expected.iter().filter_map(wallet), self.wallets());
        let spendable = |(id, wallet): (&UtilizzatoreId, &Portafoglio)| named(*id, wallet.disponibile());
        let entries = self
            .movimenti
            .iter()
            .filter_map(|(id, movements)| named(*id, movements.iter().map(|one| one.importo).sum()));
        found.extend(compare("I2", ENTRIES, entries, self.portafogli.iter().filter_map(spendable)));
        let overdrawn = self.portafogli.iter().filter(|(_, wallet)| wallet.disponibile().is_negative());
        found.extend(overdrawn.map(|(id, wallet)| Differenza {
            invariante: "I2",
            descrizione: format!("wallet {id} is below zero: {}", wallet.disponibile()),
        }));
        found
    }

    fn credited(&self) -> impl Iterator<Item = &Versamento> {
        self.versamenti.values().filter(|one| one.stato == StatoVersamento::Accreditato)
    }

    fn expected_wallets(&self) -> BTreeMap<UtilizzatoreId, Portafoglio> {
        let mut wallets: BTreeMap<UtilizzatoreId, Portafoglio> = BTreeMap::new();
        for one in self.credited() {
            wallets.entry(one.utilizzatore).or_default().versato += one.importo;
        }
        for one in self.prestazioni.values().filter(|one| one.counts()) {
            let wallet = wallets.entry(one.dati.utilizzatore).or_default();
            let part = if is_payable(one) { &mut wallet.impegnato } else { &mut wallet.speso };
            *part += one.dati.ripartizione.costo;
        }
        for one in self.rimborsi.values().filter(|one| one.stato.is_held()) {
            wallets.entry(one.utilizzatore).or_default().rimborsato += one.importo;
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
        for one in self.ricevute.values().filter(|one| matches!(one.esito, EsitoRicevuta::Sospesa { .. })) {
            book(Conto::Incassi, -one.importo);
            book(Conto::Sospesi, one.importo);
        }
        for dati in self.prestazioni.values().filter(|one| one.counts()).map(|one| &one.dati) {
            book(Conto::Portafoglio(dati.utilizzatore), -dati.ripartizione.costo);
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

fn wallet((id, wallet): (&UtilizzatoreId, &Portafoglio)) -> Option<(String, Portafoglio)> {
    (*wallet != Portafoglio::default()).then(|| (format!("wallet {id}"), *wallet))
}

fn named(id: UtilizzatoreId, importo: Euro) -> Option<(String, Euro)> {
    (!importo.is_zero()).then(|| (format!("wallet {id}"), importo))
}

fn account((conto, importo): (&Conto, &Euro)) -> Option<(String, Euro)> {
    let owner = conto.owner().map(|id| format!(" {id}")).unwrap_or_default();
    (!importo.is_zero()).then(|| (format!("account {}{owner}", conto.name()), *importo))
}
