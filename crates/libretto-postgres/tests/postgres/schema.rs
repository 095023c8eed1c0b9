//! The schema: it goes up, down and up again under data, every foreign key has its index, every CHECK fires.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use crate::heirs::with_heirs;
use crate::register::{replay, whole_register};
use crate::support::with_database;
use diesel::QueryableByName;
use diesel::result::Error;
use diesel::sql_types::Text;
use diesel_async::{AsyncMigrationHarness, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use diesel_migrations::MigrationHarness;
use libretto_core::ports::Queries;
use libretto_postgres::{MIGRATIONS, migrate, pending_migrations};

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

pub(crate) async fn names(connection: &mut AsyncPgConnection, sql: &str) -> Vec<String> {
    let found: Vec<Name> = diesel::sql_query(sql).load(connection).await.unwrap();
    found.into_iter().map(|one| one.name).collect()
}

const TABLES: &str = "SELECT table_name::text AS name FROM information_schema.tables \
    WHERE table_schema = 'public' AND table_name <> '__diesel_schema_migrations' ORDER BY 1";

#[test]
fn migrations_go_up_down_and_up_under_data() {
    with_database(async |database| {
        let url = database.url();
        assert_eq!(pending_migrations(&url).await.unwrap(), Vec::<String>::new());
        whole_register(&database.store().await).await;
        let mut connection = database.connection().await;
        let before = names(&mut connection, TABLES).await;
        assert!(before.len() > 15, "{before:?}");

        let mut harness = AsyncMigrationHarness::new(database.connection().await);
        let reverted = harness.revert_all_migrations(MIGRATIONS).unwrap().len();
        assert_eq!(names(&mut connection, TABLES).await, Vec::<String>::new());
        assert_eq!(pending_migrations(&url).await.unwrap().len(), reverted);

        assert_eq!(migrate(&url).await.unwrap().len(), reverted);
        assert_eq!(names(&mut connection, TABLES).await, before);
        whole_register(&database.store().await).await;
        assert_eq!(migrate(&url).await.unwrap(), Vec::<String>::new());
    });
}

#[test]
fn a_database_without_the_schema_is_not_healthy() {
    use libretto_core::ports::{Store, StoreError};
    with_database(async |database| {
        let store = database.store().await;
        store.health().await.unwrap();
        let mut harness = AsyncMigrationHarness::new(database.connection().await);
        harness.revert_all_migrations(MIGRATIONS).unwrap();
        assert!(matches!(store.health().await, Err(StoreError::Unavailable(_))));
    });
}

#[test]
fn every_foreign_key_is_indexed() {
    with_database(async |database| {
        let mut connection = database.connection().await;
        let all = names(&mut connection, "SELECT conname::text AS name FROM pg_constraint WHERE contype = 'f'").await;
        assert!(!all.is_empty());
        let bare = names(
            &mut connection,
            "SELECT c.conname::text AS name FROM pg_constraint AS c WHERE c.contype = 'f' AND NOT EXISTS \
             (SELECT 1 FROM pg_index AS i WHERE i.indrelid = c.conrelid AND i.indpred IS NULL \
             AND (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)",
        )
        .await;
        assert_eq!(bare, Vec::<String>::new());
    });
}

#[test]
fn nothing_in_the_schema_acts_by_itself() {
    with_database(async |database| {
        let mut connection = database.connection().await;
        let found = names(
            &mut connection,
            "SELECT tgname::text AS name FROM pg_trigger WHERE NOT tgisinternal UNION ALL \
             SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace UNION ALL \
             SELECT relname::text FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace UNION ALL \
             SELECT conname::text FROM pg_constraint WHERE condeferrable UNION ALL \
             SELECT column_name::text FROM information_schema.columns WHERE table_schema = 'public' \
             AND table_name <> '__diesel_schema_migrations' AND column_default LIKE '%(%'",
        )
        .await;
        assert_eq!(found, Vec::<String>::new());
    });
}

/// A bonus that was granted.
const A_BONUS: &str = "INSERT INTO bonus SELECT utilizzatore_id, utilizzatore_id, 600, DATE '2020-06-01', \
    TIMESTAMPTZ '2020-06-01 08:00:00Z', NULL, 1 FROM portafogli LIMIT 1";

/// A delegation on paper that was revoked, a look, and a place of the chain.
const DELEGATIONS: &str = "INSERT INTO deleghe SELECT id, id, 'utilizzatore', id, 'patronato', '[\"profilo\"]', \
    DATE '2026-05-01', DATE '2026-05-31', 'prot. 12', sha256('signed'), TIMESTAMPTZ '2026-05-01 08:00:00Z', \
    TIMESTAMPTZ '2026-05-02 08:00:00Z', 2 FROM persone LIMIT 1; \
    INSERT INTO accessi SELECT id, TIMESTAMPTZ '2026-05-01 08:00:00Z', id, '{}', 'sede', 'vedi_scrivania', NULL, NULL \
    FROM persone LIMIT 1; \
    INSERT INTO catena_eventi SELECT 0, 1, id, sha256('sealed') FROM persone LIMIT 1";

/// A line of the ledger that only the bonus brings.
const BONUS_MONEY: &str = "INSERT INTO scritture SELECT casa, evento, 9, 'fondi_bonus', NULL, -600, causale, riferimento, istante \
    FROM scritture LIMIT 1";

/// Takes migrations back, the latest first, down to the one that parted the purses.
fn unpart_purses(harness: &mut AsyncMigrationHarness<AsyncPgConnection>) -> Result<(), String> {
    loop {
        let version = harness.revert_last_migration(MIGRATIONS).map_err(|error| error.to_string())?;
        if version.to_string() == "20261122000042" {
            return Ok(());
        }
    }
}

#[test]
fn what_was_in_the_wallet_is_own_money_and_what_was_unpaid_is_paid_with_its_month() {
    with_database(async |database| {
        let store = database.store().await;
        whole_register(&store).await;
        let mut connection = database.connection().await;
        let mut harness = AsyncMigrationHarness::new(database.connection().await);
        unpart_purses(&mut harness).unwrap();
        let sums = "SELECT sum(versato)::text AS name FROM portafogli";
        let before = names(&mut connection, sums).await;
        assert!(!migrate(&database.url()).await.unwrap().is_empty());
        assert_eq!(names(&mut connection, sums).await, before);
        let own = names(&mut connection, "SELECT DISTINCT borsa AS name FROM portafogli WHERE mosse > 0").await;
        assert_eq!(own, ["propria"]);
        let moved = "SELECT id::text AS name FROM prestazioni WHERE to_char(mese_pagamento, 'YYYY-MM') <> to_char(giorno, 'YYYY-MM')";
        assert_eq!(names(&mut connection, moved).await, Vec::<String>::new());
        let store = database.store().await;
        assert_eq!(store.confronta(&replay(&store).await).await.unwrap(), Vec::new());
    });
}

#[test]
fn a_register_with_bonus_money_cannot_go_back_and_loses_nothing() {
    with_database(async |database| {
        whole_register(&database.store().await).await;
        let mut connection = database.connection().await;
        connection.batch_execute(A_BONUS).await.unwrap();
        connection.batch_execute(BONUS_MONEY).await.unwrap();
        let mut harness = AsyncMigrationHarness::new(database.connection().await);
        let refusal = unpart_purses(&mut harness).unwrap_err();
        assert!(refusal.contains("scritture_conto"), "{refusal}");
        assert_eq!(names(&mut connection, "SELECT importo::text AS name FROM bonus").await, ["600.00"]);
        assert_eq!(names(&mut connection, "SELECT DISTINCT borsa AS name FROM portafogli").await, ["propria"]);
    });
}

#[test]
fn a_register_with_heirs_cannot_go_back_and_loses_nothing() {
    with_database(async |database| {
        with_heirs(&database.store().await).await;
        let mut connection = database.connection().await;
        let mut harness = AsyncMigrationHarness::new(database.connection().await);
        let refusal = unpart_purses(&mut harness).unwrap_err();
        assert!(refusal.contains("guardia_conflitto"), "{refusal}");
        let left = "SELECT count(*)::text AS name FROM pratiche_eredi";
        assert_eq!(names(&mut connection, left).await, ["1"]);
        // What was closed and counted is closed and counted again: what came after the heirs was taken back, they were not.
        let taken_back = pending_migrations(&database.url()).await.unwrap();
        assert!(taken_back.iter().all(|name| name.as_str() > "2026-11-23-000060_eredi"), "{taken_back:?}");
        assert_eq!(migrate(&database.url()).await.unwrap().len(), taken_back.len());
        let store = database.store().await;
        assert_eq!(store.confronta(&replay(&store).await).await.unwrap(), Vec::new());
    });
}

/// For each CHECK a statement that breaks it, and no other before it, in a register where everything happened.
const BROKEN: &[(&str, &str)] = &[
    ("persone_impronta_intera", "UPDATE persone SET impronta = '\\x00' WHERE cognome = 'Casa'"),
    ("persone_codice_fiscale_lungo", "UPDATE persone SET codice_fiscale = 'X'"),
    ("utilizzatori_versione_positiva", "UPDATE utilizzatori SET versione = 0"),
    ("utilizzatori_decesso_intero", "UPDATE utilizzatori SET decesso_registrato_il = NULL"),
    (
        "utilizzatori_decesso_passato",
        "UPDATE utilizzatori SET decesso_ora = decesso_registrato_il + interval '1 minute'",
    ),
    ("portafogli_impegnato_positivo", "UPDATE portafogli SET impegnato = -1"),
    ("portafogli_speso_positivo", "UPDATE portafogli SET speso = -1"),
    ("portafogli_rimborsato_positivo", "UPDATE portafogli SET rimborsato = -1"),
    ("portafogli_mosse", "UPDATE portafogli SET mosse = -1"),
    ("portafogli_borsa", "UPDATE portafogli SET borsa = 'altra'"),
    ("portafogli_capienza", "UPDATE portafogli SET rimborsato = versato - speso - impegnato + 0.01"),
    ("prestatori_versione_positiva", "UPDATE prestatori SET versione = 0"),
    ("coordinate_iban_lungo", "UPDATE coordinate SET iban = 'IT60'"),
    ("modalita_scelte_tipo", "UPDATE modalita_scelte SET tipo = 'contanti' WHERE coordinate_id IS NULL"),
    ("modalita_scelte_coordinate", "UPDATE modalita_scelte SET coordinate_id = NULL WHERE tipo = 'bonifico'"),
    ("autocertificazioni_categoria", "UPDATE autocertificazioni SET categoria = 'altro'"),
    ("rapporti_tipo", "UPDATE rapporti SET tipo = 'altro'"),
    ("anni_prestatore_compensi_positivi", "UPDATE anni_prestatore SET compensi = -0.01"),
    ("anni_prestatore_lim_a", "UPDATE anni_prestatore SET compensi = limite + 0.01"),
    ("anni_prestatore_lim_a_esterni", "UPDATE anni_prestatore SET esterni = limite + 1 WHERE esterni_versione > 0"),
    ("anni_prestatore_esterni_positivi", "UPDATE anni_prestatore SET esterni = -1 WHERE esterni_versione > 0"),
    ("anni_prestatore_esterni_interi", "UPDATE anni_prestatore SET esterni_noto_il = NULL"),
    ("anni_prestatore_eccedenza", "UPDATE anni_prestatore SET eccedenza = -0.01"),
    ("comunicazioni_obbligatorie_parti", "UPDATE comunicazioni_obbligatorie SET lavoratore_id = datore_id"),
    ("comunicazioni_obbligatorie_protocollo", "UPDATE comunicazioni_obbligatorie SET protocollo = ''"),
    ("comunicazioni_obbligatorie_tipo", "UPDATE comunicazioni_obbligatorie SET tipo = 'altro'"),
    ("comunicazioni_obbligatorie_giorni", "UPDATE comunicazioni_obbligatorie SET al = dal - 1"),
    ("comunicazioni_obbligatorie_versione_positiva", "UPDATE comunicazioni_obbligatorie SET versione = 0"),
    ("anni_utilizzatore_computato_positivo", "UPDATE anni_utilizzatore SET computato = -0.01"),
    ("anni_utilizzatore_peso", "UPDATE anni_utilizzatore SET computato = compensi + 0.01"),
    ("anni_utilizzatore_lim_b", "UPDATE anni_utilizzatore SET computato = limite + 0.01, compensi = limite + 0.01"),
    ("anni_coppia_compensi_positivi", "UPDATE anni_coppia SET compensi = -0.01"),
    ("anni_coppia_minuti_positivi", "UPDATE anni_coppia SET minuti = -1"),
    ("anni_coppia_versione_positiva", "UPDATE anni_coppia SET versione = 0"),
    ("anni_coppia_lim_c", "UPDATE anni_coppia SET compensi = limite + 0.01"),
    ("anni_coppia_lim_h", "UPDATE anni_coppia SET minuti = limite_ore + 1"),
    ("prestazioni_ambito", "UPDATE prestazioni SET ambito = 'edilizia'"),
    ("prestazioni_borsa", "UPDATE prestazioni SET borsa = 'altra', ambito = 'assistenza_domiciliare'"),
    ("prestazioni_bonus", "UPDATE prestazioni SET borsa = 'bonus'"),
    ("prestazioni_mese_pagamento", "UPDATE prestazioni SET mese_pagamento = mese_pagamento - interval '1 month'"),
    ("prestazioni_durata", "UPDATE prestazioni SET fine = inizio"),
    ("prestazioni_minuti", "UPDATE prestazioni SET minuti = minuti + 1"),
    ("prestazioni_titoli", "UPDATE prestazioni SET titoli = 0"),
    ("prestazioni_ripartizione", "UPDATE prestazioni SET costo = costo + 0.01"),
    ("prestazioni_importi", "UPDATE prestazioni SET ivs = -1, costo = costo - ivs - 1"),
    ("prestazioni_computato", "UPDATE prestazioni SET computato = compenso + 0.01"),
    ("prestazioni_stato", "UPDATE prestazioni SET stato = 'persa' WHERE pagamento_id IS NULL"),
    ("prestazioni_mandato", "UPDATE prestazioni SET mandato_onere = NULL WHERE mandato_numero IS NOT NULL"),
    (
        "prestazioni_convalidata",
        "UPDATE prestazioni SET stato = 'convalidata', pagamento_id = NULL WHERE mandato_numero IS NULL",
    ),
    ("prestazioni_liquidata", "UPDATE prestazioni SET pagamento_id = NULL WHERE stato = 'liquidata'"),
    ("prestazioni_versione_positiva", "UPDATE prestazioni SET versione = 0"),
    ("bonus_importo_positivo", "UPDATE bonus SET importo = 0"),
    ("bonus_appropriato_dopo", "UPDATE bonus SET appropriato_il = concesso_il - interval '1 minute'"),
    ("bonus_versione_positiva", "UPDATE bonus SET versione = 0"),
    ("versamenti_importo_positivo", "UPDATE versamenti SET importo = 0"),
    ("versamenti_stato", "UPDATE versamenti SET stato = 'perso' WHERE accreditato_il IS NULL"),
    ("versamenti_accredito", "UPDATE versamenti SET accreditato_il = NULL WHERE stato = 'accreditato'"),
    ("versamenti_versione_positiva", "UPDATE versamenti SET versione = 0"),
    ("ricevute_importo_positivo", "UPDATE ricevute SET importo = 0"),
    ("ricevute_esito", "UPDATE ricevute SET versamento_id = NULL WHERE esito = 'accreditata'"),
    ("ricevute_motivo", "UPDATE ricevute SET esito = 'sospesa', versamento_id = NULL, motivo = 'altro'"),
    ("corse_mese", "UPDATE corse SET mese = mese + 1"),
    ("corse_numero_positivo", "UPDATE corse SET numero = 0"),
    ("corse_versione_positiva", "UPDATE corse SET versione = 0"),
    ("pagamenti_modalita", "UPDATE pagamenti SET modalita = 'contanti', coordinate_id = NULL, mandato = NULL"),
    ("pagamenti_coordinate", "UPDATE pagamenti SET coordinate_id = NULL WHERE modalita = 'bonifico'"),
    ("pagamenti_mandato", "UPDATE pagamenti SET mandato = NULL WHERE modalita = 'mandato_postale'"),
    ("pagamenti_prestazioni", "UPDATE pagamenti SET prestazioni = '[]'"),
    ("pagamenti_netto", "UPDATE pagamenti SET netto = netto + 0.01"),
    ("pagamenti_importi", "UPDATE pagamenti SET onere = -1, netto = lordo + 1"),
    ("coordinate_rimborsi_iban_lungo", "UPDATE coordinate_rimborsi SET iban = 'IT60'"),
    ("rimborsi_importi", "UPDATE rimborsi SET importo = richiesto + 0.01"),
    ("rimborsi_intestazione", "UPDATE rimborsi SET intestazione = 'altra'"),
    ("rimborsi_stato", "UPDATE rimborsi SET stato = 'perso' WHERE motivo IS NULL"),
    ("rimborsi_respinto", "UPDATE rimborsi SET motivo = NULL WHERE stato = 'respinto'"),
    ("rimborsi_motivo", "UPDATE rimborsi SET motivo = 'nessuno' WHERE stato = 'respinto'"),
    ("rimborsi_restituzione", "UPDATE rimborsi SET restituzione = 'nessuna'"),
    ("rimborsi_inviato", "UPDATE rimborsi SET invio_id = NULL WHERE stato = 'inviato'"),
    ("rimborsi_in_esame", "UPDATE rimborsi SET stato = 'in_esame', restituzione = NULL WHERE stato = 'inviato'"),
    ("rimborsi_versione_positiva", "UPDATE rimborsi SET versione = 0"),
    ("corse_rimborsi_numero_positivo", "UPDATE corse_rimborsi SET numero = -numero"),
    ("corse_rimborsi_versione_positiva", "UPDATE corse_rimborsi SET versione = 0"),
    ("invii_rimborsi_importo_positivo", "UPDATE invii_rimborsi SET importo = 0"),
    ("eventi_numero_positivo", "UPDATE eventi SET numero = 0 WHERE numero = 1"),
    ("eventi_canale", "UPDATE eventi SET canale = 'fax'"),
    ("eventi_tipo", "UPDATE eventi SET tipo = 'altro'"),
    ("eventi_credenziale", "UPDATE eventi SET credenziale = 'password'"),
    ("deleghe_ruolo", "UPDATE deleghe SET ruolo = 'erede'"),
    ("deleghe_categoria", "UPDATE deleghe SET ente_categoria = 'banca'"),
    ("deleghe_ambiti", "UPDATE deleghe SET ambiti = '[\"profilo\", \"tutto\"]'"),
    ("deleghe_giorni", "UPDATE deleghe SET al = dal - 1"),
    ("deleghe_documento", "UPDATE deleghe SET documento_sha256 = NULL"),
    ("deleghe_documento_intero", "UPDATE deleghe SET documento_sha256 = '\\x00'"),
    ("deleghe_revoca", "UPDATE deleghe SET revocata_il = conferita_il - interval '1 second'"),
    ("deleghe_versione", "UPDATE deleghe SET versione = 1"),
    ("accessi_canale", "UPDATE accessi SET canale = 'fax'"),
    ("catena_eventi_partizione", "UPDATE catena_eventi SET partizione = 16"),
    ("catena_eventi_posto", "UPDATE catena_eventi SET posto = 0"),
    ("catena_eventi_impronta_intera", "UPDATE catena_eventi SET impronta = '\\x00'"),
    ("accessi_operazione", "UPDATE accessi SET operazione = ''"),
    ("scritture_importo", "UPDATE scritture SET importo = 0"),
    ("scritture_conto", "UPDATE scritture SET conto = 'altro' WHERE titolare IS NULL"),
    ("scritture_titolare", "UPDATE scritture SET titolare = NULL WHERE conto = 'portafoglio'"),
    ("chiavi_idempotenza_impronta_intera", "UPDATE chiavi_idempotenza SET impronta = '\\x00'"),
    ("chiavi_idempotenza_status", "UPDATE chiavi_idempotenza SET status = 42"),
    ("eredi_versione_positiva", "UPDATE eredi SET versione = 0"),
    (
        "pratiche_eredi_utilizzatore",
        "UPDATE pratiche_eredi SET pratica = pratica - 'utilizzatore' || '{\"utilizzatore\": \"\"}'",
    ),
    ("pratiche_eredi_versione", "UPDATE pratiche_eredi SET versione = versione + 1"),
    ("pratiche_eredi_tempi", "UPDATE pratiche_eredi SET aggiornata_il = aperta_il - interval '1 second'"),
    (
        "gettoni_usati_spazio",
        "INSERT INTO gettoni_usati VALUES ('', decode(repeat('00', 32), 'hex'), TIMESTAMPTZ '2026-12-01Z')",
    ),
    ("gettoni_usati_impronta_intera", "INSERT INTO gettoni_usati VALUES ('prova', '\\x00', TIMESTAMPTZ '2026-12-01Z')"),
    ("guardia_conflitto", "INSERT INTO guardie VALUES (TRUE, FALSE)"),
    ("guardia_quadratura", "INSERT INTO guardie VALUES (FALSE, TRUE)"),
];

#[test]
fn every_check_fires() {
    with_database(async |database| {
        with_heirs(&database.store().await).await;
        let mut connection = database.connection().await;
        connection.batch_execute(A_BONUS).await.unwrap();
        connection.batch_execute(DELEGATIONS).await.unwrap();
        for (constraint, sql) in BROKEN {
            match connection.batch_execute(sql).await {
                Err(Error::DatabaseError(_, found)) => {
                    assert_eq!(found.constraint_name(), Some(*constraint), "{sql}: {}", found.message());
                }
                other => panic!("{constraint}: {other:?}"),
            }
        }
        let mut all = names(
            &mut connection,
            "SELECT conname::text AS name FROM pg_constraint WHERE contype = 'c' \
             AND connamespace = 'public'::regnamespace",
        )
        .await;
        let mut tried: Vec<String> = BROKEN.iter().map(|(name, _)| (*name).to_owned()).collect();
        all.sort();
        tried.sort();
        assert_eq!(tried, all);
    });
}
