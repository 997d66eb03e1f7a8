//! Passwords: what may be chosen, how they are made up, how they are kept.

use std::sync::Arc;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use domain::Fault;
use tokio::sync::Semaphore;

use crate::{Error, Result};

/// Characters at least.
const MIN: usize = 10;
/// Characters at most: hashing is no place to send a book to.
const MAX: usize = 128;
/// Letters and digits of a password that is made up: 100 bits, and none that
/// are read as another when copied from a screen.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
const GENERATED: usize = 20;
/// What everybody tries first, folded: no digit at the end saves it.
const COMMON: [&str; 14] = [
    "abcdefghij",
    "administrator",
    "azukari",
    "changeme",
    "iloveyou",
    "letmein",
    "passw0rd",
    "password",
    "qwerty",
    "qwertyuiop",
    "sunshine",
    "superman",
    "trustno",
    "welcome",
];
/// Stands in for the hash of a login that nobody has, so that the answer takes
/// the same time.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$YXp1a2FyaS1ub2JvZHk$\
                      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const CONTEXT: &str = "パスワードを処理できません。";

/// A password that may be set. Its `Debug` form does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// A password that someone chose for a login, kept as typed.
    ///
    /// # Errors
    /// A fault of the field `password`: too short, too long, or among what
    /// everybody tries first.
    pub fn chosen(text: &str, login: &str) -> Result<Self, Fault> {
        let fault = |code, message: String| Err(Fault::at_field(code, "password", message));
        let length = text.chars().count();
        if length < MIN {
            return fault("password-short", format!("パスワードは{MIN}文字以上にしてください。"));
        }
        if length > MAX {
            return fault("password-long", format!("パスワードは{MAX}文字以内にしてください。"));
        }
        if is_common(text, login) {
            let message =
                "推測されやすいパスワードです。関係のない語をいくつか並べるなど、別のものにしてください。";
            return fault("password-common", message.to_owned());
        }
        Ok(Self(text.to_owned()))
    }

    /// A password made up: four groups of five.
    ///
    /// # Errors
    /// `Internal` if the machine gives no random bytes.
    pub fn generate() -> Result<Self> {
        let mut random = [0; GENERATED];
        getrandom::fill(&mut random).map_err(Error::internal("乱数を取得できません。"))?;
        let letters = random.map(|byte| char::from(ALPHABET[usize::from(byte) % ALPHABET.len()]));
        let groups: Vec<String> = letters.chunks(5).map(|group| group.iter().collect()).collect();
        Ok(Self(groups.join("-")))
    }

    /// The password itself, to be shown once.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

fn is_common(text: &str, login: &str) -> bool {
    let folded = text.to_lowercase();
    let bare = folded.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation());
    let mut letters: Vec<char> = folded.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    letters.len() < 4
        || COMMON.contains(&bare)
        || (!login.is_empty() && folded.contains(&login.to_lowercase()))
        || bare.is_empty()
}

/// The pool on which passwords are hashed: each takes 19 MiB and a core.
#[derive(Debug, Clone)]
pub(crate) struct Passwords {
    permits: Arc<Semaphore>,
}

impl Passwords {
    /// A pool for so many at a time.
    pub(crate) fn new(limit: usize) -> Self {
        Self { permits: Arc::new(Semaphore::new(limit.max(1))) }
    }

    /// The hash of a password, as a PHC string.
    pub(super) async fn hash(&self, password: &Password) -> Result<String> {
        let password = password.0.clone();
        let hash =
            self.run(move || Argon2::default().hash_password(password.as_bytes()).map(|h| h.to_string()));
        hash.await?.map_err(|cause| Error::internal(CONTEXT)(cause.to_string()))
    }

    /// Whether a typed password is the one of a hash. Without a hash it takes
    /// as long and is not.
    pub(super) async fn verify(&self, typed: &str, hash: Option<String>) -> Result<bool> {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
        let typed = if typed.chars().count() > MAX { String::new() } else { typed.to_owned() };
        let right = self.run(move || {
            let hash = PasswordHash::new(&hash).map_err(|cause| cause.to_string())?;
            Ok(Argon2::default().verify_password(typed.as_bytes(), &hash).is_ok())
        });
        let right: Result<bool, String> = right.await?;
        Ok(right.map_err(Error::internal(CONTEXT))? && known)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let permit = Arc::clone(&self.permits).acquire_owned().await.map_err(Error::internal(CONTEXT))?;
        let handle = tokio::task::spawn_blocking(move || {
            let result = work();
            drop(permit);
            result
        });
        handle.await.map_err(Error::internal(CONTEXT))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Option<&'static str> {
        Password::chosen(text, "tanaka").err().map(|fault| fault.code)
    }

    #[test]
    fn weak_passwords_are_refused_with_the_reason() {
        assert_eq!(code("みじかい語"), Some("password-short"));
        assert_eq!(code(&"x1".repeat(65)), Some("password-long"));
        for text in ["Password2026!", "qwertyuiop", "1234567890", "ababababab", "tanaka-no-pw", "TANAKA12345"]
        {
            assert_eq!(code(text), Some("password-common"), "{text}");
        }
        for text in ["ねこ と 青い 自転車", "correct horse battery", "x7%kQ0vLp2"] {
            assert_eq!(code(text), None, "{text}");
        }
    }

    #[test]
    fn made_up_passwords_differ_and_may_be_set() {
        let (one, other) = (Password::generate().unwrap(), Password::generate().unwrap());
        assert_ne!(one, other);
        assert_eq!(one.reveal().len(), 23);
        assert_eq!(code(one.reveal()), None);
        assert_eq!(format!("{one:?}"), "Password(…)");
    }

    #[tokio::test]
    async fn a_hash_knows_its_password_alone() {
        let passwords = Passwords::new(2);
        let password = Password::generate().unwrap();
        let hash = passwords.hash(&password).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(passwords.verify(password.reveal(), Some(hash.clone())).await.unwrap());
        assert!(!passwords.verify("other", Some(hash.clone())).await.unwrap());
        assert!(!passwords.verify(&"x".repeat(1_000_000), Some(hash)).await.unwrap());
        assert!(!passwords.verify(password.reveal(), None).await.unwrap());
    }
}
