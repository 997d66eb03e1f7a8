//! Lists in a sentence of a paper.

use super::full_width;

/// Joins words as official papers do: 「a」「a及びb」「a、b及びc」.
#[must_use]
pub fn join_ja<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [head @ .., last] => {
            let head: Vec<&str> = head.iter().map(AsRef::as_ref).collect();
            format!("{}及び{}", head.join("、"), last.as_ref())
        }
    }
}

/// One annex as papers refer to it: 「別紙３」, 「別紙１０」 (full width
/// throughout; the rule of half width from 10 is for clause numbers).
#[must_use]
pub fn annex_label(number: u32) -> String {
    format!("別紙{}", full_width(number))
}

/// Several annexes in one reference, in the order given: 「別紙３及び４」,
/// 「別紙１、３及び４」. Empty without annexes.
#[must_use]
pub fn annex_labels(numbers: &[u32]) -> String {
    if numbers.is_empty() {
        return String::new();
    }
    let numbers: Vec<String> = numbers.iter().map(full_width).collect();
    format!("別紙{}", join_ja(&numbers))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_with_one_and() {
        assert_eq!(join_ja::<&str>(&[]), "");
        assert_eq!(join_ja(&["a"]), "a");
        assert_eq!(join_ja(&["a", "b"]), "a及びb");
        assert_eq!(join_ja(&["a", "b", "c"]), "a、b及びc");
    }

    #[test]
    fn annexes_share_one_word() {
        assert_eq!(annex_labels(&[]), "");
        assert_eq!(annex_labels(&[1]), "別紙１");
        assert_eq!(annex_labels(&[3, 4]), "別紙３及び４");
        assert_eq!(annex_labels(&[1, 3, 10]), "別紙１、３及び１０");
        assert_eq!(annex_label(10), "別紙１０");
    }
}
