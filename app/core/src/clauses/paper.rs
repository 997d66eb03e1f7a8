//! A clause set to be attached to a contract, as PDF.

use domain::{
    Fault, Id, Place,
    clauses::{
        ClauseSet, Edition, EditionState, PartyNames,
        paper::{Filled, Placeholder, VALUE, for_contract, notes, placeholders},
    },
    item::{Item, ItemKind, ItemVersion, VersionState},
    organisation::{Department, ImplementingBody, Section},
    party::{Party, PartyKind},
    text::{check_forbidden, check_length},
};
use sea_orm::ConnectionTrait;
use sha2::{Digest as _, Sha256};
use templates::{Attachment, MissingGlyph};
use uuid::Uuid;

use super::print::printed;
use crate::{
    Actor, Error, Result, Ward,
    council::paper::failed,
    policy::{self, Permission},
    register::{
        item::sees_proposals,
        organisation::ward,
        rows::{Aggregate, Scope},
        scope,
    },
};

/// The field that holds the annex label.
pub const ANNEX: &str = "annex";
/// The field that holds the implementing body's name.
pub const WARD: &str = "ward";
/// The field that holds the contractor's name.
pub const CONTRACTOR: &str = "contractor";
/// The field that holds the subcontractor's name.
pub const SUBCONTRACTOR: &str = "subcontractor";

/// How a paper is to be filled in, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// 別紙１; nothing prints none.
    pub annex: String,
    /// Names for labels, values for placeholders.
    pub filled: Filled,
}

/// An edition whose paper may be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperOf {
    /// The set, without its editions.
    pub set: ClauseSet,
    /// The edition.
    pub edition: Edition,
    /// What is left to be filled in.
    pub placeholders: Vec<Placeholder>,
    /// How many notes for the drafter are left out.
    pub notes: usize,
    /// Who writes it.
    pub author: String,
}

/// What an item says of the parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfItem {
    /// The item's 件名.
    pub title: String,
    /// The implementing body that holds the data, and the parties.
    pub names: PartyNames,
}

/// A paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// A name for the file.
    pub file_name: String,
}

/// Opens an edition to have its paper made.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `NotFound`, also of a draft that is not
/// the actor's to see; `Database`.
pub async fn open(ward_of: &Ward, actor: &Actor, set: Uuid, edition: Uuid) -> Result<PaperOf> {
    policy::require(actor, Permission::ReadRegister)?;
    let missing = || Error::NotFound("特記事項の版".to_owned());
    let snapshot = ward_of.store().snapshot().await?;
    let db = snapshot.conn();
    let mut set = ClauseSet::load(db, &Scope::one(set)).await?.pop().ok_or_else(missing)?;
    let mut editions = std::mem::take(&mut set.editions);
    editions.retain(|held| held.id.uuid() == edition);
    let edition = editions.pop().ok_or_else(missing)?;
    if edition.state == EditionState::Draft && !sees_proposals(actor) {
        return Err(missing());
    }
    let author = ward(db).await?.map(|ward| ward.name).unwrap_or_default();
    let (placeholders, notes) = (placeholders(&edition), notes(&edition));
    Ok(PaperOf { set, edition, placeholders, notes, author })
}

/// The names that an item gives the parties of its contract.
///
/// # Errors
/// `NotFound`, also of an item that is not the actor's; `Database`.
pub async fn of_item(ward: &Ward, actor: &Actor, id: Uuid) -> Result<OfItem> {
    policy::require(actor, Permission::ReadRegister)?;
    let snapshot = ward.store().snapshot().await?;
    let db = snapshot.conn();
    let missing = || Error::NotFound("案件".to_owned());
    scope::require_item(db, actor, id).await?;
    let item = Item::load(db, &Scope::one(id)).await?.pop().ok_or_else(missing)?;
    let version = standing(&item, actor).ok_or_else(missing)?;
    let party = name_of(db, version.party).await?;
    let mut names = PartyNames { ward: body_of(db, version.holding_section).await?, ..PartyNames::default() };
    if item.kind == ItemKind::Reoutsourcing {
        names.subcontractor = party;
        names.contractor = contractor_above(db, actor, &item).await?;
    } else {
        names.contractor = party;
    }
    Ok(OfItem { title: version.title.clone(), names })
}

/// The version that stands for an item as an actor sees it.
fn standing<'a>(item: &'a Item, actor: &Actor) -> Option<&'a ItemVersion> {
    item.current().filter(|version| version.state != VersionState::Proposal || sees_proposals(actor))
}

/// The party of what a re-outsourcing hangs under; nothing where that is not
/// the actor's to see.
async fn contractor_above(db: &impl ConnectionTrait, actor: &Actor, item: &Item) -> Result<String> {
    let Some(parent) = item.parent else { return Ok(String::new()) };
    match scope::require_item(db, actor, parent.uuid()).await {
        Err(Error::NotFound(_)) => return Ok(String::new()),
        other => other?,
    }
    let parent = Item::load(db, &Scope::one(parent.uuid())).await?.pop();
    match parent.as_ref().and_then(|parent| standing(parent, actor)) {
        Some(version) => name_of(db, version.party).await,
        None => Ok(String::new()),
    }
}

