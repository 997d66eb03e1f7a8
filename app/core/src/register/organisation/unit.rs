use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    Id,
    organisation::{Department, ImplementingBody, Section, holds_on},
};
use sea_orm::ConnectionTrait;
use serde::Serialize;
use uuid::Uuid;

use crate::{
    Actor, Result, Ward,
    policy::{self, Permission},
    register::{
        edit::Editable,
        list::Link,
        rows::{Aggregate as _, Scope},
    },
};

/// The tiers of a ward's organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// 実施機関.
    Body,
    /// 部.
    Department,
    /// 課.
    Section,
}

impl UnitKind {
    /// The Japanese word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Body => "実施機関",
            Self::Department => "部",
            Self::Section => "課",
        }
    }

    /// The tier above.
    #[must_use]
    pub const fn above(self) -> Option<Self> {
        match self {
            Self::Body => None,
            Self::Department => Some(Self::Body),
            Self::Section => Some(Self::Department),
        }
    }

    /// The tier below.
    #[must_use]
    pub const fn below(self) -> Option<Self> {
        match self {
            Self::Body => Some(Self::Department),
            Self::Department => Some(Self::Section),
            Self::Section => None,
        }
    }
}

/// A unit as lists and choices name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnitName {
    /// Identity.
    pub id: Uuid,
    /// Its own name.
    pub name: String,
    /// The names above it and its own: 見本区長　健康部　健康推進課.
    pub full: String,
    /// First day, if known.
    pub valid_from: Option<NaiveDate>,
    /// Last day, when it has ended.
    pub valid_to: Option<NaiveDate>,
}

impl UnitName {
    /// Whether it is there on a day.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        holds_on(self.valid_from, self.valid_to, day)
    }
}

/// What a unit is, but for its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Facts {
    pub(super) parent: Option<Uuid>,
    pub(super) name: String,
    pub(super) reading: String,
    pub(super) valid_from: Option<NaiveDate>,
}

/// How a unit ends.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(super) struct Ending {
    pub(super) valid_to: Option<NaiveDate>,
    pub(super) successor: Option<Uuid>,
}

/// A tier's type.
pub(super) trait Unit: Editable {
    const UNIT: UnitKind;

    fn new(id: Uuid, facts: Facts) -> Self;
    fn facts(&self) -> Facts;
    fn set_facts(&mut self, facts: Facts);
    fn ending(&self) -> Ending;
    fn set_ending(&mut self, ending: Ending);
}

macro_rules! unit {
    ($type:ident, $kind:ident, { $($parent:ident)? }, { $($reading:ident)? }) => {
        impl Unit for $type {
            const UNIT: UnitKind = UnitKind::$kind;

            fn new(id: Uuid, facts: Facts) -> Self {
                let mut made = Self {
                    id: id.into(),
                    $($parent: Uuid::nil().into(),)?
                    name: String::new(),
                    $($reading: String::new(),)?
                    valid_from: None,
                    valid_to: None,
                    successor: None,
                };
                made.set_facts(facts);
                made
            }

            fn facts(&self) -> Facts {
                let parent: &[Uuid] = &[$(self.$parent.uuid())?];
                let reading: &[&str] = &[$(&self.$reading)?];
                Facts {
                    parent: parent.first().copied(),
                    name: self.name.clone(),
                    reading: reading.concat(),
                    valid_from: self.valid_from,
                }
            }

            fn set_facts(&mut self, facts: Facts) {
                $(if let Some(parent) = facts.parent { self.$parent = parent.into(); })?
                $(self.$reading = facts.reading;)?
                self.name = facts.name;
                self.valid_from = facts.valid_from;
            }

            fn ending(&self) -> Ending {
                Ending { valid_to: self.valid_to, successor: self.successor.map(Id::uuid) }
            }

            fn set_ending(&mut self, ending: Ending) {
                self.valid_to = ending.valid_to;
                self.successor = ending.successor.map(Id::new);
            }
        }
    };
}

