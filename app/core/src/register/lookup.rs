//! What other nouns are called: looked up by id, a fixed number of queries for
//! however many.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::{organisation::Section, text::fold};
use entity::{department, section};
use sea_orm::{ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use serde::Serialize;
use uuid::Uuid;

use super::rows::{Aggregate as _, Scope};
use crate::{Actor, Result, Ward, policy};

/// A section as pages name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SectionName {
    /// Identity.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// How it is read.
    #[serde(skip)]
    pub reading: String,
    /// The department it belongs to.
    pub department: String,
    /// Last day, when it has ended.
    pub valid_to: Option<NaiveDate>,
}

impl SectionName {
    /// Department and section, as papers write them: 健康部健康推進課.
    #[must_use]
    pub fn full(&self) -> String {
        format!("{}{}", self.department, self.name)
    }
}

/// All sections, those of a department together, in the order they were
/// entered.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `Database`.
pub async fn sections(ward: &Ward, actor: &Actor) -> Result<Vec<SectionName>> {
    policy::require(actor, policy::Permission::ReadRegister)?;
    let mut names: Vec<(Uuid, SectionName)> = load(ward.store().read(), &Scope::All).await?;
    names.sort_by_key(|(department, section)| (*department, section.id));
    Ok(names.into_iter().map(|(_, section)| section).collect())
}

/// Some sections in the same order.
pub(crate) async fn sections_in_order(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<SectionName>> {
    let mut names = load(db, &Scope::ids(ids)).await?;
    names.sort_by_key(|(department, section)| (*department, section.id));
    Ok(names.into_iter().map(|(_, section)| section).collect())
}

/// Sections by id.
pub(crate) async fn sections_by_id(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, SectionName>> {
    let found = load(db, &Scope::ids(ids.into_iter().collect::<BTreeSet<_>>())).await?;
    Ok(found.into_iter().map(|(_, section)| (section.id, section)).collect())
}

/// The ids of the sections whose name or reading, or whose department's name, has
/// this folded text in it. A ward has some hundred sections: they are compared here.
pub(crate) async fn sections_named(db: &impl ConnectionTrait, folded: &[String]) -> Result<Vec<Vec<Uuid>>> {
    if folded.is_empty() {
        return Ok(Vec::new());
    }
    let all: Vec<(Uuid, String)> = load(db, &Scope::All)
        .await?
        .into_iter()
        .map(|(_, section)| (section.id, fold(&format!("{} {}", section.full(), section.reading))))
        .collect();
    let having =
        |term: &String| all.iter().filter(|(_, name)| name.contains(term)).map(|(id, _)| *id).collect();
    Ok(folded.iter().map(having).collect())
}

async fn load(db: &impl ConnectionTrait, scope: &Scope) -> Result<Vec<(Uuid, SectionName)>> {
    let sections = Section::load(db, scope).await?;
    let departments = scope.under::<section::Entity>(section::Column::DepartmentId, section::Column::Id);
    let names: BTreeMap<Uuid, String> = department::Entity::find()
        .filter(departments.filter(department::Column::Id))
        .order_by_asc(department::Column::Id)
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.id, row.name))
        .collect();
    let named = |section: Section| {
        let department = section.department.uuid();
        let name = SectionName {
            id: section.id.uuid(),
            name: section.name,
            reading: section.reading,
            department: names.get(&department).cloned().unwrap_or_default(),
            valid_to: section.valid_to,
        };
        (department, name)
    };
    Ok(sections.into_iter().map(named).collect())
}
