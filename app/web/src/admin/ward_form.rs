use azukari_core::{
    Result,
    audit::Action,
    register::organisation::{WARD_ID, WardInput, change_ward, described_ward, ward_seen},
};
use domain::organisation::Ward;
use leptos::prelude::*;

use crate::{
    components::{EditFrame, Need, TextInput},
    form::FormState,
    routing::{Cx, Page, Reply},
};

/// GET /settings
pub(super) async fn edit(cx: Cx) -> Result<Page> {
    let held = described_ward(cx.ward(), cx.actor()?).await?;
    let stored = stored(&cx, held.as_ref())?;
    let page = page(cx.edit_form(stored).await?);
    Ok(if held.is_some() { page.history(&cx, "ward", WARD_ID) } else { page })
}

/// POST /settings
pub(super) async fn update(cx: Cx) -> Result<Reply> {
    let input = WardInput::read(|name| cx.form().get(name).to_owned());
    let done = change_ward(cx.ward(), cx.actor()?, cx.change(Action::Edit), &input).await;
    let now = async {
        let held = described_ward(cx.ward(), cx.actor()?).await?;
        stored(&cx, held.as_ref())
    };
    cx.finish(done, |()| "/admin".to_owned(), now, page).await
}

fn stored(cx: &Cx, held: Option<&Ward>) -> Result<FormState> {
    let fields = held.map(|held| WardInput::of(held).fields()).unwrap_or_default();
    let state = fields.into_iter().fold(cx.new_form(), |state, (name, value)| state.with(name, value));
    Ok(state.seen(ward_seen(held)?))
}

fn page(state: FormState) -> Page {
    Page::new("区の設定")
        .crumb("管理", "/admin")
        .lead("審議会の資料に印字する語です。変えると、これから作る資料の表記が変わります。")
        .body(move || {
            let field = |name: &str| state.field(name);
            let (name, council) = (field("name"), field("council_name"));
            let (basis, prefix) = (field("basis_label"), field("document_prefix"));
            view! {
                <div class="narrow stack">
                    <EditFrame action="/settings" state back="/admin">
                        <TextInput label="自治体の名前" field=name need=Need::Required hint="例：見本区"/>
                        <TextInput
                            label="審議会の名前"
                            field=council
                            need=Need::Required
                            hint="資料の表紙に印字します。例：情報公開・個人情報保護審議会"
                        />
                        <TextInput
                            label="根拠の見出し"
                            field=basis
                            need=Need::Required
                            hint="資料の表紙で、条項の上に印字します。例：条例の根拠"
                        />
                        <TextInput
                            label="資料番号の前の語"
                            field=prefix
                            need=Need::Required
                            width="short"
                            hint="資料の番号の前に印字します。例：資料"
                        />
                    </EditFrame>
                </div>
            }
        })
}
