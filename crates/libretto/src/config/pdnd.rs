//! The e-service through which organisations come: all of it or nothing.

use super::Environment;
use super::checks::Checks;
use super::file::Pdnd;
use super::settings::Identity;
use libretto_core::delega::{CategoriaEnte, Ente};
use libretto_core::ids::EnteId;

/// What the PDND says of this e-service, and where the keys are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct PdndSettings {
    /// The `iss` of vouchers.
    pub(crate) issuer: String,
    /// The `aud` of vouchers and of what clients sign.
    pub(crate) audience: String,
    /// Where the PDND's keys are: a file or an https address.
    pub(crate) jwks: String,
    /// Where the keys of the clients are: a file or an https address.
    pub(crate) client_keys: String,
    /// `producerId`.
    pub(crate) producer_id: String,
    /// `eserviceId`.
    pub(crate) eservice_id: String,
    /// The accepted `descriptorId`s; empty: any.
    pub(crate) descriptor_ids: Vec<String>,
    /// The patronati and intermediaries that are admitted.
    pub(crate) enti: Vec<Ente>,
    /// Address under which callers know the base path, without a slash at the end.
    pub(crate) public_url: String,
}

/// The settings, if any of them is there; then each that is missing or wrong is told.
pub(super) fn read(
    file: &Pdnd,
    environment: Environment<'_>,
    citizens: Option<&Identity>,
    checks: &mut Checks,
) -> Option<PdndSettings> {
    let one = |name: &str, key: &Option<String>| environment(name).or_else(|| key.clone());
    let issuer = one("LIBRETTO_PDND_EMITTENTE", &file.emittente);
    let audience = one("LIBRETTO_PDND_DESTINATARIO", &file.destinatario);
    let jwks = one("LIBRETTO_PDND_JWKS", &file.jwks);
    let client_keys = one("LIBRETTO_PDND_CHIAVI_CLIENT", &file.chiavi_client);
    let producer_id = one("LIBRETTO_PDND_EROGATORE", &file.erogatore);
    let eservice_id = one("LIBRETTO_PDND_ESERVICE", &file.eservice);
    let public_url = one("LIBRETTO_PDND_INDIRIZZO_PUBBLICO", &file.indirizzo_pubblico);
    let descriptor_ids = list(environment, "LIBRETTO_PDND_DESCRITTORI").unwrap_or_else(|| file.descrittori.clone());
    let needed = [
        ("LIBRETTO_PDND_EMITTENTE", &issuer, "il valore atteso di «iss» nei voucher, per esempio interop.pagopa.it"),
        (
            "LIBRETTO_PDND_DESTINATARIO",
            &audience,
            "il valore atteso di «aud», altrimenti un voucher per altri varrebbe qui",
        ),
        ("LIBRETTO_PDND_JWKS", &jwks, "l'indirizzo o il file delle chiavi della PDND"),
        ("LIBRETTO_PDND_CHIAVI_CLIENT", &client_keys, "l'indirizzo o il file delle chiavi dei client"),
        ("LIBRETTO_PDND_EROGATORE", &producer_id, "l'identificativo dell'erogatore (producerId)"),
        ("LIBRETTO_PDND_ESERVICE", &eservice_id, "l'identificativo dell'e-service (eserviceId)"),
    ];
    let nothing = needed.iter().all(|(_, value, _)| value.is_none());
    if nothing && public_url.is_none() && descriptor_ids.is_empty() {
        return None;
    }
    for (name, value, what) in needed {
        checks.require(value.is_some(), || format!("  {name}: per la PDND serve {what}"));
    }
    for (name, place) in [("LIBRETTO_PDND_JWKS", &jwks), ("LIBRETTO_PDND_CHIAVI_CLIENT", &client_keys)] {
        checks.keys(name, place.as_deref().unwrap_or_default());
    }
    checks.require(citizens.is_none_or(|citizens| issuer.as_ref() != Some(&citizens.issuer)), || {
        "  LIBRETTO_PDND_EMITTENTE: è lo stesso di LIBRETTO_EMITTENTE: un token avrebbe due letture".to_owned()
    });
    let public_url = address(public_url, audience.as_deref(), checks);
    let enti = list(environment, "LIBRETTO_PDND_ENTI").unwrap_or_else(|| file.enti.clone());
    let enti = enti.iter().filter_map(|text| ente(text, checks)).collect();
    Some(PdndSettings {
        issuer: issuer?,
        audience: audience?,
        jwks: jwks?,
        client_keys: client_keys?,
        producer_id: producer_id?,
        eservice_id: eservice_id?,
        descriptor_ids,
        enti,
        public_url,
    })
}

