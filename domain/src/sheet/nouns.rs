//! Cells of parties, businesses and programmes.

use uuid::Uuid;

use super::{
    Directory, Field,
    cell::{Said, choice, date, words},
    lines::{blocks, keep_ids},
    show,
};
use crate::{
    party::{Certification, Contact, Party, PartyKind},
    programme::{Programme, RegisteredBusiness},
    text::fold_key,
};

/// Makes ids for the children of a row.
pub(super) type MakeId<'a> = &'a dyn Fn(&str, usize) -> Uuid;

/// Refuses an empty cell.
pub(super) fn needed<'a>(label: &str, text: &'a str) -> Said<&'a str> {
    if text.is_empty() {
        return Err(("missing-value", format!("「{label}」が空です。書いてください。")));
    }
    Ok(text)
}

/// Digits of a corporate number, without what people put between them.
pub(super) fn corporate_number(text: &str) -> Option<String> {
    let mut number = fold_key(text);
    number.retain(|c| c != '-');
    (!number.is_empty()).then_some(number)
}

/// Sets what a cell of a party says.
pub(super) fn set_party(party: &mut Party, field: Field, text: &str) -> Said<()> {
    match field {
        Field::Name => party.name = needed("名称", text)?.to_owned(),
        Field::Reading => party.reading = text.to_owned(),
        Field::Address => party.address = text.to_owned(),
        Field::Archived => party.archived_on = date(text)?,
        Field::ContactPerson | Field::ContactPhone | Field::ContactMail => set_contact(party, field, text),
        Field::PartyKind => {
            let kinds: [(PartyKind, &[&str]); 2] = [
                (PartyKind::Named, &[PartyKind::Named.word(), "名称あり", "named"]),
                (PartyKind::Class, &[PartyKind::Class.word(), "名称なし", "未定", "class"]),
            ];
            party.kind = choice(text, &kinds)?.unwrap_or(PartyKind::Named);
        }
        Field::CorporateNumber => party.corporate_number = corporate_number(text),
        Field::Certifications => {
            let mut held = std::mem::take(&mut party.certifications);
            party.certifications = words(text)
                .into_iter()
                .map(|name| {
                    let same = held.iter().position(|old| fold_key(&old.name) == fold_key(&name));
                    let old = same.map(|at| held.remove(at));
                    let (number, expires_on) = old.map_or((None, None), |old| (old.number, old.expires_on));
                    Certification { name, number, expires_on }
                })
                .collect();
        }
        _ => {}
    }
    Ok(())
}

fn set_contact(party: &mut Party, field: Field, text: &str) {
    let nobody = Contact { person: String::new(), phone: String::new(), mail: String::new() };
    let mut contact = party.contact.take().unwrap_or_else(|| nobody.clone());
    match field {
        Field::ContactPerson => text.clone_into(&mut contact.person),
        Field::ContactPhone => text.clone_into(&mut contact.phone),
        _ => text.clone_into(&mut contact.mail),
    }
    party.contact = Some(contact).filter(|contact| *contact != nobody);
}

/// Sets what a cell of a registered business says.
pub(super) fn set_business(
    business: &mut RegisteredBusiness,
    field: Field,
    text: &str,
    directory: &Directory,
) -> Said<()> {
    match field {
        Field::Name => business.name = needed("登録業務の名称", text)?.to_owned(),
        Field::Reading => business.reading = text.to_owned(),
        Field::Archived => business.archived_on = date(text)?,
        Field::Section => {
            let owner = Some(business.section.uuid());
            business.section = section(directory, text, owner)?.into();
        }
        _ => {}
    }
    Ok(())
}

/// Sets what a cell of a programme says.
pub(super) fn set_programme(
    programme: &mut Programme,
    field: Field,
    text: &str,
    directory: &Directory,
    make: MakeId<'_>,
) -> Said<()> {
    match field {
        Field::Name => programme.name = needed("事業名", text)?.to_owned(),
        Field::Section => {
            let owner = Some(programme.section.uuid());
            programme.section = section(directory, text, owner)?.into();
        }
        Field::Reading => programme.reading = text.to_owned(),
        Field::Archived => programme.archived_on = date(text)?,
        Field::Purpose => programme.purpose = text.to_owned(),
        Field::Subjects => programme.subjects = text.to_owned(),
        Field::Description if show::same(&show::programme(programme, field, directory), text) => {}
        Field::Description => {
            let mut new = blocks(text);
            keep_ids(
                &programme.description,
                &mut new,
                |old, new| (old.kind, &old.label, &old.text) == (new.kind, &new.label, &new.text),
                |block| block.id,
                |block, id| block.id = Some(id),
                |index| make("description", index),
            );
            programme.description = new;
        }
        _ => {}
    }
    Ok(())
}

/// The section that a cell names. Of several of that name, the one that is
/// held already is meant.
pub(super) fn section(directory: &Directory, text: &str, held: Option<Uuid>) -> Said<Uuid> {
    let text = needed("担当課", text)?;
    let called = directory.sections.called(text);
    match held.filter(|held| called.iter().any(|entry| entry.id == *held)) {
        Some(held) => Ok(held),
        None => directory.sections.resolve("課", text, None),
    }
}
