//! The duties that clauses bring, as rows.

use std::collections::BTreeMap;

use domain::duty::Duty;
use entity::{clause, clause_duty};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{
    Result,
    register::{
        duty,
        rows::{Scope, children},
    },
};

/// Reads duties, grouped by clause.
pub(super) async fn load(
    db: &impl ConnectionTrait,
    of_editions: &Scope,
) -> Result<BTreeMap<Uuid, Vec<Duty>>> {
    let of_clauses = of_editions.under::<clause::Entity>(clause::Column::Id, clause::Column::EditionId);
    let owner = (clause_duty::Column::ClauseId, |row: &clause_duty::Model| row.clause_id);
    children::<clause_duty::Entity, _>(db, &of_clauses, owner, clause_duty::Column::Position, duty::of_clause)
        .await
}
