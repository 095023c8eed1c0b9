//! What each column tells of a person. A new column is in no list, and the test that compares the lists with the schema fails until
//! somebody has thought about it.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use crate::heirs::with_heirs;
use crate::schema::names;
use crate::support::with_database;
use std::collections::BTreeMap;

/// How much a column tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Class {
    /// Nothing of anybody.
    Plain,
    /// Something of a person who is known by a random key only.
    Pseudonymous,
    /// As before, and near to health or to a hard time (GDPR art. 9): the reason of a reduced weight can be guessed from it.
    Delicate,
    /// Who the person is, where they are paid or found, or free text in which that may stand.
    Identifying,
    /// Worth something to whoever has it: hashes of fiscal codes, names of callers, keys.
    Secret,
}

use Class::{Delicate, Identifying, Plain, Pseudonymous, Secret};

/// Every table with its columns, by class.
const COLUMNS: &[(&str, Class, &str)] = &[
    ("accessi", Pseudonymous, "persona_id istante id canale operazione finalita delega"),
    ("accessi", Identifying, "attore"),
    ("anni_coppia", Pseudonymous, "utilizzatore_id anno prestatore_id compensi limite minuti limite_ore versione"),
    (
        "anni_prestatore",
        Pseudonymous,
        "prestatore_id anno compensi limite esterni esterni_noto_il esterni_versione eccedenza",
    ),
    ("anni_utilizzatore", Pseudonymous, "utilizzatore_id anno compensi limite"),
    ("anni_utilizzatore", Delicate, "computato"),
    ("autocertificazioni", Pseudonymous, "prestatore_id numero riga resa_il"),
    ("autocertificazioni", Delicate, "categoria dal al"),
    ("avvisi", Pseudonymous, "evento destinatario causale istante affidato_fino consegnato"),
    ("avvisi", Identifying, "testo"),
    ("bonus", Pseudonymous, "utilizzatore_id id importo accolto_il concesso_il appropriato_il versione"),
    ("catena_eventi", Pseudonymous, "partizione posto evento impronta"),
    ("chiavi_idempotenza", Secret, "chiamante chiave impronta"),
    ("chiavi_idempotenza", Pseudonymous, "status headers istante"),
    ("chiavi_idempotenza", Identifying, "body"),
    ("comunicazioni_obbligatorie", Pseudonymous, "datore_id lavoratore_id id protocollo tipo dal al versione"),
    ("coordinate", Pseudonymous, "prestatore_id id"),
    ("coordinate", Identifying, "iban"),
    ("coordinate_rimborsi", Pseudonymous, "utilizzatore_id id"),
    ("coordinate_rimborsi", Identifying, "iban"),
    ("corse", Plain, "id mese numero esecuzione aperta_il chiusura versione"),
    ("corse_rimborsi", Plain, "id numero esecuzione aperta_il chiusura versione"),
    (
        "deleghe",
        Pseudonymous,
        "delegante_id id ruolo ente_id ente_categoria ambiti dal al documento_sha256 conferita_il revocata_il versione",
    ),
    ("deleghe", Identifying, "documento_riferimento"),
    ("dettagli_prestazioni", Pseudonymous, "prestazione_id versione"),
    ("dettagli_prestazioni", Identifying, "luogo nota"),
    ("eredi", Pseudonymous, "id persona_id registrato_il dichiarazioni versione"),
    ("eventi", Pseudonymous, "casa entita numero id istante soggetto canale credenziale delega tipo fatto motore"),
    ("eventi", Delicate, "spiegazione"),
    ("eventi", Identifying, "attore"),
    ("gettoni_usati", Plain, "spazio valido_fino"),
    ("gettoni_usati", Secret, "impronta"),
    ("guardie", Plain, "conflitto squilibrio"),
    ("invii_rimborsi", Pseudonymous, "utilizzatore_id id corsa_id rimborso_id beneficiario_id coordinate_id importo"),
    ("modalita_scelte", Pseudonymous, "prestatore_id numero dal tipo coordinate_id"),
    (
        "pagamenti",
        Pseudonymous,
        "prestatore_id id corsa_id mese modalita coordinate_id prestazioni quote lordo onere netto contributi esecuzione mandato",
    ),
    ("persone", Pseudonymous, "id"),
    ("persone", Secret, "impronta"),
    ("persone", Identifying, "codice_fiscale nome_proprio cognome data_nascita"),
    ("portafogli", Pseudonymous, "utilizzatore_id versato impegnato speso rimborsato borsa mosse chiusa"),
    ("pratiche_di_erede", Pseudonymous, "erede_id utilizzatore_id"),
    ("pratiche_eredi", Pseudonymous, "utilizzatore_id pratica da_lavorare aperta_il aggiornata_il versione"),
    ("prestatori", Pseudonymous, "id persona_id registrato_il versione"),
    (
        "prestazioni",
        Pseudonymous,
        "utilizzatore_id id prestatore_id ambito inizio fine giorno pausa minuti titoli costo compenso ivs inail oneri stato \
         comunicata_il aggiornata_il revocabile_fino mandato_numero mandato_riscuotibile_dal mandato_onere pagamento_id \
         versione borsa mese_pagamento",
    ),
    ("prestazioni", Delicate, "computato"),
    ("rapporti", Pseudonymous, "utilizzatore_id prestatore_id id tipo dal al"),
    ("ricevute", Pseudonymous, "id numero_avviso importo esito versamento_id motivo registrata_il"),
    (
        "rimborsi",
        Pseudonymous,
        "utilizzatore_id id beneficiario_id protocollo richiesto importo coordinate_id intestazione stato motivo restituzione \
         invio_id presentato_il aggiornato_il versione",
    ),
    ("scritture", Pseudonymous, "casa evento riga conto titolare importo causale riferimento istante"),
    (
        "utilizzatori",
        Pseudonymous,
        "id persona_id registrato_il dichiarazioni versione decesso_giorno decesso_ora decesso_registrato_il",
    ),
    (
        "versamenti",
        Pseudonymous,
        "utilizzatore_id id importo numero_avviso iuv qr ente_creditore stato aperto_il accreditato_il ricevuta_id versione",
    ),
];

