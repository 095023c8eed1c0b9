//! The tables' rows as the core's types: for each type the SQL that writes a row as a JSON document, and the shape in
//! which the document is read. Amounts are written as text, so that no float ever stands between the two.

mod deleghe;
mod eredi;

pub(crate) use deleghe::{
    ACCESSO, DECESSO, DELEGA, DelegaCompletaLetta, DelegaLetta, NotaLetta, write_completa, write_nota,
};
pub(crate) use eredi::{Parti, PraticaLetta, write_pratica};

use crate::statement::Value;
use chrono::{DateTime, NaiveDate, Utc};
use libretto_core::bonus::Bonus;
use libretto_core::change::{Idempotency, Recorded, Reply};
use libretto_core::compensi_esterni::{CompensiEsterni, EsterniNoti};
use libretto_core::comunicazione_obbligatoria::{Comunicata, ComunicazioneObbligatoria};
use libretto_core::eredi::Erede;
use libretto_core::ids::{
    BonusId, CoordinateId, CorsaId, CorsaRimborsiId, EredeId, PagamentoId, PersonaId, PrestatoreId, PrestazioneId,
    RicevutaId, RimborsoId, UtilizzatoreId, VersamentoId,
};
use libretto_core::money::Euro;
use libretto_core::month::Month;
use libretto_core::pagamento::{Corsa, CorsaChiusura};
use libretto_core::persona::Persona;
use libretto_core::portafoglio::versamento::{EsitoRicevuta, RicevutaRegistrata};
use libretto_core::portafoglio::{Avviso, StatoVersamento, Versamento};
use libretto_core::prestatore::{Autocertificazione, ModalitaScelta, Prestatore};
use libretto_core::prestazione::{Dati, Mandato, Prestazione, StatoPrestazione, Turno};
use libretto_core::rapporto::Rapporto;
use libretto_core::rimborso::{
    CorsaRimborsi, CorsaRimborsiChiusura, MotivoReiezione, MotivoRestituzione, Protocollo, Rimborso, StatoRimborso,
};
use libretto_core::utilizzatore::{Decesso, Dichiarazione, Utilizzatore};
use serde::Deserialize;
use uuid::Uuid;

/// A person, from `persone p`.
pub(crate) const PERSONA: &str = "json_build_object('id', p.id, 'codice_fiscale', p.codice_fiscale, \
    'nome_proprio', p.nome_proprio, 'cognome', p.cognome, 'data_nascita', p.data_nascita)";

/// A household, from `utilizzatori u` and `persone p`.
pub(crate) const UTILIZZATORE: &str = "json_build_object('id', u.id, 'registrato_il', u.registrato_il, \
    'dichiarazioni', u.dichiarazioni, 'versione', u.versione, 'decesso', CASE WHEN u.decesso_giorno IS NOT NULL \
    THEN json_build_object('giorno', u.decesso_giorno, 'ora', u.decesso_ora, \
    'registrato_il', u.decesso_registrato_il) END, 'persona', json_build_object('id', p.id, \
    'codice_fiscale', p.codice_fiscale, 'nome_proprio', p.nome_proprio, 'cognome', p.cognome, \
    'data_nascita', p.data_nascita))";

/// A worker, from `prestatori l` and `persone p`.
pub(crate) const PRESTATORE: &str = "json_build_object('id', l.id, 'registrato_il', l.registrato_il, \
    'versione', l.versione, 'persona', json_build_object('id', p.id, 'codice_fiscale', p.codice_fiscale, \
    'nome_proprio', p.nome_proprio, 'cognome', p.cognome, 'data_nascita', p.data_nascita), \
    'modalita', (SELECT json_agg(json_build_object('dal', m.dal, 'modalita', json_build_object('tipo', m.tipo, \
    'coordinate', m.coordinate_id)) ORDER BY m.numero) FROM modalita_scelte AS m WHERE m.prestatore_id = l.id), \
    'autocertificazioni', coalesce((SELECT json_agg(json_build_object('categoria', c.categoria, 'dal', c.dal, \
    'al', c.al, 'resa_il', c.resa_il) ORDER BY c.numero, c.riga) FROM autocertificazioni AS c \
    WHERE c.prestatore_id = l.id), '[]'::json))";

/// An heir, from `eredi h` and `persone p`.
pub(crate) const EREDE: &str = "json_build_object('id', h.id, 'registrato_il', h.registrato_il, \
    'dichiarazioni', h.dichiarazioni, 'versione', h.versione, 'persona', json_build_object('id', p.id, \
    'codice_fiscale', p.codice_fiscale, 'nome_proprio', p.nome_proprio, 'cognome', p.cognome, \
    'data_nascita', p.data_nascita))";

