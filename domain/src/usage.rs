//! What still needs a thing that someone wants to end or to put away.

use crate::{Fault, text::join_ja};

/// How many names a message tells; the rest is a number.
const NAMED: usize = 3;

/// What uses a thing, of one kind.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Use {
    /// The Japanese word of the kind: 案件.
    pub word: &'static str,
    /// How many there are.
    pub count: u64,
    /// The names of the first of them.
    pub names: Vec<String>,
}

impl Use {
    /// 案件3件（見守り電話、配食 ほか）
    pub fn words(&self) -> String {
        let told = self.names.len().min(NAMED);
        let names = self.names[..told].join("、");
        let more = self.count > u64::try_from(told).unwrap_or(u64::MAX);
        match (names.is_empty(), more) {
            (true, _) => format!("{}{}件", self.word, self.count),
            (false, true) => format!("{}{}件（{names} ほか）", self.word, self.count),
            (false, false) => format!("{}{}件（{names}）", self.word, self.count),
        }
    }
}

/// All uses in one phrase; none if there is no use.
#[must_use]
pub fn in_words(uses: &[Use]) -> Option<String> {
    let words: Vec<String> = uses.iter().filter(|one| one.count > 0).map(Use::words).collect();
    (!words.is_empty()).then(|| join_ja(&words))
}

/// Refuses to end or to put away (`verb`) what is still used: names what uses
/// it and says what to do (`remedy`).
///
/// # Errors
/// A [`Fault`] `still-used` of the whole form.
pub fn refuse_while_used(name: &str, verb: &str, uses: &[Use], remedy: &str) -> Result<(), Fault> {
    match in_words(uses) {
        None => Ok(()),
        Some(words) => {
            let message =
                format!("「{name}」は次のものが使っているため、{verb}できません：{words}。{remedy}");
            Err(Fault::whole("still-used", message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(word: &'static str, count: u64, names: &[&str]) -> Use {
        Use { word, count, names: names.iter().map(|name| (*name).to_owned()).collect() }
    }

    #[test]
    fn what_nothing_uses_may_go() {
        assert_eq!(refuse_while_used("高齢福祉課", "廃止", &[], ""), Ok(()));
        assert_eq!(refuse_while_used("高齢福祉課", "廃止", &[used("案件", 0, &[])], ""), Ok(()));
    }

    #[test]
    fn the_message_names_the_uses_and_the_way_out() {
        let uses = [used("案件", 4, &["見守り", "配食", "送迎", "電話"]), used("事業", 1, &["健診"])];
        let fault =
            refuse_while_used("高齢福祉課", "廃止", &uses, "引き継ぐ課を選んでください。").unwrap_err();
        assert_eq!(fault.code, "still-used");
        assert_eq!(
            fault.message,
            "「高齢福祉課」は次のものが使っているため、廃止できません：案件4件（見守り、配食、送迎 ほか）及び事業1件（健診）。引き継ぐ課を選んでください。"
        );
    }

    #[test]
    fn names_that_may_not_be_told_are_counted() {
        assert_eq!(in_words(&[used("案件", 2, &[])]).as_deref(), Some("案件2件"));
    }
}
