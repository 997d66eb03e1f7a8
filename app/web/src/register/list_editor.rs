//! The rows of a list on the screen.

use leptos::prelude::*;

use super::rows::{self, Done, List};
use crate::{
    components::{Button, Notice, TextArea, Tone},
    form::{FormState, OP_FIELD},
};

/// Where text can be pasted into a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PasteBox {
    /// What is pasted there.
    pub(crate) label: &'static str,
    /// How it is split.
    pub(crate) hint: &'static str,
}

/// Rows in order, each with the buttons that move and remove it; at the end
/// the one that adds, and where text can be pasted.
#[component]
pub(crate) fn ListEditor(
    list: List,
    state: FormState,
    /// What the last button did.
    done: Done,
    /// The word for a row: 認証.
    word: &'static str,
    /// Rows of one line.
    #[prop(optional)]
    small: bool,
    #[prop(optional)] paste: Option<PasteBox>,
    /// The fields of a row.
    row: impl Fn(&FormState, usize) -> AnyView,
) -> impl IntoView {
    let rows = list.shown(&state).rows;
    let count = rows.len();
    let done = if done.list == list.name { done } else { Done::default() };
    let id = list.fields.iter().position(|field| *field == "id");
    let entries = rows
        .into_iter()
        .enumerate()
        .map(|(at, held)| {
            let fields = row(&state, at);
            let id = id.and_then(|column| held.into_iter().nth(column));
            let id = id.map(|id| view! { <input type="hidden" name=list.field(at, "id") value=id/> });
            view! {
                <RowFrame list title=format!("{}番目の{word}", at + 1) index=at count focus=done.focus == Some(at)>
                    {id}
                    {fields}
                </RowFrame>
            }
        })
        .collect_view();
    let none = (count == 0).then(|| view! { <p class="support">{format!("{word}はまだありません。")}</p> });
    let paste = paste.map(|paste| {
        let field = state.field(&list.paste_field());
        let open = !field.value.is_empty();
        view! {
            <details class="paste" open=open>
                <summary>{paste.label}</summary>
                <TextArea label=format!("貼り付ける文章（{word}）") field hint=paste.hint rows=6/>
                <Button name=OP_FIELD value=list.op(rows::PASTE)>"貼り付けた文章を分けて加える"</Button>
            </details>
        }
    });
    view! {
        <Said done/>
        {theirs(list, &state, count, word)}
        {none}
        <div class="rows" data-size=small.then_some("small")>{entries}</div>
        <p><Button name=OP_FIELD value=list.op("add")>{format!("{word}を加える")}</Button></p>
        {paste}
    }
}

/// What somebody else has saved meanwhile in rows that this form has not: it
/// must not go unseen.
fn theirs(list: List, state: &FormState, count: usize, word: &str) -> Option<AnyView> {
    if !state.is_conflict() {
        return None;
    }
    let stored = |at: usize| {
        let texts = list.typed.iter().filter_map(|field| state.field(&list.field(at, field)).stored);
        let texts = texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("　");
        (!texts.is_empty()).then_some(texts)
    };
    let lines: Vec<_> = (count..)
        .map_while(|at| stored(at).map(|text| (at, text)))
        .map(|(at, text)| view! { <li class="prewrap">{format!("{}番目の{word}：{text}", at + 1)}</li> })
        .collect();
    let title = format!(
        "いま保存されている内容には、ここにない{word}があります。残すときは、欄を加えて書き写してください。"
    );
    (!lines.is_empty())
        .then(|| view! { <Notice title tone=Tone::Warning><ul>{lines}</ul></Notice> }.into_any())
}

/// A row with the buttons that move it.
#[component]
fn RowFrame(
    list: List,
    /// What the row is called: 「3番目の認証」.
    #[prop(into)]
    title: String,
    index: usize,
    count: usize,
    /// Looked at next.
    focus: bool,
    children: Children,
) -> impl IntoView {
    let button = |verb: &'static str, words: &'static str| {
        let hidden = format!("（{title}）");
        view! {
            <Button name=OP_FIELD value=list.op(&format!("{verb}:{index}"))>
                {words}<span class="visually-hidden">{hidden}</span>
            </Button>
        }
    };
    let up = (index > 0).then(|| button("up", "上へ"));
    let down = (index + 1 < count).then(|| button("down", "下へ"));
    let (below, remove) = (button("add", "下に追加"), button("remove", "取り除く"));
    view! {
        <fieldset class="row" tabindex="-1" autofocus=focus>
            <legend class="row-title">{title}</legend>
            <div class="row-fields">{children()}</div>
            <div class="row-buttons">{up} {down} {below} {remove}</div>
        </fieldset>
    }
}

/// What a button did, in words.
#[component]
fn Said(done: Done) -> impl IntoView {
    (!done.said.is_empty())
        .then(|| view! { <p class="row-said" role="status" data-announce="">{done.said}</p> })
}
