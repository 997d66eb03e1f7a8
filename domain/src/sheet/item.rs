//! Cells of items.

use uuid::Uuid;

use super::{
    Directory, Field,
    cell::{Said, choice, date, words},
    lines::{keep_ids, lines},
    nouns::{MakeId, needed, section},
    show,
};
use crate::{
    item::{Item, ItemKind, ItemVersion, Line, Medium, VersionState},
    text::fold_key,
};

/// The kinds of items, by the words people use.
pub(super) fn kind(text: &str) -> Said<Option<ItemKind>> {
    let kinds: [(ItemKind, &[&str]); 3] = [
        (ItemKind::Outsourcing, &[ItemKind::Outsourcing.word(), "委託", "outsourcing"]),
        (ItemKind::Reoutsourcing, &[ItemKind::Reoutsourcing.word(), "再々委託", "reoutsourcing"]),
        (ItemKind::Linkage, &[ItemKind::Linkage.word(), "結合", "電子計算機の結合", "linkage"]),
    ];
    choice(text, &kinds)
}

/// 現行 or 改正案; nothing in an empty cell.
pub(super) fn state(text: &str) -> Said<Option<VersionState>> {
    let states: [(VersionState, &[&str]); 2] = [
        (VersionState::InForce, &[VersionState::InForce.word(), "in_force"]),
        (VersionState::Proposal, &[VersionState::Proposal.word(), "案", "proposal"]),
    ];
    choice(text, &states)
}

/// The version of an item that a row is about: in the state it names, else the
/// one that stands for the item.
pub(super) fn version_at(item: &Item, state: Option<VersionState>) -> Said<usize> {
    let last = |state| item.versions.iter().rposition(|version| version.state == state);
    let found = match state {
        Some(state) => last(state),
        None => last(VersionState::InForce)
            .or_else(|| last(VersionState::Proposal))
            .or_else(|| item.versions.len().checked_sub(1)),
    };
    found.ok_or_else(|| {
        let word = state.map_or("版", VersionState::word);
        let message =
            format!("この案件には{word}がありません。案件の画面で{word}を作ってから取り込むか、「状態」を直してください。");
        ("no-such-version", message)
    })
}

/// Sets what a cell says of the item itself.
pub(super) fn set_item(item: &mut Item, field: Field, text: &str, directory: &Directory) -> Said<()> {
    match field {
        Field::ItemKind => {
            item.kind = kind(needed("種別", text)?)?.unwrap_or(item.kind);
        }
        Field::Programme => {
            let text = needed("事業名", text)?;
            let held =
                directory.programmes.called(text).iter().any(|entry| entry.id == item.programme.uuid());
            if !held {
                item.programme = directory.programmes.resolve("事業", text, None)?.into();
            }
        }
        _ => {}
    }
    Ok(())
}

/// Sets what a cell says of a version. The basis comes after the kind and is
/// set by [`set_basis`].
pub(super) fn set_version(
    version: &mut ItemVersion,
    field: Field,
    text: &str,
    directory: &Directory,
    make: MakeId<'_>,
) -> Said<()> {
    let unchanged = || show::same(&show::version(version, field, directory), text);
    match field {
        Field::Title => version.title = needed("件名", text)?.to_owned(),
        Field::Section => {
            version.holding_section = section(directory, text, Some(version.holding_section.uuid()))?.into();
        }
        Field::Business => {
            let text = needed("登録業務", text)?;
            let held = version.registered_business.uuid();
            if !directory.businesses.called(text).iter().any(|entry| entry.id == held) {
                let owner = Some(version.holding_section.uuid());
                version.registered_business = directory.businesses.resolve("登録業務", text, owner)?.into();
            }
        }
        Field::Party => {
            let text = needed("委託先", text)?;
            if !directory.parties.called(text).iter().any(|entry| entry.id == version.party.uuid()) {
                version.party = directory.parties.resolve("事業者", text, None)?.into();
            }
        }
        Field::ShortName => version.party_short_name = (!text.is_empty()).then(|| text.to_owned()),
        Field::ValidFrom => version.valid_from = date(text)?,
        Field::Reason if !unchanged() => set_lines(&mut version.reason, text, "reason", make),
        Field::Content if !unchanged() => set_lines(&mut version.description, text, "description", make),
        Field::Periods if !unchanged() => set_lines(&mut version.periods, text, "periods", make),
        Field::Media => set_media(&mut version.media, text, make),
        _ => {}
    }
    Ok(())
}

/// Sets the basis: the one named, that which is held, or the only one there is.
pub(super) fn set_basis(
    version: &mut ItemVersion,
    kind: ItemKind,
    text: Option<&str>,
    directory: &Directory,
) -> Said<()> {
    let held = version.legal_basis.uuid();
    let text = text.unwrap_or_default();
    let fits = directory.kinds.get(&held) == Some(&kind);
    let called = || directory.bases.called(text).iter().any(|entry| entry.id == held);
    if !(fits && (text.is_empty() || called())) {
        version.legal_basis = directory.basis(text, kind)?.into();
    }
    Ok(())
}

fn set_lines(held: &mut Vec<Line>, text: &str, list: &str, make: MakeId<'_>) {
    let mut new = lines(text);
    keep_ids(
        held,
        &mut new,
        |old, new| (&old.label, &old.text) == (&new.label, &new.text),
        |line| line.id,
        |line, id| line.id = Some(id),
        |index| make(list, index),
    );
    *held = new;
}

fn set_media(held: &mut Vec<Medium>, text: &str, make: MakeId<'_>) {
    let mut new: Vec<Medium> = words(text).into_iter().map(|name| Medium { id: None, name }).collect();
    keep_ids(
        held,
        &mut new,
        |old, new| fold_key(&old.name) == fold_key(&new.name),
        |medium| medium.id,
        |medium, id| medium.id = Some(id),
        |index| make("media", index),
    );
    *held = new;
}

/// A new item with one version, to be filled by a row.
pub(super) fn new_item(id: Uuid, version: Uuid, state: VersionState) -> Item {
    let nothing = Uuid::nil();
    Item {
        id: id.into(),
        kind: ItemKind::Outsourcing,
        programme: nothing.into(),
        parent: None,
        origin: None,
        archived_at: None,
        versions: vec![ItemVersion {
            id: version.into(),
            state,
            valid_from: None,
            valid_to: None,
            decided_by: None,
            title: String::new(),
            holding_section: nothing.into(),
            registered_business: nothing.into(),
            legal_basis: nothing.into(),
            party: nothing.into(),
            party_short_name: None,
            reason: Vec::new(),
            description: Vec::new(),
            periods: Vec::new(),
            data_groups: Vec::new(),
            media: Vec::new(),
            protections: Vec::new(),
            clause_sets: Vec::new(),
        }],
    }
}
