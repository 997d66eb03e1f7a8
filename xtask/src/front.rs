//! The browser bundle: the crate `islands` compiled to WebAssembly, and the
//! JavaScript that loads it.
//!
//! The finished folder holds `app.js` and `app.wasm`: the names that Leptos'
//! `HydrationScripts` asks for under `/pkg/`. The crate `web` embeds them when
//! `AZUKARI_SITE_DIR` names that folder.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::child::{self, on_path};
use crate::place::Place;
use crate::step::Steps;
use crate::sysroot::{TARGET, Toolchain};

/// Builds what has changed and returns the folder of the finished files.
pub(crate) fn build(place: &Place, steps: &mut Steps) -> Result<PathBuf> {
    let toolchain = steps.run("wasm32 standard library", || Toolchain::find(place))?;
    let wasm = steps.run("browser bundle", || compile(place, &toolchain))?;
    steps.run("browser bindings", || bind(place, &wasm))
}

/// The folder of the finished files, once they are built.
pub(crate) fn site(place: &Place) -> PathBuf {
    place.target.join("front/site")
}

fn compile(place: &Place, toolchain: &Toolchain) -> Result<PathBuf> {
    let mut cargo = toolchain.cargo(place);
    cargo.args(["build", "--package", "islands", "--lib", "--features", "hydrate"]);
    cargo.args(["--profile", "wasm", "--target", TARGET]);
    child::run(&mut cargo)?;
    Ok(place.target.join("front").join(TARGET).join("wasm/islands.wasm"))
}

/// Generates the bindings, unless the last ones were made from the same bytes
/// by the same tools.
fn bind(place: &Place, wasm: &Path) -> Result<PathBuf> {
    let site = site(place);
    let stamp_file = place.target.join("front/site.stamp");
    let optimizer = on_path("wasm-opt");
    let bytes = fs::read(wasm).with_context(|| format!("reading {}", wasm.display()))?;
    let stamp = fingerprint(&bytes, optimizer.as_deref());
    let finished = ["app.js", "app.wasm"].iter().all(|name| site.join(name).is_file());
    if finished && fs::read_to_string(&stamp_file).is_ok_and(|last| last == stamp) {
        return Ok(site);
    }
    let work = place.target.join("front/bindings");
    generate(bytes, &work)?;
    if let Some(optimizer) = &optimizer {
        optimize(optimizer, &work.join("app_bg.wasm"));
    }
    fs::create_dir_all(&site)?;
    fs::rename(work.join("app.js"), site.join("app.js"))?;
    fs::rename(work.join("app_bg.wasm"), site.join("app.wasm"))?;
    fs::write(stamp_file, stamp)?;
    Ok(site)
}

fn generate(wasm: Vec<u8>, folder: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_bytes("app", wasm).out_name("app").web(true)?.typescript(false);
    bindgen.remove_name_section(true).remove_producers_section(true);
    let mut output = bindgen.generate_output()?;
    let inline = output.snippets().iter().filter(|(_, scripts)| !scripts.is_empty()).map(|(name, _)| name);
    let brought: Vec<&String> = inline.chain(output.local_modules().keys()).collect();
    if !brought.is_empty() {
        bail!("islands brings JavaScript files, which the server does not embed: {brought:?}");
    }
    output.emit(folder)
}

/// Makes the file smaller. What fails here leaves a larger file that works.
fn optimize(optimizer: &Path, wasm: &Path) {
    let smaller = wasm.with_extension("small");
    let mut command = Command::new(optimizer);
    command.args(["-Oz", "--enable-bulk-memory", "--enable-multivalue", "--enable-mutable-globals"]);
    command.args(["--enable-nontrapping-float-to-int", "--enable-reference-types", "--enable-sign-ext"]);
    command.arg(wasm).arg("-o").arg(&smaller);
    let replaced = child::output(&mut command).and_then(|_| Ok(fs::rename(&smaller, wasm)?));
    if let Err(error) = replaced {
        println!("   wasm-opt left out: {error:#}");
    }
}

fn fingerprint(wasm: &[u8], optimizer: Option<&Path>) -> String {
    let mut hasher = DefaultHasher::new();
    // This source file stands for the settings; the bytes name the version of
    // wasm-bindgen they are for.
    (wasm, optimizer, include_str!("front.rs")).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
