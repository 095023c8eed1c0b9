//! What other registries tell of the parties.

use serde::Deserialize;

/// A notice of the registry of *comunicazioni obbligatorie*. Its parties are people of `dato`, registered or not.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notifica {
    /// Protocol.
    pub protocollo: String,
    /// The employer.
    pub datore: String,
    /// The employee.
    pub lavoratore: String,
    /// `subordinato`, `collaborazione` or `somministrazione`.
    pub tipo: String,
    /// First day.
    pub dal: String,
    /// Last day, inclusive.
    pub al: Option<String>,
}

/// What a worker earned in a year outside the Libretto Famiglia.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compensi {
    /// The worker.
    pub prestatore: String,
    /// The year.
    pub anno: u16,
    /// The total.
    pub importo: String,
    /// Instant of the knowledge, in UTC.
    pub noto_il: String,
}
