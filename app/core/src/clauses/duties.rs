//! The rows of duties.

use std::collections::BTreeMap;

use domain::duty::{DueBase, DueRule, Duty, DutyKind, DutyParty, Trigger};
use entity::{clause, clause_duty};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{
    Result,
    register::rows::{Scope, child_id, children, corrupt, decoded, placed},
};

/// Reads duties, grouped by clause.
pub(super) async fn load(
    db: &impl ConnectionTrait,
    of_editions: &Scope,
) -> Result<BTreeMap<Uuid, Vec<Duty>>> {
    let of_clauses = of_editions.under::<clause::Entity>(clause::Column::Id, clause::Column::EditionId);
    let owner = (clause_duty::Column::ClauseId, |row: &clause_duty::Model| row.clause_id);
    children::<clause_duty::Entity, _>(db, &of_clauses, owner, clause_duty::Column::Position, duty).await
}

fn duty(row: clause_duty::Model) -> Result<Duty> {
    let debtor = row.debtor.as_deref().map(|code| decoded(code, DutyParty::from_code)).transpose()?;
    let days = row.standard_days.map(u16::try_from).transpose();
    Ok(Duty {
        id: Some(row.id.into()),
        debtor,
        creditors: serde_json::from_str(&row.creditors).map_err(|error| corrupt(error.to_string()))?,
        text: row.text,
        kind: decoded(&row.kind, DutyKind::from_code)?,
        survives: row.survives,
        trigger: decoded(&row.trigger_code, Trigger::from_code)?,
        evidence: serde_json::from_str(&row.evidence).map_err(|error| corrupt(error.to_string()))?,
        due: DueRule {
            base: decoded(&row.due_base, DueBase::from_code)?,
            standard_days: days.map_err(|error| corrupt(error.to_string()))?,
        },
    })
}

/// The rows of a clause's duties.
pub(super) fn rows(clause_id: Uuid, duties: &[Duty]) -> Result<Vec<clause_duty::Model>> {
    placed(duties)
        .map(|(position, duty)| {
            Ok(clause_duty::Model {
                id: child_id(duty.id)?,
                clause_id,
                position,
                debtor: duty.debtor.map(|party| party.code().to_owned()),
                creditors: serde_json::to_string(&duty.creditors)
                    .map_err(|error| corrupt(error.to_string()))?,
                text: duty.text.clone(),
                kind: duty.kind.code().to_owned(),
                survives: duty.survives,
                trigger_code: duty.trigger.code().to_owned(),
                evidence: serde_json::to_string(&duty.evidence)
                    .map_err(|error| corrupt(error.to_string()))?,
                due_base: duty.due.base.code().to_owned(),
                standard_days: duty.due.standard_days.map(i32::from),
            })
        })
        .collect()
}
