//! 特記事項の適合: what is wrong with an item's clause sets, and what would be
//! right.

use domain::item::{
    ItemKind, ItemPart, ItemVersion,
    fit::{Finding, Fit, Ground, Severity},
};
use leptos::prelude::*;
use uuid::Uuid;

use super::{href, tasks::part_path};
use crate::{
    clauses::clause_href,
    components::{ButtonLink, Card, Notice, Tag, Tone},
};

/// The card of a version; nothing for what needs no clause sets and has none.
pub(super) fn card(
    kind: ItemKind,
    item: Uuid,
    version: &ItemVersion,
    fit: &Fit,
    edits: bool,
) -> Option<AnyView> {
    if kind == ItemKind::Linkage && version.clause_sets.is_empty() && fit.findings.is_empty() {
        return None;
    }
    let content = if fit.findings.is_empty() {
        view! {
            <p class="tags">
                <Tag tone=Tone::Success text="適合"/>
                <span>"付す特記事項に、契約と再委託の関係に合わないところは見つかりません。"</span>
            </p>
        }
        .into_any()
    } else {
        let advice = advice(fit).map(|message| view! { <p>{message}</p> });
        let mend = (edits && fit.suggestion.is_some()).then(|| {
            let href = part_path(item, ItemPart::ClauseSets);
            view! { <p><ButtonLink href>"付す特記事項を選び直す"</ButtonLink></p> }
        });
        let rows = list(fit.findings.iter());
        view! { {rows}{advice}{mend} }.into_any()
    };
    Some(view! { <Card title="特記事項の適合" id="fit">{content}</Card> }.into_any())
}

/// What the form of the clause sets says above its fields.
pub(super) fn notice(fit: &Fit) -> Option<AnyView> {
    let of_form: Vec<&Finding> =
        fit.findings.iter().filter(|finding| finding.part == Some(ItemPart::ClauseSets)).collect();
    let worst = of_form.iter().map(|finding| finding.severity).min()?;
    let title = advice(fit).unwrap_or_else(|| "いま選ばれている特記事項について".to_owned());
    let tone = match worst {
        Severity::Error | Severity::Warn => Tone::Warning,
        Severity::Note => Tone::Info,
    };
    let rows = list(of_form.into_iter());
    Some(view! { <Notice title tone>{rows}</Notice> }.into_any())
}

fn advice(fit: &Fit) -> Option<String> {
    fit.suggestion.as_ref().map(|suggestion| suggestion.message.clone())
}

fn list<'a>(findings: impl Iterator<Item = &'a Finding>) -> AnyView {
    let rows: Vec<AnyView> = findings.map(row).collect();
    view! { <ul class="link-list findings">{rows}</ul> }.into_any()
}

fn row(finding: &Finding) -> AnyView {
    let tone = match finding.severity {
        Severity::Error => Tone::Error,
        Severity::Warn => Tone::Warning,
        Severity::Note => Tone::Plain,
    };
    let about = finding.about.map(|item| {
        let path = href(item.uuid(), None);
        view! { <a class="hit" href=path>"その案件を見る"</a> }
    });
    view! {
        <li>
            <span class="finding">
                <span>{finding.message.clone()}</span>
                <span class="support">{finding.ground.as_ref().map(ground)}{about}</span>
            </span>
            <Tag tone text=finding.severity.word()/>
        </li>
    }
    .into_any()
}

/// The way to the clause that a finding rests on.
fn ground(ground: &Ground) -> impl IntoView + use<> {
    let path = clause_href(ground.set.uuid(), ground.edition.uuid(), ground.number);
    let caption = ground.caption.as_ref().map(|caption| format!("（{caption}）")).unwrap_or_default();
    let words = format!("{} {}{caption}", ground.name, ground.label);
    view! { <a class="hit" href=path>{words}</a> }
}
