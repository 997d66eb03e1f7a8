//! What has changed lately, and who may sign in.

use azukari_core::{audit::Entry, policy::Role};
use leptos::prelude::*;

use crate::{
    components::{Empty, SectionHead, TableFrame},
    history::{action, time_in_japan, who},
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
                        <th scope="col" class="number">"変わった"<wbr/>"記録の数"</th>
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
    let href = format!("/history/{}", entry.sequence);
    let reason = if entry.reason.is_empty() { "―".to_owned() } else { entry.reason.clone() };
    view! {
        <tr>
            <td class="fit">{time_in_japan(entry.at)}</td>
            <th scope="row"><a href=href>{action(entry)}</a></th>
            <td>{who(entry)}</td>
            <td>{reason}</td>
            <td class="number">{grouped(u64::try_from(entry.changes).unwrap_or(0))}</td>
        </tr>
    }
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
