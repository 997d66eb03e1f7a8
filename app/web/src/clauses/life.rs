//! A new edition out of an old one, and a draft thrown away.

use azukari_core::{
    Result,
    audit::Action,
    clauses::{self, ClauseSetView, Standing, editions_seen},
    register::edit::{REASON, REASON_FIELD},
};
use domain::clauses::{ClauseSet, Edition, EditionState};
use leptos::prelude::*;

use super::{PATH, gone::or_gone, new::find};
use crate::{
    components::{
        Button, ButtonKind, ButtonLink, FormActions, FormFrame, Need, Notice, Select, SelectOption, TextArea,
        Tone,
    },
    form::{FormState, SEEN_FIELD},
    routing::{Cx, Page, Reply},
};

/// The field of the edition that is copied.
const FROM: &str = "from";

/// GET /clauses/{id}/revise
pub(super) async fn ask_revise(cx: Cx) -> Result<Page> {
    let view = clauses::view(cx.ward(), cx.actor()?, cx.id("id", "特記事項")?).await?;
    let asked = cx.query().get("edition");
    let usual = usual(&view.set, asked).map(|edition| edition.id.to_string()).unwrap_or_default();
    let state = stored(&cx, &view.set)?.with(FROM, usual);
    Ok(revise_page(&view, state))
}

/// The edition asked for, or the published one, or the last.
fn usual<'a>(set: &'a ClauseSet, asked: &str) -> Option<&'a Edition> {
    let editions = || set.editions.iter();
    editions()
        .find(|edition| edition.id.to_string() == asked)
        .or_else(|| editions().rfind(|edition| edition.state == EditionState::Published))
        .or(set.editions.last())
}

/// POST /clauses/{id}/revise
pub(super) async fn revise(cx: Cx) -> Result<Reply> {
    let id = cx.id("id", "特記事項")?;
    let from = cx.form().get(FROM).parse().unwrap_or_default();
    let change = cx.change(Action::Revise);
    let done = clauses::revise(cx.ward(), cx.actor()?, id, from, cx.key(), change).await;
    let view = clauses::view(cx.ward(), cx.actor()?, id).await?;
    let now = stored(&cx, &view.set);
    let to = |edition| format!("{PATH}/{id}?edition={edition}");
    cx.finish(done, to, async { now }, |state| revise_page(&view, state)).await
}

fn revise_page(view: &ClauseSetView, state: FormState) -> Page {
    let set = &view.set;
    let at = format!("{PATH}/{}", set.id);
    let options: Vec<_> = set
        .editions
        .iter()
        .rev()
        .map(|edition| {
            let label = format!("第{}版（{}）", edition.number, edition.state.word());
            SelectOption::new(edition.id.to_string(), label)
        })
        .collect();
    let draft = set.editions.iter().find(|edition| edition.state == EditionState::Draft);
    let draft = draft.map(|draft| (draft.number, format!("{at}?edition={}", draft.id)));
    Page::new(format!("{}の改訂", set.name))
        .kicker("特記事項")
        .crumb("特記事項", PATH)
        .crumb(set.name.clone(), at.clone())
        .lead("版の写しを、作成中の新しい版として作ります。公開した版は変わりません。")
        .body(move || {
            let inner = match draft {
                Some((number, href)) => under_way(number, href).into_any(),
                None => {
                    let action = format!("{at}/revise");
                    let from = state.field(FROM);
                    let fields =
                        view! { <Select label="写すもとの版" field=from options need=Need::Required/> };
                    deed(state, action, at, "新しい版を作る", fields).into_any()
                }
            };
            view! { <div class="narrow stack">{inner}</div> }
        })
}

fn under_way(number: u32, href: String) -> impl IntoView {
    view! {
        <Notice title=format!("作成中の版（第{number}版）があります") tone=Tone::Warning>
            <p>"新しい版は、一度に一つだけ作れます。その版を直して公開するか、捨ててから改訂してください。"</p>
        </Notice>
        <p><ButtonLink href>"作成中の版を開く"</ButtonLink></p>
    }
}

