//! 情報保護対策: what is promised to the council, so it binds.

use crate::{
    Id,
    duty::{Dismissed, Duty},
    record::{coded, record},
    text::{annex_labels, paper_number},
};

record! {
    /// Whose protection it is.
    pub enum ProtectionBy {
        /// The ward's own.
        Ward,
        /// The party is made to take it.
        Party,
    }
}

coded!(ProtectionBy {
    Ward = "ward", "区が行う対策";
    Party = "party", "事業者に行わせる対策";
});

record! {
    /// What the line is made of.
    pub enum ProtectionKind {
        /// The text as typed.
        Text,
        /// 「特記事項（別紙N）」を付す, with the annexes of the item's clause
        /// sets; the text is what stands before it: 契約にあたり.
        ClauseSets,
    }
}

coded!(ProtectionKind {
    Text = "text", "本文";
    ClauseSets = "clause_sets", "特記事項を付す";
});

record! {
    /// One line of protections.
    pub struct Protection {
        /// Identity; given to it on import when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub id: Option<Id<Protection>>,
        /// Whose it is.
        pub by: ProtectionBy,
        /// What the line is made of.
        #[serde(default = "text", skip_serializing_if = "is_text")]
        pub kind: ProtectionKind,
        /// Whether it carries a number; lead-ins and remarks do not.
        #[serde(default = "numbered", skip_serializing_if = "is_numbered")]
        pub numbered: bool,
        /// The text as typed.
        pub text: String,
        /// The duties that somebody confirmed it brings.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub duties: Vec<Duty>,
        /// What its wording proposes and somebody said is no duty.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub dismissed: Vec<Dismissed>,
    }
}

impl ProtectionKind {
    /// What a line is made of that was typed elsewhere, and the text it then
    /// has: 契約にあたり of 契約にあたり、「特記事項（別紙１）」を付す。
    #[must_use]
    pub fn read(line: &str) -> (Self, &str) {
        match before_sets(line) {
            Some(lead) => (Self::ClauseSets, lead),
            None => (Self::Text, line),
        }
    }
}

/// What stands before the clause sets in a line that only attaches them.
fn before_sets(line: &str) -> Option<&str> {
    let line = line.trim_end().trim_end_matches(['。', '．', '.']);
    let line = ["を付す", "を付する"].iter().find_map(|end| line.strip_suffix(end))?;
    let inner = line.strip_suffix('」').unwrap_or(line);
    let named = match inner.strip_suffix(['）', ')']) {
        Some(open) => {
            let (named, annexes) = open.rsplit_once(['（', '('])?;
            annexes.trim_start().starts_with("別紙").then_some(named)?
        }
        None => inner,
    };
    // 「特記事項」（別紙１）
    let named = if line.ends_with('」') { named } else { named.strip_suffix('」').unwrap_or(named) };
    let lead = named.strip_suffix("特記事項")?;
    let lead = lead.strip_suffix('「').unwrap_or(lead).strip_suffix(['、', '，', ','])?.trim();
    (!lead.is_empty()).then_some(lead)
}

const fn text() -> ProtectionKind {
    ProtectionKind::Text
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_text(kind: &ProtectionKind) -> bool {
    *kind == ProtectionKind::Text
}

const fn numbered() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_numbered(numbered: &bool) -> bool {
    *numbered
}

impl Protection {
    /// The line as printed, with the clause sets by their numbers in this paper.
    pub fn printed(&self, clause_annexes: &[u32]) -> String {
        match self.kind {
            ProtectionKind::Text => self.text.clone(),
            ProtectionKind::ClauseSets => {
                format!("{}、「特記事項（{}）」を付す。", self.text, annex_labels(clause_annexes))
            }
        }
    }

    /// The printed number of each line of a list; unnumbered lines have none
    /// and do not count.
    pub fn numbers<'a>(lines: impl Iterator<Item = &'a Self>) -> Vec<Option<String>> {
        lines
            .scan(0, |count, line| {
                Some(line.numbered.then(|| {
                    *count += 1;
                    paper_number(*count)
                }))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(kind: ProtectionKind, numbered: bool, text: &str) -> Protection {
        Protection {
            id: None,
            by: ProtectionBy::Ward,
            kind,
            numbered,
            text: text.into(),
            duties: Vec::new(),
            dismissed: Vec::new(),
        }
    }

    #[test]
    fn the_clause_set_line_is_made_from_the_sets() {
        let attach = line(ProtectionKind::ClauseSets, true, "契約にあたり");
        assert_eq!(attach.printed(&[1]), "契約にあたり、「特記事項（別紙１）」を付す。");
        assert_eq!(attach.printed(&[3, 4]), "契約にあたり、「特記事項（別紙３及び４）」を付す。");
    }

    #[test]
    fn a_line_typed_elsewhere_that_attaches_the_sets_is_known() {
        for line in [
            "契約にあたり、「特記事項」を付す。",
            "契約にあたり、「特記事項（別紙１）」を付す。",
            "契約にあたり、「特記事項」（別紙３及び４）を付する",
            "契約にあたり，特記事項(別紙 1)を付す。",
        ] {
            assert_eq!(ProtectionKind::read(line), (ProtectionKind::ClauseSets, "契約にあたり"), "{line}");
        }
        for line in [
            "「特記事項」を付す。",
            "契約にあたり、「個人情報取扱特記事項」を付す。",
            "契約にあたり、「特記事項（再委託先型）」を付す。",
            "契約にあたり、「特記事項」を付し、立入調査を行う。",
            "施錠する。",
        ] {
            assert_eq!(ProtectionKind::read(line), (ProtectionKind::Text, line), "{line}");
        }
        for annexes in [&[1][..], &[3, 4]] {
            let printed = line(ProtectionKind::ClauseSets, true, "契約にあたり").printed(annexes);
            assert_eq!(ProtectionKind::read(&printed), (ProtectionKind::ClauseSets, "契約にあたり"));
        }
    }

    #[test]
    fn a_remark_between_lines_takes_no_number() {
        let lines = [
            line(ProtectionKind::Text, false, "次の措置を講ずる。"),
            line(ProtectionKind::Text, true, "施錠する。"),
            line(ProtectionKind::Text, false, "仕様書に明記する。"),
            line(ProtectionKind::Text, true, "暗号化する。"),
        ];
        assert_eq!(Protection::numbers(lines.iter()), [None, Some("１".into()), None, Some("２".into())]);
    }
}
