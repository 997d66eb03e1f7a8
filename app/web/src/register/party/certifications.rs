use azukari_core::{
    Result,
    audit::Action,
    register::party::{self, CertificationInput},
};
use domain::party::Party;
use leptos::prelude::*;

use super::{PATH, form::held};
use crate::{
    components::{DateInput, EditFrame, Need, TextInput},
    form::FormState,
    register::{
        list_editor::ListEditor,
        rows::{Done, List, operated},
    },
    routing::{Cx, Page, Reply},
};

const FIELDS: &[&str] = &["name", "number", "expires_on"];
const LIST: List = List { name: "certifications", fields: FIELDS, typed: FIELDS };

/// GET /parties/{id}/certifications
pub(super) async fn edit(cx: Cx) -> Result<Page> {
    let party = held(&cx, cx.id("id", "事業者")?).await?;
    let state = cx.edit_form(stored(&cx, &party)?).await?;
    Ok(page(&party, state, Done::default()))
}

/// POST /parties/{id}/certifications
pub(super) async fn update(cx: Cx) -> Result<Reply> {
    let id = cx.id("id", "事業者")?;
    if let Some((state, done)) = operated(cx.form(), &[LIST], |_, _, _| Done::default()) {
        return Ok(page(&held(&cx, id).await?, state, done).into());
    }
    let input: Vec<CertificationInput> = LIST.posted(cx.form()).rows.iter().map(|row| input(row)).collect();
    let change = cx.change(Action::Edit);
    let done = party::change_certifications(cx.ward(), cx.actor()?, id, change, &input).await;
    let party = held(&cx, id).await?;
    let now = async { stored(&cx, &party) };
    cx.finish(done, |()| format!("{PATH}/{id}"), now, |state| page(&party, state, Done::default())).await
}

fn stored(cx: &Cx, party: &Party) -> Result<FormState> {
    let rows = party.certifications.iter().map(CertificationInput::of);
    let rows = rows.map(|held| vec![held.name, held.number, held.expires_on]).collect();
    Ok(LIST.of(rows).fill(cx.new_form()).seen(party::certifications_seen(party)?))
}

fn input(row: &[String]) -> CertificationInput {
    let text = |column: usize| row.get(column).cloned().unwrap_or_default();
    CertificationInput { name: text(0), number: text(1), expires_on: text(2) }
}

fn page(party: &Party, state: FormState, done: Done) -> Page {
    let at = format!("{PATH}/{}", party.id);
    Page::new(format!("{}の認証", party.name))
        .crumb("事業者", PATH)
        .crumb(party.name.clone(), at.clone())
        .lead("上から順に資料へ印字します。保存するまで台帳は変わりません。")
        .body(move || view! { <div class="narrow stack"><CertificationsForm at state done/></div> })
}

#[component]
fn CertificationsForm(at: String, state: FormState, done: Done) -> impl IntoView {
    let fields = |state: &FormState, at: usize| {
        let field = |name: &str| state.field(&LIST.field(at, name));
        let (name, number, day) = (field("name"), field("number"), field("expires_on"));
        view! {
            <TextInput label="名称" field=name need=Need::Required hint="例：プライバシーマーク、ISO27001"/>
            <TextInput label="番号" field=number width="date"/>
            <DateInput label="有効期限" field=day/>
        }
        .into_any()
    };
    view! {
        <EditFrame action=format!("{at}/certifications") state=state.clone() back=at>
            <ListEditor list=LIST state done word="認証" row=fields/>
        </EditFrame>
    }
}
