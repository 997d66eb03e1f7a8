//! Finding items: words of any length, filters, orders, pages, who sees what.

use azukari_core::{
    Actor, on_both_engines,
    policy::Role,
    register::{
        item::{self, ItemOrder, ItemPage, ItemPlace, ItemQuery, ItemRow, PartyFilter},
        rebuild_index,
    },
    testing::TestWard,
};
use domain::{
    bundle::Bundle,
    item::{Direction, Item, ItemKind, ItemVersion, VersionState},
    text::fold,
};
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use uuid::Uuid;

use crate::{
    register::{fill, import, sample},
    support::person,
};

const LIMIT: u64 = 50;

async fn page(test: &TestWard, actor: &Actor, query: ItemQuery) -> ItemPage {
    item::page(&test.ward, actor, &ItemQuery { limit: LIMIT.min(query.limit.max(1)), ..query }).await.unwrap()
}

async fn found(test: &TestWard, query: ItemQuery) -> Vec<String> {
    let query = ItemQuery { limit: LIMIT, ..query };
    page(test, &person(Role::Officer), query).await.rows.into_iter().map(|row| row.title).collect()
}

async fn search(test: &TestWard, text: &str) -> Vec<String> {
    found(test, ItemQuery { search: text.into(), ..ItemQuery::default() }).await
}

/// Items that differ in nothing but their titles.
fn titled(titles: &[&str]) -> Bundle {
    let sample = sample();
    let model = sample.items.iter().find(|item| item.id.to_string().ends_with("0009")).unwrap().clone();
    let items = (0_u128..).zip(titles).map(|(at, title)| copy(&model, at, title));
    Bundle {
        items: items.collect(),
        sessions: Vec::new(),
        submissions: Vec::new(),
        outcomes: Vec::new(),
        ..sample
    }
}

fn copy(model: &Item, at: u128, title: &str) -> Item {
    let mut item = model.clone();
    item.id = Uuid::from_u128(0x0199_0000_0000_7000_9000_0000_0000_0000 + at).into();
    item.versions.truncate(1);
    let version = &mut item.versions[0];
    version.id = Uuid::from_u128(0x0199_0000_0000_7000_9001_0000_0000_0000 + at).into();
    version.title = title.into();
    version.decided_by = None;
    strip(version);
    item
}

fn strip(version: &mut ItemVersion) {
    for lines in [&mut version.reason, &mut version.description, &mut version.periods] {
        lines.iter_mut().for_each(|line| line.id = None);
    }
    for group in &mut version.data_groups {
        group.id = None;
        group.earlier_decision = None;
        group.items.iter_mut().for_each(|item| item.id = None);
    }
    version.media.iter_mut().for_each(|medium| medium.id = None);
    version.protections.iter_mut().for_each(|protection| protection.id = None);
}

/// Whether a row shows all these folded words, or else the line of one that it does not.
fn shows(row: &ItemRow, words: &str) -> bool {
    let shown = [&row.title, &row.party, &row.section].map(|text| fold(text));
    let seen = |word: &str| shown.iter().any(|text| text.contains(word));
    let line = row.line.as_deref().map(fold).unwrap_or_default();
    words.split(' ').all(seen) || words.split(' ').any(|word| !seen(word) && line.contains(word))
}

/// Everything the index holds but the numbers of its rows.
async fn indexed(test: &TestWard) -> Vec<String> {
    let db = test.ward.store().read();
    let (terms, texts) = match db.get_database_backend() {
        DbBackend::Sqlite => ("''", "search_text"),
        _ => ("x.terms::text", "search_terms"),
    };
    let sql = format!(
        "SELECT e.noun || '|' || e.title || '|' || e.party || '|' || e.section || '|' || e.state || '|' || \
         e.title_key || '|' || e.section_key || '|' || e.party_folded || '|' || e.facets || '|' || e.pairs_7 || '|' || x.folded || \
         '|' || b.body || '|' || {terms} AS line FROM search_entry e JOIN {texts} x ON x.entry_id = e.id \
         JOIN search_body b ON b.entry_id = e.id"
    );
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    let mut lines: Vec<String> = rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
    lines.sort();
    lines
}

