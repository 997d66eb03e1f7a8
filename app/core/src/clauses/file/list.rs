//! A number as Word writes it in a list.

/// A number in one of Word's formats; empty for one that shows none.
pub(super) fn written(format: &str, number: u32) -> String {
    match format {
        "none" => String::new(),
        "bullet" => "・".into(),
        "decimalFullWidth" | "decimalFullWidth2" => domain::text::full_width(number),
        "decimalZero" => format!("{number:02}"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => enclosed(0x2460, number, 20),
        "decimalEnclosedParen" => enclosed(0x2474, number, 20),
        "decimalEnclosedFullstop" => enclosed(0x2488, number, 20),
        "aiueo" => kana(AIUEO_HALF, number),
        "aiueoFullWidth" => kana(AIUEO, number),
        "iroha" => kana(IROHA_HALF, number),
        "irohaFullWidth" => kana(IROHA, number),
        "japaneseCounting"
        | "ideographDigital"
        | "japaneseDigitalTenThousand"
        | "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting" => domain::text::kanji_number(number),
        "lowerLetter" => letter('a', number),
        "upperLetter" => letter('A', number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        _ => number.to_string(),
    }
}

const AIUEO: &str =
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";
const AIUEO_HALF: &str = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ";
const IROHA: &str =
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン";
const IROHA_HALF: &str = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ";

/// The letter of a number; beyond the last the number itself.
fn kana(order: &str, number: u32) -> String {
    let at = number.checked_sub(1).and_then(|at| usize::try_from(at).ok());
    at.and_then(|at| order.chars().nth(at)).map_or_else(|| number.to_string(), String::from)
}

fn letter(first: char, number: u32) -> String {
    let place = number.checked_sub(1).filter(|place| *place < 26);
    let c = place.and_then(|place| char::from_u32(u32::from(first) + place));
    c.map_or_else(|| number.to_string(), String::from)
}

fn enclosed(first: u32, number: u32, last: u32) -> String {
    let place = number.checked_sub(1).filter(|_| number <= last);
    let c = place.and_then(|place| char::from_u32(first + place));
    c.map_or_else(|| format!("({number})"), String::from)
}

fn roman(number: u32) -> String {
    const DIGITS: [(u32, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    if number == 0 || number > 399 {
        return number.to_string();
    }
    let mut left = number;
    let mut out = String::new();
    for (value, digit) in DIGITS {
        while left >= value {
            out.push_str(digit);
            left -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn every_format_of_a_japanese_list_is_written() {
        for (format, number, expected) in [
            ("decimal", 10, "10"),
            ("decimalFullWidth", 12, "１２"),
            ("decimalEnclosedCircle", 3, "③"),
            ("decimalEnclosedCircle", 21, "(21)"),
            ("aiueoFullWidth", 2, "イ"),
            ("aiueo", 3, "ｳ"),
            ("irohaFullWidth", 2, "ロ"),
            ("japaneseCounting", 21, "二十一"),
            ("lowerLetter", 2, "b"),
            ("upperRoman", 14, "XIV"),
            ("none", 1, ""),
            ("somethingNew", 4, "4"),
        ] {
            assert_eq!(written(format, number), expected, "{format}");
        }
    }
}
