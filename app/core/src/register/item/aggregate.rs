//! Items as a whole: read and written list by list.

use chrono::{DateTime, Utc};
use domain::{
    Id,
    bundle::Noun,
    date::read_period,
    duty::Duty,
    item::{DataGroup, Item, ItemVersion, Line, Medium},
};
use entity::{
    data_group, data_item, item, item_version, medium, period_line, protection, protection_duty,
    version_clause_set, version_line,
};
use sea_orm::{ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use uuid::Uuid;

use super::model;
use crate::{
    Result,
    register::{
        duty,
        rows::{
            Aggregate, Scope, child_id, children, code_of, delete, insert, needed_first, placed, roots,
            upsert,
        },
    },
};

/// `version_line.list`: why.
const REASON: &str = "reason";
/// `version_line.list`: what.
const DESCRIPTION: &str = "description";

impl Aggregate for Item {
    const NOUN: Noun = Noun::Item;
    const KIND: &'static str = "item";

    fn id(&self) -> Uuid {
        self.id.uuid()
    }

    async fn load<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Vec<Self>> {
        let rows = roots::<item::Entity>(db, scope, item::Column::Id).await?;
        let owner = (item_version::Column::ItemId, |row: &item_version::Model| row.item_id);
        let mut versions = children::<item_version::Entity, _>(
            db,
            scope,
            owner,
            item_version::Column::Position,
            model::version,
        )
        .await?;
        let of_versions =
            scope.under::<item_version::Entity>(item_version::Column::Id, item_version::Column::ItemId);
        load_lists(db, &of_versions, versions.values_mut().flatten()).await?;
        rows.into_iter()
            .map(|row| {
                let versions = versions.remove(&row.id).unwrap_or_default();
                model::item(row, versions)
            })
            .collect()
    }

    async fn save<C: ConnectionTrait>(db: &C, aggregates: &[&Self], at: DateTime<Utc>) -> Result<()> {
        let ordered = needed_first(aggregates, |item| {
            item.parent.iter().chain(&item.origin).map(|id| id.uuid()).collect()
        });
        upsert::<item::Entity>(db, ordered.iter().map(|item| model::item_row(item, at)).collect()).await?;
        let mut versions = Vec::new();
        for item in &ordered {
            versions.extend(
                placed(&item.versions).map(|(position, version)| model::version_row(item, position, version)),
            );
        }
        let scope = Scope::ids(versions.iter().map(|version| version.id));
        upsert::<item_version::Entity>(db, versions).await?;
        delete_lists(db, &scope).await?;
        let mut rows = Lists::default();
        for version in ordered.iter().flat_map(|item| &item.versions) {
            rows.add(version)?;
        }
        rows.insert(db).await
    }
}

async fn load_lists<'a>(
    db: &impl ConnectionTrait,
    scope: &Scope,
    versions: impl Iterator<Item = &'a mut ItemVersion>,
) -> Result<()> {
    let (mut reasons, mut descriptions) = lines(db, scope).await?;
    let owner = (period_line::Column::VersionId, |row: &period_line::Model| row.version_id);
    let mut periods =
        children::<period_line::Entity, _>(db, scope, owner, period_line::Column::Position, |row| {
            Ok(Line { id: Some(row.id.into()), label: row.label, text: row.text })
        })
        .await?;
    let mut groups = data_groups(db, scope).await?;
    let owner = (medium::Column::VersionId, |row: &medium::Model| row.version_id);
    let mut media = children::<medium::Entity, _>(db, scope, owner, medium::Column::Position, |row| {
        Ok(Medium { id: Some(row.id.into()), name: row.name })
    })
    .await?;
    let owner = (protection::Column::VersionId, |row: &protection::Model| row.version_id);
    let mut duties = protection_duties(db, scope).await?;
    let mut protections =
        children::<protection::Entity, _>(db, scope, owner, protection::Column::Position, |row| {
            let duties = duties.remove(&row.id).unwrap_or_default();
            model::protection(row, duties)
        })
        .await?;
    let owner = (version_clause_set::Column::VersionId, |row: &version_clause_set::Model| row.version_id);
    let mut clause_sets = children::<version_clause_set::Entity, _>(
        db,
        scope,
        owner,
        version_clause_set::Column::Position,
        |row| model::clause_set(&row),
    )
    .await?;
    for version in versions {
        let id = version.id.uuid();
        version.reason = reasons.remove(&id).unwrap_or_default();
        version.description = descriptions.remove(&id).unwrap_or_default();
        version.periods = periods.remove(&id).unwrap_or_default();
        version.data_groups = groups.remove(&id).unwrap_or_default();
        version.media = media.remove(&id).unwrap_or_default();
        version.protections = protections.remove(&id).unwrap_or_default();
        version.clause_sets = clause_sets.remove(&id).unwrap_or_default();
    }
    Ok(())
}

type ByOwner<T> = std::collections::BTreeMap<Uuid, Vec<T>>;

/// Why and what.
async fn lines(db: &impl ConnectionTrait, scope: &Scope) -> Result<(ByOwner<Line>, ByOwner<Line>)> {
    let rows = version_line::Entity::find()
        .filter(scope.filter(version_line::Column::VersionId))
        .order_by_asc(version_line::Column::Position)
        .all(db)
        .await?;
    let (mut reasons, mut descriptions) = (ByOwner::new(), ByOwner::new());
    for row in rows {
        let list = if row.list == REASON { &mut reasons } else { &mut descriptions };
        let line = Line { id: Some(row.id.into()), label: row.label, text: row.text };
        list.entry(row.version_id).or_default().push(line);
    }
    Ok((reasons, descriptions))
}

