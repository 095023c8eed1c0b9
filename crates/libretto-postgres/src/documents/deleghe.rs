//! Delegations and looks.

use chrono::{DateTime, Utc};
use libretto_core::delega::{Delega, DelegaConferita, DelegaNota};
use libretto_core::ids::{DelegaId, PrestatoreId, UtilizzatoreId};
use libretto_core::persona::Persona;
use libretto_core::ports::DelegaCompleta;
use libretto_core::utilizzatore::Decesso;
use serde::Deserialize;
use uuid::Uuid;

/// The recorded death of a person, from `utilizzatori u`.
pub(crate) const DECESSO: &str = "CASE WHEN u.decesso_giorno IS NOT NULL THEN json_build_object(\
    'giorno', u.decesso_giorno, 'ora', u.decesso_ora, 'registrato_il', u.decesso_registrato_il) END";

/// A delegation, from `deleghe f`.
pub(crate) const DELEGA: &str = "json_build_object('id', f.id, 'conferita_il', f.conferita_il, \
    'revocata_il', f.revocata_il, 'versione', f.versione, 'conferita', json_build_object('delega', f.id, \
    'delegante', f.delegante_id, 'ruolo', f.ruolo, 'ente', json_build_object('id', f.ente_id, \
    'categoria', f.ente_categoria), 'ambiti', f.ambiti, 'dal', f.dal, 'al', f.al, \
    'documento', CASE WHEN f.documento_riferimento IS NOT NULL THEN json_build_object(\
    'riferimento', f.documento_riferimento, 'sha256', encode(f.documento_sha256, 'hex')) END))";

/// A look, from `accessi f`.
pub(crate) const ACCESSO: &str = "json_build_object('id', f.id, 'istante', f.istante, 'persona', f.persona_id, \
    'attore', f.attore, 'canale', f.canale, 'operazione', f.operazione, 'finalita', f.finalita, 'delega', f.delega)";

/// A delegation as it is read.
#[derive(Deserialize)]
pub(crate) struct DelegaLetta {
    id: DelegaId,
    conferita: DelegaConferita,
    conferita_il: DateTime<Utc>,
    revocata_il: Option<DateTime<Utc>>,
    versione: u32,
}

impl DelegaLetta {
    /// The keys of the row: who gave it, and its identifier.
    pub(crate) const fn keys(&self) -> [Uuid; 2] {
        [self.conferita.delegante.0, self.id.0]
    }
}

impl From<DelegaLetta> for Delega {
    fn from(read: DelegaLetta) -> Self {
        let DelegaLetta { id, conferita, conferita_il, revocata_il, versione } = read;
        Self { id, conferita, conferita_il, revocata_il, versione }
    }
}

/// A delegation with the recorded death of who gave it.
#[derive(Deserialize)]
pub(crate) struct NotaLetta {
    delega: DelegaLetta,
    decesso: Option<Decesso>,
}

impl From<NotaLetta> for DelegaNota {
    fn from(read: NotaLetta) -> Self {
        Self { delega: read.delega.into(), decesso: read.decesso }
    }
}

/// A delegation with everything that is shown of it.
#[derive(Deserialize)]
pub(crate) struct DelegaCompletaLetta {
    nota: NotaLetta,
    delegante: Persona,
    utilizzatore: Option<UtilizzatoreId>,
    prestatore: Option<PrestatoreId>,
}

impl From<DelegaCompletaLetta> for DelegaCompleta {
    fn from(read: DelegaCompletaLetta) -> Self {
        let DelegaCompletaLetta { nota, delegante, utilizzatore, prestatore } = read;
        Self { nota: nota.into(), delegante, utilizzatore, prestatore }
    }
}

/// Writes a delegation with the recorded death of who gave it, from `deleghe f` and, where there is one, `utilizzatori u`.
pub(crate) fn write_nota(statement: &mut crate::statement::Statement) {
    statement.push("json_build_object('delega', ").push(DELEGA).push(", 'decesso', ").push(DECESSO).push(")");
}

/// Writes a delegation with everything that is shown of it, and the tables that it comes from.
pub(crate) fn write_completa(statement: &mut crate::statement::Statement, end: &'static str) {
    statement.push("json_build_object('nota', ");
    write_nota(statement);
    statement.push(", 'delegante', ").push(super::PERSONA);
    statement.push(", 'utilizzatore', u.id, 'prestatore', l.id)").push(end);
    statement.push(" FROM deleghe AS f JOIN persone AS p ON p.id = f.delegante_id ");
    statement.push("LEFT JOIN utilizzatori AS u ON u.persona_id = f.delegante_id ");
    statement.push("LEFT JOIN prestatori AS l ON l.persona_id = f.delegante_id");
}
