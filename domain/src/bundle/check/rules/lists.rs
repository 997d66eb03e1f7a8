//! What parties, annexes and programmes hold to.

use crate::{
    Fault,
    bundle::{Bundle, Known},
    party::{Contact, Party, PartyKind, corporate_number_fault},
};

/// Certifications of a party at most.
const CERTIFICATIONS: usize = 50;
/// Entries of an annex at most.
const ENTRIES: usize = 3_000;
/// Blocks of a description at most.
const BLOCKS: usize = 1_000;

pub(super) fn check(bundle: &Bundle, register: &Known, faults: &mut Vec<Fault>) {
    let mut holders = register.corporate_numbers.clone();
    for (index, party) in bundle.parties.iter().enumerate() {
        let path = format!("$.parties[{index}]");
        if let Some(number) = &party.corporate_number {
            let place = format!("{path}.corporate_number");
            let holder = holders.insert(number.clone(), (party.id.uuid(), party.name.clone()));
            corporate_number(&place, party, number, faults);
            if let Some((holder, name)) = holder
                && holder != party.id.uuid()
            {
                let message = format!(
                    "法人番号{number}は「{name}」が既に使っています。同じ事業者であればそちらを使い、別の事業者であれば番号を確かめてください。"
                );
                faults.push(Fault::at_path("duplicate-corporate-number", place, message));
            }
        }
        if let Some(contact) = &party.contact {
            mail(&path, contact, faults);
        }
        at_most(&format!("{path}.certifications"), party.certifications.len(), CERTIFICATIONS, faults);
    }
    for (index, annex) in bundle.annexes.iter().enumerate() {
        at_most(&format!("$.annexes[{index}].entries"), annex.entries.len(), ENTRIES, faults);
    }
    for (index, programme) in bundle.programmes.iter().enumerate() {
        let path = format!("$.programmes[{index}].description");
        at_most(&path, programme.description.len(), BLOCKS, faults);
    }
}

fn corporate_number(place: &str, party: &Party, number: &str, faults: &mut Vec<Fault>) {
    if let Some(message) = corporate_number_fault(number) {
        faults.push(Fault::at_path("corporate-number", place, message));
    } else if party.kind == PartyKind::Class {
        let message = "名称の定まらない事業者には、法人番号を付けられません。番号を消すか、名称のある事業者にしてください。";
        faults.push(Fault::at_path("class-number", place, message));
    }
}

/// Just enough to catch a slip: a mail server knows best what an address is.
fn mail(path: &str, contact: &Contact, faults: &mut Vec<Fault>) {
    let mail = contact.mail.trim();
    let whole = mail.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    if !mail.is_empty() && (!whole || mail.contains(char::is_whitespace)) {
        let message = "メールアドレスの形ではありません。「名前@example.jp」のように入れてください。";
        faults.push(Fault::at_path("mail-address", format!("{path}.contact.mail"), message));
    }
}

fn at_most(path: &str, count: usize, limit: usize, faults: &mut Vec<Fault>) {
    if count > limit {
        let message = format!("{count}件あります。{limit}件以内にしてください。");
        faults.push(Fault::at_path("too-many-entries", path, message));
    }
}
