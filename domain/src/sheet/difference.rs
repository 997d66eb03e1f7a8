//! What an object says field by field, in the words of the screens.

use serde::{Deserialize, Serialize};

use super::{Directory, Field, Sheet, show};
use crate::{
    bundle::Bundle,
    item::{Item, ItemVersion, VersionState},
};

/// What changes in one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The field's label.
    pub label: String,
    /// What it says now; empty if nothing.
    pub before: String,
    /// What it will say.
    pub after: String,
}

impl FieldChange {
    /// The fields in which two states of an object differ.
    pub fn between(before: &[(String, String)], after: &[(String, String)]) -> Vec<Self> {
        let find = |list: &[(String, String)], label: &str| {
            list.iter().find(|(held, _)| held == label).map(|(_, text)| text.clone()).unwrap_or_default()
        };
        let gone = before.iter().filter(|(label, _)| after.iter().all(|(held, _)| held != label));
        let labels = after.iter().chain(gone).map(|(label, _)| label);
        labels
            .map(|label| Self {
                label: label.clone(),
                before: find(before, label),
                after: find(after, label),
            })
            .filter(|change| change.before != change.after)
            .collect()
    }
}

/// What a bundle's only object says, field by field. Objects of other nouns
/// than sheets know say nothing.
pub fn fields(bundle: &Bundle, directory: &Directory) -> Vec<(String, String)> {
    if let Some(party) = bundle.parties.first() {
        return listed(Sheet::Parties, |field| match field {
            Field::Certifications => show::certifications(party),
            _ => show::party(party, field),
        });
    }
    if let Some(business) = bundle.registered_businesses.first() {
        return listed(Sheet::Businesses, |field| show::business(business, field, directory));
    }
    if let Some(programme) = bundle.programmes.first() {
        return listed(Sheet::Programmes, |field| show::programme(programme, field, directory));
    }
    bundle.items.first().map(|item| item_fields(item, directory)).unwrap_or_default()
}

fn listed(sheet: Sheet, show: impl Fn(Field) -> String) -> Vec<(String, String)> {
    sheet
        .columns()
        .iter()
        .filter(|column| column.field != Field::Id && column.field != Field::Key)
        .map(|column| (column.label.to_owned(), show(column.field)))
        .collect()
}

fn is_of_item(field: Field) -> bool {
    matches!(field, Field::Id | Field::ItemKind | Field::Programme | Field::Parent)
}

fn item_fields(item: &Item, directory: &Directory) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for column in Sheet::Items.columns().iter().filter(|column| is_of_item(column.field)) {
        if column.field != Field::Id {
            fields.push((column.label.to_owned(), show::item(item, column.field, directory)));
        }
    }
    let single = item.versions.len() == 1;
    let mut past = 0;
    for version in &item.versions {
        let mark = match version.state {
            _ if single => String::new(),
            VersionState::Past => {
                past += 1;
                format!("（過去{past}）")
            }
            state => format!("（{}）", state.word()),
        };
        for (label, text) in version_fields(version, directory) {
            fields.push((format!("{label}{mark}"), text));
        }
    }
    fields
}

fn version_fields(version: &ItemVersion, directory: &Directory) -> Vec<(String, String)> {
    let columns = Sheet::Items.columns().iter();
    let columns = columns.filter(|column| !is_of_item(column.field) && column.field != Field::Key);
    let mut fields: Vec<(String, String)> = columns
        .map(|column| (column.label.to_owned(), show::version(version, column.field, directory)))
        .collect();
    let groups: Vec<String> = version.data_groups.iter().map(show::group).collect();
    let protections: Vec<String> = version.protections.iter().map(show::protection).collect();
    fields.push((Sheet::DataGroups.name().to_owned(), groups.join("\n")));
    fields.push((Sheet::Protections.name().to_owned(), protections.join("\n")));
    fields
}
