//! What a test needs from the machine. Without it the test says so and ends;
//! where everything is required (`AZUKARI_TEST_REQUIRE`), it fails.

use std::{env, io::Write as _, path::PathBuf};

/// The path of a program, or nothing once the skip has been named.
pub(crate) fn program(name: &str, test: &str) -> Option<PathBuf> {
    let found = on_path(name);
    if found.is_none() {
        skip(test, &format!("the program {name} is missing"));
    }
    found
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// The value of a variable that `cargo xtask test` sets, or nothing once the
/// skip has been named.
pub(crate) fn variable(name: &str, test: &str) -> Option<String> {
    let found = env::var(name).ok().filter(|value| !value.is_empty());
    if found.is_none() {
        skip(test, &format!("{name} is not set"));
    }
    found
}

/// Names a test that cannot run here.
///
/// # Panics
/// Where nothing may be skipped.
pub(crate) fn skip(test: &str, reason: &str) {
    let required = env::var("AZUKARI_TEST_REQUIRE").is_ok_and(|value| value == "1");
    assert!(!required, "{test} cannot run: {reason}");
    // Past libtest, which keeps what a passing test prints to itself.
    let _ = writeln!(std::io::stderr(), "SKIPPED {test}: {reason}");
}