unit!(ImplementingBody, Body, {}, {});
unit!(Department, Department, { body }, {});
unit!(Section, Section, { department }, { reading });

/// All units: a ward has some hundred.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// 実施機関, in the order they were entered.
    pub bodies: Vec<ImplementingBody>,
    /// 部.
    pub departments: Vec<Department>,
    /// 課.
    pub sections: Vec<Section>,
}

/// The whole organisation, what has ended too.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `Database`.
pub async fn organisation(ward: &Ward, actor: &Actor) -> Result<Organisation> {
    policy::require(actor, Permission::ReadRegister)?;
    Organisation::load(ward.store().read()).await
}

impl Organisation {
    pub(super) async fn load(db: &impl ConnectionTrait) -> Result<Self> {
        Ok(Self {
            bodies: ImplementingBody::load(db, &Scope::All).await?,
            departments: Department::load(db, &Scope::All).await?,
            sections: Section::load(db, &Scope::All).await?,
        })
    }

    /// The units of a tier.
    #[must_use]
    pub fn names(&self, kind: UnitKind) -> Vec<UnitName> {
        let bodies: BTreeMap<Uuid, &str> =
            self.bodies.iter().map(|body| (body.id.uuid(), body.name.as_str())).collect();
        let above = |id: Uuid| bodies.get(&id).copied().unwrap_or_default();
        let departments: BTreeMap<Uuid, String> = self
            .departments
            .iter()
            .map(|one| (one.id.uuid(), format!("{}　{}", above(one.body.uuid()), one.name)))
            .collect();
        let named = |id: Uuid, full: String, facts: Facts, ending: Ending| UnitName {
            id,
            full,
            name: facts.name,
            valid_from: facts.valid_from,
            valid_to: ending.valid_to,
        };
        match kind {
            UnitKind::Body => self
                .bodies
                .iter()
                .map(|one| named(one.id.uuid(), one.name.clone(), one.facts(), one.ending()))
                .collect(),
            UnitKind::Department => self
                .departments
                .iter()
                .map(|one| {
                    let full = departments.get(&one.id.uuid()).cloned().unwrap_or_default();
                    named(one.id.uuid(), full, one.facts(), one.ending())
                })
                .collect(),
            UnitKind::Section => self
                .sections
                .iter()
                .map(|one| {
                    let above = departments.get(&one.department.uuid()).cloned().unwrap_or_default();
                    named(one.id.uuid(), format!("{above}　{}", one.name), one.facts(), one.ending())
                })
                .collect(),
        }
    }

    /// One unit by its id.
    pub(super) fn find(&self, kind: UnitKind, id: Uuid) -> Option<(Facts, Ending)> {
        match kind {
            UnitKind::Body => found(&self.bodies, id),
            UnitKind::Department => found(&self.departments, id),
            UnitKind::Section => found(&self.sections, id),
        }
    }

    /// The units right below one.
    pub(super) fn below(&self, kind: UnitKind, id: Uuid) -> Vec<UnitName> {
        let Some(below) = kind.below() else { return Vec::new() };
        let is_below =
            |name: &UnitName| self.find(below, name.id).is_some_and(|(facts, _)| facts.parent == Some(id));
        self.names(below).into_iter().filter(is_below).collect()
    }

    /// The units that one took over from.
    pub(super) fn predecessors(&self, kind: UnitKind, id: Uuid) -> Vec<Link> {
        let took_over =
            |name: &UnitName| self.find(kind, name.id).is_some_and(|(_, end)| end.successor == Some(id));
        let names = self.names(kind).into_iter().filter(took_over);
        names.map(|name| Link { id: name.id, name: name.name }).collect()
    }
}

fn found<U: Unit>(units: &[U], id: Uuid) -> Option<(Facts, Ending)> {
    units.iter().find(|unit| unit.id() == id).map(|unit| (unit.facts(), unit.ending()))
}
