//! Two versions of an item against each other.

use azukari_core::{
    Error, Result,
    register::item::{self, ItemView},
};
use domain::{
    Id,
    item::{ComparedRow, ItemVersion, Names, VersionState, compare},
    text::Piece,
};
use leptos::prelude::*;

use super::{PATH, href};
use crate::{
    components::{Button, Card, Empty, Select, SelectOption},
    form::Field,
    register::term,
    routing::{Cx, Page},
};

/// GET /items/{id}/compare: what is in force against the proposal, or any two
/// with `?from=` and `?to=`.
pub(super) async fn page(cx: Cx) -> Result<Page> {
    let view = item::view(cx.ward(), cx.actor()?, cx.id("id", "案件")?).await?;
    let id = view.item.id.uuid();
    let title = view.item.current().map(|version| version.title.clone()).unwrap_or_default();
    let page = Page::new(format!("版の比較：{title}"))
        .kicker(view.item.kind.word())
        .crumb("案件", PATH)
        .crumb(title, href(id, None));
    let versions = &view.item.versions;
    let later = asked(&view, cx.query().find("to"))?
        .or_else(|| view.item.proposal())
        .or(versions.last())
        .map(|version| version.id);
    let earlier = asked(&view, cx.query().find("from"))?
        .or_else(|| view.item.in_force().filter(|version| Some(version.id) != later))
        .or_else(|| before(&view, later))
        .map(|version| version.id);
    Ok(page.body(move || body(&view, earlier, later)))
}

fn asked<'a>(view: &'a ItemView, id: Option<&str>) -> Result<Option<&'a ItemVersion>> {
    let Some(id) = id.filter(|id| !id.is_empty()) else { return Ok(None) };
    let missing = || Error::NotFound("案件の版".to_owned());
    let id: Id<ItemVersion> = id.parse().map_err(|_| missing())?;
    view.item.version(id).map(Some).ok_or_else(missing)
}

/// The version before one.
fn before(view: &ItemView, version: Option<Id<ItemVersion>>) -> Option<&ItemVersion> {
    let at = view.item.versions.iter().position(|held| Some(held.id) == version)?;
    view.item.versions.get(at.checked_sub(1)?)
}

fn body(view: &ItemView, earlier: Option<Id<ItemVersion>>, later: Option<Id<ItemVersion>>) -> AnyView {
    let both = earlier.and_then(|id| view.item.version(id)).zip(later.and_then(|id| view.item.version(id)));
    let Some((mut old, mut new)) = both.filter(|(old, new)| old.id != new.id) else {
        return view! {
            <Empty title="比べる版がありません">
                <p>"この案件の版は一つだけです。改正案を作ると、現行と比べられます。"</p>
            </Empty>
        }
        .into_any();
    };
    let place = |version: &ItemVersion| view.item.versions.iter().position(|held| held.id == version.id);
    if place(new) < place(old) {
        (old, new) = (new, old);
    }
    let rows = compare(&view.item, old, new, &names(view));
    let changed: Vec<&ComparedRow> = rows.iter().filter(|row| row.differs()).collect();
    let summary = if changed.is_empty() {
        "違いはありません。".to_owned()
    } else {
        let labels: Vec<&str> = changed.iter().map(|row| row.label.as_str()).collect();
        format!("{}か所に違いがあります：{}", labels.len(), labels.join("、"))
    };
    let cards = rows.iter().map(row).collect_view();
    view! {
        <div class="stack">
            {choose(view, old, new)}
            <div class="compare-legend">
                <p>{format!("「{}」から「{}」への違いです。{summary}", version_name(old), version_name(new))}</p>
                <p>"凡例："<u>"加わった文字"</u>"　"<del>"なくなった文字"</del></p>
            </div>
            {cards}
        </div>
    }
    .into_any()
}

/// What the objects of all versions are called.
fn names(view: &ItemView) -> Names {
    let sections = view.sections.iter().map(|(id, section)| (*id, section.full()));
    let businesses = view.businesses.iter().map(|(id, business)| (*id, business.name.clone()));
    let parties = view.parties.iter().map(|(id, party)| (*id, party.printed(None)));
    let bases = view.bases.iter().map(|(id, basis)| (*id, format!("{}{}", basis.instrument, basis.article)));
    let annexes = view.annexes.iter().map(|(id, annex)| (*id, annex.title.clone()));
    let editions =
        view.editions.iter().map(|(id, name)| (*id, format!("{}（第{}版）", name.name, name.number)));
    sections.chain(businesses).chain(parties).chain(bases).chain(annexes).chain(editions).collect()
}

fn version_name(version: &ItemVersion) -> String {
    match (version.state, term(version.valid_from, version.valid_to)) {
        (VersionState::Proposal, _) | (_, None) => version.state.word().to_owned(),
        (state, Some(term)) => format!("{}（{term}）", state.word()),
    }
}

fn choose(view: &ItemView, old: &ItemVersion, new: &ItemVersion) -> impl IntoView + use<> {
    let options: Vec<SelectOption> = view
        .item
        .versions
        .iter()
        .map(|version| SelectOption::new(version.id.to_string(), version_name(version)))
        .collect();
    let from = Field::plain("from", old.id.to_string());
    let to = Field::plain("to", new.id.to_string());
    let action = format!("{PATH}/{}/compare", view.item.id);
    (options.len() > 2).then(|| {
        view! {
            <form class="filters" action=action>
                <div class="filters-row">
                    <Select label="もとの版" field=from options=options.clone()/>
                    <Select label="比べる版" field=to options/>
                    <Button>"比べる"</Button>
                </div>
            </form>
        }
    })
}

fn row(row: &ComparedRow) -> impl IntoView + use<> {
    let lines = row
        .lines
        .iter()
        .map(|line| view! { <li class="compare-line">{line.iter().map(piece).collect_view()}</li> })
        .collect_view();
    view! { <Card title=row.label.clone() muted=!row.differs()><ul class="compare-lines">{lines}</ul></Card> }
}

/// A piece, with words for those who do not see how it is set.
fn piece(piece: &Piece) -> AnyView {
    match piece {
        Piece::Same(text) => text.clone().into_any(),
        Piece::New(text) => view! {
            <u><span class="visually-hidden">"修正ここから"</span>{text.clone()}<span class="visually-hidden">"修正ここまで"</span></u>
        }
        .into_any(),
        Piece::Gone(text) => view! {
            <del><span class="visually-hidden">"削除ここから"</span>{text.clone()}<span class="visually-hidden">"削除ここまで"</span></del>
        }
        .into_any(),
    }
}
