//! The settings after all checks. Each wrong value gives its own line; all are reported together.

use super::checks::Checks;
use super::file::File;
use super::limits::Limits;
use super::observability::Observability;
use super::pdnd::{self, PdndSettings};
use super::{ConfigError, Environment, Secret};
use libretto_core::iban::Iban;
use std::net::{IpAddr, SocketAddr};
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Which store holds the data.
#[derive(Clone, Debug)]
pub(crate) enum StoreKind {
    /// One durable file in a folder; no server.
    Embedded {
        /// The folder.
        folder: PathBuf,
    },
    /// PostgreSQL.
    Postgres {
        /// Connection string; holds a password.
        url: Secret,
        /// Most connections.
        connections_max: usize,
        /// Whether prepared statements are kept (off behind a pooler in transaction mode).
        statement_cache: bool,
        /// Whether `serve` migrates the schema first.
        migrate_at_start: bool,
    },
}

/// Who issues the tokens.
#[derive(Clone, Debug)]
pub(crate) struct Identity {
    /// The `iss` claim.
    pub(crate) issuer: String,
    /// Where its keys are: a file or an https address.
    pub(crate) jwks: String,
    /// The `aud` claim.
    pub(crate) audience: String,
}

/// Who pays the workers.
#[derive(Clone, Debug)]
pub(crate) struct DebtorSettings {
    /// Name on the order.
    pub(crate) name: String,
    /// Account debited.
    pub(crate) iban: Iban,
    /// BIC of its bank.
    pub(crate) bic: Option<String>,
    /// CUC code given by the bank.
    pub(crate) cuc: Option<String>,
}

/// Everything.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// Where the API listens.
    pub(crate) address: SocketAddr,
    /// Threads that serve requests.
    pub(crate) workers: usize,
    /// Requests that one caller may make in a minute.
    pub(crate) requests_per_minute: NonZeroU32,
    /// How much the service takes on.
    pub(crate) limits: Limits,
    /// Where it can be watched.
    pub(crate) observability: Observability,
    /// How long `/status` answers 503 before the server stops.
    pub(crate) drain_delay: Duration,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub(crate) trusted_proxies: Vec<IpAddr>,
    /// Where the data are.
    pub(crate) store: StoreKind,
    /// Who issues the tokens; `None` makes a sandbox.
    pub(crate) identity: Option<Identity>,
    /// The e-service that the PDND offers; `None` when it offers none.
    pub(crate) pdnd: Option<PdndSettings>,
    /// Secret of the keyed hashes of fiscal codes; always there in production on PostgreSQL.
    pub(crate) hash_key: Option<Secret>,
    /// Fiscal code of the creditor body of the notices.
    pub(crate) creditor: String,
    /// Segregation code of the notices.
    pub(crate) segregation: u8,
    /// Folder of the payment files and of the spool of notices.
    pub(crate) output_folder: PathBuf,
    /// Folder of what heirs upload.
    pub(crate) documents_folder: PathBuf,
    /// Export of the register of population; `None` when none is connected.
    pub(crate) directory_file: Option<PathBuf>,
    /// Who pays the workers.
    pub(crate) debtor: DebtorSettings,
    /// Transfers in one file at most.
    pub(crate) transfers_per_file: usize,
}

/// Requests of one caller in a minute, unless configured.
const REQUESTS_PER_MINUTE: NonZeroU32 = NonZeroU32::MIN.saturating_add(599);
const SANDBOX_REQUESTS_PER_MINUTE: NonZeroU32 = NonZeroU32::MIN.saturating_add(999_999);
const DEFAULT_FOLDER: &str = ".libretto";
/// Fiscal code of INPS, the creditor body of the scheme.
const INPS: &str = "80078750587";
/// An IBAN of no bank, for the sandbox only.
const SANDBOX_IBAN: &str = "IT60X0542811101000000123456";

