use azukari_core::{
    Result,
    policy::Permission,
    register::{
        dependents::{Dependents, What},
        list::Link,
        organisation::{self, UnitKind, UnitName, UnitView},
    },
};
use chrono::NaiveDate;
use leptos::prelude::*;
use uuid::Uuid;

use super::{PATH, folder, href, tree::Life};
use crate::{
    components::{ButtonLink, Card, Description, DescriptionRow, Notice, TableFrame, Tone},
    register::grouped,
    routing::{Cx, Page},
};

/// GET /organisation/…/{id}
pub(super) async fn show(cx: Cx, kind: UnitKind) -> Result<Page> {
    let view = held(&cx, kind).await?;
    let may_edit = cx.may(Permission::EditOrganisation);
    let page = page(view.name.clone(), &view).history(&cx, trail_kind(kind), view.id);
    Ok(page.body(move || body(view, may_edit)))
}

/// The unit that the path names.
pub(super) async fn held(cx: &Cx, kind: UnitKind) -> Result<UnitView> {
    organisation::view(cx.ward(), cx.actor()?, kind, cx.id("id", kind.word())?).await
}

/// What the trail calls units of a tier.
const fn trail_kind(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Body => "implementing_body",
        UnitKind::Department => "department",
        UnitKind::Section => "section",
    }
}

/// A page about a unit.
pub(super) fn page(title: String, view: &UnitView) -> Page {
    let page = Page::new(title).kicker(view.kind.word()).crumb("管理", "/admin").crumb("組織", PATH);
    view.above.iter().fold(page, |page, (kind, link)| page.crumb(link.name.clone(), href(*kind, link.id)))
}

fn body(view: UnitView, may_edit: bool) -> impl IntoView {
    let at = href(view.kind, view.id);
    let kind = view.kind;
    let accounts = leftover_accounts(&view);
    let action = move |path: &str, words: &'static str| {
        let href = format!("{at}/{path}");
        view! { <ButtonLink href>{words}</ButtonLink> }
    };
    let ended = view.valid_to.is_some();
    let actions = may_edit.then(|| {
        view! {
            <div class="cluster">
                {action("edit", "変更する")}
                {action("end", if ended { "廃止の日・引き継ぐ先を変更する" } else { "廃止する" })}
                {ended.then(|| action("restore", "廃止を取り消す"))}
            </div>
        }
    });
    let reading = (kind == UnitKind::Section).then(|| {
        let shown = or_none(view.reading.clone());
        view! { <DescriptionRow term="よみ">{shown}</DescriptionRow> }
    });
    let above = view
        .above
        .into_iter()
        .map(|(kind, link)| {
            let (term, href) = (kind.word(), href(kind, link.id));
            view! { <DescriptionRow term><a href=href>{link.name}</a></DescriptionRow> }
        })
        .collect_view();
    let successor = view.successor.clone().map(|link| {
        let href = href(kind, link.id);
        view! { <DescriptionRow term="引き継いだ先"><a href=href>{link.name}</a></DescriptionRow> }
    });
    let below = kind.below().map(|below| {
        view! { <Below kind=below parent=view.id names=view.below.clone() today=view.today may_edit/> }
    });
    view! {
        <div class="stack-wide">
            {accounts}
            <Card title="概要">
                <Description>
                    {above}
                    {reading}
                    <DescriptionRow term="期間">
                        <Period from=view.valid_from to=view.valid_to today=view.today/>
                    </DescriptionRow>
                    {successor}
                    {(!view.predecessors.is_empty()).then(|| predecessors(kind, view.predecessors))}
                </Description>
                {actions}
            </Card>
            {below}
            {(kind == UnitKind::Section).then(|| view! {
                <Card title="この課が受け持つもの" id="dependents">
                    <DependentList dependents=view.dependents section=view.id/>
                </Card>
            })}
        </div>
    }
}

