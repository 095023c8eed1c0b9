//! The one mapping from what a use case says to what the caller is told.

use super::types::spiegazione::{Spiegazione, Viewer, pointer, violazioni};
use crate::conditional::etag;
use crate::problem::{Problem, ProblemType};
use libretto_core::catalogue::Campo;
use libretto_core::change::CommitError;
use libretto_core::parameters::NotInForce;
use libretto_core::ports::{DirectoryError, DocumentError, FundingError, StoreError};
use libretto_core::use_cases::UseCaseError;
use libretto_core::violation::Rejected;

/// Seconds to wait when others change the same records.
const CONTENDED_RETRY_SECONDS: u64 = 1;

/// The problem of a use case, for the eyes of who called.
pub(crate) fn problem(error: UseCaseError, viewer: Viewer) -> Problem {
    match error {
        UseCaseError::Rejected(rejected) => refused(rejected, viewer, pointer),
        UseCaseError::NotFound => Problem::not_found(),
        UseCaseError::Forbidden => Problem::forbidden(),
        UseCaseError::KeyReused => Problem::new(ProblemType::ChiaveIdempotenzaRiusata),
        UseCaseError::Stale { current } => {
            let (name, value) = etag(u64::from(current));
            Problem::new(ProblemType::PrecondizioneFallita).header(name, value)
        }
        UseCaseError::Contended => Problem::unavailable(&error).retry_after(CONTENDED_RETRY_SECONDS),
        UseCaseError::IncompleteIdentity(attribute) => incomplete(attribute),
        UseCaseError::NotInForce(period) => not_in_force(&period),
        UseCaseError::Store(StoreError::Unavailable(cause)) | UseCaseError::Commit(CommitError::Unavailable(cause)) => {
            Problem::unavailable(cause)
        }
        // The text of a database's complaint can hold the row: only that it happened is written here.
        UseCaseError::Store(StoreError::Corrupt(_)) | UseCaseError::Commit(CommitError::Invariant(_)) => {
            Problem::internal(&error)
        }
        // The use cases load and decide again by themselves; were it ever not so, repeating the request does.
        UseCaseError::Commit(CommitError::Conflict | CommitError::OutcomeUnknown) => {
            Problem::unavailable(&error).retry_after(CONTENDED_RETRY_SECONDS)
        }
        UseCaseError::Funding(FundingError::Unavailable(cause)) => Problem::unavailable(cause),
        UseCaseError::Funding(FundingError::Refused(cause)) => {
            Problem::invalid_field("/importo", "il sistema dei pagamenti non ammette questo importo").cause(cause)
        }
        UseCaseError::Payout(cause) => Problem::internal(cause),
        UseCaseError::Notice(cause) => Problem::internal(cause),
        UseCaseError::Document(DocumentError::Missing(_)) => Problem::internal(&error),
        UseCaseError::Document(DocumentError::Unavailable(cause))
        | UseCaseError::Directory(DirectoryError::Unavailable(cause)) => Problem::unavailable(cause),
    }
}

/// A refusal by the law: its violations and the whole explanation. The type is that of the violation when there is one code
/// only; several that are all matters of state are a conflict, any others a negative decision.
pub(crate) fn refused(rejected: Rejected, viewer: Viewer, pointer: fn(Campo) -> String) -> Problem {
    let codes = rejected.codes();
    let kind = match codes.as_slice() {
        [only, rest @ ..] if rest.iter().all(|code| code == only) => ProblemType::Decisione(*only),
        _ if rejected.is_conflict() => ProblemType::StatoIncompatibile,
        _ => ProblemType::DecisioneNegativa,
    };
    let explanation = viewer.explanation(rejected.explanation);
    let steps = serde_json::to_value(Spiegazione::new(&explanation, viewer)).unwrap_or_default();
    let detail = violazioni(&explanation, pointer);
    let told: Vec<&str> = detail.iter().map(|violation| violation.messaggio.as_str()).collect();
    Problem::new(kind).detail(told.join(" ")).violations(detail).explanation(steps)
}

fn incomplete(attribute: &str) -> Problem {
    let what = match attribute {
        "given_name" => "il nome proprio",
        "family_name" => "il cognome",
        "birthdate" => "la data di nascita",
        _ => "un dato necessario",
    };
    Problem::new(ProblemType::IdentitaIncompleta).detail(format!("L'identità digitale non riporta {what}."))
}