impl Settings {
    /// Reads the file named by `LIBRETTO_CONFIG` (if any) and the environment, and checks everything.
    ///
    /// # Errors
    /// [`ConfigError`] with every wrong value.
    pub(crate) fn read(environment: Environment<'_>, folder: Option<PathBuf>) -> Result<Self, ConfigError> {
        let file =
            environment("LIBRETTO_CONFIG").map_or_else(|| Ok(File::default()), |path| File::read(path.as_ref()))?;
        let mut checks = Checks(Vec::new());
        let folder = folder
            .or_else(|| environment("LIBRETTO_ARCHIVIO").map(PathBuf::from))
            .or_else(|| file.archivio.cartella.clone())
            .unwrap_or_else(|| DEFAULT_FOLDER.into());
        let identity = identity(&file, environment, &mut checks);
        let pdnd = pdnd::read(&file.pdnd, environment, identity.as_ref(), &mut checks);
        let sandbox = identity.is_none();
        let address = address(&file, environment, sandbox, &mut checks);
        let store = store(&file, environment, &folder);
        // A production database reached without its issuer must not be taken for a sandbox and paid with made-up settings.
        let declared = environment("LIBRETTO_SANDBOX").is_some_and(|value| value == "1");
        checks.require(!sandbox || declared || matches!(store, StoreKind::Embedded { .. }), || {
            "  LIBRETTO_EMITTENTE: con un database serve l'emittente dei token; per una sandbox di persone inventate, LIBRETTO_SANDBOX=1"
                .to_owned()
        });
        let hash_key = hash_key(environment, &store, sandbox, &mut checks);
        let debtor = debtor(&file, environment, sandbox, &mut checks);
        let requests_per_minute = requests_per_minute(&file, environment, sandbox, &mut checks);
        let trusted_proxies = proxies(&file, &mut checks);
        let limits = Limits::read(&file.servizio, &store, &mut checks);
        let observability = Observability::read(&file.osservabilita, environment, &mut checks);
        let (Some(debtor), true) = (debtor, checks.0.is_empty()) else {
            return Err(ConfigError::Invalid(checks.0));
        };
        Ok(Self {
            address,
            workers: file.servizio.processi.map_or(2, NonZeroUsize::get),
            requests_per_minute,
            limits,
            observability,
            drain_delay: Duration::from_secs(file.servizio.secondi_di_preavviso_arresto.unwrap_or(0)),
            trusted_proxies,
            creditor: environment("LIBRETTO_ENTE_CREDITORE")
                .or_else(|| file.pagopa.ente_creditore.clone())
                .unwrap_or_else(|| INPS.to_owned()),
            segregation: file.pagopa.codice_segregazione.unwrap_or(1),
            output_folder: environment("LIBRETTO_USCITE")
                .map(PathBuf::from)
                .or_else(|| file.pagamenti.cartella.clone())
                .unwrap_or_else(|| folder.join("uscite")),
            documents_folder: environment("LIBRETTO_DOCUMENTI")
                .map(PathBuf::from)
                .or_else(|| file.documenti.cartella.clone())
                .unwrap_or_else(|| folder.join("documenti")),
            directory_file: environment("LIBRETTO_ANAGRAFE").map(PathBuf::from).or_else(|| file.anagrafe.file.clone()),
            transfers_per_file: file.pagamenti.bonifici_per_file.map_or(100_000, NonZeroUsize::get),
            store,
            identity,
            pdnd,
            hash_key,
            debtor,
        })
    }

    /// The same settings for a service that lives in a folder of its own and listens elsewhere.
    pub(crate) fn move_to(&mut self, folder: &Path, address: SocketAddr) {
        if matches!(self.store, StoreKind::Embedded { .. }) {
            self.store = StoreKind::Embedded { folder: folder.to_path_buf() };
        }
        self.output_folder = folder.join("uscite");
        self.documents_folder = folder.join("documenti");
        self.address = address;
        self.observability.metrics = None;
    }

    /// Whether this is a sandbox: no issuer is configured.
    pub(crate) const fn is_sandbox(&self) -> bool {
        self.identity.is_none()
    }
}

/// Where the API listens: a sandbox on this machine only.
fn address(file: &File, environment: Environment<'_>, sandbox: bool, checks: &mut Checks) -> SocketAddr {
    let address = environment("LIBRETTO_INDIRIZZO").or_else(|| file.servizio.indirizzo.clone());
    let address = address.unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let parsed: Option<SocketAddr> = checks.parse("LIBRETTO_INDIRIZZO", &address, "un indirizzo host:porta");
    let address = parsed.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080)));
    checks.require(!sandbox || address.ip().is_loopback(), || {
        format!("  LIBRETTO_INDIRIZZO: {address} non è locale; senza LIBRETTO_EMITTENTE il servizio è una sandbox e ascolta solo su 127.0.0.1")
    });
    address
}

