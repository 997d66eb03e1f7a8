use serde_json::json;

use super::*;
use crate::item::{ItemPart, PartValue, Protection};

const TODAY: &str = "2026-11-22";

fn id<T>(n: u128) -> Id<T> {
    Id::new(Uuid::from_u128(n))
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Id, state, first day, last day, the outcome it rests on.
type Told<'a> = (u128, &'a str, Option<&'a str>, Option<&'a str>, Option<u128>);

fn item(versions: &[Told<'_>]) -> Item {
    let nil = Uuid::nil();
    let version = |(n, state, from, to, decided): &Told<'_>| {
        json!({
            "id": id::<Item>(*n), "state": state, "valid_from": from, "valid_to": to,
            "decided_by": decided.map(id::<Item>), "title": "見守り電話の委託", "holding_section": nil,
            "registered_business": nil, "legal_basis": nil, "party": nil,
            "reason": [{"id": id::<Item>(n * 100), "text": "人手が足りない。"}], "description": [], "periods": [],
            "data_groups": [], "protections": []
        })
    };
    let versions: Vec<_> = versions.iter().map(version).collect();
    serde_json::from_value(json!({
        "id": id::<Item>(1), "kind": "outsourcing", "programme": nil, "versions": versions
    }))
    .unwrap()
}

fn code<T: std::fmt::Debug>(result: Result<T, Fault>) -> &'static str {
    result.unwrap_err().code
}

#[test]
fn a_proposal_is_a_copy_that_remembers_each_line() {
    let mut item = item(&[(2, "in_force", Some("2026-04-01"), None, Some(9))]);
    item.propose(id(3)).unwrap();
    let proposal = item.proposal().unwrap();
    assert_eq!((proposal.decided_by, proposal.valid_from), (None, None));
    assert_eq!(proposal.reason[0].text, "人手が足りない。");
    assert_eq!(proposal.reason[0].id, Some(copy_of(Uuid::from_u128(3), id(200))));
    assert_eq!(code(item.propose(id(4))), "proposal-exists");
    assert_eq!(item.open_version().unwrap().id, id(3));
}

#[test]
fn a_proposal_comes_into_force_and_what_held_is_past_to_the_day_before() {
    let mut item =
        item(&[(2, "in_force", Some("2026-04-01"), None, None), (3, "proposal", None, None, None)]);
    assert_eq!(code(item.clone().bring_into_force(day("2026-11-23"), None, day(TODAY))), "day-to-come");
    assert_eq!(code(item.clone().bring_into_force(day("2026-04-01"), None, day(TODAY))), "day-order");
    item.bring_into_force(day("2026-10-01"), Some(id(9)), day(TODAY)).unwrap();
    let held: Vec<_> = item.versions.iter().map(|version| (version.state, version.valid_to)).collect();
    assert_eq!(held, [(VersionState::Past, Some(day("2026-09-30"))), (VersionState::InForce, None)]);
    assert_eq!(item.in_force().unwrap().decided_by, Some(id(9)));
    assert_eq!(item.in_force_on(day("2026-09-30")).unwrap().id, id(2));
    assert_eq!(item.in_force_on(day("2026-10-01")).unwrap().id, id(3));
    assert_eq!(item.in_force_on(day("2026-03-31")), None);
    assert_eq!(code(item.bring_into_force(day("2026-11-01"), None, day(TODAY))), "no-proposal");
}

#[test]
fn a_proposal_is_withdrawn_unless_it_is_all_there_is() {
    let mut both = item(&[(2, "in_force", None, None, None), (3, "proposal", None, None, None)]);
    assert_eq!(both.withdraw().unwrap().id, id(3));
    assert_eq!(code(both.withdraw()), "no-proposal");
    assert_eq!(code(item(&[(3, "proposal", None, None, None)]).withdraw()), "only-version");
}

#[test]
fn what_is_put_away_needs_its_last_day_changes_no_more_and_comes_back() {
    let before = item(&[(2, "in_force", Some("2026-04-01"), None, None)]);
    let mut item = before.clone();
    let now = DateTime::UNIX_EPOCH;
    assert_eq!(code(item.archive(now, None)), "missing-last-day");
    assert_eq!(code(item.archive(now, Some(day("2026-03-31")))), "day-order");
    item.archive(now, Some(day("2026-09-30"))).unwrap();
    assert_eq!(item.in_force_on(day("2026-10-01")), None);
    assert_eq!(code(item.propose(id(3))), "archived");
    assert_eq!(code(item.archive(now, None)), "archived");
    let mut changed = item.clone();
    changed.versions[0].title.push('改');
    assert_eq!(touched(&item, &changed)[0].code, "archived");
    item.bring_back().unwrap();
    assert_eq!(item, before);
    assert_eq!(code(item.bring_back()), "not-archived");
}

