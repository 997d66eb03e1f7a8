//! Text in the encodings that Japanese programs write.

use encoding_rs::{Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

/// Text, and what was made of its bytes.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) encoding: &'static Encoding,
    /// The encoding's name as people know it.
    pub(crate) word: &'static str,
    /// Lines with bytes that are no character, from 1.
    pub(crate) broken: Vec<u32>,
}

/// By its mark; else UTF-8 if it is that; else whichever of UTF-8 and Shift_JIS
/// leaves fewer lines broken.
pub(crate) fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let bytes = bytes.get(length..).unwrap_or_default();
        if encoding == UTF_16LE || encoding == UTF_16BE {
            let (text, broken) = encoding.decode_without_bom_handling(bytes);
            let broken = if broken { broken_lines(&text) } else { Vec::new() };
            return Decoded { text: text.into_owned(), encoding, word: "UTF-16", broken };
        }
        return by_lines(bytes, UTF_8, "UTF-8");
    }
    let utf8 = by_lines(bytes, UTF_8, "UTF-8");
    if utf8.broken.is_empty() {
        return utf8;
    }
    let shift_jis = by_lines(bytes, SHIFT_JIS, "Shift_JIS");
    if shift_jis.broken.len() <= utf8.broken.len() { shift_jis } else { utf8 }
}

fn broken_lines(text: &str) -> Vec<u32> {
    (1..).zip(text.lines()).filter(|(_, line)| line.contains('\u{FFFD}')).map(|(number, _)| number).collect()
}

/// Line by line: no character of either encoding holds a line break.
fn by_lines(bytes: &[u8], encoding: &'static Encoding, word: &'static str) -> Decoded {
    let mut decoded =
        Decoded { text: String::with_capacity(bytes.len()), encoding, word, broken: Vec::new() };
    for (number, line) in (1..).zip(bytes.split_inclusive(|byte| *byte == b'\n')) {
        let (text, broken) = encoding.decode_without_bom_handling(line);
        decoded.text.push_str(&text);
        if broken {
            decoded.broken.push(number);
        }
    }
    decoded
}
