//! Counts that lead to what they count.

use azukari_core::home::Size;
use domain::item::VersionState;
use leptos::prelude::*;

use crate::{components::SectionHead, register::grouped};

/// A number, what it counts, and the way there.
struct Count {
    name: String,
    number: u64,
    href: String,
    /// Whether something is to be done about it.
    todo: bool,
}

impl Count {
    fn new(name: impl Into<String>, number: u64, href: impl Into<String>) -> Self {
        Self { name: name.into(), number, href: href.into(), todo: false }
    }
}

/// The proposals, and which of them nobody has put on paper yet.
pub(super) fn proposals(size: &Size) -> impl IntoView + use<> {
    let waiting = Count {
        todo: size.unplaced > 0,
        ..Count::new("資料に載せていない改正案", size.unplaced, "/items?paper=none")
    };
    let all = Count::new("改正案のある案件", size.proposals, in_state(VersionState::Proposal));
    view! {
        <section>
            <SectionHead title="改正案"/>
            {counts(vec![waiting, all])}
        </section>
    }
}

/// How much the register holds, by kind.
pub(super) fn register(size: &Size) -> impl IntoView + use<> {
    let mut shown = vec![Count::new("案件のすべて", size.items, "/items")];
    shown.extend(
        size.kinds
            .iter()
            .map(|(kind, number)| Count::new(kind.word(), *number, format!("/items?kind={}", kind.code()))),
    );
    shown.push(Count::new("現行の案件", size.in_force, in_state(VersionState::InForce)));
    shown.push(Count::new("事業", size.programmes, "/programmes"));
    shown.push(Count::new("特記事項", size.clause_sets, "/clauses"));
    view! {
        <section>
            <SectionHead title="台帳"/>
            {counts(shown)}
        </section>
    }
}

fn in_state(state: VersionState) -> String {
    format!("/items?state={}", state.code())
}

fn counts(counts: Vec<Count>) -> impl IntoView {
    let counts = counts
        .into_iter()
        .map(|count| {
            view! {
                <li>
                    <a class="count" href=count.href data-state=count.todo.then_some("todo")>
                        <span class="count-name">{count.name}</span>
                        <span class="card-figure">{grouped(count.number)}<small>"件"</small></span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="counts">{counts}</ul> }
}
