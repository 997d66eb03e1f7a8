use azukari_core::{
    Result,
    clauses::{ClauseSetRow, EditionRow, list as clause_sets},
    policy::Permission,
};
use domain::{
    clauses::{EditionState, Variant},
    text::fold_key,
};
use leptos::prelude::*;

use super::{PATH, edition_tag};
use crate::{
    components::{FilterPanel, Need, Paging, Select, SelectOption, SortHead, Sorting, TableFrame, or_all},
    form::{Field, Posted},
    register::{grouped, noun_list::NounList, term},
    routing::{Cx, Page},
};

const ROWS: u64 = 50;
const LIST: NounList = NounList {
    path: PATH,
    noun: "特記事項",
    add: &[("/clauses/new", "文から登録する")],
    lead: "今お使いの特記事項の文を貼り付けるか、Word 文書を選ぶと、条に分けて登録できます。",
    begin: ("/clauses/new", "文から登録する"),
};

/// GET /clauses
pub(super) async fn list(cx: Cx) -> Result<Page> {
    let query = cx.query().clone();
    let sorting = Sorting::read(PATH, &query, &["registered", "name", "variant"]);
    let all = clause_sets(cx.ward(), cx.actor()?).await?;
    let variants = variants(&all);
    let sets = wanted(all, &query, &sorting);
    let paging = Paging::read(PATH, &query, ROWS, u64::try_from(sets.len()).unwrap_or(u64::MAX));
    let offset = usize::try_from(paging.offset()).unwrap_or(usize::MAX);
    let size = usize::try_from(paging.size()).unwrap_or(usize::MAX);
    let sets: Vec<ClauseSetRow> = sets.into_iter().skip(offset).take(size).collect();
    let may_edit = cx.may(Permission::EditClauseSets);
    let lead = "個人情報を扱う契約に付す条文のひな形です。版ごとに残り、公開した版は変わりません。";
    let others =
        if may_edit { "" } else { "登録と改訂は、個人情報保護担当が行います。" };
    let page = Page::new("特記事項").lead(format!("{lead}{others}"));
    Ok(page.body(move || {
        let chosen = variants.iter().find(|(code, _)| *code == query.get("variant"));
        let state = EditionState::from_code(query.get("state"));
        let others = [
            ("variant", chosen.map(|(_, word)| format!("型：{word}"))),
            ("state", state.map(|state| format!("状態：{}", state.word()))),
        ];
        let tags = LIST.tags(&query, others);
        let table = (!sets.is_empty()).then(|| view! { <ClauseSetTable sets sorting/> }.into_any());
        LIST.show(may_edit, view! { <Filters query variants/> }, tags, table, paging)
    }))
}

/// What a variant is called on screens.
pub(super) fn variant_word(code: &str) -> String {
    Variant::from_code(code).map_or_else(|| code.to_owned(), |variant| variant.word().to_owned())
}

/// The variants that there are, each with its word.
fn variants(sets: &[ClauseSetRow]) -> Vec<(String, String)> {
    let mut variants: Vec<(String, String)> =
        sets.iter().map(|set| (set.variant.clone(), variant_word(&set.variant))).collect();
    variants.sort();
    variants.dedup();
    variants
}

fn wanted(sets: Vec<ClauseSetRow>, query: &Posted, sorting: &Sorting) -> Vec<ClauseSetRow> {
    let (search, variant) = (fold_key(query.get("q")), query.get("variant"));
    let state = EditionState::from_code(query.get("state"));
    let mut sets: Vec<ClauseSetRow> = sets
        .into_iter()
        .filter(|set| search.is_empty() || fold_key(&set.name).contains(&search))
        .filter(|set| variant.is_empty() || set.variant == variant)
        .filter(|set| state.is_none_or(|state| set.editions.iter().any(|edition| edition.state == state)))
        .collect();
    match sorting.key() {
        "name" => sets.sort_by_cached_key(|set| fold_key(&set.name)),
        "variant" => sets.sort_by_cached_key(|set| variant_word(&set.variant)),
        _ => {}
    }
    if sorting.descending() {
        sets.reverse();
    }
    sets
}

#[component]
fn Filters(query: Posted, variants: Vec<(String, String)>) -> impl IntoView {
    let field = |name: &str| Field::plain(name, query.get(name));
    let variants = or_all(variants.into_iter().map(|(code, word)| SelectOption::new(code, word)));
    let states = or_all(EditionState::ALL.iter().map(|state| SelectOption::new(state.code(), state.word())));
    let (variant, state) = (field("variant"), field("state"));
    view! {
        <FilterPanel action=PATH query search_label="名称で探す">
            <Select label="型" field=variant options=variants need=Need::Unsaid/>
            <Select label="版の状態" field=state options=states need=Need::Unsaid/>
        </FilterPanel>
    }
}

#[component]
fn ClauseSetTable(sets: Vec<ClauseSetRow>, sorting: Sorting) -> impl IntoView {
    let rows = sets.into_iter().map(set_rows).collect_view();
    view! {
        <TableFrame label="特記事項の一覧">
            <thead>
                <tr>
                    <SortHead label="名称" key="name" sorting=sorting.clone()/>
                    <SortHead label="型" key="variant" sorting/>
                    <th scope="col">"版"</th>
                    <th scope="col">"状態"</th>
                    <th scope="col">"有効な期間"</th>
                    <th scope="col" class="number">"条の数"</th>
                </tr>
            </thead>
            {rows}
        </TableFrame>
    }
}

/// A body of its own for each set, its name beside all its editions.
fn set_rows(set: ClauseSetRow) -> impl IntoView {
    let span = set.editions.len().to_string();
    let id = set.id;
    let mut head = Some((set.name, variant_word(&set.variant)));
    let rows = set
        .editions
        .into_iter()
        .map(|edition| {
            let head = head.take().map(|(name, variant)| {
                view! {
                    <th scope="rowgroup" rowspan=span.clone()>
                        <a href=format!("{PATH}/{id}")>{name}</a>
                    </th>
                    <td rowspan=span.clone()>{variant}</td>
                }
            });
            view! { <tr>{head}{edition_cells(id, &edition)}</tr> }
        })
        .collect_view();
    view! { <tbody>{rows}</tbody> }
}

fn edition_cells(set: uuid::Uuid, edition: &EditionRow) -> impl IntoView + use<> {
    let href = format!("{PATH}/{set}?edition={}", edition.id);
    view! {
        <td class="fit"><a class="hit" href=href>{format!("第{}版", edition.number)}</a></td>
        <td class="fit">{edition_tag(edition.state)}</td>
        <td>{term(edition.valid_from, edition.valid_to).unwrap_or_else(|| "期間の記録なし".to_owned())}</td>
        <td class="number">{grouped(edition.clauses)}</td>
    }
}
