//! Checking the whole trail, in pieces, on a view that stands still.

use std::collections::BTreeMap;

use entity::{audit_change, audit_entry, audit_head};
use futures::TryStreamExt as _;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, DatabaseTransaction, EntityTrait as _, FromQueryResult as _,
    JoinType, PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QueryResult, QuerySelect as _,
    QueryTrait as _, RelationDef, StreamTrait as _,
};
use serde::Serialize;
use uuid::Uuid;

use super::{
    chain,
    redact::{KIND, Redacted},
};
use crate::{Result, store::Store};

/// Entries checked at a time.
const CHUNK: u64 = 500;

/// What a check of the trail found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// Whether nothing was changed behind the program's back.
    pub ok: bool,
    /// How many entries hold, from the first on.
    pub entries: i64,
    /// Digest of the last entry as the head names it; empty if there is none.
    /// Kept elsewhere, it proves later that nothing was cut off and rewritten.
    pub head: String,
    /// Number of the first entry that does not hold.
    pub first_bad: Option<i64>,
    /// What is wrong with it.
    pub flaw: Option<Flaw>,
    /// What was blanked by later entries, in the order it was recorded.
    pub redactions: Vec<Redaction>,
}

/// Something wrong with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Flaw {
    /// Its number is not the next one, or the row cannot be read.
    #[error("この番号の履歴がないか、読み取れません。")]
    Missing,
    /// It does not follow from the one before.
    #[error("直前の履歴とつながっていません。")]
    Unlinked,
    /// Its content does not give its digest.
    #[error("履歴の内容が書き換えられています。")]
    Altered,
    /// A change of it was blanked and no later entry says so.
    #[error("抹消の記録がないのに内容が失われています。")]
    Blanked,
    /// The head names another last entry.
    #[error("末尾の履歴が失われたか、書き換えられています。")]
    Head,
    /// There are changes that belong to no entry.
    #[error("どの履歴にも属さない変更内容があります。")]
    Orphans,
}

/// One blanked change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Redaction {
    /// Number of the entry whose content was blanked.
    pub sequence: i64,
    /// Position of the change in it, from 0.
    pub position: i64,
    /// Number of the entry that blanked it.
    pub by: i64,
}

/// Checks the trail from the first entry to the head.
///
/// # Errors
/// `Database` if it cannot be read at all; a damaged row is a finding.
pub async fn verify(store: &Store) -> Result<Verification> {
    let snapshot = store.snapshot().await?;
    let conn = snapshot.conn();
    let head = audit_head::Entity::find_by_id(1).one(conn).await?;
    let (last, head_digest) = head.map_or((0, String::new()), |head| (head.sequence, head.digest));
    let mut walk = Walk { redactions: redactions(conn).await?, ..Walk::default() };
    let bad = match walk.go_through(conn).await? {
        Some(bad) => Some(bad),
        None => walk.at_the_end(conn, last, &head_digest).await?,
    };
    Ok(Verification {
        ok: bad.is_none(),
        entries: walk.sequence,
        head: head_digest,
        first_bad: bad.and_then(|bad| bad.sequence),
        flaw: bad.map(|bad| bad.flaw),
        redactions: walk.blanks,
    })
}

/// A finding; without a number if it belongs to no entry.
#[derive(Debug, Clone, Copy)]
struct Bad {
    sequence: Option<i64>,
    flaw: Flaw,
}

impl Bad {
    fn at(sequence: i64, flaw: Flaw) -> Self {
        Self { sequence: Some(sequence), flaw }
    }
}

/// How far the check has come.
#[derive(Debug, Default)]
struct Walk {
    /// Number and digest of the last entry that holds.
    sequence: i64,
    digest: String,
    redactions: Redactions,
    blanks: Vec<Redaction>,
}

/// Entry, position, digest → number of the entry that says it was blanked.
type Redactions = BTreeMap<(i64, i64, String), i64>;

impl Walk {
    async fn go_through(&mut self, conn: &DatabaseTransaction) -> Result<Option<Bad>> {
        loop {
            let rows = entries_after(conn, self.sequence).await?;
            if rows.is_empty() {
                return Ok(None);
            }
            let (entries, broken) = self.linked(&rows);
            if let Some(bad) = self.check(conn, &entries).await?.or(broken) {
                return Ok(Some(bad));
            }
        }
    }

    /// The entries that follow one from the other, and what breaks the row.
    fn linked(&self, rows: &[QueryResult]) -> (Vec<audit_entry::Model>, Option<Bad>) {
        let mut entries = Vec::<audit_entry::Model>::with_capacity(rows.len());
        for row in rows {
            let (sequence, digest) =
                entries.last().map_or((self.sequence, &self.digest), |entry| (entry.sequence, &entry.digest));
            let next = sequence + 1;
            match audit_entry::Model::from_query_result(row, "") {
                Ok(entry) if entry.sequence != next => return (entries, Some(Bad::at(next, Flaw::Missing))),
                Ok(entry) if entry.previous != *digest => {
                    return (entries, Some(Bad::at(next, Flaw::Unlinked)));
                }
                Ok(entry) => entries.push(entry),
                Err(_) => return (entries, Some(Bad::at(next, Flaw::Missing))),
            }
        }
        (entries, None)
    }

