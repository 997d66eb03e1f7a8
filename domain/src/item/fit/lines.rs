//! Protections whose wording does not go with the sets.

use super::{Case, Finding, Severity::Warn};
use crate::item::{ItemPart, Protection, ProtectionKind};

/// How much of a line a message quotes.
const QUOTED: usize = 24;

pub(super) fn all(case: Case<'_>) -> Vec<Finding> {
    let typed = case.version.protections.iter().filter(|line| line.kind == ProtectionKind::Text);
    typed.flat_map(|line| [attaches(line), disposes(case, line)]).flatten().collect()
}

/// The line that attaches the sets is made from them: annex numbers belong to
/// one paper.
fn attaches(line: &Protection) -> Option<Finding> {
    let text = &line.text;
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let attaches =
        text.contains("特記事項") && says(&["を付す", "を付し", "を付する", "を添付", "（別紙", "(別紙"]);
    attaches.then(|| {
        let message = format!(
            "「{}」は入力された文章です。種類を「特記事項を付す」にすると、選んだ特記事項と資料の別紙の番号から作られます。",
            quoted(text)
        );
        Finding::new("attachment-line-typed", Warn, message)
            .at(ItemPart::Protections)
            .lacking("「特記事項を付す」の行（入力された文章に代わるもの）")
    })
}

/// A promise of disposal where the clauses ask for return and erasure.
fn disposes(case: Case<'_>, line: &Protection) -> Option<Finding> {
    let governing = case.governing();
    let profile = *governing.first()?;
    if !line.text.contains("廃棄") || governing.iter().any(|profile| profile.disposes) {
        return None;
    }
    let clause = profile.proves_erasure.as_ref()?;
    let (typed, asked) = if line.text.contains("廃棄証明") {
        ("廃棄証明書", "消去証明書")
    } else {
        ("廃棄", "返還及び消去")
    };
    let message = format!(
        "情報保護対策の「{}」は「{typed}」としていますが、「{}」が求めるのは{asked}です。どちらの書類を求めるのか、言葉をそろえてください。",
        quoted(&line.text),
        profile.full_name()
    );
    let finding = Finding::new("disposal-wording", Warn, message).at(ItemPart::Protections);
    Some(finding.on(profile, Some(clause)))
}

fn quoted(text: &str) -> String {
    let short: String = text.chars().take(QUOTED).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}
