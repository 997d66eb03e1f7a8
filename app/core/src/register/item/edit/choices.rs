//! What a form offers to choose from: a page of it, narrowed by words.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::{date::format_date, item::ItemKind, legal::LegalBasis, text::fold};
use entity::{
    clause_edition, clause_set, item, item_version, legal_basis, party, programme, registered_business,
};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, FromQueryResult, QueryFilter as _,
    QueryOrder as _,
    sea_query::{Expr, ExprTrait as _, IntoColumnRef, IntoTableRef, LikeExpr, Query, SelectStatement},
};
use uuid::Uuid;

use crate::{
    Actor, Result, Ward,
    clauses::attachable,
    policy::{self, Permission, Reach},
    register::{
        list::{like_pattern, select},
        rows::{Aggregate as _, Scope, number},
    },
};

/// How many are offered at once.
const OFFERED: u64 = 100;

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Choice {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
}

/// What is offered, and whether there is more than that.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// By name; what is chosen already comes first.
    pub list: Vec<Choice>,
    /// There are others: words narrow them.
    pub more: bool,
}

/// Programmes whose name has these words.
///
/// # Errors
/// `Forbidden` without `EditItems`; `Database`.
pub async fn programmes(ward: &Ward, actor: &Actor, words: &str, chosen: Option<Uuid>) -> Result<Choices> {
    use programme::{Column, Entity};
    let query = named(Entity, [Column::Id, Column::Name, Column::NameFolded, Column::ArchivedOn]);
    offered(ward, actor, query, (Entity, Column::Id), ((Entity, Column::NameFolded), words), chosen).await
}

/// Registered businesses whose name has these words.
///
/// # Errors
/// As [`programmes`].
pub async fn businesses(ward: &Ward, actor: &Actor, words: &str, chosen: Option<Uuid>) -> Result<Choices> {
    use registered_business::{Column, Entity};
    let query = named(Entity, [Column::Id, Column::Name, Column::NameFolded, Column::ArchivedOn]);
    offered(ward, actor, query, (Entity, Column::Id), ((Entity, Column::NameFolded), words), chosen).await
}

/// Parties whose name has these words.
///
/// # Errors
/// As [`programmes`].
pub async fn parties(ward: &Ward, actor: &Actor, words: &str, chosen: Option<Uuid>) -> Result<Choices> {
    use party::{Column, Entity};
    let query = named(Entity, [Column::Id, Column::Name, Column::NameFolded, Column::ArchivedOn]);
    offered(ward, actor, query, (Entity, Column::Id), ((Entity, Column::NameFolded), words), chosen).await
}

/// Items that a re-outsourcing may hang under, of whatever tier, but not
/// `but` itself.
///
/// # Errors
/// As [`programmes`].
pub async fn parents(
    ward: &Ward,
    actor: &Actor,
    words: &str,
    chosen: Option<Uuid>,
    but: Option<Uuid>,
) -> Result<Choices> {
    let version = |column| Expr::col((item_version::Entity, column));
    let held = match policy::reach(actor, Permission::EditItems) {
        Reach::All => Condition::all(),
        Reach::Sections(own) => Condition::all().add(item_version::Column::HoldingSectionId.is_in(own)),
        Reach::Nothing => Condition::all().add(Expr::val(1).eq(0)),
    };
    let entrusted = [ItemKind::Outsourcing.code(), ItemKind::Reoutsourcing.code()];
    let query = Query::select()
        .expr_as(Expr::col((item::Entity, item::Column::Id)), "id")
        .expr_as(version(item_version::Column::Title), "name")
        .from(item::Entity)
        .inner_join(
            item_version::Entity,
            version(item_version::Column::ItemId).equals((item::Entity, item::Column::Id)),
        )
        .and_where(version(item_version::Column::IsCurrent).eq(true))
        .and_where(Expr::col((item::Entity, item::Column::Kind)).is_in(entrusted))
        .and_where(Expr::col((item::Entity, item::Column::ArchivedAt)).is_null())
        .and_where_option(but.map(|but| Expr::col((item::Entity, item::Column::Id)).ne(but)))
        .cond_where(held)
        .order_by((item_version::Entity, item_version::Column::Title), sea_orm::Order::Asc)
        .to_owned();
    let folded = (item_version::Entity, item_version::Column::Folded);
    offered(ward, actor, query, (item::Entity, item::Column::Id), (folded, words), chosen).await
}

/// Legal bases for a kind that hold on a day, and the one that is chosen.
///
/// # Errors
/// As [`programmes`].
pub async fn bases(
    ward: &Ward,
    actor: &Actor,
    kind: ItemKind,
    day: NaiveDate,
    chosen: Option<Uuid>,
) -> Result<Vec<LegalBasis>> {
    policy::require(actor, Permission::EditItems)?;
    let of_kind = Scope::select::<legal_basis::Entity>(
        legal_basis::Column::Id,
        Condition::all().add(legal_basis::Column::ItemKind.eq(kind.code())),
    );
    let mut bases = LegalBasis::load(ward.store().read(), &of_kind).await?;
    let offered = |basis: &LegalBasis| basis.archived_on.is_none() && basis.holds_on(day);
    bases.retain(|basis| offered(basis) || Some(basis.id.uuid()) == chosen);
    Ok(bases)
}

