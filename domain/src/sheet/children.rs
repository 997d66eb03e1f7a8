//! Sheets whose rows belong to an object of another sheet: certifications of a
//! party, data groups and protections of an item.

use super::{
    Assigned, Field, Row,
    cell::{Marked, Said, choice, date, marked, people, words},
    lines::keep_ids,
    nouns::{MakeId, needed},
    show,
};
use crate::{
    item::{DataGroup, DataItem, Direction, Protection, ProtectionBy, ProtectionKind, SubjectStyle},
    party::Certification,
    text::fold_key,
};

/// Where a cell is at fault.
pub(super) type AtField<T> = Result<T, (Field, &'static str, String)>;

fn at<T>(field: Field, said: Said<T>) -> AtField<T> {
    said.map_err(|(code, message)| (field, code, message))
}

fn text<'a>(table: &Assigned, row: &'a Row, field: Field) -> &'a str {
    table.cell(row, field).unwrap_or_default()
}

/// The certification of a row.
pub(super) fn certification(table: &Assigned, row: &Row) -> AtField<Certification> {
    let name = at(Field::Name, needed("認証の名称", text(table, row, Field::Name)))?.to_owned();
    let number = text(table, row, Field::Number);
    let expires_on = at(Field::Expires, date(text(table, row, Field::Expires)))?;
    Ok(Certification { name, number: (!number.is_empty()).then(|| number.to_owned()), expires_on })
}

/// The data group of a row, without ids. `held` tells the flags of data items
/// that the table has no columns for.
pub(super) fn data_group(table: &Assigned, row: &Row, held: &[DataGroup]) -> AtField<DataGroup> {
    let directions: [(Direction, &[&str]); 3] = [
        (Direction::Provided, &[Direction::Provided.word(), "提供", "provided"]),
        (Direction::Collected, &[Direction::Collected.word(), "収集", "収集する", "collected"]),
        (Direction::Linked, &[Direction::Linked.word(), "結合", "linked"]),
    ];
    let said = needed("方向", text(table, row, Field::Direction)).and_then(|text| choice(text, &directions));
    let direction = at(Field::Direction, said)?.unwrap_or(Direction::Provided);
    let subject = at(Field::Subject, needed("だれの", text(table, row, Field::Subject)))?.to_owned();
    let names = words(at(Field::DataItems, needed("項目", text(table, row, Field::DataItems)))?);
    let old = held.iter().find(|group| is_same_group(group, direction, &subject));
    let people = match table.cell(row, Field::People) {
        None => old.and_then(|group| group.people),
        Some(text) => at(Field::People, people(text))?,
    };
    let flags = |field| table.cell(row, field).map(marked);
    let (sensitive, my_number) = (flags(Field::Sensitive), flags(Field::MyNumber));
    for (field, marked) in [(Field::Sensitive, &sensitive), (Field::MyNumber, &my_number)] {
        at(field, all_named(marked.as_ref(), &names))?;
    }
    let item = |name: String| {
        let before =
            old.and_then(|group| group.items.iter().find(|item| fold_key(&item.name) == fold_key(&name)));
        DataItem {
            id: None,
            sensitive: is_marked(sensitive.as_ref(), &name, before.is_some_and(|item| item.sensitive)),
            my_number: is_marked(my_number.as_ref(), &name, before.is_some_and(|item| item.my_number)),
            name,
        }
    };
    Ok(DataGroup {
        id: None,
        direction,
        print_direction: false,
        subject,
        subject_style: SubjectStyle::Bullet,
        people,
        items: names.into_iter().map(item).collect(),
        annex: None,
        earlier_decision: None,
    })
}

fn is_same_group(group: &DataGroup, direction: Direction, subject: &str) -> bool {
    group.direction == direction && fold_key(&group.subject) == fold_key(subject)
}

/// Refuses marks for data items that the row does not have.
fn all_named(marked: Option<&Marked>, names: &[String]) -> Said<()> {
    let Some(Marked::These(marked)) = marked else { return Ok(()) };
    match marked.iter().find(|mark| names.iter().all(|name| fold_key(name) != **mark)) {
        None => Ok(()),
        Some(stray) => Err((
            "unknown-value",
            format!(
                "「{stray}」はこの行の項目にありません。全部なら「○」、一部ならこの行の項目の名を書いてください。"
            ),
        )),
    }
}

