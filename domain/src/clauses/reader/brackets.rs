//! Captions in brackets.

/// Longest caption, in characters.
const CAPTION: usize = 60;

/// The end of the bracket that the text begins with; either width may close it.
pub(super) fn closing(text: &str) -> Option<usize> {
    const OPEN: &str = "（(【［[〔〈＜";
    const CLOSE: &str = "）)】］]〕〉＞";
    let kind = |signs: &str, c: char| {
        let at = signs.chars().position(|sign| sign == c)?;
        Some([0, 0, 1, 2, 2, 3, 4, 4].get(at).copied().unwrap_or(at))
    };
    let mut open = Vec::new();
    for (count, (at, c)) in text.char_indices().enumerate() {
        if count > CAPTION {
            return None;
        }
        if let Some(kind) = kind(OPEN, c) {
            open.push(kind);
        } else if let Some(kind) = kind(CLOSE, c) {
            if open.pop()? != kind {
                return None;
            }
            if open.is_empty() {
                return Some(at + c.len_utf8());
            }
        } else if open.is_empty() {
            return None;
        }
    }
    None
}

/// Whether a bracketed text can be a caption: no sentence, no aside.
pub(super) fn is_caption_text(text: &str) -> bool {
    const ASIDES: [&str; 14] = [
        "以下", "平成", "令和", "昭和", "大正", "注）", "注：", "※", "仮称", "別紙", "別表", "様式", "別添",
        "記入",
    ];
    let inner = inner(text);
    let count = inner.chars().count();
    let names_article = inner.starts_with('第') && inner.ends_with(['条', '項', '号', '係']);
    // One kanji, kana or number is a label, not a caption.
    count > 1
        && !inner.contains(['。', '\t'])
        && !inner.ends_with(['、', '，', ','])
        && inner.chars().any(|c| !c.is_ascii_punctuation() && !c.is_ascii_digit() && !c.is_whitespace())
        && !ASIDES.iter().any(|aside| inner.starts_with(aside))
        && !names_article
        && !super::deleted::is_gone(text)
        && !is_amendment(text)
        && super::label::label(text).is_none()
}

/// Whether a text is the mark of an amendment below an article:
/// （令７規程３・一部改正）.
pub(super) fn is_amendment(text: &str) -> bool {
    const WAYS: [&str; 6] = ["改正", "追加", "繰上", "繰下", "全改", "削除"];
    const ERAS: [&str; 6] = ["令和", "平成", "昭和", "令", "平", "昭"];
    if closing(text) != Some(text.len()) {
        return false;
    }
    let dated = ERAS.iter().any(|era| {
        text.match_indices(era).any(|(at, _)| {
            let year = text.get(at + era.len()..).and_then(|rest| rest.chars().next());
            year.is_some_and(|c| c == '元' || crate::text::narrow_char(c).is_ascii_digit())
        })
    });
    dated && WAYS.iter().any(|way| text.contains(way))
}

/// The text in the brackets.
pub(super) fn inner(text: &str) -> &str {
    let mut chars = text.chars();
    chars.next();
    chars.next_back();
    chars.as_str().trim()
}

/// The caption in a text that is nothing but it.
pub(super) fn whole_caption(text: &str) -> Option<&str> {
    (closing(text)? == text.len() && is_caption_text(text)).then(|| inner(text))
}

/// The caption and what follows it, in a text that begins with one.
pub(super) fn leading_caption(text: &str) -> Option<(&str, &str)> {
    let (caption, rest) = text.split_at_checked(closing(text)?)?;
    is_caption_text(caption).then(|| (inner(caption), rest.trim_start()))
}

/// Whether a text opens a caption that goes on in the next line.
pub(super) fn opens_caption(text: &str) -> bool {
    text.starts_with(['（', '(', '【'])
        && closing(text).is_none()
        && !text.contains(['）', ')', '。'])
        && text.chars().count() < CAPTION
}

/// A caption or a title without the space that was put between its characters.
pub(super) fn unspaced(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let single = words.iter().filter(|word| word.chars().count() == 1).count();
    if words.len() > 2 && single * 3 >= words.len() * 2 || words.len() == 2 && single == 2 {
        return words.concat();
    }
    words.join(if text.contains('\u{3000}') { "\u{3000}" } else { " " })
}
