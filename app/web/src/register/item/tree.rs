//! 再委託: what an item hangs under, and what hangs under it.

use std::collections::BTreeSet;

use azukari_core::register::item::{ItemView, Relative};
use leptos::prelude::*;
use uuid::Uuid;

use super::href;

/// Tiers shown below each other; a chain that goes on is cut there.
const TIERS: usize = 8;

/// The whole tree this item stands in; nothing when it stands alone.
pub(super) fn tree(view: &ItemView) -> Option<AnyView> {
    let shown = view.item.id.uuid();
    let root = root(&view.relatives, shown)?;
    let alone = root.id == shown && !view.relatives.iter().any(|relative| relative.parent == Some(shown));
    (!alone).then(|| view! { <ul class="tree">{node(root, &view.relatives, shown, TIERS)}</ul> }.into_any())
}

fn root(relatives: &[Relative], from: Uuid) -> Option<&Relative> {
    let find = |id: Uuid| relatives.iter().find(|relative| relative.id == id);
    let mut seen = BTreeSet::new();
    let mut at = find(from)?;
    while let Some(above) = at.parent.and_then(find).filter(|above| seen.insert(above.id)) {
        at = above;
    }
    Some(at)
}

fn node(at: &Relative, relatives: &[Relative], shown: Uuid, tiers: usize) -> AnyView {
    let below: Vec<AnyView> = if tiers == 0 {
        Vec::new()
    } else {
        let below = relatives.iter().filter(|relative| relative.parent == Some(at.id));
        below.map(|relative| node(relative, relatives, shown, tiers - 1)).collect()
    };
    let below = (!below.is_empty()).then(|| view! { <ul class="tree">{below}</ul> });
    let title = if at.id == shown {
        view! { <strong aria-current="true">{at.title.clone()}<span class="support">"（この案件）"</span></strong> }
            .into_any()
    } else {
        view! { <a href=href(at.id, None)>{at.title.clone()}</a> }.into_any()
    };
    view! {
        <li>
            <div class="tree-node">
                {title}
                <p class="support">{format!("{}：{}", at.kind.word(), at.party)}</p>
            </div>
            {below}
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use azukari_core::register::item::Relative;
    use domain::item::{ItemKind, VersionState};
    use uuid::Uuid;

    use super::root;

    fn relative(id: u128, parent: Option<u128>) -> Relative {
        Relative {
            id: Uuid::from_u128(id),
            kind: ItemKind::Outsourcing,
            parent: parent.map(Uuid::from_u128),
            title: String::new(),
            party: String::new(),
            state: VersionState::InForce,
        }
    }

    #[test]
    fn the_tree_begins_at_the_outermost_item_and_a_circle_ends() {
        let chain = [relative(1, None), relative(2, Some(1)), relative(3, Some(2))];
        assert_eq!(root(&chain, Uuid::from_u128(3)).map(|root| root.id), Some(Uuid::from_u128(1)));
        let circle = [relative(1, Some(2)), relative(2, Some(1))];
        assert!(root(&circle, Uuid::from_u128(1)).is_some());
    }
}
