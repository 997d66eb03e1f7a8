//! What the JSON reader found, in words that say how to mend it. Its causes
//! come as English sentences; their openings are part of serde's interface.

use domain::Fault;
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};

/// Steps of a JSON path that are told: a bundle has less than half of them.
const DEPTH: usize = 24;

/// The fault behind an error of the JSON reader.
pub(super) fn explain(error: &serde_path_to_error::Error<serde_json::Error>) -> Fault {
    let (path, cause) = (place(error.path()), error.inner());
    let text = cause.to_string();
    let text = text.split(" at line ").next().unwrap_or_default();
    let (line, column) = (cause.line(), cause.column());
    match cause.classify() {
        Category::Data => data(&path, text),
        Category::Syntax if text.starts_with("recursion limit") => {
            let message = format!("入れ子が深すぎます（{line}行{column}文字目）。入れ子を浅くしてください。");
            Fault::at_path("json-too-deep", path, message)
        }
        Category::Syntax => {
            let message = format!("JSON として読めません（{line}行{column}文字目: {}）。", syntax(text));
            Fault::at_path("json-syntax", path, message)
        }
        Category::Eof | Category::Io if column == 0 && line == 1 => {
            Fault::whole("json-incomplete", "ファイルが空です。取り込むファイルを確かめてください。")
        }
        Category::Eof | Category::Io => {
            let message = format!(
                "JSON が途中で終わっています（{line}行{column}文字目）。ファイルが最後まであるか確かめてください。"
            );
            Fault::at_path("json-incomplete", path, message)
        }
    }
}

/// The JSON path, without the far end of one that nests beyond all reason.
fn place(path: &Path) -> String {
    let mut place = "$".to_owned();
    for (depth, segment) in path.iter().enumerate() {
        if depth == DEPTH {
            place.push('…');
            break;
        }
        match segment {
            Segment::Seq { index } => place.push_str(&format!("[{index}]")),
            Segment::Map { key } => place.push_str(&format!(".{key}")),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    place
}

fn data(path: &str, text: &str) -> Fault {
    let names = quoted(text);
    let under = |field: &str| match path.rsplit_once('.') {
        Some((_, last)) if last == field => path.to_owned(),
        _ => format!("{path}.{field}"),
    };
    match (text.split(' ').take(2).collect::<Vec<_>>().as_slice(), names.split_first()) {
        (["unknown", "field"], Some((field, allowed))) => {
            let message = format!("「{field}」という項目はありません。{}", choices("使える項目", allowed));
            Fault::at_path("unknown-field", under(field), message)
        }
        (["missing", "field"], Some((field, _))) => Fault::at_path(
            "missing-field",
            under(field),
            format!("項目「{field}」がありません。足してください。"),
        ),
        (["duplicate", "field"], Some((field, _))) => {
            let message = format!("項目「{field}」が二度あります。一つにしてください。");
            Fault::at_path("duplicate-field", under(field), message)
        }
        (["unknown", "variant"], Some((value, allowed))) => {
            let message = format!("「{value}」という値は使えません。{}", choices("使える値", allowed));
            Fault::at_path("unknown-value", path, message)
        }
        (["invalid", "type:" | "value:" | "length"], _) => {
            let message = format!("値の種類が違います。{}にしてください。", expected(text));
            Fault::at_path("invalid-type", path, message)
        }
        (["UUID", _] | ["invalid", _], _) => {
            let message = "id として読めません。UUID（8桁-4桁-4桁-4桁-12桁の16進数）にしてください。";
            Fault::at_path("invalid-id", path, message)
        }
        (["input" | "premature" | "trailing", _], _) => {
            let message = "日付として読めません。「2026-04-01」の形にしてください。";
            Fault::at_path("invalid-date", path, message)
        }
        // The domain's own types tell in Japanese what is wrong with a value.
        _ if !text.is_ascii() => Fault::at_path("invalid-value", path, text),
        _ => {
            Fault::at_path("invalid-value", path, format!("値を読めません（{text}）。値を確かめてください。"))
        }
    }
}

/// What stands between backquotes, in order.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

fn choices(label: &str, allowed: &[&str]) -> String {
    if allowed.is_empty() {
        "取り除いてください。".to_owned()
    } else {
        format!("{label}: {}。", allowed.join("、"))
    }
}

/// What the reader expected, in Japanese.
fn expected(text: &str) -> &'static str {
    let expected = text.rsplit_once("expected ").map_or("", |(_, expected)| expected);
    match expected {
        "u32" | "u64" | "usize" => "0以上の整数",
        "i32" | "i64" => "整数",
        "a boolean" => "true か false",
        "a sequence" => "配列（[…]）",
        "a borrowed string" | "a string" => "文字列（\"…\"）",
        _ if expected.starts_with("struct")
            || expected.starts_with("a map")
            || expected.contains("tagged enum") =>
        {
            "オブジェクト（{…}）"
        }
        _ if expected.contains("UUID") => "UUID の文字列",
        _ if expected.contains("date") => "「2026-04-01」の形の日付",
        _ => "書式（azukari bundle schema で見られます）に合う値",
    }
}

fn syntax(text: &str) -> &'static str {
    match text {
        "expected value" | "expected ident" => "値がありません",
        "expected `:`" => "「:」がありません",
        "expected `,` or `]`" => "「,」か「]」がありません",
        "expected `,` or `}`" => "「,」か「}」がありません",
        "key must be a string" => "項目名は「\"」で囲みます",
        "trailing comma" => "最後の「,」が余分です",
        "trailing characters" => "余分な文字があります",
        "invalid number" | "number out of range" => "数を読めません",
        "invalid escape" | "invalid unicode code point" | "lone leading surrogate in hex escape" => {
            "「\\」で始まる書き方が正しくありません"
        }
        _ if text.starts_with("control character") => {
            "文字列の中に改行などの制御文字があります。\\n のように書いてください"
        }
        _ => "書き方が正しくありません",
    }
}
