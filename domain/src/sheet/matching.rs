//! Which table is which sheet, and which head is which column.

use super::{Column, EXAMPLE, Field, Kind, REASON, Row, Sheet, Table};
use crate::text::{fold, fold_key};

/// Rows looked at for the heads: lists often have a title above them.
const LOOKED_AT: usize = 20;

/// A table that was taken for a sheet, with what each of its columns sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assigned {
    /// The table.
    pub table: Table,
    /// The sheet it is.
    pub sheet: Sheet,
    /// What each column sets; nothing for one that is not taken in.
    pub columns: Vec<Option<Field>>,
}

impl Assigned {
    /// The place of a field's column.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|held| *held == Some(field))
    }

    /// The rows that are taken in: not the example.
    pub fn rows(&self) -> impl Iterator<Item = (usize, &Row)> {
        self.table.rows.iter().enumerate().filter(|(_, row)| !is_example(row))
    }

    /// What a row says of a field; nothing if the table has no such column.
    pub fn cell<'a>(&self, row: &'a Row, field: Field) -> Option<&'a str> {
        self.column(field).map(|column| row.cell(column).trim())
    }
}

/// Whether a row is an example of a template: its first text begins with the
/// mark.
pub fn is_example(row: &Row) -> bool {
    let first = row.cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty());
    first.is_some_and(|cell| fold_key(cell).starts_with(&fold_key(EXAMPLE)))
}

/// Whether a head is that of the reasons a file came back with.
pub fn is_reason(head: &str) -> bool {
    fold_key(head) == fold_key(REASON)
}

/// The words of a head that tell columns apart: without its remark in
/// brackets and marks like ※ or ＊ for required ones.
fn keys(head: &str) -> Vec<String> {
    let marks = |c: char| matches!(c, '*' | '※' | '★' | '◎' | '●' | ':' | '■');
    let whole = fold_key(head).trim_matches(marks).to_owned();
    let short = fold(head);
    let short = short.split('(').next().map(fold_key).unwrap_or_default();
    let short = short.trim_matches(marks).to_owned();
    if short.is_empty() || short == whole { vec![whole] } else { vec![whole, short] }
}

fn is_called(column: &Column, key: &str) -> bool {
    std::iter::once(&column.label).chain(column.also).any(|name| fold_key(name) == key)
}

fn find(sheet: Sheet, head: &str) -> Option<Field> {
    let columns = sheet.columns();
    keys(head).into_iter().filter(|key| !key.is_empty()).find_map(|key| {
        let by_label = columns.iter().find(|column| fold_key(column.label) == key);
        by_label.or_else(|| columns.iter().find(|column| is_called(column, &key))).map(|column| column.field)
    })
}

/// What each head sets. A head that is known only by another word gives way to
/// one that has the column's own; two equal ones are both named, so that the
/// person is asked.
pub fn match_columns(sheet: Sheet, heads: &[String]) -> Vec<Option<Field>> {
    let own = |field: Field, head: &str| {
        let label = fold_key(sheet.label(field));
        keys(head).contains(&label)
    };
    let found: Vec<Option<Field>> =
        heads.iter().map(|head| if is_reason(head) { None } else { find(sheet, head) }).collect();
    found
        .iter()
        .zip(heads)
        .map(|(field, head)| {
            let field = (*field)?;
            let taken = found
                .iter()
                .zip(heads)
                .any(|(other, name)| *other == Some(field) && own(field, name) && !own(field, head));
            (!taken).then_some(field)
        })
        .collect()
}

fn score(sheet: Sheet, heads: &[String]) -> usize {
    let matched = match_columns(sheet, heads);
    let mut fields: Vec<Field> = matched.into_iter().flatten().collect();
    fields.sort_unstable();
    fields.dedup();
    let required = sheet.columns().iter().filter(|column| column.required);
    let (mut all, mut held) = (0, 0);
    for column in required {
        all += 1;
        held += usize::from(fields.contains(&column.field));
    }
    fields.len() + if all == held { 100 } else { 0 }
}

/// The row among these that holds the heads: the one that most columns of the
/// kind know, else the first that is not empty.
pub fn head_row(kind: Kind, rows: &[Vec<String>]) -> Option<usize> {
    let filled = |row: &Vec<String>| row.iter().any(|cell| !cell.trim().is_empty());
    let first = rows.iter().position(filled)?;
    let best = |row: &Vec<String>| kind.sheets().iter().map(|sheet| score(*sheet, row)).max().unwrap_or(0);
    let mut found = (first, rows.get(first).map_or(0, best));
    for (index, row) in rows.iter().enumerate().take(first + LOOKED_AT).skip(first) {
        let known = best(row);
        if known > found.1 {
            found = (index, known);
        }
    }
    Some(found.0)
}

/// Finds the table of each sheet of a kind. Tables that are none are handed
/// back by name. A table's name decides, then its heads; a lone table is taken
/// for the sheet it is most like.
pub fn assign(kind: Kind, tables: Vec<Table>) -> (Vec<Assigned>, Vec<String>) {
    let mut tables: Vec<Option<Table>> = tables.into_iter().map(Some).collect();
    let mut assigned = Vec::new();
    let lone = tables.len() == 1;
    let mut wanted: Vec<Sheet> = kind.sheets().to_vec();
    if lone {
        // One table may be any of them: a CSV file of data items.
        let heads = tables.iter().flatten().next().map(|table| table.heads.clone()).unwrap_or_default();
        wanted.sort_by_key(|sheet| std::cmp::Reverse(score(*sheet, &heads)));
    }
    for sheet in wanted {
        let named = tables.iter().position(|table| {
            table.as_ref().is_some_and(|table| fold_key(&table.name) == fold_key(sheet.name()))
        });
        let place = named.filter(|_| !lone).or_else(|| like(sheet, kind, lone, &tables));
        if let Some(table) = place.and_then(|place| tables.get_mut(place)).and_then(Option::take) {
            let columns = match_columns(sheet, &table.heads);
            assigned.push(Assigned { table, sheet, columns });
        }
    }
    assigned.sort_by_key(|table| table.sheet);
    (assigned, tables.into_iter().flatten().map(|table| table.name).collect())
}

/// The table most like a sheet: one that has its required columns. Where there
/// is one table, it is taken whatever it has.
fn like(sheet: Sheet, kind: Kind, lone: bool, tables: &[Option<Table>]) -> Option<usize> {
    let named_otherwise = |name: &str| {
        kind.sheets().iter().any(|other| *other != sheet && fold_key(other.name()) == fold_key(name))
    };
    let mut best = None;
    for (index, table) in tables.iter().enumerate() {
        let Some(table) = table else { continue };
        let score = score(sheet, &table.heads);
        let fits = lone || (score >= 100 && !named_otherwise(&table.name));
        if fits && best.is_none_or(|(_, held)| score > held) {
            best = Some((index, score));
        }
    }
    best.map(|(index, _)| index)
}
