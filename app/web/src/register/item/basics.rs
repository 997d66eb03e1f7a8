//! 基本情報: what an item is about, and where it belongs.

use azukari_core::{
    Error, Result,
    policy::{self, Permission},
    register::{
        SectionName,
        item::edit::{self, Choices},
        sections,
    },
};
use domain::{
    Fault, Id,
    item::{Basics, FormRow, ItemKind},
    legal::LegalBasis,
};
use leptos::prelude::*;
use uuid::Uuid;

use super::picker::{Picker, words_field};
use crate::{
    components::{Need, Select, SelectOption, TextInput},
    form::{FormState, Posted},
    routing::Cx,
};

/// What the form offers.
#[derive(Clone)]
pub(super) struct Offered {
    kind: ItemKind,
    programmes: Choices,
    parents: Option<Choices>,
    sections: Vec<SectionName>,
    businesses: Choices,
    bases: Vec<LegalBasis>,
    parties: Choices,
    /// Where the person may enter what is not among them.
    adds: Vec<&'static str>,
}

/// Where what an item names is entered.
const ADDS: [&str; 4] = ["/programmes/new", "/registered-businesses/new", "/legal-bases/new", "/parties/new"];

/// Loads what the form of a kind offers for the values in it. `item` is the
/// one that is edited.
pub(super) async fn offered(
    cx: &Cx,
    kind: ItemKind,
    value: impl Fn(&str) -> String,
    item: Option<Uuid>,
) -> Result<Offered> {
    let (ward, actor) = (cx.ward(), cx.actor()?);
    let chosen = |field: &str| value(field).parse::<Uuid>().ok();
    let words = |field: &str| value(&words_field(field));
    let reach = policy::reach(actor, Permission::EditItems);
    let today = ward.clock().today();
    let held = chosen("holding_section");
    let mut offered = sections(ward, actor).await?;
    offered.retain(|section| {
        let there = section.valid_to.is_none_or(|to| today <= to);
        Some(section.id) == held || (reach.holds(section.id) && there)
    });
    let parents = if kind == ItemKind::Reoutsourcing {
        Some(edit::parents(ward, actor, &words("parent"), chosen("parent"), item).await?)
    } else {
        None
    };
    Ok(Offered {
        kind,
        programmes: edit::programmes(ward, actor, &words("programme"), chosen("programme")).await?,
        parents,
        sections: offered,
        businesses: edit::businesses(
            ward,
            actor,
            &words("registered_business"),
            chosen("registered_business"),
        )
        .await?,
        bases: edit::bases(ward, actor, kind, today, chosen("legal_basis")).await?,
        parties: edit::parties(ward, actor, &words("party"), chosen("party")).await?,
        adds: ADDS.into_iter().filter(|href| cx.offers(href)).collect(),
    })
}

impl Offered {
    /// What goes without saying: where there is one section, it holds the item.
    pub(super) fn obvious(&self, state: FormState) -> FormState {
        match self.sections.as_slice() {
            [only] if state.value("holding_section").is_empty() => {
                state.with("holding_section", only.id.to_string())
            }
            _ => state,
        }
    }
}

/// The form as it is stored.
pub(super) fn filled(state: FormState, basics: &Basics) -> FormState {
    state
        .with("title", basics.title.clone())
        .with("programme", basics.programme.to_string())
        .with("parent", basics.parent.map(|id| id.to_string()).unwrap_or_default())
        .with("holding_section", basics.holding_section.to_string())
        .with("registered_business", basics.registered_business.to_string())
        .with("legal_basis", basics.legal_basis.to_string())
        .with("party", basics.party.to_string())
        .with("party_short_name", basics.party_short_name.clone().unwrap_or_default())
}

