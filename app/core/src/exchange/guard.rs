//! What a container would unfold to, before anything is unfolded into memory.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::book::refused;
use crate::{Error, Result};

/// The most parts of a workbook.
const PARTS: usize = 2_000;
/// How much the texts of a workbook may unfold to, in bytes.
const UNFOLDED: u64 = 200 * 1024 * 1024;
/// From this size on, how often a part may be larger than it is kept.
const RATIO_FROM: u64 = 10 * 1024 * 1024;
const RATIO: u64 = 400;

/// What was seen of a workbook.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// It carries macros.
    pub(super) macros: bool,
    /// Rows that are hidden.
    pub(super) hidden_rows: usize,
}

/// What to do about a container that is refused.
#[derive(Debug)]
pub(crate) struct Remedy {
    /// It has too many parts.
    pub(crate) parts: &'static str,
    /// It unfolds to too much.
    pub(crate) size: &'static str,
}

const WORKBOOK: Remedy = Remedy {
    parts: "新しいブックに表だけを写してください。",
    size: "新しいブックに表だけを写すか、行を分けてください。",
};

fn unreadable() -> Error {
    refused("file-broken", "ファイルが壊れていて開けません。元のプログラムで開いて、保存し直してください。")
}

/// Unfolds the workbook once, keeping nothing, and refuses one that is not what
/// it seems.
pub(super) fn guard(bytes: &[u8]) -> Result<Seen> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    kind_of(&archive)?;
    measure(&mut archive, &WORKBOOK)
}

/// Unfolds a container once, keeping nothing, and refuses one that unfolds to
/// too much.
pub(crate) fn measure(archive: &mut ZipArchive<Cursor<&[u8]>>, remedy: &Remedy) -> Result<Seen> {
    if archive.len() > PARTS {
        let message = format!(
            "ファイルの中の部品が多すぎます（{}個、上限 {PARTS} 個）。{}",
            archive.len(),
            remedy.parts
        );
        return Err(refused("file-too-many-parts", message));
    }
    let mut seen = Seen::default();
    let mut left = UNFOLDED;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|_| unreadable())?;
        let name = part.name().map_err(|_| unreadable())?.to_ascii_lowercase();
        seen.macros |= name.ends_with("vbaproject.bin");
        if !(name.ends_with(".xml") || name.ends_with(".rels")) {
            continue;
        }
        let kept = part.compressed_size().max(1);
        let rows = name.contains("worksheets/").then_some(&mut seen.hidden_rows);
        let size = unfold(&mut part, left, rows).map_err(|_| unreadable())?;
        if size > left || (size > RATIO_FROM && size / kept > RATIO) {
            let message = format!(
                "ファイルが異常に大きく展開されます（上限 {} MB）。{}",
                UNFOLDED / 1024 / 1024,
                remedy.size
            );
            return Err(refused("file-bomb", message));
        }
        left -= size;
    }
    Ok(seen)
}

/// What else it may be.
fn kind_of(archive: &ZipArchive<Cursor<&[u8]>>) -> Result<()> {
    let has = |name: &str| archive.file_names().flatten().any(|part| part.eq_ignore_ascii_case(name));
    if has("xl/workbook.xml") {
        return Ok(());
    }
    let what = if has("xl/workbook.bin") {
        "Excel バイナリ ブック（.xlsb）です"
    } else if has("word/document.xml") {
        "Word の文書です"
    } else if has("ppt/presentation.xml") {
        "PowerPoint の資料です"
    } else if has("content.xml") {
        "OpenDocument のファイルです"
    } else {
        "Excel ブックではない圧縮ファイルです"
    };
    let message = format!("{what}。Excel で開き、「Excel ブック（.xlsx）」で保存し直してください。");
    Err(refused("file-not-xlsx", message))
}

/// Reads a part to its end, or past the limit; counts hidden rows on the way.
fn unfold(part: &mut impl std::io::Read, limit: u64, hidden: Option<&mut usize>) -> std::io::Result<u64> {
    let mut limited = part.take(limit.saturating_add(1));
    let mut buffer = vec![0; 64 * 1024];
    let (mut size, mut rows) = (0_u64, Rows::default());
    loop {
        let read = limited.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        size += read as u64;
        if hidden.is_some() {
            rows.feed(buffer.get(..read).unwrap_or_default());
        }
    }
    if let Some(hidden) = hidden {
        *hidden += rows.hidden;
    }
    Ok(size)
}

/// Counts `<row … hidden="1" …>` in a stream.
#[derive(Default)]
struct Rows {
    tag: Option<Vec<u8>>,
    hidden: usize,
}

impl Rows {
    fn feed(&mut self, bytes: &[u8]) {
        for byte in bytes {
            match (&mut self.tag, byte) {
                (_, b'<') => self.tag = Some(Vec::new()),
                (Some(tag), b'>') => {
                    let is_row = tag.starts_with(b"row ");
                    let marks: [&[u8]; 3] = [b" hidden=\"1\"", b" hidden=\"true\"", b" hidden='1'"];
                    if is_row && marks.iter().any(|mark| tag.windows(mark.len()).any(|at| at == *mark)) {
                        self.hidden += 1;
                    }
                    self.tag = None;
                }
                (Some(tag), byte) if tag.len() < 512 => tag.push(*byte),
                _ => {}
            }
        }
    }
}
