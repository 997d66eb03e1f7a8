//! The text of a clause set in a file: plain text or Word.

mod document;
mod list;
mod losses;
mod numbering;
#[cfg(test)]
mod tests;
mod xml;

use std::io::{Cursor, Read as _};

use domain::Fault;
use zip::ZipArchive;

use crate::{
    Error, Result,
    exchange::{Remedy, decode, measure},
};

/// The largest file read, in bytes.
const LIMIT: usize = 20 * 1024 * 1024;
/// The largest part of a Word document, unfolded, in bytes.
const PART: u64 = 50 * 1024 * 1024;

const REMEDY: Remedy = Remedy {
    parts: "新しい文書に本文だけを写してください。",
    size: "新しい文書に本文だけを写してください。",
};

/// A file's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileText {
    /// A line for each paragraph; numbers that Word gives by itself are written
    /// out.
    pub text: String,
    /// What the person should know.
    pub notes: Vec<String>,
}

fn refused(code: &'static str, message: impl Into<String>) -> Error {
    Error::invalid(Fault::whole(code, message))
}

fn broken() -> Error {
    refused("file-broken", "ファイルが壊れていて開けません。Word で開いて、保存し直してください。")
}

/// The text of a file, by its content: names lie.
///
/// # Errors
/// `Invalid` with one fault if it is neither text nor a Word document, or no
/// file that can be read: too large, protected, broken, empty.
pub fn read_file(bytes: &[u8]) -> Result<FileText> {
    if bytes.len() > LIMIT {
        let message = format!(
            "ファイルが大きすぎます（上限 {} MB）。本文だけのファイルにしてください。",
            LIMIT / 1024 / 1024
        );
        return Err(refused("file-too-large", message));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(refused("file-empty", "ファイルが空です。読み込むファイルを確かめてください。"));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return word(bytes);
    }
    refuse_others(bytes)?;
    plain(bytes)
}

fn plain(bytes: &[u8]) -> Result<FileText> {
    let decoded = decode(bytes);
    let lines = decoded.text.lines().count();
    if decoded.broken.len() * 5 > lines {
        return Err(refused(
            "text-encoding",
            "文字コードが分かりません。UTF-8 か Shift_JIS のテキストで保存し直してください。",
        ));
    }
    let mut notes = Vec::new();
    if decoded.word != "UTF-8" {
        notes.push(format!("文字コードは{}として読みました。", decoded.word));
    }
    if let Some(line) = decoded.broken.first() {
        notes.push(format!(
            "{line}行目などに、{}として読めない文字があります（�で示しています）。",
            decoded.word
        ));
    }
    Ok(FileText { text: decoded.text, notes })
}

/// Formats that people hand in for text.
fn refuse_others(bytes: &[u8]) -> Result<()> {
    const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let start = bytes.get(..bytes.len().min(1024)).unwrap_or_default().to_ascii_lowercase();
    let holds = |wanted: &[u8]| start.windows(wanted.len()).any(|window| window == wanted);
    let wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let (code, message) = if bytes.starts_with(COMPOUND) {
        let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        if bytes.windows(encrypted.len()).any(|window| window == encrypted) {
            (
                "file-protected",
                "パスワードで保護されたファイルです。Word で開き、パスワードを外して保存し直してください。",
            )
        } else {
            (
                "file-old-doc",
                "古い形式（.doc など）のファイルです。Word で開き、「Word 文書（.docx）」で保存し直してください。",
            )
        }
    } else if holds(b"%pdf-") {
        ("file-pdf", "PDF は読めません。PDF を開いて文字を選び、テキストに写してください。")
    } else if start.starts_with(b"{\\rtf") {
        (
            "file-rtf",
            "リッチテキスト（.rtf）です。Word で開き、「Word 文書（.docx）」で保存し直してください。",
        )
    } else if holds(b"<html") || holds(b"<!doctype html") || holds(b"<?xml") {
        ("file-html", "中身は HTML 又は XML です。画面の文字を写して、テキストとして保存してください。")
    } else if !wide && start.contains(&0) {
        (
            "file-unknown",
            "文章として読めないファイルです。テキスト（.txt）か Word 文書（.docx）を選んでください。",
        )
    } else {
        return Ok(());
    };
    Err(refused(code, message))
}

fn word(bytes: &[u8]) -> Result<FileText> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let has = |name: &str| archive.file_names().flatten().any(|part| part.eq_ignore_ascii_case(name));
    if !has("word/document.xml") {
        let what = if has("xl/workbook.xml") {
            "Excel ブックです。条項を写して、テキストとして保存してください。"
        } else if has("content.xml") {
            "OpenDocument の文書です。「Word 文書（.docx）」で保存し直してください。"
        } else {
            "Word 文書ではない圧縮ファイルです。「Word 文書（.docx）」を選んでください。"
        };
        return Err(refused("file-not-docx", what));
    }
    measure(&mut archive, &REMEDY)?;
    let document = part(&mut archive, "word/document.xml")?.ok_or_else(broken)?;
    let numbering = part(&mut archive, "word/numbering.xml")?.unwrap_or_default();
    let styles = part(&mut archive, "word/styles.xml")?.unwrap_or_default();
    let numbering = numbering::Numbering::read(&numbering, &styles).ok_or_else(broken)?;
    document::read(&document, numbering).ok_or_else(broken)
}

fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>> {
    let Ok(part) = archive.by_name(name) else { return Ok(None) };
    let mut text = Vec::new();
    part.take(PART).read_to_end(&mut text).map_err(|_| broken())?;
    let (text, _, wrong) = encoding_rs::UTF_8.decode(&text);
    if wrong { Err(broken()) } else { Ok(Some(text.into_owned())) }
}
