//! What the buttons of the form do: nothing is saved by them, and no name gets
//! lost but by removing it.

use super::{LIST, TypedGroup, TypedItem, moving::move_items, places::order};
use crate::text::{pasted_rows, split_list};

/// A button of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// A new group at this place.
    AddGroup(usize),
    /// Takes a group out.
    RemoveGroup(usize),
    /// A group before the one it follows.
    GroupUp(usize),
    /// A group behind the one that follows it.
    GroupDown(usize),
    /// A new item at the end of a group.
    AddItem(usize),
    /// Takes an item out of a group.
    RemoveItem(usize, usize),
    /// An item before the one it follows.
    ItemUp(usize, usize),
    /// An item behind the one that follows it.
    ItemDown(usize, usize),
    /// The items that a group names go to the group that it names.
    MoveItems(usize),
    /// This item and those behind it become a group of their own.
    SplitGroup(usize, usize),
    /// One typed item that lists several becomes these.
    SplitItem(usize, usize),
    /// Says what the pasted text would add.
    CheckPaste(usize),
    /// Adds what was pasted.
    Paste(usize),
    /// Everything where its number asks for.
    Order,
    /// Looks in the dictionary.
    LookUp(usize),
    /// Adds what was chosen in the dictionary.
    Insert(usize),
}

