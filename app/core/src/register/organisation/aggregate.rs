//! The ward, its bodies, departments and sections.

use chrono::{DateTime, Utc};
use domain::{
    bundle::Noun,
    organisation::{Department, ImplementingBody, Section, Ward},
};
use entity::{department, implementing_body, section, ward};
use sea_orm::{ConnectionTrait, EntityTrait as _};
use uuid::Uuid;

use crate::Result;
use crate::register::rows::{Aggregate, Scope, needed_first, roots, upsert};

/// The id under which the audit trail names the ward itself.
pub const WARD_ID: Uuid = Uuid::nil();

/// Reads the ward, if it has been described.
pub(crate) async fn ward(db: &impl ConnectionTrait) -> Result<Option<Ward>> {
    let row = ward::Entity::find_by_id(1).one(db).await?;
    Ok(row.map(|row| Ward {
        name: row.name,
        council_name: row.council_name,
        basis_label: row.basis_label,
        document_prefix: row.document_prefix,
    }))
}

/// Describes the ward.
pub(crate) async fn save_ward(db: &impl ConnectionTrait, described: &Ward, at: DateTime<Utc>) -> Result<()> {
    let row = ward::Model {
        id: 1,
        name: described.name.clone(),
        council_name: described.council_name.clone(),
        basis_label: described.basis_label.clone(),
        document_prefix: described.document_prefix.clone(),
        version: 1,
        created_at: at,
        updated_at: at,
    };
    upsert::<ward::Entity>(db, vec![row]).await
}

impl Aggregate for ImplementingBody {
    const NOUN: Noun = Noun::ImplementingBody;
    const KIND: &'static str = "implementing_body";

    fn id(&self) -> Uuid {
        self.id.uuid()
    }

    async fn load<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Vec<Self>> {
        let rows = roots::<implementing_body::Entity>(db, scope, implementing_body::Column::Id).await?;
        let body = |row: implementing_body::Model| Self {
            id: row.id.into(),
            name: row.name,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            successor: row.successor_id.map(Into::into),
        };
        Ok(rows.into_iter().map(body).collect())
    }

    async fn save<C: ConnectionTrait>(db: &C, aggregates: &[&Self], _: DateTime<Utc>) -> Result<()> {
        let row = |body: &Self| implementing_body::Model {
            id: body.id.uuid(),
            name: body.name.clone(),
            valid_from: body.valid_from,
            valid_to: body.valid_to,
            successor_id: body.successor.map(domain::Id::uuid),
        };
        upsert::<implementing_body::Entity>(db, aggregates.iter().copied().map(row).collect()).await
    }
}

impl Aggregate for Department {
    const NOUN: Noun = Noun::Department;
    const KIND: &'static str = "department";

    fn id(&self) -> Uuid {
        self.id.uuid()
    }

    async fn load<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Vec<Self>> {
        let rows = roots::<department::Entity>(db, scope, department::Column::Id).await?;
        let department = |row: department::Model| Self {
            id: row.id.into(),
            body: row.body_id.into(),
            name: row.name,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            successor: row.successor_id.map(Into::into),
        };
        Ok(rows.into_iter().map(department).collect())
    }

    async fn save<C: ConnectionTrait>(db: &C, aggregates: &[&Self], _: DateTime<Utc>) -> Result<()> {
        let row = |department: &&Self| department::Model {
            id: department.id.uuid(),
            body_id: department.body.uuid(),
            name: department.name.clone(),
            valid_from: department.valid_from,
            valid_to: department.valid_to,
            successor_id: department.successor.map(domain::Id::uuid),
        };
        upsert::<department::Entity>(db, aggregates.iter().map(row).collect()).await
    }
}

impl Aggregate for Section {
    const NOUN: Noun = Noun::Section;
    const KIND: &'static str = "section";

    fn id(&self) -> Uuid {
        self.id.uuid()
    }

    async fn load<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Vec<Self>> {
        let rows = roots::<section::Entity>(db, scope, section::Column::Id).await?;
        let section = |row: section::Model| Self {
            id: row.id.into(),
            department: row.department_id.into(),
            name: row.name,
            reading: row.reading,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            successor: row.successor_id.map(Into::into),
        };
        Ok(rows.into_iter().map(section).collect())
    }

    async fn save<C: ConnectionTrait>(db: &C, aggregates: &[&Self], _: DateTime<Utc>) -> Result<()> {
        let row = |section: &Self| section::Model {
            id: section.id.uuid(),
            department_id: section.department.uuid(),
            name: section.name.clone(),
            reading: section.reading.clone(),
            valid_from: section.valid_from,
            valid_to: section.valid_to,
            successor_id: section.successor.map(domain::Id::uuid),
        };
        let ordered =
            needed_first(aggregates, |section| section.successor.iter().map(|id| id.uuid()).collect());
        upsert::<section::Entity>(db, ordered.into_iter().map(row).collect()).await
    }
}
