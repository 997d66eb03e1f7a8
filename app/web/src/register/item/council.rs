//! What the council decided about an item, and the papers that print it.

use azukari_core::{
    council::OutcomeLine,
    register::item::{ItemView, Printed},
};
use domain::{
    Id,
    council::{OutcomeResult, SubmissionState},
};
use leptos::prelude::*;

use super::href;
use crate::{
    components::{Empty, SectionHead, TableFrame, Tag, Tone},
    register::day,
};

/// Outcomes and papers.
pub(super) fn council(view: &ItemView) -> impl IntoView + use<> {
    let about: Vec<&OutcomeLine> =
        view.outcomes.iter().filter(|line| line.outcome.item == Some(view.item.id)).collect();
    let outcomes = if about.is_empty() {
        view! { <Empty title="この案件についての議決等はまだありません"/> }.into_any()
    } else {
        outcomes(&about).into_any()
    };
    let papers = if view.printed.is_empty() {
        view! { <Empty title="この案件を載せた資料はまだありません"/> }.into_any()
    } else {
        papers(view).into_any()
    };
    view! {
        <section class="stack" id="council">
            <SectionHead title="審議会"/>
            <h3>"議決等"</h3>
            {outcomes}
            <h3>"この案件を載せた資料"</h3>
            {papers}
        </section>
    }
}

fn outcomes(lines: &[&OutcomeLine]) -> impl IntoView + use<> {
    let rows = lines.iter().map(|line| outcome(line)).collect_view();
    view! {
        <TableFrame label="議決等">
            <thead>
                <tr>
                    <th scope="col">"開催回"</th>
                    <th scope="col">"件名"</th>
                    <th scope="col">"資料"</th>
                    <th scope="col">"結果"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

fn outcome(line: &OutcomeLine) -> impl IntoView + use<> {
    let conditions = (!line.outcome.conditions.is_empty()).then(|| {
        let conditions =
            line.outcome.conditions.iter().map(|text| view! { <li>{text.clone()}</li> }).collect_view();
        view! { <p class="conditions-head">"条件"</p><ol class="conditions">{conditions}</ol> }
    });
    let paper = match line.submission.clone() {
        Some((id, number)) => {
            view! { <a class="hit" href=format!("/submissions/{id}")>{number}</a> }.into_any()
        }
        None => view! { <span class="support">"（記録なし）"</span> }.into_any(),
    };
    view! {
        <tr>
            <td class="fit">
                <a class="hit" href=format!("/sessions/{}", line.session.id)>{line.session.label.clone()}</a>
                <span class="support">{day(line.outcome.decided_on.or(line.session.held_on))}</span>
            </td>
            <th scope="row">{line.outcome.title.clone()}{conditions}</th>
            <td class="fit">{paper}</td>
            <td class="fit">{result_tag(line.outcome.result)}</td>
        </tr>
    }
}

/// The result of an outcome, as a tag.
pub(super) fn result_tag(result: OutcomeResult) -> impl IntoView {
    let tone = match result {
        OutcomeResult::Approved | OutcomeResult::Acknowledged => Tone::Success,
        OutcomeResult::ConditionallyApproved => Tone::Warning,
        OutcomeResult::Continued => Tone::Info,
        OutcomeResult::Withdrawn => Tone::Plain,
    };
    view! { <Tag tone text=result.word()/> }
}

fn papers(view: &ItemView) -> impl IntoView + use<> {
    let rows = view.printed.iter().map(|printed| paper(printed, view)).collect_view();
    view! {
        <TableFrame label="この案件を載せた資料">
            <thead>
                <tr>
                    <th scope="col">"開催回"</th>
                    <th scope="col">"資料の件名"</th>
                    <th scope="col">"変更の種類"</th>
                    <th scope="col">"載せた版"</th>
                    <th scope="col">"状態"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

fn paper(printed: &Printed, view: &ItemView) -> impl IntoView + use<> {
    let Printed { paper, version, change } = printed.clone();
    let tone = if paper.state == SubmissionState::Draft { Tone::Info } else { Tone::Plain };
    let shown = view.item.versions.iter().find(|held| held.id == Id::new(version));
    let shown = shown.map(|held| {
        view! { <a class="hit" href=href(view.item.id.uuid(), Some(version))>{held.state.word()}</a> }
    });
    view! {
        <tr>
            <td class="fit">
                <a class="hit" href=format!("/sessions/{}", paper.session.id)>{paper.session.label}</a>
                <span class="support">{paper.number}</span>
            </td>
            <th scope="row"><a href=format!("/submissions/{}", paper.id)>{paper.title}</a></th>
            <td class="fit">{change.unwrap_or_else(|| "―".to_owned())}</td>
            <td class="fit">{shown}</td>
            <td class="fit"><Tag tone text=paper.state.word()/></td>
        </tr>
    }
}
