//! One deed for several items: what it would do is shown row by row, then the
//! rows that were shown as possible are written in one transaction.

mod deed;
mod done;
mod judge;
mod shown;

use std::collections::BTreeMap;

use domain::item::Item;
use uuid::Uuid;

pub use deed::{BASIS, Deed, EDITION, SECTION};
pub use done::{Done, DoneItem, done};
pub use shown::{Effect, Row, RowItem, Verdict, rows};

use self::judge::{Outcome, judge};
use crate::{
    Actor, Error, Result, Ward, idempotency,
    policy::{self, Permission},
    register::{
        edit::{self, check_reason},
        rows::Aggregate as _,
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
    let (at, today) = (ward.clock().now(), ward.clock().today());
    let ids: Vec<Uuid> = seen.keys().copied().collect();
    let done = idempotency::once(ward.store(), actor, key, deed.action(), reason.trim(), async |tx| {
        let db = tx.conn();
        edit::lock::<Item>(db, ids.iter().copied()).await?;
        deed.possible(db, today).await?;
        let judged = judge(db, actor, &ids, Some((deed, at))).await?;
        let mut changes = Vec::with_capacity(judged.len());
        for row in &judged {
            match (&row.before, &row.outcome) {
                (Some(before), Outcome::Becomes(after)) if seen[&row.id] == row.seen => {
                    changes.push((before, after.as_ref()));
                }
                _ => return Err(changed()),
            }
        }
        Item::save(db, &changes.iter().map(|(_, after)| *after).collect::<Vec<_>>(), at).await?;
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
