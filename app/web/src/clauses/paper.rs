//! A clause set to be attached to a contract: what is filled in, the paper.

use std::collections::BTreeMap;

use azukari_core::{
    Error, Result,
    clauses::paper::{self, ANNEX, CONTRACTOR, OfItem, PaperOf, SUBCONTRACTOR, WARD, Wanted},
};
use chrono::NaiveDate;
use domain::{
    Fault, Place,
    clauses::{
        EditionState, PartyNames,
        paper::{Filled, Placeholder},
    },
};
use leptos::prelude::*;
use uuid::Uuid;

use super::{PATH, clause_href, standing};
use crate::{
    components::{
        Button, ButtonKind, ButtonLink, Card, Notice, PdfFrame, Select, SelectOption, TextInput, Tone,
    },
    form::{Field, Posted},
    routing::{Cx, FileReply, Page},
};

/// The field that says whether labels stay.
const LABELS: &str = "labels";
/// Labels stay: 甲, 乙.
const KEPT: &str = "kept";
/// Names stand in their place.
const NAMED: &str = "named";
/// The item that the paper is for.
const ITEM: &str = "item";

fn address(set: Uuid, edition: Uuid) -> String {
    format!("{PATH}/{set}/editions/{edition}/paper")
}

/// The paper of an edition, for an item.
pub(crate) fn paper_href(set: Uuid, edition: Uuid, item: Uuid) -> String {
    format!("{}?{ITEM}={item}", address(set, edition))
}

fn ids(cx: &Cx) -> Result<(Uuid, Uuid)> {
    Ok((cx.id("id", "特記事項")?, cx.id("edition", "特記事項の版")?))
}

/// What the address asks for.
fn wanted(query: &Posted) -> Wanted {
    let of = |name: &str| query.get(name).trim().to_owned();
    let named = query.get(LABELS) == NAMED;
    let names = PartyNames { ward: of(WARD), contractor: of(CONTRACTOR), subcontractor: of(SUBCONTRACTOR) };
    let is_value = |name: &str| name.strip_prefix('p').is_some_and(|rest| rest.parse::<u32>().is_ok());
    let values = query.pairs().iter().filter(|(name, _)| is_value(name)).cloned();
    let names = if named { names } else { PartyNames::default() };
    Wanted { annex: of(ANNEX), filled: Filled { names, values: values.collect() } }
}

/// GET /clauses/{id}/editions/{edition}/paper.pdf
pub(super) async fn pdf(cx: Cx) -> Result<FileReply> {
    let (set, edition) = ids(&cx)?;
    let made = paper::render(cx.ward(), cx.actor()?, set, edition, &wanted(cx.query())).await?;
    Ok(FileReply {
        name: made.file_name,
        media_type: "application/pdf",
        bytes: made.bytes.into(),
        inline: !cx.query().has("download"),
    })
}

/// GET /clauses/{id}/editions/{edition}/paper, for an item with `?item=`.
pub(super) async fn page(cx: Cx) -> Result<Page> {
    let (set, edition) = ids(&cx)?;
    let of = paper::open(cx.ward(), cx.actor()?, set, edition).await?;
    let item = match cx.query().find(ITEM).filter(|id| !id.is_empty()) {
        Some(id) => {
            let id = id.parse().map_err(|_| Error::NotFound("案件".to_owned()))?;
            Some((id, paper::of_item(cx.ward(), cx.actor()?, id).await?))
        }
        None => None,
    };
    let wanted = wanted(cx.query());
    let mut faults = paper::faults(&wanted);
    if faults.is_empty() {
        // A character that cannot be printed is told here, not by the viewer.
        match paper::check(cx.ward(), &of, &wanted).await? {
            found if found.is_empty() => {}
            found => faults = found,
        }
    }
    let today = cx.ward().clock().today();
    let form = Form { query: cx.query().clone(), of, item, faults, today };
    let name = format!("{}（第{}版）", form.of.set.name, form.of.edition.number);
    let page = Page::new(format!("契約書に付ける：{name}"))
        .kicker("特記事項")
        .crumb("特記事項", PATH)
        .crumb(name, clause_href(set, edition, None))
        .lead("契約書に付ける特記事項を、PDFで作ります。記入した内容は保存されません。");
    Ok(page.body(move || form.view()))
}

