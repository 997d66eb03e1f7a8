//! Which object each row is about.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::super::{
    Assigned, Directory, Field, Kind, Names, Row, RowFault, Sheet,
    cell::Said,
    directory::Entry,
    item::kind,
    nouns::{corporate_number, section},
    place::at,
};
use crate::{Id, text::fold_key};

/// The object of each row, by table and place; rows at fault have none.
#[derive(Default)]
pub(super) struct Targets {
    rows: BTreeMap<(usize, usize), Uuid>,
    held: BTreeSet<Uuid>,
}

/// What a row is found by in other sheets of the file.
#[derive(Default)]
struct Keys(BTreeMap<String, Vec<Uuid>>);

impl Keys {
    fn add(&mut self, text: &str, id: Uuid) {
        let ids = self.0.entry(fold_key(text)).or_default();
        if !text.is_empty() && !ids.contains(&id) {
            ids.push(id);
        }
    }
}

impl Targets {
    /// Finds the objects of all rows: those of the main sheet first.
    pub(super) fn of(
        kind: Kind,
        tables: &[Assigned],
        directory: &Directory,
        job: Uuid,
    ) -> (Self, Vec<RowFault>) {
        let (mut targets, mut faults, mut keys) = (Self::default(), Vec::new(), Keys::default());
        let mut seen: BTreeMap<Uuid, u32> = BTreeMap::new();
        let main = tables.iter().enumerate().find(|(_, table)| table.sheet == kind.main());
        if let Some((index, table)) = main {
            for (place, row) in table.rows() {
                let found = match find(table, row, directory) {
                    Ok(found) => found,
                    Err((field, (code, message))) => {
                        faults.push(at(table, row, Some(field), code, message));
                        continue;
                    }
                };
                let number = usize::try_from(row.number).unwrap_or_default();
                let id = found.unwrap_or_else(|| Id::<()>::of_child(job, "new", number).uuid());
                if let Some(first) = found.and_then(|id| seen.insert(id, row.number)) {
                    let message = format!("{first}行目と同じものです。一行にまとめてください。");
                    faults.push(at(table, row, Some(naming(table.sheet)), "duplicate-row", message));
                }
                twice(table, row, found, &keys, directory, &mut faults);
                targets.held.extend(found);
                targets.rows.insert((index, place), id);
                for field in [Field::Key, naming(table.sheet), Field::CorporateNumber, Field::Id] {
                    keys.add(table.cell(row, field).unwrap_or_default(), id);
                }
            }
        }
        for (index, table) in tables.iter().enumerate().filter(|(_, table)| table.sheet != kind.main()) {
            for (place, row) in table.rows() {
                let names = if kind == Kind::Parties { &directory.parties } else { &directory.items };
                match owner(table, row, &keys, names, kind.word()) {
                    Ok(id) => {
                        if names.get(id).is_some() {
                            targets.held.insert(id);
                        }
                        targets.rows.insert((index, place), id);
                    }
                    Err((code, message)) => {
                        faults.push(at(table, row, Some(Field::Owner), code, message));
                    }
                }
            }
        }
        (targets, faults)
    }

    /// The object of a row.
    pub(super) fn get(&self, table: usize, row: usize) -> Option<Uuid> {
        self.rows.get(&(table, row)).copied()
    }

    /// The objects of the register that rows are about.
    pub(super) fn held(self) -> BTreeSet<Uuid> {
        self.held
    }
}

/// The field that names the objects of a sheet.
fn naming(sheet: Sheet) -> Field {
    if sheet == Sheet::Items { Field::Title } else { Field::Name }
}

/// Two new rows that would be one object if one of them were there already.
fn twice(
    table: &Assigned,
    row: &Row,
    found: Option<Uuid>,
    keys: &Keys,
    directory: &Directory,
    faults: &mut Vec<RowFault>,
) {
    let field = match table.sheet {
        Sheet::Parties if !cell(table, row, Field::CorporateNumber).is_empty() => Field::CorporateNumber,
        Sheet::Parties => Field::Name,
        _ => return,
    };
    let text = cell(table, row, field);
    let before = keys.0.get(&fold_key(text)).into_iter().flatten();
    let is_new = |id: &Uuid| directory.parties.get(*id).is_none();
    if found.is_none() && !text.is_empty() && before.into_iter().any(is_new) {
        let message = format!("「{text}」は前の行にもあります。一行にまとめてください。");
        faults.push(at(table, row, Some(field), "duplicate-row", message));
    }
}

fn cell<'a>(table: &Assigned, row: &'a Row, field: Field) -> &'a str {
    table.cell(row, field).unwrap_or_default()
}

