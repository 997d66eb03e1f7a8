//! Passwords: what may be chosen, how they are made up, how they are kept.

use std::sync::Arc;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use domain::Fault;
use tokio::sync::Semaphore;

use crate::{Error, Result, Ward, register::organisation};

/// Letters and digits of a password that is made up: 100 bits, and none that
/// are read as another when copied from a screen.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// Stands in for the hash of a login that nobody has, so that the answer takes
/// the same time.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$YXp1a2FyaS1ub2JvZHk$\
                      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const CONTEXT: &str = "パスワードを処理できません。";

/// A password that may be set. Its `Debug` form does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// A password that someone chose, kept as typed. `known` are the names that
    /// stand beside it.
    ///
    /// # Errors
    /// A fault of the field `password`: too short, too long, easily guessed.
    pub fn chosen(text: &str, known: &[&str]) -> Result<Self, Fault> {
        domain::password::check(text, known)?;
        Ok(Self(text.to_owned()))
    }

    /// A password made up: four groups of five.
    ///
    /// # Errors
    /// `Internal` if the machine gives no random bytes.
    pub fn generate() -> Result<Self> {
        made_up(4, 5).map(Self)
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

/// The names that stand beside a password, and make none.
pub(super) async fn context(ward: &Ward, login: &str, name: &str) -> Result<Vec<String>> {
    let described = organisation::ward(ward.store().read()).await?;
    let names = [Some(login.to_owned()), Some(name.to_owned()), described.map(|ward| ward.name)];
    Ok(names.into_iter().flatten().collect())
}

/// A code that is made up: so many groups of so many letters, copied by hand.
pub(super) fn made_up(groups: usize, of: usize) -> Result<String> {
    let mut random = vec![0; groups * of];
    getrandom::fill(&mut random).map_err(Error::internal("乱数を取得できません。"))?;
    Ok(spelled(&random, of))
}

/// Bytes as letters that are not read as one another, in groups.
pub(super) fn spelled(bytes: &[u8], of: usize) -> String {
    let letters: Vec<char> =
        bytes.iter().map(|byte| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()])).collect();
    let groups: Vec<String> = letters.chunks(of).map(|group| group.iter().collect()).collect();
    groups.join("-")
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
        let typed =
            if typed.chars().count() > domain::password::MAX { String::new() } else { typed.to_owned() };
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

    #[test]
    fn made_up_passwords_differ_and_may_be_set() {
        let (one, other) = (Password::generate().unwrap(), Password::generate().unwrap());
        assert_ne!(one, other);
        assert_eq!(one.reveal().len(), 23);
        assert!(Password::chosen(one.reveal(), &[]).is_ok());
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
