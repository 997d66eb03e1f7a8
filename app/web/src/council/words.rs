//! Words that sessions' and submissions' pages share.

use azukari_core::council::submission::SubmissionRow;
use chrono::NaiveDate;
use domain::{council::SubmissionState, date};
use leptos::prelude::*;

use super::SUBMISSIONS;
use crate::components::{TableFrame, Tag, Tone};

/// 令和8年11月22日（日曜日）, or that it is not known yet.
pub(super) fn day(day: Option<NaiveDate>) -> String {
    day.map_or_else(
        || "未定".to_owned(),
        |day| format!("{}（{}）", date::format_date(day), date::weekday_long(day)),
    )
}

/// The state of a submission.
#[component]
pub(super) fn StateTag(state: SubmissionState) -> impl IntoView {
    let tone = match state {
        SubmissionState::Draft => Tone::Info,
        SubmissionState::Submitted => Tone::Success,
    };
    view! { <Tag tone text=state.word()/> }
}

/// Submissions of one session.
#[component]
pub(super) fn SubmissionTable(#[prop(into)] label: String, rows: Vec<SubmissionRow>) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <td class="nowrap">{row.printed_number}</td>
                    <th scope="row"><a href=format!("{SUBMISSIONS}/{}", row.reference)>{row.title}</a></th>
                    <td>{row.section}</td>
                    <td><StateTag state=row.state/></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame label>
            <thead>
                <tr>
                    <th scope="col">"資料番号"</th>
                    <th scope="col">"件名"</th>
                    <th scope="col">"担当部課"</th>
                    <th scope="col">"状態"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}
