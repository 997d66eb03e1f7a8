//! Beside the form: which version is shown, what it rests on, where it belongs.

use azukari_core::register::item::ItemView;
use domain::item::{ItemVersion, VersionState};
use leptos::prelude::*;

use super::{data::session_link, href};
use crate::{
    components::{Card, Notice, Tone},
    register::{state_tag, term},
};

/// Says so when what is shown does not hold today.
pub(super) fn notice(version: &ItemVersion, view: &ItemView) -> Option<AnyView> {
    let in_force = view.item.versions.iter().rfind(|held| held.state == VersionState::InForce);
    let way = in_force.map(|held| {
        view! { <p><a href=href(view.item.id.uuid(), Some(held.id.uuid()))>"現行の内容を見る"</a></p> }
    });
    let title = match version.state {
        VersionState::InForce => return None,
        VersionState::Proposal => "改正案を表示しています。まだ効力はありません。",
        VersionState::Past => "過去の内容を表示しています。",
    };
    Some(view! { <Notice title tone=Tone::Warning>{way}</Notice> }.into_any())
}

/// The versions, the newest first, with the way to each.
pub(super) fn versions(shown: &ItemVersion, view: &ItemView) -> impl IntoView + use<> {
    let rows = view
        .item
        .versions
        .iter()
        .rev()
        .map(|version| {
            let current = (version.id == shown.id).then_some("page");
            let term = term(version.valid_from, version.valid_to);
            let decided = version.decided_by.and_then(|id| view.outcomes.iter().find(|line| line.outcome.id == id));
            view! {
                <li class="version" data-shown=current.is_some().then_some("true")>
                    <a class="version-link" href=href(view.item.id.uuid(), Some(version.id.uuid())) aria-current=current>
                        {state_tag(version.state)}
                        <span>{term.unwrap_or_else(|| undated(version.state).to_owned())}</span>
                    </a>
                    {decided.map(|line| view! { <p class="support">"議決等："{session_link(line)}</p> })}
                </li>
            }
        })
        .collect_view();
    view! { <Card title="版"><ul class="versions">{rows}</ul></Card> }
}

const fn undated(state: VersionState) -> &'static str {
    match state {
        VersionState::Proposal => "まだ効力なし",
        VersionState::InForce | VersionState::Past => "期間の記録なし",
    }
}

/// Programme, legal basis, route.
pub(super) fn place(version: &ItemVersion, view: &ItemView) -> impl IntoView + use<> {
    let (href, programme) = (format!("/programmes/{}", view.item.programme), view.programme.clone());
    let kind = view.item.kind.word();
    let basis = view.bases.get(&version.legal_basis.uuid()).map(|basis| {
        view! {
            <div>
                <dt>"根拠"</dt>
                <dd>{format!("{}{}", basis.instrument, basis.article)}</dd>
            </div>
            <div>
                <dt>"付議の区分"</dt>
                <dd>{basis.route.word()}</dd>
            </div>
        }
    });
    view! {
        <Card title="この案件">
            <dl class="facts">
                <div>
                    <dt>"種別"</dt>
                    <dd>{kind}</dd>
                </div>
                <div>
                    <dt>"事業"</dt>
                    <dd><a href=href>{programme}</a></dd>
                </div>
                {basis}
            </dl>
        </Card>
    }
}
