//! The rows, from the database: first how many of which sections, then batch by
//! batch along the order they lie in.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use chrono::NaiveDate;
use futures::TryStreamExt as _;
use sea_orm::{
    ConnectionTrait, DbBackend, Statement, StreamTrait,
    sea_query::{Alias, Expr, ExprTrait as _, Func, Query, SelectStatement},
};
use tokio::sync::mpsc;
use uuid::Uuid;

use super::{Batch, LedgerRequest, row::ROW};
use crate::{
    Actor, Result,
    policy::Reach,
    register::{
        item::{ItemQuery, matching},
        lookup::{SectionName, sections_in_order},
        rows::corrupt,
    },
};

/// Rows read by one statement.
const BATCH: i64 = 400;

/// What is to be read.
#[derive(Debug)]
pub(super) struct Plan {
    on: NaiveDate,
    /// The sections that have rows, in order.
    sections: Vec<SectionName>,
    /// How many rows there are.
    pub(super) rows: usize,
    /// The items that filters leave.
    only: Option<HashSet<Uuid>>,
}

/// Finds out what a ledger has.
pub(super) async fn plan<C: ConnectionTrait + StreamTrait>(
    db: &C,
    actor: &Actor,
    request: &LedgerRequest,
    reach: &Reach,
) -> Result<Plan> {
    let mut query = held(request.on);
    match reach {
        Reach::All => {}
        Reach::Sections(own) => {
            query.and_where(Expr::col("section_id").is_in(own.iter().copied()));
        }
        Reach::Nothing => {
            return Ok(Plan { on: request.on, sections: Vec::new(), rows: 0, only: None });
        }
    }
    let mut counts = BTreeMap::<Uuid, usize>::new();
    let mut only = None;
    if wants_some(&request.items) {
        query.column("item_id").and_where(Expr::col("item_id").in_subquery(matching(
            db,
            actor,
            &request.items,
        )));
        let left = only.insert(HashSet::new());
        let mut rows = std::pin::pin!(db.stream(&query).await?);
        while let Some(row) = rows.try_next().await? {
            *counts.entry(row.try_get_by_index(0)?).or_default() += 1;
            left.insert(row.try_get_by_index(1)?);
        }
    } else {
        query.expr(Func::count(Expr::col("item_id"))).group_by_col("section_id");
        for row in db.query_all(&query).await? {
            let rows: i64 = row.try_get_by_index(1)?;
            counts.insert(row.try_get_by_index(0)?, usize::try_from(rows).unwrap_or_default());
        }
    }
    let sections = sections_in_order(db, counts.keys().copied()).await?;
    if sections.len() != counts.len() {
        return Err(corrupt("rows of the ledger without a section"));
    }
    Ok(Plan { on: request.on, sections, rows: counts.values().sum(), only })
}

/// Whether filters leave anything out.
fn wants_some(query: &ItemQuery) -> bool {
    let paging = ItemQuery {
        order: query.order,
        descending: query.descending,
        place: query.place,
        limit: query.limit,
        ..ItemQuery::default()
    };
    *query != paging
}

/// The section of each row that held on a day.
fn held(on: NaiveDate) -> SelectStatement {
    Query::select()
        .column("section_id")
        .from(Alias::new("ledger_row"))
        .and_where(Expr::col("valid_from").lte(on))
        .and_where(Expr::col("valid_to").gte(on))
        .to_owned()
}

/// Sends the rows in their order, until nobody takes them.
pub(super) async fn feed(db: &impl ConnectionTrait, plan: &Plan, sender: &mpsc::Sender<Batch>) -> Result<()> {
    let sql = sql(db.get_database_backend(), plan.only.is_some());
    for section in &plan.sections {
        let name: Arc<str> = section.full().into();
        let mut last = String::new();
        loop {
            let values = [section.id.into(), last.into(), plan.on.into(), plan.on.into(), BATCH.into()];
            let statement = Statement::from_sql_and_values(db.get_database_backend(), &sql, values);
            let row = db.query_one_raw(statement).await?.ok_or_else(|| corrupt("no aggregate"))?;
            let count: i64 = row.try_get_by_index(0)?;
            if count == 0 {
                break;
            }
            last = row.try_get_by_index(1)?;
            let rows = match &plan.only {
                None => row.try_get_by_index(2)?,
                Some(only) => left(row.try_get_by_index(2)?, only)?,
            };
            let batch = Batch::Rows { section: Arc::clone(&name), rows };
            if sender.send(batch).await.is_err() {
                return Ok(());
            }
            if count < BATCH {
                break;
            }
        }
    }
    Ok(())
}

/// Of rows behind the ids of their items, those that filters leave.
fn left(rows: String, only: &HashSet<Uuid>) -> Result<String> {
    let mut left = String::with_capacity(rows.len());
    for row in rows.split(ROW) {
        let (id, body) = row.split_once(ROW_ID).ok_or_else(|| corrupt("a row of the ledger has no item"))?;
        if only.contains(&id.parse().map_err(|_| corrupt("a row of the ledger has no item"))?) {
            if !left.is_empty() {
                left.push(ROW);
            }
            left.push_str(body);
        }
    }
    Ok(left)
}

/// What parts an item's id from its row, where filters look at it.
const ROW_ID: char = '\u{1E}';

/// A batch of rows in one column, put together by the engine: a driver takes
/// longer over a row than the engine over a hundred.
fn sql(backend: DbBackend, with_items: bool) -> String {
    let postgres = backend == DbBackend::Postgres;
    let place = |at: usize| if postgres { format!("${at}") } else { "?".to_owned() };
    let body = match (with_items, postgres) {
        (false, _) => "body".to_owned(),
        (true, true) => format!("item_id::text || '{ROW_ID}' || body"),
        (true, false) => format!("hex(item_id) || '{ROW_ID}' || body"),
    };
    // SQLite gives an aggregate the rows of a limited subquery in its order,
    // and would sort them once more if it were told to.
    let order = if postgres { " ORDER BY b.place" } else { "" };
    format!(
        "SELECT count(*), coalesce(max(b.place), ''), coalesce(string_agg(b.body, '{ROW}'{order}), '') FROM \
         (SELECT place, {body} AS body FROM ledger_row WHERE section_id = {} AND place > {} \
         AND valid_from <= {} AND valid_to >= {} ORDER BY place LIMIT {}) AS b",
        place(1),
        place(2),
        place(3),
        place(4),
        place(5),
    )
}
