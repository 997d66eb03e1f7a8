//! Blanking what an earlier entry recorded, such as a name after its
//! retention. The digest stays, so the chain holds; the redaction is itself an
//! entry, and `verify` accepts a blank only where one names it.

use entity::{audit_change, audit_entry, audit_text};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, sea_query::Expr,
};
use serde::{Deserialize, Serialize};

use super::Action;
use crate::{
    Actor, Error, Result,
    policy::{self, Permission},
    store::Store,
};

/// The kind under which a redaction stands in the trail.
pub(super) const KIND: &str = "audit_redaction";

/// What a redaction records: which change of which entry it blanked.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Redacted {
    /// Number of the entry.
    pub(super) sequence: i64,
    /// Position of the change in it.
    pub(super) position: i64,
    /// What stays of it.
    pub(super) payload_digest: String,
}

/// Blanks the payload of one change.
///
/// # Errors
/// `Forbidden` without `ManageAccounts`; `NotFound` if there is no such change;
/// `Conflict` if it is blank already or is itself a redaction.
pub async fn redact(store: &Store, actor: &Actor, sequence: i64, position: i64, reason: &str) -> Result<()> {
    policy::require(actor, Permission::ManageAccounts)?;
    store
        .write(actor, Action::Redact, reason, async |tx| {
            let entry = audit_entry::Entity::find()
                .filter(audit_entry::Column::Sequence.eq(sequence))
                .one(tx.conn())
                .await?
                .ok_or_else(|| missing(sequence, position))?;
            let change = audit_change::Entity::find_by_id((entry.id, position))
                .one(tx.conn())
                .await?
                .ok_or_else(|| missing(sequence, position))?;
            if change.kind == KIND || change.salt.is_none() {
                return Err(Error::Conflict("この履歴は抹消済みか、抹消できない履歴です。".into()));
            }
            let record = Redacted { sequence, position, payload_digest: change.payload_digest.clone() };
            let mut change = change.into_active_model();
            change.before = Set(None);
            change.after = Set(None);
            change.salt = Set(None);
            change.update(tx.conn()).await?;
            audit_text::Entity::update_many()
                .col_expr(audit_text::Column::Folded, Expr::value(""))
                .filter(audit_text::Column::EntryId.eq(entry.id))
                .filter(audit_text::Column::Position.eq(position))
                .exec(tx.conn())
                .await?;
            tx.created(KIND, entry.id, &record).await
        })
        .await
}

fn missing(sequence: i64, position: i64) -> Error {
    Error::NotFound(format!("変更履歴の {sequence} 番の {} 件目", position + 1))
}
