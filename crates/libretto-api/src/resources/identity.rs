//! Who registers: what the digital identity asserts, never what the request says.

use crate::ApiResult;
use crate::auth::Caller;
use libretto_core::use_cases::Identita;

/// The identity of a citizen.
pub(crate) fn identita(caller: &Caller) -> ApiResult<Identita> {
    Ok(Identita {
        codice_fiscale: *caller.require_citizen()?,
        nome_proprio: caller.given_name.clone(),
        cognome: caller.family_name.clone(),
        data_nascita: caller.birth_date,
    })
}
