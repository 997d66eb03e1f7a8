//! A standard library for wasm32-unknown-unknown: the toolchain's own, or one
//! built from Debian's sources where rustup cannot fetch it.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::child::{self, on_path};
use crate::need::{self, DEBIAN_CARGO, DEBIAN_RUSTC};
use crate::place::{Place, forget_own_package};

/// What the browser's code is compiled for.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// The compiler of the browser bundle.
pub(crate) enum Toolchain {
    /// The one that builds everything else.
    Ordinary,
    /// Debian's, with a standard library of our own making.
    Debian { sysroot: PathBuf, linker: PathBuf },
}

impl Toolchain {
    /// Finds or makes one, the cheapest way first.
    pub(crate) fn find(place: &Place) -> Result<Self> {
        if has_target()? {
            return Ok(Self::Ordinary);
        }
        let sysroot = place.target.join("front/sysroot");
        if !is_current(&sysroot)? {
            if on_path("rustup").is_some()
                && child::succeeds(Command::new("rustup").args(["target", "add", TARGET]))
            {
                return Ok(Self::Ordinary);
            }
            need::ensure(&[&need::WASM_COMPILER])?;
            build(&place.target.join("front/std"), &sysroot)?;
        }
        Ok(Self::Debian { sysroot, linker: linker()? })
    }

    /// A cargo command that builds for the browser into a target directory of
    /// its own, with the server's flags.
    pub(crate) fn cargo(&self, place: &Place) -> Command {
        let mut flags: Vec<OsString> = vec!["--cfg".into(), "erase_components".into()];
        let mut cargo = match self {
            Self::Ordinary => place.cargo(None),
            Self::Debian { sysroot, linker } => {
                flags.extend(["--sysroot".into(), sysroot.into()]);
                let mut cargo = debian_cargo(linker);
                cargo.current_dir(&place.root);
                cargo
            }
        };
        cargo.env("CARGO_TARGET_DIR", place.target.join("front"));
        cargo.env("CARGO_ENCODED_RUSTFLAGS", flags.join(OsString::from("\u{1f}").as_os_str()));
        cargo
    }
}

/// Whether the ordinary toolchain brings the target.
fn has_target() -> Result<bool> {
    let mut ask = Command::new("rustc");
    ask.args(["--print", "target-libdir", "--target", TARGET]);
    let folder = child::output(&mut ask)?;
    Ok(Path::new(folder.trim()).is_dir())
}

/// Debian's cargo with Debian's compiler, untouched by rustup.
fn debian_cargo(linker: &Path) -> Command {
    let mut cargo = Command::new(DEBIAN_CARGO);
    forget_own_package(&mut cargo);
    cargo.env("RUSTC", DEBIAN_RUSTC).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
    for name in ["CARGO", "LD_LIBRARY_PATH", "RUSTUP_TOOLCHAIN", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"] {
        cargo.env_remove(name);
    }
    cargo
}

/// The linker that rustup installs beside every compiler; Debian's has none.
fn linker() -> Result<PathBuf> {
    let sysroot = child::output(Command::new("rustc").args(["--print", "sysroot"]))?;
    let verbose = child::output(Command::new("rustc").arg("-vV"))?;
    let host = verbose.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    let linker = Path::new(sysroot.trim()).join("lib/rustlib").join(host).join("bin/rust-lld");
    if !linker.is_file() {
        bail!("rust-lld is missing at {}: install Rust with rustup", linker.display());
    }
    Ok(linker)
}

/// An empty crate: building it with build-std leaves the standard library's
/// crates behind. The same link-time optimisation as in the bundle, so that
/// what the bundle does not use of the library goes.
const EMPTY_CRATE: &str = r#"[package]
name = "empty"
version = "0.0.0"
edition = "2024"

[lib]
crate-type = ["cdylib"]
path = "lib.rs"

[profile.release]
codegen-units = 1
lto = true
opt-level = "s"
panic = "abort"

[workspace]
"#;

/// What a finished sysroot was made from.
fn stamp() -> Result<String> {
    let compiler = child::output(Command::new(DEBIAN_RUSTC).arg("-vV"))?;
    Ok(format!("{compiler}{EMPTY_CRATE}"))
}

fn is_current(sysroot: &Path) -> Result<bool> {
    if !(need::WASM_COMPILER.met)() {
        return Ok(false);
    }
    let made_from = fs::read_to_string(sysroot.join("stamp")).unwrap_or_default();
    Ok(made_from == stamp()?)
}

/// Builds the standard library in `work` and lays it out in `sysroot`.
fn build(work: &Path, sysroot: &Path) -> Result<()> {
    fs::create_dir_all(work)?;
    fs::write(work.join("Cargo.toml"), EMPTY_CRATE)?;
    fs::write(work.join("lib.rs"), "")?;
    let mut cargo = debian_cargo(&linker()?);
    cargo.current_dir(work).env("CARGO_TARGET_DIR", work.join("target"));
    // build-std is unstable: this lets a released compiler do it, here only.
    cargo.env("RUSTC_BOOTSTRAP", "1").env("CARGO_ENCODED_RUSTFLAGS", "");
    cargo.args(["build", "--quiet", "--release", "--target", TARGET, "-Zbuild-std=std,panic_abort"]);
    child::run(&mut cargo)?;

    if sysroot.exists() {
        fs::remove_dir_all(sysroot)?;
    }
    let library = sysroot.join("lib/rustlib").join(TARGET).join("lib");
    fs::create_dir_all(&library)?;
    for entry in fs::read_dir(work.join("target").join(TARGET).join("release/deps"))? {
        let file = entry?.path();
        if file.extension().is_some_and(|extension| extension == "rlib") {
            let name = file.file_name().context("a library without a name")?;
            fs::copy(&file, library.join(name))?;
        }
    }
    fs::remove_dir_all(work)?;
    // Last, so that a sysroot cut short is made again.
    fs::write(sysroot.join("stamp"), stamp()?)?;
    Ok(())
}
