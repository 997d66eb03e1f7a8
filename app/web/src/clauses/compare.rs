//! Two editions clause by clause, of one set or of two.

use azukari_core::{
    Error, Result,
    clauses::{ClauseSetRow, EditionPair, NamedEdition, pair},
};
use domain::clauses::{
    Edition,
    compare::{Change, Compared, ComparedClause, ComparedItem, Mark, Marks, compare},
};
use leptos::prelude::*;
use uuid::Uuid;

use super::PATH;
use crate::{
    components::{Button, Empty, Need, Select, SelectOption, Tag, Tone},
    form::Field,
    routing::{Cx, Page},
};

/// What is shown: the differences, or with [`ALL`] everything.
const SHOW: &str = "show";
/// Also what is the same.
const ALL: &str = "all";

/// GET /clauses/{id}/compare: `?from=` and `?to=` are editions of any set;
/// `?show=all` shows also what is the same.
pub(super) async fn page(cx: Cx) -> Result<Page> {
    let id = cx.id("id", "特記事項")?;
    let asked = |name: &str| match cx.query().get(name) {
        "" => Ok(None),
        id => id.parse::<Uuid>().map(Some).map_err(|_| Error::NotFound("特記事項の版".to_owned())),
    };
    let (from, to) = (asked("from")?, asked("to")?);
    let pair = pair(cx.ward(), cx.actor()?, id, from, to).await?;
    let only = cx.query().get(SHOW) != ALL;
    let page = Page::new(format!("版の比較：{}", pair.name))
        .kicker("特記事項")
        .crumb("特記事項", PATH)
        .crumb(pair.name.clone(), format!("{PATH}/{id}"));
    Ok(page.body(move || body(id, &pair, only)))
}

fn body(set: Uuid, pair: &EditionPair, only: bool) -> AnyView {
    let Some((earlier, later)) = &pair.both else {
        return view! {
            <Empty title="比べる版がありません">
                <p>"特記事項の版は一つだけです。新しい版か、別の特記事項を作ると、比べられます。"</p>
            </Empty>
        }
        .into_any();
    };
    let wordings = (earlier.edition.wording(), later.edition.wording());
    let compared = compare(&earlier.edition, &later.edition, wordings);
    let choose = choose(set, &pair.offered, earlier, later, only);
    let summary = summary(&compared);
    let sides = (earlier.edition.clone(), later.edition.clone());
    let heads = (called(earlier), called(later));
    let shown: Vec<AnyView> = compared
        .clauses
        .chunk_by(|one, next| only && !one.differs() && !next.differs())
        .flat_map(|run| match run {
            [first, .., last] => vec![alike(first, last, run.len(), &sides.1)],
            [one] if only && !one.differs() => vec![alike(one, one, 1, &sides.1)],
            run => run.iter().map(|compared| clause(compared, &sides)).collect(),
        })
        .collect();
    let (before, after) = (frame(&compared.preamble, only, "前文"), frame(&compared.trailing, only, "後文"));
    let switch = switch(set, earlier, later, only, &compared);
    let none = (only && compared.is_same()).then(|| {
        view! {
            <Empty title="違いはありません">
                <p>"二つの版の条文は同じです。「すべて表示」で、条文を並べて見られます。"</p>
            </Empty>
        }
    });
    view! {
        <div class="stack">
            {choose}
            <div class="compare-legend">
                <p>{summary}</p>
                <p>"凡例："<ins>"加わった文字"</ins>"　"<del>"なくなった文字"</del></p>
                <p class="support">
                    "ほかの条を指す番号は、同じ条を指していれば、番号が違っても違いとしません。条の番号だけの違いも同じです。"
                </p>
            </div>
            {switch}
            {none}
            <div class="sides" aria-hidden="true">
                <p class="sides-head">{format!("もとの版：{}", heads.0)}</p>
                <p class="sides-head">{format!("比べる版：{}", heads.1)}</p>
            </div>
            {before}
            {shown}
            {after}
        </div>
    }
    .into_any()
}

fn called(named: &NamedEdition) -> String {
    format!("{}　第{}版（{}）", named.name, named.edition.number, named.edition.state.word())
}

