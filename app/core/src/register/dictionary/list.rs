use domain::dictionary::DictionaryEntry;
use entity::dictionary_entry;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Select, sea_query::Order,
};

use super::{aggregate::entry, search::having};
use crate::{
    Actor, Result, Ward,
    policy::{self, Permission},
    register::list::Shelf,
};

/// The marks of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    /// 要配慮個人情報.
    Sensitive,
    /// 特定個人情報.
    MyNumber,
}

/// Which entries to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DictionaryQuery {
    /// Words that all have to occur in name or reading.
    pub search: String,
    /// With this mark.
    pub flag: Option<Flag>,
    /// Offered, put away, or both.
    pub shelf: Shelf,
    /// By name as typed instead of by reading.
    pub by_name: bool,
    /// Largest first.
    pub descending: bool,
    /// Rows to leave out.
    pub offset: u64,
    /// Rows at most.
    pub limit: u64,
}

/// How many entries meet the query.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `Database`.
pub async fn count(ward: &Ward, actor: &Actor, query: &DictionaryQuery) -> Result<u64> {
    policy::require(actor, Permission::ReadRegister)?;
    Ok(found(query).count(ward.store().read()).await?)
}

/// The entries that meet the query, in its order.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `Database`.
pub async fn list(ward: &Ward, actor: &Actor, query: &DictionaryQuery) -> Result<Vec<DictionaryEntry>> {
    policy::require(actor, Permission::ReadRegister)?;
    let order = if query.descending { Order::Desc } else { Order::Asc };
    let by = if query.by_name { dictionary_entry::Column::Name } else { dictionary_entry::Column::Folded };
    let rows = found(query)
        .order_by(by, order)
        .order_by_asc(dictionary_entry::Column::Id)
        .offset(query.offset)
        .limit(query.limit)
        .all(ward.store().read())
        .await?;
    Ok(rows.into_iter().map(entry).collect())
}

fn found(query: &DictionaryQuery) -> Select<dictionary_entry::Entity> {
    let flag = query.flag.map(|flag| match flag {
        Flag::Sensitive => dictionary_entry::Column::Sensitive.eq(true),
        Flag::MyNumber => dictionary_entry::Column::MyNumber.eq(true),
    });
    dictionary_entry::Entity::find()
        .filter(query.shelf.condition(dictionary_entry::Column::ArchivedOn))
        .filter(having(&query.search).add_option(flag))
}
