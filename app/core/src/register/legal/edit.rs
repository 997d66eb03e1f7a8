use domain::{
    Fault,
    item::{FormRow, ItemKind},
    legal::{LegalBasis, Route, RowLabel},
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{
    Actor, Error, Result, Ward,
    policy::{self, Permission},
    register::{
        edit::{self, Change},
        rows::code_of,
        typed::{Reader, shown, typed_input},
        uses::{Used, is_used, unused},
    },
};

typed_input! {
    /// What a form says of a legal basis, as typed, but for its row labels.
    pub struct LegalFacts {
        /// The ordinance or act.
        instrument,
        /// As printed on the cover.
        article,
        /// What the cover prints in parentheses.
        cover_label,
        /// The first line of the form.
        form_title,
        /// What the form's ◇ line says.
        form_heading,
        /// The article in that line.
        form_article,
        /// Code of the kind of item.
        item_kind,
        /// Code of the route.
        route,
        /// First day, in any calendar.
        valid_from,
        /// Last day, in any calendar.
        valid_to,
    }
}

/// What a form says of a legal basis, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LegalInput {
    /// All but the row labels.
    pub facts: LegalFacts,
    /// The ward's own wording of rows; empty where the usual one holds.
    pub labels: Vec<(FormRow, String)>,
}

/// The form field of a row's label.
#[must_use]
pub fn label_field(row: FormRow) -> String {
    format!("label_{}", code_of(&row).unwrap_or_default())
}

impl LegalInput {
    /// What came under the names of the fields.
    pub fn read(get: impl Fn(&str) -> String) -> Self {
        let labels = FormRow::of(ItemKind::Outsourcing).iter().map(|row| (*row, get(&label_field(*row))));
        Self { labels: labels.collect(), facts: LegalFacts::read(get) }
    }

    /// What a form shows of a basis.
    #[must_use]
    pub fn of(basis: &LegalBasis) -> Self {
        let own = |row: FormRow| basis.row_labels.iter().find(|own| own.row == row);
        let labels = FormRow::of(ItemKind::Outsourcing)
            .iter()
            .map(|row| (*row, own(*row).map(|own| own.label.clone()).unwrap_or_default()));
        Self {
            labels: labels.collect(),
            facts: LegalFacts {
                instrument: basis.instrument.clone(),
                article: basis.article.clone(),
                cover_label: basis.cover_label.clone(),
                form_title: basis.form_title.clone(),
                form_heading: basis.form_heading.clone(),
                form_article: basis.form_article.clone(),
                item_kind: basis.item_kind.code().to_owned(),
                route: basis.route.code().to_owned(),
                valid_from: shown(basis.valid_from),
                valid_to: shown(basis.valid_to),
            },
        }
    }

    /// The fields by name.
    #[must_use]
    pub fn fields(&self) -> Vec<(String, String)> {
        let facts = self.facts.fields().into_iter().map(|(name, value)| (name.to_owned(), value));
        facts.chain(self.labels.iter().map(|(row, label)| (label_field(*row), label.clone()))).collect()
    }

    /// The basis it describes, not yet followed by another.
    pub(super) fn basis(&self, id: Uuid) -> Result<LegalBasis> {
        let typed = &self.facts;
        let mut reader = Reader::default();
        let instrument = reader.needed("instrument", "条例・法律の名前", &typed.instrument);
        let article = reader.needed("article", "条項", &typed.article);
        let cover_label = reader.needed("cover_label", "表紙の括弧内の語", &typed.cover_label);
        let form_title = reader.needed("form_title", "様式の題名", &typed.form_title);
        let form_heading = reader.needed("form_heading", "様式の◇の行の語", &typed.form_heading);
        let form_article = reader.line("form_article", "様式の◇の行の条項", &typed.form_article);
        let kind = reader.code("item_kind", "案件の種別", &typed.item_kind, ItemKind::from_code);
        let route = reader.code("route", "付議の区分", &typed.route, Route::from_code);
        let valid_from = reader.day("valid_from", "始まりの日", &typed.valid_from);
        let valid_to = reader.day("valid_to", "終わりの日", &typed.valid_to);
        let row_labels = self.row_labels(kind, &mut reader);
        reader.finish(kind.zip(route).map(|(item_kind, route)| LegalBasis {
            id: id.into(),
            instrument,
            article,
            cover_label,
            form_title,
            form_heading,
            form_article,
            item_kind,
            route,
            valid_from,
            valid_to,
            successor: None,
            archived_on: None,
            row_labels,
        }))
    }

