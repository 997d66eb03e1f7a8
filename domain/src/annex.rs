//! 記録項目: a long data-item list moved out of the forms.

use chrono::NaiveDate;

use crate::{Id, record::record};

record! {
    /// One entry of an annex.
    pub struct AnnexEntry {
        /// Identity; given to it on import when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub id: Option<Id<AnnexEntry>>,
        /// The data item.
        pub name: String,
    }
}

record! {
    /// An annex of recorded items; several items may point to it.
    pub struct Annex {
        /// Identity.
        pub id: Id<Annex>,
        /// 記録項目.
        pub title: String,
        /// What the ward's people should know of it; no paper prints it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub note: String,
        /// The list, in order.
        pub entries: Vec<AnnexEntry>,
        /// The day it was put away, once nothing uses it any more.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub archived_on: Option<NaiveDate>,
    }
}

/// The entries in a pasted text: one a line, a cell, or between 、 outside of
/// brackets, without the mark of a list before it. Nothing else is changed.
#[must_use]
pub fn pasted_entries(text: &str) -> Vec<String> {
    let mut entries = Vec::new();
    let mut entry = String::new();
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => (depth, _) = (0, entries.push(std::mem::take(&mut entry))),
            '、' | '，' if depth == 0 => entries.push(std::mem::take(&mut entry)),
            _ => {
                match c {
                    '（' | '(' | '「' | '【' => depth += 1,
                    '）' | ')' | '」' | '】' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                entry.push(c);
            }
        }
    }
    entries.push(entry);
    let bare = |entry: String| {
        let entry = entry.trim();
        let bare = entry.strip_prefix(['・', '･', '•', '\u{F0B7}']).unwrap_or(entry);
        bare.trim_start().to_owned()
    };
    entries.into_iter().map(bare).filter(|entry| !entry.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::pasted_entries;

    #[test]
    fn lines_cells_and_lists_become_entries() {
        assert_eq!(
            pasted_entries("・氏名、住所（番地、号）\r\n\t電話番号\t 性別\n\n・ 備考，"),
            ["氏名", "住所（番地、号）", "電話番号", "性別", "備考"]
        );
        // A bracket that never closes holds nothing back beyond its line.
        assert_eq!(
            pasted_entries("住所（番地、号\n氏名、性別）、年齢"),
            ["住所（番地、号", "氏名", "性別）", "年齢"]
        );
        assert!(pasted_entries(" \n、、\t").is_empty());
    }
}
