//! All duties of a version: what was confirmed, what is proposed beside it, and
//! the words that led to each proposal.

use azukari_core::{
    Error, Result,
    audit::Action,
    register::{
        duty::{self, DutyLine, DutySheet, Held},
        edit,
    },
};
use domain::{
    Fault, Id,
    duty::{Duty, DutyHost, Proposed, marked},
};
use http::StatusCode;
use leptos::prelude::*;
use uuid::Uuid;

use super::{Way, anchor, facts::full, on_the_way};
use crate::{
    components::{Button, CheckBox, EditFrame, Empty, Notice, TICKED, Tone},
    form::{FormState, Posted, SEEN_FIELD},
    routing::{Cx, Page, Reply},
};

/// The buttons that move a duty: `<place>:<line>:<duty>`.
const MOVE: &str = "move";
/// The page of a new duty, filled with a proposal.
pub(super) const PROPOSAL: &str = "proposal";
/// How the names of the check boxes of proposals begin.
const TICK: &str = "confirm-";
/// Characters of a text that stand in its closed summary.
const SUMMARY: usize = 40;

/// GET: all duties of a version.
pub(crate) async fn show(cx: &Cx, held: Held) -> Result<Page> {
    let sheet = duty::open(cx.ward(), cx.actor()?, held).await?;
    let state = if sheet.closed.is_some() { cx.new_form() } else { cx.edit_form(stored(cx, &sheet)).await? };
    page(sheet, state)
}

