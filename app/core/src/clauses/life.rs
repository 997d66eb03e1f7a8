//! The life of editions: a draft is copied from any, published, superseded;
//! what was never published may be discarded.

use chrono::NaiveDate;
use domain::{
    Fault, Id,
    clauses::{
        ClauseSet, Edition, EditionState,
        reference::{Reference, dangling},
    },
    date::format_date,
};
use entity::{clause_edition, clause_set};
use sea_orm::EntityTrait as _;
use uuid::Uuid;

use super::{
    change::{copied, pins, unpinned},
    edit::missing,
};
use crate::{
    Actor, Error, Result, Ward,
    audit::Action,
    idempotency,
    policy::{self, Permission},
    register::{
        edit::{self, Change, Editable as _, REASON_FIELD},
        rows::{Aggregate as _, Scope, delete},
        typed::{Reader, is_ticked, typed_input},
    },
};

typed_input! {
    /// What a form says of an edition to be published, as typed.
    pub struct PublishInput {
        /// First day in force, in any calendar.
        valid_from,
        /// References that lead nowhere are known of.
        acknowledged,
    }
}

/// What an edition stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// How many versions of items it is attached to, past ones and those of all
    /// sections included.
    pub versions: u64,
    /// How many papers print it.
    pub papers: u64,
    /// References that lead nowhere.
    pub dangling: Vec<Reference>,
}

/// What identifies the editions of a set as the pages of their life show them.
///
/// # Errors
/// `Internal` if they cannot be written as JSON.
pub fn editions_seen(set: &ClauseSet) -> Result<String> {
    edit::digest(&set.editions)
}

/// What an edition stands in.
///
/// # Errors
/// `Forbidden`; `Database`.
pub async fn standing(ward: &Ward, actor: &Actor, edition: &Edition) -> Result<Standing> {
    policy::require(actor, Permission::EditClauseSets)?;
    let (versions, papers) = pins(ward.store().read(), edition.id.uuid()).await?;
    Ok(Standing { versions, papers, dangling: dangling(edition) })
}

/// Copies an edition to be changed, once for each key of a form. Returns the
/// new draft. Duties go along; ids are new, and each clause knows the one it goes
/// back to.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict`; `Invalid` while there is a draft.
pub async fn revise(
    ward: &Ward,
    actor: &Actor,
    id: Uuid,
    from: Uuid,
    key: Option<&str>,
    change: Change<'_>,
) -> Result<Uuid> {
    policy::require(actor, Permission::EditClauseSets)?;
    let at = ward.clock().now();
    let new: Id<Edition> = ward.clock().new_id().into();
    let done =
        idempotency::once(ward.store(), actor, key, Action::Revise, change.reason.trim(), async |tx| {
            let before = edit::locked::<ClauseSet>(tx.conn(), id).await?;
            as_seen(&before, change)?;
            if let Some(draft) = before.editions.iter().find(|edition| edition.state == EditionState::Draft) {
                let message = format!(
                    "作成中の版（第{}版）があります。その版を直して公開するか、捨ててから改訂してください。",
                    draft.number
                );
                return Err(Error::invalid(Fault::whole("draft-exists", message)));
            }
            let source =
                before.editions.iter().find(|edition| edition.id.uuid() == from).ok_or_else(missing)?;
            let number = before.editions.iter().map(|edition| edition.number).max().unwrap_or(0) + 1;
            let draft = Edition {
                id: new,
                number,
                state: EditionState::Draft,
                valid_from: None,
                valid_to: None,
                ..copied(source)
            };
            let mut after = before.clone();
            after.editions.push(draft);
            let after = edit::with_ids(ward, after)?;
            edit::hold_rules(tx, &after).await?;
            edit::check_reason(change.reason)?;
            ClauseSet::save(tx.conn(), &[&after], at).await?;
            tx.updated(ClauseSet::KIND, id, &before, &after).await?;
            Ok(new.to_string())
        })
        .await?;
    done.parse().map_err(Error::internal("作った版を開けません。"))
}

/// Publishes a draft from a day on; the edition published before ends the day
/// before.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict`; `Invalid` without a day, without a
/// clause, when days overlap, and while references lead nowhere unless that was
/// acknowledged and a reason given.
pub async fn publish(
    ward: &Ward,
    actor: &Actor,
    id: Uuid,
    edition: Uuid,
    change: Change<'_>,
    input: &PublishInput,
) -> Result<()> {
    policy::require(actor, Permission::EditClauseSets)?;
    let mut reader = Reader::default();
    let from = reader.needed_day("valid_from", "有効にする日", &input.valid_from);
    let from = reader.finish(from)?;
    let acknowledged = is_ticked(&input.acknowledged);
    let part = |set: &ClauseSet| Ok(set.editions.clone());
    let apply = |set: &mut ClauseSet| {
        let held = set.editions.iter().find(|held| held.id.uuid() == edition).ok_or_else(missing)?;
        if (held.state, held.valid_from) == (EditionState::Published, Some(from)) {
            return Ok(());
        }
        complete(held, acknowledged, change.reason)?;
        put_into_force(set, edition, from)
    };
    edit::change::<ClauseSet, _>(ward, actor, id, change, part, apply).await?;
    Ok(())
}

