//! Where the workspace and its target directory are.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::child;

/// The folders every task works in, as absolute paths.
pub(crate) struct Place {
    /// The workspace: the folder of the root `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// Cargo's target directory, `CARGO_TARGET_DIR` and configuration respected.
    pub(crate) target: PathBuf,
}

impl Place {
    /// Asks Cargo.
    pub(crate) fn find() -> Result<Self> {
        let mut ask = Command::new(cargo_program());
        ask.args(["metadata", "--no-deps", "--format-version", "1"]);
        let metadata: serde_json::Value =
            serde_json::from_str(&child::output(&mut ask)?).context("the answer of cargo metadata")?;
        let folder = |key: &str| {
            let path = metadata.get(key).and_then(serde_json::Value::as_str);
            path.map(PathBuf::from).with_context(|| format!("cargo metadata names no {key}"))
        };
        Ok(Self { root: folder("workspace_root")?, target: folder("target_directory")? })
    }

    /// A cargo command in the workspace. Every build of the server goes through
    /// here, so that all of them share their artefacts.
    pub(crate) fn cargo(&self, site: Option<&Path>) -> Command {
        let mut cargo = Command::new(cargo_program());
        cargo.current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target);
        forget_own_package(&mut cargo);
        match site {
            Some(site) => cargo.env("AZUKARI_SITE_DIR", site),
            None => cargo.env_remove("AZUKARI_SITE_DIR"),
        };
        cargo
    }
}

/// The cargo that started this program.
fn cargo_program() -> PathBuf {
    std::env::var_os("CARGO").map_or_else(|| "cargo".into(), PathBuf::from)
}

/// Takes out what `cargo run` tells a program about its own package: some build
/// scripts watch these variables, and would run again at each change of hands.
pub(crate) fn forget_own_package(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&*name);
        }
    }
}
