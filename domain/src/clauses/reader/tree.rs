//! A clause's tree once it is read: lists that a PDF has put elsewhere go back
//! where they were announced.

use super::{
    chain::ending,
    front::join,
    items::{Body, Node},
    place::announces,
    warning::{Warning, start_of},
};
use crate::clauses::ClauseItem;

/// The tree as a clause holds it.
pub(super) fn body(mut nodes: Vec<Node>, first: String, warnings: &mut Vec<Warning>) -> Body {
    mend_column(&mut nodes, warnings);
    mend_split_sentence(&mut nodes, warnings);
    let mut items = item(&nodes, 0).items;
    let root = nodes.into_iter().next().unwrap_or_default();
    items.retain(|item| !(item.label.is_empty() && item.text.is_empty()));
    Body { paragraph: first, text: root.text, note: root.note, items }
}

fn item(nodes: &[Node], at: usize) -> ClauseItem {
    let Some(node) = nodes.get(at) else {
        return ClauseItem {
            id: None,
            label: String::new(),
            text: String::new(),
            note: None,
            items: Vec::new(),
        };
    };
    ClauseItem {
        id: None,
        label: node.label.clone(),
        text: node.text.clone(),
        note: node.note.clone(),
        items: node.children.iter().map(|child| item(nodes, *child)).collect(),
    }
}

/// A column of labels above the column of their texts: each gets its line.
fn mend_column(nodes: &mut [Node], warnings: &mut Vec<Warning>) {
    for at in 0..nodes.len() {
        let children = nodes.get(at).map(|node| node.children.clone()).unwrap_or_default();
        let Some((&last, others)) = children.split_last() else { continue };
        let bare = |child: &usize| {
            nodes.get(*child).is_some_and(|node| node.text.is_empty() && node.children.is_empty())
        };
        let Some(node) = nodes.get(last) else { continue };
        let column = !others.is_empty() && others.iter().all(bare) && node.children.is_empty();
        let from = std::iter::once(0).chain(node.breaks.iter().copied());
        let to = node.breaks.iter().copied().chain([node.text.len()]);
        let lines: Vec<String> = from
            .zip(to)
            .map(|(from, to)| node.text.get(from..to).unwrap_or_default().trim().to_owned())
            .collect();
        if !column || lines.len() != children.len() {
            continue;
        }
        let message = "番号だけが先に並んでいたため、後の行を順に割り当てました。確かめてください。";
        warnings.push(Warning::new(node.line, "displaced-items", message));
        for (child, line) in children.iter().zip(lines) {
            if let Some(node) = nodes.get_mut(*child) {
                node.text = line;
                node.breaks.clear();
            }
        }
    }
}

/// A list that stands in the middle of the sentence that announces it: the end
/// of the sentence is at the end of the last item.
fn mend_split_sentence(nodes: &mut [Node], warnings: &mut Vec<Warning>) {
    for at in 0..nodes.len() {
        let Some((last, cut)) = split_at(nodes, at) else { continue };
        let Some(node) = nodes.get_mut(last) else { continue };
        let tail = node.text.split_off(cut);
        node.text.truncate(node.text.trim_end().len());
        let line = node.line;
        let message = format!("列記の後の「{}」を、列記の前の文に続けました。", start_of(tail.trim()));
        warnings.push(Warning::new(line, "displaced-items", message));
        if let Some(node) = nodes.get_mut(at) {
            join(&mut node.text, tail.trim(), "");
        }
    }
}

fn split_at(nodes: &[Node], at: usize) -> Option<(usize, usize)> {
    let node = nodes.get(at)?;
    let labelled = |child: &&usize| nodes.get(**child).is_some_and(|child| !child.label.is_empty());
    let children: Vec<usize> = node.children.iter().take_while(labelled).copied().collect();
    let (last, others) = children.split_last()?;
    let sentence = |text: &str| text.ends_with('。');
    let announced = node.text.ends_with(['、', '，', ',']) || node.text.ends_with("とおり");
    let open = !node.text.is_empty() && !announced && ending(&node.text) < 2;
    let list = !others.is_empty()
        && others.iter().all(|child| nodes.get(*child).is_some_and(|child| !sentence(&child.text)));
    let end = nodes.get(*last).filter(|last| sentence(&last.text) && last.children.is_empty())?;
    let cut = *end.breaks.first()?;
    let tail = end.text.get(cut..).unwrap_or_default().trim_start();
    let goes_on = ending(&node.text) == 0 || tail.starts_with(|c| matches!(c, 'ぁ'..='ん'));
    (open && list && goes_on).then_some((*last, cut))
}

/// Lists that stand with the clause before or behind the one that announces
/// them.
pub(super) fn mend_displaced_lists(bodies: &mut [(usize, Body)], warnings: &mut Vec<Warning>) {
    for at in 1..bodies.len() {
        let (before, behind) = bodies.split_at_mut(at);
        let (Some((above, upper)), Some((below, lower))) = (before.last_mut(), behind.first_mut()) else {
            continue;
        };
        if waits(upper) && has_stray(lower) {
            upper.items = std::mem::take(&mut lower.items);
            warnings.push(displaced(*below));
        } else if waits(lower) && has_stray(upper) {
            lower.items = std::mem::take(&mut upper.items);
            warnings.push(displaced(*above));
        }
    }
}

fn displaced(line: usize) -> Warning {
    let message = "列記が隣の条項にあったため、列記を予告している条項に移しました。確かめてください。";
    Warning::new(line, "displaced-items", message)
}

/// It says that a list follows, and none does.
fn waits(body: &Body) -> bool {
    const WORDS: [&str; 4] = ["次に掲げる", "次の各号", "次のとおり", "次の事項"];
    body.items.is_empty() && ending(&body.text) == 2 && WORDS.iter().any(|word| body.text.contains(word))
}

/// It has a list that nothing announces.
fn has_stray(body: &Body) -> bool {
    let list = body.items.len() > 1
        && body
            .items
            .iter()
            .all(|item| item.label.starts_with(['(', '（', '①', '②', '③', '④', 'ア', 'イ', 'ウ']));
    list && !body.text.is_empty()
        && !announces(&body.text)
        && !body.text.contains('次')
        && ending(&body.text) == 2
}
