//! A clause set as plain text.

use super::{
    Clause, ClauseItem, printed_number,
    reader::{Mark, Sequence, Style, cursor::kana_at, deleted::is_gone},
    reference::Wording,
};
use crate::{
    record::{coded, record},
    text::{full_width, kanji_number},
};

record! {
    /// How a set numbers its clauses.
    #[derive(Default)]
    pub enum Numbering {
        /// １, 10.
        #[default]
        Plain,
        /// １．
        Dot,
        /// 第１条.
        Article,
        /// 第一条.
        KanjiArticle,
        /// 第１.
        Section,
    }
}

coded!(Numbering {
    Plain = "plain", "１";
    Dot = "dot", "１．";
    Article = "article", "第１条";
    KanjiArticle = "kanji_article", "第一条";
    Section = "section", "第１";
});

impl Numbering {
    /// Whether it is the usual one, which a bundle need not name.
    pub(crate) fn is_plain(&self) -> bool {
        *self == Self::Plain
    }

    /// A clause's number as this style prints it.
    #[must_use]
    pub fn label(self, number: u32) -> String {
        match self {
            Self::Plain => printed_number(number),
            Self::Dot => format!("{}．", full_width(number)),
            Self::Article => format!("第{}条", full_width(number)),
            Self::KanjiArticle => format!("第{}条", kanji_number(number)),
            Self::Section => format!("第{}", full_width(number)),
        }
    }

    /// The words in which clauses numbered so refer to each other.
    #[must_use]
    pub fn wording(self) -> Wording {
        match self {
            Self::Plain | Self::Dot => Wording::Paragraphs,
            Self::Article | Self::KanjiArticle => Wording::Articles,
            Self::Section => Wording::Sections,
        }
    }

    /// The style nearest to the one that a text was read in.
    #[must_use]
    pub fn nearest(style: Style, label: &str) -> Self {
        match (style.sequence, style.mark) {
            (Sequence::Article, _)
                if label.contains(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']) =>
            {
                Self::KanjiArticle
            }
            (Sequence::Article, _) => Self::Article,
            (Sequence::Section, _) => Self::Section,
            (_, Mark::Dot | Mark::Comma) => Self::Dot,
            _ => Self::Plain,
        }
    }
}

record! {
    /// Where captions stand.
    #[derive(Default)]
    pub enum CaptionPlace {
        /// On the line above the number.
        #[default]
        Above,
        /// Behind the number.
        Behind,
        /// Behind the number, without parentheses, the text on the next line.
        Bare,
    }
}

coded!(CaptionPlace {
    Above = "above", "番号の上の行";
    Behind = "behind", "番号の後ろ";
    Bare = "bare", "番号の後ろ（括弧なし）";
});

impl CaptionPlace {
    /// Whether it is the usual one, which a bundle need not name.
    pub(crate) fn is_usual(&self) -> bool {
        *self == Self::Above
    }

    /// Whether captions stand on the number's line.
    #[must_use]
    pub fn is_beside(self) -> bool {
        self != Self::Above
    }

    /// The caption over a clause, by that of the clause before it: a caption
    /// above a clause is also that of those behind it without one; one that
    /// stands beside a number is that clause's alone.
    #[must_use]
    pub fn over<'a>(self, clause: &'a Clause, before: Option<&'a str>) -> Option<&'a str> {
        let shared = before.filter(|_| !self.is_beside() && !is_gone(&clause.body));
        clause.caption.as_deref().or(shared)
    }

    /// A caption as it is printed.
    #[must_use]
    pub fn caption(self, caption: &str) -> String {
        match self {
            Self::Above | Self::Behind => format!("（{caption}）"),
            Self::Bare => caption.to_owned(),
        }
    }
}

/// A set to be written as text.
#[derive(Debug, Clone, Copy)]
pub struct Printed<'a> {
    /// 特記事項.
    pub title: &'a str,
    /// Text before the first clause.
    pub preamble: &'a [String],
    /// The clauses.
    pub clauses: &'a [Clause],
    /// Text after the last clause.
    pub trailing: &'a [String],
    /// How clauses are numbered.
    pub numbering: Numbering,
    /// Where their captions stand.
    pub captions: CaptionPlace,
}

impl Printed<'_> {
    /// The text, a line for each paragraph.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = format!("{}\n\n", self.title);
        for paragraph in self.preamble {
            out.push_str(&format!("　{paragraph}\n"));
        }
        for clause in self.clauses {
            self.clause(&mut out, clause);
        }
        for paragraph in self.trailing {
            out.push_str(&format!("{paragraph}\n"));
        }
        out
    }

    fn clause(&self, out: &mut String, clause: &Clause) {
        clause.divisions.iter().for_each(|heading| out.push_str(&format!("{heading}\n")));
        let label = self.numbering.label(clause.number);
        let caption = clause.caption.as_ref().map(|caption| self.captions.caption(caption));
        let body = match clause.paragraph.as_str() {
            "" => clause.body.clone(),
            number => format!("{number}　{}", clause.body),
        };
        let line = match (caption, self.captions) {
            (None, _) => format!("{label}　{body}"),
            (Some(caption), CaptionPlace::Above) => format!("{caption}\n{label}　{body}"),
            (Some(caption), CaptionPlace::Behind) => format!("{label}{caption}　{body}"),
            (Some(caption), CaptionPlace::Bare) => format!("{label}　{caption}\n　{body}"),
        };
        out.push_str(line.trim_end());
        out.push('\n');
        note(out, clause.note.as_ref(), 1);
        items(out, &clause.items, 0);
    }
}

fn items(out: &mut String, list: &[ClauseItem], depth: usize) {
    for item in list {
        out.push_str(format!("{}{}　{}", "　".repeat(depth), item.label, item.text).trim_end());
        out.push('\n');
        note(out, item.note.as_ref(), depth + 1);
        items(out, &item.items, depth + 1);
    }
}

fn note(out: &mut String, note: Option<&String>, depth: usize) {
    for line in note.iter().flat_map(|note| note.lines()) {
        out.push_str(&format!("{}{line}\n", "　".repeat(depth)));
    }
}

/// The label of an item by its place, from 1, in the manner of a list; `None`
/// where the list has no such label.
#[must_use]
pub fn item_label(style: Style, place: u32) -> Option<String> {
    let number = match style.sequence {
        Sequence::Arabic if style.mark == Mark::Circle => {
            return char::from_u32(0x2460 + place.checked_sub(1)?).filter(|_| place <= 20).map(String::from);
        }
        Sequence::Arabic => place.to_string(),
        Sequence::Kanji => kanji_number(place),
        Sequence::Aiueo | Sequence::Iroha => kana_at(place, style.sequence)?.to_string(),
        Sequence::Latin => char::from_u32(u32::from('a') + place - 1).filter(|_| place <= 26)?.to_string(),
        Sequence::Capital => char::from_u32(u32::from('A') + place - 1).filter(|_| place <= 26)?.to_string(),
        _ => return None,
    };
    Some(match style.mark {
        Mark::Bare if style.sequence == Sequence::Arabic => printed_number(place),
        Mark::Bare => number,
        Mark::Dot => format!("{number}．"),
        Mark::Comma => format!("{number}、"),
        Mark::Close => format!("{number})"),
        Mark::Round => format!("({number})"),
        Mark::Square => format!("[{number}]"),
        Mark::Circle => return None,
    })
}
