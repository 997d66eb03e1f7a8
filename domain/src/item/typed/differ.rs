//! Two people's texts of the same list, beside each other.

use super::TypedGroup;
use crate::item::Direction;

/// A group that is not the same in both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The group's id; empty for one that was only typed.
    pub id: String,
    /// What is stored now; nothing if somebody took the group out.
    pub stored: Option<String>,
    /// What was typed; nothing if the group is not in the form.
    pub typed: Option<String>,
}

/// The groups that differ, in the order of what is stored, then of what was
/// typed. Groups that were only added in the form collide with nobody.
#[must_use]
pub fn differences(stored: &[TypedGroup], typed: &[TypedGroup]) -> Vec<Difference> {
    let same = |a: &&TypedGroup, b: &TypedGroup| !a.id.is_empty() && a.id == b.id;
    let held = stored.iter().filter_map(|held| {
        let in_form = typed.iter().find(|typed| same(typed, held));
        let (now, mine) = (held.in_words(), in_form.map(TypedGroup::in_words));
        (mine.as_ref() != Some(&now)).then(|| Difference {
            id: held.id.clone(),
            stored: Some(now),
            typed: mine,
        })
    });
    let gone =
        typed.iter().filter(|typed| !typed.id.is_empty() && !stored.iter().any(|held| same(typed, held)));
    let gone =
        gone.map(|typed| Difference { id: typed.id.clone(), stored: None, typed: Some(typed.in_words()) });
    held.chain(gone).collect()
}

/// Puts the stored group in the place of the typed one, or at the end.
pub fn take(typed: &mut Vec<TypedGroup>, stored: &[TypedGroup], id: &str) {
    let held = stored.iter().find(|held| held.id == id).cloned();
    let at = typed.iter().position(|group| group.id == id);
    match (held, at) {
        (Some(held), Some(at)) => {
            typed.splice(at..=at, [held]);
        }
        (Some(held), None) => typed.push(held),
        (None, Some(at)) => {
            typed.remove(at);
        }
        (None, None) => {}
    }
}

impl TypedGroup {
    /// All of it in one paragraph.
    fn in_words(&self) -> String {
        let direction = Direction::from_code(&self.direction).map(Direction::word).unwrap_or_default();
        let items: Vec<String> = self
            .items
            .iter()
            .map(|item| {
                let flags = [(item.sensitive, "要配慮"), (item.my_number, "特定個人情報")];
                let flags: Vec<&str> =
                    flags.iter().filter(|(held, _)| *held).map(|(_, word)| *word).collect();
                if flags.is_empty() {
                    item.name.clone()
                } else {
                    format!("{}［{}］", item.name, flags.join("・"))
                }
            })
            .collect();
        let people = if self.people.is_empty() { String::new() } else { format!("（{}人）", self.people) };
        let printed = if self.print_direction { "（見出しを印字）" } else { "" };
        let annex = if self.annex.is_empty() { "" } else { "　別紙のとおり" };
        let earlier =
            if self.earlier_text.is_empty() { String::new() } else { format!("（{}）", self.earlier_text) };
        format!("{direction}{printed}　{}{people}\n{}{annex}{earlier}", self.subject, items.join("、"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::typed::TypedItem;

    fn group(id: &str, names: &[&str]) -> TypedGroup {
        TypedGroup {
            id: id.into(),
            direction: "provided".into(),
            subject: format!("対象者{id}"),
            items: names.iter().map(|name| TypedItem::named(*name)).collect(),
            ..TypedGroup::default()
        }
    }

    #[test]
    fn only_groups_that_differ_stand_beside_each_other() {
        let stored = [group("1", &["氏名"]), group("2", &["住所"]), group("3", &["電話番号"])];
        let typed =
            [group("1", &["氏名"]), group("2", &["住所", "年齢"]), group("4", &["性別"]), group("", &["新"])];
        let found = differences(&stored, &typed);
        let ids: Vec<&str> = found.iter().map(|found| found.id.as_str()).collect();
        assert_eq!(ids, ["2", "3", "4"]);
        assert!(found[0].stored.as_ref().unwrap().ends_with("住所"));
        assert!(found[0].typed.as_ref().unwrap().ends_with("住所、年齢"));
        assert!(found[1].typed.is_none() && found[2].stored.is_none());
    }

    #[test]
    fn what_is_stored_can_be_taken_group_by_group() {
        let stored = [group("1", &["氏名"]), group("2", &["住所"])];
        let mut typed = vec![group("1", &["別名"]), group("9", &["性別"])];
        for id in ["1", "2", "9", "none"] {
            take(&mut typed, &stored, id);
        }
        assert_eq!(typed, stored);
    }
}
