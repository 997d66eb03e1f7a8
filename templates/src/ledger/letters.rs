//! The characters of a ledger: which face has each, how wide it is, and the
//! number it is printed by. Numbers are given out in the order characters
//! first occur, so that pages can be written before the fonts are cut down.

use std::collections::{BTreeSet, HashMap};

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Name, Rect, Ref, Str};
use subsetter::GlyphRemapper;

use super::LedgerError;
use super::file::Target;
use super::wrap::Class;
use crate::data;
use crate::fonts::FACES;

/// 〓, which stands for what no font has.
const GETA: char = '〓';

/// The faces, by the name that pages use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FaceName {
    Gothic,
    Bold,
    /// For the few characters only it has.
    Mincho,
}

impl FaceName {
    pub(super) const ALL: [Self; 3] = [Self::Gothic, Self::Bold, Self::Mincho];

    pub(super) const fn resource(self) -> Name<'static> {
        match self {
            Self::Gothic => Name(b"G"),
            Self::Bold => Name(b"B"),
            Self::Mincho => Name(b"M"),
        }
    }

    const fn file(self) -> usize {
        match self {
            Self::Mincho => 0,
            Self::Gothic => 1,
            Self::Bold => 2,
        }
    }

    /// The name of the subset: six letters before the face's own.
    const fn subset(self) -> &'static [u8] {
        match self {
            Self::Gothic => b"AZUKAG+BIZUDGothic-Regular",
            Self::Bold => b"AZUKAB+BIZUDGothic-Bold",
            Self::Mincho => b"AZUKAM+BIZUDMincho-Regular",
        }
    }
}

/// A way of setting text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Strong,
}

impl Style {
    /// Where a character is looked for.
    const fn faces(self) -> &'static [FaceName] {
        match self {
            Self::Plain => &[FaceName::Gothic, FaceName::Mincho],
            Self::Strong => &[FaceName::Bold, FaceName::Gothic, FaceName::Mincho],
        }
    }

    pub(super) const fn face(self) -> FaceName {
        self.faces()[0]
    }
}

/// A character in a style.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    pub(super) face: FaceName,
    pub(super) class: Class,
    /// The number that pages print it by; none of what is not printed.
    pub(super) cid: Option<u16>,
    /// In thousandths of the type size.
    pub(super) width: u16,
}

/// The letters met so far.
pub(super) struct Letters {
    faces: [Face; 3],
    /// Those in the basic plane, where nearly all are: plain, then strong.
    basic: [Vec<Option<Letter>>; 2],
    others: HashMap<(char, bool), Letter>,
    missing: BTreeSet<char>,
}

struct Face {
    parsed: ttf_parser::Face<'static>,
    numbers: HashMap<char, u16>,
    /// By number from 1: the character, its glyph in the subset, its width.
    used: Vec<(char, u16, u16)>,
    glyphs: GlyphRemapper,
}

impl Letters {
    pub(super) fn new() -> Result<Self, LedgerError> {
        let face = |name: FaceName| -> Result<Face, LedgerError> {
            let parsed = ttf_parser::Face::parse(FACES[name.file()], 0).map_err(|_| LedgerError::Fonts)?;
            Ok(Face { parsed, numbers: HashMap::new(), used: Vec::new(), glyphs: GlyphRemapper::new() })
        };
        let [gothic, bold, mincho] = FaceName::ALL;
        Ok(Self {
            faces: [face(gothic)?, face(bold)?, face(mincho)?],
            basic: [vec![None; 0x1_0000], vec![None; 0x1_0000]],
            others: HashMap::new(),
            missing: BTreeSet::new(),
        })
    }

    /// The letter of a character.
    pub(super) fn letter(&mut self, character: char, style: Style) -> Letter {
        let place = character as usize;
        if let Some(known) = self.basic[style as usize].get(place) {
            if let Some(letter) = known {
                return *letter;
            }
            let letter = self.find(character, style);
            self.basic[style as usize][place] = Some(letter);
            return letter;
        }
        if let Some(letter) = self.others.get(&(character, style == Style::Strong)) {
            return *letter;
        }
        let letter = self.find(character, style);
        self.others.insert((character, style == Style::Strong), letter);
        letter
    }

    /// Characters that were printed as 〓.
    pub(super) fn missing(&self) -> impl Iterator<Item = char> {
        self.missing.iter().copied()
    }

