//! What was put away is not chosen any more: whoever had a form open while it
//! was, or brings a file, is told so.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Fault,
    bundle::Noun,
    item::{Item, VersionState},
};
use entity::{annex, legal_basis, party, programme, registered_business};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use uuid::Uuid;

use crate::Result;

/// Something that an item rests on: its noun and id, and the path within the
/// item that names it.
type Rest = ((Noun, Uuid), String);

/// What an item rests on now, past versions aside.
fn rests(item: &Item) -> Vec<Rest> {
    let mut rests = vec![((Noun::Programme, item.programme.uuid()), "programme".to_owned())];
    for (index, version) in item.versions.iter().enumerate() {
        if version.state == VersionState::Past {
            continue;
        }
        let mut rest = |noun, id: Uuid, field: &str| {
            rests.push(((noun, id), format!("versions[{index}].{field}")));
        };
        rest(Noun::RegisteredBusiness, version.registered_business.uuid(), "registered_business");
        rest(Noun::LegalBasis, version.legal_basis.uuid(), "legal_basis");
        rest(Noun::Party, version.party.uuid(), "party");
        for (at, group) in version.data_groups.iter().enumerate() {
            if let Some(annex) = group.annex {
                rest(Noun::Annex, annex.uuid(), &format!("data_groups[{at}].annex"));
            }
        }
    }
    rests
}

/// Faults where items would rest on what is put away and did not before, each
/// with the place of the item in the list; fields are paths within it.
pub(crate) async fn shelved<'a>(
    db: &impl ConnectionTrait,
    changes: impl IntoIterator<Item = (usize, Option<&'a Item>, &'a Item)>,
) -> Result<Vec<(usize, Fault)>> {
    let mut new: Vec<(usize, Rest)> = Vec::new();
    for (place, before, after) in changes {
        let held: BTreeSet<_> =
            before.map(rests).unwrap_or_default().into_iter().map(|rest| rest.0).collect();
        new.extend(rests(after).into_iter().filter(|rest| !held.contains(&rest.0)).map(|rest| (place, rest)));
    }
    let mut named = BTreeMap::<Noun, BTreeSet<Uuid>>::new();
    for (_, ((noun, id), _)) in &new {
        named.entry(*noun).or_default().insert(*id);
    }
    let mut away = BTreeSet::new();
    macro_rules! look_up {
        ($($noun:ident in $table:ident),+ $(,)?) => {$(
            let ids: Vec<Uuid> = named.remove(&Noun::$noun).unwrap_or_default().into_iter().collect();
            for ids in ids.chunks(BATCH) {
                let found: Vec<Uuid> = $table::Entity::find()
                    .select_only()
                    .column($table::Column::Id)
                    .filter($table::Column::Id.is_in(ids.iter().copied()))
                    .filter($table::Column::ArchivedOn.is_not_null())
                    .into_tuple()
                    .all(db)
                    .await?;
                away.extend(found.into_iter().map(|id| (Noun::$noun, id)));
            }
        )+};
    }
    look_up! {
        Programme in programme,
        RegisteredBusiness in registered_business,
        LegalBasis in legal_basis,
        Party in party,
        Annex in annex,
    }
    let refused = new.into_iter().filter(|(_, (rest, _))| away.contains(rest));
    let fault = |(place, ((noun, _), field)): (usize, Rest)| {
        let message = format!(
            "選んだ{}は保管されています。ほかのものを選ぶか、先に台帳に戻してください。",
            noun.word()
        );
        (place, Fault::at_field("shelved", field, message))
    };
    Ok(refused.map(fault).collect())
}

/// Ids asked for by one statement.
const BATCH: usize = 500;