on_both_engines! {
    words_are_found_in_any_width_case_and_kana(test) {
        import(test, titled(&["黌間ドックの委託", "ＩＳＯ２７００１の審査", "100%子会社_移行\\\"'"])).await.unwrap();
        for word in ["ドック", "ﾄﾞｯｸ", "どっく", "黌", "間ド", "ドックの委", "黌間　委託", "黌間ドックの委託"] {
            assert_eq!(search(test, word).await, ["黌間ドックの委託"], "{word}");
        }
        for word in ["iso27001", "ISO", "２７００", "ISO27", "０１の"] {
            assert_eq!(search(test, word).await, ["ＩＳＯ２７００１の審査"], "{word}");
        }
        for word in ["%", "_", "\\", "\"", "'", "00%", "社_", "_移行\\\"'"] {
            assert_eq!(search(test, word).await, ["100%子会社_移行\\\"'"], "{word}");
        }
        for word in ["%_", "黌託", "ックト", "iso27002", "AND", "*", "委託*", "間黌", "NEAR(黌, 間)"] {
            assert!(search(test, word).await.is_empty(), "{word}");
        }
        assert_eq!(search(test, "　 ").await.len(), 3);
    }

    signs_of_patterns_are_looked_for_as_they_are(test) {
        import(test, titled(&["第[3]版*?改訂", "第3版改訂"])).await.unwrap();
        for word in ["第[3]", "[3]版", "版*?改", "*?改訂", "3]版*"] {
            assert_eq!(search(test, word).await, ["第[3]版*?改訂"], "{word}");
        }
        for word in ["第[0-9]版", "第*改訂", "版??改", "第?版", "[^]]"] {
            assert!(search(test, word).await.is_empty(), "{word}");
        }
    }

    every_piece_of_every_text_finds_its_item_and_the_line_it_stands_in(test) {
        fill(test).await;
        let officer = person(Role::Officer);
        for item in &sample().items {
            let version = item.current().unwrap();
            let texts = version.reason.iter().chain(&version.description).map(|line| line.text.clone());
            for text in texts.chain([version.title.clone()]) {
                let chars: Vec<char> = text.chars().collect();
                for (from, length) in [(0, 1), (1, 2), (2, 3), (3, 9), (0, 40), (5, 200)] {
                    let piece: String = chars.iter().skip(from).take(length).collect();
                    // A sound that the piece begins with is one only after kana.
                    if fold(&text).contains(&fold(&piece)) {
                        let query = ItemQuery { search: piece.clone(), limit: LIMIT, ..ItemQuery::default() };
                        let rows = page(test, &officer, query).await.rows;
                        let row = rows.iter().find(|row| row.id == item.id.uuid());
                        let row = row.unwrap_or_else(|| panic!("{piece:?} of {text:?}: {rows:?}"));
                        assert!(shows(row, &fold(&piece)), "{piece:?}: {row:?}");
                        assert!(row.line.as_ref().is_none_or(|line| !line.contains('\n')), "{row:?}");
                    }
                }
            }
        }
    }

    filters_narrow_down_and_go_together(test) {
        fill(test).await;
        let all = sample().items;
        let having = |wanted: &dyn Fn(&ItemVersion, &Item) -> bool| {
            let current = all.iter().filter(|item| item.versions.iter().any(|version| {
                let told = [item.current(), item.proposal()].into_iter().flatten();
                told.map(|version| version.id).any(|id| id == version.id) && wanted(version, item)
            }));
            current.count()
        };
        let linkage = ItemQuery { kind: Some(ItemKind::Linkage), ..ItemQuery::default() };
        assert_eq!(found(test, linkage.clone()).await.len(), having(&|_, item| item.kind == ItemKind::Linkage));
        let sensitive = ItemQuery { sensitive: true, ..ItemQuery::default() };
        let has = |version: &ItemVersion| version.data_groups.iter().flat_map(|it| &it.items).any(|it| it.sensitive);
        assert!(!found(test, sensitive.clone()).await.is_empty());
        assert_eq!(found(test, sensitive).await.len(), having(&|version, _| has(version)));
        let collected = ItemQuery { direction: Some(Direction::Collected), ..ItemQuery::default() };
        let goes = |version: &ItemVersion| version.data_groups.iter().any(|it| it.direction == Direction::Collected);
        assert_eq!(found(test, collected.clone()).await.len(), having(&|version, _| goes(version)));
        let proposed = ItemQuery { state: Some(VersionState::Proposal), ..collected };
        assert_eq!(
            found(test, proposed).await.len(),
            having(&|version, item| goes(version) && item.proposal().is_some()).min(
                all.iter().filter(|item| item.proposal().is_some()).count()
            )
        );
        let media = item::media(&test.ward, &person(Role::Officer)).await.unwrap();
        assert!(!media.is_empty());
        for medium in media {
            let on = ItemQuery { medium: medium.clone(), ..ItemQuery::default() };
            let kept = |version: &ItemVersion| version.media.iter().any(|it| fold(&it.name) == fold(&medium));
            assert_eq!(found(test, on).await.len(), having(&|version, _| kept(version)), "{medium}");
        }
        let none = ItemQuery { section: Some(Uuid::nil()), ..linkage };
        assert!(found(test, none).await.is_empty());
        let party = sample().parties.into_iter().next().unwrap();
        let of = ItemQuery { party: PartyFilter::Named(party.name.chars().take(3).collect()), ..ItemQuery::default() };
        assert_eq!(
            found(test, of).await.len(),
            having(&|version, _| {
                let name = sample().parties.into_iter().find(|it| it.id == version.party).unwrap().name;
                fold(&name).contains(&fold(&party.name.chars().take(3).collect::<String>()))
            })
        );
    }

    pages_follow_each_other_in_every_order(test) {
        fill(test).await;
        for order in [ItemOrder::Title, ItemOrder::Kind, ItemOrder::Section, ItemOrder::Party, ItemOrder::State] {
            for descending in [false, true] {
                let query = ItemQuery { order, descending, limit: 5, ..ItemQuery::default() };
                let officer = person(Role::Officer);
                let (mut place, mut pages) = (ItemPlace::First, Vec::new());
                loop {
                    let page = page(test, &officer, ItemQuery { place, ..query.clone() }).await;
                    assert_eq!((page.total, page.more, page.before), (12, false, !pages.is_empty()));
                    let ids: Vec<Uuid> = page.rows.iter().map(|row| row.id).collect();
                    place = ItemPlace::After(*ids.last().unwrap());
                    pages.push(ids);
                    if !page.after {
                        break;
                    }
                }
                assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [5, 5, 2], "{order:?}");
                let back = ItemQuery { place: ItemPlace::Before(pages[2][0]), ..query.clone() };
                let back = page(test, &officer, back).await;
                assert_eq!(back.rows.iter().map(|row| row.id).collect::<Vec<_>>(), pages[1], "{order:?}");
                assert!(back.before && back.after);
                let all = ItemQuery { limit: LIMIT, ..query };
                let all = page(test, &officer, all).await;
                assert_eq!(all.rows.iter().map(|row| row.id).collect::<Vec<_>>(), pages.concat(), "{order:?}");
            }
        }
        // An item that is gone is no place: the first page.
        let gone = ItemQuery { place: ItemPlace::After(Uuid::nil()), ..ItemQuery::default() };
        assert_eq!(found(test, gone).await.len(), 12);
    }

    a_word_is_found_behind_thousands_that_only_look_like_it(test) {
        // Each has the pairs of the word, apart from each other.
        let third = |at: usize| if at.is_multiple_of(3) { format!("{at:04}鯱") } else { String::new() };
        let mut titles: Vec<String> = (0..3_050).map(|at| format!("鯨類鮫鯨の名簿{}", third(at))).collect();
        titles.extend(["類鮫鯨類の台帳".to_owned(), "鯨類鮫の台帳".to_owned()]);
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        import(test, titled(&titles)).await.unwrap();
        assert_eq!(search(test, "鯨類鮫鯨類").await, Vec::<String>::new());
        assert_eq!(search(test, "類鮫鯨類").await, ["類鮫鯨類の台帳"]);
        // More than are counted: walked to in order, and sorted where the walk ends early.
        for (search, first) in [("鯨類鮫", "鯨類鮫の台帳"), ("鯱", "鯨類鮫鯨の名簿0000鯱")] {
            let query = ItemQuery { search: search.into(), limit: LIMIT, ..ItemQuery::default() };
            let many = page(test, &person(Role::Officer), query.clone()).await;
            assert_eq!((many.total, many.more, many.rows.len()), (1_000, true, 50), "{search}");
            assert_eq!(many.rows[0].title, first);
            assert!(many.rows.is_sorted_by_key(|row| fold(&row.title)), "{search}");
            let back = ItemQuery { descending: true, ..query.clone() };
            let mut end = page(test, &person(Role::Officer), back).await.rows;
            let place = ItemPlace::After(end[9].id);
            end.truncate(9);
            end.reverse();
            let rest = page(test, &person(Role::Officer), ItemQuery { place, ..query }).await;
            assert_eq!((rest.rows, rest.after), (end, false), "{search}");
        }
    }

    a_section_finds_its_own_and_a_viewer_what_is_in_force(test) {
        fill(test).await;
        let everything = || ItemQuery { limit: LIMIT, ..ItemQuery::default() };
        let viewer = page(test, &person(Role::Viewer), everything()).await;
        let in_force = |item: &&Item| item.current().unwrap().state == VersionState::InForce;
        assert_eq!(viewer.rows.len(), sample().items.iter().filter(in_force).count());
        assert!(viewer.rows.iter().all(|row| row.state == VersionState::InForce && !row.proposal));
        let proposed = ItemQuery { state: Some(VersionState::Proposal), ..everything() };
        assert!(page(test, &person(Role::Viewer), proposed).await.rows.is_empty());

        let own = sample().items[0].current().unwrap().holding_section.uuid();
        let mut section = person(Role::Section);
        assert!(page(test, &section, everything()).await.rows.is_empty());
        section.sections = vec![own, Uuid::nil()];
        let rows = page(test, &section, everything()).await.rows;
        let held = |item: &&Item| item.current().unwrap().holding_section.uuid() == own;
        assert_eq!(rows.len(), sample().items.iter().filter(held).count());
    }

    what_is_only_proposed_is_found_by_nobody_else(test) {
        let mut bundle = titled(&["健診の委託"]);
        let mut proposal = bundle.items[0].versions[0].clone();
        bundle.items[0].versions[0].state = VersionState::InForce;
        proposal.id = Uuid::from_u128(0x0199_0000_0000_7000_9002_0000_0000_0000).into();
        proposal.state = VersionState::Proposal;
        (proposal.valid_from, proposal.valid_to, proposal.decided_by) = (None, None, None);
        proposal.reason[0].text = "秘密計画による。".into();
        strip(&mut proposal);
        bundle.items[0].versions.push(proposal);
        import(test, bundle).await.unwrap();
        let query = |text: &str| ItemQuery { search: text.into(), limit: LIMIT, ..ItemQuery::default() };
        for text in ["秘密計画", "秘密", "秘"] {
            let officer = page(test, &person(Role::Officer), query(text)).await;
            assert_eq!(officer.rows.len(), 1, "{text}");
            assert_eq!(officer.rows[0].line.as_deref(), Some("秘密計画による。"));
            assert!(officer.rows[0].proposal);
            assert!(page(test, &person(Role::Viewer), query(text)).await.rows.is_empty(), "{text}");
        }
        assert_eq!(page(test, &person(Role::Viewer), query("健診")).await.rows.len(), 1);
    }

    a_day_finds_what_was_in_force_on_it(test) {
        let mut bundle = titled(&["旧", "新"]);
        let day = |text: &str| Some(text.parse().unwrap());
        let [old, new] = &mut bundle.items[..] else { panic!() };
        for (version, state, from, to) in [
            (&mut old.versions[0], VersionState::Past, day("2020-04-01"), day("2022-03-31")),
            (&mut new.versions[0], VersionState::InForce, day("2022-04-01"), None),
        ] {
            (version.state, version.valid_from, version.valid_to) = (state, from, to);
        }
        import(test, bundle).await.unwrap();
        for (on, titles) in [
            ("2020-03-31", vec![]),
            ("2020-04-01", vec!["旧"]),
            ("2022-03-31", vec!["旧"]),
            ("2022-04-01", vec!["新"]),
            ("2090-01-01", vec!["新"]),
        ] {
            for search in ["", "委託"] {
                let query = ItemQuery { day: day(on), search: search.into(), ..ItemQuery::default() };
                assert_eq!(found(test, query).await, titles, "{on} {search}");
            }
        }
    }

    the_index_kept_is_the_index_made_anew(test) {
        fill(test).await;
        // Another name of whatever stands in other entries.
        let mut bundle = sample();
        bundle.parties[0].name.push('新');
        let held = bundle.items[0].current().unwrap().holding_section;
        let section = bundle.sections.iter_mut().find(|section| section.id == held).unwrap();
        section.name = "改名課".into();
        let department = section.department;
        bundle.departments.iter_mut().find(|it| it.id == department).unwrap().name = "改名部".into();
        bundle.programmes[0].name.push('新');
        bundle.registered_businesses[0].name.push('新');
        bundle.clause_sets[0].name.push('新');
        bundle.items[1].versions[0].reason.truncate(1);
        import(test, bundle).await.unwrap();
        let kept = indexed(test).await;
        assert!(kept.iter().any(|line| line.starts_with("item|") && line.contains("改名部")), "{kept:#?}");
        rebuild_index(&test.ward).await.unwrap();
        assert_eq!(indexed(test).await, kept);
        assert!(!search(test, "改名").await.is_empty());
    }
}