#[test]
fn what_held_stays_as_it_was() {
    let before = item(&[
        (2, "past", Some("2025-04-01"), Some("2026-03-31"), None),
        (3, "in_force", Some("2026-04-01"), None, Some(9)),
        (4, "proposal", None, None, None),
    ]);
    let change = |change: fn(&mut Item)| {
        let mut after = before.clone();
        change(&mut after);
        touched(&before, &after).len()
    };
    assert_eq!(change(|_| {}), 0);
    assert_eq!(change(|item| item.versions[2].title.push('改')), 0);
    assert_eq!(change(|item| drop(item.versions.remove(2))), 0);
    assert_eq!(change(|item| item.versions[0].title.push('改')), 1);
    assert_eq!(change(|item| item.versions[1].title.push('改')), 1);
    assert_eq!(change(|item| item.versions[1].valid_to = NaiveDate::from_ymd_opt(2027, 3, 31)), 0);
    assert_eq!(change(|item| drop(item.versions.remove(0))), 1);
    assert_eq!(change(|item| item.versions.clear()), 2);
    let undecided = item(&[(3, "in_force", None, None, None)]);
    let mut after = undecided.clone();
    after.versions[0].title.push('改');
    assert_eq!(touched(&undecided, &after), []);
    after.versions[0].state = VersionState::Proposal;
    assert_eq!(touched(&undecided, &after).len(), 1);
}

#[test]
fn a_copied_item_is_new_and_names_what_it_came_from() {
    let item = item(&[(2, "in_force", None, None, Some(9)), (3, "proposal", None, None, None)]);
    let copy = item.copied(id(10), id(11)).unwrap();
    assert_eq!((copy.id, copy.origin, copy.versions.len()), (id(10), Some(item.id), 1));
    assert_eq!((copy.versions[0].id, copy.versions[0].state), (id(11), VersionState::Proposal));
    assert_ne!(copy.versions[0].reason[0].id, item.versions[0].reason[0].id);
}

proptest::proptest! {
    #[test]
    fn spans_tell_of_each_day_what_held_on_it(
        drawn in proptest::collection::vec((0_usize..3, 0_u8..14, 0_u8..14), 0..6),
    ) {
        // Days 1 to 10; before and behind them nothing is known.
        let text = |n: u8| (1..=10).contains(&n).then(|| format!("2026-04-{n:02}"));
        let days: Vec<_> = drawn.iter().map(|(_, from, to)| (text(*from), text(*to))).collect();
        let told: Vec<Told<'_>> = (2..)
            .zip(drawn.iter().zip(&days))
            .map(|(n, ((state, _, _), (from, to)))| {
                (n, ["past", "in_force", "proposal"][*state], from.as_deref(), to.as_deref(), None)
            })
            .collect();
        let item = item(&told);
        let spans = item.spans();
        let asked = (1..=30).map(|n| day(&format!("2026-04-{n:02}")));
        for on in asked.chain([day("0001-01-01"), NaiveDate::MIN, NaiveDate::MAX]) {
            let over: Vec<_> = spans.iter().filter(|(from, to, _)| *from <= on && on <= *to).collect();
            proptest::prop_assert!(over.len() <= 1);
            proptest::prop_assert_eq!(over.first().map(|span| span.2), item.in_force_on(on));
        }
    }
}

/// A protection that was read as a duty.
fn read_as_duty(version: &mut ItemVersion) {
    let line = json!({
        "id": id::<Item>(70), "by": "party", "text": "施錠した棚に収める。",
        "duties": [{
            "id": id::<Item>(71), "debtor": "contractor", "creditors": ["ward"], "text": "棚に鍵を掛ける",
            "kind": "continuous", "trigger": "keeping", "due": {"base": "none"},
            "evidence": [{"name": "保管状況の記録", "source": "promise"}]
        }]
    });
    version.protections = vec![serde_json::from_value(line).unwrap()];
}

#[test]
fn what_was_decided_may_be_read_as_duties_and_nothing_else() {
    let mut with = item(&[(2, "past", None, None, None), (3, "in_force", None, None, Some(9))]);
    with.versions.iter_mut().for_each(read_as_duty);
    let mut before = with.clone();
    before.versions[1] = before.versions[1].without_duties();
    assert_eq!(touched(&before, &with), []);
    let change = |change: fn(&mut ItemVersion)| {
        let mut after = with.clone();
        change(&mut after.versions[1]);
        touched(&before, &after).len()
    };
    assert_eq!(change(|version| version.protections[0].duties.clear()), 0);
    assert_eq!(change(|version| version.protections[0].text.push('改')), 1);
    assert_eq!(change(|version| version.protections[0].numbered = false), 1);
    assert_eq!(change(|version| version.protections.clear()), 1);
    assert_eq!(change(|version| version.title.push('改')), 1);
    let mut past = with.clone();
    past.versions[0].protections[0].duties.clear();
    assert_eq!(touched(&with, &past).len(), 1);
}

#[test]
fn duties_go_along_into_a_proposal_and_stay_when_the_lines_are_edited() {
    let mut held = item(&[(3, "in_force", None, None, Some(9))]);
    held.versions.iter_mut().for_each(read_as_duty);
    held.propose(id(4)).unwrap();
    let proposal = held.proposal().unwrap();
    let (line, duty) = (&proposal.protections[0], &proposal.protections[0].duties[0]);
    assert_eq!(line.id, Some(copy_of(Uuid::from_u128(4), id(70))));
    assert_eq!(duty.id, Some(copy_of(Uuid::from_u128(4), id(71))));
    let PartValue::Protections(mut lines) = PartValue::of(&held, proposal, ItemPart::Protections) else {
        panic!()
    };
    assert_eq!(lines[0].duties, []);
    let kept = duty.clone();
    lines.insert(0, Protection { id: None, text: "はじめに確かめる。".into(), ..lines[0].clone() });
    lines[1].text.push('改');
    assert!(PartValue::Protections(lines).put(&mut held, id(4)));
    let lines = &held.proposal().unwrap().protections;
    assert_eq!((&lines[0].duties[..], &lines[1].duties[..]), (&[][..], &[kept][..]));
}
