//! Which files a run leaves, and what happens when it is written again.

use std::fs;
use std::io;

use libretto_core::ports::{PayoutBatch, PayoutError, Payouts, Transfer};

use crate::support::{batch, debtor, domiciled, euro, id, names, payouts, refunds, transfer, values, write};

/// A well-formed IBAN of a country outside SEPA.
const BRAZIL: &str = "BR1800360305000010009795493C1";

fn five_and_one() -> PayoutBatch {
    let transfers = (1..=5).map(|number| transfer(number, "Rossi Maria", 800)).collect();
    batch(transfers, vec![domiciled(9, "Neri Anna", 3_616)])
}

#[tokio::test]
async fn files_are_split_and_add_up_to_the_run() {
    let root = tempfile::tempdir().unwrap();
    let written = write(root.path(), &five_and_one()).await.unwrap();
    let told: Vec<_> =
        written.iter().map(|file| (file.nome.as_str(), file.totale.numero, file.totale.importo)).collect();
    assert_eq!(
        told,
        [
            ("bonifici-2026-02-1-001.xml", 2, euro(1_600)),
            ("bonifici-2026-02-1-002.xml", 2, euro(1_600)),
            ("bonifici-2026-02-1-003.xml", 1, euro(800)),
            ("domiciliati-2026-02-1.csv", 1, euro(3_616)),
        ]
    );
    assert_eq!(names(root.path()), told.iter().map(|file| file.0).collect::<Vec<_>>());

    let mut paid = Vec::new();
    for number in 1..=3 {
        let path = root.path().join(format!("bonifici-2026-02-1-00{number}.xml"));
        let xml = fs::read_to_string(path).unwrap();
        assert_eq!(values(&xml, "CstmrCdtTrfInitn/GrpHdr/MsgId"), [format!("LF-2026-02-1-00{number}")]);
        paid.extend(values(&xml, "CstmrCdtTrfInitn/PmtInf/CdtTrfTxInf/PmtId/EndToEndId"));
    }
    let due: Vec<_> = (1..=5).map(|number| format!("0195000000007000800000000000000{number}")).collect();
    assert_eq!(paid, due);
}

#[tokio::test]
async fn the_files_depend_on_the_payments_not_on_their_order_or_the_hour() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let run = five_and_one();
    let mut shuffled = run.clone();
    shuffled.transfers.reverse();
    let written = write(first.path(), &run).await.unwrap();
    assert_eq!(write(second.path(), &shuffled).await.unwrap(), written);
    for file in &written {
        assert_eq!(
            fs::read(first.path().join(&file.nome)).unwrap(),
            fs::read(second.path().join(&file.nome)).unwrap(),
            "{}",
            file.nome
        );
    }
}

#[tokio::test]
async fn a_run_that_died_halfway_is_completed_by_the_next() {
    let root = tempfile::tempdir().unwrap();
    let run = five_and_one();
    let written = write(root.path(), &run).await.unwrap();
    fs::remove_file(root.path().join("bonifici-2026-02-1-003.xml")).unwrap();
    fs::remove_file(root.path().join("domiciliati-2026-02-1.csv")).unwrap();
    assert_eq!(write(root.path(), &run).await.unwrap(), written);
    assert_eq!(names(root.path()).len(), 4);
}

