use azukari_core::register::item::ItemRow;
use domain::item::VersionState;
use leptos::prelude::*;

use super::{bulk::PICK, href};
use crate::{
    components::{Excerpt, Hits, SortHead, Sorting, TableFrame, Tag, Tone},
    register::state_tag,
};

/// The columns: head, and key of the order.
const HEADS: [(&str, &str); 5] = [
    ("件名", "title"),
    ("種別", "kind"),
    ("担当課", "section"),
    ("委託先・相手方", "party"),
    ("現行／改正案", "state"),
];

/// Items in rows; heads sort when an order is given.
#[component]
pub(crate) fn ItemTable(
    rows: Vec<ItemRow>,
    /// What the table lists.
    #[prop(into)]
    label: String,
    #[prop(optional, into)] sorting: Option<Sorting>,
    /// What was searched for, folded: marked where it stands.
    #[prop(optional)]
    words: Vec<String>,
    /// The form to which the boxes that pick rows belong; without one there are
    /// none.
    #[prop(optional)]
    picks: Option<&'static str>,
) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|row| {
            // Beside what is in force: the proposal is not in force yet.
            let proposal = (row.proposal && row.state != VersionState::Proposal)
                .then(|| view! { <Tag tone=Tone::Info text="改正案"/> });
            let line = row.line.map(|text| {
                view! { <span class="hit-line"><Excerpt text words=words.clone()/></span> }
            });
            let marked = |text: String| view! { <Hits text words=words.clone()/> };
            let pick = picks.map(|form| {
                let label = format!("「{}」を選ぶ", row.title);
                view! {
                    <td class="pick">
                        <label class="check">
                            <input type="checkbox" name=PICK value=row.id.to_string() form=form/>
                            <span class="visually-hidden">{label}</span>
                        </label>
                    </td>
                }
            });
            view! {
                <tr>
                    {pick}
                    <th scope="row"><a href=href(row.id, None)>{marked(row.title)}</a>{line}</th>
                    <td class="fit">{row.kind.word()}</td>
                    <td>{marked(row.section)}</td>
                    <td>{marked(row.party)}</td>
                    <td><span class="tags">{state_tag(row.state)}{proposal}</span></td>
                </tr>
            }
        })
        .collect_view();
    let heads = HEADS
        .into_iter()
        .map(|(label, key)| match sorting.clone() {
            Some(sorting) => view! { <SortHead label key sorting/> }.into_any(),
            None => view! { <th scope="col">{label}</th> }.into_any(),
        })
        .collect_view();
    view! {
        <TableFrame label>
            <thead>
                <tr>{picks.map(|_| view! { <th scope="col" class="pick">"選択"</th> })}{heads}</tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}
