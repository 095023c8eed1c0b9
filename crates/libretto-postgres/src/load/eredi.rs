//! What a command looks at of heirs and of a death.

use super::{Parts, SHIFT_DAYS_MAX};
use crate::documents::{EREDE, PERSONA, PRESTAZIONE, write_pratica};
use crate::fingerprint::FingerprintKey;
use chrono::{DateTime, Duration, Utc};
use libretto_core::codice_fiscale::CodiceFiscale;
use libretto_core::ids::UtilizzatoreId;
use libretto_core::persona::Persona;
use libretto_core::ports::Scope;

impl Parts {
    pub(super) fn eredi(&mut self, scope: &Scope, key: &FingerprintKey) {
        if let Some(id) = scope.erede {
            let part = self.part("'erede'").push("(SELECT ").push(EREDE);
            part.push(" FROM eredi AS h JOIN persone AS p ON p.id = h.persona_id WHERE h.id = ");
            part.push_bind(id.0).push(")");
        }
        if !scope.coeredi.is_empty() {
            let impronte: Vec<_> = scope.coeredi.iter().map(|code| key.of(code)).collect();
            let part = self.part("'coeredi'").push("(SELECT json_agg(").push(PERSONA);
            part.push(") FROM persone AS p WHERE p.impronta = ANY(").push_bind(impronte).push("))");
        }
        if let Some(id) = scope.utilizzatore.filter(|_| scope.pratica) {
            let part = self.part("'pratica'").push("(SELECT ");
            write_pratica(part);
            part.push(" FROM pratiche_eredi AS q WHERE q.utilizzatore_id = ").push_bind(id.0).push(")");
        }
        if let Some((id, instant)) = scope.utilizzatore.zip(scope.dopo) {
            self.dopo(id, instant);
        }
    }

    /// What a death touches. The bound on the start lets the index of the household's records serve.
    fn dopo(&mut self, id: UtilizzatoreId, instant: DateTime<Utc>) {
        let earliest = instant.checked_sub_signed(Duration::days(SHIFT_DAYS_MAX)).unwrap_or(instant);
        let part = self.part("'dopo'").push("(SELECT json_agg(json_build_array(").push(PRESTAZIONE);
        part.push(", l.persona_id) ORDER BY z.id) FROM prestazioni AS z JOIN prestatori AS l ");
        part.push("ON l.id = z.prestatore_id WHERE z.utilizzatore_id = ").push_bind(id.0);
        part.push(" AND z.inizio >= ").push_bind(earliest).push(" AND z.fine > ").push_bind(instant);
        part.push(" AND z.stato <> 'annullata')");
        let part = self.part("'borse'").push("(SELECT json_agg(json_build_array(w.borsa, w.mosse)) ");
        part.push("FROM portafogli AS w WHERE w.mosse > 0 AND w.utilizzatore_id = ").push_bind(id.0).push(")");
    }
}

/// The persons found, in the order of the codes asked.
pub(super) fn in_order(found: &[Persona], codes: &[CodiceFiscale]) -> Vec<Persona> {
    codes.iter().filter_map(|code| found.iter().find(|one| one.codice_fiscale == *code).cloned()).collect()
}