/// What was typed, or all that has not been chosen.
pub(super) fn read(kind: ItemKind, form: &Posted) -> Result<Basics> {
    let mut faults = Vec::new();
    if form.get("title").trim().is_empty() {
        faults.push(Fault::at_field("empty-text", "title", "件名が空です。件名を入れてください。"));
    }
    let programme = chosen(form, "programme", "事業", &mut faults);
    let parent = match kind {
        ItemKind::Reoutsourcing => chosen(form, "parent", "もとの委託", &mut faults),
        ItemKind::Outsourcing | ItemKind::Linkage => None,
    };
    let holding_section = chosen(form, "holding_section", "保有課", &mut faults);
    let registered_business = chosen(form, "registered_business", "登録業務", &mut faults);
    let legal_basis = chosen(form, "legal_basis", "根拠", &mut faults);
    let party = chosen(form, "party", FormRow::Party.label(kind), &mut faults);
    let (
        Some(programme),
        Some(holding_section),
        Some(registered_business),
        Some(legal_basis),
        Some(party),
        true,
    ) = (programme, holding_section, registered_business, legal_basis, party, faults.is_empty())
    else {
        return Err(Error::Invalid(faults));
    };
    let short_name = form.get("party_short_name");
    Ok(Basics {
        title: form.get("title").to_owned(),
        programme,
        parent,
        holding_section,
        registered_business,
        legal_basis,
        party,
        party_short_name: (!short_name.trim().is_empty()).then(|| short_name.to_owned()),
    })
}

fn chosen<T>(form: &Posted, field: &'static str, label: &str, faults: &mut Vec<Fault>) -> Option<Id<T>> {
    let chosen = form.get(field).parse().ok();
    if chosen.is_none() {
        faults.push(Fault::at_field("not-chosen", field, format!("{label}を選んでください。")));
    }
    chosen
}

/// The fields, in the order of the council's form.
#[component]
pub(super) fn BasicsFields(state: FormState, offered: Offered) -> impl IntoView {
    let kind = offered.kind;
    let sections = with_blank(offered.sections.iter().map(|section| {
        let ended = if section.valid_to.is_some() { "（終了）" } else { "" };
        SelectOption::new(section.id.to_string(), format!("{}{ended}", section.full()))
    }));
    let bases = with_blank(offered.bases.iter().map(|basis| {
        let label = format!("{}{}（{}）", basis.instrument, basis.article, basis.form_heading);
        SelectOption::new(basis.id.to_string(), label)
    }));
    let parent = offered.parents.map(|choices| {
        view! {
            <Picker
                label="もとの委託"
                name="parent"
                state=state.clone()
                choices
                hint="この再委託を行う事業者が受けている委託です。再々委託のときは、もとの再委託を選びます。"
            />
        }
    });
    let absent = |noun: &'static str, href: &'static str| absent(noun, href, offered.adds.contains(&href));
    let [programmes, businesses, legal_bases, parties] = [
        absent("事業", ADDS[0]),
        absent("登録業務", ADDS[1]),
        absent("根拠", ADDS[2]),
        absent("事業者", ADDS[3]),
    ];
    let business_hint = "個人情報の取扱いとして登録されている業務です。";
    view! {
        <TextInput label="件名" field=state.field("title") need=Need::Required hint="変更の種類（新規、業務の追加など）は書きません。"/>
        <Picker label="事業" name="programme" state=state.clone() choices=offered.programmes/>
        {programmes}
        {parent}
        <Select label="保有課（担当課）" field=state.field("holding_section") options=sections need=Need::Required/>
        <Picker
            label="登録業務の名称"
            name="registered_business"
            state=state.clone()
            choices=offered.businesses
            hint=business_hint
        />
        {businesses}
        <Select
            label="根拠"
            field=state.field("legal_basis")
            options=bases
            need=Need::Required
            hint=format!("{}について、今日有効なものを並べています。", kind.word())
        />
        {legal_bases}
        <Picker label=FormRow::Party.label(kind) name="party" state=state.clone() choices=offered.parties/>
        {parties}
        <TextInput
            label="文中での略称"
            field=state.field("party_short_name")
            hint="「以下「国保連」という」のように呼ぶときの名前です。"
        />
    }
}

/// What to do when something is not among the choices.
fn absent(noun: &str, href: &'static str, adds: bool) -> AnyView {
    if adds {
        return view! {
            <p class="support">
                {format!("一覧に{noun}がないときは、下書きを保存してから")}
                <a href=href>{format!("{noun}を登録")}</a>
                "します。"
            </p>
        }
        .into_any();
    }
    view! {
        <p class="support">{format!("一覧に{noun}がないときは、個人情報保護担当に登録を依頼してください。")}</p>
    }
    .into_any()
}

fn with_blank(options: impl Iterator<Item = SelectOption>) -> Vec<SelectOption> {
    std::iter::once(SelectOption::new("", "選んでください")).chain(options).collect()
}