    /// The labels of rows that the kind's form has.
    fn row_labels(&self, kind: Option<ItemKind>, reader: &mut Reader) -> Vec<RowLabel> {
        let rows = kind.map(FormRow::of).unwrap_or_default();
        let mut labels = Vec::new();
        for (row, typed) in &self.labels {
            let label = reader.line(&label_field(*row), "様式の行の見出し", typed);
            if rows.contains(row) && !label.is_empty() {
                labels.push(RowLabel { row: *row, label });
            }
        }
        labels
    }
}

/// What the form of a basis shows.
pub(super) fn facts(basis: &LegalBasis) -> LegalBasis {
    LegalBasis { successor: None, archived_on: None, ..basis.clone() }
}

/// Adds a basis, once for each key of a form.
///
/// # Errors
/// `Forbidden`; `Invalid`, by field.
pub async fn create(ward: &Ward, actor: &Actor, key: Option<&str>, input: &LegalInput) -> Result<Uuid> {
    policy::require(actor, Permission::EditRegister)?;
    let basis = input.basis(ward.clock().new_id())?;
    edit::create(ward, actor, key, "", basis).await
}

/// Changes a basis.
///
/// # Errors
/// As [`create`]; `NotFound`; `Conflict`; `Invalid` also for another kind while
/// items of the old kind rest on it.
pub async fn change(
    ward: &Ward,
    actor: &Actor,
    id: Uuid,
    change: Change<'_>,
    input: &LegalInput,
) -> Result<()> {
    policy::require(actor, Permission::EditRegister)?;
    let read = input.basis(id)?;
    let before = edit::load::<LegalBasis>(ward.store().read(), id).await?;
    let part = |basis: &LegalBasis| Ok(facts(basis));
    let apply = |basis: &mut LegalBasis| {
        *basis = LegalBasis { successor: basis.successor, archived_on: basis.archived_on, ..read };
        Ok(())
    };
    edit::change_asking::<LegalBasis, _>(ward, actor, id, change, part, apply, async |tx, after| {
        if after.item_kind == before.item_kind {
            return Ok(());
        }
        match kind_refused(tx.conn(), &before, after).await? {
            Some(message) => Err(Error::invalid(Fault::at_field("basis-kind", "item_kind", message))),
            None => Ok(()),
        }
    })
    .await?;
    Ok(())
}

/// Why a basis may not be for another kind: items of the old kind rest on it.
pub(crate) async fn kind_refused(
    db: &impl ConnectionTrait,
    before: &LegalBasis,
    after: &LegalBasis,
) -> Result<Option<String>> {
    let used = is_used(db, Used::BasisNotFor(after.id.uuid(), after.item_kind)).await?;
    Ok(used.then(|| {
        format!(
            "この根拠は{}の案件が使っているため、種別を変えられません。別の種別の根拠は、新しく登録してください。",
            before.item_kind.word()
        )
    }))
}

/// Puts a basis away that was entered by mistake.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict`; `Invalid` while items rest on it.
pub async fn archive(ward: &Ward, actor: &Actor, id: Uuid, change: Change<'_>) -> Result<()> {
    let today = ward.clock().today();
    let part = |basis: &LegalBasis| Ok(basis.clone());
    let apply = |basis: &mut LegalBasis| {
        basis.archived_on.get_or_insert(today);
        Ok(())
    };
    edit::change_asking::<LegalBasis, _>(ward, actor, id, change, part, apply, async |tx, basis| {
        unused(tx.conn(), Used::Basis(id), &basis.article).await
    })
    .await?;
    Ok(())
}

/// Brings a basis back.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict`; `Invalid`.
pub async fn restore(ward: &Ward, actor: &Actor, id: Uuid, change: Change<'_>) -> Result<()> {
    let part = |basis: &LegalBasis| Ok(basis.clone());
    edit::change::<LegalBasis, _>(ward, actor, id, change, part, |basis| {
        basis.archived_on = None;
        Ok(())
    })
    .await?;
    Ok(())
}
