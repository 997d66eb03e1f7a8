//! How aggregates are read and written: one statement a table, however many
//! aggregates there are.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::bundle::Noun;
use entity::item_version;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IdenStatic as _, IntoActiveModel,
    Iterable as _, PrimaryKeyToColumn as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    QueryTrait as _,
    sea_query::{Expr, ExprTrait as _, OnConflict, SelectStatement},
};
use serde::Serialize;
use uuid::Uuid;

use crate::{Error, Result};

/// Rows written by one statement: far from both engines' limits on parameters.
const BATCH: usize = 500;

/// A noun of the register that is read, compared and written as a whole.
pub(crate) trait Aggregate: Serialize + PartialEq + Sized + Send + Sync {
    /// What it is, in a bundle's check.
    const NOUN: Noun;
    /// The table of its roots, and its kind in the audit trail.
    const KIND: &'static str;

    /// Its id.
    fn id(&self) -> Uuid;

    /// Reads aggregates, by id, in a fixed number of queries.
    fn load<C: ConnectionTrait>(db: &C, scope: &Scope) -> impl Future<Output = Result<Vec<Self>>> + Send;

    /// Writes aggregates: upserts the roots, replaces the children. What they
    /// refer to must be there already, except each other.
    fn save<C: ConnectionTrait>(
        db: &C,
        aggregates: &[&Self],
        at: DateTime<Utc>,
    ) -> impl Future<Output = Result<()>> + Send;
}

/// Which rows to read, told by the id of what they belong to.
#[derive(Debug, Clone)]
pub(crate) enum Scope {
    /// Every row.
    All,
    /// Those of these owners.
    Ids(Vec<Uuid>),
    /// Those of the owners that a query selects.
    Query(Box<SelectStatement>),
}

impl Scope {
    /// That of a single owner.
    pub(crate) fn one(id: Uuid) -> Self {
        Self::Ids(vec![id])
    }

    /// That of several.
    pub(crate) fn ids(ids: impl IntoIterator<Item = Uuid>) -> Self {
        Self::Ids(ids.into_iter().collect())
    }

    /// Whether it is known to hold no row: then nothing need be asked.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self, Self::Ids(ids) if ids.is_empty())
    }

    /// The rows whose owner, in this column, is in the scope.
    pub(crate) fn filter<C: ColumnTrait>(&self, owner: C) -> Condition {
        match self {
            Self::All => Condition::all(),
            Self::Ids(ids) => Condition::all().add(owner.is_in(ids.iter().copied())),
            Self::Query(query) => Condition::all().add(owner.in_subquery(query.as_ref().clone())),
        }
    }

    /// The scope of what belongs to the rows in this scope.
    pub(crate) fn under<E: EntityTrait>(&self, id: E::Column, owner: E::Column) -> Self {
        match self {
            Self::All => Self::All,
            Self::Ids(_) | Self::Query(_) => Self::select::<E>(id, self.filter(owner)),
        }
    }

    /// The scope of a column's values in the rows that meet a condition.
    pub(crate) fn select<E: EntityTrait>(column: E::Column, condition: Condition) -> Self {
        let query = E::find().select_only().column(column).filter(condition).into_query();
        Self::Query(Box::new(query))
    }
}

/// That a version stands for its item, of versions that are known by their
/// item: written so that SQLite looks them up by that, not by this, which half
/// of all versions meet.
pub(crate) fn current() -> Condition {
    Condition::all().add(item_version::Column::IsCurrent.ne(false))
}

/// Reads roots, by id.
pub(crate) async fn roots<E>(db: &impl ConnectionTrait, scope: &Scope, id: E::Column) -> Result<Vec<E::Model>>
where
    E: EntityTrait,
{
    if scope.is_empty() {
        return Ok(Vec::new());
    }
    Ok(E::find().filter(scope.filter(id)).order_by_asc(id).all(db).await?)
}

/// Reads children in the order of their lists, grouped by owner.
pub(crate) async fn children<E, T>(
    db: &impl ConnectionTrait,
    scope: &Scope,
    owner: (E::Column, impl Fn(&E::Model) -> Uuid),
    position: E::Column,
    mut value: impl FnMut(E::Model) -> Result<T>,
) -> Result<BTreeMap<Uuid, Vec<T>>>
where
    E: EntityTrait,
{
    if scope.is_empty() {
        return Ok(BTreeMap::new());
    }
    let (column, owner_of) = owner;
    let rows = E::find().filter(scope.filter(column)).order_by_asc(position).all(db).await?;
    let mut grouped = BTreeMap::<Uuid, Vec<T>>::new();
    for row in rows {
        grouped.entry(owner_of(&row)).or_default().push(value(row)?);
    }
    Ok(grouped)
}

