use chrono::NaiveDate;
use domain::{item::ItemKind, legal::LegalBasis, text::fold};
use serde::Serialize;

use crate::{
    Actor, Result, Ward,
    policy::{self, Permission},
    register::{
        list::Shelf,
        rows::{Aggregate as _, Scope},
        uses::items_of_bases,
    },
};

/// What legal bases are ordered by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LegalOrder {
    /// By ordinance and article.
    #[default]
    Article,
    /// By kind of item.
    Kind,
    /// By the first day.
    From,
}

/// Which legal bases to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LegalQuery {
    /// Words that all have to occur in what is printed of it.
    pub search: String,
    /// For this kind of item.
    pub kind: Option<ItemKind>,
    /// Those that hold on this day; all if none.
    pub on: Option<NaiveDate>,
    /// In use, put away, or both.
    pub shelf: Shelf,
    /// In this order.
    pub order: LegalOrder,
    /// Largest first.
    pub descending: bool,
}

/// A legal basis in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LegalRow {
    /// The basis.
    pub basis: LegalBasis,
    /// How many items rest on it, in force or proposed.
    pub items: u64,
}

/// The legal bases that meet the query, in its order: a ward has some dozens.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `Database`.
pub async fn list(ward: &Ward, actor: &Actor, query: &LegalQuery) -> Result<Vec<LegalRow>> {
    policy::require(actor, Permission::ReadRegister)?;
    let db = ward.store().read();
    let items = items_of_bases(db, actor).await?;
    let mut found: Vec<LegalBasis> =
        LegalBasis::load(db, &Scope::All).await?.into_iter().filter(|basis| meets(basis, query)).collect();
    found.sort_by_cached_key(|basis| key(basis, query.order));
    if query.descending {
        found.reverse();
    }
    let row =
        |basis: LegalBasis| LegalRow { items: items.get(&basis.id.uuid()).copied().unwrap_or(0), basis };
    Ok(found.into_iter().map(row).collect())
}

fn meets(basis: &LegalBasis, query: &LegalQuery) -> bool {
    let shelf = match query.shelf {
        Shelf::InUse => basis.archived_on.is_none(),
        Shelf::Archived => basis.archived_on.is_some(),
        Shelf::All => true,
    };
    shelf
        && query.kind.is_none_or(|kind| basis.item_kind == kind)
        && query.on.is_none_or(|day| basis.holds_on(day))
        && has(basis, &query.search)
}

fn has(basis: &LegalBasis, search: &str) -> bool {
    let text = fold(&format!(
        "{} {} {} {} {} {} {}",
        basis.instrument,
        basis.article,
        basis.cover_label,
        basis.form_title,
        basis.form_heading,
        basis.item_kind.word(),
        basis.route.word()
    ));
    fold(search).split(' ').all(|word| text.contains(word))
}

/// Articles by their numbers: 第３条 before 第１２条 needs them as numbers.
fn key(basis: &LegalBasis, order: LegalOrder) -> (String, String) {
    let article = format!("{} {}", fold(&basis.instrument), padded(&fold(&basis.article)));
    let first = match order {
        LegalOrder::Article => String::new(),
        LegalOrder::Kind => format!("{:?}", basis.item_kind),
        LegalOrder::From => basis.valid_from.map(|day| day.to_string()).unwrap_or_default(),
    };
    (first, article)
}

/// The text with its numbers filled up to four digits.
fn padded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut digits = String::new();
    for c in text.chars().chain(std::iter::once(' ')) {
        if c.is_ascii_digit() {
            digits.push(c);
        } else {
            if !digits.is_empty() {
                out.push_str(&format!("{digits:0>4}"));
                digits.clear();
            }
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::padded;

    #[test]
    fn articles_sort_by_their_numbers() {
        let mut articles = ["第12条第1項", "第3条第2項第10号", "第3条第2項第9号"];
        articles.sort_by_key(|article| padded(article));
        assert_eq!(articles, ["第3条第2項第9号", "第3条第2項第10号", "第12条第1項"]);
    }
}
