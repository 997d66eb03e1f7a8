//! Proposals, what comes into force, copies, the archive: each on a page that
//! shows what will happen before it happens.

use azukari_core::{
    Result,
    audit::Action,
    council::OutcomeLine,
    register::{
        edit::REASON_FIELD,
        item::{
            self,
            edit::{self, ItemEdit},
        },
    },
};
use domain::{
    Fault, Id,
    council::Outcome,
    item::{Item, VALID_FROM, VALID_TO, VersionState},
};
use leptos::prelude::*;
use uuid::Uuid;

use super::{PATH, href, new::day};
use crate::{
    components::{DateInput, EditFrame, Need, Notice, Select, SelectOption, Tone},
    form::FormState,
    register::term,
    routing::{Cx, Page, Reply},
};

/// What is done with an item as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    Propose,
    Enforce,
    Withdraw,
    Copy,
    Archive,
    BringBack,
}

impl Deed {
    pub(super) const ALL: [Self; 6] =
        [Self::Propose, Self::Enforce, Self::Withdraw, Self::Copy, Self::Archive, Self::BringBack];

    /// The last step of its path.
    const fn code(self) -> &'static str {
        match self {
            Self::Propose => "propose",
            Self::Enforce => "enforce",
            Self::Withdraw => "withdraw",
            Self::Copy => "copy",
            Self::Archive => "archive",
            Self::BringBack => "bring-back",
        }
    }

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Propose => "改正案を作る",
            Self::Enforce => "改正案を現行にする",
            Self::Withdraw => "改正案を取り下げる",
            Self::Copy => "写しを作る",
            Self::Archive => "保管する",
            Self::BringBack => "台帳に戻す",
        }
    }

    /// What happens, in a sentence or two.
    const fn words(self) -> &'static str {
        match self {
            Self::Propose => {
                "現行の内容を写した改正案を作ります。現行はそのまま効力を保ち、改正案だけを編集できます。"
            }
            Self::Enforce => {
                "改正案を、入力した日から現行にします。これまでの現行は、その前の日までの過去の版として残ります。"
            }
            Self::Withdraw => {
                "改正案を取り除きます。現行は変わりません。取り除いた内容は変更履歴に残ります。資料に載っている改正案は取り下げられません。"
            }
            Self::Copy => {
                "この案件の内容を写した、新しい案件を改正案として登録します。もとの案件は変わりません。"
            }
            Self::Archive => {
                "終わった案件を台帳の一覧から外します。内容、資料、履歴は残り、いつでも台帳に戻せます。保管中は編集できません。"
            }
            Self::BringBack => {
                "保管した案件を台帳の一覧に戻します。現行の版があれば、最後の日を消して効力を続けます。"
            }
        }
    }

    pub(super) fn path(self, item: Uuid) -> String {
        format!("{PATH}/{item}/{}", self.code())
    }

    /// Whether the item is such that it can be done.
    pub(super) fn offered(self, item: &Item) -> bool {
        let (live, proposal) = (item.archived_at.is_none(), item.proposal().is_some());
        match self {
            Self::Propose => live && !proposal,
            Self::Enforce => live && proposal,
            Self::Withdraw => live && proposal && item.versions.len() > 1,
            Self::Copy => true,
            Self::Archive => live,
            Self::BringBack => !live,
        }
    }
}

macro_rules! handlers {
    ($($get:ident, $post:ident => $deed:ident;)+) => {$(
        /// Shows what will happen.
        pub(super) async fn $get(cx: Cx) -> Result<Page> {
            show(cx, Deed::$deed).await
        }

        /// Does it.
        pub(super) async fn $post(cx: Cx) -> Result<Reply> {
            act(cx, Deed::$deed).await
        }
    )+};
}

handlers! {
    ask_propose, propose => Propose;
    ask_enforce, enforce => Enforce;
    ask_withdraw, withdraw => Withdraw;
    ask_copy, copy => Copy;
    ask_archive, archive => Archive;
    ask_bring_back, bring_back => BringBack;
}

