//! Sealing what a copy of the database must not give away, with a key that
//! stands in the data directory: beside the database, never in it.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::OnceLock,
};

use ring::{
    aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    hmac,
};

use crate::{Error, Result, audit::chain, files};

/// The key's file in the data directory.
pub(crate) const FILE: &str = "azukari.key";
const KEY: usize = 32;
/// The first byte of everything sealed: how it was done.
const FORM: u8 = 1;
const CONTEXT: &str = "暗号鍵（データディレクトリの azukari.key）を使えません。";

/// The ward's key. It is made when it is first needed.
pub struct Seal {
    path: PathBuf,
    key: OnceLock<[u8; KEY]>,
}

impl Seal {
    /// The key of a data directory.
    pub(crate) fn at(data_dir: &Path) -> Self {
        Self { path: data_dir.join(FILE), key: OnceLock::new() }
    }

    /// Whether the key has been made.
    pub fn is_made(&self) -> bool {
        self.path.exists()
    }

    /// The key's file as it stands, if it has been made.
    ///
    /// # Errors
    /// `Internal` if it cannot be read or is damaged.
    pub(crate) fn file(&self) -> Result<Option<Vec<u8>>> {
        match read(&self.path).and_then(|_| fs::read(&self.path)) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::internal(CONTEXT)(error)),
        }
    }

    /// Seals bytes for a purpose: sealed for one, they open for no other.
    ///
    /// # Errors
    /// `Internal` if the key cannot be read or made.
    pub fn seal(&self, purpose: &str, plain: &[u8]) -> Result<Vec<u8>> {
        let mut nonce = [0; NONCE_LEN];
        getrandom::fill(&mut nonce).map_err(Error::internal("乱数を取得できません。"))?;
        let mut sealed = plain.to_vec();
        self.cipher()?
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(purpose.as_bytes()),
                &mut sealed,
            )
            .map_err(|_| Error::internal(CONTEXT)("sealing failed"))?;
        Ok([&[FORM], &nonce[..], &sealed].concat())
    }

    /// Opens what was sealed for a purpose.
    ///
    /// # Errors
    /// `Internal` if it was sealed with another key, for another purpose, or
    /// was changed.
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        let foreign = || Error::internal(CONTEXT)("it was sealed with another key or was changed");
        let (head, body) = sealed.split_at_checked(1 + NONCE_LEN).ok_or_else(foreign)?;
        let nonce: [u8; NONCE_LEN] = head[1..].try_into().map_err(|_| foreign())?;
        if head[0] != FORM {
            return Err(foreign());
        }
        let mut body = body.to_vec();
        let nonce = Nonce::assume_unique_for_key(nonce);
        let plain = self.cipher()?.open_in_place(nonce, Aad::from(purpose.as_bytes()), &mut body);
        plain.map(|plain| plain.to_vec()).map_err(|_| foreign())
    }

    /// Bytes that follow from the key and a purpose: the same on every instance
    /// that shares the key.
    ///
    /// # Errors
    /// `Internal` if the key cannot be read or made.
    pub(crate) fn derive(&self, purpose: &str) -> Result<[u8; KEY]> {
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.key()?);
        let tag = hmac::sign(&key, purpose.as_bytes());
        tag.as_ref().try_into().map_err(Error::internal(CONTEXT))
    }

    fn cipher(&self) -> Result<LessSafeKey> {
        let key = UnboundKey::new(&CHACHA20_POLY1305, self.key()?);
        key.map(LessSafeKey::new).map_err(|_| Error::internal(CONTEXT)("the key does not fit"))
    }

    fn key(&self) -> Result<&[u8; KEY]> {
        if let Some(key) = self.key.get() {
            return Ok(key);
        }
        let key = read_or_make(&self.path).map_err(Error::internal(CONTEXT))?;
        Ok(self.key.get_or_init(|| key))
    }
}

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Seal").field("path", &self.path).finish_non_exhaustive()
    }
}

fn read_or_make(path: &Path) -> io::Result<[u8; KEY]> {
    match read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => make(path),
        read => read,
    }
}

fn read(path: &Path) -> io::Result<[u8; KEY]> {
    let text = fs::read_to_string(path)?;
    let text = text.trim();
    let digits = (text.len() == 2 * KEY && text.is_ascii()).then_some(text);
    let mut key = [0; KEY];
    for (index, byte) in key.iter_mut().enumerate() {
        let pair = digits.and_then(|digits| digits.get(2 * index..2 * index + 2));
        let value = pair.and_then(|pair| u8::from_str_radix(pair, 16).ok());
        *byte = value.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "64 hex digits expected"))?;
    }
    Ok(key)
}

/// Another process may make it at the same moment: whole under another name
/// first, and whoever gives it its name first wins.
fn make(path: &Path) -> io::Result<[u8; KEY]> {
    let mut key = [0; KEY];
    getrandom::fill(&mut key).map_err(io::Error::other)?;
    let mut name = [0; 8];
    getrandom::fill(&mut name).map_err(io::Error::other)?;
    let beside = path.with_extension(format!("{}.tmp", chain::hex(&name)));
    let mut file = files::create_private(&beside)?;
    file.write_all(format!("{}\n", chain::hex(&key)).as_bytes())?;
    file.sync_all()?;
    let named = fs::hard_link(&beside, path);
    fs::remove_file(&beside)?;
    match named {
        Ok(()) => path.parent().map_or(Ok(()), files::sync_dir)?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    read(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_the_same_key_for_the_same_purpose_alone() {
        let folder = tempfile::tempdir().unwrap();
        let seal = Seal::at(folder.path());
        let sealed = seal.seal("totp:1", b"secret").unwrap();
        assert!(!sealed.windows(6).any(|part| part == b"secret"));
        assert_eq!(Seal::at(folder.path()).open("totp:1", &sealed).unwrap(), b"secret");
        assert!(seal.open("totp:2", &sealed).is_err());
        let mut changed = sealed.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert!(seal.open("totp:1", &changed).is_err());
        assert!(seal.open("totp:1", &sealed[..5]).is_err());
        let other = tempfile::tempdir().unwrap();
        assert!(Seal::at(other.path()).open("totp:1", &sealed).is_err());
    }

    #[test]
    fn the_key_is_made_once_for_the_owner_alone() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::tempdir().unwrap();
        let derived: Vec<_> = std::thread::scope(|scope| {
            let started: Vec<_> =
                (0..8).map(|_| scope.spawn(|| Seal::at(folder.path()).derive("setup").unwrap())).collect();
            started.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(derived.windows(2).all(|pair| pair[0] == pair[1]));
        let names: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, [FILE]);
        let mode = fs::metadata(folder.path().join(FILE)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert!(!format!("{:?}", Seal::at(folder.path())).contains("key: ["));
    }

    #[test]
    fn a_damaged_key_is_an_error_and_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), "short").unwrap();
        assert!(Seal::at(folder.path()).seal("x", b"y").is_err());
        assert_eq!(fs::read_to_string(folder.path().join(FILE)).unwrap(), "short");
    }
}
