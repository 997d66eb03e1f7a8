//! All duties of a version on one page: confirmed, said to be none, put in
//! order.

use azukari_core::{
    Error, Result,
    audit::Action,
    register::{
        duty::{self, DutySheet, Held},
        edit,
    },
};
use domain::{
    Fault, Id,
    duty::{Duty, Proposed},
};
use http::StatusCode;
use uuid::Uuid;

use super::{Way, lines::page};
use crate::{
    components::TICKED,
    form::{FormState, OP_FIELD, Posted, SEEN_FIELD},
    routing::{Cx, Page, Reply},
};

/// The page of a new duty, filled with a proposal.
pub(super) const PROPOSAL: &str = "proposal";
/// How the names of the check boxes of proposals begin.
const TICK: &str = "confirm-";

/// What a button did, and which one the person looks at next.
#[derive(Default)]
pub(super) struct Done {
    /// In a sentence.
    pub(super) said: String,
    /// The value of the next button.
    pub(super) focus: String,
}

/// What a button of the page does at once.
pub(super) enum Op {
    /// Moves a duty of a line to a place.
    Shift { to: usize, line: Uuid, id: Id<Duty> },
    /// Says that the proposal of this check box is no duty.
    Dismiss(String),
    /// Has it proposed again.
    Again(String),
}

impl Op {
    /// The button's value.
    pub(super) fn value(&self) -> String {
        match self {
            Self::Shift { to, line, id } => format!("move:{to}:{line}:{id}"),
            Self::Dismiss(tick) => format!("dismiss:{tick}"),
            Self::Again(tick) => format!("again:{tick}"),
        }
    }

    fn read(value: &str) -> Option<Self> {
        let (what, of) = value.split_once(':')?;
        match what {
            "dismiss" => Some(Self::Dismiss(of.to_owned())),
            "again" => Some(Self::Again(of.to_owned())),
            "move" => {
                let mut parts = of.splitn(3, ':');
                let (to, line) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
                Some(Self::Shift { to, line, id: parts.next()?.parse().ok()? })
            }
            _ => None,
        }
    }
}

/// GET: all duties of a version.
pub(crate) async fn show(cx: &Cx, held: Held) -> Result<Page> {
    let sheet = duty::open(cx.ward(), cx.actor()?, held).await?;
    let state = if sheet.closed.is_some() { cx.new_form() } else { cx.edit_form(stored(cx, &sheet)).await? };
    page(sheet, state, Done::default())
}

/// POST: confirms what was ticked, or does what a button says.
pub(crate) async fn confirm(cx: &Cx, held: Held) -> Result<Reply> {
    let (ward, actor) = (cx.ward(), cx.actor()?);
    let sheet = duty::open(ward, actor, held).await?;
    if sheet.closed.is_some() {
        return Ok(page(sheet, cx.new_form(), Done::default())?.status(StatusCode::CONFLICT).into());
    }
    let now = stored(cx, &sheet);
    let shown = |state: FormState| page(sheet.clone(), state, Done::default());
    if cx.form().has(OP_FIELD) {
        return match operate(cx, &sheet).await {
            Ok(done) => {
                let sheet = duty::open(ward, actor, held).await?;
                let state = FormState::refused(cx.form(), Vec::new()).without(OP_FIELD);
                let state = state.replace(SEEN_FIELD, sheet.seen.clone());
                Ok(page(sheet, state, done)?.into())
            }
            Err(error) => refused(cx, error, now, shown),
        };
    }
    let mut chosen = Vec::new();
    for line in &sheet.lines {
        for found in &line.proposed {
            if cx.form().get(&tick(line.id, &found.duty)?) == TICKED {
                chosen.push((line.id, found.duty.clone()));
            }
        }
    }
    if chosen.is_empty() && all_confirmed(&sheet, cx.form())? {
        return cx.done(Way(held).list()).await;
    }
    if chosen.is_empty() && cx.form().get(SEEN_FIELD) == sheet.seen {
        let message = "確認する義務にチェックを付けてください。";
        return refused(cx, Error::invalid(Fault::whole("nothing-chosen", message)), now, shown);
    }
    match duty::confirm(ward, actor, held, cx.change(Action::Edit), &chosen).await {
        Ok(()) => cx.done(Way(held).list()).await,
        Err(error) => refused(cx, error, now, shown),
    }
}

/// Does what a button says. Tells what was done, and where to go on.
async fn operate(cx: &Cx, sheet: &DutySheet) -> Result<Done> {
    let (ward, actor, held, change) = (cx.ward(), cx.actor()?, sheet.held, cx.change(Action::Edit));
    let unknown = || Error::NotFound("義務の提案".to_owned());
    match Op::read(cx.form().get(OP_FIELD)).ok_or_else(unknown)? {
        Op::Shift { to, line, id } => {
            duty::shift(ward, actor, held, line, id, to, change).await?;
            let next = if to > 0 { to - 1 } else { 1 };
            let focus = Op::Shift { to: next, line, id }.value();
            Ok(Done { said: format!("{}番目に移しました。", to + 1), focus })
        }
        Op::Dismiss(name) => {
            let (line, found) = named(sheet, &name)?.ok_or_else(unknown)?;
            duty::dismiss(ward, actor, held, line, found.dismissed(), change).await?;
            let said = format!("「{}」を、義務ではないとしました。", found.duty.text);
            Ok(Done { said, focus: Op::Again(name).value() })
        }
        Op::Again(name) => {
            let (line, found) = named(sheet, &name)?.ok_or_else(unknown)?;
            duty::propose_again(ward, actor, held, line, &found.dismissed(), change).await?;
            let said = format!("「{}」を、提案に戻しました。", found.duty.text);
            Ok(Done { said, focus: Op::Dismiss(name).value() })
        }
    }
}

/// The proposal of a check box, open or dismissed, and its line.
fn named<'a>(sheet: &'a DutySheet, name: &str) -> Result<Option<(Uuid, &'a Proposed)>> {
    for line in &sheet.lines {
        for found in line.proposed.iter().chain(&line.dismissed) {
            if tick(line.id, &found.duty)? == name {
                return Ok(Some((line.id, found)));
            }
        }
    }
    Ok(None)
}

/// Whether everything that was ticked stands confirmed already: a double click.
fn all_confirmed(sheet: &DutySheet, form: &Posted) -> Result<bool> {
    let mut confirmed = Vec::new();
    for line in &sheet.lines {
        for duty in &line.duties {
            confirmed.push(tick(line.id, &Duty { id: None, ..duty.clone() })?);
        }
    }
    let mut ticked = form.pairs().iter().filter(|(name, _)| name.starts_with(TICK)).peekable();
    Ok(ticked.peek().is_some() && ticked.all(|(name, _)| confirmed.contains(name)))
}

fn refused(
    cx: &Cx,
    error: Error,
    now: FormState,
    page: impl FnOnce(FormState) -> Result<Page>,
) -> Result<Reply> {
    match error {
        Error::Conflict(_) => {
            let state = FormState::conflict(cx.form(), now);
            Ok(page(state)?.status(StatusCode::CONFLICT).into())
        }
        Error::Invalid(faults) => {
            let state = FormState::refused(cx.form(), faults);
            let shown = state.clone();
            Ok(page(state)?.form(&shown).into())
        }
        other => Err(other),
    }
}

fn stored(cx: &Cx, sheet: &DutySheet) -> FormState {
    cx.new_form().seen(sheet.seen.clone())
}

/// The name of the check box of a proposal.
pub(super) fn tick(line: Uuid, duty: &Duty) -> Result<String> {
    Ok(format!("{TICK}{}", edit::digest(&(line, duty))?))
}
