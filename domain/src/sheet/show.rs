//! Objects as cells: a cell that says what is held already changes nothing.

use chrono::NaiveDate;

use super::{Directory, Field, lines};
use crate::{
    date::format_date,
    item::{ItemVersion, Protection, ProtectionKind},
    programme::Programme,
};

/// Whether two texts are the same as a cell holds them.
pub(super) fn same(held: &str, cell: &str) -> bool {
    let lines = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty()).collect()
    };
    lines(held) == lines(cell)
}

fn day(day: Option<NaiveDate>) -> String {
    day.map(format_date).unwrap_or_default()
}

/// A field of a programme.
pub(super) fn programme(programme: &Programme, field: Field, directory: &Directory) -> String {
    match field {
        Field::Id => programme.id.to_string(),
        Field::Name => programme.name.clone(),
        Field::Reading => programme.reading.clone(),
        Field::Archived => day(programme.archived_on),
        Field::Section => directory.sections.unique(programme.section.uuid()),
        Field::Purpose => programme.purpose.clone(),
        Field::Subjects => programme.subjects.clone(),
        Field::Description => lines::show_blocks(&programme.description),
        _ => String::new(),
    }
}

/// A field of an item's version.
pub(super) fn version(version: &ItemVersion, field: Field, directory: &Directory) -> String {
    match field {
        Field::Title => version.title.clone(),
        Field::Section => directory.sections.unique(version.holding_section.uuid()),
        Field::Business => directory.businesses.unique(version.registered_business.uuid()),
        Field::Party => directory.parties.unique(version.party.uuid()),
        Field::ShortName => version.party_short_name.clone().unwrap_or_default(),
        Field::Basis => directory.bases.unique(version.legal_basis.uuid()),
        Field::State => version.state.word().to_owned(),
        Field::ValidFrom => day(version.valid_from),
        Field::Reason => lines::show_lines(&version.reason),
        Field::Content => lines::show_lines(&version.description),
        Field::Periods => lines::show_lines(&version.periods),
        Field::Media => {
            let names: Vec<&str> = version.media.iter().map(|medium| medium.name.as_str()).collect();
            names.join("、")
        }
        _ => String::new(),
    }
}

/// How a protection ends that attaches the item's clause sets.
const ATTACHED: &str = "、「特記事項」を付す。";

/// A protection's text in a cell.
pub(super) fn protection_text(protection: &Protection) -> String {
    match protection.kind {
        ProtectionKind::Text => protection.text.clone(),
        ProtectionKind::ClauseSets => format!("{}{ATTACHED}", protection.text),
    }
}
