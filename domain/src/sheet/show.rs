//! Objects as cells: what a filled template holds, and what differences show.

use chrono::NaiveDate;

use super::{Directory, Field, lines};
use crate::{
    date::format_date,
    item::{DataGroup, Item, ItemVersion, Protection, ProtectionBy, ProtectionKind},
    party::{Certification, Contact, Party},
    programme::{Programme, RegisteredBusiness},
};

/// Whether two texts are the same as a cell holds them.
pub(super) fn same(held: &str, cell: &str) -> bool {
    let lines = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty()).collect()
    };
    lines(held) == lines(cell)
}

/// A field of a party.
pub(super) fn party(party: &Party, field: Field) -> String {
    match field {
        Field::Id => party.id.to_string(),
        Field::Name => party.name.clone(),
        Field::Reading => party.reading.clone(),
        Field::Address => party.address.clone(),
        Field::Archived => day(party.archived_on),
        Field::ContactPerson => contact(party, |contact| &contact.person),
        Field::ContactPhone => contact(party, |contact| &contact.phone),
        Field::ContactMail => contact(party, |contact| &contact.mail),
        Field::PartyKind => party.kind.word().to_owned(),
        Field::CorporateNumber => party.corporate_number.clone().unwrap_or_default(),
        Field::Certifications => {
            let names: Vec<&str> = party.certifications.iter().map(|held| held.name.as_str()).collect();
            names.join("、")
        }
        _ => String::new(),
    }
}

fn day(day: Option<NaiveDate>) -> String {
    day.map(format_date).unwrap_or_default()
}

fn contact(party: &Party, field: fn(&Contact) -> &String) -> String {
    party.contact.as_ref().map(field).cloned().unwrap_or_default()
}

/// Certifications in full, for people.
pub(super) fn certifications(party: &Party) -> String {
    let told = |held: &Certification| {
        let mut text = held.name.clone();
        if let Some(number) = &held.number {
            text.push_str(&format!("　番号 {number}"));
        }
        if let Some(day) = held.expires_on {
            text.push_str(&format!("　期限 {}", format_date(day)));
        }
        text
    };
    party.certifications.iter().map(told).collect::<Vec<_>>().join("\n")
}

/// A field of a registered business.
pub(super) fn business(business: &RegisteredBusiness, field: Field, directory: &Directory) -> String {
    match field {
        Field::Id => business.id.to_string(),
        Field::Name => business.name.clone(),
        Field::Reading => business.reading.clone(),
        Field::Archived => day(business.archived_on),
        Field::Section => directory.sections.unique(business.section.uuid()),
        _ => String::new(),
    }
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

/// A field of an item that does not go by versions.
pub(super) fn item(item: &Item, field: Field, directory: &Directory) -> String {
    match field {
        Field::Id => item.id.to_string(),
        Field::ItemKind => item.kind.word().to_owned(),
        Field::Programme => directory.programmes.unique(item.programme.uuid()),
        Field::Parent => item.parent.map(|parent| directory.items.unique(parent.uuid())).unwrap_or_default(),
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

/// A data group, for people: one line.
pub(super) fn group(group: &DataGroup) -> String {
    let item = |item: &crate::item::DataItem| {
        let flags = match (item.sensitive, item.my_number) {
            (true, true) => "〔要配慮・特定〕",
            (true, false) => "〔要配慮〕",
            (false, true) => "〔特定〕",
            (false, false) => "",
        };
        format!("{}{flags}", item.name)
    };
    let items: Vec<String> = group.items.iter().map(item).collect();
    let people = group.people.map(|people| format!("（{people}人）")).unwrap_or_default();
    format!("{}：{}{people}：{}", group.direction.word(), group.subject, items.join("、"))
}

/// A protection, for people: one line.
pub(super) fn protection(protection: &Protection) -> String {
    let by = match protection.by {
        ProtectionBy::Ward => "区",
        ProtectionBy::Party => "事業者",
    };
    format!("{by}：{}", protection_text(protection))
}

/// How a protection ends that attaches the item's clause sets.
pub(super) const ATTACHED: &str = "、「特記事項」を付す。";

/// A protection's text in a cell.
pub(super) fn protection_text(protection: &Protection) -> String {
    match protection.kind {
        ProtectionKind::Text => protection.text.clone(),
        ProtectionKind::ClauseSets => format!("{}{ATTACHED}", protection.text),
    }
}
