//! The file for the post offices, line by line.

use std::fs;

use crate::support::{batch, domiciled, write};

#[tokio::test]
async fn every_column_of_a_small_file() {
    let root = tempfile::tempdir().unwrap();
    let run = batch(vec![], vec![domiciled(2, "Verdi, Niccolò", 416), domiciled(1, "D'Àmico Zoë", 3_616)]);
    let written = write(root.path(), &run).await.unwrap();
    assert_eq!(written.len(), 1);
    let text = fs::read_to_string(root.path().join("domiciliati-2026-02-1.csv")).unwrap();
    assert_eq!(
        text.split_inclusive("\r\n").collect::<Vec<_>>(),
        [
            "pagamento_id,codice_fiscale,beneficiario,importo,commissione,data_esecuzione,causale\r\n",
            "01950000000070008000000000000001,RSSMRA80A01H501U,D'Amico Zoe,36.16,3.84,2026-03-13,\
             Libretto Famiglia compensi 02/2026\r\n",
            "01950000000070008000000000000002,RSSMRA80A01H501U,\"Verdi, Niccolo\",4.16,3.84,2026-03-13,\
             Libretto Famiglia compensi 02/2026\r\n",
        ]
    );
}
