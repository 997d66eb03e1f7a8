//! What can be done with several items, as forms name it.

use azukari_core::{
    Error, Result,
    audit::Action,
    register::{
        SectionName,
        item::{
            bulk::{self, BASIS, Deed, EDITION, SECTION, SESSION},
            edit,
        },
        sections,
    },
};
use domain::{
    Fault, Id,
    item::{ClauseSetRole, ItemKind, VALID_FROM, VALID_TO},
};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    components::{DateInput, Need, Select, SelectOption},
    form::{FormState, Posted},
    register::item::new::day,
    routing::Cx,
};

/// The field for what a clause set is for.
const ROLE: &str = "role";

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Propose,
    Enforce,
    Withdraw,
    Section,
    ClauseSet,
    Basis,
    Archive,
    BringBack,
}

impl Kind {
    pub(super) const ALL: [Self; 8] = [
        Self::Propose,
        Self::Enforce,
        Self::Withdraw,
        Self::Section,
        Self::ClauseSet,
        Self::Basis,
        Self::Archive,
        Self::BringBack,
    ];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Propose => "propose",
            Self::Enforce => "enforce",
            Self::Withdraw => "withdraw",
            Self::Section => "section",
            Self::ClauseSet => "clause-set",
            Self::Basis => "basis",
            Self::Archive => "archive",
            Self::BringBack => "bring-back",
        }
    }

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Propose => "改正案を作る",
            Self::Enforce => "改正案を現行にする",
            Self::Withdraw => "改正案を取り下げる",
            Self::Section => "保有課を変える",
            Self::ClauseSet => "特記事項を付す",
            Self::Basis => "根拠を変える",
            Self::Archive => "保管する",
            Self::BringBack => "台帳に戻す",
        }
    }

    /// What happens, in a sentence or two.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Propose => "いまの内容を写した改正案を作ります。現行はそのまま効力を保ちます。",
            Self::Enforce => {
                "改正案を、入力した日から現行にします。これまでの現行は、その前の日までの過去の版として残ります。審議会の回を選ぶと、案件ごとにその回の議決等を記録します。"
            }
            Self::Withdraw => {
                "改正案を取り除きます。現行は変わりません。取り除いた内容は変更履歴に残ります。資料に載っている改正案と、現行のない案件の改正案は取り下げられません。"
            }
            Self::Section => {
                "編集できる版（改正案、又は議決等を経ずに登録した現行）の保有課を変えます。議決等を経た現行は、先に改正案を作ってください。"
            }
            Self::ClauseSet => {
                "編集できる版に特記事項を付します。同じ使いみちの特記事項があれば、これに替わります。"
            }
            Self::Basis => "編集できる版の根拠を変えます。種別の違う案件は行いません。",
            Self::Archive => {
                "終わった案件を台帳の一覧から外します。内容、資料、履歴は残り、いつでも台帳に戻せます。"
            }
            Self::BringBack => {
                "保管した案件を台帳の一覧に戻します。現行の版があれば、最後の日を消して効力を続けます。"
            }
        }
    }

    pub(super) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether it is for items that are put away, or for those in use.
    pub(super) fn is_for(self, archived: bool) -> bool {
        archived == (self == Self::BringBack)
    }

    /// The fields that say more about it; none where nothing else is asked.
    pub(super) const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Propose | Self::Withdraw | Self::BringBack => &[],
            Self::Enforce => &[VALID_FROM, SESSION],
            Self::Section => &[SECTION],
            Self::ClauseSet => &[EDITION, ROLE],
            Self::Basis => &[BASIS],
            Self::Archive => &[VALID_TO],
        }
    }

    /// Reads the fields.
    pub(super) fn read(self, form: &Posted) -> Result<Deed> {
        Ok(match self {
            Self::Propose => Deed::Propose,
            Self::Withdraw => Deed::Withdraw,
            Self::BringBack => Deed::BringBack,
            Self::Enforce => {
                let missing = || {
                    Error::invalid(Fault::at_field(
                        "missing-day",
                        VALID_FROM,
                        "効力の始まる日を入れてください。",
                    ))
                };
                let from = day(form.get(VALID_FROM), VALID_FROM, "効力の始まる日")?.ok_or_else(missing)?;
                let session = match form.get(SESSION) {
                    "" => None,
                    _ => Some(chosen(form, SESSION, "審議会の回を選び直してください。")?),
                };
                Deed::Enforce(from, session)
            }
            Self::Archive => Deed::Archive(day(form.get(VALID_TO), VALID_TO, "効力のあった最後の日")?),
            Self::Section => Deed::Section(chosen(form, SECTION, "課を選んでください。")?),
            Self::Basis => Deed::Basis(chosen(form, BASIS, "根拠を選んでください。")?),
            Self::ClauseSet => {
                let edition = chosen(form, EDITION, "特記事項を選んでください。")?;
                let role = ClauseSetRole::from_code(form.get(ROLE)).unwrap_or(ClauseSetRole::Governing);
                Deed::ClauseSet(edition, role)
            }
        })
    }

    /// What can be chosen from for these items.
    pub(super) async fn offered(self, cx: &Cx, picked: &[Uuid]) -> Result<Vec<SelectOption>> {
        let (ward, actor) = (cx.ward(), cx.actor()?);
        let option = |id: String, name: String| SelectOption::new(id, name);
        Ok(match self {
            Self::Propose | Self::Withdraw | Self::BringBack | Self::Archive => Vec::new(),
            Self::Enforce => {
                let sessions = bulk::sessions(ward, actor, picked).await?;
                sessions.into_iter().map(|session| option(session.id.to_string(), session.label)).collect()
            }
            Self::Section => {
                let reach = azukari_core::policy::reach(actor, azukari_core::policy::Permission::EditItems);
                let living = |section: &SectionName| section.valid_to.is_none() && reach.holds(section.id);
                let living = sections(ward, actor).await?.into_iter().filter(living);
                living.map(|section| option(section.id.to_string(), section.full())).collect()
            }
            Self::ClauseSet => {
                let editions = edit::editions(ward, actor, &[]).await?;
                editions.into_iter().map(|choice| option(choice.id.to_string(), choice.name)).collect()
            }
            Self::Basis => {
                let today = ward.clock().today();
                let mut bases = Vec::new();
                for kind in ItemKind::ALL {
                    for basis in edit::bases(ward, actor, *kind, today, None).await? {
                        let name = format!("{}：{} {}", kind.word(), basis.instrument, basis.article);
                        bases.push(option(basis.id.to_string(), name));
                    }
                }
                bases
            }
        })
    }

    /// The fields as a form shows them.
    pub(super) fn inputs(self, state: &FormState, offered: Vec<SelectOption>) -> AnyView {
        let first = if self == Self::Enforce { "議決等の記録なし" } else { "選んでください" };
        let first = SelectOption::new("", first);
        let options: Vec<SelectOption> = std::iter::once(first).chain(offered).collect();
        let select = |label: &'static str, name: &str| {
            view! { <Select label field=state.field(name) options=options.clone() need=Need::Required/> }
        };
        match self {
            Self::Propose | Self::Withdraw | Self::BringBack => ().into_any(),
            Self::Enforce => view! {
                <DateInput label="効力の始まる日" field=state.field(VALID_FROM) need=Need::Required/>
                <Select
                    label="もとになった審議会の回"
                    field=state.field(SESSION)
                    options
                    hint="選んだ案件のどれかについて、承認又は了承の記録がある回です。"
                />
            }
            .into_any(),
            Self::Section => select("新しい保有課", SECTION).into_any(),
            Self::Basis => select("新しい根拠", BASIS).into_any(),
            Self::ClauseSet => {
                let roles = ClauseSetRole::ALL.iter();
                let roles = roles.map(|role| SelectOption::new(role.code(), role.word())).collect();
                view! {
                    {select("特記事項", EDITION)}
                    <Select label="使いみち" field=state.field(ROLE) options=roles/>
                }
                .into_any()
            }
            Self::Archive => view! {
                <DateInput
                    label="効力のあった最後の日"
                    field=state.field(VALID_TO)
                    hint="現行の版は、この日まで効力があったものとして残ります。改正案だけの案件には使いません。"
                />
            }
            .into_any(),
        }
    }
}

/// What was done to so many items, by its action in the trail.
pub(super) fn done(action: Action, count: usize) -> String {
    match action {
        Action::Propose => format!("{count}件の改正案を作りました"),
        Action::Enforce => format!("{count}件の改正案を現行にしました"),
        Action::Withdraw => format!("{count}件の改正案を取り下げました"),
        Action::Archive => format!("{count}件を保管しました"),
        Action::Restore => format!("{count}件を台帳に戻しました"),
        _ => format!("{count}件を変更しました"),
    }
}

fn chosen<T>(form: &Posted, field: &str, message: &str) -> Result<Id<T>> {
    form.get(field).parse().map_err(|_| Error::invalid(Fault::at_field("no-choice", field, message)))
}
