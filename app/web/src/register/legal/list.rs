use azukari_core::{
    Result,
    policy::Permission,
    register::{
        legal::{LegalOrder, LegalQuery, LegalRow, list as rows_of},
        list::Shelf,
    },
};
use chrono::NaiveDate;
use domain::{
    date::{format_date, parse_date},
    item::ItemKind,
};
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::{
        FilterPanel, Need, Paging, Select, SelectOption, SortHead, Sorting, TableFrame, Tag, TextInput, Tone,
        or_all,
    },
    form::{Field, Posted},
    register::{
        grouped,
        noun_list::{NounList, ShelfSelect},
        shelf::ArchivedTag,
        term,
    },
    routing::{Cx, Page},
};

const ROWS: u64 = 50;
const LIST: NounList = NounList {
    path: PATH,
    noun: "根拠",
    add: &[("/legal-bases/new", "根拠を登録する")],
    lead: "案件を審議会に付議する根拠の条項を、ここに登録しておきます。",
    begin: ("/legal-bases/new", "根拠を登録する"),
};

/// GET /legal-bases
pub(super) async fn list(cx: Cx) -> Result<Page> {
    let query = cx.query().clone();
    let sorting = Sorting::read(PATH, &query, &["article", "kind", "from"]);
    let mut day = Field::plain("on", query.get("on"));
    let asked = asked(&query, &sorting, &mut day);
    let rows = rows_of(cx.ward(), cx.actor()?, &asked).await?;
    let paging = Paging::read(PATH, &query, ROWS, u64::try_from(rows.len()).unwrap_or(u64::MAX));
    let offset = usize::try_from(paging.offset()).unwrap_or(usize::MAX);
    let size = usize::try_from(paging.size()).unwrap_or(usize::MAX);
    let rows: Vec<LegalRow> = rows.into_iter().skip(offset).take(size).collect();
    let may_edit = cx.may(Permission::EditRegister);
    let today = cx.ward().clock().today();
    let page = Page::new("根拠")
        .crumb("管理", "/admin")
        .lead("案件を審議会に付議する根拠の条項です。表紙と様式に印字する語も、ここで決めます。");
    Ok(page.body(move || {
        let others = [
            ("kind", asked.kind.map(|kind| format!("種別：{}", kind.word()))),
            ("on", asked.on.map(|day| format!("{}に有効", format_date(day)))),
        ];
        let tags = LIST.tags(&query, others);
        let table = (!rows.is_empty()).then(|| view! { <BasisTable rows sorting today/> }.into_any());
        LIST.show(may_edit, view! { <Filters query day/> }, tags, table, paging)
    }))
}

fn asked(query: &Posted, sorting: &Sorting, day: &mut Field) -> LegalQuery {
    let on = match parse_date(&day.value) {
        Ok(day) => Some(day),
        Err(_) if day.value.trim().is_empty() => None,
        Err(fault) => {
            day.errors.push(fault.to_string());
            None
        }
    };
    LegalQuery {
        search: query.get("q").to_owned(),
        kind: ItemKind::from_code(query.get("kind")),
        on,
        shelf: Shelf::from_code(query.get("shelf")),
        order: match sorting.key() {
            "kind" => LegalOrder::Kind,
            "from" => LegalOrder::From,
            _ => LegalOrder::Article,
        },
        descending: sorting.descending(),
    }
}

#[component]
fn Filters(query: Posted, day: Field) -> impl IntoView {
    let field = |name: &str| Field::plain(name, query.get(name));
    let kinds = ItemKind::ALL.iter().map(|kind| SelectOption::new(kind.code(), kind.word()));
    let kinds = or_all(kinds);
    let kind = field("kind");
    view! {
        <FilterPanel action=PATH query=query.clone() search_label="条例の名前、条項、印字する語で探す">
            <Select label="案件の種別" field=kind options=kinds need=Need::Unsaid/>
            <ShelfSelect query/>
            <TextInput label="この日に有効" field=day width="date" need=Need::Unsaid hint="例：令和8年4月1日"/>
        </FilterPanel>
    }
}

#[component]
fn BasisTable(rows: Vec<LegalRow>, sorting: Sorting, today: NaiveDate) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|row| {
            let LegalRow { basis, items } = row;
            let href = format!("{PATH}/{}", basis.id);
            view! {
                <tr>
                    <th scope="row">
                        <a href=href>{format!("{}　{}", basis.instrument, basis.article)}</a>
                        " " <ArchivedTag archived_on=basis.archived_on/>
                        <br/>
                        <span class="support">{basis.form_heading}</span>
                    </th>
                    <td class="fit">{basis.item_kind.word()}</td>
                    <td class="fit">{basis.route.word()}</td>
                    <td><Validity from=basis.valid_from to=basis.valid_to today/></td>
                    <td class="number">{grouped(items)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame label="根拠の一覧">
            <thead>
                <tr>
                    <SortHead label="条項" key="article" sorting=sorting.clone()/>
                    <SortHead label="案件の種別" key="kind" sorting=sorting.clone()/>
                    <th scope="col">"付議"</th>
                    <SortHead label="有効な期間" key="from" sorting/>
                    <th scope="col" class="number">"案件"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

/// When an article holds, and whether that is past or still to come.
#[component]
pub(super) fn Validity(from: Option<NaiveDate>, to: Option<NaiveDate>, today: NaiveDate) -> impl IntoView {
    let tag = match (from, to) {
        (_, Some(to)) if to < today => Some((Tone::Plain, "失効")),
        (Some(from), _) if from > today => Some((Tone::Info, "施行前")),
        _ => None,
    };
    let tag = tag.map(|(tone, text)| view! { <Tag tone text/> });
    let term = term(from, to).unwrap_or_else(|| "期間の定めなし".to_owned());
    view! { <span class="tags">{tag}<span>{term}</span></span> }
}
