//! The embedded fonts, parsed once.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// BIZ UDMincho for running text; BIZ UDGothic Bold for the mark 太字; BIZ
/// UDGothic for the few characters only it has.
static FACES: [&[u8]; 3] = [
    include_bytes!(concat!(env!("OUT_DIR"), "/BIZUDMincho-Regular.ttf")),
    include_bytes!(concat!(env!("OUT_DIR"), "/BIZUDGothic-Regular.ttf")),
    include_bytes!(concat!(env!("OUT_DIR"), "/BIZUDGothic-Bold.ttf")),
];

/// The fonts the templates may use, and what Typst knows of them.
pub(crate) struct Fonts {
    /// What Typst chooses from.
    pub(crate) book: LazyHash<FontBook>,
    faces: Vec<Font>,
}

/// The fonts of this process.
pub(crate) static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let faces: Vec<Font> = FACES.iter().filter_map(|bytes| Font::new(Bytes::new(*bytes), 0)).collect();
    Fonts { book: LazyHash::new(FontBook::from_fonts(&faces)), faces }
});

impl Fonts {
    /// The face at an index of the book.
    pub(crate) fn face(&self, index: usize) -> Option<Font> {
        self.faces.get(index).cloned()
    }

    /// Whether a character can be printed, in running text or in bold. Kept
    /// in step with the families named in `typ/text.typ`.
    pub(crate) fn has(&self, character: char, bold: bool) -> bool {
        let wanted = if bold { &self.faces[2..] } else { &self.faces[..2] };
        wanted.iter().any(|face| face.info().coverage.contains(u32::from(character)))
    }
}
