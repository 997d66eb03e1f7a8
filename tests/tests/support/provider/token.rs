//! Keys and signed tokens.

use ring::{
    hmac,
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use serde_json::{Value, json};

use super::{Lie, SECRET};

const KEY: &str = "the one key";

/// The provider's key, and one that is not.
pub(super) struct Keys {
    own: EcdsaKeyPair,
    foreign: EcdsaKeyPair,
}

impl Keys {
    pub(super) fn new() -> Self {
        Self { own: pair(), foreign: pair() }
    }

    /// The key as the provider tells it.
    pub(super) fn published(&self) -> Value {
        // 4, x, y
        let point = self.own.public_key().as_ref();
        json!({"keys": [{
            "kty": "EC", "use": "sig", "alg": "ES256", "crv": "P-256", "kid": KEY,
            "x": base64_url(&point[1..33]), "y": base64_url(&point[33..]),
        }]})
    }

    /// A token, signed as the lie wants it.
    pub(super) fn sign(&self, claims: &Value, lie: Lie) -> String {
        let by = match lie {
            Lie::Unsigned => "none",
            Lie::SharedSecret => "HS256",
            _ => "ES256",
        };
        let head = json!({"alg": by, "kid": KEY, "typ": "JWT"});
        let part = |value: &Value| base64_url(value.to_string().as_bytes());
        let signed = format!("{}.{}", part(&head), part(claims));
        let key = if lie == Lie::Key { &self.foreign } else { &self.own };
        let signature = match lie {
            Lie::Unsigned => Vec::new(),
            Lie::SharedSecret => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
                hmac::sign(&key, signed.as_bytes()).as_ref().to_vec()
            }
            _ => key.sign(&SystemRandom::new(), signed.as_bytes()).unwrap().as_ref().to_vec(),
        };
        let sent = if lie == Lie::Changed {
            let mut claims = claims.clone();
            claims["sub"] = json!("somebody else");
            format!("{}.{}", part(&head), part(&claims))
        } else {
            signed
        };
        format!("{sent}.{}", base64_url(&signature))
    }
}

fn pair() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, made.as_ref(), &random).unwrap()
}

pub(super) fn base64_url(bytes: &[u8]) -> String {
    encode(bytes, b"-_").trim_end_matches('=').to_owned()
}

pub(super) fn base64(bytes: &[u8]) -> String {
    encode(bytes, b"+/")
}

fn encode(bytes: &[u8], last: &[u8; 2]) -> String {
    let letters: Vec<u8> = (b'A'..=b'Z').chain(b'a'..=b'z').chain(b'0'..=b'9').chain(*last).collect();
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits =
            three.iter().chain([0, 0].iter()).take(3).fold(0, |bits, byte| bits << 8 | usize::from(*byte));
        for at in 0..4 {
            let letter = letters[bits >> (18 - 6 * at) & 63];
            text.push(if at > three.len() { '=' } else { char::from(letter) });
        }
    }
    text
}