type Found = Result<Option<Uuid>, (Field, (&'static str, String))>;

/// The object of the register that a row of a main sheet is about: by id, else
/// by what names it; nothing if it is new.
fn find(table: &Assigned, row: &Row, directory: &Directory) -> Found {
    let names = match table.sheet {
        Sheet::Parties => &directory.parties,
        Sheet::Businesses => &directory.businesses,
        Sheet::Programmes => &directory.programmes,
        _ => &directory.items,
    };
    let id = cell(table, row, Field::Id);
    if !id.is_empty() {
        let known = id.parse().ok().and_then(|id| names.get(id));
        let unknown = || {
            let message = "この ID は台帳にありません。新しく登録するなら、ID を空にしてください。";
            (Field::Id, ("unknown-id", message.to_owned()))
        };
        return known.map(|entry| Some(entry.id)).ok_or_else(unknown);
    }
    match table.sheet {
        Sheet::Parties => party(table, row, directory),
        Sheet::Businesses | Sheet::Programmes => in_section(table, row, names, directory),
        _ => item(table, row, directory),
    }
}

fn only(names: &Names, field: Field, word: &str, text: &str, found: Vec<&Entry>) -> Found {
    if found.is_empty() {
        return Ok(None);
    }
    names.only(word, text, found, None).map(Some).map_err(|fault| (field, fault))
}

/// By its number; else the one of its name that has no other number.
fn party(table: &Assigned, row: &Row, directory: &Directory) -> Found {
    let name = cell(table, row, Field::Name);
    let number = corporate_number(cell(table, row, Field::CorporateNumber));
    let held = |entry: &Entry| directory.numbers.get(&entry.id);
    if let Some(number) = &number {
        let found: Vec<&Entry> = directory
            .parties
            .called(number)
            .into_iter()
            .filter(|entry| held(entry) == Some(number))
            .collect();
        if !found.is_empty() {
            return only(&directory.parties, Field::CorporateNumber, "事業者", number, found);
        }
    }
    let mut found = directory.parties.called(name);
    found.retain(|entry| fold_key(&entry.name) == fold_key(name));
    if number.is_some() {
        found.retain(|entry| held(entry).is_none());
    }
    only(&directory.parties, Field::Name, "事業者", name, found)
}

/// By its name within its section. Without a section's column by its name.
fn in_section(table: &Assigned, row: &Row, names: &Names, directory: &Directory) -> Found {
    let name = cell(table, row, Field::Name);
    let mut found = names.called(name);
    if let Some(text) = table.cell(row, Field::Section) {
        let mut sections: Vec<Uuid> = directory.sections.called(text).iter().map(|entry| entry.id).collect();
        sections.extend(section(directory, text, None).ok());
        found.retain(|entry| entry.owner.is_some_and(|owner| sections.contains(&owner)));
    }
    only(names, Field::Name, table.sheet.name(), name, found)
}

/// By its title, within its programme and of its kind where the table says
/// them.
fn item(table: &Assigned, row: &Row, directory: &Directory) -> Found {
    let title = cell(table, row, Field::Title);
    let mut found = directory.items.called(title);
    if let Some(text) = table.cell(row, Field::Programme) {
        let programmes: Vec<Uuid> = directory.programmes.called(text).iter().map(|entry| entry.id).collect();
        let by_id = text.parse::<Uuid>().ok();
        found.retain(|entry| {
            entry.owner.is_some_and(|owner| programmes.contains(&owner) || by_id == Some(owner))
        });
    }
    if let Some(kind) = table.cell(row, Field::ItemKind).and_then(|text| kind(text).ok().flatten()) {
        found.retain(|entry| directory.kinds.get(&entry.id) == Some(&kind));
    }
    only(&directory.items, Field::Title, "案件", title, found)
}

/// The object that a row of another sheet belongs to: a row of the main sheet,
/// else one of the register.
fn owner(table: &Assigned, row: &Row, keys: &Keys, names: &Names, word: &str) -> Said<Uuid> {
    let text = cell(table, row, Field::Owner);
    if text.is_empty() {
        return Err(("missing-value", format!("どの{word}のものか書いてください。")));
    }
    match keys.0.get(&fold_key(text)).map(Vec::as_slice) {
        Some([only]) => Ok(*only),
        Some([]) | None => names.resolve(word, text, None),
        Some(_) => {
            let message = format!(
                "「{text}」という{word}がファイルに二つ以上あります。整理番号を付けて、それで指してください。"
            );
            Err(("ambiguous-name", message))
        }
    }
}
