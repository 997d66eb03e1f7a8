use azukari_core::{
    Result,
    audit::Action,
    policy::Permission,
    register::party::{self, PartyView},
};
use chrono::NaiveDate;
use domain::party::{Certification, Contact, Party};
use leptos::prelude::*;
use uuid::Uuid;

use super::{Expiry, PATH};
use crate::{
    components::{ButtonLink, Card, Description, DescriptionRow, Empty, SectionHead, TableFrame},
    form::FormState,
    register::shelf::{self, ArchivedTag, Shelved, UseTable},
    routing::{Cx, Page, Reply},
};

/// GET /parties/{id}
pub(super) async fn page(cx: Cx) -> Result<Page> {
    let view = party::view(cx.ward(), cx.actor()?, cx.id("id", "事業者")?).await?;
    let may_edit = cx.may(Permission::EditRegister);
    let page = Page::new(view.party.name.clone()).kicker("事業者").crumb("事業者", PATH);
    let page = page.history(&cx, "party", view.party.id);
    Ok(page.body(move || body(view, may_edit)))
}

fn body(view: PartyView, may_edit: bool) -> impl IntoView {
    let PartyView { party, contact_visible, items, today } = view;
    let at = format!("{PATH}/{}", party.id);
    let edit = |path: &str, words: &'static str| {
        let href = format!("{at}/{path}");
        may_edit.then(|| view! { <p><ButtonLink href>{words}</ButtonLink></p> })
    };
    let (facts, held) = (edit("edit", "概要を変更する"), edit("certifications", "認証を変更する"));
    let shelve = edit("archive", if party.archived_on.is_some() { "元に戻す" } else { "保管する" });
    let archived = party.archived_on;
    let row = |term: &'static str, text: String| {
        let shown = if text.is_empty() {
            view! { <span class="support">"未登録"</span> }.into_any()
        } else {
            text.into_any()
        };
        view! { <DescriptionRow term>{shown}</DescriptionRow> }
    };
    let Party { kind, reading, corporate_number, address, certifications, contact, .. } = party;
    view! {
        <div class="stack-wide">
            {archived.map(|_| view! { <p><ArchivedTag archived_on=archived/></p> })}
            <Card title="概要">
                <Description>
                    <DescriptionRow term="区分">{kind.word()}</DescriptionRow>
                    {row("よみ", reading)}
                    {row("法人番号", corporate_number.unwrap_or_default())}
                    {row("所在地", address)}
                    {contact_visible.then(|| contact_rows(contact))}
                </Description>
                {facts}
            </Card>
            <Card title="認証" id="certifications">
                {if certifications.is_empty() {
                    view! { <p class="support">"登録はありません。"</p> }.into_any()
                } else {
                    view! { <CertificationTable certifications today/> }.into_any()
                }}
                {held}
            </Card>
            <section>
                <SectionHead title=format!("この事業者の案件（{}件）", items.len()) id="items"/>
                {if items.is_empty() {
                    view! { <Empty title="この事業者を委託先や相手方とする案件はありません"/> }.into_any()
                } else {
                    view! { <UseTable items label="この事業者の案件"/> }.into_any()
                }}
            </section>
            {shelve}
        </div>
    }
}

fn contact_rows(contact: Option<Contact>) -> impl IntoView {
    let contact =
        contact.unwrap_or(Contact { person: String::new(), phone: String::new(), mail: String::new() });
    let lines = [contact.person, contact.phone, contact.mail];
    let shown: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    let text = if shown.is_empty() { "未登録".to_owned() } else { shown.join("\n") };
    view! { <DescriptionRow term="連絡先（公開しません）">{text}</DescriptionRow> }
}

#[component]
fn CertificationTable(certifications: Vec<Certification>, today: NaiveDate) -> impl IntoView {
    let rows = certifications
        .into_iter()
        .map(|held| {
            view! {
                <tr>
                    <th scope="row">{held.name}</th>
                    <td>{held.number}</td>
                    <td><Expiry day=held.expires_on today/></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame label="認証">
            <thead>
                <tr>
                    <th scope="col">"名称"</th>
                    <th scope="col">"番号"</th>
                    <th scope="col">"有効期限"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

/// GET /parties/{id}/archive
pub(super) async fn archive(cx: Cx) -> Result<Page> {
    let (shelved, state) = shelved(&cx, cx.id("id", "事業者")?).await?;
    Ok(shelf::page(shelved, state))
}

/// POST /parties/{id}/archive
pub(super) async fn shelve(cx: Cx) -> Result<Reply> {
    let id = cx.id("id", "事業者")?;
    let put_away = party::archive(cx.ward(), cx.actor()?, id, cx.change(Action::Archive));
    let bring_back = party::restore(cx.ward(), cx.actor()?, id, cx.change(Action::Restore));
    Box::pin(shelf::settle(&cx, (put_away, bring_back), shelved(&cx, id))).await
}

async fn shelved(cx: &Cx, id: Uuid) -> Result<(Shelved, FormState)> {
    let view = party::view(cx.ward(), cx.actor()?, id).await?;
    let state = cx.new_form().seen(party::whole_seen(&view.party)?);
    let shelved = Shelved {
        noun: "事業者",
        name: view.party.name,
        list: PATH,
        at: format!("{PATH}/{id}"),
        archived_on: view.party.archived_on,
        items: view.items,
    };
    Ok((shelved, state))
}
