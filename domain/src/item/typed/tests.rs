use proptest::prelude::*;

use super::*;

const OPS: [&str; 16] = [
    "move-items:",
    "order:",
    "add-group:",
    "remove-group:",
    "group-up:",
    "group-down:",
    "add-item:",
    "check-paste:",
    "paste:",
    "look-up:",
    "insert:",
    "remove-item:",
    "item-up:",
    "item-down:",
    "split-group:",
    "split-item:",
];

fn groups(sizes: &[usize]) -> Vec<TypedGroup> {
    let group = |(at, size): (usize, &usize)| TypedGroup {
        id: format!("g{at}"),
        direction: "provided".into(),
        subject: format!("対象者{at}"),
        items: (0..*size)
            .map(|item| TypedItem {
                id: format!("i{at}.{item}"),
                ..TypedItem::named(format!("項目{at}.{item}"))
            })
            .collect(),
        ..TypedGroup::default()
    };
    sizes.iter().enumerate().map(group).collect()
}

fn names(groups: &[TypedGroup]) -> Vec<String> {
    groups.iter().flat_map(|group| &group.items).map(|item| item.name.clone()).collect()
}

fn ids(groups: &[TypedGroup]) -> Vec<String> {
    let of_groups = groups.iter().map(|group| group.id.clone());
    let of_items = groups.iter().flat_map(|group| &group.items).map(|item| item.id.clone());
    let mut ids: Vec<String> = of_groups.chain(of_items).filter(|id| !id.is_empty()).collect();
    ids.sort();
    ids
}

fn run(groups: &mut Vec<TypedGroup>, op: &str) -> Done {
    apply(groups, Op::parse(op).unwrap(), Vec::new())
}

