//! The ward's own provider of sign-ins (OpenID Connect), if it has one.

use std::{fmt, fs};

use domain::{
    Place,
    text::{check_forbidden, check_length},
};
use openidconnect::url::{Host, Url};
use reqwest::Certificate;

use super::{Key, Source};

const ISSUER: Key = Key { file: "oidc_issuer", env: "AZUKARI_OIDC_ISSUER" };
const CLIENT_ID: Key = Key { file: "oidc_client_id", env: "AZUKARI_OIDC_CLIENT_ID" };
const SECRET_FILE: Key = Key { file: "oidc_client_secret_file", env: "AZUKARI_OIDC_CLIENT_SECRET_FILE" };
const LABEL: Key = Key { file: "oidc_label", env: "AZUKARI_OIDC_LABEL" };
const LOGIN_CLAIM: Key = Key { file: "oidc_login_claim", env: "AZUKARI_OIDC_LOGIN_CLAIM" };
const CA_FILE: Key = Key { file: "oidc_ca_file", env: "AZUKARI_OIDC_CA_FILE" };
pub(super) const KEYS: [&Key; 6] = [&ISSUER, &CLIENT_ID, &SECRET_FILE, &LABEL, &LOGIN_CLAIM, &CA_FILE];

/// The secret itself: in the environment alone, never in the settings' file.
const SECRET: &str = "AZUKARI_OIDC_CLIENT_SECRET";

/// What the provider is called if nothing says otherwise.
const CALLED: &str = "職員認証";
/// Characters of what it is called at most.
const MAX_LABEL: usize = 40;

/// A provider that signs people in, and how this program is known to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oidc {
    /// The provider, as it names itself.
    pub issuer: String,
    /// This program's name there.
    pub client_id: String,
    /// This program's password there, if it has one.
    pub client_secret: Option<Secret>,
    /// What people call it: the button says it.
    pub label: String,
    /// The claim that names the login of an account nobody is linked to yet.
    /// Without one only administrators link accounts.
    pub login_claim: Option<String>,
    /// Certificates of authorities that are trusted beside the system's, in PEM.
    pub authorities: Option<Vec<u8>>,
}

/// A text that no log and no message shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps a text secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, for whom it is meant.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Whether nobody on the way can read or change what is sent there: https, or
/// this machine itself.
pub(crate) fn is_safe(url: &Url) -> bool {
    url.scheme() == "https" || (url.scheme() == "http" && is_this_machine(url))
}

/// Whether an address is this machine's own.
pub(crate) fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

pub(super) fn read<E: Fn(&str) -> Option<String>>(source: &mut Source<E>) -> Option<Oidc> {
    let [issuer, client_id, secret_file, label, login_claim, ca_file] = KEYS.map(|key| source.text(key));
    let secret = (source.env)(SECRET).filter(|text| !text.is_empty());
    let others = [&client_id, &secret_file, &login_claim, &ca_file];
    let Some(issuer) = issuer else {
        if others.iter().any(|set| set.is_some()) {
            source.fault(&ISSUER, "職員認証を使うには、発行者のアドレスを指定してください。");
        }
        return None;
    };
    let hint = "https:// で始まる、認証サーバーの発行者（issuer）のアドレスで指定してください。http は、同じ端末の中だけで使えます。";
    let fits = |text: &str| {
        let url = Url::parse(text).ok()?;
        (is_safe(&url) && url.query().is_none() && url.fragment().is_none()).then(|| text.to_owned())
    };
    let issuer = source.parsed(&ISSUER, &issuer, fits, hint);
    if client_id.is_none() {
        source.fault(&CLIENT_ID, "認証サーバーに登録したクライアントIDを指定してください。");
    }
    let client_secret = match (secret, secret_file) {
        (Some(secret), _) => Some(Secret(secret)),
        (None, Some(path)) => content(source, &SECRET_FILE, &path).and_then(|bytes| {
            let text = String::from_utf8(bytes).ok().map(|text| text.trim().to_owned());
            let text = text.filter(|text| !text.is_empty());
            if text.is_none() {
                source.fault(&SECRET_FILE, &format!("{path} に、シークレットの文字列がありません。"));
            }
            text.map(Secret)
        }),
        (None, None) => None,
    };
    let authorities = ca_file.and_then(|path| {
        let bytes = content(source, &CA_FILE, &path)?;
        let held = Certificate::from_pem_bundle(&bytes).is_ok_and(|held| !held.is_empty());
        if !held {
            source.fault(&CA_FILE, &format!("{path} に、PEM 形式の証明書がありません。"));
        }
        held.then_some(bytes)
    });
    let label = label.unwrap_or_else(|| CALLED.to_owned());
    let place = || Place::Field(LABEL.file.to_owned());
    if let Err(fault) =
        check_length(place(), "名前", &label, MAX_LABEL).and_then(|()| check_forbidden(place(), &label))
    {
        source.fault(&LABEL, &fault.message);
    }
    Some(Oidc { issuer: issuer?, client_id: client_id?, client_secret, label, login_claim, authorities })
}

