//! Where a text means a party by its label, and where the same letter is part
//! of a word: 甲は, but not 甲板.

use std::ops::Range;

use super::PartyLabels;

/// What parties are called instead of their labels; an empty name leaves the
/// label as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartyNames {
    /// The implementing body.
    pub ward: String,
    /// The contractor.
    pub contractor: String,
    /// The subcontractor.
    pub subcontractor: String,
}

impl PartyNames {
    /// Whether no name is given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ward.is_empty() && self.contractor.is_empty() && self.subcontractor.is_empty()
    }
}

/// A label that stands for its party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Use {
    /// Where it stands in the text.
    pub(crate) at: Range<usize>,
    /// Which of the labels.
    pub(crate) label: usize,
}

/// Kanji that may follow a label without making a word of it.
const AFTER: [&str; 18] = [
    "及び",
    "又は",
    "並びに",
    "若しくは",
    "双方",
    "間",
    "等",
    "側",
    "自ら",
    "自身",
    "以外",
    "所定",
    "所有",
    "所管",
    "指定",
    "名義",
    "宛",
    "限り",
];

/// Kanji that may follow two labels and more: 甲乙協議の上.
const AFTER_SEVERAL: [&str; 7] = ["協議", "両者", "合意", "相互", "共同", "共に", "三者"];

/// Kanji that may stand before a label where a comma was left out.
const BEFORE: [&str; 10] = ["当該", "場合", "以後", "都度", "次第", "限り", "際", "時", "後", "上"];

/// Every place where one of the labels means its party.
pub(crate) fn uses(text: &str, labels: &[&str]) -> Vec<Use> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let run = run(text, at, labels);
        let Some(last) = run.last() else {
            at += first.len_utf8();
            continue;
        };
        let (before, after) = (&text[..at], &text[last.at.end..]);
        at = last.at.end;
        if stands_alone(before, after, run.len()) {
            found.extend(run);
        }
    }
    found
}

/// The labels that stand at a place without anything between them.
fn run(text: &str, start: usize, labels: &[&str]) -> Vec<Use> {
    let mut found: Vec<Use> = Vec::new();
    let mut at = start;
    // 再委託先 holds 委託先: the longest is meant.
    while let Some((label, length)) = labels
        .iter()
        .enumerate()
        .filter(|(_, label)| !label.is_empty() && text[at..].starts_with(**label))
        .map(|(index, label)| (index, label.len()))
        .max_by_key(|(_, length)| *length)
    {
        found.push(Use { at: at..at + length, label });
        at += length;
    }
    found
}

fn stands_alone(before: &str, after: &str, labels: usize) -> bool {
    // （以下「甲」という。） says what the label means.
    if before.ends_with('「') && after.starts_with('」') {
        return false;
    }
    let free = |text: &str, known: &[&str]| known.iter().any(|word| text.starts_with(word));
    let free_before =
        !before.chars().next_back().is_some_and(joins) || BEFORE.iter().any(|word| before.ends_with(word));
    let free_after = match after.chars().next() {
        Some(next) if joins(next) => free(after, &AFTER) || (labels > 1 && free(after, &AFTER_SEVERAL)),
        // 甲乙つけがたい
        _ => !(labels > 1 && after.starts_with("つけ")),
    };
    free_before && free_after
}

