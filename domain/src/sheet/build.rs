//! From tables to objects: which row is which object, then what it says.

mod items;
mod targets;

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::{
    Assigned, Directory, Field, Kind, Row, RowFault, Sheet,
    cell::Said,
    children,
    nouns::{set_business, set_party, set_programme},
    place::{Origins, at, of_sheet},
};
use crate::{
    Fault, Id,
    bundle::Bundle,
    party::{Party, PartyKind},
    programme::{Programme, RegisteredBusiness},
};
use targets::Targets;

/// What the tables would make of the register.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The objects as they will be: those named by a row.
    pub bundle: Bundle,
    /// What is wrong with the tables themselves.
    pub faults: Vec<RowFault>,
    origins: Origins,
}

impl Plan {
    /// The faults a check found in the bundle, at the cells they came from.
    pub fn locate(&self, tables: &[Assigned], faults: Vec<Fault>) -> Vec<RowFault> {
        faults.into_iter().map(|fault| self.origins.locate(tables, fault)).collect()
    }
}

/// The ids of the objects of the register that the tables name: what `plan`
/// needs to have.
pub fn wanted(kind: Kind, tables: &[Assigned], directory: &Directory) -> BTreeSet<Uuid> {
    let build = Build::new(kind, tables, directory, Bundle::default(), Uuid::nil());
    build.targets.held()
}

/// Builds the objects. `held` holds those that are `wanted`; ids of new ones
/// follow from `job` and the row, so that the same file always gives the same.
pub fn plan(kind: Kind, tables: &[Assigned], directory: &Directory, held: Bundle, job: Uuid) -> Plan {
    let mut build = Build::new(kind, tables, directory, held, job);
    check_columns(kind, tables, &mut build.faults);
    match kind {
        Kind::Parties => build.parties(),
        Kind::Businesses => build.businesses(),
        Kind::Programmes => build.programmes(),
        Kind::Items => build.items(),
    }
    build.faults.sort();
    build.faults.dedup();
    Plan { bundle: build.bundle, faults: build.faults, origins: build.origins }
}

struct Build<'a> {
    tables: &'a [Assigned],
    directory: &'a Directory,
    held: Held,
    job: Uuid,
    targets: Targets,
    bundle: Bundle,
    faults: Vec<RowFault>,
    origins: Origins,
}

/// What the register holds of the objects that rows name.
#[derive(Default)]
struct Held {
    parties: BTreeMap<Uuid, Party>,
    businesses: BTreeMap<Uuid, RegisteredBusiness>,
    programmes: BTreeMap<Uuid, Programme>,
    items: BTreeMap<Uuid, crate::item::Item>,
}

impl Held {
    fn of(bundle: Bundle) -> Self {
        Self {
            parties: bundle.parties.into_iter().map(|it| (it.id.uuid(), it)).collect(),
            businesses: bundle.registered_businesses.into_iter().map(|it| (it.id.uuid(), it)).collect(),
            programmes: bundle.programmes.into_iter().map(|it| (it.id.uuid(), it)).collect(),
            items: bundle.items.into_iter().map(|it| (it.id.uuid(), it)).collect(),
        }
    }
}

/// The id of a child of a row: follows from the row and the child's place.
fn child(row: Uuid) -> impl Fn(&str, usize) -> Uuid {
    move |list, index| Id::<()>::of_child(row, list, index).uuid()
}

impl<'a> Build<'a> {
    fn new(kind: Kind, tables: &'a [Assigned], directory: &'a Directory, held: Bundle, job: Uuid) -> Self {
        let (targets, faults) = Targets::of(kind, tables, directory, job);
        Self {
            tables,
            directory,
            held: Held::of(held),
            job,
            targets,
            bundle: Bundle::default(),
            faults,
            origins: Origins::default(),
        }
    }

    fn table(&self, sheet: Sheet) -> Option<(usize, &'a Assigned)> {
        self.tables.iter().enumerate().find(|(_, table)| table.sheet == sheet)
    }

    /// An id of its own for each row of each table.
    fn row_id(&self, sheet: Sheet, row: &Row) -> Uuid {
        let row = usize::try_from(row.number).unwrap_or_default();
        Id::<()>::of_child(self.job, sheet.code(), row).uuid()
    }

    fn note(&mut self, said: Said<()>, table: &Assigned, row: &Row, field: Field) {
        if let Err((code, message)) = said {
            self.faults.push(at(table, row, Some(field), code, message));
        }
    }

    /// Sets the fields of a row that the table has columns for, and tells of
    /// those that a new object cannot do without.
    fn set(
        &mut self,
        table: &Assigned,
        row: &Row,
        new: bool,
        needed: &[Field],
        mut set: impl FnMut(Field, &str) -> Said<()>,
    ) {
        for column in table.sheet.columns() {
            match table.cell(row, column.field) {
                Some(text) => {
                    let said = set(column.field, text);
                    self.note(said, table, row, column.field);
                }
                None if new && needed.contains(&column.field) => {
                    let message = format!(
                        "新しい{}には「{}」が要ります。列を足してください。",
                        table.sheet.name(),
                        column.label
                    );
                    self.faults.push(at(table, row, None, "missing-value", message));
                }
                None => {}
            }
        }
    }

