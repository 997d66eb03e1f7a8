use chrono::{DateTime, Utc};
use domain::{bundle::Noun, programme::RegisteredBusiness, text::fold};
use entity::registered_business;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{
    Result,
    register::rows::{Aggregate, Scope, roots, upsert},
};

impl Aggregate for RegisteredBusiness {
    const NOUN: Noun = Noun::RegisteredBusiness;
    const KIND: &'static str = "registered_business";

    fn id(&self) -> Uuid {
        self.id.uuid()
    }

    async fn load<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Vec<Self>> {
        let rows = roots::<registered_business::Entity>(db, scope, registered_business::Column::Id).await?;
        let business = |row: registered_business::Model| Self {
            id: row.id.into(),
            name: row.name,
            reading: row.reading,
            section: row.section_id.into(),
            archived_on: row.archived_on,
        };
        Ok(rows.into_iter().map(business).collect())
    }

    async fn save<C: ConnectionTrait>(db: &C, aggregates: &[&Self], at: DateTime<Utc>) -> Result<()> {
        let row = |business: &&Self| registered_business::Model {
            id: business.id.uuid(),
            name: business.name.clone(),
            reading: business.reading.clone(),
            name_folded: folded(&business.name, &business.reading),
            section_id: business.section.uuid(),
            archived_on: business.archived_on,
            version: 1,
            created_at: at,
            updated_at: at,
        };
        upsert::<registered_business::Entity>(db, aggregates.iter().map(row).collect()).await
    }
}

/// Name and reading as searches compare them. Lists sort by it: the name first.
fn folded(name: &str, reading: &str) -> String {
    let (name, reading) = (fold(name), fold(reading));
    if reading.is_empty() { name } else { format!("{name}\n{reading}") }
}
