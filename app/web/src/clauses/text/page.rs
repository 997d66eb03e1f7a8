use azukari_core::clauses::EditionEdit;
use domain::clauses::{
    CaptionPlace, Clause,
    reference::{Reference, dangling},
    revise::{CAPTIONS, PREAMBLE, TRAILING, Typed, print},
};
use leptos::prelude::*;

use super::{
    card::{Card, Gone},
    form::Sheet,
};
use crate::{
    clauses::{PATH, gone},
    components::{
        ButtonLink, EditFrame, Empty, Need, Notice, OpButton, Select, SelectOption, TextArea, Tone,
    },
    form::{Field, FormState, Posted},
    routing::Page,
};

/// The editor.
pub(super) fn page(sheet: Sheet, state: FormState) -> Page {
    head(&sheet.edit, "条文を直す")
        .lead("条を足し、移し、分け、まとめることができます。ほかの条を指す番号は、保存の前にまとめて直して、お見せします。")
        .body(move || body(sheet, &state))
}

/// The head of every page here.
pub(super) fn head(edit: &EditionEdit, title: &str) -> Page {
    let name = format!("{}（第{}版）", edit.set.name, edit.edition.number);
    Page::new(format!("{title}：{name}")).kicker("特記事項").crumb("特記事項", PATH).crumb(name, shown(edit))
}

/// The address of the edition's page.
pub(super) fn shown(edit: &EditionEdit) -> String {
    format!("{PATH}/{}?edition={}", edit.set.id, edit.edition.id)
}

/// The address of the editor.
pub(super) fn action(edit: &EditionEdit) -> String {
    format!("{PATH}/{}/editions/{}/text", edit.set.id, edit.edition.id)
}

/// What was published stays as it is: where to go instead.
pub(super) fn closed(edit: &EditionEdit, form: &Posted) -> Page {
    let (state, back, typed) = (edit.edition.state.word(), shown(edit), gone::typed(form));
    head(edit, "条文を直す").body(move || {
        view! {
            <Notice title=format!("{state}の版の条文は、変えられません。") tone=Tone::Warning>
                <p>
                    "契約や案件に付した条文が後から変わらないようにするためです。"
                    "直すときは、特記事項のページから新しい版を作り、その版を直して公開します。"
                </p>
                <p><ButtonLink href=back>"特記事項のページへ"</ButtonLink></p>
            </Notice>
            {typed}
        }
    })
}

fn body(sheet: Sheet, state: &FormState) -> AnyView {
    let Sheet { edit, typed, done } = sheet;
    let (action, back) = (action(&edit), shown(&edit));
    let said = (!done.said.is_empty())
        .then(|| view! { <p class="op-note" data-announce="">{done.said.clone()}</p> });
    let none = (typed.numbered().next().is_none()).then(|| {
        view! { <Empty title="条がありません"><p>"「条を足す」を押して、見出しと条文を入れます。"</p></Empty> }
    });
    let place = typed.captions.unwrap_or(edit.edition.captions);
    let captions = text_field(CAPTIONS, place.code(), state);
    let places =
        CaptionPlace::ALL.iter().map(|place| SelectOption::new(place.code(), place.word())).collect();
    let preamble = text_field(PREAMBLE, &typed.preamble, state);
    let trailing = text_field(TRAILING, &typed.trailing, state);
    let lost = lost(&edit);
    let theirs = state.is_conflict().then(|| theirs(&edit, &typed));
    let cards = cards(&edit, &typed, state, &done.focus);
    view! {
        <EditFrame action state=state.clone() back submit="確かめて保存へ進む" ask_reason=false>
            {said}
            {lost}
            {theirs}
            {how()}
            <Select label="見出しの位置" field=captions options=places need=Need::Unsaid/>
            <TextArea
                label="前文"
                field=preamble
                hint="初めの条の前に置く文章。1行が1段落です。"
                rows=3
            />
            {none}
            <div class="stack-wide">{cards}</div>
            <p><OpButton value="after:" focus=done.focus.clone()>"終わりに条を足す"</OpButton></p>
            <TextArea
                label="後文"
                field=trailing
                hint="終わりの条の後に置く文章（附則など）。1行が1段落です。"
                rows=3
            />
        </EditFrame>
    }
    .into_any()
}