#[tokio::test]
async fn a_file_that_may_be_at_the_bank_is_never_replaced() {
    let root = tempfile::tempdir().unwrap();
    let mut run = five_and_one();
    write(root.path(), &run).await.unwrap();
    let path = root.path().join("bonifici-2026-02-1-001.xml");
    let before = fs::read(&path).unwrap();
    run.transfers[0].amount = euro(900);
    let Err(PayoutError::Io(refused)) = write(root.path(), &run).await else { panic!("the file was replaced") };
    assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
    assert!(refused.to_string().contains("bonifici-2026-02-1-001.xml"), "{refused}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn an_empty_run_leaves_no_file() {
    let root = tempfile::tempdir().unwrap();
    assert_eq!(write(root.path(), &batch(vec![], vec![])).await.unwrap(), []);
    assert_eq!(names(root.path()), [""; 0]);
}

#[tokio::test]
async fn a_batch_with_one_bad_payment_leaves_no_file_and_names_it() {
    let mut cases = Vec::new();
    for (number, bad, reason) in [
        (20, transfer(20, "…", 800), "no name"),
        (21, transfer(21, "Rossi Maria", 0), "outside what a transfer can carry"),
        (22, transfer(22, "Rossi Maria", 100_000_000_000), "outside what a transfer can carry"),
        (23, Transfer { iban: BRAZIL.parse().unwrap(), ..transfer(23, "Rossi Maria", 800) }, "outside SEPA"),
        // 4 is in the second file, and would be in the third; 9 is in the file for the post offices.
        (4, transfer(4, "Rossi Maria", 800), "twice"),
        (9, transfer(9, "Rossi Maria", 800), "twice"),
    ] {
        let mut run = five_and_one();
        run.transfers.push(bad);
        cases.push((number, run, reason));
    }
    for (number, bad, reason) in [
        (20, domiciled(20, " ", 3_616), "no name"),
        (21, domiciled(21, "Neri Anna", 0), "nothing is left to pay"),
        (9, domiciled(9, "Neri Anna", 3_616), "twice"),
    ] {
        let mut run = five_and_one();
        run.domiciled.push(bad);
        cases.push((number, run, reason));
    }

    for (number, run, reason) in cases {
        let root = tempfile::tempdir().unwrap();
        let refused = write(root.path(), &run).await.unwrap_err().to_string();
        assert!(refused.contains(reason), "{refused}");
        assert!(refused.contains(&id(number).to_string()), "{refused}");
        assert!(!refused.contains("Rossi") && !refused.contains("Neri"), "{refused}");
        assert_eq!(names(root.path()), [""; 0]);
    }
}

#[tokio::test]
async fn two_runs_of_a_month_have_their_own_files() {
    let root = tempfile::tempdir().unwrap();
    let first = five_and_one();
    let mut second = batch(vec![transfer(6, "Rossi Maria", 800)], vec![]);
    second.numero = 2;
    write(root.path(), &first).await.unwrap();
    let written = write(root.path(), &second).await.unwrap();
    assert_eq!(written[0].nome, "bonifici-2026-02-2-001.xml");
    let xml = fs::read_to_string(root.path().join(&written[0].nome)).unwrap();
    assert_eq!(values(&xml, "CstmrCdtTrfInitn/GrpHdr/MsgId"), ["LF-2026-02-2-001"]);
    assert_eq!(names(root.path()).len(), 5);
}

#[tokio::test]
async fn refunds_have_files_of_their_own_and_are_no_salaries() {
    let root = tempfile::tempdir().unwrap();
    let writer = payouts(root.path(), debtor(None, None), 2);
    let batch = refunds((1..=3).map(|number| transfer(number, "Rossi Maria", 1_234)).collect());
    let written = writer.write_refunds(&batch).await.unwrap();
    let told: Vec<_> =
        written.iter().map(|file| (file.nome.as_str(), file.totale.numero, file.totale.importo)).collect();
    let expected = [("rimborsi-000007-001.xml", 2, euro(2_468)), ("rimborsi-000007-002.xml", 1, euro(1_234))];
    assert_eq!(told, expected);
    let xml = fs::read_to_string(root.path().join("rimborsi-000007-001.xml")).unwrap();
    assert_eq!(values(&xml, "CstmrCdtTrfInitn/GrpHdr/MsgId"), ["LFR-000007-001"]);
    assert_eq!(values(&xml, "CstmrCdtTrfInitn/PmtInf/PmtTpInf/SvcLvl/Cd"), ["SEPA"]);
    assert!(!xml.contains("CtgyPurp") && xml.contains("Libretto Famiglia rimborso"), "{xml}");
    assert_eq!(writer.write_refunds(&batch).await.unwrap(), written, "the same again");

    let twice = refunds(vec![transfer(1, "Rossi Maria", 1), transfer(1, "Rossi Maria", 1)]);
    assert!(matches!(writer.write_refunds(&twice).await, Err(PayoutError::Format(_))));
    assert_eq!(names(root.path()).len(), 2);
}