fn choose(
    set: Uuid,
    offered: &[ClauseSetRow],
    earlier: &NamedEdition,
    later: &NamedEdition,
    only: bool,
) -> impl IntoView + use<> {
    let options: Vec<SelectOption> = offered
        .iter()
        .flat_map(|set| {
            set.editions.iter().map(|edition| {
                let label = format!("{}　第{}版（{}）", set.name, edition.number, edition.state.word());
                SelectOption::new(edition.id.to_string(), label)
            })
        })
        .collect();
    let from = Field::plain("from", earlier.edition.id.to_string());
    let to = Field::plain("to", later.edition.id.to_string());
    let show = (!only).then(|| view! { <input type="hidden" name=SHOW value=ALL/> });
    view! {
        <form class="filters" action=format!("{PATH}/{set}/compare")>
            <div class="filters-row" data-fields="wide">
                <Select label="もとの版" field=from options=options.clone() need=Need::Unsaid/>
                <Select label="比べる版" field=to options need=Need::Unsaid/>
                {show}
                <Button>"比べる"</Button>
            </div>
        </form>
    }
}

/// How many clauses are the same, where they are.
fn same(compared: &Compared) -> usize {
    compared.clauses.iter().filter(|clause| !clause.differs()).count()
}

/// The way between the differences alone and everything.
fn switch(
    set: Uuid,
    earlier: &NamedEdition,
    later: &NamedEdition,
    only: bool,
    compared: &Compared,
) -> impl IntoView + use<> {
    let at = format!("{PATH}/{set}/compare?from={}&to={}", earlier.edition.id, later.edition.id);
    let (all, differing) = (compared.clauses.len(), compared.clauses.len() - same(compared));
    let tab = |words: String, href: String, current: bool| {
        view! { <li><a class="tab" href=href aria-current=current.then_some("page")>{words}</a></li> }
    };
    view! {
        <nav aria-label="表示する条">
            <ul class="tabs">
                {tab(format!("違いだけ（{differing}条）"), at.clone(), only)}
                {tab(format!("すべて表示（{all}条）"), format!("{at}&{SHOW}={ALL}"), !only)}
            </ul>
        </nav>
    }
}

/// Clauses in a row that are the same, in one line.
fn alike(first: &ComparedClause, last: &ComparedClause, count: usize, later: &Edition) -> AnyView {
    let label = |of: &ComparedClause| of.new.map(|number| later.numbering.label(number)).unwrap_or_default();
    let words = if count == 1 {
        let caption = caption(&first.caption);
        let caption = if caption.is_empty() { caption } else { format!("（{caption}）") };
        format!("{}{caption}は同じです。", label(first))
    } else {
        format!("{}から{}までの{count}条は同じです。", label(first), label(last))
    };
    view! { <p class="compare-gap">{words}</p> }.into_any()
}

fn summary(compared: &Compared) -> String {
    let counted = [
        ("変わった条", compared.count(Change::Changed)),
        ("加わった条", compared.count(Change::Added)),
        ("なくなった条", compared.count(Change::Removed)),
        ("移った条", compared.moved()),
        ("同じ条", same(compared)),
    ];
    let told: Vec<String> = counted.map(|(words, count)| format!("{words}{count}")).into();
    let told = told.join("、");
    if compared.is_same() {
        format!("違いはありません（{told}）。")
    } else {
        format!("{told}です。")
    }
}

fn clause(compared: &ComparedClause, sides: &(Edition, Edition)) -> AnyView {
    let (word, tone) = match compared.change {
        Change::Same if compared.moved => ("移動", Tone::Info),
        Change::Same => ("同じ", Tone::Plain),
        Change::Changed => ("変更", Tone::Warning),
        Change::Added => ("追加", Tone::Success),
        Change::Removed => ("削除", Tone::Error),
    };
    let moved = (compared.moved && compared.change != Change::Same)
        .then(|| view! { <Tag tone=Tone::Info text="移動"/> });
    let label = |edition: &Edition, number: Option<u32>| number.map(|number| edition.numbering.label(number));
    let numbers = (label(&sides.0, compared.old), label(&sides.1, compared.new));
    let title = match &numbers {
        (Some(old), Some(new)) if old == new => old.clone(),
        (Some(old), Some(new)) => format!("{old} → {new}"),
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => String::new(),
    };
    let (old, new) = (side(compared, &numbers.0, true), side(compared, &numbers.1, false));
    let title = format!("{title}　{}", caption(&compared.caption));
    view! {
        <section class="card" data-tone=(!compared.differs()).then_some("muted")>
            <div class="split"><h2>{title}</h2><p class="tags"><Tag tone text=word/>{moved}</p></div>
            <div class="sides">{old}{new}</div>
        </section>
    }
    .into_any()
}

