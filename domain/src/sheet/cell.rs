//! What a cell says.

use chrono::{Days, NaiveDate};

use crate::{
    date::parse_date,
    text::{fold, fold_key},
};

/// A value, or a code and a sentence that says what is wrong.
pub(super) type Said<T> = Result<T, (&'static str, String)>;

/// A day; nothing in an empty cell. Spreadsheets also keep days as a count:
/// five digits are one.
pub(super) fn date(text: &str) -> Said<Option<NaiveDate>> {
    if text.is_empty() {
        return Ok(None);
    }
    let digits = fold_key(text);
    if digits.len() == 5
        && let Ok(count) = digits.parse::<u64>()
        && let Some(day) =
            NaiveDate::from_ymd_opt(1899, 12, 30).and_then(|start| start.checked_add_days(Days::new(count)))
        && (20_000..80_000).contains(&count)
    {
        return Ok(Some(day));
    }
    parse_date(text).map(Some).map_err(|fault| (fault.code(), fault.to_string()))
}

/// One of a few words; nothing in an empty cell.
pub(super) fn choice<T: Copy>(text: &str, choices: &[(T, &[&str])]) -> Said<Option<T>> {
    if text.is_empty() {
        return Ok(None);
    }
    let key = fold_key(text);
    let found = choices.iter().find(|(_, words)| words.iter().any(|word| fold_key(word) == key));
    found.map(|(value, _)| Some(*value)).ok_or_else(|| {
        let words: Vec<String> =
            choices.iter().filter_map(|(_, words)| words.first()).map(|word| format!("「{word}」")).collect();
        (
            "unknown-value",
            format!("「{}」は使えません。{}のどれかにしてください。", excerpt(text), words.concat()),
        )
    })
}

/// Words between 、 or on lines of their own; brackets keep together what
/// stands in them.
pub(super) fn words(text: &str) -> Vec<String> {
    let (mut words, mut word, mut depth) = (Vec::new(), String::new(), 0_usize);
    for c in text.chars() {
        match c {
            '（' | '(' | '「' | '【' | '［' => depth += 1,
            '）' | ')' | '」' | '】' | '］' => depth = depth.saturating_sub(1),
            '\n' => depth = 0,
            _ => {}
        }
        if c == '\n' || (depth == 0 && matches!(c, '、' | '，' | ',' | '､')) {
            words.push(std::mem::take(&mut word));
        } else {
            word.push(c);
        }
    }
    words.push(word);
    let words = words.into_iter().map(|word| word.trim().trim_start_matches('・').trim().to_owned());
    words.filter(|word| !word.is_empty()).collect()
}

/// A number of people: 4800, 約４，８００人.
pub(super) fn people(text: &str) -> Said<Option<u32>> {
    if text.is_empty() {
        return Ok(None);
    }
    let mut digits = fold_key(text);
    digits.retain(|c| c != ',');
    let digits = digits.trim_start_matches('約').trim_end_matches(['人', '名', '件']);
    let number = digits.strip_suffix(".0").unwrap_or(digits).parse().ok();
    let wrong = || {
        (
            "invalid-number",
            format!("「{}」は人数として読めません。「4800」のように数字で書いてください。", excerpt(text)),
        )
    };
    number.map(Some).ok_or_else(wrong)
}

/// Whom of a row's data items a mark is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Marked {
    /// None.
    Nobody,
    /// All.
    All,
    /// Those with these folded names.
    These(Vec<String>),
}

/// ○, はい or the names of the data items that are marked.
pub(super) fn marked(text: &str) -> Marked {
    let key = fold(text);
    match key.as_str() {
        "" | "×" | "-" | "いいえ" | "なし" | "無" | "no" | "false" | "0" | "非該当" => {
            Marked::Nobody
        }
        "○" | "◯" | "〇" | "●" | "◎" | "はい" | "あり" | "有" | "yes" | "true" | "1" | "該当" | "レ"
        | "✓" | "✔" | "全部" | "すべて" => Marked::All,
        _ => Marked::These(words(text).iter().map(|word| fold_key(word)).collect()),
    }
}

/// The start of a text, short enough for a message.
pub(super) fn excerpt(text: &str) -> String {
    const SHOWN: usize = 30;
    let mut short: String = text.chars().filter(|c| !c.is_control()).take(SHOWN).collect();
    if text.chars().count() > SHOWN {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_words_and_as_a_spreadsheet_counts_them() {
        let day = NaiveDate::from_ymd_opt(2026, 4, 1);
        for text in ["令和8年4月1日", "R8.4.1", "2026-04-01", "2026/4/1", "46113", "４６１１３"] {
            assert_eq!(date(text).unwrap(), day, "{text}");
        }
        assert_eq!(date("").unwrap(), None);
        assert!(date("12345").is_err() && date("来年").is_err());
    }

    #[test]
    fn lists_split_at_marks_but_not_in_brackets() {
        assert_eq!(
            words("紙、電磁的媒体（システム、USB）\n・写真"),
            ["紙", "電磁的媒体（システム、USB）", "写真"]
        );
        assert_eq!(words(" 、\n"), [""; 0]);
    }

    #[test]
    fn people_are_counted_in_any_width() {
        assert_eq!(people("約４，８００人").unwrap(), Some(4800));
        assert!(people("多数").is_err());
    }

    #[test]
    fn a_mark_is_for_all_or_for_the_named() {
        assert_eq!(marked("○"), Marked::All);
        assert_eq!(marked("×"), Marked::Nobody);
        assert_eq!(marked("病歴、障害"), Marked::These(vec!["病歴".into(), "障害".into()]));
    }
}
