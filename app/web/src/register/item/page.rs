use azukari_core::{
    Error, Result,
    policy::Permission,
    register::item::{self, ItemView},
};
use domain::{Id, item::ItemVersion};
use leptos::prelude::*;

use super::{PATH, council::council, facts, sections::sections, tree::tree};
use crate::{
    components::Card,
    register::state_tag,
    routing::{Cx, Page},
};

/// GET /items/{id}, of one version with `?version=`.
pub(super) async fn page(cx: Cx) -> Result<Page> {
    let id = cx.id("id", "案件")?;
    let view = item::view(cx.ward(), cx.actor()?, id).await?;
    let version = chosen(&view, cx.query().find("version"))?.clone();
    let papers = cx.may(Permission::ReadSubmissions);
    let page = Page::new(version.title.clone())
        .kicker(view.item.kind.word())
        .crumb("案件", PATH)
        .crumb(view.programme.clone(), format!("/programmes/{}", view.item.programme));
    Ok(page.body(move || body(&version, &view, papers)))
}

/// The version asked for, or the one that stands for the item.
fn chosen<'a>(view: &'a ItemView, asked: Option<&str>) -> Result<&'a ItemVersion> {
    let missing = || Error::NotFound("案件の版".to_owned());
    match asked {
        None => view.item.current().ok_or_else(missing),
        Some(asked) => {
            let id: Id<ItemVersion> = asked.parse().map_err(|_| missing())?;
            view.item.versions.iter().find(|version| version.id == id).ok_or_else(missing)
        }
    }
}

fn body(version: &ItemVersion, view: &ItemView, papers: bool) -> impl IntoView + use<> {
    let tree = tree(view).map(|tree| view! { <Card title="再委託の関係" id="tree">{tree}</Card> });
    view! {
        <div class="stack-wide">
            <div class="with-aside">
                <aside class="aside-cards" aria-label="版と所属">
                    {facts::versions(version, view)}
                    {facts::place(version, view)}
                </aside>
                <div class="stack">
                    <p class="tags">{state_tag(version.state)}</p>
                    {facts::notice(version, view)}
                    {sections(version, view)}
                    {tree}
                </div>
            </div>
            {papers.then(|| council(view))}
        </div>
    }
}
