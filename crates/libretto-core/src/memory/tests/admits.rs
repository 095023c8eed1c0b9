use super::*;
use crate::change::CommitError;
use crate::portafoglio::versamento::EsitoRicevuta;

fn conflicts(register: &Register, change: &ChangeSet) -> bool {
    matches!(register.world.admits(change), Err(CommitError::Conflict))
}

#[test]
fn the_next_event_of_a_stream_is_admitted_and_no_other() {
    let register = Register::funded(100);
    let change = register.change(record(1).0, Register::communicated(1, work(ROSSI, may(4), 1)));
    assert!(!conflicts(&register, &change));
    for numero in [0, 2] {
        let mut stale = change.clone();
        stale.events[0].flusso.numero = numero;
        assert!(conflicts(&register, &stale), "{numero}");
    }
}

#[test]
fn a_wallet_is_spent_to_the_last_cent_and_not_beyond() {
    let register = Register::funded(30);
    let spend = |vouchers| register.change(record(1).0, Register::communicated(1, work(ROSSI, may(4), vouchers)));
    assert!(!conflicts(&register, &spend(3)));
    assert!(conflicts(&register, &spend(4)));
}

#[test]
fn a_decision_that_saw_other_shifts_of_the_pair_is_stale() {
    let mut register = Register::funded(100);
    let mut change = register.change(record(1).0, Register::communicated(1, work(ROSSI, may(4), 1)));
    change.coppie_viste.insert((CASA, ROSSI, 2026), 0);
    assert!(!conflicts(&register, &change));
    register.communicate(2, work(ROSSI, may(5), 1));
    assert!(conflicts(&register, &change));
}

#[test]
fn a_person_has_one_profile_of_each_kind() {
    let register = Register::new();
    let [casa, rossi, _] = people().map(|one| one.id);
    let profile = |persona| {
        let utilizzatore = UtilizzatoreId(Uuid::from_u128(0xfff));
        register.change(utilizzatore.0, Fatto::UtilizzatoreRegistrato { utilizzatore, persona, dichiarazioni: vec![] })
    };
    assert!(conflicts(&register, &profile(casa)));
    assert!(!conflicts(&register, &profile(rossi)), "a worker may also be a household");
}

#[test]
fn a_fiscal_code_is_one_person_and_a_notice_one_top_up_and_a_receipt_itself() {
    let mut register = Register::funded(10);
    let namesake = Persona { id: PersonaId(Uuid::from_u128(77)), ..people()[0].clone() };
    let change = ChangeSet { personal: vec![PersonalRecord::Persona(namesake)], ..ChangeSet::default() };
    assert!(conflicts(&register, &change));
    let known = register.world.versamenti.values().next().unwrap().clone();
    let versamento = VersamentoId(Uuid::from_u128(0x799));
    let (importo, avviso) = (known.importo, known.avviso);
    let opened = Fatto::VersamentoAperto { versamento, utilizzatore: CASA, importo, avviso };
    assert!(conflicts(&register, &register.change(versamento.0, opened)));
    let ricevuta = crate::ids::RicevutaId::of("R1");
    let esito = EsitoRicevuta::Accreditata { versamento };
    let recorded = Fatto::RicevutaRegistrata { ricevuta, numero_avviso: String::new(), importo, esito };
    register.add(Uuid::from_u128(1), recorded.clone());
    assert!(conflicts(&register, &register.change(Uuid::from_u128(2), recorded)));
}