/// A field of the form, its text as it is now.
pub(super) fn text_field(name: &str, value: &str, state: &FormState) -> Field {
    Field { value: value.to_owned(), ..state.field(name) }
}

fn how() -> impl IntoView {
    view! {
        <details class="more">
            <summary>"条文の書き方"</summary>
            <ul class="bullets">
                <li>"初めの行が条の本文です。「(1)」「ア」「２」のような番号で始まる行は、列記や項になります。"</li>
                <li>"列記の中の列記は、行の頭に全角の空白を一つ入れます。"</li>
                <li>"番号がなく、行の頭に空白がある行は、番号のない段落になります。空白のない行は、前の行の続きです。"</li>
                <li>"「※」で始まる行は、作成上の注になり、契約書には載りません。"</li>
                <li>
                    "ほかの条を指す番号（第３項など）は、そのままにしておけば、指す条に合わせて直します。"
                    "ご自分で書き直した番号は、この画面に見えている番号として、そのまま使います。"
                </li>
            </ul>
        </details>
    }
}

/// References that lead nowhere already.
fn lost(edit: &EditionEdit) -> Option<AnyView> {
    let found = dangling(&edit.edition);
    let row = |found: Reference| {
        let place = found.spot.called(edit.edition.numbering);
        view! { <li>{format!("{place}：「{}」", found.text)}</li> }
    };
    (!found.is_empty()).then(|| {
        let rows = found.into_iter().map(row).collect_view();
        view! {
            <Notice title="保存されている条文に、指す先のない参照があります。" tone=Tone::Warning>
                <ul class="bullets">{rows}</ul>
            </Notice>
        }
        .into_any()
    })
}

/// What somebody else has added or removed meanwhile: it must not go unseen.
fn theirs(edit: &EditionEdit, typed: &Typed) -> Option<AnyView> {
    let key = |clause: &Clause| clause.id.map(|id| id.to_string()).unwrap_or_default();
    let stored: Vec<String> = edit.edition.clauses.iter().map(key).collect();
    let here = |key: &String| typed.clauses.iter().any(|clause| clause.key == *key);
    let taken_in = |clause: &Clause| {
        clause.id.is_some_and(|id| typed.clauses.iter().any(|typed| typed.from.contains(&id)))
    };
    let added = edit.edition.clauses.iter().filter(|clause| !here(&key(clause)) && !taken_in(clause));
    let added: Vec<_> = added
        .map(|clause| {
            let head = format!("加わった条：{}", clause.caption.clone().unwrap_or_default());
            view! { <li><p>{head}</p><p class="prewrap">{print(clause)}</p></li> }.into_any()
        })
        .collect();
    let gone =
        typed.clauses.iter().filter(|clause| !clause.key.starts_with('n') && !stored.contains(&clause.key));
    let gone: Vec<_> = gone
        .map(|clause| view! { <li>{format!("なくなった条：{}", clause.name())}</li> }.into_any())
        .collect();
    let mut rows = added;
    rows.extend(gone);
    (!rows.is_empty()).then(|| {
        view! {
            <Notice title="ほかの人が、条を加え、又は削りました。加わった条を残すときは、条を足して書き写してください。" tone=Tone::Warning>
                <ul class="bullets">{rows}</ul>
            </Notice>
        }
        .into_any()
    })
}

fn cards(edit: &EditionEdit, typed: &Typed, state: &FormState, focus: &str) -> Vec<AnyView> {
    let staying = typed.numbered().count();
    let mut number = 0_u32;
    typed
        .clauses
        .iter()
        .map(|clause| {
            if clause.gone {
                return view! { <Gone clause=clause.clone() focus=focus.to_owned()/> }.into_any();
            }
            number += 1;
            let of = |stored: &&Clause| stored.id.is_some_and(|id| clause.from.contains(&id));
            let duties = edit.edition.clauses.iter().filter(of).map(|stored| stored.duties.len()).sum();
            let place = usize::try_from(number).unwrap_or_default();
            view! {
                <Card
                    clause=clause.clone()
                    number=edit.edition.numbering.label(number)
                    first=place == 1
                    last=place == staying
                    duties
                    focus=focus.to_owned()
                    state=state.clone()
                />
            }
            .into_any()
        })
        .collect()
}