async fn data_groups(db: &impl ConnectionTrait, scope: &Scope) -> Result<ByOwner<DataGroup>> {
    let of_groups = scope.under::<data_group::Entity>(data_group::Column::Id, data_group::Column::VersionId);
    let owner = (data_item::Column::GroupId, |row: &data_item::Model| row.group_id);
    let mut items =
        children::<data_item::Entity, _>(db, &of_groups, owner, data_item::Column::Position, |row| {
            Ok(model::data_item(row))
        })
        .await?;
    let owner = (data_group::Column::VersionId, |row: &data_group::Model| row.version_id);
    children::<data_group::Entity, _>(db, scope, owner, data_group::Column::Position, |row| {
        let items = items.remove(&row.id).unwrap_or_default();
        model::group(row, items)
    })
    .await
}

async fn protection_duties(db: &impl ConnectionTrait, scope: &Scope) -> Result<ByOwner<Duty>> {
    let of_lines = scope.under::<protection::Entity>(protection::Column::Id, protection::Column::VersionId);
    let owner = (protection_duty::Column::ProtectionId, |row: &protection_duty::Model| row.protection_id);
    let position = protection_duty::Column::Position;
    children::<protection_duty::Entity, _>(db, &of_lines, owner, position, duty::of_protection).await
}

async fn delete_lists(db: &impl ConnectionTrait, scope: &Scope) -> Result<()> {
    delete::<version_line::Entity>(db, scope, version_line::Column::VersionId).await?;
    delete::<period_line::Entity>(db, scope, period_line::Column::VersionId).await?;
    // Their items go with them.
    delete::<data_group::Entity>(db, scope, data_group::Column::VersionId).await?;
    delete::<medium::Entity>(db, scope, medium::Column::VersionId).await?;
    // Their duties go with them.
    delete::<protection::Entity>(db, scope, protection::Column::VersionId).await?;
    delete::<version_clause_set::Entity>(db, scope, version_clause_set::Column::VersionId).await
}

/// The rows of versions' lists, table by table.
#[derive(Default)]
struct Lists {
    lines: Vec<version_line::Model>,
    periods: Vec<period_line::Model>,
    groups: Vec<data_group::Model>,
    items: Vec<data_item::Model>,
    media: Vec<medium::Model>,
    protections: Vec<protection::Model>,
    duties: Vec<protection_duty::Model>,
    clause_sets: Vec<version_clause_set::Model>,
}

impl Lists {
    fn add(&mut self, version: &ItemVersion) -> Result<()> {
        self.add_lines(version.id, REASON, &version.reason)?;
        self.add_lines(version.id, DESCRIPTION, &version.description)?;
        for (position, line) in placed(&version.periods) {
            self.periods.push(period_row(version.id, position, line)?);
        }
        for (position, group) in placed(&version.data_groups) {
            let row = model::group_row(version.id, position, group)?;
            for (position, item) in placed(&group.items) {
                self.items.push(data_item::Model {
                    id: child_id(item.id)?,
                    group_id: row.id,
                    position,
                    name: item.name.clone(),
                    sensitive: item.sensitive,
                    my_number: item.my_number,
                });
            }
            self.groups.push(row);
        }
        for (position, medium) in placed(&version.media) {
            let (id, name) = (child_id(medium.id)?, medium.name.clone());
            self.media.push(medium::Model { id, version_id: version.id.uuid(), position, name });
        }
        for (position, protection) in placed(&version.protections) {
            let row = model::protection_row(version.id, position, protection)?;
            self.duties.extend(duty::protection_rows(row.id, &protection.duties)?);
            self.protections.push(row);
        }
        self.clause_sets.extend(placed(&version.clause_sets).map(|(position, used)| {
            version_clause_set::Model {
                version_id: version.id.uuid(),
                position,
                edition_id: used.edition.uuid(),
                role: used.role.code().to_owned(),
            }
        }));
        Ok(())
    }

    fn add_lines(&mut self, version: Id<ItemVersion>, list: &str, lines: &[Line]) -> Result<()> {
        for (position, line) in placed(lines) {
            self.lines.push(version_line::Model {
                id: child_id(line.id)?,
                version_id: version.uuid(),
                list: list.to_owned(),
                position,
                label: line.label.clone(),
                text: line.text.clone(),
            });
        }
        Ok(())
    }

    async fn insert(self, db: &impl ConnectionTrait) -> Result<()> {
        insert::<version_line::Entity>(db, self.lines).await?;
        insert::<period_line::Entity>(db, self.periods).await?;
        insert::<data_group::Entity>(db, self.groups).await?;
        insert::<data_item::Entity>(db, self.items).await?;
        insert::<medium::Entity>(db, self.media).await?;
        insert::<protection::Entity>(db, self.protections).await?;
        insert::<protection_duty::Entity>(db, self.duties).await?;
        insert::<version_clause_set::Entity>(db, self.clause_sets).await
    }
}

fn period_row(version: Id<ItemVersion>, position: i32, line: &Line) -> Result<period_line::Model> {
    let reading = read_period(&line.text);
    Ok(period_line::Model {
        id: child_id(line.id)?,
        version_id: version.uuid(),
        position,
        label: line.label.clone(),
        text: line.text.clone(),
        earliest: reading.earliest,
        latest: reading.latest,
        precision: code_of(&reading.precision)?,
        rolling: reading.rolling,
        after_council: reading.after_council,
    })
}