/// A record, from `prestazioni z`.
pub(crate) const PRESTAZIONE: &str = "json_build_object('id', z.id, 'stato', z.stato, \
    'comunicata_il', z.comunicata_il, 'aggiornata_il', z.aggiornata_il, 'revocabile_fino', z.revocabile_fino, \
    'mandato', CASE WHEN z.mandato_numero IS NOT NULL THEN json_build_object('numero', z.mandato_numero, \
    'riscuotibile_dal', z.mandato_riscuotibile_dal, 'onere', z.mandato_onere::text) END, \
    'pagamento', z.pagamento_id, 'versione', z.versione, 'dati', json_build_object(\
    'utilizzatore', z.utilizzatore_id, 'prestatore', z.prestatore_id, 'ambito', z.ambito, 'inizio', z.inizio, \
    'fine', z.fine, 'giorno', z.giorno, 'pausa', z.pausa, 'minuti', z.minuti, 'titoli', z.titoli, \
    'ripartizione', json_build_object('costo', z.costo::text, 'compenso', z.compenso::text, 'ivs', z.ivs::text, \
    'inail', z.inail::text, 'oneri', z.oneri::text), 'computato', z.computato::text, 'borsa', z.borsa, \
    'pagata_con', CASE WHEN z.mese_pagamento > z.giorno \
    THEN to_char(z.mese_pagamento, 'YYYY-MM') END))";

/// A bonus, from `bonus b`.
pub(crate) const BONUS: &str = "json_build_object('id', b.id, 'utilizzatore', b.utilizzatore_id, \
    'importo', b.importo::text, 'accolto_il', b.accolto_il, 'concesso_il', b.concesso_il, \
    'appropriato_il', b.appropriato_il, 'versione', b.versione)";

/// A top-up, from `versamenti v`.
pub(crate) const VERSAMENTO: &str = "json_build_object('id', v.id, 'utilizzatore', v.utilizzatore_id, \
    'importo', v.importo::text, 'avviso', json_build_object('numero_avviso', v.numero_avviso, 'iuv', v.iuv, \
    'qr', v.qr, 'ente_creditore', v.ente_creditore), 'stato', v.stato, 'aperto_il', v.aperto_il, \
    'accreditato_il', v.accreditato_il, 'versione', v.versione)";

/// A receipt, from `ricevute r`.
pub(crate) const RICEVUTA: &str = "json_build_object('id', r.id, 'numero_avviso', r.numero_avviso, \
    'importo', r.importo::text, 'esito', json_build_object('tipo', r.esito, 'versamento', r.versamento_id, \
    'motivo', r.motivo), 'registrata_il', r.registrata_il)";

/// A run, from `corse c`.
pub(crate) const CORSA: &str = "json_build_object('id', c.id, 'mese', to_char(c.mese, 'YYYY-MM'), \
    'numero', c.numero, 'esecuzione', c.esecuzione, 'aperta_il', c.aperta_il, 'chiusura', c.chiusura, \
    'versione', c.versione)";

/// A payment, from `pagamenti g`.
pub(crate) const PAGAMENTO: &str = "json_build_object('id', g.id, 'corsa', g.corsa_id, \
    'mese', to_char(g.mese, 'YYYY-MM'), 'prestatore', g.prestatore_id, 'modalita', json_build_object(\
    'tipo', g.modalita, 'coordinate', g.coordinate_id), 'prestazioni', g.prestazioni, 'quote', g.quote, \
    'lordo', g.lordo::text, 'onere', g.onere::text, 'netto', g.netto::text, 'contributi', g.contributi::text, \
    'esecuzione', g.esecuzione, 'mandato', g.mandato)";

/// A refund, from `rimborsi n`.
pub(crate) const RIMBORSO: &str = "json_build_object('id', n.id, 'utilizzatore', n.utilizzatore_id, \
    'beneficiario', n.beneficiario_id, 'protocollo', n.protocollo, 'richiesto', n.richiesto::text, \
    'importo', n.importo::text, 'coordinate', n.coordinate_id, 'cointestato', n.intestazione = 'cointestata', \
    'stato', n.stato, 'motivo', n.motivo, 'restituzione', n.restituzione, 'invio', n.invio_id, \
    'presentato_il', n.presentato_il, 'aggiornato_il', n.aggiornato_il, 'versione', n.versione)";

/// A run of refunds, from `corse_rimborsi q`.
pub(crate) const CORSA_RIMBORSI: &str = "json_build_object('id', q.id, 'numero', q.numero, \
    'esecuzione', q.esecuzione, 'aperta_il', q.aperta_il, 'chiusura', q.chiusura, 'versione', q.versione)";

