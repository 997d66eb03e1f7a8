//! One duty on a page of its own: added, changed, removed.

use azukari_core::{
    Error, Result,
    audit::Action,
    register::duty::{self, DutyLine, DutySheet, Held},
};
use domain::{
    Id,
    duty::{Duty, DutyParty},
};
use http::StatusCode;
use leptos::prelude::*;

use super::{
    NEW, Way,
    lines::called,
    on_the_way,
    part::DutyFields,
    read::{EVIDENCE, at_fields, blank, fill, typed},
    sheet::{PROPOSAL, tick},
};
use crate::{
    components::{Button, EditFrame, Notice, Tone},
    form::FormState,
    register::rows::{Done, operated},
    routing::{Cx, Page, Reply},
};

/// The button that removes the duty.
const REMOVE: &str = "remove";

/// A line that is open, and the duty of it that is edited.
struct Opened {
    sheet: DutySheet,
    line: DutyLine,
    /// None while it is new.
    duty: Option<Duty>,
}

impl Opened {
    async fn of(cx: &Cx, held: Held) -> Result<Self> {
        let sheet = duty::open(cx.ward(), cx.actor()?, held).await?;
        let line = sheet.line(cx.id("line", "義務の付く条項又は対策")?)?.clone();
        let duty = match cx.param("duty") {
            NEW => None,
            id => {
                let id: Option<Id<Duty>> = id.parse().ok();
                let found = line.duties.iter().find(|duty| duty.id.is_some() && duty.id == id);
                Some(found.cloned().ok_or_else(|| Error::NotFound("義務".to_owned()))?)
            }
        };
        Ok(Self { sheet, line, duty })
    }

    fn id(&self) -> Option<Id<Duty>> {
        self.duty.as_ref().and_then(|duty| duty.id)
    }

    fn way(&self) -> Way {
        Way(self.sheet.held)
    }

    fn creditors(&self) -> &[DutyParty] {
        self.duty.as_ref().map(|duty| duty.creditors.as_slice()).unwrap_or_default()
    }

    /// The form with what is stored, or with the proposal that was chosen.
    fn stored(&self, cx: &Cx) -> Result<FormState> {
        let seen = match &self.duty {
            Some(duty) => duty::duty_seen(duty)?,
            None => duty::line_seen(&self.line)?,
        };
        let state = cx.new_form().seen(seen);
        if let Some(duty) = &self.duty {
            return Ok(fill(state, duty));
        }
        for found in &self.line.proposed {
            if tick(self.line.id, &found.duty)? == cx.query().get(PROPOSAL) {
                return Ok(fill(state, &found.duty));
            }
        }
        Ok(fill(state, &blank()))
    }
}

/// GET: one duty, or a new one, of a proposal with `?proposal=`.
pub(crate) async fn show(cx: &Cx, held: Held) -> Result<Page> {
    let opened = Opened::of(cx, held).await?;
    let state =
        if opened.sheet.closed.is_some() { cx.new_form() } else { cx.edit_form(opened.stored(cx)?).await? };
    Ok(page(&opened, state, Done::default()))
}

/// POST: saves it, removes it, or changes the list of its evidence.
pub(crate) async fn save(cx: &Cx, held: Held) -> Result<Reply> {
    let (ward, actor, form) = (cx.ward(), cx.actor()?, cx.form());
    let opened = match Opened::of(cx, held).await {
        // Removed twice by a double click.
        Err(Error::NotFound(_)) if form.has(REMOVE) => return cx.done(Way(held).list()).await,
        opened => opened?,
    };
    if opened.sheet.closed.is_some() {
        let shown = page(&opened, cx.new_form(), Done::default());
        return Ok(shown.status(StatusCode::CONFLICT).into());
    }
    if let Some((state, done)) = operated(form, &[EVIDENCE], |_, _, _| Done::default()) {
        return Ok(page(&opened, state, done).into());
    }
    let line = opened.line.id;
    let change = cx.change(Action::Edit);
    let done = match (form.has(REMOVE), opened.id()) {
        (true, Some(id)) => duty::remove(ward, actor, held, line, id, change).await,
        _ => match typed(form, opened.creditors(), held.host) {
            Ok(duty) => match opened.id() {
                Some(id) => duty::save(ward, actor, held, line, id, change, duty).await,
                None => duty::add(ward, actor, held, line, cx.key(), change, duty).await,
            },
            Err(error) => Err(error),
        },
    };
    let done = done.map_err(|error| match error {
        Error::Invalid(faults) => Error::Invalid(at_fields(faults, form)),
        other => other,
    });
    let stored = async { opened.stored(cx) };
    let to = opened.way().line(line);
    cx.finish(done, |()| to, stored, |state| page(&opened, state, Done::default())).await
}

fn page(opened: &Opened, state: FormState, done: Done) -> Page {
    let (sheet, line) = (&opened.sheet, &opened.line);
    let called = called(sheet, line);
    let word = if opened.duty.is_some() { "義務の変更" } else { "義務の追加" };
    let page = on_the_way(Page::new(format!("{word}：{called}（{}・{}）", sheet.name, sheet.version)), sheet)
        .crumb("義務の確認", opened.way().list());
    let (host, names, closed) = (sheet.held.host, sheet.names.clone(), sheet.closed);
    let (action, back) = (opened.way().duty(line.id, opened.id()), opened.way().line(line.id));
    let text: Vec<String> = line.text.clone();
    let is_new = opened.duty.is_none();
    page.body(move || {
        let text = text.into_iter().map(|text| view! { <p class="prewrap">{text}</p> }).collect_view();
        let content = if let Some((title, words)) = closed {
            view! { <Notice title tone=Tone::Warning><p>{words}</p></Notice> }.into_any()
        } else {
            let remove = (!is_new).then(|| {
                view! {
                    <section class="stack">
                        <h2 class="section-head">"この義務を取り除く"</h2>
                        <p class="support">"取り除いたことは変更履歴に残ります。欄に入力した内容は保存されません。"</p>
                        <p><Button name=REMOVE value="1">"この義務を取り除く"</Button></p>
                    </section>
                }
            });
            let submit = if is_new { "この義務を加える" } else { "保存する" };
            view! {
                <EditFrame action state=state.clone() back submit>
                    <DutyFields state done host names/>
                    {remove}
                </EditFrame>
            }
            .into_any()
        };
        view! {
            <div class="narrow stack">
                <details class="more" open=true>
                    <summary>{format!("{called}の文章")}</summary>
                    {text}
                </details>
                {content}
            </div>
        }
    })
}