fn is_marked(marked: Option<&Marked>, name: &str, before: bool) -> bool {
    match marked {
        None => before,
        Some(Marked::Nobody) => false,
        Some(Marked::All) => true,
        Some(Marked::These(names)) => names.contains(&fold_key(name)),
    }
}

/// Adds a row's group to those of the rows before: to the group of the same
/// people in the same direction, if there is one. Tells its place.
pub(super) fn add_group(groups: &mut Vec<DataGroup>, new: DataGroup) -> usize {
    let same = groups.iter().position(|group| is_same_group(group, new.direction, &new.subject));
    if let Some((place, group)) = same.and_then(|place| groups.get_mut(place).map(|group| (place, group))) {
        group.people = group.people.or(new.people);
        group.items.extend(new.items);
        return place;
    }
    groups.push(new);
    groups.len() - 1
}

/// Gives the groups of a file what the register holds of them beside the
/// file's columns: ids, annexes, earlier decisions, how they are printed.
pub(super) fn settle_groups(held: &[DataGroup], groups: &mut [DataGroup], make: MakeId<'_>) {
    let mut before = None;
    for (place, group) in groups.iter_mut().enumerate() {
        let old = held.iter().find(|old| is_same_group(old, group.direction, &group.subject));
        group.print_direction = old.map_or(before != Some(group.direction), |old| old.print_direction);
        before = Some(group.direction);
        if let Some(old) = old {
            group.subject_style = old.subject_style;
            group.annex = old.annex;
            group.earlier_decision = old.earlier_decision.clone();
        }
        let list = format!("data_groups/{place}/items");
        keep_ids(
            old.map(|old| old.items.as_slice()).unwrap_or_default(),
            &mut group.items,
            |old, new| fold_key(&old.name) == fold_key(&new.name),
            |item| item.id,
            |item, id| item.id = Some(id),
            |index| make(&list, index),
        );
    }
    keep_ids(
        held,
        groups,
        |old, new| is_same_group(old, new.direction, &new.subject),
        |group| group.id,
        |group, id| group.id = Some(id),
        |index| make("data_groups", index),
    );
}

/// The protection of a row, without its id.
pub(super) fn protection(table: &Assigned, row: &Row) -> AtField<Protection> {
    let sides: [(ProtectionBy, &[&str]); 2] = [
        (ProtectionBy::Ward, &["区", ProtectionBy::Ward.word(), "ward", "市", "町", "村", "都", "県"]),
        (ProtectionBy::Party, &["事業者", ProtectionBy::Party.word(), "受託事業者", "委託先", "party"]),
    ];
    let said = needed("だれが", text(table, row, Field::By)).and_then(|text| choice(text, &sides));
    let by = at(Field::By, said)?.unwrap_or(ProtectionBy::Ward);
    let text = at(Field::Text, needed("対策", text(table, row, Field::Text)))?.to_owned();
    let (kind, text) = ProtectionKind::read(&text);
    Ok(Protection {
        id: None,
        by,
        kind,
        numbered: true,
        text: text.to_owned(),
        duties: Vec::new(),
        dismissed: Vec::new(),
    })
}

/// Gives the protections of a file what the register holds of them, the ward's
/// before the party's.
pub(super) fn settle_protections(held: &[Protection], new: &mut [Protection], make: MakeId<'_>) {
    new.sort_by_key(|protection| protection.by);
    for protection in new.iter_mut() {
        let old = held.iter().find(|old| is_same_protection(old, protection));
        if let Some(old) = old {
            *protection = Protection { id: None, duties: Vec::new(), dismissed: Vec::new(), ..old.clone() };
        }
    }
    keep_ids(
        held,
        new,
        is_same_protection,
        |protection| protection.id,
        |protection, id| protection.id = Some(id),
        |index| make("protections", index),
    );
    for protection in new {
        let old = held.iter().find(|old| old.id == protection.id);
        protection.duties = old.map(|old| old.duties.clone()).unwrap_or_default();
        protection.dismissed = old.map(|old| old.dismissed.clone()).unwrap_or_default();
    }
}

fn is_same_protection(old: &Protection, new: &Protection) -> bool {
    old.by == new.by && show::same(&show::protection_text(old), &show::protection_text(new))
}
