//! From bytes to a bundle: bounded, and every cause told in words that say how
//! to mend it.

use std::io::Read;

use domain::{
    Fault,
    bundle::{Bundle, FORMAT, VERSION},
};
use serde::Deserialize;

use super::explain::explain;
use crate::{Error, Result};

/// The largest bundle read, in bytes.
pub const LIMIT: usize = 64 * 1024 * 1024;

/// Reads a bundle, and no more of the input than the limit.
///
/// # Errors
/// `Invalid` with the first fault: too large, not UTF-8, not JSON, not a bundle;
/// `Internal` if the input cannot be read.
pub fn read(input: impl Read) -> Result<Bundle> {
    let mut bytes = Vec::new();
    let bound = u64::try_from(LIMIT).unwrap_or(u64::MAX).saturating_add(1);
    input.take(bound).read_to_end(&mut bytes).map_err(Error::internal("ファイルを読み取れません。"))?;
    if bytes.len() > LIMIT {
        let message =
            format!("ファイルが大きすぎます（上限 {} MiB）。ファイルを分けてください。", LIMIT / 1024 / 1024);
        return Err(Error::invalid(Fault::whole("bundle-too-large", message)));
    }
    let text = std::str::from_utf8(&bytes).map_err(|e| {
        let message = format!(
            "UTF-8 の文字列ではありません（先頭から {} バイト目の次）。文字コードを UTF-8 にして保存し直してください。",
            e.valid_up_to()
        );
        Error::invalid(Fault::whole("bundle-not-utf8", message))
    })?;
    parse(text)
}

/// Reads a bundle from its text.
///
/// # Errors
/// `Invalid` with the first fault.
pub fn parse(text: &str) -> Result<Bundle> {
    // Editors of Windows put a byte order mark before the text.
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    header(text)?;
    let mut json = serde_json::Deserializer::from_str(text);
    let bundle = serde_path_to_error::deserialize(&mut json).map_err(|e| Error::invalid(explain(&e)))?;
    Ok(bundle)
}

/// What every version of the format begins with.
#[derive(Deserialize)]
struct Header {
    format: String,
    version: u32,
}

/// Looks at format and version alone, so that a bundle of another version is
/// told as such and not by the first field that is new in it.
fn header(text: &str) -> Result<()> {
    let mut json = serde_json::Deserializer::from_str(text);
    let header: Header =
        serde_path_to_error::deserialize(&mut json).map_err(|e| Error::invalid(explain(&e)))?;
    json.end().map_err(|e| {
        let message = format!(
            "JSON の終わりの後に余分な文字があります（{}行{}文字目）。一つのファイルに一つの JSON を入れてください。",
            e.line(),
            e.column()
        );
        Error::invalid(Fault::whole("json-syntax", message))
    })?;
    if header.format != FORMAT {
        let message = format!(
            "format は「{FORMAT}」でなければなりません。Azukari の書き出したファイルか確かめてください。"
        );
        return Err(Error::invalid(Fault::at_path("bundle-format", "$.format", message)));
    }
    if header.version != VERSION {
        let message = format!("version {} には対応していません（対応する版は {VERSION}）。", header.version);
        return Err(Error::invalid(Fault::at_path("bundle-version", "$.version", message)));
    }
    Ok(())
}
