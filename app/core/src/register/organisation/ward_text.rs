use domain::{
    Fault, Place,
    bundle::{Bundle, Known, check},
    organisation::Ward as Described,
};

use super::{WARD_ID, save_ward, ward as read};
use crate::{
    Actor, Error, Result, Ward,
    policy::{self, Permission},
    register::{
        edit::{self, Change},
        typed::{Reader, typed_input},
    },
};

typed_input! {
    /// What the form says of the ward, as typed.
    pub struct WardInput {
        /// 見本区.
        name,
        /// The council's name as its papers print it.
        council_name,
        /// The label over the legal bases of a cover.
        basis_label,
        /// What stands before a document number.
        document_prefix,
    }
}

impl WardInput {
    /// What a form shows of the ward.
    #[must_use]
    pub fn of(described: &Described) -> Self {
        Self {
            name: described.name.clone(),
            council_name: described.council_name.clone(),
            basis_label: described.basis_label.clone(),
            document_prefix: described.document_prefix.clone(),
        }
    }

    fn described(&self) -> Result<Described> {
        let mut reader = Reader::default();
        let described = Described {
            name: reader.needed("name", "自治体の名前", &self.name),
            council_name: reader.needed("council_name", "審議会の名前", &self.council_name),
            basis_label: reader.needed("basis_label", "根拠の見出し", &self.basis_label),
            document_prefix: reader.needed("document_prefix", "資料番号の前の語", &self.document_prefix),
        };
        reader.finish(Some(described))
    }
}

/// The ward, if it has been described.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `Database`.
pub async fn described_ward(ward: &Ward, actor: &Actor) -> Result<Option<Described>> {
    policy::require(actor, Permission::ReadRegister)?;
    read(ward.store().read()).await
}

/// Identifies what the form of the ward shows.
///
/// # Errors
/// `Internal`.
pub fn ward_seen(described: Option<&Described>) -> Result<String> {
    edit::digest(&described)
}

/// Describes the ward, or changes how it is described.
///
/// # Errors
/// `Forbidden`; `Conflict` if it changed meanwhile; `Invalid`, by field.
pub async fn change_ward(ward: &Ward, actor: &Actor, change: Change<'_>, input: &WardInput) -> Result<()> {
    policy::require(actor, Permission::EditOrganisation)?;
    let after = input.described()?;
    hold_rules(&after)?;
    edit::check_reason(change.reason)?;
    let at = ward.clock().now();
    ward.store()
        .write(actor, change.action, change.reason.trim(), async |tx| {
            let before = read(tx.conn()).await?;
            // Sent twice: it is so already.
            if before.as_ref() == Some(&after) {
                return Ok(());
            }
            if ward_seen(before.as_ref())? != change.seen {
                return Err(Error::Conflict(
                    "区の設定は、開いている間に他の人が変えました。内容を確かめて、もう一度保存してください。"
                        .to_owned(),
                ));
            }
            save_ward(tx.conn(), &after, at).await?;
            match before {
                Some(before) => tx.updated("ward", WARD_ID, &before, &after).await,
                None => tx.created("ward", WARD_ID, &after).await,
            }
        })
        .await
}

fn hold_rules(described: &Described) -> Result<()> {
    let bundle = Bundle { ward: Some(described.clone()), ..Bundle::default() };
    let faults: Vec<Fault> = check(&bundle, &Known::default())
        .into_iter()
        .map(|fault| match &fault.place {
            Place::Path(path) => {
                let field = path.trim_start_matches("$.ward.").to_owned();
                Fault { place: Place::Field(field), ..fault }
            }
            _ => fault,
        })
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}
