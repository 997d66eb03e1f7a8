//! The app on a person's telephone.

use azukari_core::clock::Clock;
use totp_rs::{Algorithm, Builder, Secret};

/// What an authenticator shows now.
pub(crate) fn code(clock: &Clock, secret: &str) -> String {
    let secret = Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    let totp = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_step_duration(30)
        .with_secret(secret)
        .build_noncompliant();
    totp.generate(u64::try_from(clock.now().timestamp()).unwrap()).to_string()
}
