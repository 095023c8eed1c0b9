//! A change as it is written. Done by the caller, so that the one thread that owns the file only has to write.

use libretto_core::change::{Idempotency, Recorded, Reply};
use libretto_core::event::Event;
use libretto_core::persona::PersonalRecord;
use libretto_core::ports::Notice;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::chain::{self, Digest};

/// An event and its explanation.
pub(crate) struct EventRow {
    pub(crate) id: Uuid,
    pub(crate) fatto: String,
    pub(crate) spiegazione: Option<ExplanationRow>,
    pub(crate) content: Digest,
}

/// An explanation.
pub(crate) struct ExplanationRow {
    pub(crate) entita: Uuid,
    pub(crate) causale: &'static str,
    pub(crate) testo: String,
    pub(crate) impronta: Digest,
}

/// A personal datum.
pub(crate) struct PersonalRow {
    pub(crate) dato: String,
    pub(crate) impronta: Digest,
}

/// A notice of the outbox.
pub(crate) struct NoticeRow {
    pub(crate) evento: Uuid,
    pub(crate) destinatario: Uuid,
    pub(crate) avviso: String,
}

/// The reply to a key.
pub(crate) struct ReplyRow {
    pub(crate) chiave: Key,
    pub(crate) risposta: String,
    pub(crate) impronta: Digest,
}

/// Everything that one change writes.
pub(crate) struct Rows {
    pub(crate) events: Vec<EventRow>,
    pub(crate) personal: Vec<PersonalRow>,
    pub(crate) notices: Vec<NoticeRow>,
    pub(crate) reply: Option<ReplyRow>,
}

/// A caller's key as it is held in memory: short, and the same for nothing else.
pub(crate) type Key = [u8; 16];

/// The short form of a caller's key.
pub(crate) fn key(caller: &str, key: &str) -> Key {
    let [first, _] = halves(chain::digest_of(&[caller.as_bytes(), key.as_bytes()]));
    first
}

fn halves(digest: Digest) -> [Key; 2] {
    let (mut first, mut second) = ([0; 16], [0; 16]);
    first.copy_from_slice(&digest[..16]);
    second.copy_from_slice(&digest[16..]);
    [first, second]
}

/// The text of a stored reply.
#[derive(Serialize, Deserialize)]
struct StoredReply {
    caller: String,
    key: String,
    fingerprint: [u8; 32],
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

/// Takes the explanation out of an event and writes both down.
pub(crate) fn event(event: &mut Event) -> serde_json::Result<EventRow> {
    let spiegazione = event.spiegazione.take().map(|one| serde_json::to_string(&one)).transpose()?;
    let spiegazione = spiegazione.map(|testo| ExplanationRow {
        entita: event.flusso.entita,
        causale: event.fatto.name(),
        impronta: chain::digest(testo.as_bytes()),
        testo,
    });
    let fatto = serde_json::to_string(event)?;
    let content = chain::content(fatto.as_bytes(), spiegazione.as_ref().map(|one| &one.impronta));
    Ok(EventRow { id: event.id.0, fatto, spiegazione, content })
}

/// Writes a personal datum down.
pub(crate) fn personal(record: &PersonalRecord) -> serde_json::Result<PersonalRow> {
    let dato = serde_json::to_string(record)?;
    Ok(PersonalRow { impronta: chain::digest(dato.as_bytes()), dato })
}

/// Writes a notice down.
pub(crate) fn notice(notice: &Notice) -> serde_json::Result<NoticeRow> {
    let avviso = serde_json::to_string(notice)?;
    Ok(NoticeRow { evento: notice.evento.0, destinatario: notice.destinatario.0, avviso })
}

/// Writes a reply down.
pub(crate) fn reply(recorded: Recorded) -> serde_json::Result<ReplyRow> {
    let Recorded { idempotency: Idempotency { caller, key: name, fingerprint }, reply } = recorded;
    let chiave = key(&caller, &name);
    let Reply { status, headers, body } = reply;
    let risposta = serde_json::to_string(&StoredReply { caller, key: name, fingerprint, status, headers, body })?;
    Ok(ReplyRow { chiave, impronta: chain::digest(risposta.as_bytes()), risposta })
}

/// Reads a reply back.
pub(crate) fn recorded(text: &str) -> serde_json::Result<Recorded> {
    let StoredReply { caller, key, fingerprint, status, headers, body } = serde_json::from_str(text)?;
    Ok(Recorded { idempotency: Idempotency { caller, key, fingerprint }, reply: Reply { status, headers, body } })
}