impl Op {
    /// Reads a button's value: `item-up:0.3`.
    #[must_use]
    pub fn parse(value: &str) -> Option<Self> {
        let (word, at) = value.split_once(':').unwrap_or((value, ""));
        let (group, item) = match at.split_once('.') {
            Some((group, item)) => (group.parse().ok(), item.parse().ok()),
            None => (at.parse().ok(), None),
        };
        Some(match word {
            "order" => Self::Order,
            "add-group" => Self::AddGroup(group?),
            "remove-group" => Self::RemoveGroup(group?),
            "group-up" => Self::GroupUp(group?),
            "group-down" => Self::GroupDown(group?),
            "add-item" => Self::AddItem(group?),
            "move-items" => Self::MoveItems(group?),
            "check-paste" => Self::CheckPaste(group?),
            "paste" => Self::Paste(group?),
            "look-up" => Self::LookUp(group?),
            "insert" => Self::Insert(group?),
            "remove-item" => Self::RemoveItem(group?, item?),
            "item-up" => Self::ItemUp(group?, item?),
            "item-down" => Self::ItemDown(group?, item?),
            "split-group" => Self::SplitGroup(group?, item?),
            "split-item" => Self::SplitItem(group?, item?),
            _ => return None,
        })
    }
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Done {
    /// What to tell.
    pub said: String,
    /// The name of the control, or the value of the button, to go on with.
    pub focus: String,
}

impl Done {
    fn at(said: impl Into<String>, focus: impl Into<String>) -> Self {
        Self { said: said.into(), focus: focus.into() }
    }
}

/// Does it. `chosen` are the entries of the dictionary that were ticked. What
/// no longer fits the list does nothing.
pub fn apply(groups: &mut Vec<TypedGroup>, op: Op, chosen: Vec<TypedItem>) -> Done {
    // A target is a place: it would mean another group once places change.
    if let Op::Order
    | Op::AddGroup(_)
    | Op::RemoveGroup(_)
    | Op::GroupUp(_)
    | Op::GroupDown(_)
    | Op::SplitGroup(..) = op
    {
        groups.iter_mut().for_each(|group| group.target.clear());
    }
    operate(groups, op, chosen)
}

fn operate(groups: &mut Vec<TypedGroup>, op: Op, chosen: Vec<TypedItem>) -> Done {
    match op {
        Op::Order => {
            let wrong = order(groups).into_iter().next().map(|fault| fault.place.to_string());
            match wrong {
                Some(field) => {
                    Done::at("番号の順に並べました。数字でない番号は、そのままにしました。", field)
                }
                None => Done::at("番号の順に並べました。", "order"),
            }
        }
        Op::AddGroup(at) => add_group(groups, at),
        Op::RemoveGroup(at) => remove_group(groups, at),
        Op::GroupUp(at) => move_group(groups, at, at.wrapping_sub(1)),
        Op::GroupDown(at) => move_group(groups, at, at + 1),
        Op::AddItem(group)
        | Op::RemoveItem(group, _)
        | Op::ItemUp(group, _)
        | Op::ItemDown(group, _)
        | Op::SplitItem(group, _)
        | Op::CheckPaste(group)
        | Op::Paste(group)
        | Op::LookUp(group)
        | Op::Insert(group) => match groups.get_mut(group) {
            Some(held) => in_group(held, group, op, chosen),
            None => Done::default(),
        },
        Op::SplitGroup(group, item) => split_group(groups, group, item),
        Op::MoveItems(group) => move_items(groups, group),
    }
}

fn in_group(held: &mut TypedGroup, group: usize, op: Op, chosen: Vec<TypedItem>) -> Done {
    let items = &mut held.items;
    match op {
        Op::AddItem(_) => add(items, group, vec![TypedItem::default()], "情報項目の欄を1つ加えました。"),
        Op::RemoveItem(_, at) => remove_item(items, group, at),
        Op::ItemUp(_, at) => move_item(items, group, at, at.wrapping_sub(1), "up"),
        Op::ItemDown(_, at) => move_item(items, group, at, at + 1, "down"),
        Op::SplitItem(_, at) => split_item(items, group, at),
        Op::CheckPaste(_) => {
            Done::at(counted(pasted(&held.paste).len(), "項目を読み取りました。"), format!("paste:{group}"))
        }
        Op::Paste(_) => {
            let found = pasted(&std::mem::take(&mut held.paste));
            let said = counted(found.len(), "項目を加えました。");
            add(items, group, found, &said)
        }
        Op::LookUp(_) => Done::at("", format!("{LIST}[{group}].lookup")),
        Op::Insert(_) => {
            let said = counted(chosen.len(), "項目を辞書から加えました。");
            add(items, group, chosen, &said)
        }
        _ => Done::default(),
    }
}

/// The items in a pasted text: a cell each, or a word each where a cell lists
/// several. A column of nothing but marks behind the names is a flag.
#[must_use]
pub fn pasted(text: &str) -> Vec<TypedItem> {
    let rows = pasted_rows(text);
    let flagged = rows.len() > 1
        && rows.iter().all(|row| row.len() <= 3 && row.iter().skip(1).all(|cell| mark(cell).is_some()));
    let mut items = Vec::new();
    for row in &rows {
        let cells = if flagged { row.get(..1) } else { row.get(..) };
        let flag = |column: usize| flagged && row.get(column).is_some_and(|cell| mark(cell) == Some(true));
        let words = cells.unwrap_or_default().iter().flat_map(|cell| split_list(cell));
        items.extend(words.map(|word| TypedItem {
            sensitive: flag(1),
            my_number: flag(2),
            ..TypedItem::named(word)
        }));
    }
    items
}

/// Whether a cell is ticked; nothing if it is no mark.
fn mark(cell: &str) -> Option<bool> {
    match cell.trim() {
        "" | "×" | "-" | "－" | "―" | "0" | "無" | "なし" => Some(false),
        "○" | "〇" | "◯" | "●" | "1" | "１" | "✓" | "✔" | "レ" | "有" | "あり" => Some(true),
        _ => None,
    }
}

pub(super) fn add(items: &mut Vec<TypedItem>, group: usize, new: Vec<TypedItem>, said: &str) -> Done {
    // The blank rows at the end were for these.
    let kept = items.iter().rposition(|item| !item.is_blank()).map_or(0, |last| last + 1);
    if new.iter().any(|item| !item.is_blank()) {
        items.truncate(kept);
    }
    let first = items.len();
    items.extend(new);
    if items.len() == first {
        return Done::at(said, format!("{LIST}[{group}].paste"));
    }
    Done::at(said, name_of(group, first))
}

fn remove_item(items: &mut Vec<TypedItem>, group: usize, at: usize) -> Done {
    if at >= items.len() {
        return Done::default();
    }
    let gone = items.remove(at);
    let focus = match items.len() {
        0 => format!("add-item:{group}"),
        left => name_of(group, at.min(left - 1)),
    };
    Done::at(format!("{}を外しました。", quoted(&gone.name, "空の欄")), focus)
}

fn move_item(items: &mut [TypedItem], group: usize, from: usize, to: usize, way: &str) -> Done {
    if from >= items.len() || to >= items.len() {
        return Done::default();
    }
    items.swap(from, to);
    let name = items.get(to).map(|item| quoted(&item.name, "空の欄")).unwrap_or_default();
    // At the end of the list only the way back is left.
    let way = match way {
        "up" if to == 0 => "down",
        "down" if to + 1 == items.len() => "up",
        way => way,
    };
    Done::at(format!("{name}を{}番目に移しました。", to + 1), format!("item-{way}:{group}.{to}"))
}

fn split_item(items: &mut Vec<TypedItem>, group: usize, at: usize) -> Done {
    let Some(item) = items.get(at) else { return Done::default() };
    let words = split_list(&item.name);
    if words.len() < 2 {
        return Done::at("「、」で区切られた項目ではありません。", name_of(group, at));
    }
    let said = format!("{}項目に分けました。", words.len());
    // The first keeps the identity; all keep the flags.
    let parts = words.into_iter().enumerate().map(|(index, word)| TypedItem {
        id: if index == 0 { item.id.clone() } else { String::new() },
        name: word,
        place: String::new(),
        ..item.clone()
    });
    let parts: Vec<TypedItem> = parts.collect();
    items.splice(at..=at, parts);
    Done::at(said, name_of(group, at))
}

fn add_group(groups: &mut Vec<TypedGroup>, at: usize) -> Done {
    let at = at.min(groups.len());
    let direction =
        at.checked_sub(1).and_then(|before| groups.get(before)).map(|group| group.direction.clone());
    let style = groups.first().map(|group| group.subject_style.clone());
    let new = TypedGroup {
        direction: direction.unwrap_or_default(),
        subject_style: style.unwrap_or_default(),
        items: vec![TypedItem::default()],
        ..TypedGroup::default()
    };
    groups.insert(at, new);
    Done::at(format!("{}組目を加えました。", at + 1), format!("{LIST}[{at}].subject"))
}

fn remove_group(groups: &mut Vec<TypedGroup>, at: usize) -> Done {
    if at >= groups.len() {
        return Done::default();
    }
    let gone = groups.remove(at);
    let focus = match groups.len() {
        0 => "add-group:0".to_owned(),
        left => format!("{LIST}[{}].subject", at.min(left - 1)),
    };
    Done::at(format!("{}の組を外しました。", quoted(&gone.subject, "名のない組")), focus)
}

fn move_group(groups: &mut [TypedGroup], from: usize, to: usize) -> Done {
    if from >= groups.len() || to >= groups.len() {
        return Done::default();
    }
    groups.swap(from, to);
    let subject = groups.get(to).map(|group| quoted(&group.subject, "名のない組")).unwrap_or_default();
    let up = to > 0 && (to < from || to + 1 == groups.len());
    let focus = format!("group-{}:{to}", if up { "up" } else { "down" });
    Done::at(format!("{subject}の組を{}番目に移しました。", to + 1), focus)
}

fn split_group(groups: &mut Vec<TypedGroup>, at: usize, item: usize) -> Done {
    let Some(group) = groups.get_mut(at) else { return Done::default() };
    if item == 0 || item >= group.items.len() {
        return Done::at("最初の項目の前では分けられません。", name_of(at, 0));
    }
    let items = group.items.split_off(item);
    let new = TypedGroup { items, ..group.like() };
    let said = format!("{}項目を、次の組に分けました。だれの項目かを直してください。", new.items.len());
    groups.insert(at + 1, new);
    Done::at(said, format!("{LIST}[{}].subject", at + 1))
}

fn name_of(group: usize, item: usize) -> String {
    format!("{LIST}[{group}].items[{item}].name")
}

fn quoted(name: &str, otherwise: &str) -> String {
    if name.trim().is_empty() { otherwise.to_owned() } else { format!("「{name}」") }
}

fn counted(count: usize, words: &str) -> String {
    if count == 0 { "加える項目がありません。".to_owned() } else { format!("{count}{words}") }
}