/// POST: confirms what was ticked, or moves a duty.
pub(crate) async fn confirm(cx: &Cx, held: Held) -> Result<Reply> {
    let (ward, actor) = (cx.ward(), cx.actor()?);
    let sheet = duty::open(ward, actor, held).await?;
    if sheet.closed.is_some() {
        return Ok(page(sheet, cx.new_form())?.status(StatusCode::CONFLICT).into());
    }
    let now = stored(cx, &sheet);
    let shown = |state: FormState| page(sheet.clone(), state);
    if let Some((to, line, id)) = moved(cx.form().get(MOVE)) {
        return match duty::shift(ward, actor, held, line, id, to, cx.change(Action::Edit)).await {
            Ok(()) => {
                let sheet = duty::open(ward, actor, held).await?;
                let state = FormState::refused(cx.form(), Vec::new()).without(MOVE);
                let state = state.replace(SEEN_FIELD, sheet.seen.clone());
                Ok(page(sheet, state)?.into())
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

/// Where to, of which line, which duty.
fn moved(value: &str) -> Option<(usize, Uuid, Id<Duty>)> {
    let mut parts = value.splitn(3, ':');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// The name of the check box of a proposal.
pub(super) fn tick(line: Uuid, duty: &Duty) -> Result<String> {
    Ok(format!("{TICK}{}", edit::digest(&(line, duty))?))
}

fn page(sheet: DutySheet, state: FormState) -> Result<Page> {
    let page = on_the_way(Page::new(format!("義務の確認：{}（{}）", sheet.name, sheet.version)), &sheet);
    let lead = match sheet.held.host {
        DutyHost::Clause => {
            "条文の言葉から義務を提案します。確かめて確認したものだけが、この版の義務になります。"
        }
        DutyHost::Protection => {
            "付議した対策の言葉から義務を提案します。対策の文章は変わりません。確認した義務だけが加わります。"
        }
    };
    let lines = sheet.lines.iter().map(|line| line_view(&sheet, line, &state)).collect::<Result<Vec<_>>>()?;
    Ok(page.lead(lead).body(move || {
        let progress = progress(&sheet);
        let way = Way(sheet.held);
        let content = match sheet.closed {
            Some((title, words)) => view! {
                <Notice title tone=Tone::Warning><p>{words}</p></Notice>
                {lines}
            }
            .into_any(),
            None if sheet.lines.is_empty() => {
                let word = match sheet.held.host {
                    DutyHost::Clause => "この版には条がありません",
                    DutyHost::Protection => "義務になる対策がありません",
                };
                view! { <Empty title=word/> }.into_any()
            }
            None => view! {
                <EditFrame action=way.list() state back=way.back() submit="チェックした義務を確認する">
                    {lines}
                </EditFrame>
            }
            .into_any(),
        };
        view! { <div class="narrow stack">{progress}{content}</div> }
    }))
}

/// How far somebody has come.
fn progress(sheet: &DutySheet) -> impl IntoView + use<> {
    let (all, settled) = (sheet.lines.len(), sheet.lines.iter().filter(|line| line.is_settled()).count());
    let open: usize = sheet.lines.iter().map(|line| line.proposed.len()).sum();
    let word = match sheet.held.host {
        DutyHost::Clause => format!("{all}条のうち{settled}条を確認しました。"),
        DutyHost::Protection => format!("{all}件の対策のうち{settled}件を確認しました。"),
    };
    let rest = if open > 0 {
        format!("確認していない提案が{open}件あります。")
    } else {
        String::new()
    };
    view! { <p class="progress-line">{format!("{word}{rest}")}</p> }
}

/// What a line is called: 第3条（秘密の保持）.
pub(super) fn called(sheet: &DutySheet, line: &DutyLine) -> String {
    match (sheet.held.host, &line.number) {
        (DutyHost::Clause, number) => {
            let number = number.clone().unwrap_or_default();
            if line.head.is_empty() { number } else { format!("{number}（{}）", line.head) }
        }
        (DutyHost::Protection, Some(number)) => format!("{}　{number}", line.head),
        (DutyHost::Protection, None) => format!("{}　（番号なし）", line.head),
    }
}

fn line_view(sheet: &DutySheet, line: &DutyLine, state: &FormState) -> Result<AnyView> {
    let (way, called) = (Way(sheet.held), called(sheet, line));
    let open = sheet.closed.is_none();
    let proposed: &[Proposed] = if open { &line.proposed } else { &[] };
    let words: Vec<String> = proposed.iter().flat_map(|found| found.words.clone()).collect();
    let confirmed = confirmed(sheet, line);
    let proposals =
        proposed.iter().map(|found| proposal(sheet, line, found, state)).collect::<Result<Vec<_>>>()?;
    let proposals = (!proposals.is_empty()).then(|| {
        view! { <h3 class="duty-head">{format!("提案（{}件）", proposals.len())}</h3><ul class="duty-list">{proposals}</ul> }
    });
    let none = (line.duties.is_empty() && proposed.is_empty()).then(|| {
        view! { <p class="support">"義務も、義務の提案もありません。"</p> }
    });
    let add = open.then(|| {
        let word = format!("「{called}」に義務を加える");
        view! { <p><a class="hit" href=way.duty(line.id, None)>{word}</a></p> }
    });
    Ok(view! {
        <section class="duty-line" id=anchor(line.id) aria-label=called.clone()>
            <h2 class="duty-line-head">{called.clone()}</h2>
            {text(line, &words)}
            {confirmed}
            {proposals}
            {none}
            {add}
        </section>
    }
    .into_any())
}

/// The text, closed where it is long, with the words that led to proposals.
fn text(line: &DutyLine, words: &[String]) -> AnyView {
    let paragraphs = line
        .text
        .iter()
        .map(|text| {
            let pieces = marked(text, words)
                .into_iter()
                .map(
                    |(hit, text)| {
                        if hit { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() }
                    },
                )
                .collect_view();
            view! { <p class="prewrap">{pieces}</p> }
        })
        .collect_view();
    let first = line.text.first().map(String::as_str).unwrap_or_default();
    if line.text.len() == 1 && first.chars().count() <= 2 * SUMMARY {
        return paragraphs.into_any();
    }
    let summary = format!("{}…（全文を見る）", first.chars().take(SUMMARY).collect::<String>());
    view! { <details class="more"><summary>{summary}</summary>{paragraphs}</details> }.into_any()
}

fn confirmed(sheet: &DutySheet, line: &DutyLine) -> Option<AnyView> {
    if line.duties.is_empty() {
        return None;
    }
    let (count, way) = (line.duties.len(), Way(sheet.held));
    let rows = line
        .duties
        .iter()
        .enumerate()
        .map(|(at, duty)| {
            let controls = sheet.closed.is_none().then(|| {
                let button = |to: usize, word: &'static str| {
                    let id = duty.id.map(|id| id.to_string()).unwrap_or_default();
                    let value = format!("{to}:{}:{id}", line.id);
                    let whole = format!("「{}」を{word}", duty.text);
                    view! {
                        <Button name=MOVE value>
                            {word}<span class="visually-hidden">{whole}</span>
                        </Button>
                    }
                };
                let up = (at > 0).then(|| button(at - 1, "上へ"));
                let down = (at + 1 < count).then(|| button(at + 1, "下へ"));
                let change = format!("「{}」を変える", duty.text);
                view! {
                    <div class="duty-controls">
                        <a class="hit" href=way.duty(line.id, duty.id)>{change}</a>
                        {up}
                        {down}
                    </div>
                }
            });
            view! {
                <li class="duty" data-state="confirmed">
                    {full(duty, &sheet.names)}
                    {controls}
                </li>
            }
        })
        .collect_view();
    let head = format!("確認した義務（{count}件）");
    Some(view! { <h3 class="duty-head">{head}</h3><ul class="duty-list">{rows}</ul> }.into_any())
}

fn proposal(sheet: &DutySheet, line: &DutyLine, found: &Proposed, state: &FormState) -> Result<AnyView> {
    let name = tick(line.id, &found.duty)?;
    let href = format!("{}?{PROPOSAL}={name}", Way(sheet.held).duty(line.id, None));
    let words = found.words.iter().map(|word| format!("「{word}」")).collect::<String>();
    let label = format!("「{}」を確認する", found.duty.text);
    let change = format!("「{}」を変えてから確認する", found.duty.text);
    let field = state.field(&name);
    Ok(view! {
        <li class="duty" data-state="proposed">
            {full(&found.duty, &sheet.names)}
            <p class="support">{format!("この言葉から：{words}")}</p>
            <div class="duty-controls">
                <CheckBox label field/>
                <a class="hit" href=href>{change}</a>
            </div>
        </li>
    }
    .into_any())
}
