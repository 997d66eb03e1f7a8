//! What changed between two states of an object, field by field, as people
//! read it. Works on the JSON of the trail, so it also reads states that an
//! older version of this program recorded.

use std::collections::{BTreeMap, BTreeSet};

use domain::date::FiscalYear;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::words;

/// One field that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where, from the outside in: 改正案, 情報項目 2, 項目 1.
    pub place: Vec<String>,
    /// What stood there; none if there was nothing.
    pub before: Option<String>,
    /// What stands there now; none if there is nothing.
    pub after: Option<String>,
}

impl Difference {
    /// The place in one line.
    #[must_use]
    pub fn place_text(&self) -> String {
        self.place.join(" ＞ ")
    }
}

/// Names of what is referred to, by id.
pub type Names = BTreeMap<Uuid, String>;

/// All differences between two states, in the order of the fields. Where one
/// is absent, every field of the other counts. References are told by name.
#[must_use]
pub fn differences(before: Option<&Value>, after: Option<&Value>, names: &Names) -> Vec<Difference> {
    let mut found = Vec::new();
    Walk { names, found: &mut found }.compare(&mut Vec::new(), "", before, after);
    found
}

/// The ids that a value mentions.
pub(super) fn collect_ids(value: &Value, ids: &mut BTreeSet<Uuid>) {
    match value {
        Value::String(text) if text.len() == 36 => ids.extend(Uuid::parse_str(text).ok()),
        Value::Array(values) => values.iter().for_each(|value| collect_ids(value, ids)),
        Value::Object(fields) => fields.values().for_each(|value| collect_ids(value, ids)),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// What an object is called: its title, name or the like.
fn label(value: &Value) -> Option<&str> {
    const FIELDS: [&str; 7] = ["title", "name", "subject", "caption", "text", "login", "label"];
    FIELDS.iter().find_map(|field| value.get(field)?.as_str()).or_else(|| {
        // An item is called what its latest version says.
        value.get("versions")?.as_array()?.last().and_then(label)
    })
}

/// What an object of the trail is called; of those without a name what tells
/// them apart.
pub(super) fn called(value: &Value) -> Option<String> {
    let text = |field: &str| value.get(field).and_then(Value::as_str);
    let session = || {
        let (year, number) = (value.get("fiscal_year")?.as_i64()?, value.get("number")?.as_i64()?);
        Some(format!("{}第{number}回", fiscal_year(year)?))
    };
    let basis =
        || Some(format!("{}　{}（{}）", text("instrument")?, text("article")?, text("form_heading")?));
    basis().or_else(|| label(value).map(str::to_owned)).or_else(session)
}

/// 令和8年度.
fn fiscal_year(year: i64) -> Option<String> {
    FiscalYear::new(i32::try_from(year).ok()?).map(FiscalYear::label).ok()
}

struct Walk<'a> {
    names: &'a Names,
    found: &'a mut Vec<Difference>,
}

impl Walk<'_> {
    fn compare(
        &mut self,
        place: &mut Vec<String>,
        field: &str,
        before: Option<&Value>,
        after: Option<&Value>,
    ) {
        let (before, after) = (present(before), present(after));
        match (before, after) {
            _ if before == after => {}
            (Some(Value::Object(before)), Some(Value::Object(after))) => {
                self.fields(place, before, after);
            }
            (Some(Value::Array(before)), Some(Value::Array(after))) => {
                self.lists(place, field, before, after);
            }
            (Some(Value::Object(before)), None) => self.fields(place, before, &Map::new()),
            (None, Some(Value::Object(after))) => self.fields(place, &Map::new(), after),
            (Some(Value::Array(before)), None) => self.lists(place, field, before, &[]),
            (None, Some(Value::Array(after))) => self.lists(place, field, &[], after),
            _ => {
                let text = |value: Option<&Value>| value.map(|value| self.text(field, value));
                let (before, after) = (text(before), text(after));
                self.add(place, before, after);
            }
        }
    }

    fn fields(&mut self, place: &mut Vec<String>, before: &Map<String, Value>, after: &Map<String, Value>) {
        let mut keys: Vec<&String> = after.keys().chain(before.keys()).filter(|key| *key != "id").collect();
        keys.sort_unstable_by_key(|key| (words::order(key), *key));
        keys.dedup();
        for key in keys {
            place.push(words::field(key).unwrap_or(key).to_owned());
            self.compare(place, key, before.get(key), after.get(key));
            place.pop();
        }
    }

    fn lists(&mut self, place: &mut Vec<String>, field: &str, before: &[Value], after: &[Value]) {
        let partners = partners(before, after);
        for (index, entry) in after.iter().enumerate() {
            let was = partners.iter().find(|(_, now)| *now == Some(index)).and_then(|(was, _)| *was);
            self.entry(place, field, index, was.and_then(|was| before.get(was)), Some(entry));
        }
        for (was, _) in partners.iter().filter(|(_, now)| now.is_none()) {
            if let Some((index, entry)) = was.and_then(|was| Some((was, before.get(was)?))) {
                self.entry(place, field, index, Some(entry), None);
            }
        }
        self.order(place, field, before, after, &partners);
    }

    /// One entry of a list: known by its place, 1 being the first.
    fn entry(
        &mut self,
        place: &mut Vec<String>,
        field: &str,
        index: usize,
        before: Option<&Value>,
        after: Option<&Value>,
    ) {
        let Some(name) = place.pop() else { return };
        let state = after.or(before).and_then(|entry| entry.get("state")).and_then(Value::as_str);
        place.push(match state.filter(|_| field == "versions") {
            Some(state) => format!("{name} {}", words::value("state", state).unwrap_or(state)),
            None => format!("{name} {}", index + 1),
        });
        self.compare(place, field, before, after);
        place.pop();
        place.push(name);
    }

    /// Entries that stand in another order than before.
    fn order(
        &mut self,
        place: &mut Vec<String>,
        field: &str,
        before: &[Value],
        after: &[Value],
        partners: &[(Option<usize>, Option<usize>)],
    ) {
        let mut kept: Vec<(usize, usize)> =
            partners.iter().filter_map(|(was, now)| Some(((*was)?, (*now)?))).collect();
        kept.sort_unstable();
        if kept.is_sorted_by_key(|(_, now)| *now) {
            return;
        }
        let named = |list: &[Value], places: Vec<usize>| {
            let texts: Vec<String> = places
                .into_iter()
                .filter_map(|place| list.get(place))
                .map(|entry| label(entry).map_or_else(|| self.text(field, entry), str::to_owned))
                .collect();
            texts.join("、")
        };
        let was = named(before, kept.iter().map(|(was, _)| *was).collect());
        kept.sort_unstable_by_key(|(_, now)| *now);
        let now = named(after, kept.iter().map(|(_, now)| *now).collect());
        place.push("順序".to_owned());
        self.add(place, Some(was), Some(now));
        place.pop();
    }

    fn add(&mut self, place: &[String], before: Option<String>, after: Option<String>) {
        self.found.push(Difference { place: place.to_vec(), before, after });
    }

    fn text(&self, field: &str, value: &Value) -> String {
        match value {
            Value::Null => String::new(),
            Value::Bool(true) => "はい".to_owned(),
            Value::Bool(false) => "いいえ".to_owned(),
            Value::Number(number) => {
                let year = number.as_i64().filter(|_| field == "fiscal_year").and_then(fiscal_year);
                year.unwrap_or_else(|| number.to_string())
            }
            Value::String(text) => self.string(field, text),
            Value::Array(values) => {
                let texts: Vec<String> = values.iter().map(|value| self.text(field, value)).collect();
                texts.join("、")
            }
            Value::Object(fields) => {
                let texts: Vec<String> = fields.iter().map(|(key, value)| self.text(key, value)).collect();
                texts.join(" ")
            }
        }
    }

    fn string(&self, field: &str, text: &str) -> String {
        if let Some(word) = words::value(field, text) {
            return word.to_owned();
        }
        if let Ok(id) = Uuid::parse_str(text) {
            return self.names.get(&id).cloned().unwrap_or_else(|| text.to_owned());
        }
        match text.parse() {
            Ok(day) => domain::date::format_date(day),
            Err(_) => text.to_owned(),
        }
    }
}