/// Editions of clause sets that may be attached, and those that are chosen, each by the
/// name of its set, its number, and the days at which it begins or ends to hold.
///
/// # Errors
/// As [`programmes`].
pub async fn editions(ward: &Ward, actor: &Actor, chosen: &[Uuid]) -> Result<Vec<Choice>> {
    policy::require(actor, Permission::EditItems)?;
    let db = ward.store().read();
    let offered = Condition::any()
        .add(attachable(ward.clock().today()))
        .add(clause_edition::Column::Id.is_in(chosen.iter().copied()));
    let rows = clause_edition::Entity::find()
        .filter(offered)
        .order_by_asc(clause_edition::Column::ClauseSetId)
        .order_by_desc(clause_edition::Column::Number)
        .all(db)
        .await?;
    let today = ward.clock().today();
    let names = name_editions(db, &rows, |row| holding(row, today)).await?;
    let choice = |row: clause_edition::Model| Choice {
        id: row.id,
        name: names.get(&row.id).cloned().unwrap_or_default(),
    };
    Ok(rows.into_iter().map(choice).collect())
}

/// From when or until when an edition holds, where that is not told by its being
/// the one that holds.
fn holding(edition: &clause_edition::Model, today: NaiveDate) -> String {
    match (edition.valid_from, edition.valid_to) {
        (_, Some(last)) => format!("、{}まで", format_date(last)),
        (Some(first), None) if first > today => format!("、{}から", format_date(first)),
        _ => String::new(),
    }
}

/// Editions by the name of their set and their number.
pub(in crate::register::item) async fn edition_names(
    db: &impl ConnectionTrait,
    ids: BTreeSet<Uuid>,
) -> Result<BTreeMap<Uuid, String>> {
    let rows = clause_edition::Entity::find().filter(clause_edition::Column::Id.is_in(ids)).all(db).await?;
    name_editions(db, &rows, |_| String::new()).await
}

async fn name_editions(
    db: &impl ConnectionTrait,
    rows: &[clause_edition::Model],
    told: impl Fn(&clause_edition::Model) -> String,
) -> Result<BTreeMap<Uuid, String>> {
    let sets = clause_set::Entity::find().all(db).await?;
    let named = |row: &clause_edition::Model| {
        let set = sets.iter().find(|set| set.id == row.clause_set_id);
        let name = set.map(|set| set.name.as_str()).unwrap_or_default();
        Ok((row.id, format!("{name}（第{}版{}）", number(row.number)?, told(row))))
    };
    rows.iter().map(named).collect()
}

fn named<T, C>(table: T, [id, name, folded, archived_on]: [C; 4]) -> SelectStatement
where
    T: IntoTableRef + Copy,
    (T, C): IntoColumnRef,
    C: Copy,
{
    Query::select()
        .expr_as(Expr::col((table, id)), "id")
        .expr_as(Expr::col((table, name)), "name")
        .from(table)
        .and_where(Expr::col((table, archived_on)).is_null())
        .order_by((table, folded), sea_orm::Order::Asc)
        .to_owned()
}

fn having(folded: &Expr, words: &str) -> Condition {
    let words = fold(words);
    let like = |word: &str| folded.clone().like(LikeExpr::new(like_pattern(word)).escape('\\'));
    words.split(' ').filter(|word| !word.is_empty()).fold(Condition::all(), |all, word| all.add(like(word)))
}

async fn offered<I: IntoColumnRef, F: IntoColumnRef>(
    ward: &Ward,
    actor: &Actor,
    query: SelectStatement,
    id: I,
    (folded, words): (F, &str),
    chosen: Option<Uuid>,
) -> Result<Choices> {
    policy::require(actor, Permission::EditItems)?;
    let db = ward.store().read();
    let narrowed = query.clone().cond_where(having(&Expr::col(folded), words)).limit(OFFERED + 1).to_owned();
    let mut list: Vec<Choice> = select(db, &narrowed).await?;
    let offered = usize::try_from(OFFERED).unwrap_or(usize::MAX);
    let more = list.len() > offered;
    list.truncate(offered);
    if let Some(chosen) = chosen.filter(|chosen| list.iter().all(|choice| choice.id != *chosen)) {
        // Whatever the words say, what is chosen stays.
        let mut first: Vec<Choice> =
            select(db, &query.clone().and_where(Expr::col(id).eq(chosen)).to_owned()).await?;
        first.append(&mut list);
        list = first;
    }
    Ok(Choices { list, more })
}
