//! What the operator sets: a TOML file, then the environment over it.

mod address;
mod oidc;

use std::{net::SocketAddr, path::Path};

pub use address::{BaseUrl, Network};
use domain::Fault;
pub use oidc::{Oidc, Secret};
pub(crate) use oidc::{is_safe, is_this_machine};

use crate::{Error, Result};

/// Where the server listens if nothing says otherwise.
const LISTEN: &str = "127.0.0.1:8080";

/// The settings of a running ward.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The address people use. Origin check, cookie flags and links go by it.
    pub base_url: BaseUrl,
    /// Where the server listens.
    pub listen: SocketAddr,
    /// Proxies whose word on the caller's address is believed.
    pub trusted_proxies: Vec<Network>,
    /// The ward's own provider of sign-ins, if it has one.
    pub oidc: Option<Oidc>,
}

/// One setting: its key in the file and its name in the environment.
struct Key {
    file: &'static str,
    env: &'static str,
}

const BASE_URL: Key = Key { file: "base_url", env: "AZUKARI_BASE_URL" };
const LISTEN_KEY: Key = Key { file: "listen", env: "AZUKARI_LISTEN" };
const TRUSTED_PROXIES: Key = Key { file: "trusted_proxies", env: "AZUKARI_TRUSTED_PROXIES" };
const KEYS: [&Key; 3] = [&BASE_URL, &LISTEN_KEY, &TRUSTED_PROXIES];

/// All settings.
fn keys() -> impl Iterator<Item = &'static Key> {
    KEYS.into_iter().chain(oidc::KEYS)
}

impl Config {
    /// Reads the file, if one is named, and the environment; the address to
    /// listen on may be set from the command line, over both.
    ///
    /// # Errors
    /// `Invalid` with every fault found, each naming its key: unknown keys too.
    pub fn load(
        file: Option<&Path>,
        env: impl Fn(&str) -> Option<String>,
        listen: Option<&str>,
    ) -> Result<Self> {
        let table = file.map(read).transpose()?.unwrap_or_default();
        let mut source = Source { table, env, faults: Vec::new() };
        source.refuse_unknown();
        let listen = listen.map(str::to_owned).or_else(|| source.text(&LISTEN_KEY));
        let listen = source.parsed(
            &LISTEN_KEY,
            listen.as_deref().unwrap_or(LISTEN),
            |text| text.parse::<SocketAddr>().ok(),
            "127.0.0.1:8080 のように、IPアドレスとポート番号で指定してください。",
        );
        let base_url = source.text(&BASE_URL);
        let base_url = base_url.or_else(|| listen.map(|listen| format!("http://{listen}"))).and_then(|text| {
            source.parsed(
                &BASE_URL,
                &text,
                BaseUrl::parse,
                "https://azukari.example.lg.jp のように、http または https で始まるアドレスで指定してください。パスは付けられません。",
            )
        });
        let proxies = source.list(&TRUSTED_PROXIES);
        let trusted_proxies = proxies
            .iter()
            .filter_map(|text| {
                source.parsed(
                    &TRUSTED_PROXIES,
                    text,
                    Network::parse,
                    "10.0.0.1 または 10.0.0.0/8 のように指定してください。",
                )
            })
            .collect();
        let oidc = oidc::read(&mut source);
        match (listen, base_url) {
            (Some(listen), Some(base_url)) if source.faults.is_empty() => {
                Ok(Self { base_url, listen, trusted_proxies, oidc })
            }
            _ => Err(Error::Invalid(source.faults)),
        }
    }
}

struct Source<E> {
    table: toml::Table,
    env: E,
    faults: Vec<Fault>,
}

impl<E: Fn(&str) -> Option<String>> Source<E> {
    fn refuse_unknown(&mut self) {
        for key in self.table.keys() {
            if !keys().any(|known| known.file == key) {
                let known = keys().map(|key| key.file).collect::<Vec<_>>().join("、");
                self.faults.push(Fault::at_path(
                    "config-unknown-key",
                    key,
                    format!("設定「{key}」はありません。使える設定は {known} です。"),
                ));
            }
        }
    }

    fn text(&mut self, key: &Key) -> Option<String> {
        if let Some(text) = (self.env)(key.env).filter(|text| !text.is_empty()) {
            return Some(text);
        }
        match self.table.get(key.file) {
            None => None,
            Some(toml::Value::String(text)) => Some(text.clone()),
            Some(_) => {
                self.fault(key, "文字列で指定してください。");
                None
            }
        }
    }

