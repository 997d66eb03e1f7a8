//! From the place of a fault in a bundle back to the cell it came from.

use std::collections::BTreeMap;

use super::{Assigned, Field, Row, RowFault, Sheet};
use crate::{Fault, Place};

/// Which row each object and child of a bundle came from, by its JSON path.
#[derive(Debug, Clone, Default)]
pub(super) struct Origins(BTreeMap<String, (usize, usize)>);

impl Origins {
    /// Notes the table and the row behind a path.
    pub(super) fn note(&mut self, path: String, table: usize, row: usize) {
        self.0.insert(path, (table, row));
    }

    /// The fault at the cell it came from; one of no row is told of the file.
    pub(super) fn locate(&self, tables: &[Assigned], fault: Fault) -> RowFault {
        let Place::Path(path) = &fault.place else { return whole(fault) };
        let mut prefix = path.as_str();
        loop {
            if let Some((table, row)) = self.0.get(prefix)
                && let Some(table) = tables.get(*table)
                && let Some(row) = table.table.rows.get(*row)
            {
                let rest = path.get(prefix.len()..).unwrap_or_default();
                let mut found = at(table, row, field(table.sheet, rest), fault.code, fault.message);
                if found.column.is_none() && !rest.is_empty() {
                    found.message = format!("{}（{}）", found.message, rest.trim_start_matches('.'));
                }
                return found;
            }
            let Some(cut) = prefix.rfind(['.', '[']) else { return whole(fault) };
            prefix = prefix.get(..cut).unwrap_or_default();
        }
    }
}

fn whole(fault: Fault) -> RowFault {
    RowFault {
        sheet: String::new(),
        row: 0,
        column: None,
        head: String::new(),
        code: fault.code.to_owned(),
        message: fault.message,
    }
}

/// A fault of a row, at a field's column if the table has it.
pub(super) fn at(
    table: &Assigned,
    row: &Row,
    field: Option<Field>,
    code: &str,
    message: impl Into<String>,
) -> RowFault {
    let column = field.and_then(|field| table.column(field));
    RowFault {
        sheet: table.table.name.clone(),
        row: row.number,
        column,
        head: column.and_then(|column| table.table.heads.get(column)).cloned().unwrap_or_default(),
        code: code.to_owned(),
        message: message.into(),
    }
}

/// A fault of a sheet as a whole.
pub(super) fn of_sheet(table: &Assigned, column: Option<usize>, code: &str, message: String) -> RowFault {
    RowFault {
        sheet: table.table.name.clone(),
        row: 0,
        column,
        head: column.and_then(|column| table.table.heads.get(column)).cloned().unwrap_or_default(),
        code: code.to_owned(),
        message,
    }
}

/// The field that the rest of a path within an object is about.
fn field(sheet: Sheet, rest: &str) -> Option<Field> {
    let known: &[(&str, Field)] = match sheet {
        Sheet::Parties => &[
            ("corporate_number", Field::CorporateNumber),
            ("certifications", Field::Certifications),
            ("kind", Field::PartyKind),
            ("reading", Field::Reading),
            ("address", Field::Address),
            ("person", Field::ContactPerson),
            ("phone", Field::ContactPhone),
            ("mail", Field::ContactMail),
            ("archived_on", Field::Archived),
            ("name", Field::Name),
        ],
        Sheet::Certifications => {
            &[("name", Field::Name), ("number", Field::Number), ("expires_on", Field::Expires)]
        }
        Sheet::Businesses => &[
            ("name", Field::Name),
            ("reading", Field::Reading),
            ("section", Field::Section),
            ("archived_on", Field::Archived),
        ],
        Sheet::Programmes => &[
            ("name", Field::Name),
            ("reading", Field::Reading),
            ("archived_on", Field::Archived),
            ("section", Field::Section),
            ("purpose", Field::Purpose),
            ("subjects", Field::Subjects),
            ("description", Field::Description),
        ],
        Sheet::Items => &[
            ("kind", Field::ItemKind),
            ("programme", Field::Programme),
            ("parent", Field::Parent),
            ("title", Field::Title),
            ("holding_section", Field::Section),
            ("registered_business", Field::Business),
            ("legal_basis", Field::Basis),
            ("party", Field::Party),
            ("party_short_name", Field::ShortName),
            ("reason", Field::Reason),
            ("description", Field::Content),
            ("periods", Field::Periods),
            ("media", Field::Media),
            ("valid_from", Field::ValidFrom),
        ],
        Sheet::DataGroups => {
            &[("items", Field::DataItems), ("subject", Field::Subject), ("people", Field::People)]
        }
        Sheet::Protections => &[("text", Field::Text), ("by", Field::By)],
    };
    let mut segments = rest.split(['.', '[', ']']).filter(|segment| !segment.is_empty());
    segments.find_map(|segment| known.iter().find(|(name, _)| *name == segment).map(|(_, field)| *field))
}
