use azukari_core::{
    Error, Result,
    account::{self, AccountInput, AccountRow, NewAccount},
    policy::Role,
    register::{self, SectionName, edit::REASON_FIELD},
};
use domain::Fault;
use http::StatusCode;
use leptos::prelude::*;
use uuid::Uuid;

use super::{ACCOUNTS, page::PASSWORD};
use crate::{
    components::{
        Button, ButtonKind, ButtonLink, FormActions, FormFrame, Need, Notice, Select, SelectOption,
        TextInput, Tone,
    },
    form::{FormState, Posted},
    routing::{Cx, Page, Reply},
    session::keep_once,
};

/// The version that was seen.
const SEEN: &str = "seen";

/// GET /admin/accounts/new
pub(super) async fn new(cx: Cx) -> Result<Page> {
    new_page(&cx, cx.new_form()).await
}

/// POST /admin/accounts
pub(super) async fn create(cx: Cx) -> Result<Reply> {
    let (login, name) = (cx.form().get("login"), cx.form().get("name"));
    let mut faults = account::faults_of_names(login, name);
    if name.trim().is_empty() {
        faults.push(Fault::at_field("account-name-missing", "name", "氏名を入力してください。"));
    }
    let added = match chosen(cx.form()) {
        Err(of_choices) => Err(Error::Invalid([faults, of_choices].concat())),
        Ok(_) if !faults.is_empty() => Err(Error::Invalid(faults)),
        Ok((role, section)) => {
            let new =
                NewAccount { login: login.to_owned(), name: name.to_owned(), role, section, password: None };
            account::add_by_form(cx.ward(), cx.actor()?, cx.key(), new).await
        }
    };
    match added {
        Ok(added) => {
            let id = added.account.id;
            if let Some(password) = added.generated {
                keep_once(&cx, &format!("{PASSWORD}{id}"), password.reveal()).await?;
            }
            Ok(Reply::see_other(format!("{ACCOUNTS}/{id}")))
        }
        Err(Error::Invalid(faults)) => {
            let state = FormState::refused(cx.form(), faults);
            let shown = state.clone();
            Ok(new_page(&cx, state).await?.form(&shown).into())
        }
        Err(other) => Err(other),
    }
}

/// GET /admin/accounts/{id}/edit
pub(super) async fn edit(cx: Cx) -> Result<Page> {
    let row = row(&cx).await?;
    let state = stored(cx.new_form(), &row);
    edit_page(&cx, &row, state, false).await
}

/// POST /admin/accounts/{id}/edit
pub(super) async fn update(cx: Cx) -> Result<Reply> {
    let (id, form) = (cx.id("id", "利用者")?, cx.form());
    let changed = match chosen(form) {
        Err(faults) => Err(Error::Invalid(faults)),
        Ok((role, section)) => {
            let reason = form.get(REASON_FIELD).to_owned();
            let input = AccountInput { name: form.get("name").to_owned(), role, section, reason };
            let seen = form.get(SEEN).parse().unwrap_or_default();
            account::change(cx.ward(), cx.actor()?, id, seen, &input).await
        }
    };
    match changed {
        Ok(()) => Ok(Reply::see_other(format!("{ACCOUNTS}/{id}"))),
        Err(Error::Conflict(_)) => {
            let row = row(&cx).await?;
            let state = FormState::refused(form, Vec::new())
                .without(SEEN)
                .with(SEEN, row.account.version.to_string());
            Ok(edit_page(&cx, &row, state, true).await?.status(StatusCode::CONFLICT).into())
        }
        Err(Error::Invalid(faults)) => {
            let row = row(&cx).await?;
            let state = FormState::refused(form, faults);
            let shown = state.clone();
            Ok(edit_page(&cx, &row, state, false).await?.form(&shown).into())
        }
        Err(other) => Err(other),
    }
}

async fn row(cx: &Cx) -> Result<AccountRow> {
    account::get(cx.ward(), cx.actor()?, cx.id("id", "利用者")?).await
}

fn stored(state: FormState, row: &AccountRow) -> FormState {
    state
        .with("name", row.account.name.clone())
        .with("role", row.account.role.code())
        .with("section", row.account.section.map(|id| id.to_string()).unwrap_or_default())
        .with(SEEN, row.account.version.to_string())
}