    fn list(&mut self, key: &Key) -> Vec<String> {
        if let Some(text) = (self.env)(key.env).filter(|text| !text.is_empty()) {
            return text.split(',').map(|part| part.trim().to_owned()).collect();
        }
        let values = match self.table.get(key.file) {
            None => return Vec::new(),
            Some(toml::Value::Array(values)) => values.clone(),
            Some(_) => Vec::from([toml::Value::Boolean(false)]),
        };
        let texts: Option<Vec<String>> = values.iter().map(|v| v.as_str().map(str::to_owned)).collect();
        texts.unwrap_or_else(|| {
            self.fault(key, "文字列の並びで指定してください。");
            Vec::new()
        })
    }

    fn parsed<T>(
        &mut self,
        key: &Key,
        text: &str,
        parse: impl FnOnce(&str) -> Option<T>,
        hint: &str,
    ) -> Option<T> {
        let value = parse(text);
        if value.is_none() {
            self.fault(key, &format!("「{text}」は使えません。{hint}"));
        }
        value
    }

    fn fault(&mut self, key: &Key, message: &str) {
        self.faults.push(Fault::at_path(
            "config-value",
            key.file,
            format!("設定「{}」（環境変数 {}）: {message}", key.file, key.env),
        ));
    }
}

fn read(path: &Path) -> Result<toml::Table> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|cause| {
        Error::invalid(Fault::at_path(
            "config-unreadable",
            &name,
            format!("設定ファイルを読めません（{cause}）。"),
        ))
    })?;
    text.parse().map_err(|cause: toml::de::Error| {
        let line = cause.span().map_or(1, |span| text[..span.start].lines().count().max(1));
        Error::invalid(Fault::at_path(
            "config-not-toml",
            format!("{name}:{line}"),
            format!("設定ファイルがTOMLとして読めません（{}）。", cause.message()),
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str, env: &[(&str, &str)]) -> Result<Config> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        let env = |name: &str| env.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        Config::load(Some(file.path()), env, None)
    }

    fn faults(result: Result<Config>) -> Vec<(&'static str, String)> {
        let Err(Error::Invalid(faults)) = result else { panic!("{result:?}") };
        faults.into_iter().map(|fault| (fault.code, fault.place.to_string())).collect()
    }

    #[test]
    fn nothing_set_listens_on_this_machine_alone() {
        let config = Config::load(None, |_| None, None).unwrap();
        assert_eq!(config.base_url.origin(), "http://127.0.0.1:8080");
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert!(config.base_url.is_plain_http());
    }

    #[test]
    fn the_environment_goes_over_the_file_and_the_command_line_over_both() {
        let text =
            "base_url = \"https://a.example\"\nlisten = \"127.0.0.1:1\"\ntrusted_proxies = [\"10.0.0.0/8\"]";
        let config = load(text, &[("AZUKARI_BASE_URL", "https://b.example/")]).unwrap();
        assert_eq!(config.base_url.origin(), "https://b.example");
        assert!(config.trusted_proxies[0].contains("10.1.2.3".parse().unwrap()));
        let env = |name: &str| (name == "AZUKARI_LISTEN").then(|| "127.0.0.1:2".to_owned());
        let config = Config::load(None, env, Some("127.0.0.1:3")).unwrap();
        assert_eq!(config.listen.port(), 3);
        assert_eq!(config.base_url.origin(), "http://127.0.0.1:3");
    }

    #[test]
    fn every_fault_names_its_key() {
        let text = "base_ulr = 1\nlisten = 80\ntrusted_proxies = [\"10.0.0.0/33\"]\nbase_url = \"ftp://x\"";
        assert_eq!(
            faults(load(text, &[])),
            [
                ("config-unknown-key", "base_ulr".to_owned()),
                ("config-value", "listen".to_owned()),
                ("config-value", "base_url".to_owned()),
                ("config-value", "trusted_proxies".to_owned()),
            ]
        );
    }

    #[test]
    fn a_file_that_is_no_toml_is_named_with_its_line() {
        let faults = faults(load("listen = \"127.0.0.1:1\"\nbase_url = \n", &[]));
        assert_eq!(faults[0].0, "config-not-toml");
        assert!(faults[0].1.ends_with(":2"), "{faults:?}");
        let missing = Config::load(Some(Path::new("/nonexistent/azukari.toml")), |_| None, None);
        assert!(matches!(missing, Err(Error::Invalid(_))));
    }
}
