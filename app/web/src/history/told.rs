//! A change, field by field.

use azukari_core::audit::{Action, Changed, Difference, Entry, Told, words};
use azukari_core::policy::Role;
use chrono::{DateTime, FixedOffset, Utc};
use domain::date::format_date;
use leptos::prelude::*;

use crate::components::{TableFrame, Tag, Tone};

/// 令和8年11月22日 21:05.
pub(crate) fn time_in_japan(at: DateTime<Utc>) -> String {
    let Some(japan) = FixedOffset::east_opt(9 * 3600) else { return format_date(at.date_naive()) };
    let at = at.with_timezone(&japan);
    format!("{} {}", format_date(at.date_naive()), at.format("%H:%M"))
}

/// What was done, in a word.
pub(crate) fn action(entry: &Entry) -> String {
    Action::from_code(&entry.action).map_or_else(|| entry.action.clone(), |action| action.word().to_owned())
}

/// Who did it: the login and the role as they were then.
pub(crate) fn who(entry: &Entry) -> String {
    let role = Role::from_code(&entry.role).map_or("コマンド", Role::word);
    format!("{}（{role}）", entry.login)
}

/// What an object is, and what it was called.
pub(super) fn object_name(object: &Changed) -> String {
    let kind = words::kind(&object.kind).unwrap_or(&object.kind);
    if object.label.is_empty() { kind.to_owned() } else { format!("{kind}「{}」", object.label) }
}

/// The history of an object.
pub(super) fn object_path(object: &Changed) -> String {
    format!("{}/{}/{}", super::HISTORY, object.kind, object.object)
}

/// The differences of one change.
#[component]
pub(super) fn Differences(told: Told, #[prop(into)] label: String) -> impl IntoView {
    let state = if told.redacted {
        Some((Tone::Warning, "内容は抹消済み"))
    } else if told.created {
        Some((Tone::Success, "新しく登録"))
    } else if told.deleted {
        Some((Tone::Error, "削除"))
    } else {
        None
    };
    let state = state.map(|(tone, text)| view! { <p><Tag tone text/></p> });
    let table = (!told.differences.is_empty()).then(|| {
        let rows = told.differences.into_iter().map(difference_row).collect_view();
        view! {
            <TableFrame label>
                <thead>
                    <tr>
                        <th scope="col">"項目"</th>
                        <th scope="col">"変更前"</th>
                        <th scope="col">"変更後"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </TableFrame>
        }
    });
    view! { <div class="stack">{state}{table}</div> }
}

fn difference_row(difference: Difference) -> impl IntoView {
    let place = difference.place_text();
    let cell = |text: Option<String>| match text {
        Some(text) => view! { <td class="prewrap">{text}</td> }.into_any(),
        None => view! { <td><span class="support">"なし"</span></td> }.into_any(),
    };
    view! { <tr><th scope="row">{place}</th>{cell(difference.before)}{cell(difference.after)}</tr> }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::time_in_japan;

    #[test]
    fn a_time_is_that_of_japan() {
        let at = DateTime::parse_from_rfc3339("2026-03-31T15:05:00Z").unwrap().to_utc();
        assert_eq!(time_in_japan(at), "令和8年4月1日 00:05");
    }
}