    fn find(&mut self, character: char, style: Style) -> Letter {
        let class = Class::of(character);
        if character == '\t' {
            return Letter { class, ..self.letter(' ', style) };
        }
        if data::is_dropped(character) {
            return Letter { face: style.face(), class, cid: None, width: 0 };
        }
        let refused = data::is_private(character) || data::is_variation(character);
        let found = style.faces().iter().find_map(|&name| {
            let glyph = self.faces[name as usize].parsed.glyph_index(character)?;
            (!refused).then_some((name, glyph))
        });
        let Some((name, glyph)) = found else {
            if character != GETA {
                self.missing.insert(character);
                return Letter { class, ..self.letter(GETA, style) };
            }
            return Letter { face: style.face(), class, cid: None, width: 0 };
        };
        let (cid, width) = self.faces[name as usize].number(character, glyph);
        Letter { face: name, class, cid: Some(cid), width }
    }

    /// Writes the fonts that were used, and gives their references.
    pub(super) fn write(&self, target: &mut impl Target) -> Result<Vec<(FaceName, Ref)>, LedgerError> {
        let mut written = Vec::new();
        for name in FaceName::ALL {
            let face = &self.faces[name as usize];
            if !face.used.is_empty() {
                written.push((name, face.write(name, target)?));
            }
        }
        Ok(written)
    }
}

impl Face {
    fn number(&mut self, character: char, glyph: ttf_parser::GlyphId) -> (u16, u16) {
        let width = self.thousandths(i32::from(self.parsed.glyph_hor_advance(glyph).unwrap_or_default()));
        let width = u16::try_from(width).unwrap_or_default();
        let next = u16::try_from(self.used.len() + 1).unwrap_or(u16::MAX);
        let number = *self.numbers.entry(character).or_insert(next);
        if number == next {
            self.used.push((character, self.glyphs.remap(glyph.0), width));
        }
        (number, width)
    }

    fn thousandths(&self, units: i32) -> i32 {
        units * 1000 / i32::from(self.parsed.units_per_em().max(1))
    }

    fn write(&self, name: FaceName, target: &mut impl Target) -> Result<Ref, LedgerError> {
        let (font, descendant, descriptor) = (target.take(), target.take(), target.take());
        let (program, map, unicode) = (target.take(), target.take(), target.take());
        let base = Name(name.subset());
        let system = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

        let bytes = subsetter::subset(FACES[name.file()], 0, &self.glyphs).map_err(|_| LedgerError::Fonts)?;
        let length = i32::try_from(bytes.len()).unwrap_or(i32::MAX);
        target.stream(program, &bytes, |stream| {
            stream.pair(Name(b"Length1"), length);
        })?;
        let glyphs: Vec<u8> = std::iter::once(0)
            .chain(self.used.iter().map(|(_, glyph, _)| *glyph))
            .flat_map(u16::to_be_bytes)
            .collect();
        target.stream(map, &glyphs, |_| {})?;
        let mut cmap = UnicodeCmap::new(Name(b"Azukari"), system);
        for (cid, (character, _, _)) in (1_u16..).zip(&self.used) {
            cmap.pair(cid, *character);
        }
        target.stream(unicode, &cmap.finish(), |_| {})?;

        target.object(font, |chunk| {
            chunk
                .type0_font(font)
                .base_font(base)
                .encoding_predefined(Name(b"Identity-H"))
                .descendant_font(descendant)
                .to_unicode(unicode);
        })?;
        target.object(descendant, |chunk| {
            let mut written = chunk.cid_font(descendant);
            written.subtype(CidFontType::Type2).base_font(base).system_info(system);
            written.font_descriptor(descriptor).default_width(1000.0).cid_to_gid_map_stream(map);
            written.widths().consecutive(1, self.used.iter().map(|(_, _, width)| f32::from(*width)));
        })?;
        target.object(descriptor, |chunk| self.describe(chunk.font_descriptor(descriptor), base, program))?;
        Ok(font)
    }

    #[expect(clippy::cast_precision_loss, reason = "some thousand units")]
    fn describe(&self, mut written: pdf_writer::writers::FontDescriptor<'_>, base: Name<'_>, program: Ref) {
        let size = |units: i16| self.thousandths(i32::from(units)) as f32;
        let bounds = self.parsed.global_bounding_box();
        written
            .name(base)
            .flags(FontFlags::SYMBOLIC)
            .bbox(Rect::new(size(bounds.x_min), size(bounds.y_min), size(bounds.x_max), size(bounds.y_max)))
            .italic_angle(0.0)
            .ascent(size(self.parsed.ascender()))
            .descent(size(self.parsed.descender()))
            .cap_height(size(self.parsed.capital_height().unwrap_or(self.parsed.ascender())))
            .stem_v(80.0)
            .font_file2(program);
    }
}
