//! Embeds the browser bundle: every file under `AZUKARI_SITE_DIR`, which
//! `cargo xtask` fills. Without it the server compiles all the same and its
//! pages go without islands.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-env-changed=AZUKARI_SITE_DIR");
    let mut files = Vec::new();
    if let Some(site) = env::var_os("AZUKARI_SITE_DIR").filter(|site| !site.is_empty()) {
        let site = PathBuf::from(site).canonicalize()?;
        println!("cargo::rerun-if-changed={}", site.display());
        collect(&site, &site, &mut files)?;
        files.sort();
    }
    let mut source = String::from("&[");
    for (name, path) in files {
        source.push_str(&format!("({name:?}, include_bytes!({:?}) as &[u8]),\n", path.display().to_string()));
    }
    source.push(']');
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("site.rs"), source)
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_some_and(|kind| kind == "js" || kind == "wasm") {
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.push((name, path));
        }
    }
    Ok(())
}
