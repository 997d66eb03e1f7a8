//! How a person adds an object of the register, or changes a part of it. Every
//! noun's form goes through here: permission, conflict, the rules of a bundle,
//! the audit entry, all in one transaction.

use domain::{
    Fault, Place,
    bundle::{Bundle, check, give_new_ids},
    text::{check_forbidden, check_length},
};
use sea_orm::{
    ConnectionTrait, DbBackend,
    sea_query::{Alias, Expr, ExprTrait as _, Order, Query},
};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::rows::{Aggregate, Scope};
use crate::{
    Actor, Error, Result, Ward,
    audit::{Action, canonical, chain},
    bundle::known,
    idempotency,
    policy::{self, Permission},
    store::WriteTx,
};

/// The longest reason for a change, in characters.
pub const REASON: usize = 500;

/// The field that holds the reason in every form.
pub const REASON_FIELD: &str = "reason_for_change";

/// A noun that people change by forms.
pub(crate) trait Editable: Aggregate + Clone {
    /// The path of the object in [`Editable::bundle`]: `$.items[0]`.
    const PATH: &'static str;

    /// A bundle that holds the object alone.
    fn bundle(self) -> Bundle;

    /// The object out of such a bundle.
    fn from_bundle(bundle: Bundle) -> Option<Self>;

    /// Asks the policy whether the actor may have the object like this. Asked
    /// of what it was and of what it becomes.
    ///
    /// # Errors
    /// `Forbidden`.
    fn permit(&self, actor: &Actor) -> Result<()>;

    /// What the register refuses to have the object newly rest on.
    ///
    /// # Errors
    /// `Invalid`, by field.
    fn rest(
        _db: &impl ConnectionTrait,
        _before: Option<&Self>,
        _after: &Self,
    ) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }

    /// What else the noun refuses of a change, and what it clears away before
    /// the change is written.
    ///
    /// # Errors
    /// `Invalid` for what is refused.
    fn settle(_tx: &WriteTx, _before: &Self, _after: &Self) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }
}

/// A change as a person sends it.
#[derive(Debug, Clone, Copy)]
pub struct Change<'a> {
    /// What it is called in the trail.
    pub action: Action,
    /// Why, as typed; may be empty.
    pub reason: &'a str,
    /// The [`digest`] of the part the person saw.
    pub seen: &'a str,
}

/// What identifies a part of an object as a person saw it. A form carries it,
/// and only a change to that part is a conflict.
///
/// # Errors
/// `Internal` if the part cannot be written as JSON.
pub fn digest<P: Serialize>(part: &P) -> Result<String> {
    let hash = Sha256::digest(canonical::json(part)?.as_bytes());
    Ok(chain::hex(&hash[..16]))
}

/// Adds an object, once for each key of a form. Returns its id: that of the
/// first time if the key was used before.
///
/// # Errors
/// `Forbidden`; `Invalid` with a fault for each field, named by the path within
/// the object (`certifications[0].name`).
pub(crate) async fn create<A: Editable>(
    ward: &Ward,
    actor: &Actor,
    key: Option<&str>,
    reason: &str,
    object: A,
) -> Result<Uuid> {
    object.permit(actor)?;
    let at = ward.clock().now();
    let object = with_ids(ward, object)?;
    let done = idempotency::once(ward.store(), actor, key, Action::Create, reason.trim(), async |tx| {
        hold_rules(tx, &object).await?;
        A::rest(tx.conn(), None, &object).await?;
        check_reason(reason)?;
        A::save(tx.conn(), &[&object], at).await?;
        tx.created(A::KIND, object.id(), &object).await?;
        Ok(object.id().to_string())
    })
    .await?;
    done.parse().map_err(Error::internal("登録したものを開けません。"))
}

