//! Finds the BIZ UD fonts and puts them where the crate embeds them from.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// The faces the templates use. BIZ UDMincho has no bold, so that bold text is
/// set in the Gothic.
const FACES: [&str; 3] = ["BIZUDMincho-Regular.ttf", "BIZUDGothic-Regular.ttf", "BIZUDGothic-Bold.ttf"];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=AZUKARI_FONT_DIR");
    let Some(out) = env::var_os("OUT_DIR").map(PathBuf::from) else {
        println!("cargo::error=OUT_DIR is not set: build with cargo");
        return;
    };
    let folders = folders();
    for face in FACES {
        let Some(found) = folders.iter().map(|folder| folder.join(face)).find(|path| path.is_file()) else {
            println!(
                "cargo::error={face} not found: install the packages fonts-morisawa-bizud-mincho and \
                 fonts-morisawa-bizud-gothic (`cargo xtask serve` does), or set AZUKARI_FONT_DIR"
            );
            return;
        };
        println!("cargo::rerun-if-changed={}", found.display());
        if let Err(error) = fs::copy(&found, out.join(face)) {
            println!("cargo::error=cannot copy {}: {error}", found.display());
            return;
        }
    }
}

/// Where fonts are looked for, first match wins: each root and the folders
/// directly in it.
fn folders() -> Vec<PathBuf> {
    let mut roots: Vec<PathBuf> = env::var_os("AZUKARI_FONT_DIR").map(PathBuf::from).into_iter().collect();
    roots.extend(
        ["/usr/share/fonts/truetype", "/usr/local/share/fonts", "C:\\Windows\\Fonts"].map(PathBuf::from),
    );
    if let Some(home) = env::var_os("HOME") {
        roots.push(Path::new(&home).join(".local/share/fonts"));
    }
    let mut folders = Vec::new();
    for root in roots {
        let mut inner: Vec<PathBuf> = fs::read_dir(&root)
            .into_iter()
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.is_dir())
            .collect();
        inner.sort();
        folders.push(root);
        folders.append(&mut inner);
    }
    folders
}
