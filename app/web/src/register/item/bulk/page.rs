use azukari_core::register::{
    edit::{REASON, REASON_FIELD},
    item::bulk::{Row, Verdict},
};
use leptos::prelude::*;
use uuid::Uuid;

use super::{
    DEED, LIST, PATH, PICK,
    ask::{CHANGE, CHECK, SEEN},
    back,
    deed::Kind,
    rows::RowTable,
};
use crate::{
    components::{
        Button, ButtonKind, ButtonLink, Empty, FormActions, FormFrame, Notice, SectionHead, SelectOption,
        TextArea, Tone,
    },
    form::{FormState, OP_FIELD},
    routing::Page,
};

/// What is asked for.
#[derive(Clone)]
pub(super) struct Asked {
    pub(super) kind: Kind,
    /// The items.
    pub(super) picked: Vec<Uuid>,
    /// The list from which it was asked.
    pub(super) list: String,
}

impl Asked {
    fn page(&self, step: &str) -> Page {
        let title = format!("{}（{}件）の{step}", self.kind.word(), self.picked.len());
        Page::new(title).kicker("案件にまとめて行う").crumb("案件", back(&self.list))
    }

    /// What every step carries on.
    fn carried(&self) -> impl IntoView + use<> {
        let picks = self.picked.iter();
        let picks = picks.map(|id| view! { <input type="hidden" name=PICK value=id.to_string()/> });
        view! {
            <input type="hidden" name=DEED value=self.kind.code()/>
            <input type="hidden" name=LIST value=self.list.clone()/>
            {picks.collect_view()}
        }
    }
}

/// Nothing can be done: says why, and leads back.
pub(super) fn nothing_page(title: impl Into<String>, list: &str) -> Page {
    let (title, href) = (title.into(), back(list));
    Page::new("案件にまとめて行う").crumb("案件", href.clone()).body(move || {
        view! {
            <Empty title>
                <p>"案件の一覧で、対象の案件と行うことを選んでください。何も変わっていません。"</p>
                <p><ButtonLink href kind=ButtonKind::Primary>"案件の一覧へ戻る"</ButtonLink></p>
            </Empty>
        }
    })
}

/// Asks what else has to be said.
pub(super) fn ask_page(asked: Asked, rows: Vec<Row>, offered: Vec<SelectOption>, state: FormState) -> Page {
    asked.page("入力").lead("次の画面で、案件ごとに何が起きるかを確かめてから行います。").body(move || {
        let (title, inputs) =
            (format!("対象の案件（{}件）", asked.picked.len()), asked.kind.inputs(&state, offered));
        let refused = rows.iter().filter(|row| matches!(row.verdict, Verdict::Refused(_))).count();
        let refused = (refused > 0).then(|| {
            let title = format!("このうち{refused}件は行えません。理由は次の画面に出します。");
            view! { <Notice title tone=Tone::Warning/> }
        });
        let rows = rows.into_iter().map(|row| (false, row)).collect();
        view! {
            <div class="stack">
                <div class="narrow stack">
                    <Notice title="行うこと"><p>{asked.kind.words()}</p></Notice>
                    {refused}
                    <FormFrame action=PATH state=state.clone()>
                        {asked.carried()}
                        <Kept state=state.clone() names=&[REASON_FIELD]/>
                        {inputs}
                        <FormActions>
                            <Button kind=ButtonKind::Primary name=OP_FIELD value=CHECK>"確認の画面へ"</Button>
                            <ButtonLink href=back(&asked.list)>"やめて一覧へ戻る"</ButtonLink>
                        </FormActions>
                    </FormFrame>
                </div>
                <SectionHead title/>
                <RowTable rows label="対象の案件"/>
            </div>
        }
    })
}

/// Shows row by row what will happen, and asks to do it. Each row says whether
/// it changed since it was shown last.
pub(super) fn confirm_page(asked: Asked, rows: Vec<(bool, Row)>, state: FormState) -> Page {
    let changed = rows.iter().any(|(changed, _)| *changed);
    let (will, left): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|(_, row)| matches!(row.verdict, Verdict::Will(_)));
    asked.page("確認").body(move || {
        let changed = changed.then(|| {
            view! {
                <Notice title="確認している間に、ほかの人が変えた案件があります。まだ何も行っていません。" tone=Tone::Warning>
                    <p>"次の表は、いまの内容で調べ直したものです。確かめてから、もう一度行ってください。"</p>
                </Notice>
            }
        });
        let seen = will.iter().map(|(_, row)| (row.id, row.seen.clone())).collect();
        let none = will.is_empty().then(|| {
            view! { <Notice title="行える案件がありません。理由は次の表のとおりです。" tone=Tone::Warning/> }
        });
        view! {
            <div class="stack">
                {changed}
                <Notice title="行うこと"><p>{asked.kind.words()}</p></Notice>
                {none}
                {table("行う案件", "どうなるか", will)}
                {table("行わない案件", "理由", left)}
                <ConfirmForm asked seen state/>
            </div>
        }
    })
}

/// Rows under their heading, if there are any.
fn table(words: &str, outcome: &'static str, rows: Vec<(bool, Row)>) -> Option<impl IntoView + use<>> {
    let title = format!("{words}（{}件）", rows.len());
    (!rows.is_empty()).then(|| {
        view! {
            <SectionHead title=title.clone()/>
            <RowTable rows label=title outcome/>
        }
    })
}

/// The form that does what was shown, if there is anything to do.
#[component]
fn ConfirmForm(asked: Asked, seen: Vec<(Uuid, String)>, state: FormState) -> impl IntoView {
    let does = (!seen.is_empty()).then(|| {
        let submit = format!("{}（{}件）", asked.kind.word(), seen.len());
        let reason = state.field(REASON_FIELD);
        (
            view! {
                <TextArea label="変更の理由" field=reason hint=format!("変更履歴に残ります。{REASON}文字まで。") rows=2/>
            },
            view! { <Button kind=ButtonKind::Primary>{submit}</Button> },
        )
    });
    let (reason, submit) = does.unzip();
    let change = (!asked.kind.fields().is_empty())
        .then(|| view! { <Button name=OP_FIELD value=CHANGE>"入力し直す"</Button> });
    let seen = seen
        .into_iter()
        .map(|(id, seen)| view! { <input type="hidden" name=format!("{SEEN}{id}") value=seen/> })
        .collect_view();
    view! {
        <FormFrame action=PATH state=state.clone()>
            {asked.carried()}
            {seen}
            <Kept state=state.clone() names=asked.kind.fields()/>
            {reason}
            <FormActions>
                {submit}
                {change}
                <ButtonLink href=back(&asked.list)>"やめて一覧へ戻る"</ButtonLink>
            </FormActions>
        </FormFrame>
    }
}

/// Fields that this step does not ask for, as they were typed.
#[component]
fn Kept(state: FormState, names: &'static [&'static str]) -> impl IntoView {
    names
        .iter()
        .map(|name| view! { <input type="hidden" name=*name value=state.value(name).to_owned()/> })
        .collect_view()
}