/// Accounts that still belong to a section that has ended.
fn leftover_accounts(view: &UnitView) -> Option<impl IntoView + use<>> {
    let over = view.valid_to.is_some_and(|to| to < view.today);
    let left = view.dependents.iter().find(|one| one.what == What::Account && one.count > 0)?;
    let words = left.told().words();
    over.then(move || {
        view! {
            <Notice title="廃止した課に所属したままの利用者がいます" tone=Tone::Warning>
                <p>{format!("{words}の所属を、引き継いだ課に変えるよう、システム管理者に依頼してください。")}</p>
            </Notice>
        }
    })
}

fn or_none(text: String) -> AnyView {
    if text.is_empty() {
        view! { <span class="support">"未登録"</span> }.into_any()
    } else {
        text.into_any()
    }
}

fn predecessors(kind: UnitKind, links: Vec<Link>) -> impl IntoView {
    let links = links
        .into_iter()
        .map(|link| view! { <li><a href=href(kind, link.id)>{link.name}</a></li> })
        .collect_view();
    view! { <DescriptionRow term="引き継いだもと"><ul>{links}</ul></DescriptionRow> }
}

#[component]
fn Period(from: Option<NaiveDate>, to: Option<NaiveDate>, today: NaiveDate) -> impl IntoView {
    if from.is_none() && to.is_none() {
        view! { <span class="support">"始まりの日は未登録（廃止の予定なし）"</span> }.into_any()
    } else {
        view! { <Life from to today/> }.into_any()
    }
}

#[component]
fn Below(
    kind: UnitKind,
    parent: Uuid,
    names: Vec<UnitName>,
    today: NaiveDate,
    may_edit: bool,
) -> impl IntoView {
    let word = kind.word();
    let count = names.len();
    let rows = names
        .into_iter()
        .map(|name| {
            view! {
                <tr>
                    <th scope="row"><a href=href(kind, name.id)>{name.name}</a></th>
                    <td><Life from=name.valid_from to=name.valid_to today/></td>
                </tr>
            }
        })
        .collect_view();
    let list = if count == 0 {
        view! { <p class="support">{format!("{word}はまだありません。")}</p> }.into_any()
    } else {
        view! {
            <TableFrame label=format!("この下の{word}")>
                <thead><tr><th scope="col">{word}</th><th scope="col">"期間"</th></tr></thead>
                <tbody>{rows}</tbody>
            </TableFrame>
        }
        .into_any()
    };
    let add = may_edit.then(|| {
        let href = format!("{}/new?parent={parent}", folder(kind));
        view! { <p><ButtonLink href>{format!("この下に{word}を登録する")}</ButtonLink></p> }
    });
    view! { <Card title=format!("{word}（{count}件）")>{list}{add}</Card> }
}

/// What depends on a section, kind by kind, with links.
#[component]
pub(super) fn DependentList(dependents: Vec<Dependents>, section: Uuid) -> impl IntoView {
    let rows = dependents
        .into_iter()
        .map(|one| {
            let Dependents { what, count, first } = one;
            let more = count > u64::try_from(first.len()).unwrap_or(u64::MAX);
            let all = all_of(what, section).filter(|_| count > 0);
            let names = first.into_iter().map(|link| view! { <li>{linked(what, link)}</li> }).collect_view();
            let count = format!("{}件", grouped(count));
            let head = match all {
                Some(href) => view! { <a class="hit" href=href>{count}</a> }.into_any(),
                None => count.into_any(),
            };
            view! {
                <DescriptionRow term=what.word()>
                    {head}
                    <ul>{names}{more.then(|| view! { <li>"ほか"</li> })}</ul>
                </DescriptionRow>
            }
        })
        .collect_view();
    view! { <Description>{rows}</Description> }
}

/// The list with all of them, where it can be narrowed to a section.
fn all_of(what: What, section: Uuid) -> Option<String> {
    match what {
        What::Item => Some(format!("/items?section={section}")),
        What::Business => Some(format!("/registered-businesses?section={section}")),
        What::Programme | What::Account => None,
    }
}

fn linked(what: What, link: Link) -> AnyView {
    let folder = match what {
        What::Item => "/items",
        What::Programme => "/programmes",
        What::Business => "/registered-businesses",
        What::Account => return link.name.into_any(),
    };
    view! { <a href=format!("{folder}/{}", link.id)>{link.name}</a> }.into_any()
}
