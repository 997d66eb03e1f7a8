use domain::{dictionary::DictionaryEntry, text::fold};
use entity::dictionary_entry;
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    sea_query::{Expr, ExprTrait as _, LikeExpr},
};

use super::aggregate::entry;
use crate::{
    Actor, Result, Ward,
    policy::{self, Permission},
    register::list::like_pattern,
};

/// Entries looked at for the best ones.
const LOOKED_AT: u64 = 500;

/// The entries that are offered for a text: each of its words occurs, in any
/// width, case and kana, in name or reading. Those that are it come first, then
/// those that begin with it, then the rest, by reading.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `Database`.
pub async fn search(ward: &Ward, actor: &Actor, text: &str, limit: u64) -> Result<Vec<DictionaryEntry>> {
    policy::require(actor, Permission::ReadRegister)?;
    let rows = dictionary_entry::Entity::find()
        .filter(dictionary_entry::Column::ArchivedOn.is_null())
        .filter(having(text))
        .order_by_asc(dictionary_entry::Column::Folded)
        .order_by_asc(dictionary_entry::Column::Id)
        .limit(Ord::max(limit, LOOKED_AT))
        .all(ward.store().read())
        .await?;
    let sought = fold(text);
    let mut ranked: Vec<(u8, dictionary_entry::Model)> =
        rows.into_iter().map(|row| (rank(&row.folded, &sought), row)).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    Ok(ranked.into_iter().take(limit).map(|(_, row)| entry(row)).collect())
}

/// Every word of the text occurs in name or reading.
pub(super) fn having(text: &str) -> Condition {
    let folded = fold(text);
    let mut all = Condition::all();
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        let column = Expr::col((dictionary_entry::Entity, dictionary_entry::Column::Folded));
        all = all.add(column.like(LikeExpr::new(like_pattern(word)).escape('\\')));
    }
    all
}

fn rank(folded: &str, sought: &str) -> u8 {
    let forms = || folded.split('\n');
    if forms().any(|form| form == sought) {
        0
    } else if forms().any(|form| form.starts_with(sought)) {
        1
    } else {
        2
    }
}

#[cfg(test)]
mod tests {
    use super::rank;

    #[test]
    fn what_is_sought_comes_before_what_begins_with_it_and_that_before_the_rest() {
        assert_eq!(rank("しめい\n氏名", "氏名"), 0);
        assert_eq!(rank("しめい\n氏名", "しめ"), 1);
        assert_eq!(rank("ほごしゃしめい\n保護者氏名", "氏名"), 2);
    }
}
