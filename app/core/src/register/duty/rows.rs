//! Duties as rows, whatever they hang on.

use domain::duty::{Dismissed, DueBase, DueRule, Duty, DutyKind, DutyParty, Trigger};
use entity::{clause_duty, protection_duty};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    Result,
    register::rows::{child_id, corrupt, decoded, placed},
};

/// The same columns in both tables.
macro_rules! rows_of {
    ($table:ident, $owner:ident, $read:ident, $write:ident) => {
        /// A duty out of its row.
        pub(crate) fn $read(row: $table::Model) -> Result<Duty> {
            let days = row.standard_days.map(u16::try_from).transpose();
            Ok(Duty {
                id: Some(row.id.into()),
                debtor: row.debtor.as_deref().map(|code| decoded(code, DutyParty::from_code)).transpose()?,
                creditors: serde_json::from_str(&row.creditors).map_err(unreadable)?,
                text: row.text,
                kind: decoded(&row.kind, DutyKind::from_code)?,
                survives: row.survives,
                trigger: decoded(&row.trigger_code, Trigger::from_code)?,
                evidence: serde_json::from_str(&row.evidence).map_err(unreadable)?,
                due: DueRule {
                    base: decoded(&row.due_base, DueBase::from_code)?,
                    standard_days: days.map_err(|error| corrupt(error.to_string()))?,
                },
            })
        }

        /// The rows of a list of duties.
        pub(crate) fn $write($owner: Uuid, duties: &[Duty]) -> Result<Vec<$table::Model>> {
            placed(duties)
                .map(|(position, duty)| {
                    Ok($table::Model {
                        id: child_id(duty.id)?,
                        $owner,
                        position,
                        debtor: duty.debtor.map(|party| party.code().to_owned()),
                        creditors: json(&duty.creditors)?,
                        text: duty.text.clone(),
                        kind: duty.kind.code().to_owned(),
                        survives: duty.survives,
                        trigger_code: duty.trigger.code().to_owned(),
                        evidence: json(&duty.evidence)?,
                        due_base: duty.due.base.code().to_owned(),
                        standard_days: duty.due.standard_days.map(i32::from),
                    })
                })
                .collect()
        }
    };
}

rows_of!(clause_duty, clause_id, of_clause, clause_rows);
rows_of!(protection_duty, protection_id, of_protection, protection_rows);

/// What was dismissed, out of its column.
pub(crate) fn dismissed(column: &str) -> Result<Vec<Dismissed>> {
    serde_json::from_str(column).map_err(unreadable)
}

/// The column of what was dismissed.
pub(crate) fn dismissed_column(list: &[Dismissed]) -> Result<String> {
    json(&list)
}

fn json(list: &impl Serialize) -> Result<String> {
    serde_json::to_string(list).map_err(unreadable)
}

#[expect(clippy::needless_pass_by_value, reason = "map_err hands it over")]
fn unreadable(error: serde_json::Error) -> crate::Error {
    corrupt(error.to_string())
}
