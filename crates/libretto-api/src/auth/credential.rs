//! With what a person showed who they are: the method (`amr`) and the level (`acr`).

use super::caller::Level;
use super::failure::AuthFailure;
use libretto_core::context::Credenziale;

/// How a digital identity is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Method {
    Spid,
    Cie,
    Cns,
    Eidas,
}

impl Method {
    /// The credential at a level.
    pub(super) const fn at(self, level: Level) -> Credenziale {
        match (self, level) {
            (Self::Spid, Level::Three) => Credenziale::Spid3,
            (Self::Spid, _) => Credenziale::Spid2,
            (Self::Cie, Level::Three) => Credenziale::Cie3,
            (Self::Cie, _) => Credenziale::Cie2,
            (Self::Cns, _) => Credenziale::Cns,
            (Self::Eidas, _) => Credenziale::Eidas,
        }
    }
}

/// The one method of a token. An authorization server that knows SPID only need not say so; a method that is not known refuses
/// the token, as do two.
pub(super) fn method(claim: Option<&[String]>) -> Result<Method, AuthFailure> {
    match claim.map(|methods| methods.iter().map(String::as_str).collect::<Vec<_>>()).as_deref() {
        None | Some(["spid"]) => Ok(Method::Spid),
        Some(["cie"]) => Ok(Method::Cie),
        Some(["cns"]) => Ok(Method::Cns),
        Some(["eidas"]) => Ok(Method::Eidas),
        Some(_) => Err(AuthFailure::Invalid("unknown amr")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_known_method_or_none() {
        let read = |names: &[&str]| method(Some(&names.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>()));
        assert_eq!(method(None), Ok(Method::Spid));
        assert_eq!(read(&["cie"]).map(|one| one.at(Level::Three)), Ok(Credenziale::Cie3));
        assert_eq!(read(&["spid"]).map(|one| one.at(Level::Two)), Ok(Credenziale::Spid2));
        for bad in [&[][..], &["pwd"], &["spid", "cie"], &["SPID"]] {
            assert!(matches!(read(bad), Err(AuthFailure::Invalid(_))), "{bad:?}");
        }
    }
}
