//! What a password must be: long, and not made of what everybody tries first.
//! No mixture of kinds of character and no change after so many days is asked
//! for: both make people choose worse ones.

use std::iter;

use crate::{
    Fault,
    text::{fold, length},
};

/// Characters at least.
pub const MIN: usize = 12;
/// Characters at most: hashing is no place to send a book to.
pub const MAX: usize = 128;
/// What is left at least when each guessable part counts as one character.
const UNGUESSED: usize = 8;
/// The shortest part that is recognised.
const PART: usize = 3;

/// Words that stand at the head of every list of leaked passwords, in the world
/// and in Japan, folded. Their endings, capitals and digits for letters are
/// seen through.
const COMMON: &str = "password passwd pass admin administrator root system manager user guest test login \
    master secret private access server azukari welcome hello changeme letmein whatever freedom trustno \
    iloveyou love lovely sunshine princess superman batman spiderman starwars monkey dragon tiger shadow \
    football baseball soccer hockey summer winter spring autumn michael jordan jennifer charlie daniel \
    computer internet google windows microsoft samsung pokemon naruto doraemon hello kitty mickey disney \
    cookie chocolate flower orange banana purple golden silver diamond qazwsx zaq xsw asdf qwer zxcv \
    sakura himawari nippon nihon japan tokyo osaka kyoto yokohama makoto hiroshi takashi kenji hanako taro \
    tarou ichiro suzuki tanaka sato satou takahashi watanabe yamamoto nakamura kobayashi himitsu pasuwado \
    aiueo kakikukeko arigato arigatou konnichiwa ohayou daisuki aishiteru neko inu kuroneko nekoneko fujisan \
    yakusho kuyakusho shiyakusho ぱすわーど ひみつ さくら あいうえお かきくけこ ありがとう にほん やくしょ \
    individual information personal data kojin jouhou joho hogo 個人情報 保護 区役所 市役所 役所 町役場";

