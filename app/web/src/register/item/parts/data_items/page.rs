use azukari_core::register::item::edit::ItemEdit;
use leptos::prelude::*;

use super::{
    conflict::Differences,
    form::{CONFLICT, Sheet},
    group::{self, Group},
};
use crate::{
    components::{ButtonLink, EditFrame, Empty, Notice, OpButton, Tone},
    form::FormState,
    routing::Page,
};

/// The form.
pub(super) fn page(sheet: Sheet, state: FormState) -> Page {
    head(&sheet.edit).lead("だれの、どのような項目を扱わせるかを、様式に載せる順に入れます。").body(
        move || {
            let back = format!("/items/{}/edit", sheet.edit.item.id);
            let action = format!("{back}/data-items");
            let Sheet { edit, offered, groups, done, found, stored } = sheet;
            let kind = edit.item.kind;
            let last = groups.len();
            let differences = stored.map(|stored| {
                view! {
                    <input type="hidden" name=CONFLICT value="1"/>
                    <Differences stored typed=groups.clone()/>
                }
            });
            let said = (!done.said.is_empty())
                .then(|| view! { <p class="op-note" data-announce="">{done.said}</p> });
            let empty = groups.is_empty().then(|| {
                view! {
                    <Empty title="情報項目はまだありません">
                        <p>"「組を加える」を押して、だれの情報かと、その項目を入れます。"</p>
                    </Empty>
                }
            });
            let mut found = found;
            let heads: Vec<String> =
                groups.iter().enumerate().map(|(at, group)| group::head(at, group)).collect();
            let shown = groups
                .into_iter()
                .enumerate()
                .map(|(at, group)| {
                    let found = found.take_if(|(group, _)| *group == at).map(|(_, found)| found);
                    view! {
                        <Group
                            at
                            last
                            group
                            groups=heads.clone()
                            kind
                            offered=offered.clone()
                            found
                            focus=done.focus.clone()
                            state=state.clone()
                        />
                    }
                })
                .collect_view();
            view! {
                <EditFrame action state=state.clone() back>
                    {said}
                    {differences}
                    {empty}
                    <div class="stack-wide">{shown}</div>
                    <p>
                        <OpButton value=format!("add-group:{last}") focus=done.focus.clone()>
                            "組を加える"
                        </OpButton>
                    </p>
                </EditFrame>
            }
        },
    )
}

/// Nothing to edit: what is in force was decided.
pub(super) fn closed(edit: &ItemEdit) -> Page {
    let back = format!("/items/{}/edit", edit.item.id);
    head(edit).body(move || {
        view! {
            <Notice title="いまは編集できる版がありません" tone=Tone::Info>
                <p>"審議会で決まった現行の内容は、直接は変えられません。改正案を作ると、ここで編集できます。"</p>
                <p><ButtonLink href=back>"編集の一覧へ"</ButtonLink></p>
            </Notice>
        }
    })
}

fn head(edit: &ItemEdit) -> Page {
    let item = format!("/items/{}", edit.item.id);
    let title = edit.version().or_else(|| edit.item.current()).map(|version| version.title.clone());
    Page::new("情報項目の編集")
        .kicker(title.clone().unwrap_or_default())
        .crumb("案件", "/items")
        .crumb(title.unwrap_or_default(), item.clone())
        .crumb("編集", format!("{item}/edit"))
}
