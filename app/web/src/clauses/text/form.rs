use azukari_core::{
    Error, Result,
    audit::Action,
    clauses::{EditionEdit, check_text, edition_edit, save_text},
};
use domain::{
    Fault, Place,
    clauses::revise::{Done, Op, Review, Typed},
};
use http::StatusCode;

use super::{page, review};
use crate::{
    clauses::gone::or_gone,
    form::{FormState, OP_FIELD},
    routing::{Cx, Page, Reply},
};

/// Says that the form has been looked through.
pub(super) const LOOKED: &str = "looked-through";
/// The button that leads back to the clauses.
pub(super) const BACK: &str = "back-to-text";

/// Everything the editor shows.
pub(super) struct Sheet {
    /// The edition as it is stored.
    pub(super) edit: EditionEdit,
    /// What stands in the form.
    pub(super) typed: Typed,
    /// What the last button did.
    pub(super) done: Done,
}

impl Sheet {
    async fn open(cx: &Cx) -> Result<Self> {
        let (set, edition) = (cx.id("id", "特記事項")?, cx.id("edition", "特記事項の版")?);
        let edit = edition_edit(cx.ward(), cx.actor()?, set, edition).await?;
        Ok(Self { edit, typed: Typed::default(), done: Done::default() })
    }

    fn review(&self) -> Review {
        self.typed.review(&self.edit.edition, self.edit.wording())
    }

    /// An empty form with what is stored.
    fn stored(&self, form: FormState) -> Result<FormState> {
        let held = Typed::of(&self.edit.edition).fields();
        let form = held.into_iter().fold(form, |state, (name, value)| state.with(&name, value));
        Ok(form.seen(self.edit.seen()?))
    }
}

/// GET /clauses/{id}/editions/{edition}/text
pub(super) async fn edit(cx: Cx) -> Result<Page> {
    let mut sheet = match or_gone(&cx, Sheet::open(&cx).await).await? {
        Ok(sheet) => sheet,
        Err(gone) => return Ok(gone),
    };
    if !sheet.edit.is_draft() {
        return Ok(page::closed(&sheet.edit, cx.form()));
    }
    let state = cx.edit_form(sheet.stored(cx.new_form())?).await?;
    sheet.typed = read(state.values());
    Ok(page::page(sheet, state))
}

/// POST /clauses/{id}/editions/{edition}/text: a button of a clause, looking it
/// through, or saving.
pub(super) async fn save(cx: Cx) -> Result<Reply> {
    let mut sheet = match or_gone(&cx, Sheet::open(&cx).await).await? {
        Ok(sheet) => sheet,
        Err(gone) => return Ok(gone),
    };
    if !sheet.edit.is_draft() {
        return Ok(page::closed(&sheet.edit, cx.form()).status(StatusCode::CONFLICT).into());
    }
    sheet.typed = read(cx.form().pairs());
    let again = || FormState::refused(cx.form(), Vec::new());
    if let Some(op) = cx.form().find(OP_FIELD) {
        sheet.done = Op::parse(op).map(|op| sheet.typed.apply(&op)).unwrap_or_default();
        return Ok(page::page(sheet, again()).into());
    }
    if cx.form().has(BACK) {
        return Ok(page::page(sheet, again()).into());
    }
    let mut found = sheet.review();
    if let Err(error) = check_text(cx.ward(), cx.actor()?, &sheet.edit, &found).await {
        return refused(&cx, sheet, error, &found);
    }
    if !cx.form().has(LOOKED) {
        return Ok(review::page(&sheet, &found, again()).into());
    }
    let answers = match review::answers(&found, &sheet.typed, cx.form()) {
        Ok(answers) => answers,
        Err(faults) => {
            let state = FormState::refused(cx.form(), faults);
            let shown = state.clone();
            return Ok(review::page(&sheet, &found, state).form(&shown).into());
        }
    };
    found.decide(&answers);
    let change = cx.change(Action::Edit);
    match save_text(cx.ward(), cx.actor()?, &sheet.edit, change, &found).await {
        Ok(()) => {
            let (set, edition) = (sheet.edit.set.id, sheet.edit.edition.id);
            cx.done(format!("/clauses/{set}?edition={edition}")).await
        }
        Err(Error::Conflict(_)) => conflict(&cx, sheet).await,
        Err(error) => refused(&cx, sheet, error, &found),
    }
}

/// Somebody else was faster: what is stored now beside what was typed.
async fn conflict(cx: &Cx, sheet: Sheet) -> Result<Reply> {
    let now = Sheet { typed: sheet.typed, ..Sheet::open(cx).await? };
    if !now.edit.is_draft() {
        return Ok(page::closed(&now.edit, cx.form()).status(StatusCode::CONFLICT).into());
    }
    let stored = now.stored(FormState::default())?;
    let state = FormState::conflict(cx.form(), stored);
    Ok(page::page(now, state).status(StatusCode::CONFLICT).into())
}

fn refused(cx: &Cx, sheet: Sheet, error: Error, review: &Review) -> Result<Reply> {
    let Error::Invalid(faults) = error else { return Err(error) };
    let faults = faults.into_iter().map(|fault| at_card(fault, review, &sheet.typed)).collect();
    let state = FormState::refused(cx.form(), faults);
    let shown = state.clone();
    Ok(page::page(sheet, state).form(&shown).into())
}

fn read(values: &[(String, String)]) -> Typed {
    Typed::read(values.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}

/// A fault of the edition at the field of its clause: a card keeps its name
/// wherever it stands.
fn at_card(fault: Fault, review: &Review, typed: &Typed) -> Fault {
    let Place::Field(path) = &fault.place else { return fault };
    for list in ["preamble", "trailing"] {
        if path.starts_with(&format!("{list}[")) {
            let part = if list == "preamble" { "前文" } else { "後文" };
            let message = format!("{part}：{}", fault.message);
            return Fault { message, place: Place::Field(list.to_owned()), ..fault };
        }
    }
    let Some((place, rest)) = path.strip_prefix("clauses[").and_then(|rest| rest.split_once(']')) else {
        return fault;
    };
    let settled = place.parse::<usize>().ok().and_then(|at| Some((at, review.clauses.get(at)?)));
    let Some((at, settled)) = settled else { return fault };
    let clause = typed.clauses.iter().find(|clause| clause.key == settled.key);
    let (field, part) = match rest {
        ".caption" => ("caption", "見出し"),
        ".note" => ("note", "作成上の注"),
        rest if rest.starts_with(".divisions") => ("divisions", "上に置く章や節の見出し"),
        _ => ("text", "条文"),
    };
    let name = clause.map(|clause| clause.field(field)).unwrap_or_default();
    Fault {
        message: format!("{}番目の条の{part}：{}", at + 1, fault.message),
        place: Place::Field(name),
        ..fault
    }
}