/// What has the form of a fiscal code of a person, or of an account, or of an address of mail.
const NAMED: &str =
    "([A-Z]{6}[0-9L-V]{2}[A-EHLMPRST][0-9L-V]{2}[A-Z][0-9L-V]{3}[A-Z])|([A-Z]{2}[0-9]{2}[A-Z0-9]{14,30})|(@)";

fn classified() -> BTreeMap<String, Class> {
    let columns = COLUMNS.iter().flat_map(|(table, class, columns)| {
        columns.split_whitespace().map(move |column| (format!("{table}.{column}"), *class))
    });
    let listed: Vec<_> = columns.collect();
    let classes: BTreeMap<_, _> = listed.iter().cloned().collect();
    assert_eq!(classes.len(), listed.len(), "a column is in two lists");
    classes
}

#[test]
fn every_column_is_classified() {
    with_database(async |database| {
        let mut connection = database.connection().await;
        let sql = "SELECT table_name || '.' || column_name AS name FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name <> '__diesel_schema_migrations'";
        let mut found = names(&mut connection, sql).await;
        found.sort();
        assert_eq!(classified().into_keys().collect::<Vec<_>>(), found);
    });
}

#[test]
fn nobody_is_named_outside_the_columns_that_name_people() {
    with_database(async |database| {
        with_heirs(&database.store().await).await;
        let mut connection = database.connection().await;
        let mut naming = Vec::new();
        for (column, class) in classified() {
            let (table, name) = column.split_once('.').unwrap();
            let sql =
                format!("SELECT left({name}::text, 80) AS name FROM {table} WHERE {name}::text ~ '{NAMED}' LIMIT 1");
            let found = names(&mut connection, &sql).await;
            match class {
                Identifying => naming.extend(found),
                Plain | Pseudonymous | Delicate | Secret => assert_eq!(found, Vec::<String>::new(), "{column}"),
            }
        }
        assert!(naming.len() >= 2, "the search finds codes and accounts where they are: {naming:?}");
    });
}