/// The item and the decisions about it.
struct Opened {
    edited: ItemEdit,
    outcomes: Vec<OutcomeLine>,
}

async fn opened(cx: &Cx, deed: Deed) -> Result<Opened> {
    let id = cx.id("id", "案件")?;
    let edited = edit::open(cx.ward(), cx.actor()?, id).await?;
    let mut outcomes = Vec::new();
    if deed == Deed::Enforce {
        outcomes = item::view(cx.ward(), cx.actor()?, id).await?.outcomes;
        outcomes
            .retain(|line| line.outcome.item == Some(edited.item.id) && line.outcome.result.lets_go_ahead());
    }
    Ok(Opened { edited, outcomes })
}

async fn show(cx: Cx, deed: Deed) -> Result<Page> {
    let opened = opened(&cx, deed).await?;
    let state = cx.edit_form(fresh(&cx, &opened.edited.item)?).await?;
    Ok(page(deed, opened, state))
}

fn fresh(cx: &Cx, item: &Item) -> Result<FormState> {
    Ok(cx.new_form().seen(edit::seen(item)?))
}

async fn act(cx: Cx, deed: Deed) -> Result<Reply> {
    let opened = opened(&cx, deed).await?;
    let item = opened.edited.item.clone();
    let id = item.id.uuid();
    let done = perform(&cx, deed, id).await;
    let stored = async { fresh(&cx, &item) };
    cx.finish(done, |path| path, stored, |state| page(deed, opened, state)).await
}

/// Does it, and tells where to go on.
async fn perform(cx: &Cx, deed: Deed, id: Uuid) -> Result<String> {
    let (ward, actor, form) = (cx.ward(), cx.actor()?, cx.form());
    let to_edit = format!("{}/edit", href(id, None));
    match deed {
        Deed::Propose => {
            edit::propose(ward, actor, id, cx.change(Action::Propose)).await?;
            Ok(to_edit)
        }
        Deed::Enforce => {
            let missing = || {
                let message = "効力の始まる日を入れてください。";
                azukari_core::Error::invalid(Fault::at_field("missing-day", VALID_FROM, message))
            };
            let from = day(form.get(VALID_FROM), VALID_FROM, "効力の始まる日")?.ok_or_else(missing)?;
            let decided_by: Option<Id<Outcome>> = form.get("decided_by").parse().ok();
            edit::bring_into_force(ward, actor, id, cx.change(Action::Enforce), from, decided_by).await?;
            Ok(href(id, None))
        }
        Deed::Withdraw => {
            edit::withdraw(ward, actor, id, cx.change(Action::Withdraw)).await?;
            Ok(href(id, None))
        }
        Deed::Copy => {
            let copy = edit::copy(ward, actor, cx.key(), form.get(REASON_FIELD), id).await?;
            Ok(format!("{}/edit", href(copy, None)))
        }
        Deed::Archive => {
            let last = day(form.get(VALID_TO), VALID_TO, "効力のあった最後の日")?;
            edit::archive(ward, actor, id, cx.change(Action::Archive), last).await?;
            Ok(href(id, None))
        }
        Deed::BringBack => {
            edit::bring_back(ward, actor, id, cx.change(Action::Restore)).await?;
            Ok(href(id, None))
        }
    }
}

fn page(deed: Deed, opened: Opened, state: FormState) -> Page {
    let Opened { edited, outcomes } = opened;
    let id = edited.item.id.uuid();
    let title = edited.item.current().map(|version| version.title.clone()).unwrap_or_default();
    let page = Page::new(format!("{}：{title}", deed.word())).kicker(edited.item.kind.word());
    page.crumb("案件", PATH).crumb(title, href(id, None)).body(move || {
        if !deed.offered(&edited.item) && !state.is_conflict() {
            return impossible(deed, &edited.item).into_any();
        }
        view! {
            <div class="narrow stack">
                <Notice title="行うこと"><p>{deed.words()}</p></Notice>
                {happens(deed, &edited)}
                <EditFrame action=deed.path(id) state=state.clone() back=href(id, None) submit=deed.word()>
                    {fields(deed, &edited.item, &outcomes, &state)}
                </EditFrame>
            </div>
        }
        .into_any()
    })
}

