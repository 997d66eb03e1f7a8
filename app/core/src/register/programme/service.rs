//! How programmes are added, changed and put away.

use std::collections::BTreeSet;

use domain::{
    Fault, Id, Place,
    council::SubmissionState,
    organisation::Section,
    programme::{Block, BlockKind, Programme},
    usage,
};
use entity::submission;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use uuid::Uuid;

use crate::{
    Actor, Error, Result, Ward,
    policy::{self, Permission},
    register::{
        edit::{self, Change, Editable as _},
        uses::{ItemUse, Used, unused, uses},
    },
};

/// Items shown at most.
const SHOWN: u64 = 200;

/// What a form says of a programme besides its description, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProgrammeInput {
    /// 事業名.
    pub name: String,
    /// How it is read.
    pub reading: String,
    /// Id of the 担当課.
    pub section: String,
    /// 目的.
    pub purpose: String,
    /// 対象者.
    pub subjects: String,
}

impl ProgrammeInput {
    /// What a form shows of a programme.
    #[must_use]
    pub fn of(programme: &Programme) -> Self {
        Self {
            name: programme.name.clone(),
            reading: programme.reading.clone(),
            section: programme.section.to_string(),
            purpose: programme.purpose.clone(),
            subjects: programme.subjects.clone(),
        }
    }

    fn section(&self) -> Result<Id<Section>> {
        let id: Option<Uuid> = self.section.parse().ok();
        id.map(Id::from)
            .ok_or_else(|| Error::invalid(Fault::at_field("section", "section", "担当課を選んでください。")))
    }

    fn fill(&self, programme: &mut Programme) -> Result<()> {
        self.fill_texts(programme);
        programme.section = self.section()?;
        Ok(())
    }

    fn fill_texts(&self, programme: &mut Programme) {
        programme.name = self.name.trim().to_owned();
        programme.reading = self.reading.trim().to_owned();
        programme.purpose = self.purpose.trim().to_owned();
        programme.subjects = self.subjects.trim().to_owned();
    }
}

/// One block of a description as a form says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BlockInput {
    /// Its id, if it was there before.
    pub id: String,
    /// Code of what it is.
    pub kind: String,
    /// The mark before it.
    pub label: String,
    /// The text.
    pub text: String,
}

impl BlockInput {
    /// What a form shows of a block.
    #[must_use]
    pub fn of(block: &Block) -> Self {
        Self {
            id: block.id.map(|id| id.to_string()).unwrap_or_default(),
            kind: block.kind.code().to_owned(),
            label: block.label.clone().unwrap_or_default(),
            text: block.text.clone(),
        }
    }

    /// The block; running text where the kind is unknown.
    #[must_use]
    pub fn block(&self) -> Block {
        let label = self.label.trim();
        Block {
            id: self.id.parse::<Uuid>().ok().map(Id::from),
            kind: BlockKind::from_code(&self.kind).unwrap_or(BlockKind::Paragraph),
            label: (!label.is_empty()).then(|| label.to_owned()),
            text: self.text.trim_end().to_owned(),
        }
    }
}

/// Identifies what the form of a programme's outline shows.
///
/// # Errors
/// `Internal`.
pub fn outline_seen(programme: &Programme) -> Result<String> {
    edit::digest(&outline(programme)?)
}

/// Identifies what the form of a programme's description shows.
///
/// # Errors
/// `Internal`.
pub fn description_seen(programme: &Programme) -> Result<String> {
    edit::digest(&programme.description)
}

/// Identifies all of a programme.
///
/// # Errors
/// `Internal`.
pub fn whole_seen(programme: &Programme) -> Result<String> {
    edit::digest(programme)
}

fn outline(programme: &Programme) -> Result<Programme> {
    Ok(Programme { description: Vec::new(), archived_on: None, ..programme.clone() })
}

/// Adds a programme, once for each key of a form.
///
/// # Errors
/// `Forbidden`; `Invalid`.
pub async fn create(
    ward: &Ward,
    actor: &Actor,
    key: Option<&str>,
    reason: &str,
    input: &ProgrammeInput,
) -> Result<Uuid> {
    policy::require(actor, Permission::EditProgrammes)?;
    let mut programme = Programme {
        id: ward.clock().new_id().into(),
        name: String::new(),
        reading: String::new(),
        section: Id::new(Uuid::nil()),
        purpose: String::new(),
        subjects: String::new(),
        description: Vec::new(),
        archived_on: None,
    };
    input.fill_texts(&mut programme);
    match input.section() {
        Ok(section) => programme.section = section,
        Err(Error::Invalid(mut faults)) => {
            // All that is at fault is told at once.
            let others = edit::faults_of(ward, programme).await?;
            faults.extend(others.into_iter().filter(|fault| fault.place != Place::Field("section".into())));
            return Err(Error::Invalid(faults));
        }
        Err(error) => return Err(error),
    }
    edit::create(ward, actor, key, reason, programme).await
}

