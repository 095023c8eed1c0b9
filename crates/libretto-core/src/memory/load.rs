//! What a command looks at, taken from memory.

use super::World;
use crate::ids::{PrestatoreId, PrestazioneId, UtilizzatoreId};
use crate::limits::Anni;
use crate::ports::{Scope, Snapshot};
use crate::prestazione::Turno;
use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

impl World {
    /// The parts of the state that a scope names. Replies by key are not part of the state: the store adds them.
    pub fn snapshot(&self, scope: &Scope) -> Snapshot {
        let persona = scope.persona.and_then(|code| self.per_codice_fiscale.get(&code));
        let pair = scope.utilizzatore.zip(scope.prestatore);
        Snapshot {
            recorded: None,
            persona: persona.and_then(|id| self.persone.get(id)).cloned(),
            utilizzatore_di_persona: persona.and_then(|id| self.profilo_utilizzatore.get(id)).copied(),
            prestatore_di_persona: persona.and_then(|id| self.profilo_prestatore.get(id)).copied(),
            utilizzatore: scope.utilizzatore.and_then(|id| self.utilizzatori.get(&id)).cloned(),
            portafoglio: scope.utilizzatore.and_then(|id| self.portafogli.get(&id)).copied().unwrap_or_default(),
            prestatore: scope.prestatore.and_then(|id| self.prestatori.get(&id)).cloned(),
            rapporti: pair.and_then(|pair| self.rapporti.get(&pair)).cloned().unwrap_or_default(),
            anni: scope.anni.iter().map(|&anno| (anno, self.anni(scope, anno))).collect(),
            turni: pair.zip(scope.turni).map(|(pair, span)| self.turni(pair, span)).unwrap_or_default(),
            prestazioni: scope.prestazioni.iter().filter_map(|id| self.prestazioni.get(id)).cloned().collect(),
            versamento: self.versamento_by_notice(scope),
            ricevuta: scope.ricevuta.and_then(|id| self.ricevute.get(&id)).cloned(),
            corsa: scope.corsa.and_then(|id| self.corse.get(&id)).cloned(),
            rimborsi: scope.rimborsi.iter().filter_map(|id| self.rimborsi.get(id)).cloned().collect(),
        }
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