/// A body that is admitted: its `consumerId`, a colon, what it is.
fn ente(text: &str, checks: &mut Checks) -> Option<Ente> {
    let (id, kind) = text.split_once(':').unwrap_or((text, ""));
    let categoria = match kind.trim() {
        "patronato" => Some(CategoriaEnte::Patronato),
        "consulente_del_lavoro" => Some(CategoriaEnte::ConsulenteDelLavoro),
        "commercialista" => Some(CategoriaEnte::Commercialista),
        "avvocato" => Some(CategoriaEnte::Avvocato),
        _ => None,
    };
    let found = id.trim().parse::<EnteId>().ok().zip(categoria).map(|(id, categoria)| Ente { id, categoria });
    checks.require(found.is_some(), || {
        format!("  LIBRETTO_PDND_ENTI: «{text}» non è <consumerId>:<patronato|consulente_del_lavoro|commercialista|avvocato>")
    });
    found
}

/// A list of the environment, its items between commas.
fn list(environment: Environment<'_>, name: &str) -> Option<Vec<String>> {
    let text = environment(name)?;
    Some(text.split(',').map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect())
}

/// The public address; where none is named, the audience is one by the conventions of the interoperability model.
fn address(named: Option<String>, audience: Option<&str>, checks: &mut Checks) -> String {
    let url = named.or_else(|| audience.map(str::to_owned)).unwrap_or_default();
    let plain = url.strip_prefix("https://").is_some_and(|rest| !rest.is_empty() && !rest.contains(['?', '#']));
    checks.require(plain || audience.is_none(), || {
        format!("  LIBRETTO_PDND_INDIRIZZO_PUBBLICO: «{url}» non è l'indirizzo https con cui i fruitori chiamano l'API")
    });
    url.trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    const ALL: [(&str, &str); 6] = [
        ("LIBRETTO_PDND_EMITTENTE", "interop.pagopa.it"),
        ("LIBRETTO_PDND_DESTINATARIO", "https://api.example.it/libretto/"),
        ("LIBRETTO_PDND_JWKS", "https://interop.example.it/jwks.json"),
        ("LIBRETTO_PDND_CHIAVI_CLIENT", "/etc/libretto/client.json"),
        ("LIBRETTO_PDND_EROGATORE", "22222222-2222-4222-8222-222222222222"),
        ("LIBRETTO_PDND_ESERVICE", "44444444-4444-4444-8444-444444444444"),
    ];

    fn settings(pairs: &[(&str, &str)]) -> (Option<PdndSettings>, String) {
        let map: HashMap<String, String> = pairs.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect();
        let mut checks = Checks(Vec::new());
        let citizens =
            Identity { issuer: "https://idp.example.it".to_owned(), jwks: String::new(), audience: String::new() };
        let found = read(&Pdnd::default(), &|name| map.get(name).cloned(), Some(&citizens), &mut checks);
        (found, checks.0.join("\n"))
    }

    fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        [&ALL[..], changes].concat()
    }

    #[test]
    fn without_any_of_them_there_is_no_pdnd() {
        assert_eq!(settings(&[]), (None, String::new()));
    }

    #[test]
    fn all_of_them_make_an_e_service_and_the_audience_is_its_address() {
        let (found, wrong) = settings(&with(&[("LIBRETTO_PDND_DESCRITTORI", "a, b,")]));
        assert_eq!(wrong, "");
        let found = found.map(|one| (one.public_url, one.descriptor_ids));
        assert_eq!(found, Some(("https://api.example.it/libretto".into(), vec!["a".into(), "b".into()])));
    }

    #[test]
    fn each_that_is_missing_has_its_line() {
        for (missing, _) in ALL {
            let rest: Vec<_> = ALL.into_iter().filter(|(name, _)| *name != missing).collect();
            let (found, wrong) = settings(&rest);
            assert!(found.is_none() && wrong.contains(missing), "{missing}: {wrong}");
        }
        let (_, wrong) = settings(&[("LIBRETTO_PDND_DESCRITTORI", "a")]);
        assert!(ALL.iter().all(|(name, _)| wrong.contains(name)), "{wrong}");
    }

    #[test]
    fn what_is_wrong_is_told() {
        for (name, value) in [
            ("LIBRETTO_PDND_EMITTENTE", "https://idp.example.it"),
            ("LIBRETTO_PDND_JWKS", "http://interop.example.it/jwks.json"),
            ("LIBRETTO_PDND_CHIAVI_CLIENT", "http://10.0.0.1/keys"),
            ("LIBRETTO_PDND_INDIRIZZO_PUBBLICO", "http://api.example.it/libretto"),
            ("LIBRETTO_PDND_INDIRIZZO_PUBBLICO", "https://api.example.it/libretto?x"),
        ] {
            let (_, wrong) = settings(&with(&[(name, value)]));
            assert!(wrong.contains(name), "{name}: {wrong}");
        }
        let (_, wrong) = settings(&with(&[("LIBRETTO_PDND_DESTINATARIO", "libretto")]));
        assert!(wrong.contains("LIBRETTO_PDND_INDIRIZZO_PUBBLICO"), "{wrong}");
    }
}
