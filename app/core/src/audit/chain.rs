//! The digests of the trail. Every field goes in with its length before it, so
//! that no two different entries give the same bytes. The payload is covered
//! through its own salted digest: it can be blanked later without breaking the
//! chain, and its digest tells nothing about what it was.

use entity::audit_entry;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::{Error, Result};

/// Random bytes hashed with each payload.
pub(crate) const SALT_LEN: usize = 16;

/// A new salt.
pub(crate) fn salt() -> Result<[u8; SALT_LEN]> {
    let mut salt = [0; SALT_LEN];
    getrandom::fill(&mut salt).map_err(Error::internal("乱数を取得できません。"))?;
    Ok(salt)
}

/// The digest of a change's payload.
pub(crate) fn payload_digest(salt: &[u8], before: Option<&str>, after: Option<&str>) -> String {
    let mut preimage = Preimage::new("azukari.audit.payload.1");
    preimage.bytes(salt);
    preimage.optional(before.map(str::as_bytes));
    preimage.optional(after.map(str::as_bytes));
    preimage.digest()
}

/// The changes of an entry, added up in their order.
#[derive(Debug)]
pub(crate) struct Changes {
    count: i64,
    preimage: Preimage,
}

impl Default for Changes {
    fn default() -> Self {
        Self { count: 0, preimage: Preimage::new("azukari.audit.changes.1") }
    }
}

impl Changes {
    /// Adds the next change and tells its position.
    pub(crate) fn add(&mut self, kind: &str, object: Uuid, payload_digest: &str) -> i64 {
        let position = self.count;
        self.preimage.bytes(&position.to_le_bytes());
        self.preimage.bytes(kind.as_bytes());
        self.preimage.bytes(object.as_bytes());
        self.preimage.bytes(payload_digest.as_bytes());
        self.count += 1;
        position
    }

    /// How many there were, and their digest.
    pub(crate) fn finish(self) -> (i64, String) {
        (self.count, self.preimage.digest())
    }
}

/// The digest of an entry: all its columns but the digest itself, and its
/// changes.
pub(crate) fn entry_digest(entry: &audit_entry::Model, changes: &str) -> String {
    let mut preimage = Preimage::new("azukari.audit.entry.1");
    preimage.bytes(entry.id.as_bytes());
    preimage.bytes(&entry.sequence.to_le_bytes());
    preimage.bytes(&entry.at_us.to_le_bytes());
    preimage.optional(entry.actor_id.as_ref().map(|id| id.as_bytes().as_slice()));
    preimage.bytes(entry.actor_login.as_bytes());
    preimage.bytes(entry.actor_role.as_bytes());
    preimage.bytes(entry.action.as_bytes());
    preimage.bytes(entry.reason.as_bytes());
    preimage.bytes(&entry.change_count.to_le_bytes());
    preimage.bytes(entry.previous.as_bytes());
    preimage.bytes(changes.as_bytes());
    preimage.digest()
}

/// What is hashed, field by field.
#[derive(Debug)]
struct Preimage(Sha256);

impl Preimage {
    fn new(purpose: &str) -> Self {
        let mut preimage = Self(Sha256::new());
        preimage.bytes(purpose.as_bytes());
        preimage
    }

    fn bytes(&mut self, field: &[u8]) {
        self.0.update((field.len() as u64).to_le_bytes());
        self.0.update(field);
    }

    fn optional(&mut self, field: Option<&[u8]>) {
        match field {
            None => self.bytes(&[0]),
            Some(field) => {
                self.bytes(&[1]);
                self.bytes(field);
            }
        }
    }

    fn digest(self) -> String {
        hex(&self.0.finalize())
    }
}

/// Bytes in hexadecimal, small letters.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    bytes.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]).collect()
}

/// SHA-256 in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_is_as_everybody_writes_it() {
        assert_eq!(sha256(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    #[test]
    fn absent_and_empty_and_shifted_payloads_differ() {
        let digest = |before, after| payload_digest(b"salt", before, after);
        let all = [
            digest(None, None),
            digest(Some(""), None),
            digest(None, Some("")),
            digest(Some("ab"), Some("c")),
            digest(Some("a"), Some("bc")),
        ];
        for (index, one) in all.iter().enumerate() {
            assert!(!all[..index].contains(one), "{index}");
        }
        assert_ne!(payload_digest(b"salt", None, None), payload_digest(b"sals", None, None));
    }
}
