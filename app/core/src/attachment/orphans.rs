//! Collecting files that no commit came to name.

use std::{collections::BTreeSet, sync::Arc, time::SystemTime};

use chrono::TimeDelta;
use entity::attachment;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QuerySelect as _};

use super::{Attachments, blocking, disk};
use crate::{Result, store::Store};

/// How long a file may wait for its commit, in days.
const DAYS: i64 = 7;
/// Names asked of the database at a time.
const CHUNK: usize = 500;
const CONTEXT: &str = "使われていない添付ファイルを整理できません。";

impl Attachments {
    /// Deletes files that were put more than seven days ago and are named by no
    /// row, and those whose writing never ended. Tells how many.
    ///
    /// # Errors
    /// `Database` or `Internal` if the database or the disk fails.
    pub async fn collect_orphans(&self, store: &Store) -> Result<usize> {
        let moment = SystemTime::from(self.clock.now() - TimeDelta::days(DAYS));
        let root = Arc::clone(&self.root);
        let (named, unfinished) = blocking(CONTEXT, move || disk::older_than(&root, moment)).await?;
        let mut paths = unfinished;
        for names in named.chunks(CHUNK) {
            let known: BTreeSet<String> = attachment::Entity::find()
                .select_only()
                .column(attachment::Column::Sha256)
                .filter(attachment::Column::Sha256.is_in(names))
                .into_tuple()
                .all(store.read())
                .await?
                .into_iter()
                .collect();
            let orphans = names.iter().filter(|name| !known.contains(*name));
            paths.extend(orphans.map(|name| disk::path(&self.root, name)));
        }
        blocking(CONTEXT, move || {
            let mut removed = 0;
            for path in paths {
                removed += usize::from(disk::remove_if_older(&path, moment)?);
            }
            Ok(removed)
        })
        .await
    }
}
