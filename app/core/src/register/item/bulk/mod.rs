//! One deed for several items: what it would do is shown row by row, then the
//! rows that were shown as possible are written in one transaction.

mod deed;
mod done;
mod judge;
mod shown;

use std::collections::BTreeMap;

use domain::item::Item;
use entity::item_version;
use uuid::Uuid;

pub use deed::{BASIS, Deed, EDITION, SECTION, SESSION};
pub use done::{Done, DoneItem, done};
pub use shown::{Effect, Row, RowItem, Verdict, rows, sessions};

use self::{
    deed::Now,
    judge::{Outcome, judge},
};
use crate::{
    Actor, Error, Result, Ward, idempotency,
    policy::{self, Permission},
    register::{
        edit::{self, check_reason},
        item::edit::rules::gone,
        rows::{Aggregate as _, Scope, delete},
    },
};

/// So many items at once.
pub const LIMIT: usize = 500;

/// Does a deed to the items that were shown as possible, all or none, once for
/// each key of a form. `shown` names each with the digest of what was seen.
/// Returns the id of the entry in the trail.
///
/// # Errors
/// `Forbidden` without `EditItems`; `Invalid` for what the deed names, the
/// reason, or too many items; `Conflict` if any of them is no longer what was
/// seen, or is refused by now: nothing is done then.
pub async fn perform(
    ward: &Ward,
    actor: &Actor,
    key: Option<&str>,
    reason: &str,
    deed: Deed,
    shown: &[(Uuid, String)],
) -> Result<Uuid> {
    policy::require(actor, Permission::EditItems)?;
    check_reason(reason)?;
    let seen: BTreeMap<Uuid, &str> = shown.iter().map(|(id, seen)| (*id, seen.as_str())).collect();
    if seen.is_empty() || seen.len() > LIMIT {
        return Err(changed());
    }
    let now = Now { at: ward.clock().now(), today: ward.clock().today() };
    let ids: Vec<Uuid> = seen.keys().copied().collect();
    let done = idempotency::once(ward.store(), actor, key, deed.action(), reason.trim(), async |tx| {
        let db = tx.conn();
        edit::lock::<Item>(db, ids.iter().copied()).await?;
        deed.possible(db, now.today).await?;
        let judged = judge(db, actor, &ids, Some((deed, now))).await?;
        let mut changes = Vec::with_capacity(judged.len());
        for row in &judged {
            match (&row.before, &row.outcome) {
                (Some(before), Outcome::Becomes(after)) if seen[&row.id] == row.seen => {
                    changes.push((before, after.as_ref()));
                }
                _ => return Err(changed()),
            }
        }
        let gone = changes.iter().flat_map(|(before, after)| gone(before, after));
        delete::<item_version::Entity>(db, &Scope::ids(gone), item_version::Column::Id).await?;
        Item::save(db, &changes.iter().map(|(_, after)| *after).collect::<Vec<_>>(), now.at).await?;
        for (before, after) in changes {
            tx.updated(Item::KIND, after.id.uuid(), before, after).await?;
        }
        Ok(tx.entry().to_string())
    })
    .await?;
    done.parse().map_err(Error::internal("行ったことの記録を開けません。"))
}

fn changed() -> Error {
    Error::Conflict("開いている間に変わった案件があります。確かめて、もう一度行ってください。".to_owned())
}