/// Changes a part of an object. `part` picks what the form shows, `apply` puts
/// in what was typed; both see the object as it is now. The same form sent
/// twice does it once.
///
/// # Errors
/// `Forbidden`, `NotFound`; `Conflict` if the part is no longer what was seen;
/// `Invalid` as [`create`].
pub(crate) async fn change<A: Editable, P: Serialize>(
    ward: &Ward,
    actor: &Actor,
    id: Uuid,
    change: Change<'_>,
    part: impl Fn(&A) -> Result<P>,
    apply: impl FnOnce(&mut A) -> Result<()>,
) -> Result<A> {
    change_asking(ward, actor, id, change, part, apply, async |_, _| Ok(())).await
}

/// [`change`], asking the register besides, in the same transaction, whether
/// the object may become like this: of what still uses it, say.
///
/// # Errors
/// As [`change`]; what `ask` returns.
pub(crate) async fn change_asking<A: Editable, P: Serialize>(
    ward: &Ward,
    actor: &Actor,
    id: Uuid,
    change: Change<'_>,
    part: impl Fn(&A) -> Result<P>,
    apply: impl FnOnce(&mut A) -> Result<()>,
    ask: impl AsyncFnOnce(&WriteTx, &A) -> Result<()>,
) -> Result<A> {
    let at = ward.clock().now();
    ward.store()
        .write(actor, change.action, change.reason.trim(), async |tx| {
            let before = locked::<A>(tx.conn(), id).await?;
            before.permit(actor)?;
            let mut after = before.clone();
            let applied = apply(&mut after);
            let attempt = format!("{} {} {}", id, change.seen, digest(&part(&after)?)?);
            if digest(&part(&before)?)? != change.seen {
                return if applied.is_ok() && idempotency::is_done(tx, actor, &attempt).await? {
                    Ok(before)
                } else {
                    Err(Error::Conflict(format!(
                        "この{}は、開いている間に他の人が変えました。内容を確かめて、もう一度保存してください。",
                        A::NOUN.word()
                    )))
                };
            }
            applied?;
            let after = with_ids(ward, after)?;
            after.permit(actor)?;
            if after == before {
                check_reason(change.reason)?;
                return Ok(after);
            }
            hold_rules(tx, &after).await?;
            A::rest(tx.conn(), Some(&before), &after).await?;
            ask(tx, &after).await?;
            A::settle(tx, &before, &after).await?;
            check_reason(change.reason)?;
            A::save(tx.conn(), &[&after], at).await?;
            tx.updated(A::KIND, id, &before, &after).await?;
            idempotency::done(tx, actor, &attempt, at).await?;
            Ok(after)
        })
        .await
}

/// Reads one object.
///
/// # Errors
/// `NotFound`; `Database`.
pub(crate) async fn load<A: Aggregate>(db: &impl ConnectionTrait, id: Uuid) -> Result<A> {
    let found = A::load(db, &Scope::one(id)).await?;
    found.into_iter().next().ok_or_else(|| Error::NotFound(A::NOUN.word().into()))
}

/// Reads one object that nobody else changes until the transaction ends: on
/// SQLite there is one writer anyway.
pub(crate) async fn locked<A: Aggregate>(db: &impl ConnectionTrait, id: Uuid) -> Result<A> {
    lock::<A>(db, [id]).await?;
    load(db, id).await
}

/// Keeps others from changing objects until the transaction ends. Everybody
/// takes them in the same order, so that two who want the same never wait for
/// each other.
pub(super) async fn lock<A: Aggregate>(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<()> {
    if db.get_database_backend() == DbBackend::Postgres {
        let id = || Expr::col(Alias::new("id"));
        let rows = Query::select()
            .expr(id())
            .from(Alias::new(A::KIND))
            .and_where(id().is_in(ids))
            .order_by_expr(id(), Order::Asc)
            .lock_exclusive()
            .to_owned();
        db.query_all(&rows).await?;
    }
    Ok(())
}

/// Gives children without an id a new one.
pub(crate) fn with_ids<A: Editable>(ward: &Ward, object: A) -> Result<A> {
    let mut bundle = object.bundle();
    give_new_ids(&mut bundle, || ward.clock().new_id());
    A::from_bundle(bundle).ok_or_else(|| Error::internal("内容を保存できません。")("no object"))
}

/// The rules a bundle holds to, for one object; faults name fields.
pub(crate) async fn hold_rules<A: Editable>(tx: &WriteTx, object: &A) -> Result<()> {
    let bundle = object.clone().bundle();
    let known = known::about(tx.conn(), A::NOUN, &bundle).await?;
    let faults = check(&bundle, &known);
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(at_fields(faults, A::PATH))) }
}

