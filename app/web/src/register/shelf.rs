//! Putting things away and bringing them back: seen beforehand, refused with
//! what still uses them.

use azukari_core::{
    Result,
    register::{
        ItemUse,
        edit::{REASON, REASON_FIELD},
    },
};
use chrono::NaiveDate;
use domain::date::format_date;
use leptos::prelude::*;

use super::state_tag;
use crate::{
    components::{
        Button, ButtonKind, ButtonLink, FormActions, FormFrame, Notice, TableFrame, Tag, TextArea, Tone,
    },
    form::{FormState, SEEN_FIELD},
    routing::{Cx, Page, Reply},
};

/// Says which of the two is asked for.
const TO: &str = "to";
/// Put away.
const ARCHIVE: &str = "archive";
/// Bring back.
const RESTORE: &str = "restore";

/// What is put away or brought back.
#[derive(Clone)]
pub(crate) struct Shelved {
    /// What it is: 事業者.
    pub(crate) noun: &'static str,
    /// Its name.
    pub(crate) name: String,
    /// The list's path.
    pub(crate) list: &'static str,
    /// Its own path.
    pub(crate) at: String,
    /// When it was put away.
    pub(crate) archived_on: Option<NaiveDate>,
    /// The items that use it.
    pub(crate) items: Vec<ItemUse>,
}

/// GET and refused POST of `…/archive`.
pub(crate) fn page(shelved: Shelved, state: FormState) -> Page {
    let back = shelved.archived_on.is_some();
    let title = if back { "を元に戻す" } else { "の保管" };
    Page::new(format!("{}{title}", shelved.name))
        .kicker(shelved.noun)
        .crumb(shelved.noun, shelved.list)
        .crumb(shelved.name.clone(), shelved.at.clone())
        .body(move || view! { <div class="narrow stack">{body(shelved, state)}</div> })
}

/// POST of `…/archive`: puts it away or brings it back, as was asked. Only the
/// one of the two is awaited; what stands there is looked at afterwards.
pub(crate) async fn settle(
    cx: &Cx,
    (put_away, bring_back): (impl Future<Output = Result<()>>, impl Future<Output = Result<()>>),
    shelved: impl Future<Output = Result<(Shelved, FormState)>>,
) -> Result<Reply> {
    let done = if cx.form().get(TO) == RESTORE { bring_back.await } else { put_away.await };
    let (shelved, stored) = shelved.await?;
    let at = shelved.at.clone();
    cx.finish(done, |()| at, async { Ok(stored) }, |state| page(shelved, state)).await
}

fn body(shelved: Shelved, state: FormState) -> AnyView {
    let Shelved { noun, at, archived_on, items, .. } = shelved;
    let live: Vec<ItemUse> = items.into_iter().filter(ItemUse::is_live).collect();
    if archived_on.is_none() && !live.is_empty() {
        let title = format!("この{noun}は案件が使っているため、保管できません");
        return view! {
            <Notice title tone=Tone::Warning>
                <p>"次の案件を先に改めるか、保管してください。改正案だけが使っている場合も含みます。"</p>
            </Notice>
            <UseTable items=live label="使っている案件"/>
            <p><ButtonLink href=at>"戻る"</ButtonLink></p>
        }
        .into_any();
    }
    let (to, submit, lead) = match archived_on {
        Some(day) => (
            RESTORE,
            "元に戻す",
            format!("{}に保管しました。元に戻すと、再び一覧に並び、選べるようになります。", format_date(day)),
        ),
        None => (
            ARCHIVE,
            "保管する",
            format!(
                "保管した{noun}は一覧に並ばなくなり、新しく選べなくなります。記録は消えず、いつでも元に戻せます。"
            ),
        ),
    };
    let (seen, conflict) = (state.value(SEEN_FIELD).to_owned(), state.is_conflict());
    let reason = state.field(REASON_FIELD);
    view! {
        {conflict.then(|| view! {
            <Notice title="ほかの人が先に変更しました。まだ保存していません。" tone=Tone::Warning>
                <p>"内容を確かめてから、もう一度押してください。"</p>
            </Notice>
        })}
        <p>{lead}</p>
        <FormFrame action=format!("{at}/archive") state>
            <input type="hidden" name=TO value=to/>
            <input type="hidden" name=SEEN_FIELD value=seen/>
            <TextArea label="変更の理由" field=reason hint=format!("変更履歴に残ります。{REASON}文字まで。") rows=2/>
            <FormActions>
                <Button kind=ButtonKind::Primary>{submit}</Button>
                <ButtonLink href=at.clone()>"やめる"</ButtonLink>
            </FormActions>
        </FormFrame>
    }
    .into_any()
}

/// Says that something was put away.
#[component]
pub(crate) fn ArchivedTag(archived_on: Option<NaiveDate>) -> impl IntoView {
    archived_on
        .map(|day| view! { <Tag tone=Tone::Plain text=format!("保管中（{}から）", format_date(day))/> })
}

/// Items that use something.
#[component]
pub(crate) fn UseTable(items: Vec<ItemUse>, #[prop(into)] label: String) -> impl IntoView {
    let rows = items
        .into_iter()
        .map(|item| {
            view! {
                <tr>
                    <th scope="row"><a href=format!("/items/{}", item.id)>{item.title}</a></th>
                    <td class="fit">{item.kind.word()}</td>
                    <td>{item.section}</td>
                    <td class="fit">{state_tag(item.state)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame label>
            <thead>
                <tr>
                    <th scope="col">"件名"</th>
                    <th scope="col">"種別"</th>
                    <th scope="col">"担当課"</th>
                    <th scope="col">"状態"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}
