//! Which sections are an account's own.

use entity::section;
use sea_orm::{
    ConnectionTrait, FromQueryResult,
    sea_query::{Alias, CommonTableExpression, Expr, ExprTrait as _, Query, UnionType, WithClause},
};
use uuid::Uuid;

use crate::Result;

#[derive(FromQueryResult)]
struct Own {
    id: Uuid,
}

/// A section and all it has succeeded, however long ago, in one query. What
/// they held is its own now.
pub(super) async fn own_and_succeeded(db: &impl ConnectionTrait, own: Uuid) -> Result<Vec<Uuid>> {
    let (name, id) = (Alias::new("own_section"), Alias::new("id"));
    let succeeded = Query::select()
        .column((section::Entity, section::Column::Id))
        .from(section::Entity)
        .inner_join(
            name.clone(),
            Expr::col((section::Entity, section::Column::SuccessorId)).equals((name.clone(), id.clone())),
        )
        .to_owned();
    // UNION, not UNION ALL: a circle of successors ends where it began.
    let sections = Query::select()
        .column(section::Column::Id)
        .from(section::Entity)
        .and_where(Expr::col(section::Column::Id).eq(own))
        .union(UnionType::Distinct, succeeded)
        .to_owned();
    let with =
        CommonTableExpression::new().query(sections).column(id.clone()).table_name(name.clone()).to_owned();
    let with = WithClause::new().recursive(true).cte(with).to_owned();
    let query = Query::select().column(id).from(name).to_owned().with(with);
    let rows = db.query_all(&query).await?;
    rows.iter().map(|row| Ok(Own::from_query_result(row, "")?.id)).collect()
}