/// Opens a programme to change it.
///
/// # Errors
/// `Forbidden` if its section is not the actor's; `NotFound`; `Database`.
pub async fn open(ward: &Ward, actor: &Actor, id: Uuid) -> Result<Programme> {
    policy::require(actor, Permission::EditProgrammes)?;
    let programme = edit::load::<Programme>(ward.store().read(), id).await?;
    programme.permit(actor)?;
    Ok(programme)
}

/// Changes all but the description.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict`; `Invalid`.
pub async fn change_outline(
    ward: &Ward,
    actor: &Actor,
    id: Uuid,
    change: Change<'_>,
    input: &ProgrammeInput,
) -> Result<()> {
    edit::change::<Programme, _>(ward, actor, id, change, outline, |programme| input.fill(programme)).await?;
    Ok(())
}

/// Changes the description; empty blocks at the end are left out.
///
/// # Errors
/// As [`change_outline`].
pub async fn change_description(
    ward: &Ward,
    actor: &Actor,
    id: Uuid,
    change: Change<'_>,
    input: &[BlockInput],
) -> Result<()> {
    let part = |programme: &Programme| Ok(programme.description.clone());
    edit::change::<Programme, _>(ward, actor, id, change, part, |programme| {
        let mut own: BTreeSet<Id<Block>> =
            programme.description.iter().filter_map(|block| block.id).collect();
        // An id that is none of this programme's, or comes twice, is a new block's.
        let mut block = |input: &BlockInput| {
            let block = input.block();
            Block { id: block.id.filter(|id| own.remove(id)), ..block }
        };
        let filled = |input: &BlockInput| !(input.label.trim().is_empty() && input.text.trim().is_empty());
        let filled = input.iter().rposition(filled).map_or(0, |last| last + 1);
        programme.description = input.iter().take(filled).map(&mut block).collect();
        Ok(())
    })
    .await?;
    Ok(())
}

/// The items of a programme that use it, those in force first.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `Database`.
pub async fn items(ward: &Ward, actor: &Actor, id: Uuid) -> Result<Vec<ItemUse>> {
    policy::require(actor, Permission::ReadRegister)?;
    uses(ward.store().read(), Used::Programme(id), actor, SHOWN).await
}

/// Puts a programme away: forms offer it no more.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict`; `Invalid` while items or drafts of
/// papers belong to it.
pub async fn archive(ward: &Ward, actor: &Actor, id: Uuid, change: Change<'_>) -> Result<()> {
    policy::require(actor, Permission::EditRegister)?;
    let today = ward.clock().today();
    let part = |programme: &Programme| Ok(programme.clone());
    let apply = |programme: &mut Programme| {
        programme.archived_on.get_or_insert(today);
        Ok(())
    };
    edit::change_asking::<Programme, _>(ward, actor, id, change, part, apply, async |tx, programme| {
        unused(tx.conn(), Used::Programme(id), &programme.name).await?;
        no_drafts(tx.conn(), programme).await
    })
    .await?;
    Ok(())
}

async fn no_drafts(db: &impl ConnectionTrait, programme: &Programme) -> Result<()> {
    let names: Vec<String> = submission::Entity::find()
        .select_only()
        .column(submission::Column::Title)
        .filter(submission::Column::ProgrammeId.eq(programme.id.uuid()))
        .filter(submission::Column::State.eq(SubmissionState::Draft.code()))
        .into_tuple()
        .all(db)
        .await?;
    let count = u64::try_from(names.len()).unwrap_or(u64::MAX);
    let drafts = usage::Use { word: "審議会に出す前の資料", count, names };
    usage::refuse_while_used(&programme.name, "保管", &[drafts], "資料を先に片付けてください。")
        .map_err(Error::invalid)
}

/// Brings a programme back.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict`.
pub async fn restore(ward: &Ward, actor: &Actor, id: Uuid, change: Change<'_>) -> Result<()> {
    policy::require(actor, Permission::EditRegister)?;
    let part = |programme: &Programme| Ok(programme.clone());
    edit::change::<Programme, _>(ward, actor, id, change, part, |programme| {
        programme.archived_on = None;
        Ok(())
    })
    .await?;
    Ok(())
}
