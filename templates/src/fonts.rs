//! The embedded fonts, parsed once.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// BIZ UDMincho for running text; BIZ UDGothic Bold for the mark 太字; BIZ
/// UDGothic for the few characters only it has.
pub(crate) static FACES: [&[u8]; 3] = [
    include_bytes!(concat!(env!("OUT_DIR"), "/BIZUDMincho-Regular.ttf")),
    include_bytes!(concat!(env!("OUT_DIR"), "/BIZUDGothic-Regular.ttf")),
    include_bytes!(concat!(env!("OUT_DIR"), "/BIZUDGothic-Bold.ttf")),
];

/// The fonts the templates may use, and what Typst knows of them.
pub(crate) struct Fonts {
    /// What Typst chooses from.
    pub(crate) book: LazyHash<FontBook>,
    faces: Vec<Font>,
    text: Characters,
    bold: Characters,
}

/// A set of characters, one bit each: Typst's own list is searched from its
/// start for every character.
#[derive(Default)]
struct Characters(Vec<u64>);

impl Characters {
    fn of(faces: &[Font]) -> Self {
        let mut set = Self::default();
        for code in faces.iter().flat_map(|face| face.info().coverage.iter()) {
            let (word, bit) = (code as usize / 64, code % 64);
            if set.0.len() <= word {
                set.0.resize(word + 1, 0);
            }
            set.0[word] |= 1 << bit;
        }
        set
    }

    fn has(&self, character: char) -> bool {
        let code = u32::from(character);
        self.0.get(code as usize / 64).is_some_and(|word| word >> (code % 64) & 1 == 1)
    }
}

/// The fonts of this process.
pub(crate) static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let faces: Vec<Font> = FACES.iter().filter_map(|bytes| Font::new(Bytes::new(*bytes), 0)).collect();
    Fonts {
        book: LazyHash::new(FontBook::from_fonts(&faces)),
        text: Characters::of(&faces[..2]),
        bold: Characters::of(&faces[2..]),
        faces,
    }
});

impl Fonts {
    /// The face at an index of the book.
    pub(crate) fn face(&self, index: usize) -> Option<Font> {
        self.faces.get(index).cloned()
    }

    /// Whether a character can be printed, in running text or in bold. Kept
    /// in step with the families named in `typ/text.typ`.
    pub(crate) fn has(&self, character: char, bold: bool) -> bool {
        if bold { self.bold.has(character) } else { self.text.has(character) }
    }
}
