//! What a deed would do to each of several items, and what refuses it: the
//! same for the page that shows it and for the transaction that does it.

use std::collections::BTreeMap;

use domain::{
    Fault, Place,
    bundle::{Bundle, Noun, check},
    item::Item,
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::deed::{Decisions, Deed, Now};
use crate::{
    Actor, Result,
    bundle::known,
    policy::{self, Permission},
    register::{
        edit::{Editable as _, digest},
        item::edit::{
            open::whole,
            rules::{Paper, papers, refused},
        },
        rows::{Aggregate as _, Scope},
    },
};

/// An item, and what becomes of it.
pub(super) struct Judged {
    pub(super) id: Uuid,
    /// As it is; nothing if it is not there, or not the actor's to know of.
    pub(super) before: Option<Item>,
    /// The digest of that.
    pub(super) seen: String,
    pub(super) outcome: Outcome,
}

/// What becomes of an item.
pub(super) enum Outcome {
    /// Nothing has been asked for yet, and nothing stands against it.
    Open,
    /// It becomes this.
    Becomes(Box<Item>),
    /// It is like this already.
    Same,
    /// Not possible, and why.
    Refused(String),
}

/// Judges items in the order of their ids, in queries whose number does not
/// grow with theirs.
pub(super) async fn judge(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[Uuid],
    deed: Option<(Deed, Now)>,
) -> Result<Vec<Judged>> {
    let found = Item::load(db, &Scope::ids(ids.iter().copied())).await?;
    let mut found: BTreeMap<Uuid, Item> = found.into_iter().map(|item| (item.id.uuid(), item)).collect();
    found.retain(|_, item| is_known_to(actor, item));
    let papers = papers(db, &found.values().collect::<Vec<_>>()).await?;
    let decisions = match deed {
        Some((deed, _)) => deed.decisions(db, ids).await?,
        None => Decisions::new(),
    };
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        let Some(before) = found.remove(id) else {
            let outcome = Outcome::Refused("見つかりません。".to_owned());
            rows.push(Judged { id: *id, before: None, seen: String::new(), outcome });
            continue;
        };
        let seen = digest(&whole(&before))?;
        let outcome = one(actor, &before, &seen, deed, &Stands { papers: &papers, decisions: &decisions });
        rows.push(Judged { id: *id, before: Some(before), seen, outcome });
    }
    hold_rules(db, &mut rows).await?;
    Ok(rows)
}

/// Whether the actor may know that the item is there.
fn is_known_to(actor: &Actor, item: &Item) -> bool {
    let reach = policy::reach(actor, Permission::ReadRegister);
    item.current().is_some_and(|version| reach.holds(version.holding_section.uuid()))
}

/// What the register holds about items beside themselves.
struct Stands<'a> {
    papers: &'a [Paper],
    decisions: &'a Decisions,
}

fn one(actor: &Actor, before: &Item, seen: &str, deed: Option<(Deed, Now)>, stands: &Stands<'_>) -> Outcome {
    let refuse = |message: &str| Outcome::Refused(message.to_owned());
    if before.permit(actor).is_err() {
        return refuse("ほかの課が持つ案件です。");
    }
    let Some((deed, now)) = deed else { return Outcome::Open };
    let mut after = before.clone();
    if let Err(fault) = deed.apply(&mut after, seen, now, stands.decisions) {
        return Outcome::Refused(fault.message);
    }
    if after == *before {
        return Outcome::Same;
    }
    if after.permit(actor).is_err() {
        return refuse("自分の課でない課には移せません。");
    }
    match said(refused(stands.papers, before, &after)) {
        Some(message) => Outcome::Refused(message),
        None => Outcome::Becomes(Box::new(after)),
    }
}

/// Refuses what the rules of a bundle refuse. What is refused stays as it was,
/// which may stand against others: until no more are.
async fn hold_rules(db: &impl ConnectionTrait, rows: &mut [Judged]) -> Result<()> {
    let mut bundle = Bundle { items: becoming(rows), ..Bundle::default() };
    if bundle.items.is_empty() {
        return Ok(());
    }
    let known = known::about(db, Noun::Item, &bundle).await?;
    loop {
        let mut faults = BTreeMap::<usize, Vec<Fault>>::new();
        for fault in check(&bundle, &known) {
            if let Some(at) = place(&fault) {
                faults.entry(at).or_default().push(fault);
            }
        }
        if faults.is_empty() {
            return Ok(());
        }
        for (at, faults) in faults {
            let Some(id) = bundle.items.get(at).map(|item| item.id.uuid()) else { continue };
            if let Some(row) = rows.iter_mut().find(|row| row.id == id) {
                row.outcome = Outcome::Refused(said(faults).unwrap_or_default());
            }
        }
        bundle.items = becoming(rows);
    }
}

fn becoming(rows: &[Judged]) -> Vec<Item> {
    let after = rows.iter().filter_map(|row| match &row.outcome {
        Outcome::Becomes(after) => Some(after.as_ref().clone()),
        Outcome::Open | Outcome::Same | Outcome::Refused(_) => None,
    });
    after.collect()
}

/// Which item of the bundle a fault is about.
fn place(fault: &Fault) -> Option<usize> {
    let Place::Path(path) = &fault.place else { return None };
    path.strip_prefix("$.items[")?.split(']').next()?.parse().ok()
}

/// Faults in one line.
fn said(faults: Vec<Fault>) -> Option<String> {
    let said: Vec<String> = faults.into_iter().map(|fault| fault.message).collect();
    (!said.is_empty()).then(|| said.concat())
}
