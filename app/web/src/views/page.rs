use azukari_core::{
    Error, Result,
    saved_view::{self, NAME_FIELD, SavedView},
};
use leptos::prelude::*;

use super::{PATH, panel::QUERY_FIELD};
use crate::{
    components::{
        Button, ButtonKind, ButtonLink, Empty, FormActions, FormFrame, Need, TableFrame, TextInput,
    },
    form::{FormState, Posted},
    register::kept_filters,
    routing::{Cx, Page, Reply},
};

const NOUN: &str = "保存した条件";

fn items(query: &str) -> String {
    format!("/items?{query}")
}

/// GET /views
pub(super) async fn list(cx: Cx) -> Result<Page> {
    let views = saved_view::list(cx.ward(), cx.actor()?).await?;
    let page = Page::new(NOUN).crumb("案件", "/items");
    Ok(page.lead("案件の一覧の条件に、名前を付けて保存したものです。ほかの人には見えません。").body(
        move || {
            if views.is_empty() {
                return view! {
                    <Empty title="保存した条件はまだありません">
                        <p>"案件の一覧を絞り込むと、その条件に名前を付けて保存できます。"</p>
                        <p><a href="/items">"案件の一覧を開く"</a></p>
                    </Empty>
                }
                .into_any();
            }
            let rows = views
                .into_iter()
                .map(|view| {
                    let (at, delete) = (format!("{PATH}/{}", view.id), format!("{PATH}/{}/delete", view.id));
                    let (rename_label, delete_label) =
                        (format!("「{}」の名前を変える", view.name), format!("「{}」を削除する", view.name));
                    view! {
                        <tr>
                            <th scope="row"><a href=items(&view.query)>{view.name}</a></th>
                            <td><a class="hit" href=at aria-label=rename_label>"名前を変える"</a></td>
                            <td><a class="hit" href=delete aria-label=delete_label>"削除する"</a></td>
                        </tr>
                    }
                })
                .collect_view();
            view! {
                <TableFrame label="保存した条件の一覧">
                    <thead>
                        <tr>
                            <th scope="col">"名前"</th>
                            <th scope="col">"変更"</th>
                            <th scope="col">"削除"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </TableFrame>
            }
            .into_any()
        },
    ))
}

/// POST /views
pub(super) async fn save(cx: Cx) -> Result<Reply> {
    let name = cx.form().get(NAME_FIELD);
    let query = kept_filters(&Posted::parse(cx.form().get(QUERY_FIELD)));
    match saved_view::save(cx.ward(), cx.actor()?, name, &query, cx.key()).await {
        Ok(_) => Ok(Reply::see_other(items(&query))),
        Err(error) => {
            let back = items(&query);
            cx.retry(error, move |state| form("条件の保存", PATH.to_owned(), back, state))
        }
    }
}

/// GET /views/{id}
pub(super) async fn show(cx: Cx) -> Result<Reply> {
    let Some(view) = own(&cx).await? else { return Ok(Reply::see_other(PATH)) };
    let state = cx.new_form().with(NAME_FIELD, view.name.clone()).with(QUERY_FIELD, view.query.clone());
    Ok(renaming(&view, state).into())
}

/// POST /views/{id}
pub(super) async fn rename(cx: Cx) -> Result<Reply> {
    let Some(view) = own(&cx).await? else { return Ok(Reply::see_other(PATH)) };
    match saved_view::rename(cx.ward(), cx.actor()?, view.id, cx.form().get(NAME_FIELD)).await {
        Ok(()) => Ok(Reply::see_other(PATH)),
        Err(error) => cx.retry(error, |state| renaming(&view, state)),
    }
}

/// GET /views/{id}/delete
pub(super) async fn confirm(cx: Cx) -> Result<Reply> {
    let Some(view) = own(&cx).await? else { return Ok(Reply::see_other(PATH)) };
    let state = cx.new_form();
    let page = Page::new(format!("「{}」の削除", view.name)).crumb("案件", "/items").crumb(NOUN, PATH);
    Ok(page
        .body(move || {
            let action = format!("{PATH}/{}/delete", view.id);
            view! {
                <div class="narrow stack">
                    <p>"保存した条件を削除します。案件はそのまま残ります。"</p>
                    <FormFrame action state>
                        <FormActions>
                            <Button kind=ButtonKind::Primary>"削除する"</Button>
                            <ButtonLink href=PATH>"削除せずに戻る"</ButtonLink>
                        </FormActions>
                    </FormFrame>
                </div>
            }
        })
        .into())
}

/// POST /views/{id}/delete
pub(super) async fn delete(cx: Cx) -> Result<Reply> {
    saved_view::delete(cx.ward(), cx.actor()?, cx.id("id", NOUN)?).await?;
    Ok(Reply::see_other(PATH))
}

/// One of the person's own; none if it is gone: the list then says what is left.
async fn own(cx: &Cx) -> Result<Option<SavedView>> {
    match saved_view::view(cx.ward(), cx.actor()?, cx.id("id", NOUN)?).await {
        Err(Error::NotFound(_)) => Ok(None),
        found => found.map(Some),
    }
}

fn renaming(view: &SavedView, state: FormState) -> Page {
    form(&format!("「{}」の名前の変更", view.name), format!("{PATH}/{}", view.id), PATH.to_owned(), state)
}

fn form(title: &str, action: String, back: String, state: FormState) -> Page {
    Page::new(title).crumb("案件", "/items").crumb(NOUN, PATH).body(move || {
        let (name, query) = (state.field(NAME_FIELD), state.value(QUERY_FIELD).to_owned());
        view! {
            <div class="narrow">
                <FormFrame action state>
                    <input type="hidden" name=QUERY_FIELD value=query/>
                    <TextInput label="条件の名前" field=name need=Need::Required/>
                    <FormActions>
                        <Button kind=ButtonKind::Primary>"保存する"</Button>
                        <ButtonLink href=back>"保存せずに戻る"</ButtonLink>
                    </FormActions>
                </FormFrame>
            </div>
        }
    })
}
