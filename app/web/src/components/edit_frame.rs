use azukari_core::register::edit::{REASON, REASON_FIELD};
use islands::EditKeeper;
use leptos::prelude::*;

use super::{Button, ButtonKind, ButtonLink, FormActions, Notice, TextArea, Tone};
use crate::form::{DRAFT_FIELD, DraftNote, FormState, KEY_FIELD, PAGE_FIELD, SEEN_FIELD};

/// The `id` of the form that an [`EditFrame`] makes.
const FORM_ID: &str = "edit-form";

/// A form that changes the register. It carries the digest of what was seen,
/// the reason for the trail and the key against double clicks; its first
/// button, the one that Enter presses, only keeps a draft. With scripts drafts
/// are kept while a person types.
#[component]
pub(crate) fn EditFrame(
    #[prop(into)] action: String,
    /// Made by `Cx::edit_form`, or what came back.
    state: FormState,
    /// Where to go without saving.
    #[prop(into)]
    back: String,
    /// What the button that saves is called; empty where there is nothing to
    /// save.
    #[prop(default = "保存する".to_owned(), into)]
    submit: String,
    /// Left out where a thing is new: there is no reason for a change yet.
    #[prop(default = true)]
    ask_reason: bool,
    children: Children,
) -> impl IntoView {
    let unsaved = state.is_conflict() || !state.faults().is_empty();
    let waiting = matches!(state.draft(), DraftNote::Waiting(_));
    let reason = ask_reason.then(|| {
        view! {
            <TextArea
                label="変更の理由"
                field=state.field(REASON_FIELD)
                hint=format!("変更履歴に残ります。{REASON}文字まで。")
                rows=2
            />
        }
    });
    let save = (!submit.is_empty()).then(|| view! { <Button kind=ButtonKind::Primary>{submit}</Button> });
    let hidden = [
        (KEY_FIELD, state.key().to_owned()),
        (PAGE_FIELD, state.page().to_owned()),
        (SEEN_FIELD, state.value(SEEN_FIELD).to_owned()),
    ];
    let hidden = hidden
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    view! {
        <ConflictNotice shown=state.is_conflict()/>
        <WaitingDraft page=state.page().to_owned() note=state.draft().clone()/>
        <EditKeeper page=state.page().to_owned() waiting unsaved>
            <form class="form" id=FORM_ID method="post" action=action novalidate=true>
                {hidden}
                <div class="edit-bar">
                    <Button name=DRAFT_FIELD value="1">"下書き保存"</Button>
                    <p class="support">
                        "Enterキーでは下書きとして保存されるだけで、台帳は変わりません。"
                    </p>
                </div>
                {children()}
                {reason}
                <FormActions>
                    {save}
                    <ButtonLink href=back>"保存せずに戻る"</ButtonLink>
                </FormActions>
            </form>
        </EditKeeper>
    }
}

#[component]
fn ConflictNotice(shown: bool) -> impl IntoView {
    shown.then(|| {
        view! {
            <Notice title="ほかの人が先に変更しました。まだ保存していません。" tone=Tone::Warning>
                <p>
                    "欄の中は、あなたが入力した内容です。違いのあるところには、いま保存されている内容を並べました。"
                    "確かめてから保存すると、入力した内容に置き換わります。"
                </p>
            </Notice>
        }
    })
}

/// Says that a draft waits, or that it stands in the form.
#[component]
fn WaitingDraft(page: String, note: DraftNote) -> impl IntoView {
    let code = if matches!(note, DraftNote::Waiting(_)) { "waiting" } else { "shown" };
    let (title, take_up, discard) = match note {
        DraftNote::None => return None,
        DraftNote::Waiting(age) => {
            let joint = if page.contains('?') { '&' } else { '?' };
            let href = format!("{page}{joint}draft=1");
            let take_up = view! { <ButtonLink href>"下書きの続きを書く"</ButtonLink> };
            (format!("下書きがあります（{age}に保存）"), Some(take_up), "下書きを捨てる")
        }
        DraftNote::TakenUp(age) => (
            format!("下書きを表示しています（{age}に保存）。台帳にはまだ保存していません。"),
            None,
            "下書きを捨てて、保存されている内容に戻す",
        ),
    };
    Some(view! {
        <Notice title>
            <div class="cluster" data-draft=code>
                {take_up}
                <form method="post" action="/drafts/discard" novalidate=true>
                    <input type="hidden" name=PAGE_FIELD value=page/>
                    <Button>{discard}</Button>
                </form>
            </div>
        </Notice>
    })
}
