//! What a bundle must hold to before it may touch the register.

pub(super) mod organisation;
mod rules;

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{
    Bundle, FORMAT, Known, VERSION,
    walk::{Seen, walk},
};
use crate::{Fault, text};

/// Checks a bundle against itself and what the register holds. All faults are
/// returned, in file order within each kind of check; none means it may be
/// imported.
pub fn check(bundle: &Bundle, register: &Known) -> Vec<Fault> {
    let mut faults = Vec::new();
    header(bundle, &mut faults);
    let known = identities(bundle, register, &mut faults);
    references_and_texts(bundle, &known, &mut faults);
    organisation::check(bundle, register, &mut faults);
    rules::check(bundle, register, &mut faults);
    faults
}

fn header(bundle: &Bundle, faults: &mut Vec<Fault>) {
    if bundle.format != FORMAT {
        let message = format!(
            "format は「{FORMAT}」でなければなりません。Azukari の書き出したファイルか確かめてください。"
        );
        faults.push(Fault::at_path("bundle-format", "$.format", message));
    }
    if bundle.version != VERSION {
        let message = format!("version {} には対応していません（対応する版は {VERSION}）。", bundle.version);
        faults.push(Fault::at_path("bundle-version", "$.version", message));
    }
}

/// Refuses an id used twice; returns what will be known after the import.
fn identities(bundle: &Bundle, register: &Known, faults: &mut Vec<Fault>) -> Known {
    let mut known = register.clone();
    let mut seen = BTreeSet::<Uuid>::new();
    walk(bundle, &mut |path, thing| {
        let id = match thing {
            Seen::Object(noun, id) => {
                known.add(noun, id);
                id
            }
            Seen::Child(id) => id,
            Seen::Reference(..) | Seen::Text(..) => return,
        };
        if !seen.insert(id) {
            let message = format!("id {id} が二度使われています。それぞれに別の id を付けてください。");
            faults.push(Fault::at_path("duplicate-id", path, message));
        }
    });
    known
}

fn references_and_texts(bundle: &Bundle, known: &Known, faults: &mut Vec<Fault>) {
    walk(bundle, &mut |path, thing| match thing {
        Seen::Reference(noun, id) if !known.has(noun, id) => {
            let message = format!(
                "{}（id {id}）がファイルにも台帳にもありません。id を確かめるか、その{}もファイルに入れてください。",
                noun.word(),
                noun.word()
            );
            faults.push(Fault::at_path("dangling-reference", path, message));
        }
        Seen::Text(value, limit, optional) => text_fault(path, value, limit, optional, faults),
        Seen::Object(..) | Seen::Child(_) | Seen::Reference(..) => {}
    });
}

/// What is wrong with a text by itself.
pub(crate) fn text_fault(path: &str, value: &str, limit: usize, optional: bool, faults: &mut Vec<Fault>) {
    if value.trim().is_empty() && !optional {
        faults.push(Fault::at_path("empty-text", path, "空です。内容を入れてください。"));
    }
    let length = value.chars().count();
    if length > limit {
        let message = format!("{length}文字あります。{limit}文字以内にしてください。");
        faults.push(Fault::at_path("text-too-long", path, message));
    }
    if let Some((at, character)) = text::find_unstorable(value) {
        faults.push(Fault::at_path("forbidden-character", path, text::unstorable(at, character)));
    }
}