fn pairs(groups: &[TypedGroup]) -> Vec<TypedGroup> {
    let fields = TypedGroup::fields(groups);
    TypedGroup::read(fields.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}

proptest! {
    #[test]
    fn no_button_but_removing_loses_a_name_an_id_or_the_order_of_the_rest(
        sizes in prop::collection::vec(0_usize..5, 1..5),
        op in prop::sample::select(OPS.to_vec()), at in 0_usize..6, item in 0_usize..6,
    ) {
        let before = groups(&sizes);
        let mut after = before.clone();
        run(&mut after, &format!("{op}{at}.{item}"));
        let removes = op.starts_with("remove");
        let (held, gone): (Vec<String>, Vec<String>) =
            ids(&before).into_iter().partition(|id| ids(&after).contains(id));
        prop_assert!(removes || gone.is_empty(), "{op} lost {gone:?}");
        prop_assert_eq!(ids(&after), held);
        let mut sorted = names(&after);
        sorted.retain(|name| !name.is_empty());
        if !op.contains("up") && !op.contains("down") {
            let order: Vec<String> =
                names(&before).into_iter().filter(|name| sorted.contains(name)).collect();
            prop_assert_eq!(&sorted, &order, "the order changed");
        }
        let mut both = (sorted, names(&before));
        both.0.sort();
        both.1.sort();
        prop_assert!(removes || both.0 == both.1, "{op} lost or made a name");
        // What the form shows of it is read back as it is.
        prop_assert_eq!(pairs(&after), after);
    }

    #[test]
    fn up_and_down_undo_each_other(sizes in prop::collection::vec(1_usize..5, 2..4), at in 0_usize..3, item in 1_usize..5) {
        let before = groups(&sizes);
        prop_assume!(at < sizes.len() && item < sizes[at]);
        let mut after = before.clone();
        run(&mut after, &format!("item-up:{at}.{item}"));
        prop_assert_ne!(&after, &before);
        run(&mut after, &format!("item-down:{at}.{}", item - 1));
        prop_assert_eq!(after, before);
    }

    #[test]
    fn a_row_goes_where_its_number_asks(size in 2_usize..8, from in 0_usize..8, to in 1_usize..12) {
        prop_assume!(from < size && to != from + 1);
        let mut held = groups(&[size]);
        held[0].items[from].place = to.to_string();
        let moved = names(&held)[from].clone();
        let settled = settled(held.clone());
        let now = names(&settled);
        prop_assert_eq!(now.iter().position(|name| *name == moved), Some((to - 1).min(size - 1)));
        let rest = |names: Vec<String>| names.into_iter().filter(|name| *name != moved).collect::<Vec<_>>();
        prop_assert_eq!(rest(now), rest(names(&held)));
    }
}

#[test]
fn what_was_pasted_is_added_at_the_end_in_place_of_blank_rows() {
    let mut held = groups(&[1]);
    held[0].items.push(TypedItem::default());
    held[0].paste = "氏名\n住所（都道府県、市区町村）\n電話番号、生年月日".into();
    assert_eq!(run(&mut held, "check-paste:0").said, "4項目を読み取りました。");
    assert!(!held[0].paste.is_empty());
    let done = run(&mut held, "paste:0");
    assert_eq!(
        (done.said.as_str(), done.focus.as_str()),
        ("4項目を加えました。", "data_groups[0].items[1].name")
    );
    assert_eq!(names(&held)[1..], ["氏名", "住所（都道府県、市区町村）", "電話番号", "生年月日"]);
    assert_eq!(held[0].paste, "");
    assert_eq!(run(&mut held, "paste:0").said, "加える項目がありません。");
}

#[test]
fn columns_of_marks_behind_the_names_are_flags_and_other_columns_are_names() {
    let items = pasted("病名\t○\t\n個人番号\t\t〇\n氏名");
    let flags: Vec<_> =
        items.iter().map(|item| (item.name.as_str(), item.sensitive, item.my_number)).collect();
    assert_eq!(flags, [("病名", true, false), ("個人番号", false, true), ("氏名", false, false)]);
    let across: Vec<String> = pasted("氏名\t住所\n性別\t年齢").into_iter().map(|item| item.name).collect();
    assert_eq!(across, ["氏名", "住所", "性別", "年齢"]);
    assert_eq!(pasted("氏名\t○")[1].name, "○", "one row says nothing about columns");
}

#[test]
fn one_item_that_lists_several_becomes_these_and_keeps_its_flags() {
    let mut held = groups(&[2]);
    held[0].items[0].name = "氏名、住所、病名".into();
    held[0].items[0].sensitive = true;
    run(&mut held, "split-item:0.0");
    assert_eq!(names(&held), ["氏名", "住所", "病名", "項目0.1"]);
    assert_eq!(held[0].items[0].id, "i0.0");
    assert!(held[0].items[..3].iter().all(|item| item.sensitive) && held[0].items[1].id.is_empty());
    assert_eq!(run(&mut held, "split-item:0.0").said, "「、」で区切られた項目ではありません。");
}

#[test]
fn a_group_is_split_at_an_item_and_the_new_one_waits_for_its_subject() {
    let mut held = groups(&[3]);
    let done = run(&mut held, "split-group:0.1");
    assert_eq!(done.focus, "data_groups[1].subject");
    assert_eq!((held[0].items.len(), held[1].items.len()), (1, 2));
    assert_eq!((held[1].id.as_str(), held[1].direction.as_str()), ("", "provided"));
}

#[test]
fn new_rows_that_nothing_was_put_into_are_not_saved_and_stored_ones_are_not_dropped() {
    let mut held = groups(&[1, 1]);
    held[0].items.push(TypedItem::default());
    held[1].items[0].name = String::new();
    held.push(TypedGroup {
        direction: "provided".into(),
        items: vec![TypedItem::default()],
        ..TypedGroup::default()
    });
    let settled = settled(held);
    assert_eq!(settled.len(), 2);
    assert_eq!(settled[0].items.len(), 1);
    assert_eq!(settled[1].items.len(), 1, "a stored item that was emptied is a fault, not a removal");
}

#[test]
fn buttons_that_no_longer_fit_and_fields_of_no_list_do_nothing() {
    let mut held = groups(&[2]);
    for op in
        ["item-up:0.0", "item-up:9.9", "group-up:0", "group-down:0", "remove-item:0.7", "split-group:0.0"]
    {
        run(&mut held, op);
    }
    assert_eq!(held, groups(&[2]));
    assert_eq!(Op::parse("remove-item:0"), None);
    assert_eq!(Op::parse("burn:0"), None);
    let odd =
        [("data_groups[x].subject", "a"), ("data_groups[99999999].subject", "b"), ("data_groups[1]", "c")];
    assert!(TypedGroup::read(odd).is_empty());
}

#[test]
fn items_go_over_to_another_group_with_what_they_are() {
    let mut held = groups(&[4, 2]);
    held[0].items[1].sensitive = true;
    held[1].items.push(TypedItem::default());
    (held[0].moving, held[0].target) = ("２～3".into(), "1".into());
    let before = ids(&held);
    let done = run(&mut held, "move-items:0");
    assert_eq!(names(&held[..1]), ["項目0.0", "項目0.3"]);
    // Blank rows at the end were for what comes.
    assert_eq!(names(&held[1..]), ["項目1.0", "項目1.1", "項目0.1", "項目0.2"]);
    assert!(held[1].items[2].sensitive);
    assert_eq!(ids(&held), before);
    assert_eq!(done.focus, "data_groups[1].items[2].name");
    assert_eq!((held[0].moving.as_str(), held[0].target.as_str()), ("", ""));
    (held[1].moving, held[1].target) = ("1".into(), NEW_GROUP.into());
    run(&mut held, "move-items:1");
    assert_eq!((held[2].subject.as_str(), names(&held[2..])), ("対象者1", vec!["項目1.0".to_owned()]));
}

#[test]
fn what_cannot_move_stays_and_says_why() {
    for (moving, target, field) in [
        ("", "1", "moving"),
        ("5", "1", "moving"),
        ("1", "", "target"),
        ("1", "0", "target"),
        ("1", "9", "target"),
    ] {
        let mut held = groups(&[4, 2]);
        (held[0].moving, held[0].target) = (moving.into(), target.into());
        let before = held.clone();
        let done = run(&mut held, "move-items:0");
        assert_eq!((held, done.focus), (before, format!("data_groups[0].{field}")));
        assert!(!done.said.is_empty());
    }
    // A target is forgotten once places change.
    let mut held = groups(&[1, 1, 1]);
    held[0].target = "2".into();
    run(&mut held, "group-down:1");
    assert_eq!(held[0].target, "");
}