fn impossible(deed: Deed, item: &Item) -> impl IntoView + use<> {
    let words = match deed {
        Deed::Propose if item.proposal().is_some() => "改正案は既にあります。編集の画面で続けてください。",
        Deed::Enforce => "現行にする改正案がありません。先に改正案を作ってください。",
        Deed::Withdraw if item.proposal().is_some() => {
            "この案件には改正案しかありません。やめるときは、案件を保管してください。"
        }
        Deed::Withdraw => "取り下げる改正案がありません。",
        Deed::BringBack => "この案件は保管されていません。",
        _ => "この案件は保管されています。先に台帳に戻してください。",
    };
    let back = format!("{}/edit", href(item.id.uuid(), None));
    view! {
        <Notice title=format!("「{}」は、いまは行えません。", deed.word()) tone=Tone::Warning>
            <p>{words}</p>
            <p><a class="hit" href=back>"編集の画面へ"</a></p>
        </Notice>
    }
}

/// The versions as they will be.
fn happens(deed: Deed, edited: &ItemEdit) -> Option<AnyView> {
    let becomes = |state: VersionState| match (deed, state) {
        (Deed::Enforce, VersionState::Proposal) => "→ 現行になります",
        (Deed::Enforce, VersionState::InForce) => "→ 過去の版になります",
        (Deed::Withdraw, VersionState::Proposal) => "→ 取り除かれます",
        (Deed::Archive, VersionState::InForce) => "→ 入力した日で終わります",
        _ => "変わりません",
    };
    if matches!(deed, Deed::Copy | Deed::BringBack) {
        return None;
    }
    let rows = edited
        .item
        .versions
        .iter()
        .rev()
        .map(|version| {
            let term = term(version.valid_from, version.valid_to).map(|term| format!("（{term}）"));
            let text = format!("{}{}「{}」", version.state.word(), term.unwrap_or_default(), version.title);
            view! { <li><span>{text}</span><strong>{becomes(version.state)}</strong></li> }
        })
        .collect_view();
    let added = (deed == Deed::Propose)
        .then(|| view! { <li><span>"改正案"</span><strong>"→ 新しく作られます"</strong></li> });
    let below = (deed == Deed::Archive && edited.below > 0).then(|| {
        let title =
            format!("保管されていない再委託が{}件あります。先にそれらを保管してください。", edited.below);
        view! { <Notice title tone=Tone::Warning/> }
    });
    Some(
        view! {
            {below}
            <section class="stack">
                <h2 class="section-head">"版がどうなるか"</h2>
                <ul class="link-list">{added}{rows}</ul>
            </section>
        }
        .into_any(),
    )
}

fn fields(deed: Deed, item: &Item, outcomes: &[OutcomeLine], state: &FormState) -> Option<AnyView> {
    match deed {
        Deed::Enforce => {
            let options = std::iter::once(SelectOption::new("", "議決等の記録なし"))
                .chain(outcomes.iter().map(|line| {
                    let label = format!(
                        "{}　{}（{}）",
                        line.session.label,
                        line.outcome.title,
                        line.outcome.result.word()
                    );
                    SelectOption::new(line.outcome.id.to_string(), label)
                }))
                .collect::<Vec<_>>();
            Some(
                view! {
                    <DateInput label="効力の始まる日" field=state.field(VALID_FROM) need=Need::Required/>
                    <Select label="もとになった議決等" field=state.field("decided_by") options/>
                }
                .into_any(),
            )
        }
        Deed::Archive if item.in_force().is_some() => Some(
            view! {
                <DateInput
                    label="効力のあった最後の日"
                    field=state.field(VALID_TO)
                    need=Need::Required
                    hint="現行の版は、この日まで効力があったものとして残ります。"
                />
            }
            .into_any(),
        ),
        _ => None,
    }
}
