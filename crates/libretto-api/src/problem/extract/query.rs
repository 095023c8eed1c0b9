//! A query string.

use super::messages::explain;
use crate::problem::{Problem, ProblemType};
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use serde::de::DeserializeOwned;
use std::future::{Ready, ready};

/// The parameters of a query. `T` should say `deny_unknown_fields`.
///
/// Refusals: `richiesta-non-valida`, naming the parameter; `cursore-non-valido` and the like when the type of the parameter
/// says so later.
#[derive(Clone, Debug)]
pub struct ApiQuery<T>(pub T);

impl<T: DeserializeOwned> FromRequest for ApiQuery<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(parse(request.query_string()).map(Self))
    }
}

fn parse<T: DeserializeOwned>(query: &str) -> Result<T, Problem> {
    let pairs = serde_urlencoded::Deserializer::new(form_urlencoded::parse(query.as_bytes()));
    serde_path_to_error::deserialize(pairs).map_err(|error| {
        let finding = explain(&error.inner().to_string());
        let named = error.path().iter().next().map(ToString::to_string).filter(|name| name != "?");
        let parameter = finding.field.or(named).map(|name| format!("/{name}")).unwrap_or_default();
        Problem::new(ProblemType::RichiestaNonValida)
            .detail("Un parametro di ricerca non ha la forma prevista.")
            .field(parameter, finding.message)
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize, Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Filter {
        anno: i32,
        testo: Option<String>,
    }

    fn refused(query: &str) -> (String, String) {
        let problem = parse::<Filter>(query).unwrap_err();
        assert_eq!(problem.kind(), ProblemType::RichiestaNonValida);
        let field = problem.body(None, None).campi[0].clone();
        (field.campo, field.messaggio)
    }

    #[test]
    fn a_good_query_is_read() {
        let filter = Filter { anno: 2026, testo: Some("a b".into()) };
        assert_eq!(parse::<Filter>("anno=2026&testo=a+b").unwrap(), filter);
    }

    #[test]
    fn the_parameter_is_named() {
        assert_eq!(refused(""), ("/anno".into(), "campo obbligatorio mancante".into()));
        assert_eq!(refused("anno=2026&annno=1"), ("/annno".into(), "campo non previsto".into()));
        assert_eq!(refused("anno=2026&anno=2027"), ("/anno".into(), "campo ripetuto".into()));
        assert_eq!(refused("anno=duemila"), ("/anno".into(), "valore non valido".into()));
    }
}
