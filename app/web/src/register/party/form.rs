use azukari_core::{
    Result,
    audit::Action,
    register::{
        edit::REASON_FIELD,
        party::{self, PartyInput},
    },
};
use domain::party::{Party, PartyKind};
use leptos::prelude::*;
use uuid::Uuid;

use super::PATH;
use crate::{
    components::{Button, EditFrame, Need, Notice, Select, SelectOption, TextInput, Tone},
    form::{FormState, Posted},
    routing::{Cx, Page, Reply},
};

/// The button that keeps a name another party has.
const SAME_NAME: &str = "same_name";

/// GET /parties/new
pub(super) async fn new(cx: Cx) -> Result<Page> {
    let state = cx.edit_form(cx.new_form().with("kind", PartyKind::Named.code())).await?;
    Ok(new_page(state))
}

/// POST /parties
pub(super) async fn create(cx: Cx) -> Result<Reply> {
    let input = input(cx.form());
    let reason = cx.form().get(REASON_FIELD);
    let done = party::create(cx.ward(), cx.actor()?, cx.key(), reason, &input).await;
    let stored = async { Ok(cx.new_form()) };
    cx.finish(done, |id| format!("{PATH}/{id}"), stored, new_page).await
}

/// GET /parties/{id}/edit
pub(super) async fn edit(cx: Cx) -> Result<Page> {
    let party = held(&cx, cx.id("id", "事業者")?).await?;
    let state = cx.edit_form(stored(&cx, &party)?).await?;
    Ok(edit_page(&party, state))
}

/// POST /parties/{id}/edit
pub(super) async fn update(cx: Cx) -> Result<Reply> {
    let id = cx.id("id", "事業者")?;
    let change = cx.change(Action::Edit);
    let done = party::change_facts(cx.ward(), cx.actor()?, id, change, &input(cx.form())).await;
    let party = held(&cx, id).await?;
    let now = async { stored(&cx, &party) };
    cx.finish(done, |()| format!("{PATH}/{id}"), now, |state| edit_page(&party, state)).await
}

pub(super) async fn held(cx: &Cx, id: Uuid) -> Result<Party> {
    Ok(party::view(cx.ward(), cx.actor()?, id).await?.party)
}

fn stored(cx: &Cx, party: &Party) -> Result<FormState> {
    let input = PartyInput::of(party);
    let state = cx
        .new_form()
        .with("kind", input.kind)
        .with("name", input.name)
        .with("reading", input.reading)
        .with("corporate_number", input.corporate_number)
        .with("address", input.address)
        .with("contact.person", input.person)
        .with("contact.phone", input.phone)
        .with("contact.mail", input.mail);
    Ok(state.seen(party::facts_seen(party)?))
}

fn input(form: &Posted) -> PartyInput {
    let text = |name: &str| form.get(name).to_owned();
    PartyInput {
        kind: text("kind"),
        name: text("name"),
        reading: text("reading"),
        corporate_number: text("corporate_number"),
        address: text("address"),
        person: text("contact.person"),
        phone: text("contact.phone"),
        mail: text("contact.mail"),
        same_name: form.has(SAME_NAME),
    }
}

fn new_page(state: FormState) -> Page {
    Page::new("事業者の登録")
        .crumb("事業者", PATH)
        .lead("登録した後に、認証（プライバシーマークなど）を加えられます。")
        .body(move || view! { <div class="narrow stack"><PartyForm action=PATH.to_owned() back=PATH.to_owned() state fresh=true/></div> })
}

fn edit_page(party: &Party, state: FormState) -> Page {
    let at = format!("{PATH}/{}", party.id);
    Page::new(format!("{}の変更", party.name))
        .crumb("事業者", PATH)
        .crumb(party.name.clone(), at.clone())
        .body(move || {
            let action = format!("{at}/edit");
            view! { <div class="narrow stack"><PartyForm action back=at state fresh=false/></div> }
        })
}

#[component]
fn PartyForm(action: String, back: String, state: FormState, fresh: bool) -> impl IntoView {
    let kinds =
        PartyKind::ALL.iter().map(|kind| SelectOption::new(kind.code(), kind.word())).collect::<Vec<_>>();
    let same_name = state.faults().iter().any(|fault| fault.code == "same-name").then(|| {
        view! {
            <Notice title="同じ名称の事業者があります" tone=Tone::Warning>
                <p>"別の事業者であれば、このボタンで保存できます。"</p>
                <p><Button name=SAME_NAME value="1">"同じ名称のまま保存する"</Button></p>
            </Notice>
        }
    });
    let field = |name: &str| state.field(name);
    let (kind, name, reading) = (field("kind"), field("name"), field("reading"));
    let (number, address) = (field("corporate_number"), field("address"));
    let (person, phone, mail) = (field("contact.person"), field("contact.phone"), field("contact.mail"));
    let submit = if fresh { "登録する" } else { "保存する" };
    view! {
        <EditFrame action state back submit ask_reason=!fresh>
            <Select
                label="区分"
                field=kind
                options=kinds
                need=Need::Required
                hint="受託者が選ぶ事業者のように、まだ名前の決まらないものは「名称の定まらない事業者」にします。"
            />
            <TextInput label="名称" field=name need=Need::Required hint="資料に印字する名称。名称の定まらないときは、どのような事業者かを書きます。"/>
            {same_name}
            <TextInput label="よみ" field=reading hint="一覧の並び順に使います。ひらがなでもカタカナでも探せます。"/>
            <TextInput
                label="法人番号"
                field=number
                width="date"
                inputmode="numeric"
                hint="13桁。全角やハイフン、先頭のTが入っていても読み取ります。"
            />
            <TextInput label="所在地" field=address/>
            <TextInput label="連絡先の部署・担当者" field=person hint="連絡先は公開しません。閲覧者には見えません。"/>
            <TextInput label="連絡先の電話番号" field=phone width="date"/>
            <TextInput label="連絡先のメールアドレス" field=mail/>
        </EditFrame>
    }
}
