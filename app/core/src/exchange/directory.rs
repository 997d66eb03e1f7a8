//! The names of the register, for a kind of list: a fixed number of queries.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    item::ItemKind,
    sheet::{Directory, Entry, Kind, Names},
};
use entity::{department, item, item_version, legal_basis, party, programme, registered_business, section};
use sea_orm::{ConnectionTrait, EntityTrait as _, QuerySelect as _};
use uuid::Uuid;

use crate::{Result, register::rows::decoded};

/// Reads the names that a kind of list can refer to.
pub(super) async fn load(db: &impl ConnectionTrait, kind: Kind, today: NaiveDate) -> Result<Directory> {
    let mut directory = Directory::default();
    if kind == Kind::Parties {
        parties(db, today, &mut directory).await?;
        return Ok(directory);
    }
    let sections = sections(db, today).await?;
    let section_names: BTreeMap<Uuid, String> =
        sections.iter().map(|entry| (entry.id, entry.name.clone())).collect();
    directory.sections = Names::new(sections);
    if matches!(kind, Kind::Businesses | Kind::Items) {
        let rows = registered_business::Entity::find().all(db).await?;
        let entry = |row: registered_business::Model| {
            let current = row.archived_on.is_none_or(|day| today < day);
            Entry { current, ..owned(row.id, row.name, row.section_id, &section_names) }
        };
        directory.businesses = Names::new(rows.into_iter().map(entry).collect());
    }
    if matches!(kind, Kind::Programmes | Kind::Items) {
        let rows = programme::Entity::find().all(db).await?;
        let entry = |row: programme::Model| {
            let current = row.archived_on.is_none_or(|day| today < day);
            Entry { current, ..owned(row.id, row.name, row.section_id, &section_names) }
        };
        directory.programmes = Names::new(rows.into_iter().map(entry).collect());
    }
    if kind == Kind::Items {
        parties(db, today, &mut directory).await?;
        bases(db, today, &mut directory).await?;
        items(db, &mut directory).await?;
    }
    Ok(directory)
}

fn entry(id: Uuid, name: String) -> Entry {
    Entry { id, name, detail: String::new(), also: Vec::new(), owner: None, current: true }
}

fn owned(id: Uuid, name: String, section: Uuid, sections: &BTreeMap<Uuid, String>) -> Entry {
    let detail = sections.get(&section).cloned().unwrap_or_default();
    Entry { detail, owner: Some(section), ..entry(id, name) }
}

async fn sections(db: &impl ConnectionTrait, today: NaiveDate) -> Result<Vec<Entry>> {
    let departments = department::Entity::find().all(db).await?;
    let departments: BTreeMap<Uuid, String> = departments.into_iter().map(|row| (row.id, row.name)).collect();
    let rows = section::Entity::find().all(db).await?;
    let entry = |row: section::Model| {
        let department = departments.get(&row.department_id).cloned().unwrap_or_default();
        let begun = row.valid_from.is_none_or(|day| day <= today);
        Entry {
            also: vec![format!("{department}{}", row.name)],
            detail: department,
            current: begun && row.valid_to.is_none_or(|day| today <= day),
            ..entry(row.id, row.name)
        }
    };
    Ok(rows.into_iter().map(entry).collect())
}

async fn parties(db: &impl ConnectionTrait, today: NaiveDate, directory: &mut Directory) -> Result<()> {
    let rows = party::Entity::find().all(db).await?;
    let mut entries = Vec::with_capacity(rows.len());
    for row in rows {
        if let Some(number) = &row.corporate_number {
            directory.numbers.insert(row.id, number.clone());
        }
        let detail = row.corporate_number.as_ref().map(|number| format!("法人番号 {number}"));
        entries.push(Entry {
            detail: detail.unwrap_or_default(),
            also: row.corporate_number.into_iter().collect(),
            current: row.archived_on.is_none_or(|day| today < day),
            ..entry(row.id, row.name)
        });
    }
    directory.parties = Names::new(entries);
    Ok(())
}

async fn bases(db: &impl ConnectionTrait, today: NaiveDate, directory: &mut Directory) -> Result<()> {
    let mut entries = Vec::new();
    for row in legal_basis::Entity::find().all(db).await? {
        directory.kinds.insert(row.id, decoded(&row.item_kind, ItemKind::from_code)?);
        let begun = row.valid_from.is_none_or(|day| day <= today);
        let used = row.archived_on.is_none_or(|day| today < day);
        let name = format!("{}（{}）", row.article, row.cover_label);
        let detail = format!("{}、{}", row.instrument, row.form_heading);
        entries.push(Entry {
            also: vec![
                format!("{}{name}", row.instrument),
                format!("{}{name}{}", row.instrument, row.form_heading),
                format!("{}{}", row.instrument, row.article),
                row.article,
                row.cover_label,
                row.form_heading,
            ],
            detail,
            current: begun && used && row.valid_to.is_none_or(|day| today <= day),
            ..entry(row.id, name)
        });
    }
    directory.bases = Names::new(entries);
    Ok(())
}

/// Items by the titles of their versions, the current one's first.
async fn items(db: &impl ConnectionTrait, directory: &mut Directory) -> Result<()> {
    let roots: Vec<(Uuid, String, Uuid, Option<DateTime<Utc>>)> = item::Entity::find()
        .select_only()
        .columns([item::Column::Id, item::Column::Kind, item::Column::ProgrammeId, item::Column::ArchivedAt])
        .into_tuple()
        .all(db)
        .await?;
    let versions: Vec<(Uuid, String, bool)> = item_version::Entity::find()
        .select_only()
        .columns([item_version::Column::ItemId, item_version::Column::Title, item_version::Column::IsCurrent])
        .into_tuple()
        .all(db)
        .await?;
    let mut titles: BTreeMap<Uuid, Vec<(bool, String)>> = BTreeMap::new();
    for (item, title, current) in versions {
        titles.entry(item).or_default().push((!current, title));
    }
    let mut entries = Vec::with_capacity(roots.len());
    for (id, kind, programme, archived_at) in roots {
        directory.kinds.insert(id, decoded(&kind, ItemKind::from_code)?);
        let mut titles = titles.remove(&id).unwrap_or_default();
        titles.sort();
        let mut titles = titles.into_iter().map(|(_, title)| title);
        let name = titles.next().unwrap_or_default();
        let detail = directory.programmes.name(programme);
        entries.push(Entry {
            detail,
            also: titles.collect(),
            owner: Some(programme),
            current: archived_at.is_none(),
            ..entry(id, name)
        });
    }
    directory.items = Names::new(entries);
    Ok(())
}