/// The party's name; nothing of an unnamed class, which signs no contract.
async fn name_of(db: &impl ConnectionTrait, party: Id<Party>) -> Result<String> {
    let party = one::<Party, _>(db, party).await?.filter(|party| party.kind == PartyKind::Named);
    Ok(party.map(|party| party.name).unwrap_or_default())
}

async fn body_of(db: &impl ConnectionTrait, section: Id<Section>) -> Result<String> {
    let Some(section) = one(db, section).await? else { return Ok(String::new()) };
    let Some(department) = one::<Department, _>(db, section.department).await? else {
        return Ok(String::new());
    };
    let body = one::<ImplementingBody, _>(db, department.body).await?;
    Ok(body.map(|body| body.name).unwrap_or_default())
}

async fn one<A: Aggregate, C: ConnectionTrait>(db: &C, id: Id<A>) -> Result<Option<A>> {
    Ok(A::load(db, &Scope::one(id.uuid())).await?.pop())
}

/// What was typed: its field, what it is called, and the text.
fn typed(wanted: &Wanted) -> impl Iterator<Item = (&str, &'static str, &String)> {
    let names = &wanted.filled.names;
    let known = [
        (ANNEX, "別紙の番号", &wanted.annex),
        (WARD, "実施機関の名称", &names.ward),
        (CONTRACTOR, "委託先の名称", &names.contractor),
        (SUBCONTRACTOR, "再委託先の名称", &names.subcontractor),
    ];
    let values = wanted.filled.values.iter().map(|(key, value)| (key.as_str(), "記入する言葉", value));
    known.into_iter().chain(values)
}

/// What is wrong with what was typed, at its fields.
#[must_use]
pub fn faults(wanted: &Wanted) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (field, label, text) in typed(wanted) {
        let place = || Place::Field(field.to_owned());
        faults.extend(check_length(place(), label, text, VALUE).err());
        faults.extend(check_forbidden(place(), text).err());
        if text.contains(['\n', '\r']) {
            let message = format!("{label}は、改行せずに入力してください。");
            faults.push(Fault::at_field("line-break", field, message));
        }
    }
    faults
}

/// Which characters of the paper no font has.
///
/// # Errors
/// `Internal`.
pub async fn check(ward: &Ward, of: &PaperOf, wanted: &Wanted) -> Result<Vec<Fault>> {
    let paper = attachment(of, wanted, ward.clock().today());
    let missing = ward.renderer().run(move || templates::missing_glyphs(&paper)).await?;
    let mut faults: Vec<Fault> = missing.iter().flat_map(|glyph| unprintable(glyph, wanted)).collect();
    faults.dedup();
    Ok(faults)
}

/// A character that no font has: at the fields it was typed into, or where it
/// stands in the clauses.
fn unprintable(glyph: &MissingGlyph, wanted: &Wanted) -> Vec<Fault> {
    let named = format!("「{}」（U+{:04X}）", glyph.character, u32::from(glyph.character));
    let at_field = |(field, label, _): (&str, &str, &String)| {
        let message = format!("{label}の{named}は印字できません。別の字か、ひらがなで入力してください。");
        Fault::at_field("missing-glyph", field, message)
    };
    let faults: Vec<Fault> =
        typed(wanted).filter(|(.., text)| text.contains(glyph.character)).map(at_field).collect();
    if faults.is_empty() {
        let message =
            format!("「{}」の{named}は印字できません。特記事項の条文を別の字に改めてください。", glyph.label);
        return vec![Fault::at_path("missing-glyph", glyph.field.clone(), message)];
    }
    faults
}

/// Makes the paper, on the ward's pool, outside any transaction.
///
/// # Errors
/// As [`open`]; `Invalid` for what [`faults`] finds, or a character that no font
/// has; `Internal`.
pub async fn render(
    ward: &Ward,
    actor: &Actor,
    set: Uuid,
    edition: Uuid,
    wanted: &Wanted,
) -> Result<Rendered> {
    let faults = faults(wanted);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let of = open(ward, actor, set, edition).await?;
    let today = ward.clock().today();
    let file_name = format!("{}（{}第{}版）.pdf", of.set.title, of.set.name, of.edition.number);
    let paper = attachment(&of, wanted, today);
    let bytes = ward.renderer().run(move || templates::render(&paper)).await?.map_err(failed)?;
    Ok(Rendered { bytes, file_name })
}

/// The paper as plain data. What is in force carries its first day, so that it
/// is the same file on every day.
fn attachment(of: &PaperOf, wanted: &Wanted, today: chrono::NaiveDate) -> Attachment {
    let edition = for_contract(&of.edition, &of.set.parties, &wanted.filled);
    let annex = wanted.annex.trim();
    let label = match annex {
        "" => String::new(),
        bracketed if bracketed.starts_with(['（', '(', '【']) => bracketed.to_owned(),
        plain => format!("（{plain}）"),
    };
    let clauses = printed(label.into(), &of.set, &edition);
    let draft = of.edition.state == EditionState::Draft;
    let digest = Sha256::digest(format!("{clauses:?}").as_bytes());
    let digest: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    Attachment {
        title: format!("{}（{}　第{}版）", of.set.title, of.set.name, of.edition.number),
        author: of.author.clone(),
        date: of.edition.valid_from.unwrap_or(today),
        ident: format!("{}/{digest}", of.edition.id),
        head: draft.then(|| "案".into()),
        clauses,
    }
}