    /// Checks digests of entries and of their changes; moves on as far as they
    /// hold.
    async fn check(
        &mut self,
        conn: &DatabaseTransaction,
        entries: &[audit_entry::Model],
    ) -> Result<Option<Bad>> {
        let (Some(first), Some(last)) = (entries.first(), entries.last()) else {
            return Ok(None);
        };
        let mut changes = conn.stream_raw(changes_between(conn, first.sequence, last.sequence)).await?;
        let mut next = changes.try_next().await?;
        for entry in entries {
            let mut digest = chain::Changes::default();
            for position in 0..entry.change_count {
                let change =
                    next.as_ref().and_then(|row| audit_change::Model::from_query_result(row, "").ok());
                let flaw = match change.filter(|c| c.entry_id == entry.id && c.position == position) {
                    None => Some(Flaw::Altered),
                    Some(change) => {
                        digest.add(&change.kind, change.object_id, &change.payload_digest);
                        self.payload_flaw(entry.sequence, &change)
                    }
                };
                if let Some(flaw) = flaw {
                    return Ok(Some(Bad::at(entry.sequence, flaw)));
                }
                next = changes.try_next().await?;
            }
            let more = next.as_ref().is_some_and(|row| belongs_to(row, entry.id));
            if more || chain::entry_digest(entry, &digest.finish().1) != entry.digest {
                return Ok(Some(Bad::at(entry.sequence, Flaw::Altered)));
            }
            self.sequence = entry.sequence;
            self.digest.clone_from(&entry.digest);
        }
        Ok(None)
    }

    fn payload_flaw(&mut self, sequence: i64, change: &audit_change::Model) -> Option<Flaw> {
        if let Some(salt) = &change.salt {
            let digest = chain::payload_digest(salt, change.before.as_deref(), change.after.as_deref());
            return (digest != change.payload_digest).then_some(Flaw::Altered);
        }
        let named = (sequence, change.position, change.payload_digest.clone());
        match self.redactions.get(&named) {
            Some(&by) if by > sequence && change.before.is_none() && change.after.is_none() => {
                self.blanks.push(Redaction { sequence, position: change.position, by });
                None
            }
            _ => Some(Flaw::Blanked),
        }
    }

    /// Compares what was found with what the head names.
    async fn at_the_end(&self, conn: &DatabaseTransaction, last: i64, digest: &str) -> Result<Option<Bad>> {
        if self.sequence != last {
            return Ok(Some(Bad::at(self.sequence.min(last) + 1, Flaw::Head)));
        }
        if self.digest != digest {
            return Ok(Some(Bad::at(last, Flaw::Head)));
        }
        let orphans = audit_change::Entity::find()
            .join(JoinType::LeftJoin, to_entry())
            .filter(audit_entry::Column::Id.is_null())
            .count(conn)
            .await?;
        // An entry outside the walk has a number below 1.
        let entries = audit_entry::Entity::find().count(conn).await?;
        let strays = orphans > 0 || i64::try_from(entries).ok() != Some(last);
        Ok(strays.then_some(Bad { sequence: None, flaw: Flaw::Orphans }))
    }
}

async fn entries_after(conn: &DatabaseTransaction, sequence: i64) -> Result<Vec<QueryResult>> {
    let query = audit_entry::Entity::find()
        .filter(audit_entry::Column::Sequence.gt(sequence))
        .order_by_asc(audit_entry::Column::Sequence)
        .limit(CHUNK);
    Ok(conn.query_all_raw(query.build(sea_orm::ConnectionTrait::get_database_backend(conn))).await?)
}

fn changes_between(conn: &DatabaseTransaction, first: i64, last: i64) -> sea_orm::Statement {
    audit_change::Entity::find()
        .join(JoinType::InnerJoin, to_entry())
        .filter(audit_entry::Column::Sequence.between(first, last))
        .order_by_asc(audit_entry::Column::Sequence)
        .order_by_asc(audit_change::Column::Position)
        .build(sea_orm::ConnectionTrait::get_database_backend(conn))
}

fn to_entry() -> RelationDef {
    audit_change::Entity::belongs_to(audit_entry::Entity)
        .from(audit_change::Column::EntryId)
        .to(audit_entry::Column::Id)
        .into()
}

fn belongs_to(row: &QueryResult, entry: Uuid) -> bool {
    row.try_get::<Uuid>("", "entry_id").is_ok_and(|id| id == entry)
}

/// All redactions the trail names. Those whose own entry does not hold are
/// found out when the walk comes to it.
async fn redactions(conn: &DatabaseTransaction) -> Result<Redactions> {
    let query = audit_change::Entity::find()
        .join(JoinType::InnerJoin, to_entry())
        .column_as(audit_entry::Column::Sequence, "by_sequence")
        .filter(audit_change::Column::Kind.eq(KIND))
        .order_by_asc(audit_entry::Column::Sequence);
    let rows = conn.query_all_raw(query.build(sea_orm::ConnectionTrait::get_database_backend(conn))).await?;
    let mut redactions = Redactions::new();
    for row in rows {
        let Ok(by) = row.try_get::<i64>("", "by_sequence") else { continue };
        let Ok(Some(after)) = row.try_get::<Option<String>>("", "after") else { continue };
        let Ok(named) = serde_json::from_str::<Redacted>(&after) else { continue };
        redactions.insert((named.sequence, named.position, named.payload_digest), by);
    }
    Ok(redactions)
}
