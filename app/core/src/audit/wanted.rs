//! Which entries of the trail somebody asks for.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Utc};
use domain::text::fold;
use entity::{audit_change, audit_entry, audit_text};
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QuerySelect as _, QueryTrait as _,
    sea_query::{Expr, ExprTrait as _, LikeExpr},
};

use super::Action;
use crate::register::list::like_pattern;

/// Which entries are wanted; all conditions hold.
#[derive(Debug, Clone, Default)]
pub struct TrailQuery {
    /// Words that stand in the reason, in an object's name or in what changed.
    pub text: String,
    /// Who, by login.
    pub login: String,
    /// What was done.
    pub action: Option<Action>,
    /// Kind of an object that was changed.
    pub kind: String,
    /// From this day in Japan.
    pub from: Option<NaiveDate>,
    /// To this day in Japan, which is included.
    pub to: Option<NaiveDate>,
    /// Only entries before this number.
    pub before: Option<i64>,
    /// At most so many.
    pub limit: u64,
}

impl TrailQuery {
    /// The condition on entries.
    pub(super) fn condition(&self) -> Condition {
        let day = |day: NaiveDate, after: i64| midnight_in_japan(day).map(|at| at + after * DAY_MICROSECONDS);
        let of_kind = (!self.kind.is_empty()).then(|| {
            let entries = audit_change::Entity::find()
                .select_only()
                .column(audit_change::Column::EntryId)
                .filter(audit_change::Column::Kind.eq(&self.kind))
                .into_query();
            audit_entry::Column::Id.in_subquery(entries)
        });
        let mut all = Condition::all()
            .add_option((!self.login.is_empty()).then(|| audit_entry::Column::ActorLogin.eq(&self.login)))
            .add_option(self.action.map(|action| audit_entry::Column::Action.eq(action.code())))
            .add_option(self.from.and_then(|from| day(from, 0)).map(|at| audit_entry::Column::AtUs.gte(at)))
            .add_option(self.to.and_then(|to| day(to, 1)).map(|at| audit_entry::Column::AtUs.lt(at)))
            .add_option(self.before.map(|before| audit_entry::Column::Sequence.lt(before)))
            .add_option(of_kind);
        for word in self.text.split_whitespace() {
            let folded = LikeExpr::new(like_pattern(&fold(word))).escape('\\');
            let texts = audit_text::Entity::find()
                .select_only()
                .column(audit_text::Column::EntryId)
                .filter(Expr::col((audit_text::Entity, audit_text::Column::Folded)).like(folded))
                .into_query();
            let typed = LikeExpr::new(like_pattern(word)).escape('\\');
            all = all.add(
                Condition::any()
                    .add(Expr::col((audit_entry::Entity, audit_entry::Column::Reason)).like(typed))
                    .add(audit_entry::Column::Id.in_subquery(texts)),
            );
        }
        all
    }
}

const DAY_MICROSECONDS: i64 = 24 * 60 * 60 * 1_000_000;

/// When a day begins in Japan, in microseconds.
fn midnight_in_japan(day: NaiveDate) -> Option<i64> {
    let japan = FixedOffset::east_opt(9 * 60 * 60)?;
    let midnight = day.and_time(NaiveTime::MIN).and_local_timezone(japan).single()?;
    Some(DateTime::<Utc>::from(midnight).timestamp_micros())
}
