//! The content of a payment order, field by field.

use std::fs;

use libretto_core::ports::Payouts;

use crate::support::{batch, debtor, euro, fields, payouts, transfer, values, write};

const CREDIT: &str = "CstmrCdtTrfInitn/PmtInf/CdtTrfTxInf";

#[tokio::test]
async fn every_field_of_a_small_order() {
    let root = tempfile::tempdir().unwrap();
    let transfers = vec![transfer(2, "Bianchi Giovanni", 4_000), transfer(1, "D'Àmico Zoë", 800)];
    let debtor = debtor(Some("BPPIITRRXXX"), Some("ABCD1234"));
    let written = payouts(root.path(), debtor, 10).write(&batch(transfers, vec![])).await.unwrap();
    assert_eq!(written.len(), 1);
    assert_eq!(written[0].totale.numero, 2);
    assert_eq!(written[0].totale.importo, euro(4_800));

    let xml = fs::read_to_string(root.path().join("bonifici-2026-02-1-001.xml")).unwrap();
    let header = "CstmrCdtTrfInitn/GrpHdr";
    let order = "CstmrCdtTrfInitn/PmtInf";
    let mut expected = vec![
        ("@xmlns".to_owned(), "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"),
        (format!("{header}/MsgId"), "LF-2026-02-1-001"),
        (format!("{header}/CreDtTm"), "2026-03-04T08:30:00Z"),
        (format!("{header}/NbOfTxs"), "2"),
        (format!("{header}/CtrlSum"), "48.00"),
        (format!("{header}/InitgPty/Nm"), "Gestione Libretto Famiglia"),
        (format!("{header}/InitgPty/Id/OrgId/Othr/Id"), "ABCD1234"),
        (format!("{header}/InitgPty/Id/OrgId/Othr/Issr"), "CBI"),
        (format!("{order}/PmtInfId"), "LF-2026-02-1-001"),
        (format!("{order}/PmtMtd"), "TRF"),
        (format!("{order}/BtchBookg"), "true"),
        (format!("{order}/NbOfTxs"), "2"),
        (format!("{order}/CtrlSum"), "48.00"),
        (format!("{order}/PmtTpInf/SvcLvl/Cd"), "SEPA"),
        (format!("{order}/PmtTpInf/CtgyPurp/Cd"), "SALA"),
        (format!("{order}/ReqdExctnDt/Dt"), "2026-03-13"),
        (format!("{order}/Dbtr/Nm"), "Gestione Libretto Famiglia"),
        (format!("{order}/DbtrAcct/Id/IBAN"), "IT60X0542811101000000123456"),
        (format!("{order}/DbtrAgt/FinInstnId/BICFI"), "BPPIITRRXXX"),
        (format!("{order}/ChrgBr"), "SLEV"),
    ];
    for (id, amount, name, iban) in [
        ("01950000000070008000000000000001", "8.00", "D'Amico Zoe", "IT10J0760103200001234567891"),
        ("01950000000070008000000000000002", "40.00", "Bianchi Giovanni", "IT84K0760103200001234567892"),
    ] {
        expected.extend([
            (format!("{CREDIT}/PmtId/InstrId"), id),
            (format!("{CREDIT}/PmtId/EndToEndId"), id),
            (format!("{CREDIT}/Amt/InstdAmt@Ccy"), "EUR"),
            (format!("{CREDIT}/Amt/InstdAmt"), amount),
            (format!("{CREDIT}/Cdtr/Nm"), name),
            (format!("{CREDIT}/CdtrAcct/Id/IBAN"), iban),
            (format!("{CREDIT}/RmtInf/Ustrd"), "Libretto Famiglia compensi 02/2026"),
        ]);
    }
    let expected: Vec<(String, String)> = expected.into_iter().map(|(path, value)| (path, value.to_owned())).collect();
    assert_eq!(fields(&xml), expected);
}

#[tokio::test]
async fn without_bic_and_cuc_the_bank_goes_by_the_iban() {
    let root = tempfile::tempdir().unwrap();
    let one = batch(vec![transfer(1, "Rossi Maria", 800)], vec![]);
    write(root.path(), &one).await.unwrap();
    let xml = fs::read_to_string(root.path().join("bonifici-2026-02-1-001.xml")).unwrap();
    assert_eq!(values(&xml, "CstmrCdtTrfInitn/PmtInf/DbtrAgt/FinInstnId/Othr/Id"), ["NOTPROVIDED"]);
    assert!(!xml.contains("BICFI") && !xml.contains("OrgId"));
}

#[tokio::test]
async fn names_are_cut_at_seventy_characters() {
    let root = tempfile::tempdir().unwrap();
    let long = "Ò".repeat(71);
    let one = batch(vec![transfer(1, &long, 800), transfer(2, &long[2..], 800)], vec![]);
    write(root.path(), &one).await.unwrap();
    let xml = fs::read_to_string(root.path().join("bonifici-2026-02-1-001.xml")).unwrap();
    assert_eq!(values(&xml, &format!("{CREDIT}/Cdtr/Nm")), ["O".repeat(70), "O".repeat(70)]);
}

#[tokio::test]
async fn the_sum_of_the_amounts_is_the_control_sum() {
    let root = tempfile::tempdir().unwrap();
    let transfers: Vec<_> =
        (1..=300).map(|number| transfer(number, "Rossi Maria", i64::try_from(number).unwrap() * 799 + 1)).collect();
    let due: i64 = transfers.iter().map(|transfer| transfer.amount.cents()).sum();
    let written = payouts(root.path(), debtor(None, None), 1_000).write(&batch(transfers, vec![])).await.unwrap();
    let xml = fs::read_to_string(root.path().join(&written[0].nome)).unwrap();
    let cents: i64 = values(&xml, &format!("{CREDIT}/Amt/InstdAmt"))
        .iter()
        .map(|amount| amount.replace('.', "").parse::<i64>().unwrap())
        .sum();
    assert_eq!(cents, due);
    let sum = format!("{}.{:02}", due / 100, due % 100);
    assert_eq!(values(&xml, "CstmrCdtTrfInitn/GrpHdr/CtrlSum"), [sum.as_str()]);
    assert_eq!(values(&xml, "CstmrCdtTrfInitn/PmtInf/CtrlSum"), [sum.as_str()]);
    assert_eq!(values(&xml, "CstmrCdtTrfInitn/GrpHdr/NbOfTxs"), ["300"]);
    assert_eq!(written[0].totale.importo, euro(due));
}