    fn parties(&mut self) {
        let mut places = BTreeMap::new();
        if let Some((index, table)) = self.table(Sheet::Parties) {
            for (place, row) in table.rows() {
                let Some(target) = self.targets.get(index, place) else { continue };
                let held = self.held.parties.remove(&target);
                let new = held.is_none();
                let mut party = held.unwrap_or_else(|| new_party(target));
                self.set(table, row, new, &[Field::Name], |field, text| set_party(&mut party, field, text));
                self.origins.note(format!("$.parties[{}]", self.bundle.parties.len()), index, place);
                places.insert(target, self.bundle.parties.len());
                self.bundle.parties.push(party);
            }
        }
        self.certifications(places);
    }

    fn certifications(&mut self, mut places: BTreeMap<Uuid, usize>) {
        let Some((index, table)) = self.table(Sheet::Certifications) else { return };
        let mut begun = BTreeSet::new();
        for (place, row) in table.rows() {
            let Some(owner) = self.targets.get(index, place) else { continue };
            if !places.contains_key(&owner)
                && let Some(party) = self.held.parties.remove(&owner)
            {
                self.origins.note(format!("$.parties[{}]", self.bundle.parties.len()), index, place);
                places.insert(owner, self.bundle.parties.len());
                self.bundle.parties.push(party);
            }
            let at_party = places.get(&owner).copied();
            let Some((at_party, party)) =
                at_party.and_then(|at| self.bundle.parties.get_mut(at).map(|party| (at, party)))
            else {
                continue;
            };
            if begun.insert(owner) {
                party.certifications.clear();
            }
            match children::certification(table, row) {
                Ok(certification) => {
                    let path =
                        format!("$.parties[{at_party}].certifications[{}]", party.certifications.len());
                    party.certifications.push(certification);
                    self.origins.note(path, index, place);
                }
                Err((field, code, message)) => self.faults.push(at(table, row, Some(field), code, message)),
            }
        }
    }

    fn businesses(&mut self) {
        let Some((index, table)) = self.table(Sheet::Businesses) else { return };
        for (place, row) in table.rows() {
            let Some(target) = self.targets.get(index, place) else { continue };
            let held = self.held.businesses.remove(&target);
            let new = held.is_none();
            let mut business = held.unwrap_or_else(|| new_business(target));
            let directory = self.directory;
            self.set(table, row, new, &[Field::Name, Field::Section], |field, text| {
                set_business(&mut business, field, text, directory)
            });
            let path = format!("$.registered_businesses[{}]", self.bundle.registered_businesses.len());
            self.origins.note(path, index, place);
            self.bundle.registered_businesses.push(business);
        }
    }

    fn programmes(&mut self) {
        let Some((index, table)) = self.table(Sheet::Programmes) else { return };
        for (place, row) in table.rows() {
            let Some(target) = self.targets.get(index, place) else { continue };
            let held = self.held.programmes.remove(&target);
            let new = held.is_none();
            let mut programme = held.unwrap_or_else(|| new_programme(target));
            let (directory, make) = (self.directory, child(self.row_id(Sheet::Programmes, row)));
            self.set(table, row, new, &[Field::Name, Field::Section], |field, text| {
                set_programme(&mut programme, field, text, directory, &make)
            });
            self.origins.note(format!("$.programmes[{}]", self.bundle.programmes.len()), index, place);
            self.bundle.programmes.push(programme);
        }
    }
}

fn new_party(id: Uuid) -> Party {
    Party {
        id: id.into(),
        kind: PartyKind::Named,
        name: String::new(),
        reading: String::new(),
        corporate_number: None,
        certifications: Vec::new(),
        address: String::new(),
        contact: None,
        archived_on: None,
    }
}

fn new_business(id: Uuid) -> RegisteredBusiness {
    RegisteredBusiness {
        id: id.into(),
        name: String::new(),
        reading: String::new(),
        section: Uuid::nil().into(),
        archived_on: None,
    }
}

fn new_programme(id: Uuid) -> Programme {
    Programme {
        id: id.into(),
        name: String::new(),
        reading: String::new(),
        section: Uuid::nil().into(),
        purpose: String::new(),
        subjects: String::new(),
        description: Vec::new(),
        archived_on: None,
    }
}

/// Columns that stand twice, and those that a sheet cannot do without.
fn check_columns(kind: Kind, tables: &[Assigned], faults: &mut Vec<RowFault>) {
    if tables.is_empty() {
        let message =
            format!("「{}」として読める表がありません。ひな形の見出しと比べてください。", kind.word());
        let table = Assigned { table: super::Table::default(), sheet: kind.main(), columns: Vec::new() };
        faults.push(of_sheet(&table, None, "no-table", message));
    }
    for table in tables {
        for (place, field) in table.columns.iter().enumerate() {
            let Some(field) = field else { continue };
            let first = table.columns.iter().position(|other| other == &Some(*field)).unwrap_or(place);
            if first != place {
                let message = format!(
                    "「{}」の列が二つあります（{}列と{}列）。どちらか一つを「取り込まない」にしてください。",
                    table.sheet.label(*field),
                    super::column_letter(first),
                    super::column_letter(place)
                );
                faults.push(of_sheet(table, Some(place), "column-twice", message));
            }
        }
        for column in table.sheet.columns().iter().filter(|column| column.required) {
            if table.column(column.field).is_none() {
                let message = format!(
                    "「{}」の列がありません。見出しを「{}」にするか、どの列がそれか選んでください。",
                    column.label, column.label
                );
                faults.push(of_sheet(table, None, "column-missing", message));
            }
        }
    }
}