/// Absent, null, false and the empty list say the same: canonical JSON leaves
/// some of them out.
fn present(value: Option<&Value>) -> Option<&Value> {
    value.filter(|value| match value {
        Value::Null | Value::Bool(false) => false,
        Value::Array(values) => !values.is_empty(),
        Value::String(text) => !text.is_empty(),
        Value::Bool(true) | Value::Number(_) | Value::Object(_) => true,
    })
}

/// Which entry of one list is which of the other: by id, else by content, else
/// by place.
fn partners(before: &[Value], after: &[Value]) -> Vec<(Option<usize>, Option<usize>)> {
    let id = |entry: &Value| entry.get("id").and_then(Value::as_str).map(str::to_owned);
    let mut free: Vec<usize> = (0..after.len()).collect();
    let mut partners: Vec<(Option<usize>, Option<usize>)> =
        (0..before.len()).map(|was| (Some(was), None)).collect();
    let by_id: BTreeMap<String, usize> =
        after.iter().enumerate().filter_map(|(now, entry)| Some((id(entry)?, now))).collect();
    let mut take = |now: usize| {
        let taken = free.iter().position(|free| *free == now).map(|at| free.swap_remove(at));
        taken.is_some().then_some(now)
    };
    for (was, entry) in before.iter().enumerate() {
        let now = match id(entry) {
            Some(id) => by_id.get(&id).copied(),
            None => after.iter().position(|now| now == entry),
        };
        partners[was].1 = now.and_then(&mut take);
    }
    for (was, entry) in before.iter().enumerate() {
        let without_id = id(entry).is_none() && after.get(was).is_some_and(|now| id(now).is_none());
        if partners[was].1.is_none() && without_id {
            partners[was].1 = take(was);
        }
    }
    free.sort_unstable();
    partners.extend(free.into_iter().map(|now| (None, Some(now))));
    partners
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(before: Value, after: Value) -> Vec<String> {
        let names = Names::from([(Uuid::from_u128(9), "健康推進課".to_owned())]);
        differences(Some(&before), Some(&after), &names)
            .into_iter()
            .map(|d| {
                format!(
                    "{}: {} → {}",
                    d.place_text(),
                    d.before.as_deref().unwrap_or("なし"),
                    d.after.as_deref().unwrap_or("なし")
                )
            })
            .collect()
    }

    #[test]
    fn a_field_is_told_by_its_word_and_references_by_name() {
        let section = Uuid::from_u128(9).to_string();
        assert_eq!(
            told(
                json!({"title": "旧", "valid_from": "2026-04-01"}),
                json!({"title": "新", "holding_section": section})
            ),
            ["件名: 旧 → 新", "保有課: なし → 健康推進課", "始まりの日: 令和8年4月1日 → なし"]
        );
    }

    #[test]
    fn entries_are_followed_by_their_id_through_a_move() {
        let item = |id: &str, name: &str| json!({"id": id, "name": name});
        let before = json!({"items": [item("a", "氏名"), item("b", "住所"), item("c", "電話")]});
        let after = json!({"items": [item("b", "現住所"), item("a", "氏名"), item("d", "性別")]});
        assert_eq!(
            told(before, after),
            [
                "項目 1 ＞ 名称: 住所 → 現住所",
                "項目 3 ＞ 名称: なし → 性別",
                "項目 3 ＞ 名称: 電話 → なし",
                "項目 ＞ 順序: 氏名、住所 → 現住所、氏名",
            ]
        );
    }

    #[test]
    fn what_canonical_json_may_leave_out_is_no_difference() {
        let without = json!({"name": "氏名"});
        let with = json!({"name": "氏名", "sensitive": false, "annex": null, "items": []});
        assert_eq!(told(without, with), Vec::<String>::new());
    }

    #[test]
    fn a_version_is_told_by_its_state() {
        let version = |title: &str| json!({"versions": [{"id": "v", "state": "proposal", "title": title}]});
        assert_eq!(told(version("旧"), version("新")), ["版 改正案 ＞ 件名: 旧 → 新"]);
    }
}
