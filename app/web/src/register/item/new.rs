//! Entering an item: first its kind, then what it is about.

use azukari_core::{
    Error, Result,
    register::{
        edit::REASON_FIELD,
        item::edit::{self, NewItem},
    },
};
use chrono::NaiveDate;
use domain::{
    Fault,
    date::read_date,
    item::{ItemKind, ItemPart, PartValue, VALID_FROM, VersionState},
};
use leptos::prelude::*;
use uuid::Uuid;

use super::{
    PATH,
    basics::{self, BasicsFields, Offered},
    href,
    picker::NARROW,
};
use crate::{
    components::{DateInput, EditFrame, Select, SelectOption},
    form::{FormState, OP_FIELD},
    routing::{Cx, Page, Reply},
};

/// Whether it is a proposal or already in force.
const STANDING: &str = "standing";

/// GET /items/new
pub(super) async fn new(cx: Cx) -> Result<Page> {
    let Some(kind) = kind(&cx) else { return Ok(kinds(&cx)) };
    let mut state = cx.new_form();
    for field in ["programme", "parent"] {
        state = state.with(field, cx.query().get(field));
    }
    if let Some(parent) = cx.query().get("parent").parse().ok().filter(|_| kind == ItemKind::Reoutsourcing) {
        state = like_parent(&cx, parent, state).await?;
    }
    let state = cx.edit_form(state).await?;
    let offered = basics::offered(&cx, kind, |field| state.value(field).to_owned(), None).await?;
    let state = offered.obvious(state);
    Ok(page(kind, state, offered))
}

/// What a re-outsourcing shares with what it hangs under.
async fn like_parent(cx: &Cx, parent: Uuid, state: FormState) -> Result<FormState> {
    let parent = edit::open(cx.ward(), cx.actor()?, parent).await?.item;
    let Some(version) = parent.current() else { return Ok(state) };
    let PartValue::Basics(basics) = PartValue::of(&parent, version, ItemPart::Basics) else {
        return Ok(state);
    };
    Ok(state
        .replace("programme", basics.programme.to_string())
        .with("holding_section", basics.holding_section.to_string())
        .with("registered_business", basics.registered_business.to_string()))
}

/// POST /items/new
pub(super) async fn create(cx: Cx) -> Result<Reply> {
    let Some(kind) = kind(&cx) else {
        let message = "案件の種別がわかりません。種別を選び直してください。";
        return Err(Error::invalid(Fault::whole("item-kind", message)));
    };
    let offered = basics::offered(&cx, kind, |field| cx.form().get(field).to_owned(), None).await?;
    let shown = move |state| page(kind, state, offered);
    if cx.form().get(OP_FIELD) == NARROW {
        return Ok(shown(FormState::refused(cx.form(), Vec::new())).into());
    }
    let entered = match read(kind, &cx) {
        Ok(new) => edit::create(cx.ward(), cx.actor()?, cx.key(), cx.form().get(REASON_FIELD), new).await,
        Err(error) => Err(error),
    };
    match entered {
        Ok(id) => cx.done(format!("{}/edit", href(id, None))).await,
        Err(error) => cx.retry(error, shown),
    }
}

fn kind(cx: &Cx) -> Option<ItemKind> {
    ItemKind::from_code(cx.query().get("kind"))
}

fn read(kind: ItemKind, cx: &Cx) -> Result<NewItem> {
    let standing = cx.form().get(STANDING) == VersionState::InForce.code();
    let day = standing.then(|| day(cx.form().get(VALID_FROM), VALID_FROM, "効力の始まった日")).transpose();
    // All that is at fault is told at once.
    match (basics::read(kind, cx.form()), day) {
        (Ok(basics), Ok(in_force)) => Ok(NewItem { kind, basics, in_force }),
        (Err(Error::Invalid(mut faults)), Err(Error::Invalid(more))) => {
            faults.extend(more);
            Err(Error::Invalid(faults))
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

/// A day as people write it; none if nothing was typed.
pub(super) fn day(text: &str, field: &str, label: &str) -> Result<Option<NaiveDate>> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let reading = read_date(text).map_err(|fault| Error::invalid(fault.at_field(field, label)))?;
    Ok(Some(reading.date))
}

fn kinds(cx: &Cx) -> Page {
    let programme = cx.query().get("programme").parse::<Uuid>().ok();
    let choices = [
        (ItemKind::Outsourcing, "個人情報を取り扱う業務を、事業者に委託します。"),
        (
            ItemKind::Reoutsourcing,
            "委託を受けた事業者が、業務の一部をほかの事業者に委託します。再々委託も含みます。",
        ),
        (ItemKind::Linkage, "区の電子計算機を、外部の電子計算機と結合します。"),
    ];
    Page::new("案件の登録")
        .lead("まず、案件の種別を選びます。種別によって様式が異なります。")
        .crumb("案件", PATH)
        .body(move || {
            let links = choices
                .into_iter()
                .map(|(kind, words)| {
                    let within = programme.map(|id| format!("&programme={id}")).unwrap_or_default();
                    let href = format!("{PATH}/new?kind={}{within}", kind.code());
                    view! {
                        <li>
                            <span>
                                <a class="hit" href=href>{kind.word()}</a>
                                <span class="support">{format!("　{words}")}</span>
                            </span>
                        </li>
                    }
                })
                .collect_view();
            view! { <ul class="link-list narrow">{links}</ul> }
        })
}

fn page(kind: ItemKind, state: FormState, offered: Offered) -> Page {
    let title = format!("{}の登録", kind.word());
    let page = Page::new(title).crumb("案件", PATH).crumb("案件の登録", format!("{PATH}/new"));
    let lead = "登録すると、項目ごとの編集に進みます。";
    page.lead(lead).body(move || {
        let action = format!("{PATH}/new?kind={}", kind.code());
        let standing = [VersionState::Proposal, VersionState::InForce]
            .map(|state| {
                let words = match state {
                    VersionState::InForce => "現行として登録する（既に効力がある）",
                    _ => "改正案として登録する（これから審議会に付議する）",
                };
                SelectOption::new(state.code(), words)
            })
            .to_vec();
        view! {
            <div class="narrow stack">
                <EditFrame action state=state.clone() back=PATH submit="登録して次へ" ask_reason=false>
                    <BasicsFields state=state.clone() offered/>
                    <Select label="登録のしかた" field=state.field(STANDING) options=standing/>
                    <DateInput
                        label="効力の始まった日"
                        field=state.field(VALID_FROM)
                        hint="現行として登録するときだけ入れます。わからなければ空のままにします。"
                    />
                </EditFrame>
            </div>
        }
    })
}
