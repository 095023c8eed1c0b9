//! What a command looks at, taken from memory.

use super::World;
use crate::civil_time::start_of_day;
use crate::codice_fiscale::CodiceFiscale;
use crate::compensi_esterni::EsterniNoti;
use crate::delega::DelegaNota;
use crate::ids::{EnteId, PersonaId, PrestatoreId, PrestazioneId, UtilizzatoreId};
use crate::limits::Anni;
use crate::persona::Persona;
use crate::ports::{Scope, ScopeGiornate, Snapshot};
use crate::prestazione::Turno;
use crate::rapporto::Rapporto;
use crate::riposi::Giornata;
use chrono::{DateTime, Duration, Utc};
use std::collections::BTreeSet;
use uuid::Uuid;

impl World {
    /// The parts of the state that a scope names. Replies by key are not part of the state: the store adds them.
    pub fn snapshot(&self, scope: &Scope) -> Snapshot {
        let persona = scope.persona.and_then(|code| self.per_codice_fiscale.get(&code));
        let pair = scope.utilizzatore.zip(scope.prestatore);
        let notice = scope.comunicazione.as_ref();
        let pratica = scope.utilizzatore.filter(|_| scope.pratica).and_then(|id| self.pratiche.get(&id));
        let after = scope.utilizzatore.zip(scope.dopo);
        Snapshot {
            recorded: None,
            chiamante_deceduto: scope.chiamante.is_some_and(|code| self.is_dead(&code)),
            persona: persona.and_then(|id| self.persone.get(id)).cloned(),
            utilizzatore_di_persona: persona.and_then(|id| self.profilo_utilizzatore.get(id)).copied(),
            erede_di_persona: persona.and_then(|id| self.profilo_erede.get(id)).copied(),
            prestatore_di_persona: persona.and_then(|id| self.profilo_prestatore.get(id)).copied(),
            comunicazione: notice.and_then(|one| self.comunicazioni.get(&one.id)).cloned(),
            datore: notice.and_then(|one| self.person_of(&one.datore)).cloned(),
            lavoratore: notice.and_then(|one| self.person_of(&one.lavoratore)).cloned(),
            utilizzatore: scope.utilizzatore.and_then(|id| self.utilizzatori.get(&id)).cloned(),
            portafoglio: scope
                .utilizzatore
                .and_then(|id| self.portafogli.get(&(id, scope.borsa)))
                .copied()
                .unwrap_or_default(),
            prestatore: scope.prestatore.and_then(|id| self.prestatori.get(&id)).cloned(),
            rapporti: pair.map(|pair| self.rapporti_of(pair)).unwrap_or_default(),
            anni: scope.anni.iter().map(|&anno| (anno, self.anni(scope, anno))).collect(),
            compensi_esterni: scope.prestatore.zip(scope.compensi_esterni).and_then(|year| self.esterni_noti(year)),
            turni: pair.zip(scope.turni).map(|(pair, span)| self.turni(pair, span)).unwrap_or_default(),
            giornate: pair.zip(scope.giornate).map(|(pair, days)| self.giornate(pair, days)).unwrap_or_default(),
            prestazioni: scope.prestazioni.iter().filter_map(|id| self.prestazioni.get(id)).cloned().collect(),
            versamento: self.versamento_by_notice(scope),
            ricevuta: scope.ricevuta.and_then(|id| self.ricevute.get(&id)).cloned(),
            bonus: scope.utilizzatore.zip(scope.bonus).and_then(|key| self.bonus.get(&key)).cloned(),
            corsa: scope.corsa.and_then(|id| self.corse.get(&id)).cloned(),
            erede: scope.erede.and_then(|id| self.erede(id)),
            coeredi: scope.coeredi.iter().filter_map(|code| self.person_of(code)).cloned().collect(),
            deleghe: scope.ente.map(|ente| self.deleghe_by(scope, ente)).unwrap_or_default(),
            delega: scope.delega.and_then(|id| self.delega(id)),
            decesso_di_persona: persona.and_then(|id| self.decesso_di(*id)),
            pratica: pratica.cloned(),
            persone_pratica: pratica.map(|one| self.persone_pratica(one)).unwrap_or_default(),
            resto_pratica: pratica.map(|one| self.resto(one.utilizzatore)).unwrap_or_default(),
            rimborsi_eredi: pratica.map(|one| self.rimborsi_eredi(one)).unwrap_or_default(),
            dopo: after.map(|(id, instant)| self.dopo(id, instant)).unwrap_or_default(),
            borse: after.map(|(id, _)| self.borse(id)).unwrap_or_default(),
            rimborsi: scope.rimborsi.iter().filter_map(|id| self.rimborsi.get(id)).cloned().collect(),
        }
    }

