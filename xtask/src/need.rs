//! What the tasks need of the machine. On Debian, as root, it is installed;
//! elsewhere it is named in one line.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::child::{self, on_path};
use crate::step::Missing;

/// A thing the machine must have.
pub(crate) struct Need {
    /// What a person calls it.
    pub(crate) name: &'static str,
    /// Whether it is there.
    pub(crate) met: fn() -> bool,
    /// The Debian packages that bring it.
    pub(crate) packages: &'static [&'static str],
}

#[cfg(test)]
impl Need {
    /// Whether a test can have it. Where everything is required, a test goes on
    /// and fails; elsewhere it says that it is skipped.
    pub(crate) fn is_there_for(&self, test: &str) -> bool {
        let required = std::env::var("AZUKARI_TEST_REQUIRE").is_ok_and(|value| value == "1");
        if !(self.met)() && !required {
            eprintln!("skipped: {test}: no {}", self.name);
            return false;
        }
        true
    }
}

/// The typefaces that are embedded in the binary and in each PDF.
pub(crate) const FONTS: Need = Need {
    name: "BIZ UD fonts",
    met: || {
        let families = ["BIZUDMincho-Regular.ttf", "BIZUDGothic-Regular.ttf"];
        std::env::var_os("AZUKARI_FONT_DIR").is_some() || families.iter().all(|face| has_font(face))
    },
    packages: &["fonts-morisawa-bizud-mincho", "fonts-morisawa-bizud-gothic"],
};

/// A compiler that brings the source of its standard library.
pub(crate) const WASM_COMPILER: Need = Need {
    name: "wasm32 standard library",
    met: || {
        [DEBIAN_RUSTC, DEBIAN_CARGO].iter().all(|program| Path::new(program).is_file())
            && Path::new("/usr/lib/rustlib/src/rust/library/std").is_dir()
    },
    packages: &["rustc-web", "cargo-web", "rust-web-src"],
};

/// Debian's compiler, whatever `PATH` prefers.
pub(crate) const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
/// Debian's cargo, whatever `PATH` prefers.
pub(crate) const DEBIAN_CARGO: &str = "/usr/bin/cargo";

/// The server programs of PostgreSQL, which Debian keeps out of `PATH`.
pub(crate) const POSTGRES: Need =
    Need { name: "PostgreSQL", met: || postgres_programs().is_some(), packages: &["postgresql"] };

/// A browser and the program that drives it.
pub(crate) const BROWSER: Need = Need {
    name: "Chromium with chromedriver",
    met: || on_path("chromium").is_some() && on_path("chromedriver").is_some(),
    packages: &["chromium", "chromium-driver"],
};

/// Readers that check the PDFs from outside.
pub(crate) const PDF_TOOLS: Need = Need {
    name: "poppler-utils and qpdf",
    met: || ["pdfinfo", "pdffonts", "pdftotext", "pdftoppm", "qpdf"].iter().all(|it| on_path(it).is_some()),
    packages: &["poppler-utils", "qpdf"],
};

/// A spreadsheet program that is not ours, to read what we write. Debian's
/// package without a screen: it converts files, which is all that is asked.
pub(crate) const SPREADSHEET: Need = Need {
    name: "LibreOffice Calc",
    met: || on_path("soffice").is_some(),
    packages: &["libreoffice-calc-nogui"],
};

/// Fetches axe-core, which looks at pages as people with disabilities meet them.
pub(crate) const NPM: Need = Need { name: "npm", met: || on_path("npm").is_some(), packages: &["npm"] };

/// Installs what is missing, all in one go.
///
/// # Errors
/// [`Missing`] with one line that names what is still missing.
pub(crate) fn ensure(needs: &[&Need]) -> Result<()> {
    let unmet = unmet(needs);
    if unmet.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = unmet.iter().flat_map(|need| need.packages).copied().collect();
    if can_install() {
        println!("   apt-get install {}", packages.join(" "));
        install(&packages)?;
    }
    let still = self::unmet(&unmet);
    if still.is_empty() { Ok(()) } else { Err(Missing(sentence(&still)).into()) }
}

/// Whether a font file is where the crate `templates` looks for it.
fn has_font(face: &str) -> bool {
    let home = std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/share/fonts"));
    let roots = ["/usr/share/fonts/truetype", "/usr/local/share/fonts"].map(PathBuf::from);
    roots.into_iter().chain(home).any(|root| {
        let inner = std::fs::read_dir(&root).into_iter().flatten().flatten();
        root.join(face).is_file() || inner.into_iter().any(|entry| entry.path().join(face).is_file())
    })
}

fn unmet<'a>(needs: &[&'a Need]) -> Vec<&'a Need> {
    needs.iter().filter(|need| !(need.met)()).copied().collect()
}

fn sentence(missing: &[&Need]) -> String {
    let names: Vec<&str> = missing.iter().map(|need| need.name).collect();
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages).copied().collect();
    format!("missing {}; on Debian: apt-get install {}", names.join(", "), packages.join(" "))
}

/// Debian, and root.
fn can_install() -> bool {
    let root = std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    root && Path::new("/etc/debian_version").is_file() && on_path("apt-get").is_some()
}

fn install(packages: &[&str]) -> Result<()> {
    let apt = || {
        let mut apt = Command::new("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive").arg("--quiet");
        apt
    };
    child::output(apt().arg("update"))?;
    child::output(apt().args(["install", "--yes", "--no-install-recommends"]).args(packages))?;
    Ok(())
}

/// The folder of `initdb` and `postgres`: the newest version installed.
pub(crate) fn postgres_programs() -> Option<PathBuf> {
    let has_server = |folder: &PathBuf| folder.join("initdb").is_file() && folder.join("postgres").is_file();
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok();
    let mut found: Vec<(u32, PathBuf)> = versions
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, folder)| has_server(folder))
        .collect();
    found.sort();
    found
        .pop()
        .map(|(_, folder)| folder)
        .or_else(|| Some(on_path("initdb")?.parent()?.to_owned()))
        .filter(has_server)
}

#[cfg(test)]
mod tests {
    use super::*;

    const THERE: Need = Need { name: "air", met: || true, packages: &["air"] };
    const GONE: Need = Need { name: "a dodo", met: || false, packages: &["dodo", "dodo-data"] };

    #[test]
    fn only_what_is_missing_is_asked_for() {
        assert!(unmet(&[&THERE]).is_empty());
        let missing = unmet(&[&THERE, &GONE]);
        assert_eq!(sentence(&missing), "missing a dodo; on Debian: apt-get install dodo dodo-data");
    }

    #[test]
    fn nothing_is_installed_where_nothing_is_missing() {
        assert!(ensure(&[&THERE]).is_ok());
    }
}
