//! What a deed would do, in words.

use std::collections::BTreeMap;

use domain::{
    Id,
    clauses::Edition,
    date::format_date,
    item::{ClauseSetRole, Item, ItemKind, ItemVersion, VersionState},
    legal::LegalBasis,
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    deed::{Deed, Now, about},
    judge::{Judged, Outcome, judge},
};
use crate::{
    Actor, Result, Ward,
    council::{OutcomeLine, SessionName, outcomes},
    policy::{self, Permission},
    register::{
        SectionName,
        item::edit::edition_names,
        lookup::sections_by_id,
        rows::{Aggregate as _, Scope},
    },
};

/// One of the items, and what a deed would do to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The item.
    pub id: Uuid,
    /// What is known of it; nothing of one that is not there.
    pub item: Option<RowItem>,
    /// The digest of the item: what was seen.
    pub seen: String,
    /// What would be done.
    pub verdict: Verdict,
}

/// An item in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowItem {
    /// 件名.
    pub title: String,
    /// 種別.
    pub kind: ItemKind,
    /// The state of the version that stands for it.
    pub state: VersionState,
    /// 保有課, with its department.
    pub section: String,
}

/// What would be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Not said before a deed is chosen.
    Open,
    /// This.
    Will(Effect),
    /// Nothing: it is like that already.
    Same,
    /// Nothing, because of this.
    Refused(String),
}

/// A change to an item, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// What changes.
    pub what: String,
    /// From this.
    pub before: String,
    /// To this.
    pub after: String,
}

/// Shows what a deed would do to items, row by row in their order; without one,
/// which of them the actor may change at all.
///
/// # Errors
/// `Forbidden` without `EditItems`; `Invalid` for what the deed names;
/// `Database`.
pub async fn rows(ward: &Ward, actor: &Actor, ids: &[Uuid], deed: Option<Deed>) -> Result<Vec<Row>> {
    policy::require(actor, Permission::EditItems)?;
    let snapshot = ward.store().snapshot().await?;
    let db = snapshot.conn();
    if let Some(deed) = deed {
        deed.possible(db, ward.clock().today()).await?;
    }
    let now = Now { at: ward.clock().now(), today: ward.clock().today() };
    let judged = judge(db, actor, ids, deed.map(|deed| (deed, now))).await?;
    let names = Names::load(db, deed, &judged).await?;
    Ok(judged.into_iter().map(|row| names.row(deed, row)).collect())
}

/// The sessions that let a proposal of any of these items go ahead, the latest
/// first.
///
/// # Errors
/// `Forbidden` without `EditItems`; `Database`.
pub async fn sessions(ward: &Ward, actor: &Actor, ids: &[Uuid]) -> Result<Vec<SessionName>> {
    policy::require(actor, Permission::EditItems)?;
    let snapshot = ward.store().snapshot().await?;
    let db = snapshot.conn();
    let judged = judge(db, actor, ids, None).await?;
    let known: Vec<Uuid> = judged.iter().filter(|row| row.before.is_some()).map(|row| row.id).collect();
    let decided = outcomes(db, &about(&known)).await?.into_iter();
    let mut sessions: Vec<SessionName> =
        decided.filter(|line| line.outcome.result.lets_go_ahead()).map(|line| line.session).collect();
    sessions.dedup();
    Ok(sessions)
}

/// What the rows name.
struct Names {
    sections: BTreeMap<Uuid, SectionName>,
    editions: BTreeMap<Uuid, String>,
    bases: BTreeMap<Uuid, LegalBasis>,
    /// Outcomes: the session and what it decided.
    decisions: BTreeMap<Uuid, String>,
}

impl Names {
    async fn load(db: &impl ConnectionTrait, deed: Option<Deed>, rows: &[Judged]) -> Result<Self> {
        let items = || rows.iter().filter_map(|row| row.before.as_ref());
        let versions = || items().flat_map(|item| item.current().into_iter().chain(item.open_version()));
        let mut sections: Vec<Uuid> = versions().map(|version| version.holding_section.uuid()).collect();
        let (mut editions, mut bases, mut decisions) = (BTreeMap::new(), Vec::new(), BTreeMap::new());
        match deed {
            Some(Deed::Section(to)) => sections.push(to.uuid()),
            Some(Deed::ClauseSet(to, _)) => {
                let held = versions().flat_map(|version| &version.clause_sets);
                let ids = held.map(|used| used.edition.uuid()).chain([to.uuid()]);
                editions = edition_names(db, ids.collect()).await?;
            }
            Some(Deed::Basis(to)) => {
                let held = versions().map(|version| version.legal_basis.uuid());
                bases = LegalBasis::load(db, &Scope::ids(held.chain([to.uuid()]))).await?;
            }
            Some(Deed::Enforce(_, Some(_))) => {
                let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
                let name = |line: OutcomeLine| {
                    let name = format!("{}の議決等（{}）", line.session.label, line.outcome.result.word());
                    (line.outcome.id.uuid(), name)
                };
                decisions = outcomes(db, &about(&ids)).await?.into_iter().map(name).collect();
            }
            Some(Deed::Enforce(_, None) | Deed::Propose | Deed::Withdraw | Deed::Archive(_))
            | Some(Deed::BringBack)
            | None => {}
        }
        Ok(Self {
            sections: sections_by_id(db, sections).await?,
            editions,
            bases: bases.into_iter().map(|basis| (basis.id.uuid(), basis)).collect(),
            decisions,
        })
    }

