//! Refunds made by hand: one that goes its whole way twice, one that is refused, one that waits.

use crate::support::facts::{CASA, IBAN, change, event, may};
use libretto_core::change::ChangeSet;
use libretto_core::event::Fatto;
use libretto_core::ids::{CoordinateId, CorsaRimborsiId, PagamentoId, PersonaId, RimborsoId};
use libretto_core::money::Euro;
use libretto_core::persona::PersonalRecord;
use libretto_core::rimborso::{CorsaRimborsiChiusura, InvioRimborso, MotivoReiezione, MotivoRestituzione, Protocollo};
use uuid::Uuid;

const BENEFICIARIO: PersonaId = PersonaId(Uuid::from_u128(1));

pub(crate) fn refund(number: u128) -> RimborsoId {
    RimborsoId(Uuid::from_u128(0x7000 + number))
}

fn account(number: u128) -> CoordinateId {
    CoordinateId(Uuid::from_u128(0x7100 + number))
}

fn learnt(number: u128) -> PersonalRecord {
    PersonalRecord::CoordinateRimborso { id: account(number), utilizzatore: CASA, iban: IBAN.parse().unwrap() }
}

fn asked(event_number: u128, number: u128, richiesto: i64, importo: i64) -> ChangeSet {
    let rimborso = refund(number);
    let fatto = Fatto::RimborsoRichiesto {
        rimborso,
        utilizzatore: CASA,
        beneficiario: BENEFICIARIO,
        protocollo: Protocollo::of(rimborso, 2026),
        richiesto: Euro::from_cents(richiesto),
        importo: Euro::from_cents(importo),
        coordinate: account(number),
        cointestato: false,
    };
    let personal = vec![learnt(number)];
    ChangeSet { personal, ..change(event(event_number, CASA.0, rimborso.0, 1, fatto)) }
}

/// An approval for 40.00 that frees so many cents, and the account it names.
fn approved(event_number: u128, numero: u32, liberato: i64, coordinate: CoordinateId) -> ChangeSet {
    let rimborso = refund(1);
    let (importo, liberato) = (Euro::from_cents(4_000), Euro::from_cents(liberato));
    let cointestato = coordinate != account(1);
    let fatto = Fatto::RimborsoApprovato { rimborso, utilizzatore: CASA, importo, liberato, coordinate, cointestato };
    change(event(event_number, CASA.0, rimborso.0, numero, fatto))
}

fn sent(event_number: u128, run: u32, numero: u32, coordinate: CoordinateId) -> ChangeSet {
    let (corsa, rimborso) = (CorsaRimborsiId::of(run), refund(1));
    let opened = Fatto::CorsaRimborsiAperta { corsa, numero: run, esecuzione: may(4) };
    let invio = InvioRimborso {
        id: PagamentoId(Uuid::new_v5(&corsa.0, rimborso.0.as_bytes())),
        corsa,
        rimborso,
        utilizzatore: CASA,
        beneficiario: BENEFICIARIO,
        coordinate,
        importo: Euro::from_cents(4_000),
    };
    let transfer = event(event_number + 1, CASA.0, rimborso.0, numero, Fatto::RimborsoInviato { invio });
    let events = vec![event(event_number, corsa.0, corsa.0, 1, opened), transfer];
    ChangeSet { events, ..ChangeSet::default() }
}

fn closed(event_number: u128, run: u32) -> ChangeSet {
    let corsa = CorsaRimborsiId::of(run);
    let mut chiusura = CorsaRimborsiChiusura::default();
    chiusura.bonifici.numero = 1;
    chiusura.bonifici.importo = Euro::from_cents(4_000);
    change(event(event_number, corsa.0, corsa.0, 2, Fatto::CorsaRimborsiChiusa { corsa, chiusura }))
}

/// Everything that can happen to refunds, from an event number on.
pub(crate) fn refunds(first: u128) -> Vec<ChangeSet> {
    let (one, two) = (refund(1), refund(2));
    let importo = Euro::from_cents(4_000);
    let motivo = MotivoRestituzione::ContoChiuso;
    let returned = Fatto::RimborsoRestituito { rimborso: one, utilizzatore: CASA, importo, motivo };
    let importo = Euro::from_cents(2_050);
    let motivo = MotivoReiezione::RichiestaDuplicata;
    let refused = Fatto::RimborsoRespinto { rimborso: two, utilizzatore: CASA, importo, motivo };
    let other = ChangeSet { personal: vec![learnt(9)], ..approved(first + 7, 5, 0, account(9)) };
    vec![
        asked(first, 1, 6_000, 5_000),
        approved(first + 1, 2, 1_000, account(1)),
        asked(first + 2, 2, 2_050, 2_050),
        sent(first + 3, 1, 3, account(1)),
        closed(first + 5, 1),
        change(event(first + 6, CASA.0, one.0, 4, returned)),
        other,
        sent(first + 8, 2, 6, account(9)),
        closed(first + 10, 2),
        change(event(first + 11, CASA.0, two.0, 2, refused)),
        asked(first + 12, 3, 100, 100),
    ]
}
