use super::*;
use crate::ids::{CorsaRimborsiId, RimborsoId};
use crate::rimborso::{
    CorsaRimborsiChiusura, InvioRimborso, MotivoReiezione, MotivoRestituzione, Protocollo, StatoRimborso,
};

const REFUND: RimborsoId = RimborsoId(Uuid::from_u128(0x900));
const ACCOUNT: CoordinateId = CoordinateId(Uuid::from_u128(0x901));

fn asked() -> Fatto {
    Fatto::RimborsoRichiesto {
        rimborso: REFUND,
        utilizzatore: CASA,
        beneficiario: PersonaId(Uuid::from_u128(1)),
        protocollo: Protocollo::of(REFUND, 2026),
        richiesto: euro(80),
        importo: euro(60),
        coordinate: ACCOUNT,
        cointestato: false,
    }
}

fn approved() -> Fatto {
    Fatto::RimborsoApprovato {
        rimborso: REFUND,
        utilizzatore: CASA,
        importo: euro(50),
        liberato: euro(10),
        coordinate: ACCOUNT,
        cointestato: false,
    }
}

fn withdrawn(amount: i64) -> Fatto {
    Fatto::RimborsoRitirato { rimborso: REFUND, utilizzatore: CASA, importo: euro(amount) }
}

/// 300.00 paid in, 60.00 asked back, 50.00 of them approved and sent in the first run.
fn sent() -> Register {
    let mut register = Register::funded(300);
    register.add(REFUND.0, asked());
    register.add(REFUND.0, approved());
    let corsa = CorsaRimborsiId::of(1);
    register.add(corsa.0, Fatto::CorsaRimborsiAperta { corsa, numero: 1, esecuzione: may(4) });
    let invio = InvioRimborso {
        id: PagamentoId(Uuid::from_u128(0x902)),
        corsa,
        rimborso: REFUND,
        utilizzatore: CASA,
        beneficiario: PersonaId(Uuid::from_u128(1)),
        coordinate: ACCOUNT,
        importo: euro(50),
    };
    register.add(REFUND.0, Fatto::RimborsoInviato { invio });
    let mut chiusura = CorsaRimborsiChiusura::default();
    chiusura.bonifici.numero = 1;
    chiusura.bonifici.importo = euro(50);
    register.add(corsa.0, Fatto::CorsaRimborsiChiusa { corsa, chiusura });
    register
}

#[test]
fn a_refund_on_its_way_holds_together_at_every_step() {
    let mut register = sent();
    assert_eq!(register.world.check(), vec![]);
    assert_eq!(register.world.portafogli[&(CASA, Borsa::Propria)].disponibile(), euro(250));
    let motivo = MotivoRestituzione::ContoChiuso;
    let returned = Fatto::RimborsoRestituito { rimborso: REFUND, utilizzatore: CASA, importo: euro(50), motivo };
    register.add(REFUND.0, returned);
    assert_eq!(register.world.check(), vec![]);
    assert_eq!(register.world.portafogli[&(CASA, Borsa::Propria)].disponibile(), euro(250), "still reserved");
    let motivo = MotivoReiezione::Altro;
    register.add(REFUND.0, Fatto::RimborsoRespinto { rimborso: REFUND, utilizzatore: CASA, importo: euro(50), motivo });
    assert_eq!(register.world.check(), vec![]);
    assert_eq!(register.world.portafogli[&(CASA, Borsa::Propria)].disponibile(), euro(300));
    assert_eq!(register.world.rimborsi[&REFUND].stato, StatoRimborso::Respinto);
}

#[test]
fn a_refund_given_back_after_it_was_sent_is_found() {
    let mut register = sent();
    register.add(REFUND.0, withdrawn(50));
    assert!(register.broken().contains(&"I8"));
    let mut register = Register::funded(300);
    register.add(REFUND.0, asked());
    register.add(REFUND.0, withdrawn(61));
    assert!(register.broken().contains(&"I8"), "one euro more than was reserved");
}

#[test]
fn a_transfer_that_is_not_the_refund_and_a_run_that_is_not_its_sum_are_found() {
    let mut register = sent();
    register.world.invii_rimborsi.values_mut().next().unwrap().importo += euro(1);
    assert_eq!(register.broken(), ["I7"]);
    let mut register = sent();
    register.world.invii_rimborsi.clear();
    assert_eq!(register.broken(), ["I7"]);
    let other = sent();
    assert!(register.world.differences(&other.world).iter().any(|one| one.invariante == "I7"));
}

#[test]
fn more_than_there_is_cannot_be_asked_back() {
    let register = Register::funded(50);
    assert!(register.world.admits(&register.change(REFUND.0, asked())).is_err());
    let register = Register::funded(60);
    assert!(register.world.admits(&register.change(REFUND.0, asked())).is_ok());
    let mut register = Register::funded(300);
    register.add(REFUND.0, asked());
    let other = RimborsoId(Uuid::from_u128(0x910));
    assert!(register.world.admits(&register.change(other.0, asked())).is_err(), "a protocol number is given once");
}
