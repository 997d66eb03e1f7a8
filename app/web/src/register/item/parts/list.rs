//! The rows of a list on the screen.

use leptos::prelude::*;

use super::rows::{Rows, paste_field};
use crate::{
    components::{Button, Notice, TextArea, Tone},
    form::{Field, FormState, OP_FIELD},
};

/// Rows in order, each with the buttons that move and remove it; at the end
/// the one that adds, and where text can be pasted.
#[component]
pub(super) fn ListEditor(
    rows: Rows,
    state: FormState,
    /// The word for a row: 理由.
    word: &'static str,
    /// Told where text is pasted; nothing can be pasted without it.
    #[prop(optional)]
    paste_hint: &'static str,
    /// The fields of a row.
    row: impl Fn(&FormState, usize) -> AnyView,
) -> impl IntoView {
    let count = rows.count(&state);
    let entries = (0..count)
        .map(|at| {
            let id = state.value(&super::rows::field(rows.name, at, "id")).to_owned();
            let id = (!id.is_empty()).then(|| {
                let name = super::rows::field(rows.name, at, "id");
                view! { <input type="hidden" name=name value=id/> }
            });
            let up = (at > 0).then(|| button(rows, &format!("up:{at}"), "上へ", word, at));
            let down = (at + 1 < count).then(|| button(rows, &format!("down:{at}"), "下へ", word, at));
            view! {
                <li class="part-row">
                    <fieldset>
                        <legend>{format!("{word} {}", at + 1)}</legend>
                        {id}
                        {row(&state, at)}
                        <div class="cluster">
                            {up}
                            {down}
                            {button(rows, &format!("remove:{at}"), "取り除く", word, at)}
                        </div>
                    </fieldset>
                </li>
            }
        })
        .collect_view();
    let none = (count == 0).then(|| view! { <p class="support">{format!("{word}はまだありません。")}</p> });
    let paste = (!paste_hint.is_empty()).then(|| {
        let field: Field = state.field(&paste_field(rows.name));
        view! {
            <details class="paste">
                <summary>{format!("{word}をまとめて貼り付ける")}</summary>
                <TextArea label=format!("貼り付ける文章（{word}）") field hint=paste_hint rows=8/>
                <Button name=OP_FIELD value=rows.op("paste")>"行に分けて加える"</Button>
            </details>
        }
    });
    view! {
        {theirs(rows, &state, count, word)}
        {none}
        <ol class="part-rows">{entries}</ol>
        <p><Button name=OP_FIELD value=rows.op("add")>{format!("{word}を1行加える")}</Button></p>
        {paste}
    }
}

/// What somebody else has saved meanwhile in rows that this form has not: it
/// must not go unseen.
fn theirs(rows: Rows, state: &FormState, count: usize, word: &str) -> Option<AnyView> {
    if !state.is_conflict() {
        return None;
    }
    let stored = |at: usize| state.field(&super::rows::field(rows.name, at, rows.columns[0])).stored;
    let lines: Vec<_> = (count..)
        .map_while(|at| stored(at).filter(|text| !text.is_empty()).map(|text| (at, text)))
        .map(|(at, text)| view! { <li class="prewrap">{format!("{word} {}：{text}", at + 1)}</li> })
        .collect();
    let title = format!(
        "いま保存されている内容には、ここにない{word}があります。残すときは、行を加えて書き写してください。"
    );
    (!lines.is_empty())
        .then(|| view! { <Notice title tone=Tone::Warning><ul>{lines}</ul></Notice> }.into_any())
}

fn button(rows: Rows, what: &str, label: &'static str, word: &str, at: usize) -> AnyView {
    let of = format!("（{word} {}）", at + 1);
    view! { <Button name=OP_FIELD value=rows.op(what)>{label}<span class="visually-hidden">{of}</span></Button> }.into_any()
}
