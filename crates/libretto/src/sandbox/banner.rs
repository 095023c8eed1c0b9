//! What a sandbox prints at start: that it is one, and the next steps with tokens ready to paste.

use super::token::{Metodo, Ruolo, TokenRequest, mint};
use crate::commands::CommandError;
use crate::config::{Settings, StoreKind};
use crate::output;
use crate::wiring::{self, Wired};
use libretto_api::BASE_PATH;
use libretto_core::civil_time::format_rome;
use std::net::SocketAddr;

/// A made-up person: variable of the shell, fiscal code, given and family name.
const PEOPLE: [(&str, &str, &str, &str); 2] =
    [("FAMIGLIA", "RSSMRA80A01H501U", "Mario", "Rossi"), ("LAVORATRICE", "BNCNNA75C55F205P", "Anna", "Bianchi")];

/// Prints the banner.
pub(crate) fn show(settings: &Settings, wired: &Wired, addresses: &[SocketAddr]) -> Result<(), CommandError> {
    let address = addresses.first().map_or_else(|| settings.address.to_string(), ToString::to_string);
    let store = match &settings.store {
        StoreKind::Embedded { folder } => format!("archivio incorporato in {}", folder.display()),
        StoreKind::Postgres { .. } => "archivio PostgreSQL".to_owned(),
    };
    output::line("================================================================================");
    output::line("  LIBRETTO, SANDBOX: persone inventate, denaro finto, chiave propria, solo da questa macchina.");
    output::line("  Con LIBRETTO_EMITTENTE e LIBRETTO_JWKS diventa un servizio vero, senza nulla di tutto questo.");
    output::line("================================================================================");
    output::line(&format!("{store}; in Italia sono le {}", format_rome(wired.libretto.clock.now())));
    output::line(&format!("API:            http://{address}{BASE_PATH}"));
    output::line(&format!(
        "documentazione: http://{address}/documentazione    documento: http://{address}/openapi.json"
    ));
    output::line("");
    output::line("Incolla in un altro terminale (poi segui il giro di cinque minuti del README):");
    output::line("");
    output::line(&format!("export API=http://{address}{BASE_PATH}"));
    let key = wiring::sandbox_key(settings)?;
    for (variable, code, nome, cognome) in PEOPLE {
        let request = request(Ruolo::Cittadino, code.parse().ok(), nome, cognome);
        output::line(&format!("export {variable}={}", mint(&key, &request)?));
    }
    for (variable, ruolo) in [("PAGOPA", Ruolo::SistemaPagamenti), ("BACKOFFICE", Ruolo::BackOffice)] {
        output::line(&format!("export {variable}={}", mint(&key, &request(ruolo, None, "", ""))?));
    }
    output::line("curl -s -H \"Authorization: Bearer $FAMIGLIA\" $API/profilo");
    output::line("");
    output::line("Altri token: libretto token --codice-fiscale ... --nome ... --cognome ...    Fine: Ctrl-C");
    Ok(())
}

fn request(
    ruolo: Ruolo,
    code: Option<libretto_core::codice_fiscale::CodiceFiscale>,
    nome: &str,
    cognome: &str,
) -> TokenRequest {
    let (nome, cognome) = (nome.to_owned(), cognome.to_owned());
    TokenRequest {
        codice_fiscale: code,
        nome,
        cognome,
        data_nascita: None,
        ruolo,
        canale: None,
        metodo: Metodo::Spid,
        ente: None,
    }
}
