//! 法人番号: thirteen digits, the first of which checks the others.

use crate::text::narrow_char;

/// How many digits it has.
const DIGITS: usize = 13;

/// A corporate number as people write it (全角, with hyphens or spaces, with the
/// T of an invoice number before it) as its digits. What is no number stays as
/// it was typed, for [`corporate_number_fault`] to tell. Nothing typed is none.
#[must_use]
pub fn read_corporate_number(typed: &str) -> Option<String> {
    let apart = |c: &char| !c.is_whitespace() && !matches!(c, '-' | '‐' | '‑' | '–' | '—' | '−' | 'ー' | '―');
    let narrow: String = typed.chars().map(narrow_char).filter(apart).collect();
    let digits = narrow.strip_prefix(['T', 't']).unwrap_or(&narrow);
    if digits.is_empty() {
        let typed = typed.trim();
        return (!typed.is_empty()).then(|| typed.to_owned());
    }
    Some(if digits.bytes().all(|b| b.is_ascii_digit()) { digits } else { typed.trim() }.to_owned())
}

/// What is wrong with a corporate number, and how to mend it.
#[must_use]
pub fn corporate_number_fault(number: &str) -> Option<String> {
    if let Some(stray) = number.chars().find(|c| !c.is_ascii_digit()) {
        return Some(format!(
            "法人番号に数字でない文字「{}」があります。{DIGITS}桁の数字だけにしてください。",
            stray.escape_debug()
        ));
    }
    let digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
    if digits.len() + 1 == DIGITS {
        return Some(format!(
            "法人番号は{DIGITS}桁ですが、12桁です。会社法人等番号であれば、先頭に検査数字{}を付けた「{}{number}」です。",
            check_digit(&digits),
            check_digit(&digits)
        ));
    }
    let [check, rest @ ..] = digits.as_slice() else {
        return Some(format!("法人番号が空です。{DIGITS}桁の数字を入れてください。"));
    };
    if digits.len() != DIGITS {
        return Some(format!(
            "法人番号は{DIGITS}桁ですが、{}桁です。足りない数字や余分な数字がないか確かめてください。",
            digits.len()
        ));
    }
    let expected = check_digit(rest);
    (*check != expected).then(|| {
        format!(
            "法人番号の検査数字（先頭の数字）が合いません。続く12桁からは{expected}のはずですが、{check}です。\
             いずれかの数字の誤りですので、番号を確かめてください。"
        )
    })
}

/// The rule of the ordinance on corporate numbers: weights 1 and 2 from the
/// right, modulo 9.
fn check_digit(rest: &[u32]) -> u32 {
    let sum: u32 = rest.iter().rev().zip([1, 2].iter().cycle()).map(|(digit, weight)| digit * weight).sum();
    9 - sum % 9
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_is_read_in_any_width_and_punctuation() {
        for typed in [
            "7000012050002",
            "７００００１２０５０００２",
            " 7-0000-1205-0002 ",
            "T7000012050002",
            "Ｔ７ー0000−1205‐0002",
        ] {
            assert_eq!(read_corporate_number(typed).as_deref(), Some("7000012050002"), "{typed}");
        }
        assert_eq!(read_corporate_number("　 "), None);
        assert_eq!(read_corporate_number(" 不明 ").as_deref(), Some("不明"));
        assert_eq!(read_corporate_number("T").as_deref(), Some("T"));
    }

    #[test]
    fn a_number_needs_its_check_digit() {
        // The national tax agency's own published number.
        assert_eq!(corporate_number_fault("7000012050002"), None);
        let told = |number: &str| corporate_number_fault(number).unwrap();
        assert!(told("8000012050002").contains("7のはずですが、8です"));
        assert!(told("000012050002").contains("「7000012050002」"));
        assert!(told("70000120500").contains("11桁です"));
        assert!(told("70000120500021").contains("14桁です"));
        assert!(told("700001205000あ").contains("「あ」"));
        assert!(told("７000012050002").contains("「７」"));
        assert!(told("").contains("空です"));
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_always_found(
            rest in proptest::collection::vec(0_u32..10, 12),
            at in 0_usize..13,
            by in 1_u32..9,
        ) {
            let mut digits = vec![check_digit(&rest)];
            digits.extend(rest);
            let text = |digits: &[u32]| digits.iter().map(u32::to_string).collect::<String>();
            prop_assert_eq!(corporate_number_fault(&text(&digits)), None);
            let was = digits[at];
            digits[at] = (was + by) % 10;
            // Nine apart looks the same modulo nine.
            prop_assume!(digits[at].abs_diff(was) != 9);
            prop_assert!(corporate_number_fault(&text(&digits)).is_some());
        }

        #[test]
        fn reading_never_fails(text in any::<String>()) {
            if let Some(number) = read_corporate_number(&text) {
                prop_assert!(!number.is_empty());
                let _ = corporate_number_fault(&number);
            }
        }
    }
}
