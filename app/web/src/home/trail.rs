//! What has changed lately, and who may sign in.

use azukari_core::{
    audit::{Action, Entry},
    policy::Role,
};
use chrono::{DateTime, FixedOffset, Utc};
use domain::date::format_date;
use leptos::prelude::*;

use crate::{
    components::{Empty, SectionHead, TableFrame},
    register::grouped,
};

/// The latest entries of the trail.
pub(super) fn changes(entries: &[Entry]) -> impl IntoView + use<> {
    let rows = entries.iter().map(entry_row).collect_view();
    let body = if entries.is_empty() {
        view! { <Empty title="変更はまだありません"/> }.into_any()
    } else {
        view! {
            <TableFrame label="最近の変更">
                <thead>
                    <tr>
                        <th scope="col">"日時"</th>
                        <th scope="col">"操作"</th>
                        <th scope="col">"利用者"</th>
                        <th scope="col">"理由"</th>
                        <th scope="col" class="number">"変わった記録の数"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </TableFrame>
        }
        .into_any()
    };
    view! {
        <section>
            <SectionHead title="最近の変更"/>
            {body}
        </section>
    }
}

fn entry_row(entry: &Entry) -> impl IntoView + use<> {
    let action = Action::from_code(&entry.action)
        .map_or_else(|| entry.action.clone(), |action| action.word().to_owned());
    let role = Role::from_code(&entry.role).map_or("コマンド", Role::word);
    let reason = if entry.reason.is_empty() { "―".to_owned() } else { entry.reason.clone() };
    view! {
        <tr>
            <td class="fit">{time_in_japan(entry.at)}</td>
            <th scope="row">{action}</th>
            <td>{format!("{}（{role}）", entry.login)}</td>
            <td>{reason}</td>
            <td class="number">{grouped(u64::try_from(entry.changes).unwrap_or(0))}</td>
        </tr>
    }
}

/// 令和8年11月22日 21:05.
fn time_in_japan(at: DateTime<Utc>) -> String {
    let Some(japan) = FixedOffset::east_opt(9 * 3600) else { return format_date(at.date_naive()) };
    let at = at.with_timezone(&japan);
    format!("{} {}", format_date(at.date_naive()), at.format("%H:%M"))
}

/// How many accounts each role has.
pub(super) fn accounts(counts: &[(Role, u64)]) -> impl IntoView + use<> {
    let total: u64 = counts.iter().map(|(_, count)| count).sum();
    let rows = counts
        .iter()
        .map(|(role, count)| {
            view! { <tr><th scope="row">{role.word()}</th><td class="number">{grouped(*count)}</td></tr> }
        })
        .collect_view();
    view! {
        <section>
            <SectionHead title=format!("利用者（{}人）", grouped(total))/>
            <div class="narrow">
                <TableFrame label="役割ごとの利用者の数">
                    <thead>
                        <tr>
                            <th scope="col">"役割"</th>
                            <th scope="col" class="number">"人数"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </TableFrame>
            </div>
        </section>
    }
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