/// The caption as the later edition has it, or had the earlier one.
fn caption(marks: &Marks) -> String {
    let of = |early: bool| -> String { marks.0.iter().filter_map(|mark| text(mark, early)).collect() };
    let later = of(false);
    if later.is_empty() { of(true) } else { later }
}

/// What one edition says at a mark.
fn text(mark: &Mark, early: bool) -> Option<&str> {
    match mark {
        Mark::Same(old, new) => Some(if early { old } else { new }),
        Mark::Gone(text) => early.then_some(text.as_str()),
        Mark::New(text) => (!early).then_some(text.as_str()),
    }
}

fn says(marks: &Marks, early: bool) -> bool {
    marks.0.iter().any(|mark| text(mark, early).is_some())
}

/// One edition's side of a clause.
fn side(compared: &ComparedClause, number: &Option<String>, early: bool) -> AnyView {
    let Some(number) = number else {
        let words = if early {
            "もとの版にはありません。"
        } else {
            "比べる版にはありません。"
        };
        return view! { <div class="side"><p class="support">{words}</p></div> }.into_any();
    };
    let caption = says(&compared.caption, early).then(|| {
        view! { <p class="article-caption">"（"{shown(&compared.caption, early)}"）"</p> }
    });
    let items: Vec<AnyView> = compared.items.iter().filter_map(|item| one(item, early)).collect();
    let items = (!items.is_empty()).then(|| view! { <ul class="article-items">{items}</ul> });
    let which = if early { "もとの版" } else { "比べる版" };
    view! {
        <div class="side">
            <p class="support">{format!("{which}　{number}")}</p>
            {caption}
            <p class="compare-line">{shown(&compared.body, early)}</p>
            {items}
        </div>
    }
    .into_any()
}

fn one(item: &ComparedItem, early: bool) -> Option<AnyView> {
    let held = says(&item.label, early) || says(&item.text, early);
    held.then(|| {
        view! {
            <li class="article-item" data-depth=item.depth.min(4).to_string()>
                <span class="article-label">{shown(&item.label, early)}</span>
                <p class="compare-line">{shown(&item.text, early)}</p>
            </li>
        }
        .into_any()
    })
}

/// A text as one edition has it, marked, with words for those who do not see
/// how it is set.
fn shown(marks: &Marks, early: bool) -> Vec<AnyView> {
    let mark = |mark: &Mark| {
        let text = text(mark, early)?.to_owned();
        Some(match mark {
            Mark::Same(..) => text.into_any(),
            Mark::New(_) => view! {
                <ins><span class="visually-hidden">"修正ここから"</span>{text}<span class="visually-hidden">"修正ここまで"</span></ins>
            }
            .into_any(),
            Mark::Gone(_) => view! {
                <del><span class="visually-hidden">"削除ここから"</span>{text}<span class="visually-hidden">"削除ここまで"</span></del>
            }
            .into_any(),
        })
    };
    marks.0.iter().filter_map(mark).collect()
}

/// What stands before or behind the clauses.
fn frame(lines: &[Marks], only: bool, title: &'static str) -> Option<AnyView> {
    let same = lines.iter().all(Marks::is_same);
    if lines.is_empty() || (only && same) {
        return None;
    }
    let side = |early: bool| {
        let lines = lines.iter().filter(|marks| says(marks, early));
        lines.map(|marks| view! { <p class="compare-line">{shown(marks, early)}</p> }).collect_view()
    };
    Some(
        view! {
            <section class="card" data-tone=same.then_some("muted")>
                <h2>{title}</h2>
                <div class="sides">
                    <div class="side">{side(true)}</div>
                    <div class="side">{side(false)}</div>
                </div>
            </section>
        }
        .into_any(),
    )
}