/// Whether a draft has what a published edition needs.
fn complete(draft: &Edition, acknowledged: bool, reason: &str) -> Result<()> {
    if draft.state != EditionState::Draft {
        let message = format!("第{}版は既に公開されています。", draft.number);
        return Err(Error::invalid(Fault::whole("published-edition", message)));
    }
    if draft.clauses.is_empty() {
        let message = "条項がありません。条文を入れてから公開してください。";
        return Err(Error::invalid(Fault::whole("no-clauses", message)));
    }
    let dangling = dangling(draft).len();
    if dangling == 0 {
        return Ok(());
    }
    if !acknowledged {
        let message = format!(
            "指すもののない参照が{dangling}か所あります。条文を直すか、このまま公開してよいことを確かめてください。"
        );
        return Err(Error::invalid(Fault::at_field("dangling-reference", "acknowledged", message)));
    }
    if reason.trim().is_empty() {
        let message = "指すもののない参照を残して公開する理由を入力してください。";
        return Err(Error::invalid(Fault::at_field("empty-text", REASON_FIELD, message)));
    }
    Ok(())
}

fn put_into_force(set: &mut ClauseSet, edition: Uuid, from: NaiveDate) -> Result<()> {
    let at_day = |code, message| Err(Error::invalid(Fault::at_field(code, "valid_from", message)));
    let Some(last) = from.pred_opt() else {
        return at_day("day-range", "その日は使えません。別の日を入力してください。".to_owned());
    };
    for held in set.editions.iter().filter(|held| held.state != EditionState::Draft) {
        let begins = held.valid_from.filter(|begins| *begins >= from);
        let goes_on = held.valid_to.filter(|to| *to >= from && held.state == EditionState::Superseded);
        if let Some(day) = begins.or(goes_on) {
            let message = format!(
                "第{}版の有効な期間（{}）と重なります。その後の日を入力してください。",
                held.number,
                format_date(day)
            );
            return at_day("validity-overlap", message);
        }
    }
    for held in &mut set.editions {
        if held.id.uuid() == edition {
            (held.state, held.valid_from) = (EditionState::Published, Some(from));
        } else if held.state == EditionState::Published {
            held.state = EditionState::Superseded;
            held.valid_to = Some(held.valid_to.map_or(last, |to| to.min(last)));
        }
    }
    Ok(())
}

/// Discards a draft that nothing pins, once for each key of a form; with the
/// set if it has no other edition. Returns the set if it is left.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict`; `Invalid` of an edition that is
/// published or pinned.
pub async fn discard(
    ward: &Ward,
    actor: &Actor,
    id: Uuid,
    edition: Uuid,
    key: Option<&str>,
    change: Change<'_>,
) -> Result<Option<Uuid>> {
    policy::require(actor, Permission::EditClauseSets)?;
    let at = ward.clock().now();
    let done =
        idempotency::once(ward.store(), actor, key, Action::Delete, change.reason.trim(), async |tx| {
            let before = edit::locked::<ClauseSet>(tx.conn(), id).await?;
            as_seen(&before, change)?;
            let gone = before.editions.iter().find(|held| held.id.uuid() == edition).ok_or_else(missing)?;
            unpinned(tx.conn(), gone).await?;
            edit::check_reason(change.reason)?;
            let mut after = before.clone();
            after.editions.retain(|held| held.id.uuid() != edition);
            if after.editions.is_empty() {
                let scope = Scope::one(edition);
                delete::<clause_edition::Entity>(tx.conn(), &scope, clause_edition::Column::Id).await?;
                clause_set::Entity::delete_by_id(id).exec(tx.conn()).await?;
                tx.deleted(ClauseSet::KIND, id, &before).await?;
                return Ok(String::new());
            }
            ClauseSet::settle(tx, &before, &after).await?;
            ClauseSet::save(tx.conn(), &[&after], at).await?;
            tx.updated(ClauseSet::KIND, id, &before, &after).await?;
            Ok(id.to_string())
        })
        .await?;
    Ok(done.parse().ok())
}

fn as_seen(set: &ClauseSet, change: Change<'_>) -> Result<()> {
    if editions_seen(set)? == change.seen {
        return Ok(());
    }
    Err(Error::Conflict(
        "この特記事項は、開いている間に他の人が変えました。内容を確かめて、もう一度押してください。"
            .to_owned(),
    ))
}
