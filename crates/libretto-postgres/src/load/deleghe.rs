//! What a command looks at of delegations.

use super::Parts;
use crate::documents::{write_completa, write_nota};
use crate::fingerprint::FingerprintKey;
use libretto_core::ids::EnteId;
use libretto_core::ports::Scope;

impl Parts {
    pub(super) fn deleghe(&mut self, scope: &Scope, key: &FingerprintKey) {
        if let Some(ente) = scope.ente {
            self.of_ente(ente, scope, key);
        }
        if let Some(id) = scope.delega {
            let part = self.part("'delega'").push("(SELECT ");
            write_completa(part, "");
            part.push(" WHERE f.id = ").push_bind(id.0).push(")");
        }
    }

    /// The delegations of a body by the person, the household's person and the worker's person of a scope.
    fn of_ente(&mut self, ente: EnteId, scope: &Scope, key: &FingerprintKey) {
        if scope.persona.is_none() && scope.utilizzatore.is_none() && scope.prestatore.is_none() {
            return;
        }
        let part = self.part("'deleghe'").push("(SELECT json_agg(");
        write_nota(part);
        part.push(" ORDER BY f.id) FROM deleghe AS f LEFT JOIN utilizzatori AS u ON u.persona_id = f.delegante_id ");
        part.push("WHERE f.ente_id = ").push_bind(ente.0).push(" AND f.delegante_id = ANY(ARRAY(");
        let mut union = "";
        if let Some(code) = &scope.persona {
            part.push("SELECT x.id FROM persone AS x WHERE x.impronta = ").push_bind(key.of(code));
            union = " UNION ALL ";
        }
        if let Some(id) = scope.utilizzatore {
            part.push(union).push("SELECT x.persona_id FROM utilizzatori AS x WHERE x.id = ").push_bind(id.0);
            union = " UNION ALL ";
        }
        if let Some(id) = scope.prestatore {
            part.push(union).push("SELECT x.persona_id FROM prestatori AS x WHERE x.id = ").push_bind(id.0);
        }
        part.push(")))");
    }
}
