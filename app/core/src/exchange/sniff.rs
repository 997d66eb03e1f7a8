//! What a file is, by its content: names lie.

use super::book::refused;
use crate::Result;

/// Formats that are read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A container that may be a workbook.
    Zip,
    /// Text.
    Text,
}

const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Tells the format, or what the file is instead and what to do.
pub(super) fn sniff(bytes: &[u8]) -> Result<Kind> {
    let start = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(refused("file-empty", "ファイルが空です。取り込むファイルを確かめてください。"));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(Kind::Zip);
    }
    if bytes.starts_with(COMPOUND) {
        return Err(if holds(bytes, &utf16("EncryptedPackage")) {
            refused(
                "file-protected",
                "パスワードで保護されたファイルです。Excel で開き、パスワードを外して保存し直してください。",
            )
        } else {
            refused(
                "file-old-xls",
                "古い形式（.xls など）のファイルです。Excel で開き、「名前を付けて保存」で「Excel ブック（.xlsx）」にしてください。",
            )
        });
    }
    if holds(start, b"%PDF-") {
        return Err(refused(
            "file-pdf",
            "中身は PDF です。名前を変えても表としては読めません。Excel か CSV のファイルを選んでください。",
        ));
    }
    let lower: Vec<u8> = start.iter().map(u8::to_ascii_lowercase).collect();
    if holds(&lower, b"<html") || holds(&lower, b"<!doctype html") || holds(&lower, b"<?xml") {
        return Err(refused(
            "file-html",
            "中身は HTML 又は XML です。Excel で開き、「Excel ブック（.xlsx）」で保存し直してください。",
        ));
    }
    let wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    if !wide && start.contains(&0) {
        return Err(refused(
            "file-unknown",
            "表として読めないファイルです。Excel ブック（.xlsx）か CSV を選んでください。",
        ));
    }
    Ok(Kind::Text)
}