/// A transfer of a refund, from `invii_rimborsi o`.
pub(crate) const INVIO_RIMBORSO: &str = "json_build_object('id', o.id, 'corsa', o.corsa_id, \
    'rimborso', o.rimborso_id, 'utilizzatore', o.utilizzatore_id, 'beneficiario', o.beneficiario_id, \
    'coordinate', o.coordinate_id, 'importo', o.importo::text)";

/// A relationship, from `rapporti k`.
pub(crate) const RAPPORTO: &str = "json_build_object('id', k.id, 'utilizzatore', k.utilizzatore_id, \
    'prestatore', k.prestatore_id, 'tipo', k.tipo, 'dal', k.dal, 'al', k.al)";

/// An employment of the registry, from `comunicazioni_obbligatorie q`.
pub(crate) const COMUNICAZIONE: &str = "json_build_object('versione', q.versione, 'comunicazione', \
    json_build_object('id', q.id, 'protocollo', q.protocollo, 'datore', q.datore_id, \
    'lavoratore', q.lavoratore_id, 'tipo', q.tipo, 'dal', q.dal, 'al', q.al))";

/// The external pay of a worker's year, from `anni_prestatore y` where it was ever told.
pub(crate) const ESTERNI: &str = "json_build_object('versione', y.esterni_versione, 'compensi', \
    json_build_object('prestatore', y.prestatore_id, 'anno', y.anno, 'importo', y.esterni::text, \
    'noto_il', y.esterni_noto_il))";

/// An event without its explanation, from `eventi e`.
pub(crate) const EVENTO: &str = "json_build_object('id', e.id, 'istante', e.istante, 'attore', e.attore, \
    'soggetto', e.soggetto, 'canale', e.canale, 'credenziale', e.credenziale, 'delega', e.delega, \
    'flusso', json_build_object('casa', e.casa, 'entita', e.entita, 'numero', e.numero), 'fatto', e.fatto)";

/// A purse of a wallet, from `portafogli w`.
pub(crate) const PORTAFOGLIO: &str = "json_build_object('versato', w.versato::text, \
    'impegnato', w.impegnato::text, 'speso', w.speso::text, 'rimborsato', w.rimborsato::text)";

/// A recorded reply, from `chiavi_idempotenza i`.
pub(crate) const RECORDED: &str = "json_build_object('chiamante', i.chiamante, 'chiave', i.chiave, \
    'impronta', encode(i.impronta, 'hex'), 'status', i.status, 'headers', i.headers, 'body', i.body)";

/// Gives a type of the core, which does not say how it is read, the shape of its document.
macro_rules! shapes {
    ($($target:ident as $shape:ident { $($field:ident: $type:ty,)+ })+) => {$(
        #[derive(Deserialize)]
        pub(crate) struct $shape {
            $($field: $type,)+
        }

        impl From<$shape> for $target {
            fn from(read: $shape) -> Self {
                Self { $($field: read.$field,)+ }
            }
        }
    )+};
}

shapes! {
    Utilizzatore as UtilizzatoreLetto {
        id: UtilizzatoreId,
        persona: Persona,
        registrato_il: DateTime<Utc>,
        dichiarazioni: Vec<Dichiarazione>,
        decesso: Option<Decesso>,
        versione: u32,
    }
    Prestatore as PrestatoreLetto {
        id: PrestatoreId,
        persona: Persona,
        registrato_il: DateTime<Utc>,
        modalita: Vec<ModalitaScelta>,
        autocertificazioni: Vec<Autocertificazione>,
        versione: u32,
    }
    Erede as EredeLetto {
        id: EredeId,
        persona: Persona,
        registrato_il: DateTime<Utc>,
        dichiarazioni: Vec<Dichiarazione>,
        versione: u32,
    }
    Prestazione as PrestazioneLetta {
        id: PrestazioneId,
        dati: Dati,
        stato: StatoPrestazione,
        comunicata_il: DateTime<Utc>,
        aggiornata_il: DateTime<Utc>,
        revocabile_fino: DateTime<Utc>,
        mandato: Option<Mandato>,
        pagamento: Option<PagamentoId>,
        versione: u32,
    }
    Turno as TurnoLetto {
        prestazione: PrestazioneId,
        inizio: DateTime<Utc>,
        fine: DateTime<Utc>,
    }
    Comunicata as ComunicataLetta {
        comunicazione: ComunicazioneObbligatoria,
        versione: u32,
    }
    EsterniNoti as EsterniLetti {
        compensi: CompensiEsterni,
        versione: u32,
    }
    Versamento as VersamentoLetto {
        id: VersamentoId,
        utilizzatore: UtilizzatoreId,
        importo: Euro,
        avviso: Avviso,
        stato: StatoVersamento,
        aperto_il: DateTime<Utc>,
        accreditato_il: Option<DateTime<Utc>>,
        versione: u32,
    }
    Bonus as BonusLetto {
        id: BonusId,
        utilizzatore: UtilizzatoreId,
        importo: Euro,
        accolto_il: NaiveDate,
        concesso_il: DateTime<Utc>,
        appropriato_il: Option<DateTime<Utc>>,
        versione: u32,
    }
    RicevutaRegistrata as RicevutaLetta {
        id: RicevutaId,
        numero_avviso: String,
        importo: Euro,
        esito: EsitoRicevuta,
        registrata_il: DateTime<Utc>,
    }
    Corsa as CorsaLetta {
        id: CorsaId,
        mese: Month,
        numero: u32,
        esecuzione: NaiveDate,
        aperta_il: DateTime<Utc>,
        chiusura: Option<CorsaChiusura>,
        versione: u32,
    }
    Rimborso as RimborsoLetto {
        id: RimborsoId,
        utilizzatore: UtilizzatoreId,
        beneficiario: PersonaId,
        protocollo: Protocollo,
        richiesto: Euro,
        importo: Euro,
        coordinate: CoordinateId,
        cointestato: bool,
        stato: StatoRimborso,
        motivo: Option<MotivoReiezione>,
        restituzione: Option<MotivoRestituzione>,
        invio: Option<PagamentoId>,
        presentato_il: DateTime<Utc>,
        aggiornato_il: DateTime<Utc>,
        versione: u32,
    }
    CorsaRimborsi as CorsaRimborsiLetta {
        id: CorsaRimborsiId,
        numero: u32,
        esecuzione: NaiveDate,
        aperta_il: DateTime<Utc>,
        chiusura: Option<CorsaRimborsiChiusura>,
        versione: u32,
    }
}