/// Rows along which fingers and alphabets run, both ways.
const ROWS: [&str; 8] = [
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop@[",
    "asdfghjkl;:]",
    "zxcvbnm,./_",
    "!\"#$%&'()=~|",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
    "あいうえおかきくけこさしすせそ",
];

/// Checks a password that someone chose. `known` are the names that stand
/// beside it: the login, the person's name, the ward's.
///
/// # Errors
/// A fault of the field `password`: too short, too long, or easily guessed.
pub fn check(text: &str, known: &[&str]) -> Result<(), Fault> {
    let fault = |code, message: String| Err(Fault::at_field(code, "password", message));
    let length = length(text);
    if length < MIN {
        return fault("password-short", format!("パスワードは{MIN}文字以上にしてください。"));
    }
    if text.chars().count() > MAX {
        return fault("password-long", format!("パスワードは{MAX}文字以内にしてください。"));
    }
    if unguessed(text, known) < UNGUESSED {
        let message = "推測されやすいパスワードです。よくある語、名前、並んだ文字や繰り返しを避け、\
                       関係のない語をいくつか並べるなど、別のものにしてください。";
        return fault("password-common", message.to_owned());
    }
    Ok(())
}

/// The length when a common word, a name that is known, a run along a row, a
/// year and a repetition each count as one character.
fn unguessed(text: &str, known: &[&str]) -> usize {
    let text: Vec<char> = fold(text).chars().filter(|c| !c.is_whitespace()).collect();
    let words: Vec<Vec<char>> = COMMON
        .split_whitespace()
        .map(str::to_owned)
        .chain(known.iter().map(|name| fold(name)))
        .map(|word| word.chars().filter(|c| !c.is_whitespace()).collect())
        .filter(|word: &Vec<char>| word.len() >= PART || word.iter().any(|c| !c.is_ascii()))
        .filter(|word: &Vec<char>| word.len() >= 2)
        .collect();
    let (mut at, mut count) = (0, 0);
    while at < text.len() {
        let rest = &text[at..];
        let part = [word(rest, &words), run(rest), same(rest), year(rest), again(&text, at)];
        at += part.into_iter().filter(|length| *length >= 2).max().unwrap_or(1);
        count += 1;
    }
    count
}

/// How much of the beginning is one of the words.
fn word(rest: &[char], words: &[Vec<char>]) -> usize {
    let begins = |word: &&Vec<char>| {
        rest.len() >= word.len()
            && iter::zip(rest, word.iter()).all(|(typed, meant)| reads_as(*typed, *meant))
    };
    words.iter().filter(begins).map(Vec::len).max().unwrap_or(0)
}

/// Digits and signs that people write for letters.
fn reads_as(typed: char, meant: char) -> bool {
    typed == meant
        || match typed {
            '0' => meant == 'o',
            '1' | '!' => meant == 'i' || meant == 'l',
            '3' => meant == 'e',
            '4' | '@' => meant == 'a',
            '5' | '$' => meant == 's',
            '7' => meant == 't',
            '8' => meant == 'b',
            _ => false,
        }
}

/// How much of the beginning runs along a row.
fn run(rest: &[char]) -> usize {
    let along = |row: &str| {
        let forward: Vec<char> = row.chars().collect();
        let backward: Vec<char> = row.chars().rev().collect();
        [forward, backward].iter().map(|row| longest_in(rest, row)).max().unwrap_or(0)
    };
    ROWS.iter().map(|row| along(row)).filter(|length| *length >= PART).max().unwrap_or(0)
}

/// How much of the beginning is one character over and over.
fn same(rest: &[char]) -> usize {
    let length = rest.iter().take_while(|c| **c == rest[0]).count();
    if length >= PART { length } else { 0 }
}

/// A year of our time, and the day that may follow it.
fn year(rest: &[char]) -> usize {
    let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
    let century: String = rest.iter().take(2).collect();
    match digits {
        4.. if ["19", "20"].contains(&century.as_str()) => {
            if digits >= 8 {
                8
            } else {
                4
            }
        }
        _ => 0,
    }
}

/// How much of what follows has stood before; a repetition runs into itself.
fn again(text: &[char], at: usize) -> usize {
    let shared = |from: usize| iter::zip(&text[at..], &text[from..]).take_while(|(a, b)| a == b).count();
    (0..at).map(shared).filter(|length| *length >= PART).max().unwrap_or(0)
}

/// How much of the beginning stands somewhere in a row.
fn longest_in(rest: &[char], row: &[char]) -> usize {
    let shared = |from: usize| iter::zip(rest, &row[from..]).take_while(|(a, b)| a == b).count();
    (0..row.len()).map(shared).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(text: &str) -> Option<&'static str> {
        check(text, &["tanaka.h", "田中 花子", "見本区"]).err().map(|fault| fault.code)
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(code("みじかい語です"), Some("password-short"));
        assert_eq!(code("x7%kQ0vLp2w"), Some("password-short"));
        assert_eq!(code("x7%kQ0vLp2wR"), None);
        assert_eq!(code(&"ねこ と 青い 自転車".repeat(20)), Some("password-long"));
    }

    #[test]
    fn what_everybody_tries_is_refused_however_it_is_dressed_up() {
        for text in [
            "Password2026!",
            "p@ssw0rd-2026",
            "ｐａｓｓｗｏｒｄ１２３４",
            "qwertyuiop12",
            "1qaz2wsx3edc",
            "123456789012",
            "ababababababab",
            "aaaaaaaaaaaaaaa",
            "sakurasakura1",
            "Tokyo-19640101",
            "welcome welcome welcome",
            "パスワードパスワード2026",
            "adminadmin2026",
            "abcdefghijkl",
            "zyxwvutsrqpo",
            "kojin-jouhou-hogo",
            "区役所個人情報保護2026",
        ] {
            assert_eq!(code(text), Some("password-common"), "{text}");
        }
    }

    #[test]
    fn the_names_beside_it_are_no_secret() {
        for text in ["tanaka.h-2026", "TANAKA.H123456", "田中 花子 2026 見本区", "見本区見本区見本区見本区"]
        {
            assert_eq!(code(text), Some("password-common"), "{text}");
        }
    }

    #[test]
    fn words_that_have_nothing_to_do_with_each_other_are_taken() {
        for text in [
            "tall harbour counting lamps",
            "とつぜん青い自転車が歌う",
            "correct horse battery",
            "Mihon-2026-tanuki",
        ] {
            assert_eq!(code(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_judged(text in "\\PC{0,200}", known in "\\PC{0,20}") {
            let length = text.chars().count();
            let judged = check(&text, &[&known]);
            prop_assert!(judged.is_err() || (MIN..=MAX).contains(&length));
        }

        #[test]
        fn a_repetition_is_no_stronger_than_what_is_repeated(part in "[a-z0-9]{3,6}", times in 2_usize..10) {
            prop_assert!(unguessed(&part.repeat(times), &[]) <= unguessed(&part, &[]) + 2);
        }
    }
}
