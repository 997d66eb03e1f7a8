//! What stands on the page of a version's duties, line by line.

use azukari_core::{
    Result,
    register::duty::{DutyLine, DutySheet},
};
use domain::duty::{DutyHost, Proposed, marked};
use leptos::prelude::*;

use super::{
    Way, anchor,
    facts::full,
    on_the_way,
    sheet::{Done, Op, PROPOSAL, tick},
};
use crate::{
    components::{ButtonKind, ButtonLink, CheckBox, EditFrame, Empty, Notice, OpButton, Tone},
    form::FormState,
    routing::Page,
};

/// Characters of a text that stand in its closed summary.
const SUMMARY: usize = 40;

/// All duties of a version: what was confirmed, what is proposed beside it.
pub(super) fn page(sheet: DutySheet, state: FormState, done: Done) -> Result<Page> {
    let page = on_the_way(Page::new(format!("義務の確認：{}（{}）", sheet.name, sheet.version)), &sheet);
    let lead = match sheet.held.host {
        DutyHost::Clause => {
            "条文の言葉から義務を提案します。確かめて確認したものだけが、この版の義務になります。"
        }
        DutyHost::Protection => {
            "付議した対策の言葉から義務を提案します。対策の文章は変わりません。確認した義務だけが加わります。"
        }
    };
    let lines = sheet.lines.iter().map(|line| line_view(&sheet, line, &state, &done.focus));
    let lines = lines.collect::<Result<Vec<_>>>()?;
    Ok(page.lead(lead).body(move || {
        let progress = progress(&sheet);
        let way = Way(sheet.held);
        let content = match sheet.closed {
            Some((title, words)) => view! {
                {progress}
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
            None => {
                let said = (!done.said.is_empty())
                    .then(|| view! { <p class="op-note" data-announce="">{done.said}</p> });
                let finished = finished(&sheet);
                let ask_reason = finished.is_none();
                let submit = if finished.is_some() { "" } else { "チェックした義務を確認する" };
                view! {
                    <EditFrame action=way.list() state back=way.back() submit ask_reason>
                        {said}
                        {progress}
                        {lines}
                        {finished}
                    </EditFrame>
                }
                .into_any()
            }
        };
        view! { <div class="narrow stack">{content}</div> }
    }))
}

/// Where to go once each proposal was looked at.
fn finished(sheet: &DutySheet) -> Option<AnyView> {
    if sheet.lines.iter().any(|line| !line.is_settled()) {
        return None;
    }
    let way = Way(sheet.held);
    let (words, next) = match sheet.held.host {
        DutyHost::Clause => (
            "足りない義務があれば加えてから、公開へ進みます。",
            view! { <ButtonLink href=way.publish() kind=ButtonKind::Primary>"公開へ進む"</ButtonLink> }
                .into_any(),
        ),
        DutyHost::Protection => (
            "足りない義務があれば加えます。なければ、案件のページに戻ります。",
            view! { <ButtonLink href=way.back() kind=ButtonKind::Primary>"案件のページへ"</ButtonLink> }
                .into_any(),
        ),
    };
    Some(
        view! {
            <Notice title="確認していない提案はありません" tone=Tone::Success>
                <p>{words}</p>
                <p>{next}</p>
            </Notice>
        }
        .into_any(),
    )
}

/// How far somebody has come.
fn progress(sheet: &DutySheet) -> impl IntoView + use<> {
    let (all, settled) = (sheet.lines.len(), sheet.lines.iter().filter(|line| line.is_settled()).count());
    let count = |of: fn(&DutyLine) -> usize| -> usize { sheet.lines.iter().map(of).sum() };
    let (open, dismissed) = (count(|line| line.proposed.len()), count(|line| line.dismissed.len()));
    let duties = count(|line| line.duties.len());
    let told = match (sheet.closed, sheet.held.host) {
        (Some(_), _) => format!("確認した義務は{duties}件です。"),
        (None, DutyHost::Clause) => format!("{all}条のうち{settled}条を確認しました。"),
        (None, DutyHost::Protection) => format!("{all}件の対策のうち{settled}件を確認しました。"),
    };
    let open =
        (sheet.closed.is_none() && open > 0).then(|| format!("確認していない提案が{open}件あります。"));
    let dismissed = (dismissed > 0).then(|| format!("義務ではないとした提案が{dismissed}件あります。"));
    let told = [Some(told), open, dismissed].into_iter().flatten().collect::<String>();
    view! { <p class="progress-line">{told}</p> }
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

fn line_view(sheet: &DutySheet, line: &DutyLine, state: &FormState, focus: &str) -> Result<AnyView> {
    let (way, called) = (Way(sheet.held), called(sheet, line));
    let open = sheet.closed.is_none();
    let proposed: &[Proposed] = if open { &line.proposed } else { &[] };
    let words: Vec<String> = proposed.iter().flat_map(|found| found.words.clone()).collect();
    let confirmed = confirmed(sheet, line, focus);
    let proposals = proposed
        .iter()
        .map(|found| proposal(sheet, line, found, state, focus))
        .collect::<Result<Vec<_>>>()?;
    let proposals = (!proposals.is_empty()).then(|| {
        view! { <h3 class="duty-head">{format!("提案（{}件）", proposals.len())}</h3><ul class="duty-list">{proposals}</ul> }
    });
    let dismissed = dismissed(sheet, line, focus)?;
    let none = (line.duties.is_empty() && proposed.is_empty() && line.dismissed.is_empty()).then(|| {
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
            {dismissed}
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

fn confirmed(sheet: &DutySheet, line: &DutyLine, focus: &str) -> Option<AnyView> {
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
                    let value =
                        duty.id.map(|id| Op::Shift { to, line: line.id, id }.value()).unwrap_or_default();
                    let about = format!("「{}」を", duty.text);
                    view! { <OpButton value focus=focus.to_owned() about small=true>{word}</OpButton> }
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

fn proposal(
    sheet: &DutySheet,
    line: &DutyLine,
    found: &Proposed,
    state: &FormState,
    focus: &str,
) -> Result<AnyView> {
    let name = tick(line.id, &found.duty)?;
    let href = format!("{}?{PROPOSAL}={name}", Way(sheet.held).duty(line.id, None));
    let label = format!("「{}」を確認する", found.duty.text);
    let change = format!("「{}」を変えてから確認する", found.duty.text);
    let field = state.field(&name);
    let (value, focus) = (Op::Dismiss(name).value(), focus.to_owned());
    let about = format!("「{}」は", found.duty.text);
    Ok(view! {
        <li class="duty" data-state="proposed">
            {full(&found.duty, &sheet.names)}
            <p class="support">{led(found)}</p>
            <div class="duty-controls">
                <CheckBox label field/>
                <a class="hit" href=href>{change}</a>
                <OpButton value focus about small=true>"義務ではない"</OpButton>
            </div>
        </li>
    }
    .into_any())
}

/// What is no duty, in short, with the way to have it proposed again.
fn dismissed(sheet: &DutySheet, line: &DutyLine, focus: &str) -> Result<Option<AnyView>> {
    if line.dismissed.is_empty() {
        return Ok(None);
    }
    let row = |found: &Proposed| -> Result<AnyView> {
        let again = match sheet.closed {
            Some(_) => None,
            None => {
                let value = Op::Again(tick(line.id, &found.duty)?).value();
                let (focus, about) = (focus.to_owned(), format!("「{}」を", found.duty.text));
                Some(view! { <OpButton value focus about small=true>"提案に戻す"</OpButton> })
            }
        };
        Ok(view! {
            <li class="duty" data-state="dismissed">
                <p>{format!("{}（{}）", found.duty.text, sheet.names.between(&found.duty))}</p>
                <p class="support">{led(found)}</p>
                {again.map(|again| view! { <div class="duty-controls">{again}</div> })}
            </li>
        }
        .into_any())
    };
    let rows = line.dismissed.iter().map(row).collect::<Result<Vec<_>>>()?;
    let head = format!("義務ではないとした提案（{}件）", rows.len());
    Ok(Some(view! { <h3 class="duty-head">{head}</h3><ul class="duty-list">{rows}</ul> }.into_any()))
}

/// The words that led to a proposal.
fn led(found: &Proposed) -> String {
    let words = found.words.iter().map(|word| format!("「{word}」")).collect::<String>();
    format!("この言葉から：{words}")
}