    /// The delegations of a body by the persons of a scope.
    fn deleghe_by(&self, scope: &Scope, ente: EnteId) -> Vec<DelegaNota> {
        let person = scope.persona.and_then(|code| self.per_codice_fiscale.get(&code)).copied();
        let household = scope.utilizzatore.and_then(|id| self.utilizzatori.get(&id)).map(|one| one.persona.id);
        let worker = scope.prestatore.and_then(|id| self.prestatori.get(&id)).map(|one| one.persona.id);
        let persons: BTreeSet<PersonaId> = [person, household, worker].into_iter().flatten().collect();
        let mut found: Vec<_> = persons.into_iter().flat_map(|one| self.deleghe_tra(one, ente)).collect();
        found.sort_unstable_by_key(|one| one.delega.id);
        found
    }

    /// Whether the death of a person is recorded: with their profile of utilizzatore.
    fn is_dead(&self, code: &CodiceFiscale) -> bool {
        let person = self.per_codice_fiscale.get(code);
        let profile = person.and_then(|id| self.profilo_utilizzatore.get(id)).and_then(|id| self.utilizzatori.get(id));
        profile.is_some_and(|one| one.decesso.is_some())
    }

    fn person_of(&self, code: &CodiceFiscale) -> Option<&Persona> {
        self.persone.get(self.per_codice_fiscale.get(code)?)
    }

    /// The employments of a pair: the declared ones, then those of the registry between their persons.
    fn rapporti_of(&self, pair: (UtilizzatoreId, PrestatoreId)) -> Vec<Rapporto> {
        let mut all = self.rapporti.get(&pair).cloned().unwrap_or_default();
        let household = self.utilizzatori.get(&pair.0).map(|one| one.persona.id);
        let worker = self.prestatori.get(&pair.1).map(|one| one.persona.id);
        if let Some(known) = household.zip(worker).and_then(|persons| self.per_rapporto.get(&persons)) {
            let found = known.iter().filter_map(|id| self.comunicazioni.get(id));
            all.extend(found.map(|one| one.comunicazione.rapporto(pair.0, pair.1)));
        }
        all
    }

    /// The last known external pay of a worker's year.
    pub fn esterni_noti(&self, year: (PrestatoreId, i32)) -> Option<EsterniNoti> {
        self.compensi_esterni.get(&year).copied()
    }

    fn versamento_by_notice(&self, scope: &Scope) -> Option<crate::portafoglio::Versamento> {
        let id = self.per_avviso.get(scope.numero_avviso.as_ref()?)?;
        self.versamenti.get(id).cloned()
    }

    fn anni(&self, scope: &Scope, anno: i32) -> Anni {
        let prestatore = scope.prestatore.and_then(|id| self.anni_prestatore.get(&(id, anno)));
        let utilizzatore = scope.utilizzatore.and_then(|id| self.anni_utilizzatore.get(&(id, anno)));
        let coppia = scope
            .utilizzatore
            .zip(scope.prestatore)
            .and_then(|(utilizzatore, prestatore)| self.anni_coppia.get(&(utilizzatore, anno, prestatore)));
        Anni {
            prestatore: prestatore.copied().unwrap_or_default(),
            utilizzatore: utilizzatore.copied().unwrap_or_default(),
            coppia: coppia.copied().unwrap_or_default(),
        }
    }

    /// The days on which a pair worked, each with its first start and its last end.
    fn giornate(&self, pair: (UtilizzatoreId, PrestatoreId), days: ScopeGiornate) -> Vec<Giornata> {
        let from = (start_of_day(days.dal), PrestazioneId(Uuid::nil()));
        let to = (start_of_day(days.al.succ_opt().unwrap_or(days.al)), PrestazioneId(Uuid::nil()));
        let Some(records) = self.per_coppia.get(&pair).filter(|_| from < to) else {
            return Vec::new();
        };
        let counted = records.range(from..to).filter_map(|(_, id)| self.prestazioni.get(id));
        let mut found: Vec<Giornata> = Vec::new();
        for one in counted.filter(|one| one.counts() && Some(one.id) != days.senza) {
            let (giorno, inizio, fine) = (one.dati.giorno, one.dati.inizio, one.dati.fine);
            match found.last_mut().filter(|last| last.giorno == giorno) {
                // They come in order of their starts.
                Some(last) => last.fine = last.fine.max(fine),
                None => found.push(Giornata { giorno, inizio, fine }),
            }
        }
        found
    }

    /// The pair's shifts that count and touch a span.
    fn turni(&self, pair: (UtilizzatoreId, PrestatoreId), (from, to): (DateTime<Utc>, DateTime<Utc>)) -> Vec<Turno> {
        // No shift is longer than a day (AMB-11); two leave room for the change of the clock.
        let earliest = (from - Duration::days(2), PrestazioneId(Uuid::nil()));
        let latest = (to, PrestazioneId(Uuid::nil()));
        let Some(records) = self.per_coppia.get(&pair).filter(|_| earliest < latest) else {
            return Vec::new();
        };
        records
            .range(earliest..latest)
            .filter_map(|(_, id)| self.prestazioni.get(id))
            .filter(|one| one.counts() && one.dati.fine > from)
            .map(crate::prestazione::Prestazione::turno)
            .collect()
    }
}
