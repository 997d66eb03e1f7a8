//! The session that comes next, and what sessions have made conditional.

use azukari_core::{
    council::{OutcomeLine, SubmissionLine},
    home::NextSession,
};
use domain::council::SubmissionState;
use leptos::prelude::*;

use crate::{
    components::{Empty, SectionHead, TableFrame, Tag, Tone},
    register::day,
};

/// The next session with its papers, those being drafted first.
pub(super) fn next_session(next: Option<&NextSession>) -> impl IntoView + use<> {
    let Some(next) = next else {
        return view! {
            <section>
                <SectionHead title="次の審議会"/>
                <Empty title="予定されている開催回はありません">
                    <p><a class="hit" href="/sessions">"開催回の一覧へ"</a></p>
                </Empty>
            </section>
        }
        .into_any();
    };
    let href = format!("/sessions/{}", next.session.id);
    let count = |state| next.submissions.iter().filter(|line| line.state == state).count();
    let drafts = count(SubmissionState::Draft);
    let summary = format!(
        "{}開催。資料は{}件（作成中 {drafts}件、付議済み {}件）です。",
        day(next.session.held_on),
        next.submissions.len(),
        count(SubmissionState::Submitted),
    );
    let mut lines = next.submissions.clone();
    lines.sort_by_key(|line| (line.state != SubmissionState::Draft, line.document_number));
    let table = if lines.is_empty() {
        view! { <Empty title="この回の資料はまだありません"/> }.into_any()
    } else {
        submissions(lines).into_any()
    };
    view! {
        <section class="stack">
            <SectionHead title="次の審議会"/>
            <p><a class="hit" href=href>{next.session.label.clone()}</a>{format!("　{summary}")}</p>
            {table}
        </section>
    }
    .into_any()
}

fn submissions(lines: Vec<SubmissionLine>) -> impl IntoView {
    let rows = lines
        .into_iter()
        .map(|line| {
            let tone = if line.state == SubmissionState::Draft { Tone::Info } else { Tone::Plain };
            view! {
                <tr>
                    <td class="fit">{line.number}</td>
                    <th scope="row"><a href=format!("/submissions/{}", line.id)>{line.title}</a></th>
                    <td class="fit"><Tag tone text=line.state.word()/></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame label="次の審議会の資料">
            <thead>
                <tr>
                    <th scope="col">"資料番号"</th>
                    <th scope="col">"件名"</th>
                    <th scope="col">"状態"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

/// Outcomes with conditions; nothing when there are none.
pub(super) fn conditional(lines: &[OutcomeLine]) -> Option<AnyView> {
    if lines.is_empty() {
        return None;
    }
    let rows = lines.iter().map(condition_row).collect_view();
    Some(
        view! {
            <section>
                <SectionHead title="条件の付いた議決"/>
                <TableFrame label="条件の付いた議決">
                    <thead>
                        <tr>
                            <th scope="col">"開催回"</th>
                            <th scope="col">"件名"</th>
                            <th scope="col">"条件"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </TableFrame>
            </section>
        }
        .into_any(),
    )
}

fn condition_row(line: &OutcomeLine) -> impl IntoView + use<> {
    let title = line.outcome.title.clone();
    let title = match line.outcome.item {
        Some(item) => view! { <a href=format!("/items/{item}#council")>{title}</a> }.into_any(),
        None => title.into_any(),
    };
    let conditions =
        line.outcome.conditions.iter().map(|text| view! { <li>{text.clone()}</li> }).collect_view();
    view! {
        <tr>
            <td class="fit">
                <a class="hit" href=format!("/sessions/{}", line.session.id)>{line.session.label.clone()}</a>
            </td>
            <th scope="row">{title}</th>
            <td><ol class="conditions">{conditions}</ol></td>
        </tr>
    }
}
