//! What depends on something, of one kind: how many, and the first by name.

use domain::usage::Use;
use sea_orm::{
    Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use serde::Serialize;
use uuid::Uuid;

use super::list::Link;
use crate::Result;

/// How many are named.
const NAMED: u64 = 5;

/// What it is that depends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// 案件.
    Item,
    /// 事業.
    Programme,
    /// 登録業務.
    Business,
    /// 利用者.
    Account,
}

impl What {
    /// The Japanese word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Item => "案件",
            Self::Programme => "事業",
            Self::Business => "登録業務",
            Self::Account => "利用者",
        }
    }
}

/// Those of one kind that depend on a thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dependents {
    /// Of this kind.
    pub what: What,
    /// How many.
    pub count: u64,
    /// The first of them.
    pub first: Vec<Link>,
}

impl Dependents {
    /// As messages tell it.
    #[must_use]
    pub fn told(&self) -> Use {
        let names = self.first.iter().map(|link| link.name.clone()).collect();
        Use { word: self.what.word(), count: self.count, names }
    }
}

/// The rows of a table that depend.
pub(crate) async fn among<E>(
    db: &impl ConnectionTrait,
    what: What,
    condition: Condition,
    (id, name): (E::Column, E::Column),
) -> Result<Dependents>
where
    E: EntityTrait,
    E::Model: Send + Sync,
{
    let count = E::find().filter(condition.clone()).count(db).await?;
    let first: Vec<(Uuid, String)> = E::find()
        .select_only()
        .column(id)
        .column(name)
        .filter(condition)
        .order_by_asc(name)
        .order_by_asc(id)
        .limit(NAMED)
        .into_tuple()
        .all(db)
        .await?;
    let first = first.into_iter().map(|(id, name)| Link { id, name }).collect();
    Ok(Dependents { what, count, first })
}