/// The problem of a use case that was asked about a time; `pointer` names what said it, if that is outside the law.
pub(crate) fn problem_of_time(error: UseCaseError, viewer: Viewer, pointer: &str) -> Problem {
    match error {
        UseCaseError::NotInForce(period) => outside_the_law(&period, pointer),
        other => problem(other, viewer),
    }
}

/// Outside the law in time, said by the field at `pointer`.
pub(crate) fn outside_the_law(period: &NotInForce, pointer: &str) -> Problem {
    not_in_force(period).field(pointer, "precede la disciplina del Libretto Famiglia")
}

/// Outside the law in time.
pub(crate) fn not_in_force(period: &NotInForce) -> Problem {
    let from = period.first.map(|first| format!(" La disciplina si applica dal {}.", first.format("%d/%m/%Y")));
    let detail = format!(
        "Nel giorno {} la disciplina del Libretto Famiglia non è in vigore.{}",
        period.day.format("%d/%m/%Y"),
        from.unwrap_or_default()
    );
    Problem::new(ProblemType::DisciplinaNonInVigore).detail(detail).cause(period.key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use libretto_core::catalogue::Codice;
    use libretto_core::explanation::{Evaluation, Measure, Quantity};
    use libretto_core::money::Euro;
    use libretto_core::parameters::START;

    fn rejected(codes: &[Codice]) -> Rejected {
        let mut evaluation = Evaluation::new(START);
        for code in codes {
            let amount = Quantity::Euro(Euro::from_cents(500_000));
            evaluation.require(*code, false, Measure::of(amount, amount, amount));
        }
        match evaluation.finish() {
            Ok(explanation) | Err(explanation) => explanation.into(),
        }
    }

    fn of(codes: &[Codice]) -> (u16, String) {
        let body = refused(rejected(codes), Viewer::Utilizzatore, pointer).body(None, None);
        (body.status, body.codice)
    }

    #[test]
    fn one_code_has_its_own_type_and_several_share_one() {
        assert_eq!(of(&[Codice::LimiteCoppiaSuperato]), (422, "limite-coppia-superato".into()));
        assert_eq!(of(&[Codice::OrarioInesistente; 2]), (422, "orario-inesistente".into()));
        assert_eq!(of(&[Codice::FondiInsufficienti]), (409, "fondi-insufficienti".into()));
        assert_eq!(
            of(&[Codice::FondiInsufficienti, Codice::UtilizzatoreDeceduto]),
            (409, "stato-incompatibile".into())
        );
        assert_eq!(of(&[Codice::FondiInsufficienti, Codice::TermineScaduto]), (422, "decisione-negativa".into()));
    }

    #[test]
    fn the_household_learns_no_number_of_the_workers_limit() {
        let problem = refused(rejected(&[Codice::LimitePrestatoreSuperato]), Viewer::Utilizzatore, pointer);
        let body = serde_json::to_value(problem.body(None, None)).unwrap_or_default();
        assert_eq!(body["violazioni"][0]["regola"], "LIM-A");
        for name in ["limite", "usato", "richiesto"] {
            assert!(body["violazioni"][0].get(name).is_none() && body["spiegazione"]["passi"][0].get(name).is_none());
        }
        assert!(!body.to_string().contains("5000") && !body.to_string().contains("5.000"));
    }

    #[test]
    fn a_stale_change_is_told_the_present_version() {
        let answer = problem(UseCaseError::Stale { current: 4 }, Viewer::Prestatore).response(None, None);
        assert_eq!(answer.status(), 412);
        assert_eq!(
            answer.headers().get("etag").map(actix_web::http::header::HeaderValue::as_bytes),
            Some(&b"\"4\""[..])
        );
    }

    #[test]
    fn what_the_store_says_of_a_broken_invariant_is_not_repeated() {
        let error = UseCaseError::Commit(CommitError::Invariant("row (RSSMRA80A01H501U)".into()));
        let problem = problem(error, Viewer::BackOffice);
        assert_eq!(problem.kind(), ProblemType::ErroreInterno);
        assert!(problem.logged_cause().is_some_and(|cause| !cause.contains("RSSMRA")));
    }
}
