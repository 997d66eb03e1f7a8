//! What a text read in tells of its set: what it is called, which variant it
//! is, what it calls the parties. A person confirms it.

use super::{Clause, ClauseItem, PartyLabels, reader::Reading};
use crate::record::coded;

/// The variants everybody has; a ward may have its own besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// For a contractor that may not entrust the work on.
    Contractor,
    /// For a contractor that may with the ward's consent.
    ContractorWithSubcontract,
    /// For the subcontractor.
    Subcontractor,
}

coded!(Variant {
    Contractor = "contractor", "基本型";
    ContractorWithSubcontract = "contractor_with_subcontract", "再委託承諾型";
    Subcontractor = "subcontractor", "再委託先型";
});

/// What a set might be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The variant.
    pub variant: Variant,
    /// The heading it prints.
    pub title: String,
    /// What it calls the parties; empty where the text does not tell.
    pub parties: PartyLabels,
}

/// Words by which wards' texts call the parties: the ward, the contractor, the
/// subcontractor.
const LABELS: [(&str, &str, &str); 20] = [
    ("甲", "乙", "丙"),
    ("発注者", "受注者", "再受注者"),
    ("委託者", "受託者", "再受託者"),
    ("委託者", "受託者", "再委託先"),
    ("委託者", "受託事業者", "再委託先"),
    ("区", "指定管理者", ""),
    ("市", "指定管理者", ""),
    ("町", "指定管理者", ""),
    ("村", "指定管理者", ""),
    ("県", "指定管理者", ""),
    ("甲", "指定管理者", ""),
    ("区", "受託者", "再委託先"),
    ("市", "受託者", "再委託先"),
    ("町", "受託者", "再委託先"),
    ("村", "受託者", "再委託先"),
    ("県", "受託者", "再委託先"),
    ("区", "受託事業者", "再委託先"),
    ("市", "受託事業者", "再委託先"),
    ("区", "乙", "丙"),
    ("市", "乙", "丙"),
];

/// What a definition says before 「甲」, if it is the ward, the contractor, the
/// subcontractor. The longest is asked first: 再委託先 ends in 委託先.
const DEFINED: [(&str, usize); 17] = [
    ("再委託先", 2),
    ("再受託者", 2),
    ("再受注者", 2),
    ("再委託の相手方", 2),
    ("下請負人", 2),
    ("受託事業者", 1),
    ("指定管理者", 1),
    ("受託者", 1),
    ("受注者", 1),
    ("請負者", 1),
    ("委託先", 1),
    ("委託者", 0),
    ("発注者", 0),
    ("区", 0),
    ("市", 0),
    ("町", 0),
    ("県", 0),
];

/// What a reading tells of its set.
#[must_use]
pub fn propose_facts(reading: &Reading) -> Facts {
    let text = whole(reading);
    let parties = parties(&text);
    Facts { variant: variant(&text, &parties), title: title(&reading.title), parties }
}

/// A title without the spaces that only set it wide.
fn title(read: &str) -> String {
    let words: Vec<&str> = read.split_whitespace().collect();
    let spaced = words.len() > 1 && words.iter().all(|word| word.chars().count() == 1);
    if spaced { words.concat() } else { read.trim().to_owned() }
}

/// Everything that was read, without white space.
fn whole(reading: &Reading) -> String {
    fn items(list: &[ClauseItem], text: &mut String) {
        for item in list {
            text.push_str(&item.text);
            items(&item.items, text);
        }
    }
    let mut text = reading.preamble.concat();
    for Clause { body, items: list, .. } in reading.clauses.iter().map(|read| &read.clause) {
        text.push_str(body);
        items(list, &mut text);
    }
    text.retain(|c| !c.is_whitespace());
    text
}

/// How often a text says that a party does something.
fn acts(text: &str, label: &str) -> usize {
    if label.is_empty() { 0 } else { text.matches(&format!("{label}は")).count() }
}

fn parties(text: &str) -> PartyLabels {
    let mut labels = counted(text);
    for (at, found) in text.match_indices("（以下「").chain(text.match_indices("(以下「")) {
        let before = text.get(..at).unwrap_or_default();
        let behind = text.get(at + found.len()..).unwrap_or_default();
        let Some((label, _)) = behind.split_once('」') else { continue };
        if label.is_empty() || label.chars().count() > 12 {
            continue;
        }
        let role = DEFINED.iter().find(|(word, _)| before.ends_with(word) || label == *word);
        match role {
            Some((_, 0)) => label.clone_into(&mut labels.ward),
            Some((_, 1)) => label.clone_into(&mut labels.contractor),
            Some((_, _)) => label.clone_into(&mut labels.subcontractor),
            None => {}
        }
    }
    labels
}

/// The labels of the pair that the text names most.
fn counted(text: &str) -> PartyLabels {
    let named = |label: &str| {
        ["は", "が", "に", "の", "と", "へ", "から"]
            .iter()
            .map(|joint| text.matches(&format!("{label}{joint}")).count())
            .sum::<usize>()
    };
    let best = LABELS
        .iter()
        .map(|labels| (named(labels.0).min(named(labels.1)), labels))
        .rev()
        .max_by_key(|(count, _)| *count)
        .filter(|(count, _)| *count > 0);
    let Some((_, (ward, contractor, subcontractor))) = best else {
        return one_sided(&named);
    };
    let subcontractor = if acts(text, subcontractor) > 0 { *subcontractor } else { "" };
    PartyLabels {
        ward: (*ward).to_owned(),
        contractor: (*contractor).to_owned(),
        subcontractor: subcontractor.to_owned(),
    }
}

