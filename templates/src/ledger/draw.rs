//! What stands on a page, as the operators of its content. Written by hand:
//! there are some hundred million of these bytes.

use std::ops::Range;

use super::letters::{FaceName, Letters, Style};

/// Hundredths of a point.
pub(super) type Length = i32;

/// How text is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Type {
    pub(super) style: Style,
    pub(super) size: Length,
    /// From one line to the next.
    pub(super) lead: Length,
}

impl Type {
    /// The width of `length` in thousandths of the size: what lines are cut to.
    pub(super) fn room(self, length: Length) -> u32 {
        u32::try_from(i64::from(length) * 1000 / i64::from(self.size.max(1))).unwrap_or_default()
    }

    /// From the top of a line to its baseline.
    pub(super) fn drop(self) -> Length {
        (self.lead - self.size) / 2 + self.size * 88 / 100
    }
}

/// The content of a page, or of a part of it.
#[derive(Default)]
pub(super) struct Ops {
    bytes: Vec<u8>,
    font: Option<(FaceName, Length)>,
}

impl Ops {
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Goes on with what another part holds.
    pub(super) fn append(&mut self, other: &Self) {
        self.bytes.extend_from_slice(&other.bytes);
        self.font = None;
    }

    pub(super) fn raw(&mut self, operators: &[u8]) {
        self.bytes.extend_from_slice(operators);
    }

    /// A length in points.
    pub(super) fn length(&mut self, length: Length) {
        if length < 0 {
            self.bytes.push(b'-');
        }
        let length = length.unsigned_abs();
        self.digits(length / 100);
        let rest = length % 100;
        if rest > 0 {
            let digit = |value: u32| b'0' + u8::try_from(value).unwrap_or_default();
            self.bytes.extend_from_slice(&[b'.', digit(rest / 10)]);
            if !rest.is_multiple_of(10) {
                self.bytes.push(digit(rest % 10));
            }
        }
        self.bytes.push(b' ');
    }

    pub(super) fn digits(&mut self, mut number: u32) {
        let mut reversed = [0; 10];
        let mut count = 0;
        loop {
            reversed[count] = b'0' + u8::try_from(number % 10).unwrap_or_default();
            count += 1;
            number /= 10;
            if number == 0 {
                break;
            }
        }
        self.bytes.extend(reversed[..count].iter().rev());
    }

    /// A thin line.
    pub(super) fn rule(&mut self, from: (Length, Length), to: (Length, Length)) {
        self.length(from.0);
        self.length(from.1);
        self.raw(b"m ");
        self.length(to.0);
        self.length(to.1);
        self.raw(b"l S\n");
    }

    /// A grey ground, by its lower left corner and its size.
    pub(super) fn ground(&mut self, corner: (Length, Length), size: (Length, Length)) {
        self.raw(b"0.92 g ");
        for length in [corner.0, corner.1, size.0, size.1] {
            self.length(length);
        }
        self.raw(b"re f 0 g\n");
    }

    /// Lines of a text, the first one's baseline starting at a point.
    pub(super) fn lines(
        &mut self,
        letters: &mut Letters,
        kind: Type,
        at: (Length, Length),
        text: &str,
        lines: &[Range<usize>],
    ) {
        self.raw(b"BT ");
        self.length(at.0);
        self.length(at.1);
        self.raw(b"Td ");
        for (number, line) in lines.iter().enumerate() {
            if number > 0 {
                self.raw(b"0 ");
                self.length(-kind.lead);
                self.raw(b"Td ");
            }
            self.line(letters, kind, &text[line.clone()]);
        }
        self.raw(b"ET\n");
    }

    /// One line of text, starting at a point.
    pub(super) fn text(&mut self, letters: &mut Letters, kind: Type, at: (Length, Length), text: &str) {
        let whole = 0..text.len();
        self.lines(letters, kind, at, text, std::slice::from_ref(&whole));
    }

    fn line(&mut self, letters: &mut Letters, kind: Type, text: &str) {
        let mut open = false;
        for character in text.chars() {
            let letter = letters.letter(character, kind.style);
            let Some(cid) = letter.cid else { continue };
            if self.font != Some((letter.face, kind.size)) {
                if std::mem::take(&mut open) {
                    self.raw(b")Tj ");
                }
                self.raw(b"/");
                self.raw(letter.face.resource().0);
                self.raw(b" ");
                self.length(kind.size);
                self.raw(b"Tf ");
                self.font = Some((letter.face, kind.size));
            }
            if !std::mem::replace(&mut open, true) {
                self.raw(b"(");
            }
            for byte in cid.to_be_bytes() {
                match byte {
                    b'(' | b')' | b'\\' => self.bytes.extend_from_slice(&[b'\\', byte]),
                    b'\r' => self.bytes.extend_from_slice(b"\\r"),
                    _ => self.bytes.push(byte),
                }
            }
        }
        if open {
            self.raw(b")Tj ");
        }
    }
}

/// How wide a text is on one line.
pub(super) fn width(letters: &mut Letters, kind: Type, text: &str) -> Length {
    let thousandths: i64 =
        text.chars().map(|character| i64::from(letters.letter(character, kind.style).width)).sum();
    Length::try_from(thousandths * i64::from(kind.size) / 1000).unwrap_or(Length::MAX)
}

#[cfg(test)]
mod tests {
    use super::Ops;

    #[test]
    fn lengths_are_written_in_points() {
        let mut ops = Ops::default();
        for length in [0, 5, 70, 100, 84189, -1000, -1] {
            ops.length(length);
        }
        assert_eq!(std::str::from_utf8(ops.bytes()).unwrap(), "0 0.05 0.7 1 841.89 -10 -0.01 ");
    }
}
