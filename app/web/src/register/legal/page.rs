use azukari_core::{
    Result,
    audit::Action,
    policy::Permission,
    register::{
        legal::{self, LegalView},
        list::Link,
    },
};
use chrono::NaiveDate;
use domain::{item::FormRow, legal::LegalBasis};
use leptos::prelude::*;
use uuid::Uuid;

use super::{PATH, list::Validity};
use crate::{
    components::{
        ButtonLink, Card, Description, DescriptionRow, Empty, Notice, SectionHead, TableFrame, Tag, Tone,
    },
    form::FormState,
    register::shelf::{self, ArchivedTag, Shelved, UseTable},
    routing::{Cx, Page, Reply},
};

/// GET /legal-bases/{id}
pub(super) async fn page(cx: Cx) -> Result<Page> {
    let view = legal::view(cx.ward(), cx.actor()?, cx.id("id", "根拠")?).await?;
    let may_edit = cx.may(Permission::EditRegister);
    let today = cx.ward().clock().today();
    let page = Page::new(name(&view.basis)).kicker("根拠").crumb("管理", "/admin").crumb("根拠", PATH);
    let page = page.history(&cx, "legal_basis", view.basis.id);
    Ok(page.body(move || body(view, may_edit, today)))
}

/// What an article is called.
pub(super) fn name(basis: &LegalBasis) -> String {
    format!("{}　{}（{}）", basis.instrument, basis.article, basis.form_heading)
}

fn body(view: LegalView, may_edit: bool, today: NaiveDate) -> impl IntoView {
    let LegalView { basis, successor, predecessors, items, .. } = view;
    let at = format!("{PATH}/{}", basis.id);
    let archived = basis.archived_on;
    let put_away = if archived.is_some() { "元に戻す" } else { "保管する" };
    let followed = basis.successor.is_some();
    let actions = may_edit.then(|| {
        let succeed = (!followed).then(|| {
            let href = format!("{at}/successor");
            view! { <ButtonLink href>"改正後の根拠を作る"</ButtonLink> }
        });
        view! {
            <div class="cluster">
                <ButtonLink href=format!("{at}/edit")>"変更する"</ButtonLink>
                {succeed}
                <ButtonLink href=format!("{at}/archive")>{put_away}</ButtonLink>
            </div>
        }
    });
    let live = items.iter().filter(|item| item.is_live()).count();
    let over = basis.valid_to.is_some_and(|to| to < today) && live > 0;
    let over = over.then(|| {
        view! {
            <Notice title=format!("失効したこの根拠による案件が{live}件あります") tone=Tone::Warning>
                <p>"失効前に付議した案件はそのままでかまいません。これから付議する改正案は、今の根拠に改めてください。"</p>
            </Notice>
        }
    });
    let (kind, route) = (basis.item_kind.word(), basis.route.word());
    let (from, to) = (basis.valid_from, basis.valid_to);
    let instrument = basis.instrument.clone();
    view! {
        <div class="stack-wide">
            {archived.map(|_| view! { <p><ArchivedTag archived_on=archived/></p> })}
            {over}
            <Card title="概要">
                <Description>
                    <DescriptionRow term="条例・法律">{instrument}</DescriptionRow>
                    <DescriptionRow term="案件の種別">{kind}</DescriptionRow>
                    <DescriptionRow term="付議の区分">{route}</DescriptionRow>
                    <DescriptionRow term="有効な期間"><Validity from to today/></DescriptionRow>
                    {successor.map(|link| links("改正後の根拠", vec![link]))}
                    {(!predecessors.is_empty()).then(|| links("改正前の根拠", predecessors))}
                </Description>
                {actions}
            </Card>
            <Printed basis/>
            <section>
                <SectionHead title=format!("この根拠による案件（{}件）", items.len()) id="items"/>
                {if items.is_empty() {
                    view! { <Empty title="この根拠による案件はありません"/> }.into_any()
                } else {
                    view! { <UseTable items label="この根拠による案件"/> }.into_any()
                }}
            </section>
        </div>
    }
}

fn links(term: &'static str, links: Vec<Link>) -> impl IntoView {
    let links = links
        .into_iter()
        .map(|link| view! { <li><a href=format!("{PATH}/{}", link.id)>{link.name}</a></li> })
        .collect_view();
    view! { <DescriptionRow term><ul>{links}</ul></DescriptionRow> }
}

/// What papers print of it, as they print it.
#[component]
pub(super) fn Printed(basis: LegalBasis) -> impl IntoView {
    let rows = FormRow::of(basis.item_kind)
        .iter()
        .map(|row| {
            let own = basis.row_labels.iter().any(|own| own.row == *row);
            let usual = row.label(basis.item_kind);
            let label = basis.row_label(*row).to_owned();
            view! {
                <tr>
                    <th scope="row">{usual}</th>
                    <td>{label} " " {own.then(|| view! { <Tag tone=Tone::Info text="独自"/> })}</td>
                </tr>
            }
        })
        .collect_view();
    let (cover, form, title) = (basis.cover_line(), basis.form_line(), basis.form_title);
    view! {
        <Card title="資料への印字" id="printed">
            <Description>
                <DescriptionRow term="表紙の行">{cover}</DescriptionRow>
                <DescriptionRow term="様式の題名">{title}</DescriptionRow>
                <DescriptionRow term="様式の◇の行">{form}</DescriptionRow>
            </Description>
            <TableFrame label="様式の行の見出し">
                <thead><tr><th scope="col">"標準の見出し"</th><th scope="col">"印字する見出し"</th></tr></thead>
                <tbody>{rows}</tbody>
            </TableFrame>
        </Card>
    }
}

/// GET /legal-bases/{id}/archive
pub(super) async fn archive(cx: Cx) -> Result<Page> {
    let (shelved, state) = shelved(&cx, cx.id("id", "根拠")?).await?;
    Ok(shelf::page(shelved, state))
}

/// POST /legal-bases/{id}/archive
pub(super) async fn shelve(cx: Cx) -> Result<Reply> {
    let id = cx.id("id", "根拠")?;
    let put_away = legal::archive(cx.ward(), cx.actor()?, id, cx.change(Action::Archive));
    let bring_back = legal::restore(cx.ward(), cx.actor()?, id, cx.change(Action::Restore));
    Box::pin(shelf::settle(&cx, (put_away, bring_back), shelved(&cx, id))).await
}

async fn shelved(cx: &Cx, id: Uuid) -> Result<(Shelved, FormState)> {
    let view = legal::view(cx.ward(), cx.actor()?, id).await?;
    let state = cx.new_form().seen(view.whole_seen);
    let shelved = Shelved {
        noun: "根拠",
        name: name(&view.basis),
        list: PATH,
        at: format!("{PATH}/{id}"),
        archived_on: view.basis.archived_on,
        items: view.items,
    };
    Ok((shelved, state))
}
