use azukari_core::Actor;
use leptos::prelude::*;

use crate::routing::App;

struct Entry {
    label: &'static str,
    href: &'static str,
}

struct Group {
    name: Option<&'static str>,
    entries: &'static [Entry],
}

/// The same tree for every role; what a role may not open is left out.
const TREE: &[Group] = &[
    Group { name: None, entries: &[Entry { label: "ホーム", href: "/" }] },
    Group {
        name: Some("台帳"),
        entries: &[
            Entry { label: "事業", href: "/programmes" },
            Entry { label: "案件", href: "/items" },
            Entry { label: "別紙", href: "/annexes" },
            Entry { label: "登録業務", href: "/registered-businesses" },
        ],
    },
    Group {
        name: Some("事業者・契約"),
        entries: &[
            Entry { label: "事業者", href: "/parties" },
            Entry { label: "特記事項", href: "/clauses" },
        ],
    },
    Group {
        name: Some("審議会"),
        entries: &[
            Entry { label: "審議会の回", href: "/sessions" },
            Entry { label: "審議会の資料", href: "/submissions" },
        ],
    },
    Group {
        name: Some("データ"),
        entries: &[
            Entry { label: "取込・出力", href: "/imports" },
            Entry { label: "変更履歴", href: "/history" },
        ],
    },
    Group {
        name: Some("管理"),
        entries: &[
            Entry { label: "管理", href: "/admin" },
            Entry { label: "利用者", href: "/admin/accounts" },
            Entry { label: "組織", href: "/organisation" },
            Entry { label: "根拠", href: "/legal-bases" },
            Entry { label: "情報項目の辞書", href: "/dictionary" },
        ],
    },
];

/// What the navigation shows: names, and links with whether they are here.
#[derive(Clone)]
pub(super) struct NavGroup {
    name: Option<&'static str>,
    links: Vec<(&'static str, &'static str, Option<&'static str>)>,
}

/// The part of the tree that this actor may open, the current place marked.
pub(super) fn groups(app: &App, actor: &Actor, path: &str) -> Vec<NavGroup> {
    // One place at most: the entry that stands nearest above the page.
    let here = TREE.iter().flat_map(|group| group.entries).map(|entry| entry.href);
    let here = here.filter(|href| current(href, path).is_some()).max_by_key(|href| href.len());
    let mark = |href: &str| if here == Some(href) { current(href, path) } else { None };
    TREE.iter()
        .map(|group| NavGroup {
            name: group.name,
            links: group
                .entries
                .iter()
                .filter(|entry| app.offers(entry.href, Some(actor)))
                .map(|entry| (entry.label, entry.href, mark(entry.href)))
                .collect(),
        })
        .filter(|group| !group.links.is_empty())
        .collect()
}

/// `page` on the page itself, `true` below it.
fn current(href: &str, path: &str) -> Option<&'static str> {
    if path == href {
        Some("page")
    } else if href != "/" && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')) {
        Some("true")
    } else {
        None
    }
}

/// The main navigation.
#[component]
pub(super) fn Nav(groups: Vec<NavGroup>) -> impl IntoView {
    let groups = groups
        .into_iter()
        .map(|group| {
            let links = group
                .links
                .into_iter()
                .map(|(label, href, current)| {
                    view! { <li><a class="nav-link" href=href aria-current=current>{label}</a></li> }
                })
                .collect_view();
            let name = group.name.map(|name| view! { <p class="nav-group-name">{name}</p> });
            view! { <li class="nav-group">{name}<ul class="nav-group-list">{links}</ul></li> }
        })
        .collect_view();
    view! {
        <nav class="nav" aria-label="メインメニュー">
            <ul class="nav-list">{groups}</ul>
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::current;

    #[test]
    fn a_page_below_an_entry_marks_it() {
        assert_eq!(current("/items", "/items"), Some("page"));
        assert_eq!(current("/items", "/items/1"), Some("true"));
        assert_eq!(current("/items", "/itemsx"), None);
        assert_eq!(current("/", "/items"), None);
    }
}
