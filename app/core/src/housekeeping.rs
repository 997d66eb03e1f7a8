//! What is forgotten in time: ended sessions, keys and drafts of forms, failed
//! attempts, files that no commit named.

use serde::Serialize;

use crate::{Result, Ward, account, draft, exchange, idempotency, web_session};

/// How much was forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Forgotten {
    /// Sessions that had ended.
    pub sessions: u64,
    /// Keys of forms older than a week.
    pub form_keys: u64,
    /// Drafts that nobody came back to within a month.
    pub drafts: u64,
    /// Counts of failed attempts that no longer lock.
    pub sign_in_failures: u64,
    /// Imports older than a day.
    pub imports: u64,
    /// Files that no commit named within a week.
    pub files: usize,
}

/// Forgets what is due. The server calls it every hour; several instances may.
///
/// # Errors
/// `Database` or `Internal` if the database or the disk fails.
pub async fn clean_up(ward: &Ward) -> Result<Forgotten> {
    let store = ward.store();
    Ok(Forgotten {
        sessions: web_session::delete_expired(store).await?,
        form_keys: idempotency::forget_old(store).await?,
        drafts: draft::forget_old(store).await?,
        sign_in_failures: account::forget_old_failures(store).await?,
        imports: exchange::forget_old(store).await?,
        files: ward.attachments().collect_orphans(store).await?,
    })
}
