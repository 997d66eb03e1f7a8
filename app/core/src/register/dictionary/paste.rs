//! Many entries at once, out of a spreadsheet: seen beforehand, then all or
//! nothing.

use std::collections::BTreeMap;

use domain::{
    Fault, Place,
    bundle::Bundle,
    dictionary::{DictionaryEntry, PASTED_AT_MOST, read_pasted},
    text::fold_key,
};
use entity::dictionary_entry;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use uuid::Uuid;

use crate::{
    Actor, Error, Result, Ward,
    audit::Action,
    idempotency,
    policy::{self, Permission},
    register::{edit, rows::Aggregate as _},
};

/// Wrong lines that a refusal tells at most; the preview shows them all.
const TOLD: usize = 20;

/// What a pasted line comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It will be an entry.
    New,
    /// The dictionary, or a line above, has its word: nothing is done.
    Held,
    /// It cannot be one; what is wrong with it.
    Wrong(String),
}

/// A pasted line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pasted {
    /// Its line, from 1.
    pub line: usize,
    /// The entry it would be.
    pub entry: DictionaryEntry,
    /// What it comes to.
    pub verdict: Verdict,
}

/// What pasted lines come to, without a change.
///
/// # Errors
/// `Forbidden`; `Invalid` if there is nothing, or too much; `Database`.
pub async fn preview(ward: &Ward, actor: &Actor, text: &str) -> Result<Vec<Pasted>> {
    policy::require(actor, Permission::EditRegister)?;
    judged(ward, ward.store().read(), text).await
}

/// Takes pasted lines in: all that are new, or nothing if one is wrong; once
/// for each key of a form. Tells how many entries there are more.
///
/// # Errors
/// `Forbidden`; `Invalid` with a fault for each wrong line.
pub async fn take(ward: &Ward, actor: &Actor, key: Option<&str>, reason: &str, text: &str) -> Result<usize> {
    policy::require(actor, Permission::EditRegister)?;
    let at = ward.clock().now();
    let done = idempotency::once(ward.store(), actor, key, Action::Create, reason.trim(), async |tx| {
        let judged = judged(ward, tx.conn(), text).await?;
        let wrong = faults(&judged);
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        edit::check_reason(reason)?;
        let new: Vec<&DictionaryEntry> = judged
            .iter()
            .filter(|pasted| pasted.verdict == Verdict::New)
            .map(|pasted| &pasted.entry)
            .collect();
        DictionaryEntry::save(tx.conn(), &new, at).await?;
        for entry in &new {
            tx.created(DictionaryEntry::KIND, entry.id.uuid(), entry).await?;
        }
        Ok(new.len().to_string())
    })
    .await?;
    done.parse().map_err(Error::internal("登録した数が分かりません。"))
}

/// What refuses pasted lines, each by its number.
#[must_use]
pub fn faults(judged: &[Pasted]) -> Vec<Fault> {
    let mut faults: Vec<Fault> = judged.iter().filter_map(fault).collect();
    if faults.len() > TOLD {
        let more = faults.len() - TOLD;
        faults.truncate(TOLD);
        let message = format!("ほか{more}行にも誤りがあります。下の表で確かめてください。");
        faults.push(Fault::at_field("pasted-line", "lines", message));
    }
    faults
}

fn fault(pasted: &Pasted) -> Option<Fault> {
    match &pasted.verdict {
        Verdict::Wrong(message) => {
            let message = format!("{}行目：{message}", pasted.line);
            Some(Fault::at_field("pasted-line", "lines", message))
        }
        Verdict::New | Verdict::Held => None,
    }
}

async fn judged(ward: &Ward, db: &impl ConnectionTrait, text: &str) -> Result<Vec<Pasted>> {
    let words = read_pasted(text);
    let at_lines = |message: String| Error::invalid(Fault::at_field("pasted-lines", "lines", message));
    if words.is_empty() {
        return Err(at_lines("表計算ソフトの行を貼り付けてください。".to_owned()));
    }
    if words.len() > PASTED_AT_MOST {
        let message = format!(
            "一度に貼り付けられるのは{PASTED_AT_MOST}行までです（{}行あります）。分けてください。",
            words.len()
        );
        return Err(at_lines(message));
    }
    let mut held = held(db).await?;
    let mut judged = Vec::with_capacity(words.len());
    for word in words {
        let entry = DictionaryEntry {
            id: ward.clock().new_id().into(),
            name: word.name,
            reading: word.reading,
            sensitive: word.sensitive,
            my_number: word.my_number,
            archived_on: None,
        };
        let verdict = match wrong(&entry, &word.unread) {
            Some(message) => Verdict::Wrong(message),
            None if held.insert(fold_key(&entry.name), entry.id.uuid()).is_some() => Verdict::Held,
            None => Verdict::New,
        };
        judged.push(Pasted { line: word.line, entry, verdict });
    }
    Ok(judged)
}

/// What the rules of a bundle say of one entry.
fn wrong(entry: &DictionaryEntry, unread: &[String]) -> Option<String> {
    let bundle = Bundle { dictionary_entries: vec![entry.clone()], ..Bundle::default() };
    let faults = domain::bundle::check(&bundle, &domain::bundle::Known::default());
    let mut told: Vec<String> = faults.into_iter().map(|fault| in_column(entry, fault)).collect();
    told.extend(unread.first().map(|text| {
        let text: String = text.chars().take(20).collect();
        format!(
            "「{text}」は読み取れません。3列目は要配慮個人情報、4列目は特定個人情報なら○、そうでなければ空にしてください。"
        )
    }));
    (!told.is_empty()).then(|| told.concat())
}

/// What is wrong with an entry, with the column it stands in.
fn in_column(entry: &DictionaryEntry, fault: Fault) -> String {
    match &fault.place {
        Place::Path(path) if path.ends_with(".reading") => format!("よみ：{}", fault.message),
        _ if entry.name.is_empty() => {
            "情報項目の名前がありません。1列目に入れるか、行を消してください。".to_owned()
        }
        _ => format!("情報項目：{}", fault.message),
    }
}

/// The words that are in use.
async fn held(db: &impl ConnectionTrait) -> Result<BTreeMap<String, Uuid>> {
    let rows: Vec<(Uuid, String)> = dictionary_entry::Entity::find()
        .select_only()
        .columns([dictionary_entry::Column::Id, dictionary_entry::Column::Name])
        .filter(dictionary_entry::Column::ArchivedOn.is_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, name)| (fold_key(&name), id)).collect())
}