/// What is on the page.
struct Form {
    query: Posted,
    of: PaperOf,
    item: Option<(Uuid, OfItem)>,
    faults: Vec<Fault>,
    today: NaiveDate,
}

impl Form {
    /// Whether the form was filled in, or opened for the first time.
    fn is_filled(&self) -> bool {
        self.query.has(LABELS)
    }

    fn address(&self) -> String {
        address(self.of.set.id.uuid(), self.of.edition.id.uuid())
    }

    /// A field with what was typed, or what is known beforehand.
    fn field(&self, name: &str, known: &str) -> Field {
        let value = if self.is_filled() { self.query.get(name) } else { known };
        let at = |fault: &&Fault| fault.place == Place::Field(name.to_owned());
        let errors = self.faults.iter().filter(at).map(|fault| fault.message.clone()).collect();
        Field { errors, ..Field::plain(name, value) }
    }

    /// The values that the paper is made with: typed, or known beforehand.
    fn values(&self) -> BTreeMap<String, String> {
        let known = |held: &Placeholder| (held.key.clone(), self.field(&held.key, &self.known(held)).value);
        self.of.placeholders.iter().map(known).collect()
    }

    /// What an item says of a placeholder: which implementing body it is.
    fn known(&self, held: &Placeholder) -> String {
        let asks =
            held.text.contains("実施機関") || held.hint.as_deref().unwrap_or_default().contains("実施機関");
        let body = self.item.as_ref().map(|(_, item)| item.names.ward.clone());
        body.filter(|_| asks).unwrap_or_default()
    }

    /// The address of the PDF with all that is filled in.
    fn pdf(&self, download: bool) -> String {
        let names = self.names();
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair(LABELS, &self.labels());
        query.append_pair(ANNEX, &self.field(ANNEX, "").value);
        for (field, name) in
            [(WARD, names.ward), (CONTRACTOR, names.contractor), (SUBCONTRACTOR, names.subcontractor)]
        {
            query.append_pair(field, &self.field(field, &name).value);
        }
        query.extend_pairs(self.values());
        if download {
            query.append_pair("download", "1");
        }
        format!("{}.pdf?{}", self.address(), query.finish())
    }

    fn labels(&self) -> String {
        self.field(LABELS, KEPT).value
    }

    fn names(&self) -> PartyNames {
        self.item.as_ref().map(|(_, item)| item.names.clone()).unwrap_or_default()
    }

    fn view(&self) -> impl IntoView + use<> {
        let open = self.open_places();
        let preview = self.faults.is_empty().then(|| {
            let (shown, saved, title) = (self.pdf(false), self.pdf(true), self.of.set.title.clone());
            view! {
                <Card title="できあがり" id="paper">
                    {open}
                    <p><ButtonLink href=saved kind=ButtonKind::Primary download=true>"PDFを保存する"</ButtonLink></p>
                    <PdfFrame href=shown title/>
                </Card>
            }
        });
        view! {
            <div class="stack">
                {self.notices()}
                <div class="narrow">{self.form()}</div>
                {preview}
            </div>
        }
    }

    fn notices(&self) -> impl IntoView + use<> {
        let draft = (self.of.edition.state == EditionState::Draft).then(|| {
            view! { <Notice title="作成中の版です。各ページの右上に「案」と印字します。" tone=Tone::Warning/> }
        });
        let old = standing(&self.of.edition, self.today).map(|title| {
            view! { <Notice title tone=Tone::Warning/> }
        });
        let faults = (!self.faults.is_empty()).then(|| {
            let rows =
                self.faults.iter().map(|fault| view! { <li>{fault.message.clone()}</li> }).collect_view();
            view! { <Notice title="このままでは印字できません。" tone=Tone::Error><ul>{rows}</ul></Notice> }
        });
        view! { {draft}{old}{faults} }
    }

