//! Numbers that ask rows for another place.

use super::{LIST, TypedGroup};
use crate::{Fault, text::parse_number};

/// Puts every row where its number asks for. What is no number asks for
/// nothing: it stays as typed, and is told.
pub(super) fn order(groups: &mut Vec<TypedGroup>) -> Vec<Fault> {
    for group in groups.iter_mut() {
        place(&mut group.items, |item| &mut item.place);
    }
    place(groups, |group| &mut group.place);
    misplaced(groups)
}

/// The numbers that are none, each at its field.
#[must_use]
pub fn misplaced(groups: &[TypedGroup]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut look = |typed: &str, of: String| {
        if !typed.trim().is_empty() && read(typed).is_none() {
            let message = "番号は数字で入れてください。並べ替えないときは空にします。";
            faults.push(Fault::at_field("place-number", format!("{of}.place"), message));
        }
    };
    for (at, group) in groups.iter().enumerate() {
        let of = format!("{LIST}[{at}]");
        for (row, item) in group.items.iter().enumerate() {
            look(&item.place, format!("{of}.items[{row}]"));
        }
        look(&group.place, of);
    }
    faults
}

fn read(typed: &str) -> Option<usize> {
    parse_number(typed.trim()).and_then(|place| usize::try_from(place).ok())
}

/// Rows that ask for no other place keep their order; the others are put among
/// them, the lowest number first.
fn place<T>(rows: &mut Vec<T>, asked: impl Fn(&mut T) -> &mut String) {
    let mut staying = Vec::with_capacity(rows.len());
    let mut moving = Vec::new();
    for mut row in rows.drain(..) {
        let typed = asked(&mut row);
        match read(typed) {
            Some(place) => {
                typed.clear();
                moving.push((place.max(1) - 1, row));
            }
            None => staying.push(row),
        }
    }
    moving.sort_by_key(|(place, _)| *place);
    for (place, row) in moving {
        staying.insert(place.min(staying.len()), row);
    }
    *rows = staying;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::typed::TypedItem;

    #[test]
    fn what_is_no_number_stays_as_typed_and_is_told_at_its_row() {
        let item = |name: &str, place: &str| TypedItem { place: place.into(), ..TypedItem::named(name) };
        let items = vec![item("a", "あと"), item("b", ""), item("c", "１")];
        let mut groups = vec![TypedGroup { items, place: "先頭".into(), ..TypedGroup::default() }];
        let told: Vec<String> = order(&mut groups).iter().map(|fault| fault.place.to_string()).collect();
        assert_eq!(told, ["data_groups[0].items[1].place", "data_groups[0].place"]);
        let rows: Vec<(&str, &str)> =
            groups[0].items.iter().map(|item| (item.name.as_str(), item.place.as_str())).collect();
        assert_eq!(rows, [("c", ""), ("a", "あと"), ("b", "")]);
    }
}