macro_rules! keys {
    ($($shape:ident)+) => {$(
        impl $shape {
            /// The identifier, by which pages go on.
            pub(crate) const fn key(&self) -> Uuid {
                self.id.0
            }
        }
    )+};
}

keys! { UtilizzatoreLetto PrestatoreLetto EredeLetto PrestazioneLetta VersamentoLetto BonusLetto RicevutaLetta CorsaLetta RimborsoLetto CorsaRimborsiLetta }

impl ComunicataLetta {
    /// The keys of the row: employer, employee, identifier.
    pub(crate) const fn keys(&self) -> [Uuid; 3] {
        let one = &self.comunicazione;
        [one.datore.0, one.lavoratore.0, one.id.0]
    }

    /// The employment between the profiles of the two persons.
    pub(crate) const fn rapporto(&self, utilizzatore: UtilizzatoreId, prestatore: PrestatoreId) -> Rapporto {
        self.comunicazione.rapporto(utilizzatore, prestatore)
    }
}

impl EsterniLetti {
    /// The keys of the row: worker and year.
    pub(crate) fn keys(&self) -> Vec<Value> {
        vec![self.compensi.prestatore.0.into(), self.compensi.anno.into()]
    }
}

impl PrestazioneLetta {
    /// The home key.
    pub(crate) const fn home(&self) -> Uuid {
        self.dati.utilizzatore.0
    }
}

impl RimborsoLetto {
    /// The home key.
    pub(crate) const fn home(&self) -> Uuid {
        self.utilizzatore.0
    }
}

impl VersamentoLetto {
    /// The home key.
    pub(crate) const fn home(&self) -> Uuid {
        self.utilizzatore.0
    }
}

impl BonusLetto {
    /// The home key.
    pub(crate) const fn home(&self) -> Uuid {
        self.utilizzatore.0
    }
}

/// A recorded reply as it is read.
#[derive(Deserialize)]
pub(crate) struct RecordedLetto {
    chiamante: String,
    chiave: String,
    impronta: String,
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

impl From<RecordedLetto> for Recorded {
    fn from(read: RecordedLetto) -> Self {
        Self {
            idempotency: Idempotency { caller: read.chiamante, key: read.chiave, fingerprint: unhex(&read.impronta) },
            reply: Reply { status: read.status, headers: read.headers, body: read.body },
        }
    }
}

/// The 32 bytes of a hexadecimal fingerprint; the table's CHECK holds their number.
pub(crate) fn unhex(text: &str) -> [u8; 32] {
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        let digit = |one: u8| char::from(one).to_digit(16).and_then(|digit| u8::try_from(digit).ok()).unwrap_or(0);
        *byte = digit(pair[0]) << 4 | digit(pair[1]);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_read_as_it_was_written() {
        let text = "00ff10a5".repeat(8);
        let expected = [0x00, 0xff, 0x10, 0xa5].repeat(8);
        assert_eq!(unhex(&text).to_vec(), expected);
    }
}
