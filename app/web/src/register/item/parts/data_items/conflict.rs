use domain::item::typed::{TypedGroup, differences};
use leptos::prelude::*;

use super::form::TAKE;
use crate::components::{OpButton, TableFrame};

/// What is stored and what was typed, beside each other, group by group.
#[component]
pub(super) fn Differences(stored: Vec<TypedGroup>, typed: Vec<TypedGroup>) -> impl IntoView {
    let rows = differences(&stored, &typed);
    if rows.is_empty() {
        return view! { <p class="op-note">"保存されている内容と、入力した内容に違いはありません。"</p> }
            .into_any();
    }
    let rows = rows
        .into_iter()
        .map(|row| {
            let text = |text: Option<String>, otherwise: &'static str| match text {
                Some(text) => view! { <span class="prewrap">{text}</span> }.into_any(),
                None => view! { <span class="support">{otherwise}</span> }.into_any(),
            };
            view! {
                <tr>
                    <td>{text(row.stored, "この組は、ほかの人が外しました。")}</td>
                    <td>{text(row.typed, "入力した内容には、この組がありません。")}</td>
                    <td>
                        <OpButton value=format!("{TAKE}{}", row.id) focus=String::new()>
                            "保存されている方にする"
                        </OpButton>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame label="ほかの人が保存した内容との違い">
            <thead>
                <tr>
                    <th scope="col">"いま保存されている内容"</th>
                    <th scope="col">"あなたが入力した内容"</th>
                    <th scope="col">"選ぶ"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
    .into_any()
}