/// Adds rows.
pub(crate) async fn insert<E>(db: &impl ConnectionTrait, rows: Vec<E::Model>) -> Result<()>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
{
    for batch in batches(rows) {
        E::insert_many(batch).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Adds rows, or overwrites those with the same key: all but `created_at`,
/// with `version` one up.
pub(crate) async fn upsert<E>(db: &impl ConnectionTrait, rows: Vec<E::Model>) -> Result<()>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
{
    let key: Vec<&str> =
        E::PrimaryKey::iter().map(|key| key.into_column()).map(|column| column.as_str()).collect();
    let mut on_conflict = OnConflict::columns(E::PrimaryKey::iter());
    for column in E::Column::iter().filter(|column| !key.contains(&column.as_str())) {
        match column.as_str() {
            "created_at" => {}
            "version" => {
                on_conflict.value(column, Expr::col((E::default(), column)).add(1));
            }
            _ => {
                on_conflict.update_column(column);
            }
        }
    }
    for batch in batches(rows) {
        E::insert_many(batch).on_conflict(on_conflict.clone()).exec_without_returning(db).await?;
    }
    Ok(())
}

fn batches<M: IntoActiveModel<A>, A: ActiveModelTrait>(rows: Vec<M>) -> impl Iterator<Item = Vec<A>> {
    let mut rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    std::iter::from_fn(move || {
        let batch: Vec<A> = rows.by_ref().take(BATCH).collect();
        (!batch.is_empty()).then_some(batch)
    })
}

/// Removes the children of owners.
pub(crate) async fn delete<E: EntityTrait>(
    db: &impl ConnectionTrait,
    scope: &Scope,
    owner: E::Column,
) -> Result<()> {
    match scope {
        Scope::Ids(ids) => {
            for ids in ids.chunks(BATCH) {
                E::delete_many().filter(owner.is_in(ids.iter().copied())).exec(db).await?;
            }
        }
        Scope::All | Scope::Query(_) => {
            E::delete_many().filter(scope.filter(owner)).exec(db).await?;
        }
    }
    Ok(())
}

/// Orders aggregates so that each comes after those it needs.
pub(crate) fn needed_first<'a, A: Aggregate>(
    aggregates: &[&'a A],
    needs: impl Fn(&A) -> Vec<Uuid>,
) -> Vec<&'a A> {
    let by_id: BTreeMap<Uuid, &A> = aggregates.iter().map(|aggregate| (aggregate.id(), *aggregate)).collect();
    let mut placed = std::collections::BTreeSet::new();
    let mut ordered = Vec::with_capacity(aggregates.len());
    for aggregate in aggregates {
        // Depth first, by hand: a chain may be as long as the bundle.
        let mut path = vec![*aggregate];
        while let Some(&at) = path.last() {
            let next = needs(at)
                .into_iter()
                .filter(|id| !placed.contains(id))
                .filter_map(|id| by_id.get(&id).copied())
                .find(|needed| !path.iter().any(|above| above.id() == needed.id()));
            if let Some(needed) = next {
                path.push(needed);
            } else {
                path.pop();
                if placed.insert(at.id()) {
                    ordered.push(at);
                }
            }
        }
    }
    ordered
}

/// Numbers a list's entries from 0.
pub(crate) fn placed<T>(list: impl IntoIterator<Item = T>) -> impl Iterator<Item = (i32, T)> {
    (0_i32..).zip(list)
}

/// The id of a child; every child has one once a bundle has been given ids.
pub(crate) fn child_id<T>(id: Option<domain::Id<T>>) -> Result<Uuid> {
    id.map(domain::Id::uuid).ok_or_else(|| corrupt("a child without an id"))
}

/// The value behind a code in the database.
pub(crate) fn decoded<T>(code: &str, from_code: impl Fn(&str) -> Option<T>) -> Result<T> {
    from_code(code).ok_or_else(|| corrupt(format!("unknown code {code:?}")))
}

/// The code of a value whose type writes itself as one word.
pub(crate) fn code_of<T: Serialize>(value: &T) -> Result<String> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => Ok(code),
        other => Err(corrupt(format!("no code: {other:?}"))),
    }
}

/// A number of the domain that the database keeps in eight bytes.
pub(crate) fn number(stored: i64) -> Result<u32> {
    u32::try_from(stored).map_err(|_| corrupt(format!("number {stored} out of range")))
}

/// The database holds what this program would not have written.
pub(crate) fn corrupt(cause: impl Into<String>) -> Error {
    Error::internal("台帳の内容を読み取れません。")(cause.into())
}
