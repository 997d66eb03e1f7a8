//! The rows, from the database: first which versions, in order; then batch by
//! batch what they say, one statement a batch.

use std::collections::HashMap;

use domain::item::VersionState;
use entity::{item_version, section};
use futures::TryStreamExt as _;
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbBackend, Statement, StreamTrait, Value,
    sea_query::{Alias, Expr, ExprTrait as _, Order, Query, SelectStatement},
};
use tokio::sync::mpsc;
use uuid::Uuid;

use super::{
    Batch, LedgerRequest,
    row::{FIELD, GROUP, LedgerRow, PART},
};
use crate::{
    Actor, Result,
    policy::Reach,
    register::{
        item::{ItemQuery, matching},
        rows::corrupt,
    },
};

/// Rows read by one statement.
const BATCH: usize = 500;

/// The versions in force on the day, by section and title.
pub(super) async fn versions<C: ConnectionTrait + StreamTrait>(
    db: &C,
    actor: &Actor,
    request: &LedgerRequest,
    reach: &Reach,
) -> Result<Vec<Uuid>> {
    let version = |column| Expr::col((item_version::Entity, column));
    let mut query = Query::select();
    query
        .expr_as(version(item_version::Column::Id), "id")
        .from(item_version::Entity)
        .inner_join(
            section::Entity,
            version(item_version::Column::HoldingSectionId).equals((section::Entity, section::Column::Id)),
        )
        .cond_where(in_force(request, &Alias::new("item_version")))
        .cond_where(Expr::exists(later(request)).not());
    if wants_some(&request.items) {
        query.and_where(version(item_version::Column::ItemId).in_subquery(matching(
            db,
            actor,
            &request.items,
        )));
    }
    match reach {
        Reach::All => {}
        Reach::Sections(own) => {
            query.and_where(item_version::Column::HoldingSectionId.is_in(own.iter().copied()));
        }
        Reach::Nothing => return Ok(Vec::new()),
    }
    query
        .order_by((section::Entity, section::Column::DepartmentId), Order::Asc)
        .order_by((section::Entity, section::Column::Id), Order::Asc)
        .order_by((item_version::Entity, item_version::Column::Title), Order::Asc)
        .order_by((item_version::Entity, item_version::Column::Id), Order::Asc);
    let mut found = Vec::new();
    let mut rows = std::pin::pin!(db.stream(&query).await?);
    while let Some(row) = rows.try_next().await? {
        found.push(row.try_get_by_index(0)?);
    }
    Ok(found)
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

/// In force on the day, as `Item::in_force_on` has it with [`later`].
fn in_force(request: &LedgerRequest, table: &Alias) -> Condition {
    let column = |column: item_version::Column| Expr::col((table.clone(), column));
    let (from, to) = (item_version::Column::ValidFrom, item_version::Column::ValidTo);
    Condition::all()
        .add(column(item_version::Column::State).ne(VersionState::Proposal.code()))
        .add(Condition::any().add(column(from).is_null()).add(column(from).lte(request.on)))
        .add(Condition::any().add(column(to).is_null()).add(column(to).gte(request.on)))
}

/// A later version that is in force on the day too: an item has one row.
fn later(request: &LedgerRequest) -> SelectStatement {
    let other = Alias::new("later");
    let column = |column: item_version::Column| Expr::col((other.clone(), column));
    Query::select()
        .expr(Expr::val(1))
        .from_as(item_version::Entity, other.clone())
        .and_where(
            column(item_version::Column::ItemId).equals((item_version::Entity, item_version::Column::ItemId)),
        )
        .and_where(
            column(item_version::Column::Position)
                .gt(Expr::col((item_version::Entity, item_version::Column::Position))),
        )
        .cond_where(in_force(request, &other))
        .to_owned()
}

/// Sends what the versions say, in their order, until nobody takes it.
pub(super) async fn feed(
    db: &impl ConnectionTrait,
    versions: &[Uuid],
    sender: &mpsc::Sender<Batch>,
) -> Result<()> {
    for ids in versions.chunks(BATCH) {
        if sender.send(Batch::Rows(batch(db, ids).await?)).await.is_err() {
            return Ok(());
        }
    }
    Ok(())
}

async fn batch(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<LedgerRow>> {
    let backend = db.get_database_backend();
    let values = ids.iter().map(|id| Value::from(*id));
    let rows =
        db.query_all_raw(Statement::from_sql_and_values(backend, sql(backend, ids.len()), values)).await?;
    let mut by_id = HashMap::with_capacity(rows.len());
    for row in &rows {
        let (id, text): (Uuid, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        by_id.insert(id, LedgerRow::parse(&text)?);
    }
    ids.iter().map(|id| by_id.remove(id).ok_or_else(|| corrupt("a version has gone"))).collect()
}

/// A row in one column, its parts put together by the engine: a driver takes
/// longer over a column than the engine over a row. Both engines read it.
fn sql(backend: DbBackend, count: usize) -> String {
    let places: Vec<String> = (1..=count)
        .map(|at| if backend == DbBackend::Postgres { format!("${at}") } else { "?".to_owned() })
        .collect();
    format!(
        "SELECT v.id, \
         d.name || '{FIELD}' || s.name || '{FIELD}' || v.title || '{FIELD}' || i.kind || '{FIELD}' || \
         b.name || '{FIELD}' || p.name || '{FIELD}' || \
         COALESCE((SELECT string_agg(g.direction || '{PART}' || g.subject || '{PART}' || \
           COALESCE(a.title, '') || '{PART}' || \
           (SELECT COALESCE(string_agg(n.name, '、' ORDER BY n.position), '') || '{PART}' || \
             COALESCE(MAX(CASE WHEN n.sensitive THEN 1 ELSE 0 END) + \
               MAX(CASE WHEN n.my_number THEN 2 ELSE 0 END), 0) \
            FROM data_item n WHERE n.group_id = g.id), '{GROUP}' ORDER BY g.position) \
          FROM data_group g LEFT JOIN annex a ON a.id = g.annex_id WHERE g.version_id = v.id), '') \
         || '{FIELD}' || \
         COALESCE((SELECT string_agg(m.name, '{GROUP}' ORDER BY m.position) \
          FROM medium m WHERE m.version_id = v.id), '') || '{FIELD}' || \
         COALESCE((SELECT string_agg(COALESCE(l.label, '') || '{PART}' || l.text, '{GROUP}' ORDER BY l.position) \
          FROM period_line l WHERE l.version_id = v.id), '') \
         FROM item_version v \
         JOIN item i ON i.id = v.item_id \
         JOIN section s ON s.id = v.holding_section_id \
         JOIN department d ON d.id = s.department_id \
         JOIN registered_business b ON b.id = v.registered_business_id \
         JOIN party p ON p.id = v.party_id \
         WHERE v.id IN ({})",
        places.join(",")
    )
}