fn identity(file: &File, environment: Environment<'_>, checks: &mut Checks) -> Option<Identity> {
    let issuer = environment("LIBRETTO_EMITTENTE").or_else(|| file.identita.emittente.clone())?;
    let jwks = environment("LIBRETTO_JWKS").or_else(|| file.identita.jwks.clone());
    checks.require(jwks.is_some(), || {
        "  LIBRETTO_JWKS: con un emittente serve l'indirizzo o il file delle sue chiavi".to_owned()
    });
    let jwks = jwks.unwrap_or_default();
    checks.keys("LIBRETTO_JWKS", &jwks);
    let audience = environment("LIBRETTO_DESTINATARIO").or_else(|| file.identita.destinatario.clone());
    checks.require(audience.is_some(), || {
        "  LIBRETTO_DESTINATARIO: con un emittente serve il valore atteso di «aud», altrimenti un token per altri varrebbe qui".to_owned()
    });
    Some(Identity { issuer, jwks, audience: audience.unwrap_or_default() })
}

fn store(file: &File, environment: Environment<'_>, folder: &Path) -> StoreKind {
    match environment("LIBRETTO_DATABASE_URL") {
        Some(url) => StoreKind::Postgres {
            url: Secret::new(url),
            connections_max: file.archivio.connessioni_massime.map_or(8, NonZeroUsize::get),
            statement_cache: file.archivio.memoria_istruzioni.unwrap_or(true),
            migrate_at_start: file.archivio.migra_all_avvio.unwrap_or(false),
        },
        None => StoreKind::Embedded { folder: folder.to_path_buf() },
    }
}

fn hash_key(environment: Environment<'_>, store: &StoreKind, sandbox: bool, checks: &mut Checks) -> Option<Secret> {
    let key = environment("LIBRETTO_CHIAVE_IMPRONTE").map(Secret::new);
    let needed = !sandbox && matches!(store, StoreKind::Postgres { .. });
    checks.require(!needed || key.is_some(), || {
        "  LIBRETTO_CHIAVE_IMPRONTE: serve il segreto delle impronte dei codici fiscali (per esempio `openssl rand -hex 32`)".to_owned()
    });
    let long_enough = key.as_ref().is_none_or(|key| key.expose().len() >= 32);
    checks.require(long_enough, || "  LIBRETTO_CHIAVE_IMPRONTE: servono almeno 32 caratteri".to_owned());
    key
}

fn requests_per_minute(file: &File, environment: Environment<'_>, sandbox: bool, checks: &mut Checks) -> NonZeroU32 {
    // A sandbox is for playing whole years in seconds; it is reached from this machine only.
    let default = if sandbox { SANDBOX_REQUESTS_PER_MINUTE } else { REQUESTS_PER_MINUTE };
    let named = match environment("LIBRETTO_RICHIESTE_AL_MINUTO") {
        Some(text) => checks.parse("LIBRETTO_RICHIESTE_AL_MINUTO", &text, "un numero intero positivo"),
        None => file.servizio.richieste_al_minuto,
    };
    named.unwrap_or(default)
}

fn proxies(file: &File, checks: &mut Checks) -> Vec<IpAddr> {
    let texts = &file.servizio.proxy_fidati;
    texts.iter().filter_map(|text| checks.parse("servizio.proxy_fidati", text, "un indirizzo IP")).collect()
}

