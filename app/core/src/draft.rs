//! What a person has typed into a form and not saved yet, kept for when they
//! come back. A draft is no record: it leaves no audit entry.

use chrono::{DateTime, TimeDelta, Utc};
use entity::form_draft;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, sea_query::OnConflict,
};
use uuid::Uuid;

use crate::{Actor, Error, Result, Ward, store::Store};

/// How long a draft waits for its person, in days.
const DAYS: i64 = 30;
/// How many drafts a person may have; the oldest goes for a new one.
const MOST: u64 = 100;

/// A form as it was left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The fields as the form sends them, url-encoded.
    pub fields: String,
    /// When it was last kept.
    pub saved_at: DateTime<Utc>,
}

/// Keeps what stands in the form of a page, in place of what was kept before.
/// Returns the time it is kept under.
///
/// # Errors
/// `Forbidden` at the command line; `Database`.
pub async fn save(ward: &Ward, actor: &Actor, page: &str, fields: &str) -> Result<DateTime<Utc>> {
    let account_id = person(actor)?;
    let saved_at = ward.clock().now();
    let row = form_draft::Model { account_id, page: page.to_owned(), fields: fields.to_owned(), saved_at };
    ward.store()
        .exempt_write(async |tx| {
            let again = OnConflict::columns([form_draft::Column::AccountId, form_draft::Column::Page])
                .update_columns([form_draft::Column::Fields, form_draft::Column::SavedAt])
                .to_owned();
            form_draft::Entity::insert(row.into_active_model())
                .on_conflict(again)
                .exec_without_returning(tx.conn())
                .await?;
            drop_oldest(tx.conn(), account_id).await
        })
        .await?;
    Ok(saved_at)
}

/// The draft of a page's form, if there is one.
///
/// # Errors
/// `Database`.
pub async fn find(ward: &Ward, actor: &Actor, page: &str) -> Result<Option<Draft>> {
    let Some(account) = actor.account else { return Ok(None) };
    let key = (account, page.to_owned());
    let found = form_draft::Entity::find_by_id(key).one(ward.store().read()).await?;
    Ok(found.map(|row| Draft { fields: row.fields, saved_at: row.saved_at }))
}

/// Throws the draft of a page's form away, if there is one.
///
/// # Errors
/// `Database`.
pub async fn discard(ward: &Ward, actor: &Actor, page: &str) -> Result<()> {
    if find(ward, actor, page).await?.is_none() {
        return Ok(());
    }
    let key = (person(actor)?, page.to_owned());
    ward.store()
        .exempt_write(async |tx| {
            form_draft::Entity::delete_by_id(key).exec(tx.conn()).await?;
            Ok(())
        })
        .await
}

/// Forgets drafts that nobody came back to. Tells how many.
///
/// # Errors
/// `Database`.
pub async fn forget_old(store: &Store) -> Result<u64> {
    let before = store.clock().now() - TimeDelta::days(DAYS);
    store
        .exempt_write(async |tx| {
            let old = form_draft::Entity::delete_many()
                .filter(form_draft::Column::SavedAt.lt(before))
                .exec(tx.conn())
                .await?;
            Ok(old.rows_affected)
        })
        .await
}

async fn drop_oldest(db: &impl ConnectionTrait, account: Uuid) -> Result<()> {
    let past_the_most: Vec<String> = form_draft::Entity::find()
        .select_only()
        .column(form_draft::Column::Page)
        .filter(form_draft::Column::AccountId.eq(account))
        .order_by_desc(form_draft::Column::SavedAt)
        .offset(MOST)
        .limit(MOST)
        .into_tuple()
        .all(db)
        .await?;
    if past_the_most.is_empty() {
        return Ok(());
    }
    form_draft::Entity::delete_many()
        .filter(form_draft::Column::AccountId.eq(account))
        .filter(form_draft::Column::Page.is_in(past_the_most))
        .exec(db)
        .await?;
    Ok(())
}

fn person(actor: &Actor) -> Result<Uuid> {
    actor.account.ok_or(Error::Forbidden)
}
