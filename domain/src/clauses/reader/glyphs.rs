//! Numbers that are one character: ① ⑴ ㈠ ㋐ Ⅰ.

use super::label::{Mark, Sequence};

/// What an enclosed or Roman character counts.
pub(super) fn enclosed(c: char) -> Option<(Sequence, Mark, u32)> {
    let code = u32::from(c);
    let place = |first: u32, from: u32| code - first + from;
    Some(match c {
        '①'..='⑳' => (Sequence::Arabic, Mark::Circle, place(0x2460, 1)),
        '㉑'..='㉟' => (Sequence::Arabic, Mark::Circle, place(0x3251, 21)),
        '㊱'..='㊿' => (Sequence::Arabic, Mark::Circle, place(0x32B1, 36)),
        '❶'..='❿' => (Sequence::Arabic, Mark::Circle, place(0x2776, 1)),
        '➀'..='➉' => (Sequence::Arabic, Mark::Circle, place(0x2780, 1)),
        '⑴'..='⒇' => (Sequence::Arabic, Mark::Round, place(0x2474, 1)),
        '⒈'..='⒛' => (Sequence::Arabic, Mark::Dot, place(0x2488, 1)),
        '⒜'..='⒵' => (Sequence::Latin, Mark::Round, place(0x249C, 1)),
        'ⓐ'..='ⓩ' => (Sequence::Latin, Mark::Circle, place(0x24D0, 1)),
        '㈠'..='㈩' => (Sequence::Kanji, Mark::Round, place(0x3220, 1)),
        '㊀'..='㊉' => (Sequence::Kanji, Mark::Circle, place(0x3280, 1)),
        '㋐'..='㋾' => (Sequence::Aiueo, Mark::Circle, place(0x32D0, 1)),
        'Ⅰ'..='Ⅻ' => (Sequence::RomanCapital, Mark::Bare, place(0x2160, 1)),
        'ⅰ'..='ⅻ' => (Sequence::Roman, Mark::Bare, place(0x2170, 1)),
        _ => return None,
    })
}
