//! Items that go over to another group, told by their numbers.

use std::collections::BTreeSet;

use super::{
    LIST, TypedGroup, TypedItem,
    op::{Done, add},
};
use crate::text::parse_number;

/// [`TypedGroup::target`] for a group that is not there yet.
pub const NEW_GROUP: &str = "new";

/// Between numbers.
const BETWEEN: &[char] = &['、', '，', ',', '・', ' ', '　', '\t'];
/// From one number to another.
const TO: &[char] = &['～', '〜', '-', '－', '−', '‐', '–', 'ー', '~'];

/// Moves the items that a group names to the group that it names, behind those
/// that are there.
pub(super) fn move_items(groups: &mut Vec<TypedGroup>, from: usize) -> Done {
    let Some(group) = groups.get(from) else { return Done::default() };
    let back_to = |field: &str, said: String| Done { said, focus: format!("{LIST}[{from}].{field}") };
    let named = match numbers(&group.moving, group.items.len()) {
        Ok(named) if named.is_empty() => {
            return back_to("moving", "移す項目の番号を入れてください。".to_owned());
        }
        Ok(named) => named,
        Err(text) => {
            return back_to("moving", format!("「{text}」は、この組の項目の番号ではありません。"));
        }
    };
    let to = match group.target.as_str() {
        NEW_GROUP => Some(groups.len()),
        target => target.parse().ok().filter(|to| *to < groups.len() && *to != from),
    };
    let Some(to) = to else {
        return back_to("target", "移す先の組を選んでください。".to_owned());
    };
    if to == groups.len() {
        groups.push(group.like());
    }
    let moved = groups.get_mut(from).map(|group| take(group, &named)).unwrap_or_default();
    let Some(target) = groups.get_mut(to) else { return Done::default() };
    let said = format!("{}項目を組{}へ移しました。", moved.len(), to + 1);
    add(&mut target.items, to, moved, &said)
}

/// Takes items out, with what they are.
fn take(group: &mut TypedGroup, named: &BTreeSet<usize>) -> Vec<TypedItem> {
    (group.moving, group.target) = (String::new(), String::new());
    let (mut moved, mut staying) = (Vec::new(), Vec::new());
    for (at, item) in std::mem::take(&mut group.items).into_iter().enumerate() {
        if named.contains(&(at + 1)) {
            moved.push(TypedItem { place: String::new(), ..item });
        } else {
            staying.push(item);
        }
    }
    group.items = staying;
    moved
}

/// The numbers in 3、5～8; what is none of the list's, up to `last`, comes back
/// as it was typed.
fn numbers(text: &str, last: usize) -> Result<BTreeSet<usize>, String> {
    let mut named = BTreeSet::new();
    for part in text.split(BETWEEN).filter(|part| !part.is_empty()) {
        let one = |text: &str| parse_number(text).and_then(|number| usize::try_from(number).ok());
        let range = match part.split_once(TO) {
            Some((from, to)) => one(from).zip(one(to)),
            None => one(part).map(|number| (number, number)),
        };
        match range {
            Some((from, to)) if (1..=to).contains(&from) && to <= last => named.extend(from..=to),
            _ => return Err(part.to_owned()),
        }
    }
    Ok(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_one_by_one_and_from_to_in_any_width() {
        let read = |text: &str| numbers(text, 9).map(|named| named.into_iter().collect::<Vec<_>>());
        assert_eq!(read("3、5～8").unwrap(), [3, 5, 6, 7, 8]);
        assert_eq!(read("２, ９　１－１").unwrap(), [1, 2, 9]);
        assert_eq!(read(" ").unwrap(), Vec::<usize>::new());
        for nonsense in ["0", "10", "8-5", "a", "1-", "～3", "5-10"] {
            assert_eq!(read(&format!("1、{nonsense}")), Err(nonsense.to_owned()));
        }
    }
}