    fn row(&self, deed: Option<Deed>, judged: Judged) -> Row {
        let Judged { id, before, seen, outcome } = judged;
        let verdict = match (deed, &before, outcome) {
            (Some(deed), Some(before), Outcome::Becomes(after)) => {
                Verdict::Will(self.effect(deed, before, &after))
            }
            (_, _, Outcome::Refused(why)) => Verdict::Refused(why),
            (_, _, Outcome::Same) => Verdict::Same,
            (_, _, Outcome::Open | Outcome::Becomes(_)) => Verdict::Open,
        };
        let item = before.as_ref().and_then(|item| {
            let version = item.current()?;
            Some(RowItem {
                title: version.title.clone(),
                kind: item.kind,
                state: version.state,
                section: self.section(version.holding_section.uuid()),
            })
        });
        Row { id, item, seen, verdict }
    }

    fn effect(&self, deed: Deed, before: &Item, after: &Item) -> Effect {
        let told =
            |what: &str, before: String, after: String| Effect { what: what.to_owned(), before, after };
        let of = |word: &str| {
            let state = before.open_version().map_or("", |version| version.state.word());
            format!("{word}（{state}）")
        };
        let open = |item: &Item, say: &dyn Fn(&ItemVersion) -> String| {
            item.open_version().map(say).unwrap_or_default()
        };
        match deed {
            Deed::Propose => told("改正案", "なし".to_owned(), "いまの内容を写して作る".to_owned()),
            Deed::Enforce(from, _) => {
                let now = after.in_force();
                let by = now.and_then(|version| version.decided_by);
                let by = by.and_then(|id| self.decisions.get(&id.uuid()));
                let by = by.map(|name| format!("、{name}")).unwrap_or_default();
                let held = before.in_force().map_or("改正案だけ", |_| "現行と改正案").to_owned();
                told("版", held, format!("改正案を現行にする（{}から{by}）", format_date(from)))
            }
            Deed::Withdraw => {
                let title = before.proposal().map(|version| version.title.clone()).unwrap_or_default();
                told("改正案", format!("「{title}」"), "取り除く".to_owned())
            }
            Deed::Archive(_) => {
                let last = after.in_force().and_then(|version| version.valid_to);
                let last = last.map(|day| format!("（現行は{}まで）", format_date(day))).unwrap_or_default();
                told("台帳", "使用中".to_owned(), format!("保管中{last}"))
            }
            Deed::BringBack => told("台帳", "保管中".to_owned(), "使用中".to_owned()),
            Deed::Section(_) => {
                let say = |version: &ItemVersion| self.section(version.holding_section.uuid());
                told(&of("保有課"), open(before, &say), open(after, &say))
            }
            Deed::ClauseSet(_, role) => {
                let say = |version: &ItemVersion| self.sets(version, role);
                told(&of(&format!("{}特記事項", role.word())), open(before, &say), open(after, &say))
            }
            Deed::Basis(_) => {
                let say = |version: &ItemVersion| self.basis(version.legal_basis);
                told(&of("根拠"), open(before, &say), open(after, &say))
            }
        }
    }

    fn section(&self, id: Uuid) -> String {
        self.sections.get(&id).map(SectionName::full).unwrap_or_default()
    }

    fn basis(&self, id: Id<LegalBasis>) -> String {
        self.bases.get(&id.uuid()).map(LegalBasis::cover_line).unwrap_or_default()
    }

    fn sets(&self, version: &ItemVersion, role: ClauseSetRole) -> String {
        let of_role = version.clause_sets.iter().filter(|used| used.role == role);
        let names: Vec<&str> = of_role.map(|used| self.edition(used.edition)).collect();
        if names.is_empty() { "なし".to_owned() } else { names.join("、") }
    }

    fn edition(&self, id: Id<Edition>) -> &str {
        self.editions.get(&id.uuid()).map(String::as_str).unwrap_or_default()
    }
}