/// A form that does one thing, with the reason for it.
pub(super) fn deed(
    state: FormState,
    action: String,
    back: String,
    submit: &'static str,
    fields: impl IntoView + 'static,
) -> impl IntoView {
    let conflict = state.is_conflict().then(|| {
        view! {
            <Notice title="ほかの人が先に変更しました。まだ保存していません。" tone=Tone::Warning>
                <p>"内容を確かめてから、もう一度押してください。"</p>
            </Notice>
        }
    });
    let (seen, reason) = (state.value(SEEN_FIELD).to_owned(), state.field(REASON_FIELD));
    view! {
        {conflict}
        <FormFrame action state>
            <input type="hidden" name=SEEN_FIELD value=seen/>
            {fields.into_any()}
            <TextArea label="変更の理由" field=reason hint=format!("変更履歴に残ります。{REASON}文字まで。") rows=2/>
            <FormActions>
                <Button kind=ButtonKind::Primary>{submit}</Button>
                <ButtonLink href=back>"やめる"</ButtonLink>
            </FormActions>
        </FormFrame>
    }
}

/// A form that carries what is seen of the editions.
pub(super) fn stored(cx: &Cx, set: &ClauseSet) -> Result<FormState> {
    Ok(cx.new_form().seen(editions_seen(set)?))
}

/// GET /clauses/{id}/editions/{edition}/discard
pub(super) async fn ask_discard(cx: Cx) -> Result<Page> {
    let found = find(&cx, cx.id("id", "特記事項")?, cx.id("edition", "特記事項の版")?).await;
    let (set, edition) = match or_gone(&cx, found).await? {
        Ok(found) => found,
        Err(gone) => return Ok(gone),
    };
    let standing = clauses::standing(cx.ward(), cx.actor()?, &edition).await?;
    let state = stored(&cx, &set)?;
    Ok(discard_page(&set, &edition, &standing, state))
}

/// POST /clauses/{id}/editions/{edition}/discard
pub(super) async fn discard(cx: Cx) -> Result<Reply> {
    let (id, edition) = (cx.id("id", "特記事項")?, cx.id("edition", "特記事項の版")?);
    let change = cx.change(Action::Delete);
    match clauses::discard(cx.ward(), cx.actor()?, id, edition, cx.key(), change).await {
        Ok(Some(_)) => cx.done(format!("{PATH}/{id}")).await,
        Ok(None) => cx.done(PATH).await,
        refused => {
            let (set, held) = find(&cx, id, edition).await?;
            let standing = clauses::standing(cx.ward(), cx.actor()?, &held).await?;
            let now = stored(&cx, &set);
            let shown = |state| discard_page(&set, &held, &standing, state);
            cx.finish(refused, |_| PATH.to_owned(), async { now }, shown).await
        }
    }
}

fn discard_page(set: &ClauseSet, edition: &Edition, standing: &Standing, state: FormState) -> Page {
    let at = format!("{PATH}/{}", set.id);
    let back = format!("{at}?edition={}", edition.id);
    let number = edition.number;
    let duties: usize = edition.clauses.iter().map(|clause| clause.duties.len()).sum();
    let goes = format!(
        "第{number}版の条文（{}条）と、確かめた義務（{duties}件）がなくなります。",
        edition.clauses.len()
    );
    let last = (set.editions.len() == 1)
        .then(|| format!("ほかに版がないため、特記事項「{}」もなくなります。", set.name));
    let refused = if edition.state != EditionState::Draft {
        Some(format!("第{number}版は公開されているため、捨てられません。"))
    } else if standing.versions + standing.papers > 0 {
        Some(format!(
            "第{number}版は案件の{}版、資料{}件に付いているため、捨てられません。先に外してください。",
            standing.versions, standing.papers
        ))
    } else {
        None
    };
    let action = format!("{at}/editions/{}/discard", edition.id);
    Page::new(format!("{}（第{number}版）を捨てる", set.name))
        .kicker("特記事項")
        .crumb("特記事項", PATH)
        .crumb(format!("{}（第{number}版）", set.name), back.clone())
        .body(move || {
            let inner = match refused {
                Some(title) => view! {
                    <Notice title tone=Tone::Warning/>
                    <p><ButtonLink href=back>"戻る"</ButtonLink></p>
                }
                .into_any(),
                None => {
                    let told = view! {
                        <Notice title="捨てると、元に戻せません" tone=Tone::Warning>
                            <p>{goes}</p>
                            {last.map(|last| view! { <p>{last}</p> })}
                            <p>"捨てたことと、その内容は、変更履歴に残ります。"</p>
                        </Notice>
                    };
                    deed(state, action, back, "この版を捨てる", told).into_any()
                }
            };
            view! { <div class="narrow stack">{inner}</div> }
        })
}
