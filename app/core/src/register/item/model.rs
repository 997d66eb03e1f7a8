//! Items and their versions as rows.

use chrono::{DateTime, Utc};
use domain::{
    Id,
    duty::Duty,
    item::{
        ClauseSetRole, ClauseSetUse, DataGroup, DataItem, Direction, EarlierDecision, Item, ItemKind,
        ItemVersion, Protection, ProtectionBy, ProtectionKind, SubjectStyle, VersionState,
    },
    text::fold,
};
use entity::{data_group, data_item, item, item_version, protection, version_clause_set};

use crate::{
    Result,
    register::{
        duty,
        rows::{child_id, corrupt, decoded, number},
    },
};

/// The text of a version that a search goes through, in the form it compares.
fn folded(version: &ItemVersion) -> String {
    let lines = version.reason.iter().chain(&version.description).map(|line| line.text.as_str());
    let data = version.data_groups.iter().flat_map(|group| {
        std::iter::once(group.subject.as_str()).chain(group.items.iter().map(|item| item.name.as_str()))
    });
    let short_name = version.party_short_name.as_deref();
    let texts: Vec<String> = std::iter::once(version.title.as_str())
        .chain(short_name)
        .chain(lines)
        .chain(data)
        .map(fold)
        .collect();
    texts.join("\n")
}

pub(super) fn item_row(item: &Item, at: DateTime<Utc>) -> item::Model {
    item::Model {
        id: item.id.uuid(),
        kind: item.kind.code().to_owned(),
        programme_id: item.programme.uuid(),
        parent_id: item.parent.map(Id::uuid),
        origin_id: item.origin.map(Id::uuid),
        archived_at: item.archived_at,
        version: 1,
        created_at: at,
        updated_at: at,
    }
}

pub(super) fn item(row: item::Model, versions: Vec<ItemVersion>) -> Result<Item> {
    Ok(Item {
        id: row.id.into(),
        kind: decoded(&row.kind, ItemKind::from_code)?,
        programme: row.programme_id.into(),
        parent: row.parent_id.map(Into::into),
        origin: row.origin_id.map(Into::into),
        archived_at: row.archived_at,
        versions,
    })
}

pub(super) fn version_row(item: &Item, position: i32, version: &ItemVersion) -> item_version::Model {
    item_version::Model {
        id: version.id.uuid(),
        item_id: item.id.uuid(),
        position,
        is_current: item.current().is_some_and(|current| current.id == version.id),
        state: version.state.code().to_owned(),
        valid_from: version.valid_from,
        valid_to: version.valid_to,
        decided_by_id: version.decided_by.map(Id::uuid),
        title: version.title.clone(),
        folded: folded(version),
        holding_section_id: version.holding_section.uuid(),
        registered_business_id: version.registered_business.uuid(),
        legal_basis_id: version.legal_basis.uuid(),
        party_id: version.party.uuid(),
        party_short_name: version.party_short_name.clone(),
    }
}

/// A version without its lists.
pub(super) fn version(row: item_version::Model) -> Result<ItemVersion> {
    Ok(ItemVersion {
        id: row.id.into(),
        state: decoded(&row.state, VersionState::from_code)?,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        decided_by: row.decided_by_id.map(Into::into),
        title: row.title,
        holding_section: row.holding_section_id.into(),
        registered_business: row.registered_business_id.into(),
        legal_basis: row.legal_basis_id.into(),
        party: row.party_id.into(),
        party_short_name: row.party_short_name,
        reason: Vec::new(),
        description: Vec::new(),
        periods: Vec::new(),
        data_groups: Vec::new(),
        media: Vec::new(),
        protections: Vec::new(),
        clause_sets: Vec::new(),
    })
}

pub(super) fn group_row(
    version: Id<ItemVersion>,
    position: i32,
    group: &DataGroup,
) -> Result<data_group::Model> {
    let earlier = group.earlier_decision.as_ref();
    Ok(data_group::Model {
        id: child_id(group.id)?,
        version_id: version.uuid(),
        position,
        direction: group.direction.code().to_owned(),
        print_direction: group.print_direction,
        subject: group.subject.clone(),
        subject_style: group.subject_style.code().to_owned(),
        people: group.people.map(i64::from),
        annex_id: group.annex.map(Id::uuid),
        earlier_outcome_id: earlier.map(|earlier| earlier.outcome.uuid()),
        earlier_text: earlier.map(|earlier| earlier.text.clone()),
    })
}

pub(super) fn group(row: data_group::Model, items: Vec<DataItem>) -> Result<DataGroup> {
    let earlier_decision = match (row.earlier_outcome_id, row.earlier_text) {
        (Some(outcome), Some(text)) => Some(EarlierDecision { outcome: outcome.into(), text }),
        (None, None) => None,
        _ => return Err(corrupt("half an earlier decision")),
    };
    Ok(DataGroup {
        id: Some(row.id.into()),
        direction: decoded(&row.direction, Direction::from_code)?,
        print_direction: row.print_direction,
        subject: row.subject,
        subject_style: decoded(&row.subject_style, SubjectStyle::from_code)?,
        people: row.people.map(number).transpose()?,
        items,
        annex: row.annex_id.map(Into::into),
        earlier_decision,
    })
}

pub(super) fn data_item(row: data_item::Model) -> DataItem {
    DataItem { id: Some(row.id.into()), name: row.name, sensitive: row.sensitive, my_number: row.my_number }
}

pub(super) fn protection_row(
    version: Id<ItemVersion>,
    position: i32,
    protection: &Protection,
) -> Result<protection::Model> {
    Ok(protection::Model {
        id: child_id(protection.id)?,
        version_id: version.uuid(),
        position,
        taken_by: protection.by.code().to_owned(),
        kind: protection.kind.code().to_owned(),
        numbered: protection.numbered,
        text: protection.text.clone(),
        dismissed: duty::dismissed_column(&protection.dismissed)?,
    })
}

pub(super) fn protection(row: protection::Model, duties: Vec<Duty>) -> Result<Protection> {
    Ok(Protection {
        id: Some(row.id.into()),
        by: decoded(&row.taken_by, ProtectionBy::from_code)?,
        kind: decoded(&row.kind, ProtectionKind::from_code)?,
        numbered: row.numbered,
        dismissed: duty::dismissed(&row.dismissed)?,
        text: row.text,
        duties,
    })
}

pub(super) fn clause_set(row: &version_clause_set::Model) -> Result<ClauseSetUse> {
    Ok(ClauseSetUse { edition: row.edition_id.into(), role: decoded(&row.role, ClauseSetRole::from_code)? })
}