/// Whether a character makes one word with what stands beside it: kanji,
/// katakana, letters, digits.
fn joins(character: char) -> bool {
    matches!(character,
        '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}'
        | '々' | '\u{30A1}'..='\u{30FA}' | 'ー' | '\u{FF66}'..='\u{FF9F}'
        | '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
        || character.is_ascii_alphanumeric()
}

/// A text with the names of the parties where their labels mean them.
#[must_use]
pub fn with_names(text: &str, parties: &PartyLabels, names: &PartyNames) -> String {
    let labels = [parties.ward.as_str(), &parties.contractor, &parties.subcontractor];
    let names = [names.ward.as_str(), &names.contractor, &names.subcontractor];
    let uses = uses(text, &labels);
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (index, used) in uses.iter().enumerate() {
        let name = names[used.label];
        let named = |other: Option<&Use>| other.is_some_and(|other| !names[other.label].is_empty());
        let previous = index.checked_sub(1).map(|index| &uses[index]);
        out.push_str(&text[from..used.at.start]);
        // 甲乙双方: names cannot stand against each other as labels do.
        let touches = previous.is_some_and(|previous| previous.at.end == used.at.start);
        if touches && (!name.is_empty() || named(previous)) {
            let more = uses.get(index + 1).is_some_and(|next| next.at.start == used.at.end);
            out.push_str(if more { "、" } else { "及び" });
        }
        out.push_str(if name.is_empty() { &text[used.at.clone()] } else { name });
        from = used.at.end;
    }
    out.push_str(&text[from..]);
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parties(ward: &str, contractor: &str, subcontractor: &str) -> PartyLabels {
        PartyLabels { ward: ward.into(), contractor: contractor.into(), subcontractor: subcontractor.into() }
    }

    fn named(text: &str) -> String {
        let names = PartyNames {
            ward: "見本区長".into(),
            contractor: "㈱見本".into(),
            subcontractor: "㈱写し".into(),
        };
        with_names(text, &parties("甲", "乙", "丙"), &names)
    }

    #[test]
    fn a_label_that_means_its_party_becomes_its_name() {
        for (text, expected) in [
            ("乙は、甲の指示に従う。", "㈱見本は、見本区長の指示に従う。"),
            ("甲及び乙に提出する", "見本区長及び㈱見本に提出する"),
            ("甲、乙又は第三者", "見本区長、㈱見本又は第三者"),
            ("甲乙双方で保有する", "見本区長及び㈱見本双方で保有する"),
            ("甲乙丙協議の上", "見本区長、㈱見本及び㈱写し協議の上"),
            ("この場合乙は丙から", "この場合㈱見本は㈱写しから"),
            ("甲以外の者、乙自ら", "見本区長以外の者、㈱見本自ら"),
            ("（乙）", "（㈱見本）"),
            ("甲", "見本区長"),
        ] {
            assert_eq!(named(text), expected);
        }
    }

    #[test]
    fn a_letter_within_a_word_stays() {
        for text in [
            "甲板で作業する。",
            "乙種第４類の免状",
            "装甲を施す。",
            "甲府市の事業",
            "乙女の像",
            "丙午の年",
            "甲状腺",
            "亀甲の模様",
            "別表甲１のとおり",
            "乙イ",
            "甲乙つけがたい",
            "見本区（以下「甲」という。）と見本（以下「乙」という。）",
        ] {
            assert_eq!(named(text), text);
        }
    }

    #[test]
    fn longer_labels_are_not_found_within_longer_words() {
        let labels = parties("委託者", "委託先", "再委託先");
        let names = PartyNames { contractor: "㈱見本".into(), ..PartyNames::default() };
        let text = "委託先は、再委託先から報告を受け、委託者に送る。再々委託先はない。";
        let expected = "㈱見本は、再委託先から報告を受け、委託者に送る。再々委託先はない。";
        assert_eq!(with_names(text, &labels, &names), expected);
        let city = parties("市", "指定管理者", "");
        let names = PartyNames { ward: "見本市".into(), ..PartyNames::default() };
        assert_eq!(
            with_names("市は、本市の市民に知らせる。", &city, &names),
            "見本市は、本市の市民に知らせる。"
        );
    }

    proptest! {
        #[test]
        fn without_names_nothing_changes(text in "[甲乙丙板はのに、及び間「」（）a1ア 双方]{0,40}") {
            let kept = with_names(&text, &parties("甲", "乙", "丙"), &PartyNames::default());
            prop_assert_eq!(kept, text);
        }

        #[test]
        fn no_kanji_word_is_touched(before in "[一-龠]", after in "[一-龠]") {
            let text = format!("{before}甲{after}");
            let free = BEFORE.iter().any(|word| before.ends_with(word)) || "乙丙甲".contains(&after)
                || "乙丙甲".contains(&before) || AFTER.iter().any(|word| after.starts_with(word));
            prop_assume!(!free);
            prop_assert_eq!(named(&text), text);
        }

        #[test]
        fn any_text_is_taken(text in "\\PC{0,60}") {
            let _ = named(&text);
        }
    }
}
