//! The packet's JSON as the templates read it: texts cut into pieces where
//! typesetting needs them cut.
//!
//! A text becomes a list of pieces: a string, or an object with `k` =
//! `box` (text `t` kept on one line, which may be broken on either side of
//! it), `br` (line break), `mark` (pieces `p` with marks `u` and `b`).

use serde_json::{Value, json};

/// Half-widths that fit the narrowest column, the labels'. A longer stretch
/// without a place to break it would run over the rule.
const LONGEST: usize = 22;

/// Full-width digits and separators kept on one line, at most.
const LONGEST_NUMBER: usize = 12;

/// Turns a packet's JSON into what the templates read.
pub(crate) fn prepare(packet: &mut Value) {
    if let Some(date) = packet["date"].as_str() {
        packet["date"] = date.split('-').map(|part| part.parse::<i32>().unwrap_or_default()).collect();
    }
    for name in ["title", "author"] {
        packet[name] = visible(&packet[name]).into();
    }
    // PDF/UA demands a title, also of a draft that has none yet.
    if packet["title"].as_str().is_none_or(|title| title.trim().is_empty()) {
        packet["title"] = packet["ident"].clone();
    }
    cut(packet);
}

fn visible(text: &Value) -> String {
    text.as_str().unwrap_or_default().chars().filter(|character| !is_dropped(*character)).collect()
}

fn cut(value: &mut Value) {
    match value {
        Value::Array(items) if is_text(items) => *value = pieces(items),
        Value::Array(items) => items.iter_mut().for_each(cut),
        Value::Object(fields) => fields.values_mut().for_each(cut),
        _ => {}
    }
}

/// Whether an array is a text: a list of runs, with at least one.
pub(crate) fn is_text(items: &[Value]) -> bool {
    items.first().is_some_and(|run| run.get("underline").is_some())
}

fn pieces(runs: &[Value]) -> Value {
    let mut all = Vec::new();
    for run in runs {
        let mut cutter = Cutter::default();
        cutter.cut(run["text"].as_str().unwrap_or_default());
        let (underline, bold) = (run["underline"] == true, run["bold"] == true);
        if (underline || bold) && !cutter.done.is_empty() {
            all.push(json!({ "k": "mark", "u": underline, "b": bold, "p": cutter.done }));
        } else {
            all.append(&mut cutter.done);
        }
    }
    Value::Array(all)
}

#[derive(Default)]
struct Cutter {
    done: Vec<Value>,
    plain: String,
    /// Half-widths since the last place where the line may be broken.
    unbroken: usize,
}

impl Cutter {
    fn cut(&mut self, text: &str) {
        let mut rest = text;
        while let Some(character) = rest.chars().next() {
            let number = number(rest);
            if !number.is_empty() {
                self.piece(boxed(number));
                rest = &rest[number.len()..];
                continue;
            }
            rest = &rest[character.len_utf8()..];
            match character {
                '\r' if rest.starts_with('\n') => {}
                '\n' | '\r' | '\u{2028}' | '\u{2029}' => self.piece(json!({ "k": "br" })),
                '\t' => self.character(' '),
                dropped if is_dropped(dropped) => {}
                other => self.character(other),
            }
        }
        self.flush();
    }

    fn character(&mut self, character: char) {
        if is_breakable(character) {
            self.unbroken = 0;
        } else {
            self.unbroken += if character.is_ascii() { 1 } else { 2 };
            if self.unbroken > LONGEST {
                self.flush();
                self.done.push(boxed(&character.to_string()));
                return;
            }
        }
        self.plain.push(character);
    }

    fn piece(&mut self, piece: Value) {
        self.flush();
        self.unbroken = 0;
        self.done.push(piece);
    }

    fn flush(&mut self) {
        if !self.plain.is_empty() {
            self.done.push(Value::String(std::mem::take(&mut self.plain)));
        }
    }
}

fn boxed(text: &str) -> Value {
    json!({ "k": "box", "t": text })
}

/// The number of two or more full-width characters a text starts with, such as
/// ４，８００ or １０％; else nothing.
fn number(text: &str) -> &str {
    let is_digit = |character: char| ('０'..='９').contains(&character);
    let (mut end, mut count, mut digits) = (0, 0, 0);
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let joins = matches!(character, '，' | '．' | '％') && count > 0;
        let inner = character != '％' && characters.peek().is_some_and(|(_, next)| is_digit(*next));
        if is_digit(character) {
            digits += 1;
        } else if !joins || !(inner || character == '％') {
            break;
        }
        count += 1;
        end = at + character.len_utf8();
    }
    if digits > 0 && (2..=LONGEST_NUMBER).contains(&count) { &text[..end] } else { "" }
}

/// Whether Japanese typesetting may break a line before this character
/// whatever stands before it, closely enough.
fn is_breakable(character: char) -> bool {
    matches!(character,
        ' ' | '\u{3000}'
        | '\u{3042}'..='\u{3096}' | '\u{30A2}'..='\u{30FA}'
        | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}'
        | '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// Characters that the paper leaves out: controls, writing direction, and
/// invisible ones that only steer line breaking.
pub(crate) fn is_dropped(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

/// The private use areas (外字).
pub(crate) fn is_private(character: char) -> bool {
    matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

/// Variation selectors (異体字セレクタ).
pub(crate) fn is_variation(character: char) -> bool {
    matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Whether the character itself can be shown in a message.
pub(crate) fn is_visible(character: char) -> bool {
    !is_dropped(character) && !is_private(character) && !is_variation(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_up(text: &str) -> Vec<Value> {
        let mut cutter = Cutter::default();
        cutter.cut(text);
        cutter.done
    }

    #[test]
    fn full_width_numbers_stay_on_one_line() {
        assert_eq!(number("４，８００人"), "４，８００");
        assert_eq!(number("２９年"), "２９");
        assert_eq!(number("１０％を"), "１０％");
        assert_eq!(number("３．５倍"), "３．５");
        for other in ["１人", "，８００", "人", "", "％", "１，人", "4,800"] {
            assert_eq!(number(other), "", "{other}");
        }
        assert_eq!(number(&"１".repeat(13)), "");
        assert_eq!(cut_up("約４，８００人"), [json!("約"), boxed("４，８００"), json!("人")]);
    }

    #[test]
    fn a_long_stretch_may_be_broken_after_the_narrowest_column() {
        assert_eq!(cut_up(&"a".repeat(22)), [json!("a".repeat(22))]);
        assert_eq!(
            cut_up(&format!("{}あa", "a".repeat(24))),
            [json!("a".repeat(22)), boxed("a"), boxed("a"), json!("あa")]
        );
        assert_eq!(cut_up(&"……あ".repeat(9)), [json!("……あ".repeat(9))]);
    }

    #[test]
    fn line_ends_become_one_break_each() {
        assert_eq!(cut_up("a\r\nb\nc"), cut_up("a\nb\rc"));
        assert_eq!(cut_up("a\tb"), [json!("a b")]);
        assert_eq!(cut_up("\u{202E}\u{0}"), Vec::<Value>::new());
    }
}