/// What the rules say of an object as it shall be, before it is saved; faults
/// name fields.
pub(crate) async fn faults_of<A: Editable>(ward: &Ward, object: A) -> Result<Vec<Fault>> {
    let bundle = with_ids(ward, object)?.bundle();
    let snapshot = ward.store().snapshot().await?;
    let known = known::about(snapshot.conn(), A::NOUN, &bundle).await?;
    Ok(at_fields(check(&bundle, &known), A::PATH))
}

/// Names the field of each fault: its path within the object.
fn at_fields(faults: Vec<Fault>, object: &str) -> Vec<Fault> {
    let field = |fault: Fault| match &fault.place {
        Place::Path(path) => match path.strip_prefix(object) {
            Some(within) => {
                let field = within.trim_start_matches('.').to_owned();
                Fault { place: Place::Field(field), ..fault }
            }
            None => fault,
        },
        _ => fault,
    };
    faults.into_iter().map(field).collect()
}

fn edits_organisation<A>(_: &A, actor: &Actor) -> Result<()> {
    policy::require(actor, Permission::EditOrganisation)
}

/// What is wrong with the reason for a change, as typed; it may be empty. A
/// form tells it together with all else that is wrong.
#[must_use]
pub fn reason_fault(reason: &str) -> Option<Fault> {
    let place = || Place::Field(REASON_FIELD.into());
    let checked = check_length(place(), "変更の理由", reason, REASON);
    checked.and_then(|()| check_forbidden(place(), reason)).err()
}

/// Refuses a reason that cannot be kept: asked last, so that whatever else is
/// wrong is told first, and the reason with it.
pub(crate) fn check_reason(reason: &str) -> Result<()> {
    reason_fault(reason).map_or(Ok(()), |fault| Err(Error::invalid(fault)))
}

macro_rules! editable {
    ($type:ty, $list:ident, $path:literal, $permit:expr) => {
        impl $crate::register::edit::Editable for $type {
            const PATH: &'static str = $path;

            fn bundle(self) -> domain::bundle::Bundle {
                domain::bundle::Bundle { $list: vec![self], ..Default::default() }
            }

            fn from_bundle(mut bundle: domain::bundle::Bundle) -> Option<Self> {
                bundle.$list.pop()
            }

            fn permit(&self, actor: &$crate::Actor) -> $crate::Result<()> {
                let permit: fn(&Self, &$crate::Actor) -> $crate::Result<()> = $permit;
                permit(self, actor)
            }
        }
    };
    ($type:ty, $list:ident, $path:literal) => {
        editable!($type, $list, $path, |_, actor| $crate::policy::require(
            actor,
            $crate::policy::Permission::EditRegister
        ));
    };
}

editable!(
    domain::organisation::ImplementingBody,
    implementing_bodies,
    "$.implementing_bodies[0]",
    edits_organisation
);
editable!(domain::organisation::Department, departments, "$.departments[0]", edits_organisation);
editable!(domain::organisation::Section, sections, "$.sections[0]", edits_organisation);
editable!(domain::dictionary::DictionaryEntry, dictionary_entries, "$.dictionary_entries[0]");
editable!(domain::legal::LegalBasis, legal_bases, "$.legal_bases[0]");
editable!(domain::programme::RegisteredBusiness, registered_businesses, "$.registered_businesses[0]");
editable!(domain::party::Party, parties, "$.parties[0]");
editable!(domain::annex::Annex, annexes, "$.annexes[0]");
editable!(domain::programme::Programme, programmes, "$.programmes[0]", |programme, actor| {
    policy::require_over(actor, Permission::EditProgrammes, programme.section.uuid())
});
