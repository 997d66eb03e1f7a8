//! What sessions decided.

use chrono::{DateTime, Utc};
use domain::{
    Id,
    bundle::Noun,
    council::{Outcome, OutcomeResult},
};
use entity::{outcome, outcome_condition, outcome_subject};
use sea_orm::{ConnectionTrait, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;

use crate::{
    Result,
    register::rows::{Aggregate, Scope, children, decoded, delete, insert, placed, roots, upsert},
};

impl Aggregate for Outcome {
    const NOUN: Noun = Noun::Outcome;
    const KIND: &'static str = "outcome";

    fn id(&self) -> Uuid {
        self.id.uuid()
    }

    async fn load<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Vec<Self>> {
        let rows = roots::<outcome::Entity>(db, scope, outcome::Column::Id).await?;
        let subjects = outcome_subject::Entity::find()
            .filter(scope.filter(outcome_subject::Column::OutcomeId))
            .all(db)
            .await?;
        let mut subjects: std::collections::BTreeMap<Uuid, outcome_subject::Model> =
            subjects.into_iter().map(|row| (row.outcome_id, row)).collect();
        let owner = (outcome_condition::Column::OutcomeId, |row: &outcome_condition::Model| row.outcome_id);
        let mut conditions = children::<outcome_condition::Entity, _>(
            db,
            scope,
            owner,
            outcome_condition::Column::Position,
            |row| Ok(row.text),
        )
        .await?;
        let outcome = |row: outcome::Model| {
            let subject = subjects.remove(&row.id);
            Ok(Self {
                conditions: conditions.remove(&row.id).unwrap_or_default(),
                submission: subject.as_ref().and_then(|row| row.submission_id).map(Into::into),
                item: subject.and_then(|row| row.item_id).map(Into::into),
                id: row.id.into(),
                session: row.session_id.into(),
                title: row.title,
                result: decoded(&row.result, OutcomeResult::from_code)?,
                decided_on: row.decided_on,
            })
        };
        rows.into_iter().map(outcome).collect()
    }

    /// Without what they are about, which may not be there yet: `link` follows.
    async fn save<C: ConnectionTrait>(db: &C, aggregates: &[&Self], at: DateTime<Utc>) -> Result<()> {
        let row = |outcome: &&Self| outcome::Model {
            id: outcome.id.uuid(),
            session_id: outcome.session.uuid(),
            title: outcome.title.clone(),
            result: outcome.result.code().to_owned(),
            decided_on: outcome.decided_on,
            version: 1,
            created_at: at,
            updated_at: at,
        };
        upsert::<outcome::Entity>(db, aggregates.iter().map(row).collect()).await?;
        let scope = Scope::ids(aggregates.iter().map(|outcome| outcome.id()));
        delete::<outcome_condition::Entity>(db, &scope, outcome_condition::Column::OutcomeId).await?;
        let mut conditions = Vec::new();
        for outcome in aggregates {
            conditions.extend(placed(&outcome.conditions).map(|(position, text)| outcome_condition::Model {
                outcome_id: outcome.id.uuid(),
                position,
                text: text.clone(),
            }));
        }
        insert::<outcome_condition::Entity>(db, conditions).await
    }
}

/// Writes what outcomes are about, once items and submissions are there.
pub(crate) async fn link(db: &impl ConnectionTrait, outcomes: &[&Outcome]) -> Result<()> {
    let scope = Scope::ids(outcomes.iter().map(|outcome| outcome.id()));
    delete::<outcome_subject::Entity>(db, &scope, outcome_subject::Column::OutcomeId).await?;
    let about_something = |outcome: &&&Outcome| outcome.submission.is_some() || outcome.item.is_some();
    let row = |outcome: &&Outcome| outcome_subject::Model {
        outcome_id: outcome.id.uuid(),
        submission_id: outcome.submission.map(Id::uuid),
        item_id: outcome.item.map(Id::uuid),
    };
    insert::<outcome_subject::Entity>(db, outcomes.iter().filter(about_something).map(row).collect()).await
}