/// The labels where no pair is named: of a text that speaks of one party only,
/// the other's follows; 受託者 may stand beside 発注者.
fn one_sided(named: &dyn Fn(&str) -> usize) -> PartyLabels {
    type Labels = (&'static str, &'static str, &'static str);
    let most = |label: fn(&Labels) -> &'static str| {
        let found = LABELS.iter().filter(|labels| !label(labels).is_empty());
        let found = found.map(|labels| (named(label(labels)), labels)).rev();
        found.max_by_key(|(count, _)| *count).filter(|(count, _)| *count > 0).map(|(_, labels)| labels)
    };
    let contractor = most(|labels| labels.1);
    // 区 and 市 stand in many words: alone they show nothing.
    let shows = |label: &str| label == "甲" || label.chars().count() > 1;
    let ward = most(|labels| if labels.0 == "甲" || labels.0.chars().count() > 1 { labels.0 } else { "" });
    let pair = contractor.map(|labels| labels.0).filter(|label| ward.is_none() && shows(label));
    PartyLabels {
        ward: ward.map(|labels| labels.0).or(pair).unwrap_or_default().to_owned(),
        contractor: contractor.or(ward).map_or("", |labels| labels.1).to_owned(),
        subcontractor: String::new(),
    }
}

fn variant(text: &str, parties: &PartyLabels) -> Variant {
    if acts(text, &parties.subcontractor) > acts(text, &parties.contractor) {
        return Variant::Subcontractor;
    }
    let consent = ["承諾", "承認", "同意", "許可", "許諾"];
    let entrusts = text.split('。').filter(|sentence| sentence.contains("再委託"));
    let mut with_consent = entrusts.filter(|sentence| consent.iter().any(|word| sentence.contains(word)));
    if with_consent.next().is_some() { Variant::ContractorWithSubcontract } else { Variant::Contractor }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clauses::reader::read;

    fn facts(text: &str) -> Facts {
        propose_facts(&read(text))
    }

    fn labels(text: &str) -> (String, String, String) {
        let PartyLabels { ward, contractor, subcontractor } = facts(text).parties;
        (ward, contractor, subcontractor)
    }

    fn named(ward: &str, contractor: &str, subcontractor: &str) -> (String, String, String) {
        (ward.into(), contractor.into(), subcontractor.into())
    }

    #[test]
    fn parties_are_called_as_the_text_calls_them() {
        for (text, expected) in [
            ("特記事項\n１　乙は、甲に報告する。\n２　甲は、乙に求める。", named("甲", "乙", "")),
            (
                "特記事項\n第１条　受注者は、発注者の指示に従う。\n第２条　受注者は、守る。",
                named("発注者", "受注者", ""),
            ),
            (
                "特記事項\n第１　指定管理者は、市に報告する。\n第２　市は、指定管理者に求める。",
                named("市", "指定管理者", ""),
            ),
            (
                "特記事項\n第１条　委託者（以下「甲」という。）及び受託者（以下「乙」という。）は、守る。\n第２条　乙は、再委託先（以下「丙」という。）に守らせる。",
                named("甲", "乙", "丙"),
            ),
            ("特記事項\n１　関係する者は、守る。\n２　記録する。", named("", "", "")),
        ] {
            assert_eq!(labels(text), expected, "{text}");
        }
    }

    #[test]
    fn one_party_shows_the_other() {
        let pair = |text: &str| {
            let parties = facts(text).parties;
            (parties.ward, parties.contractor)
        };
        let of = |ward: &str, contractor: &str| (ward.to_owned(), contractor.to_owned());
        assert_eq!(pair("１　乙は、守る。\n２　乙は、返す。"), of("甲", "乙"));
        assert_eq!(pair("１　受注者は、守る。\n２　受注者は、返す。"), of("発注者", "受注者"));
        assert_eq!(pair("１　受託者は、守る。\n２　受託者は、発注者の求めに従う。"), of("発注者", "受託者"));
        assert_eq!(pair("１　何人も、守る。\n２　何人も、返す。"), of("", ""));
    }

    #[test]
    fn the_variant_follows_from_who_acts_and_whether_work_may_be_entrusted_on() {
        for (text, expected) in [
            ("特 記 事 項\n１　乙は、甲に報告する。\n２　乙は、再委託してはならない。", Variant::Contractor),
            (
                "特 記 事 項\n１　乙は、甲に報告する。\n２　乙は、甲の承諾なく再委託してはならない。",
                Variant::ContractorWithSubcontract,
            ),
            ("特 記 事 項\n１　丙は、乙に報告する。\n２　丙は、甲と乙に守る。", Variant::Subcontractor),
        ] {
            let facts = facts(text);
            assert_eq!((facts.variant, facts.title.as_str()), (expected, "特記事項"), "{text}");
        }
    }
}