fn debtor(file: &File, environment: Environment<'_>, sandbox: bool, checks: &mut Checks) -> Option<DebtorSettings> {
    let iban = environment("LIBRETTO_IBAN_ORDINANTE").or_else(|| file.pagamenti.iban.clone());
    checks.require(sandbox || iban.is_some(), || {
        "  LIBRETTO_IBAN_ORDINANTE: serve il conto da cui partono i pagamenti".to_owned()
    });
    let iban = iban.unwrap_or_else(|| SANDBOX_IBAN.to_owned());
    let iban = checks.parse::<Iban>("LIBRETTO_IBAN_ORDINANTE", &iban, "un IBAN corretto")?;
    let name = file.pagamenti.ordinante.clone().unwrap_or_else(|| "INPS Libretto Famiglia".to_owned());
    let (bic, cuc) = (file.pagamenti.bic.clone(), file.pagamenti.codice_cuc.clone());
    Some(DebtorSettings { name, iban, bic, cuc })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    fn read(pairs: &[(&str, &str)]) -> Result<Settings, ConfigError> {
        let map: HashMap<String, String> = pairs.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect();
        Settings::read(&|name| map.get(name).cloned(), None)
    }

    #[test]
    fn without_anything_it_is_a_sandbox_on_the_embedded_store() {
        let settings = read(&[]).ok();
        assert!(settings.as_ref().is_some_and(Settings::is_sandbox));
        assert!(settings.is_some_and(|one| matches!(one.store, StoreKind::Embedded { .. })));
    }

    #[test]
    fn documents_lie_beside_the_store_and_no_register_of_population_is_connected() {
        let settings = read(&[("LIBRETTO_ARCHIVIO", "dati")]).ok();
        let places = settings.map(|one| (one.documents_folder, one.directory_file));
        assert_eq!(places, Some((PathBuf::from("dati").join("documenti"), None)));
        let settings = read(&[("LIBRETTO_DOCUMENTI", "altrove"), ("LIBRETTO_ANAGRAFE", "anpr.jsonl")]).ok();
        let places = settings.map(|one| (one.documents_folder, one.directory_file));
        assert_eq!(places, Some((PathBuf::from("altrove"), Some(PathBuf::from("anpr.jsonl")))));
    }

    #[test]
    fn every_wrong_value_has_its_line_and_no_secret_is_shown() {
        let error = read(&[
            ("LIBRETTO_INDIRIZZO", "qui"),
            ("LIBRETTO_EMITTENTE", "https://idp.example"),
            ("LIBRETTO_JWKS", "http://idp.example/jwks"),
            ("LIBRETTO_CHIAVE_IMPRONTE", "corta"),
        ]);
        let text = error.err().map(|error| error.to_string()).unwrap_or_default();
        for name in [
            "LIBRETTO_INDIRIZZO",
            "LIBRETTO_JWKS",
            "LIBRETTO_DESTINATARIO",
            "LIBRETTO_CHIAVE_IMPRONTE",
            "LIBRETTO_IBAN_ORDINANTE",
        ] {
            assert!(text.contains(name), "{name} is missing in {text}");
        }
        assert!(!text.contains("corta"));
    }

    #[test]
    fn a_sandbox_listens_on_loopback_only() {
        assert!(read(&[("LIBRETTO_INDIRIZZO", "0.0.0.0:8080")]).is_err());
    }

    #[test]
    fn figures_are_told_on_loopback_unless_a_closed_network_is_declared() {
        assert_eq!(read(&[]).ok().and_then(|one| one.observability.metrics), None);
        let local = read(&[("LIBRETTO_METRICHE", "127.0.0.1:9100")]).ok().and_then(|one| one.observability.metrics);
        assert_eq!(local, Some(SocketAddr::from(([127, 0, 0, 1], 9100))));
        let error = read(&[("LIBRETTO_METRICHE", "0.0.0.0:9100")]).err().map(|error| error.to_string());
        assert!(error.is_some_and(|text| text.contains("metriche_in_rete")));
        assert!(read(&[("LIBRETTO_METRICHE", "qui")]).is_err());
        assert!(read(&[("LIBRETTO_OTLP", "collector:4318")]).is_err());
    }

    #[test]
    fn a_database_without_an_issuer_is_no_sandbox_by_accident() {
        let error = read(&[("LIBRETTO_DATABASE_URL", "postgres://localhost/libretto")]).err();
        assert!(error.is_some_and(|error| error.to_string().contains("LIBRETTO_SANDBOX")));
    }

    #[test]
    fn the_password_of_the_database_is_not_in_debug() {
        let url = "postgres://libretto:parola@localhost/libretto";
        let settings = read(&[("LIBRETTO_DATABASE_URL", url), ("LIBRETTO_SANDBOX", "1")]).ok();
        assert!(settings.is_some_and(|one| !format!("{one:?}").contains("parola")));
    }
}
