//! From what was typed to what is stored.

use super::{LIST, TypedGroup, TypedItem};
use crate::{
    Fault, Id, Place,
    bundle::{LONG, SHORT, text_fault},
    item::{DataGroup, DataItem, Direction, EarlierDecision, SubjectStyle},
    text::parse_number,
};

impl TypedGroup {
    /// The groups as they are stored, or all that cannot be read. What a rule
    /// says of them is not asked here.
    ///
    /// # Errors
    /// A fault for each field that cannot be read.
    pub fn to_groups(groups: &[Self]) -> Result<Vec<DataGroup>, Vec<Fault>> {
        let mut faults = Vec::new();
        let read: Vec<Option<DataGroup>> = groups
            .iter()
            .enumerate()
            .map(|(place, group)| group.to_group(&format!("{LIST}[{place}]"), &mut faults))
            .collect();
        if faults.is_empty() {
            return Ok(read.into_iter().flatten().collect());
        }
        faults.extend(unfit(groups));
        Err(faults)
    }

    fn to_group(&self, at: &str, faults: &mut Vec<Fault>) -> Option<DataGroup> {
        let direction = Direction::from_code(&self.direction);
        if direction.is_none() {
            let message = "提供する、収集させる、結合されるのいずれかを選んでください。";
            faults.push(Fault::at_field("direction", format!("{at}.direction"), message));
        }
        let people = people(&self.people).map_err(|()| {
            let message =
                "人数は、数字で入力してください（例：4800、４，８００）。分からないときは空のままにします。";
            faults.push(Fault::at_field("people", format!("{at}.people"), message));
        });
        let annex = reference(&self.annex).map_err(|()| {
            let message = "この別紙はありません。選び直してください。";
            faults.push(Fault::at_field("annex", format!("{at}.annex"), message));
        });
        let earlier_decision = self.earlier(at, faults);
        Some(DataGroup {
            id: self.id.parse().ok(),
            direction: direction?,
            print_direction: self.print_direction,
            subject: self.subject.clone(),
            subject_style: SubjectStyle::from_code(&self.subject_style).unwrap_or(SubjectStyle::Bullet),
            people: people.ok()?,
            items: self.items.iter().map(TypedItem::to_item).collect(),
            annex: annex.ok()?,
            earlier_decision,
        })
    }

    fn earlier(&self, at: &str, faults: &mut Vec<Fault>) -> Option<EarlierDecision> {
        let (outcome, text) = (self.earlier_outcome.trim(), &self.earlier_text);
        if outcome.is_empty() && text.trim().is_empty() {
            return None;
        }
        let read = outcome.parse().ok();
        if read.is_none() {
            let message = "以前の議決等を選んでください。書かないときは、文も空にします。";
            faults.push(Fault::at_field(
                "earlier-outcome",
                format!("{at}.earlier_decision.outcome"),
                message,
            ));
        }
        Some(EarlierDecision { outcome: read?, text: text.clone() })
    }
}

/// The texts that cannot be kept as they are: told at once with what cannot be
/// read. Of groups that can be read the rules of the register tell as much.
#[must_use]
pub fn unfit(groups: &[TypedGroup]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (place, group) in groups.iter().enumerate().filter(|(_, group)| !group.is_blank()) {
        let at = format!("{LIST}[{place}]");
        text_fault(&format!("{at}.subject"), &group.subject, SHORT, false, &mut faults);
        for (row, item) in group.items.iter().enumerate().filter(|(_, item)| !item.is_blank()) {
            text_fault(&format!("{at}.items[{row}].name"), &item.name, SHORT, false, &mut faults);
        }
        text_fault(&format!("{at}.earlier_decision.text"), &group.earlier_text, LONG, true, &mut faults);
    }
    let at_field = |fault: Fault| Fault { place: Place::Field(fault.place.to_string()), ..fault };
    faults.into_iter().map(at_field).collect()
}

impl TypedItem {
    fn to_item(&self) -> DataItem {
        DataItem {
            id: self.id.parse().ok(),
            name: self.name.clone(),
            sensitive: self.sensitive,
            my_number: self.my_number,
        }
    }
}

/// 4800, ４，８００人, 4万8千.
fn people(text: &str) -> Result<Option<u32>, ()> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let number = text.trim_end_matches(['人', '名']);
    parse_number(number).and_then(|number| u32::try_from(number).ok()).map(Some).ok_or(())
}

fn reference<T>(text: &str) -> Result<Option<Id<T>>, ()> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| ()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group() -> TypedGroup {
        TypedGroup { direction: "provided".into(), subject: "対象者".into(), ..TypedGroup::default() }
    }

    #[test]
    fn people_are_counted_in_any_way_of_writing() {
        for typed in ["4800", "４，８００人", "四千八百名", "　4,800 "] {
            let read = TypedGroup::to_groups(&[TypedGroup { people: typed.into(), ..group() }]).unwrap();
            assert_eq!(read[0].people, Some(4800), "{typed}");
        }
        assert_eq!(TypedGroup::to_groups(&[group()]).unwrap()[0].people, None);
    }

    #[test]
    fn texts_that_cannot_be_kept_are_told_with_what_cannot_be_read() {
        let bad = TypedGroup {
            subject: String::new(),
            items: vec![TypedItem::named("氏\u{202e}名"), TypedItem::default()],
            earlier_text: "長".repeat(LONG + 1),
            ..group()
        };
        let faults = TypedGroup::to_groups(&[TypedGroup::default(), bad]).unwrap_err();
        let told: Vec<(&str, String)> =
            faults.iter().map(|fault| (fault.code, fault.place.to_string())).collect();
        let of = |field: &str| format!("data_groups[1].{field}");
        assert_eq!(
            told[1..],
            [
                ("earlier-outcome", of("earlier_decision.outcome")),
                ("empty-text", of("subject")),
                ("forbidden-character", of("items[0].name")),
                ("text-too-long", of("earlier_decision.text")),
            ]
        );
    }

    #[test]
    fn each_field_that_cannot_be_read_is_named() {
        let bad = TypedGroup {
            direction: "sideways".into(),
            people: "たくさん".into(),
            annex: "x".into(),
            earlier_text: "平成30年度第2回で了承".into(),
            ..group()
        };
        let faults = TypedGroup::to_groups(&[group(), bad]).unwrap_err();
        let places: Vec<String> = faults.iter().map(|fault| fault.place.to_string()).collect();
        let expected = ["direction", "people", "annex", "earlier_decision.outcome"];
        assert_eq!(places, expected.map(|field| format!("data_groups[1].{field}")));
    }
}
