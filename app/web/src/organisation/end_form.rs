//! Ending a unit and taking its end back: what it concerns is seen beforehand.

use azukari_core::{
    Result,
    audit::Action,
    register::{
        dependents::What,
        organisation::{self, EndInput, UnitKind, UnitName, UnitView},
    },
};
use domain::date::format_date;
use leptos::prelude::*;

use super::{
    href,
    unit_page::{DependentList, held, page},
};
use crate::{
    components::{ButtonLink, Card, DateInput, EditFrame, Need, Notice, Select, SelectOption, Tone},
    form::FormState,
    routing::{Cx, Page, Reply},
};

/// GET /organisation/…/{id}/end
pub(super) async fn end(cx: Cx, kind: UnitKind) -> Result<Page> {
    let view = held(&cx, kind).await?;
    let others = others(&cx, &view).await?;
    let state = cx.edit_form(stored(&cx, &view)).await?;
    Ok(end_page(view, others, state))
}

/// POST /organisation/…/{id}/end
pub(super) async fn ended(cx: Cx, kind: UnitKind) -> Result<Reply> {
    let id = cx.id("id", kind.word())?;
    let input = EndInput::read(|name| cx.form().get(name).to_owned());
    let done = organisation::end(cx.ward(), cx.actor()?, kind, id, cx.change(Action::End), &input).await;
    let view = held(&cx, kind).await?;
    let others = others(&cx, &view).await?;
    let now = stored(&cx, &view);
    cx.finish(done, |()| href(kind, id), async { Ok(now) }, |state| end_page(view, others, state)).await
}

/// GET /organisation/…/{id}/restore
pub(super) async fn restore(cx: Cx, kind: UnitKind) -> Result<Page> {
    let view = held(&cx, kind).await?;
    let state = cx.edit_form(cx.new_form().seen(view.ending_seen.clone())).await?;
    Ok(restore_page(view, state))
}

/// POST /organisation/…/{id}/restore
pub(super) async fn restored(cx: Cx, kind: UnitKind) -> Result<Reply> {
    let id = cx.id("id", kind.word())?;
    let done = organisation::restore(cx.ward(), cx.actor()?, kind, id, cx.change(Action::Restore)).await;
    let view = held(&cx, kind).await?;
    let now = cx.new_form().seen(view.ending_seen.clone());
    cx.finish(done, |()| href(kind, id), async { Ok(now) }, |state| restore_page(view, state)).await
}

fn stored(cx: &Cx, view: &UnitView) -> FormState {
    let fields = EndInput::of(view).fields();
    let state = fields.into_iter().fold(cx.new_form(), |state, (name, value)| state.with(name, value));
    state.seen(view.ending_seen.clone())
}

/// What may take over: units of the tier that are there today or later.
async fn others(cx: &Cx, view: &UnitView) -> Result<Vec<UnitName>> {
    let names = organisation::organisation(cx.ward(), cx.actor()?).await?.names(view.kind);
    let may = |name: &UnitName| name.id != view.id && name.valid_to.is_none_or(|to| to >= view.today);
    Ok(names.into_iter().filter(may).collect())
}

fn end_page(view: UnitView, others: Vec<UnitName>, state: FormState) -> Page {
    let at = href(view.kind, view.id);
    page(format!("{}の廃止", view.name), &view).crumb(view.name.clone(), at.clone()).body(move || {
        let concerns = concerns(&view);
        // What was typed stays, even when something was added below meanwhile.
        let form = if goes_on_below(&view).is_empty() || !state.faults().is_empty() {
            view! { <EndForm view others state/> }.into_any()
        } else {
            view! { <ButtonLink href=at>"戻る"</ButtonLink> }.into_any()
        };
        view! { <div class="narrow stack">{concerns}{form}</div> }
    })
}

/// What must end before this can.
fn goes_on_below(view: &UnitView) -> Vec<UnitName> {
    if view.kind.below().is_none() {
        return Vec::new();
    }
    view.below.iter().filter(|one| one.valid_to.is_none()).cloned().collect()
}

/// What the end concerns.
fn concerns(view: &UnitView) -> AnyView {
    let word = view.kind.word();
    if let Some(below) = view.kind.below() {
        let going_on = goes_on_below(view);
        if going_on.is_empty() {
            return view! { <p>{format!("この{word}の下に、続く{}はありません。", below.word())}</p> }
                .into_any();
        }
        let links = going_on
            .into_iter()
            .map(|one| view! { <li><a href=href(below, one.id)>{one.name}</a></li> })
            .collect_view();
        return view! {
            <Notice title=format!("先に、下にある{}を移すか廃止してください", below.word()) tone=Tone::Warning>
                <p>{format!("次の{}が続いている間は、この{word}を廃止できません。", below.word())}</p>
                <ul>{links}</ul>
            </Notice>
        }
        .into_any();
    }
    let owns = view.dependents.iter().any(|one| one.what != What::Account && one.count > 0);
    let lead = if owns {
        "廃止すると次のものに関わります。引き継ぐ課を選ぶと、引き継いだ課の利用者がこれらを受け持ちます。引き継ぐ課がなければ、先に担当課を変えてください。"
    } else {
        "この課が受け持つ案件、事業、登録業務はありません。引き継ぐ課を選ばずに廃止できます。"
    };
    let (dependents, section) = (view.dependents.clone(), view.id);
    view! {
        <Card title="廃止で関わるもの" muted=true>
            <p>{lead}</p>
            <DependentList dependents section/>
        </Card>
    }
    .into_any()
}

#[component]
fn EndForm(view: UnitView, others: Vec<UnitName>, state: FormState) -> impl IntoView {
    let at = href(view.kind, view.id);
    let none = SelectOption::new("", "引き継ぐ先はない");
    let mut options: Vec<_> = std::iter::once(none)
        .chain(others.into_iter().map(|one| SelectOption::new(one.id.to_string(), one.full)))
        .collect();
    if let Some(next) = &view.successor
        && options.iter().all(|option| option.value != next.id.to_string())
    {
        options.push(SelectOption::new(next.id.to_string(), next.name.clone()));
    }
    let (day, next) = (state.field("valid_to"), state.field("successor"));
    view! {
        <EditFrame action=format!("{at}/end") state back=at submit="廃止する">
            <DateInput
                label="最後の日"
                field=day
                need=Need::Required
                hint="この日まであるものとします。例：令和9年3月31日、R9.3.31、2027-03-31"
            />
            <Select label=format!("引き継ぐ{}", view.kind.word()) field=next options/>
        </EditFrame>
    }
}

fn restore_page(view: UnitView, state: FormState) -> Page {
    let at = href(view.kind, view.id);
    let title = format!("{}の廃止の取消し", view.name);
    page(title, &view).crumb(view.name.clone(), at.clone()).body(move || {
        let word = view.kind.word();
        let lead = match view.valid_to {
            Some(day) => format!(
                "{}の廃止を取り消します。引き継ぐ先の指定も消え、この{word}が続くものとなります。",
                format_date(day)
            ),
            None => format!("この{word}は廃止されていません。"),
        };
        let form = view.valid_to.map(|_| {
            let action = format!("{at}/restore");
            view! { <EditFrame action state back=at.clone() submit="廃止を取り消す">""</EditFrame> }
        });
        let way_on = form.is_none().then(|| view! { <ButtonLink href=at>"戻る"</ButtonLink> });
        view! { <div class="narrow stack"><p>{lead}</p>{form}{way_on}</div> }
    })
}
