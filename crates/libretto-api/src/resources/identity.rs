//! Who is acted for: what the digital identity asserts; for a body and for the branch, whom they name.

use super::types::testo::{CodiceFiscaleJson, Testo};
use crate::ApiResult;
use crate::auth::{Caller, Role};
use crate::problem::Problem;
use libretto_core::use_cases::Identita;
use serde::Deserialize;
use utoipa::ToSchema;

/// La persona per la quale si opera, quando non è chi chiama. La data di nascita è quella del codice fiscale.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "codice_fiscale": "RSSMRA80A01H501U", "nome_proprio": "Mario", "cognome": "Rossi" }))]
pub struct PersonaIndicata {
    /// Codice fiscale.
    #[schema(value_type = String, min_length = 16, max_length = 16)]
    pub codice_fiscale: CodiceFiscaleJson,
    /// Nome proprio.
    #[schema(value_type = String, max_length = 100)]
    pub nome_proprio: Testo<100>,
    /// Cognome.
    #[schema(value_type = String, max_length = 100)]
    pub cognome: Testo<100>,
}

/// The identity of the person who calls, or who is on the telephone.
pub(crate) fn identita(caller: &Caller) -> ApiResult<Identita> {
    Ok(Identita {
        codice_fiscale: *caller.require_person()?,
        nome_proprio: caller.given_name.clone(),
        cognome: caller.family_name.clone(),
        data_nascita: caller.birth_date,
    })
}

/// The identity of the person acted for: only who is no person names another, and must.
pub(crate) fn identita_di(
    caller: &Caller,
    written: Option<PersonaIndicata>,
    pointer: &'static str,
) -> ApiResult<Identita> {
    let names_another = matches!(caller.role, Role::Intermediario | Role::BackOffice);
    match written {
        Some(person) if names_another => Ok(Identita {
            codice_fiscale: person.codice_fiscale.0,
            nome_proprio: Some(person.nome_proprio.into_string()),
            cognome: Some(person.cognome.into_string()),
            // What another says of an age is not believed: the fiscal code says it.
            data_nascita: None,
        }),
        None if names_another => Err(Problem::invalid_field(pointer, "va indicata la persona per la quale si opera")),
        Some(_) => Err(Problem::invalid_field(pointer, "chi è la persona lo dice la sua identità digitale: va omesso")),
        None => identita(caller),
    }
}