/// The bytes of a file that a setting names.
fn content<E: Fn(&str) -> Option<String>>(source: &mut Source<E>, key: &Key, path: &str) -> Option<Vec<u8>> {
    match fs::read(path) {
        Ok(bytes) => Some(bytes),
        Err(cause) => {
            source.fault(key, &format!("{path} を読めません（{cause}）。"));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Error, config::Config};

    fn load(env: &[(&str, &str)]) -> Result<Option<Oidc>, Vec<String>> {
        let env = |name: &str| env.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        match Config::load(None, env, None) {
            Ok(config) => Ok(config.oidc),
            Err(Error::Invalid(faults)) => Err(faults.iter().map(|fault| fault.place.to_string()).collect()),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn nothing_set_means_no_provider() {
        assert_eq!(load(&[]).unwrap(), None);
        // What the button would say is not enough to want one.
        assert_eq!(load(&[("AZUKARI_OIDC_LABEL", "庁内認証")]).unwrap(), None);
    }

    #[test]
    fn the_secret_comes_from_a_file_or_the_environment_and_shows_nowhere() {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), "hush-file\n").unwrap();
        let path = file.path().to_str().unwrap();
        let base = [
            ("AZUKARI_OIDC_ISSUER", "https://id.example/realms/ward"),
            ("AZUKARI_OIDC_CLIENT_ID", "azukari"),
            ("AZUKARI_OIDC_CLIENT_SECRET_FILE", path),
        ];
        let oidc = load(&base).unwrap().unwrap();
        assert_eq!(oidc.client_secret.as_ref().unwrap().reveal(), "hush-file");
        assert_eq!((oidc.label.as_str(), &oidc.login_claim), ("職員認証", &None));
        assert!(!format!("{oidc:?}").contains("hush"));
        let over = [base[0], base[1], base[2], ("AZUKARI_OIDC_CLIENT_SECRET", "hush-env")];
        assert_eq!(load(&over).unwrap().unwrap().client_secret.unwrap().reveal(), "hush-env");
        let public = load(&base[..2]).unwrap().unwrap();
        assert_eq!(public.client_secret, None);
    }

    #[test]
    fn every_fault_names_its_key() {
        let empty = tempfile::NamedTempFile::new().unwrap();
        let path = empty.path().to_str().unwrap();
        assert_eq!(load(&[("AZUKARI_OIDC_CLIENT_ID", "azukari")]).unwrap_err(), ["oidc_issuer"]);
        let faults = load(&[
            ("AZUKARI_OIDC_ISSUER", "http://id.example"),
            ("AZUKARI_OIDC_CLIENT_SECRET_FILE", path),
            ("AZUKARI_OIDC_CA_FILE", path),
            ("AZUKARI_OIDC_LABEL", "\u{202e}"),
        ]);
        assert_eq!(
            faults.unwrap_err(),
            ["oidc_issuer", "oidc_client_id", "oidc_client_secret_file", "oidc_ca_file", "oidc_label"]
        );
        let missing = [
            ("AZUKARI_OIDC_ISSUER", "https://id.example"),
            ("AZUKARI_OIDC_CLIENT_ID", "azukari"),
            ("AZUKARI_OIDC_CA_FILE", "/nonexistent/ca.pem"),
        ];
        assert_eq!(load(&missing).unwrap_err(), ["oidc_ca_file"]);
    }

    #[test]
    fn plain_http_is_for_this_machine_alone() {
        for (issuer, fits) in [
            ("https://id.example", true),
            ("http://127.0.0.1:8090", true),
            ("http://[::1]:8090/realms/ward", true),
            ("http://localhost:8090", true),
            ("http://10.0.0.1", false),
            ("http://localhost.example", false),
            ("ftp://id.example", false),
            ("https://id.example/?a=b", false),
            ("id.example", false),
        ] {
            let set = [("AZUKARI_OIDC_ISSUER", issuer), ("AZUKARI_OIDC_CLIENT_ID", "azukari")];
            assert_eq!(load(&set).is_ok(), fits, "{issuer}");
        }
    }
}
