//! Clause sets as a ward could write them, drawn at random.

use proptest::prelude::*;

use crate::clauses::{
    Clause, ClauseItem, item_label,
    reader::{Mark, Sequence, Style},
};

const LEVELS: [Style; 3] = [
    Style { sequence: Sequence::Arabic, mark: Mark::Round },
    Style { sequence: Sequence::Aiueo, mark: Mark::Bare },
    Style { sequence: Sequence::Aiueo, mark: Mark::Round },
];

pub(super) fn sentence() -> impl Strategy<Value = String> {
    let ends = prop::sample::select(vec![
        "を守る。",
        "に届け出るものとする。",
        "をしてはならない。ただし、甲の承諾があるときは、この限りでない。",
    ]);
    ("[甲乙丙]", "[一-五人情報管理保護あ-ん、]{3,40}", ends)
        .prop_map(|(who, what, end)| format!("{who}は、個人情報{}{end}", what.replace('第', "")))
}

fn item_text() -> impl Strategy<Value = String> {
    "[情報保管記録名簿の]{2,20}(に関する事項|こと。)"
}

fn item_lists(depth: usize) -> BoxedStrategy<Vec<(String, Vec<Vec<String>>)>> {
    let under = prop::collection::vec(item_text(), if depth > 1 { 2..5 } else { 0..1 });
    prop::collection::vec((item_text(), prop::collection::vec(under, 0..2)), 2..6).boxed()
}

/// Items with labels by their places, down to the third level.
fn labelled(lists: &[(String, Vec<Vec<String>>)]) -> Vec<ClauseItem> {
    let item = |level: usize, at: usize, text: &str, items: Vec<ClauseItem>| ClauseItem {
        id: None,
        label: item_label(LEVELS[level], u32::try_from(at + 1).unwrap()).unwrap(),
        text: text.to_owned(),
        note: None,
        items,
    };
    lists
        .iter()
        .enumerate()
        .map(|(at, (text, under))| {
            let under = under.concat();
            let half = under.len() / 2;
            let mut second: Vec<ClauseItem> =
                under[..half].iter().enumerate().map(|(at, text)| item(1, at, text, vec![])).collect();
            if let Some(last) = second.last_mut() {
                last.items =
                    under[half..].iter().enumerate().map(|(at, text)| item(2, at, text, vec![])).collect();
            }
            item(0, at, text, second)
        })
        .collect()
}

/// Clauses as a ward could write them.
pub(super) fn clauses() -> impl Strategy<Value = (Vec<Clause>, Vec<Vec<String>>)> {
    let caption = prop::option::weighted(0.7, "[情報秘密の保持管理返却等]{2,20}");
    let items = prop_oneof![3 => Just(vec![]), 1 => item_lists(2)];
    let further = prop::collection::vec(sentence(), 0..3);
    prop::collection::vec((caption, sentence(), items, further), 2..30).prop_map(|drawn| {
        let further = drawn.iter().map(|(.., further)| further.clone()).collect();
        let clauses = drawn.into_iter().enumerate().map(|(at, (caption, body, items, _))| {
            let body =
                if items.is_empty() { body } else { format!("{body}次に掲げる事項を守る。") };
            let caption = if at == 0 { Some("基本的事項".into()) } else { caption };
            let number = u32::try_from(at + 1).unwrap();
            Clause {
                id: None,
                origin: None,
                number,
                divisions: Vec::new(),
                caption,
                paragraph: String::new(),
                body,
                note: None,
                items: labelled(&items),
                duties: Vec::new(),
                dismissed: Vec::new(),
            }
        });
        (clauses.collect(), further)
    })
}