    /// What is still open, said before the paper is taken along.
    fn open_places(&self) -> Option<AnyView> {
        let values = self.values();
        let open: Vec<&Placeholder> = self
            .of
            .placeholders
            .iter()
            .filter(|held| values.get(&held.key).is_none_or(|value| value.trim().is_empty()))
            .collect();
        if open.is_empty() {
            return None;
        }
        let title = format!(
            "記入していないところが{}件あります。このまま印字すると、元の言葉が残ります。",
            open.len()
        );
        let rows = open
            .iter()
            .map(|held| view! { <li>{format!("{}：「{}」", held.place, held.text)}</li> })
            .collect_view();
        Some(view! { <Notice title tone=Tone::Warning><ul>{rows}</ul></Notice> }.into_any())
    }

    fn form(&self) -> impl IntoView + use<> {
        let action = self.address();
        let item = self.item.as_ref().map(|(id, item)| {
            let href = format!("/items/{id}");
            view! {
                <input type="hidden" name=ITEM value=id.to_string()/>
                <p class="support">"案件："<a href=href>{item.title.clone()}</a></p>
            }
        });
        let notes = (self.of.notes > 0).then(|| {
            view! { <p class="support">{format!("「作成上の注」{}件は印字しません。", self.of.notes)}</p> }
        });
        view! {
            <form class="form" method="get" action=action novalidate=true>
                {item}
                {notes}
                <TextInput label="別紙の番号" field=self.field(ANNEX, "") hint="例：別紙１。右上に印字します。空のままなら印字しません。" width="short"/>
                {self.parties()}
                {self.placeholders()}
                <p><Button>"この内容で作る"</Button></p>
            </form>
        }
    }

    fn parties(&self) -> impl IntoView + use<> {
        let parties = &self.of.set.parties;
        let called: Vec<&str> = [&parties.ward, &parties.contractor, &parties.subcontractor]
            .into_iter()
            .filter(|label| !label.is_empty())
            .map(String::as_str)
            .collect();
        let called = called.join("、");
        let options = vec![
            SelectOption::new(KEPT, format!("{called}のまま")),
            SelectOption::new(NAMED, "下の名称にする"),
        ];
        let names = self.names();
        let rows = [
            (WARD, &parties.ward, names.ward),
            (CONTRACTOR, &parties.contractor, names.contractor),
            (SUBCONTRACTOR, &parties.subcontractor, names.subcontractor),
        ];
        let inputs = rows
            .into_iter()
            .filter(|(_, label, _)| !label.is_empty())
            .map(|(name, label, known)| {
                let field = self.field(name, &known);
                view! { <TextInput label=format!("「{label}」の名称") field hint="空のままなら、呼び方が残ります。"/> }
            })
            .collect_view();
        let chosen = Field::plain(LABELS, self.labels());
        view! {
            <Select label="当事者の呼び方" field=chosen options=options/>
            {inputs}
        }
    }

    fn placeholders(&self) -> Option<AnyView> {
        if self.of.placeholders.is_empty() {
            return None;
        }
        let rows = self
            .of
            .placeholders
            .iter()
            .map(|held| {
                let field = self.field(&held.key, &self.known(held));
                let (before, after) = &held.around;
                let places =
                    if held.places > 1 { format!("（{}か所）", held.places) } else { String::new() };
                let note = held.hint.as_ref().map(|note| format!("　注：{note}")).unwrap_or_default();
                let hint = format!("{}{places}　…{before}［{}］{after}…{note}", held.place, held.text);
                view! { <TextInput label=format!("「{}」に記入する言葉", held.text) field hint/> }
            })
            .collect_view();
        Some(
            view! {
                <h2 class="section-head">"契約ごとに記入するところ"</h2>
                <p class="support">"氏名など個人の情報は、ここに入れず、契約書に直接書いてください。"</p>
                {rows}
            }
            .into_any(),
        )
    }
}