/// Role and section, as chosen.
fn chosen(form: &Posted) -> Result<(Role, Option<Uuid>), Vec<Fault>> {
    let role = Role::from_code(form.get("role"));
    let section = match form.get("section") {
        "" => Ok(None),
        id => id.parse().map(Some),
    };
    let mut faults = Vec::new();
    if role.is_none() {
        faults.push(Fault::at_field("account-role", "role", "役割を選んでください。"));
    }
    if section.is_err() {
        faults.push(Fault::at_field("account-section", "section", "担当課を一覧から選び直してください。"));
    }
    if role == Some(Role::Section) && section == Ok(None) {
        let message = "役割が「担当課」の人には、担当課を選んでください。";
        faults.push(Fault::at_field("account-section-missing", "section", message));
    }
    match (role, section) {
        (Some(role), Ok(section)) if faults.is_empty() => Ok((role, section)),
        _ => Err(faults),
    }
}

async fn new_page(cx: &Cx, state: FormState) -> Result<Page> {
    let sections = register::sections(cx.ward(), cx.actor()?).await?;
    let lead = "パスワードは自動で作り、登録のあとに一度だけ表示します。";
    Ok(Page::new("利用者の登録").crumb("利用者", ACCOUNTS).lead(lead).body(move || {
        let login = state.field("login");
        view! {
            <div class="narrow">
                <FormFrame action=ACCOUNTS state=state.clone()>
                    <TextInput
                        label="ログイン名"
                        field=login
                        need=Need::Required
                        autocomplete="off"
                        hint="半角の英数字と . _ - が使えます。あとから変えられません。例：yamada"
                    />
                    <Person state sections/>
                    <FormActions>
                        <Button kind=ButtonKind::Primary>"登録する"</Button>
                        <ButtonLink href=ACCOUNTS>"登録せずに戻る"</ButtonLink>
                    </FormActions>
                </FormFrame>
            </div>
        }
    }))
}

async fn edit_page(cx: &Cx, row: &AccountRow, state: FormState, conflict: bool) -> Result<Page> {
    let sections = register::sections(cx.ward(), cx.actor()?).await?;
    let (at, name) = (format!("{ACCOUNTS}/{}", row.account.id), row.account.name.clone());
    let notice = conflict.then(|| {
        let section = row.section.as_ref().map_or_else(|| "なし".to_owned(), SectionName::full);
        format!("氏名 {name}、役割 {}、担当課 {section}", row.account.role.word())
    });
    let page = Page::new(format!("{name}の変更")).crumb("利用者", ACCOUNTS).crumb(name, at.clone());
    Ok(page.lead("変えると、この人のサインイン中の端末にもすぐに反映されます。").body(move || {
        let notice = notice.map(|stored| {
            view! {
                <Notice title="ほかの人が先に変更しました。まだ保存していません。" tone=Tone::Warning>
                    <p>{format!("いま保存されている内容：{stored}")}</p>
                    <p>"下の欄は、あなたが入力した内容です。このまま「保存する」を押すと、こちらに置き換わります。"</p>
                </Notice>
            }
        });
        let (seen, reason) = (state.value(SEEN).to_owned(), state.field(REASON_FIELD));
        view! {
            <div class="narrow stack">
                {notice}
                <FormFrame action=format!("{at}/edit") state=state.clone()>
                    <input type="hidden" name=SEEN value=seen/>
                    <Person state sections/>
                    <TextInput
                        label="変更の理由"
                        field=reason
                        need=Need::Optional
                        hint="変更履歴に残ります。500文字まで。"
                    />
                    <FormActions>
                        <Button kind=ButtonKind::Primary>"保存する"</Button>
                        <ButtonLink href=at>"保存せずに戻る"</ButtonLink>
                    </FormActions>
                </FormFrame>
            </div>
        }
    }))
}

/// The fields that both forms have.
#[component]
fn Person(state: FormState, sections: Vec<SectionName>) -> impl IntoView {
    let [name, role, section] = ["name", "role", "section"].map(|name| state.field(name));
    let roles = std::iter::once(SelectOption::new("", "選んでください"))
        .chain(Role::ALL.map(|role| SelectOption::new(role.code(), role.word())))
        .collect();
    let chosen = section.value.clone();
    let sections = std::iter::once(SelectOption::new("", "なし"))
        .chain(
            sections
                .iter()
                .filter(|section| section.valid_to.is_none() || section.id.to_string() == chosen)
                .map(|section| SelectOption::new(section.id.to_string(), section.full())),
        )
        .collect();
    view! {
        <TextInput label="氏名" field=name need=Need::Required autocomplete="off"/>
        <Select label="役割" field=role options=roles need=Need::Required/>
        <Select
            label="担当課"
            field=section
            options=sections
            hint="役割が「担当課」の人は、この課の案件だけを見て変えられます。統廃合でこの課が引き継いだ課の案件も含みます。"
        />
    }
}
