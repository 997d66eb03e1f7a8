use azukari_core::{
    Result,
    audit::Action,
    register::party::{self, CertificationInput},
};
use domain::party::Party;
use leptos::prelude::*;

use super::{PATH, form::held};
use crate::{
    components::{Button, DateInput, EditFrame, Need, TextInput},
    form::{FormState, OP_FIELD},
    register::rows::{Done, RowFrame, Rows, Said},
    routing::{Cx, Page, Reply},
};

const LIST: &str = "certifications";
const FIELDS: &[&str] = &["name", "number", "expires_on"];

/// GET /parties/{id}/certifications
pub(super) async fn edit(cx: Cx) -> Result<Page> {
    let party = held(&cx, cx.id("id", "事業者")?).await?;
    let state = cx.edit_form(stored(&cx, &party)?).await?;
    Ok(page(&party, state, Done::default()))
}

/// POST /parties/{id}/certifications
pub(super) async fn update(cx: Cx) -> Result<Reply> {
    let id = cx.id("id", "事業者")?;
    let mut rows = Rows::read(cx.form(), LIST, FIELDS);
    if let Some(op) = cx.form().find(OP_FIELD) {
        let done = rows.apply(op);
        return Ok(page(&held(&cx, id).await?, rows.form(cx.form()), done).into());
    }
    let input: Vec<CertificationInput> = rows.rows.iter().map(|row| input(row)).collect();
    let change = cx.change(Action::Edit);
    let done = party::change_certifications(cx.ward(), cx.actor()?, id, change, &input).await;
    let party = held(&cx, id).await?;
    let now = async { stored(&cx, &party) };
    cx.finish(done, |()| format!("{PATH}/{id}"), now, |state| page(&party, state, Done::default())).await
}

fn stored(cx: &Cx, party: &Party) -> Result<FormState> {
    let rows = party.certifications.iter().map(CertificationInput::of);
    let rows = rows.map(|held| vec![held.name, held.number, held.expires_on]).collect();
    Ok(Rows::of(LIST, FIELDS, rows).fill(cx.new_form()).seen(party::certifications_seen(party)?))
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
    let count = Rows::shown(&state, LIST, FIELDS).rows.len();
    let rows = (0..count)
        .map(|index| {
            let field = |name: &str| state.field(&format!("{LIST}[{index}].{name}"));
            let (name, number, day) = (field("name"), field("number"), field("expires_on"));
            view! {
                <RowFrame title=format!("{}番目の認証", index + 1) index count focus=done.focus == Some(index)>
                    <TextInput label="名称" field=name need=Need::Required hint="例：プライバシーマーク、ISO27001"/>
                    <TextInput label="番号" field=number width="date"/>
                    <DateInput label="有効期限" field=day/>
                </RowFrame>
            }
        })
        .collect_view();
    view! {
        <EditFrame action=format!("{at}/certifications") state back=at>
            <Said done/>
            <div class="rows">{rows}</div>
            {(count == 0).then(|| view! { <p class="support">"認証はまだありません。"</p> })}
            <p><Button name=OP_FIELD value="add">"認証を加える"</Button></p>
        </EditFrame>
    }
}
