use proptest::prelude::*;

use super::*;

/// Half-width characters are 1 wide, the others 2.
fn width(character: char) -> u32 {
    if character.is_ascii() { 1 } else { 2 }
}

fn lines(text: &str, limit: u32) -> Vec<&str> {
    let mut ranges = Vec::new();
    wrap(text, limit, |character| (Class::of(character), width(character)), &mut ranges);
    ranges.into_iter().map(|range| &text[range]).collect()
}

#[test]
fn a_line_is_filled_and_the_next_goes_on() {
    assert_eq!(lines("個人情報保護", 8), ["個人情報", "保護"]);
    assert_eq!(lines("", 8), [""]);
    assert_eq!(lines("一\n\n二\n", 8), ["一", "", "二", ""]);
}

#[test]
fn marks_and_small_kana_do_not_begin_a_line() {
    assert_eq!(lines("氏名住所、電話", 8), ["氏名住", "所、電話"]);
    assert_eq!(lines("あいうちょう", 8), ["あいう", "ちょう"]);
    assert_eq!(lines("データデータ", 4), ["デー", "タ", "デー", "タ"]);
    assert_eq!(lines("一二三）。）", 8), ["一二", "三）。）"]);
}

#[test]
fn opening_brackets_do_not_end_a_line() {
    assert_eq!(lines("委託先（株式会社", 8), ["委託先", "（株式会", "社"]);
    assert_eq!(lines("費用は¥500", 8), ["費用は", "¥500"]);
}

#[test]
fn western_words_are_kept_unless_longer_than_a_line() {
    assert_eq!(lines("記録はexcel形式", 10), ["記録は", "excel形式"]);
    assert_eq!(lines("令和２０２６年", 8), ["令和", "２０２６", "年"]);
    assert_eq!(lines("abcdefghij", 4), ["abcd", "efgh", "ij"]);
    assert_eq!(lines("the personal data", 8), ["the ", "personal ", "data"]);
}

#[test]
fn dashes_and_leaders_are_not_parted() {
    assert_eq!(lines("一二三……四", 8), ["一二三", "……四"]);
}

fn text() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        4 => prop::sample::select("個人情報保護委託台帳あいうアイウ".chars().collect::<Vec<_>>()),
        2 => prop::sample::select("、。）」ーっょァ々・％！？".chars().collect::<Vec<_>>()),
        1 => prop::sample::select("（「『【¥".chars().collect::<Vec<_>>()),
        2 => prop::sample::select("abcXYZ0123/-１２Ａ".chars().collect::<Vec<_>>()),
        1 => prop::sample::select(" \n…—\u{3000}".chars().collect::<Vec<_>>()),
        1 => any::<char>(),
    ];
    prop::collection::vec(character, 0..60).prop_map(|characters| characters.into_iter().collect())
}

proptest! {
    #[test]
    fn no_character_is_lost(text in text(), limit in 1_u32..30) {
        let mut ranges = Vec::new();
        wrap(&text, limit, |character| (Class::of(character), width(character)), &mut ranges);
        let mut at = 0;
        for range in ranges {
            prop_assert!(text[at..range.start].is_empty() || &text[at..range.start] == "\n");
            prop_assert!(!text[range.clone()].contains('\n'));
            at = range.end;
        }
        prop_assert!(text[at..].is_empty());
    }

    #[test]
    fn lines_fit_but_for_spaces_at_their_end(text in text(), limit in 2_u32..30) {
        for line in lines(&text, limit) {
            let printed = line.trim_end_matches([' ', '\t', '\u{3000}']);
            prop_assert!(printed.chars().map(width).sum::<u32>() <= limit, "{line:?}");
        }
    }

    /// A line that ends badly could have ended nowhere well.
    #[test]
    fn rules_are_broken_only_where_nothing_else_is_left(text in text(), limit in 2_u32..30) {
        for paragraph in text.split('\n') {
            let cut = lines(paragraph, limit);
            for pair in cut.windows(2) {
                let (Some(last), Some(first)) = (pair[0].chars().next_back(), pair[1].chars().next()) else {
                    continue;
                };
                let made = joint(Class::of(last), Class::of(first));
                let classes: Vec<Class> = pair[0].chars().map(Class::of).collect();
                let better = |wanted: Joint| classes.windows(2).any(|two| joint(two[0], two[1]) == wanted);
                match made {
                    Joint::Open => {}
                    Joint::Word => prop_assert!(!better(Joint::Open), "{cut:?}"),
                    Joint::Closed => prop_assert!(!better(Joint::Open) && !better(Joint::Word), "{cut:?}"),
                }
            }
        }
    }
}
