use super::*;

#[test]
fn a_clause_without_a_caption_shares_the_one_before_it() {
    let parties = labels("甲", "乙", "");
    let clauses = vec![
        clause(1, Some("返還等"), "乙は、契約が終了したときは、資料を甲に返還する。"),
        clause(2, None, "乙は、廃棄したときは、その旨を証する書面を甲に提出する。"),
    ];
    let found = propose(&edition(clauses), &parties);
    assert_eq!(found[1][0].duty.trigger, Trigger::Erasure);
    assert_eq!(found[1][0].words[0], "返還");
}

#[test]
fn a_caption_beside_a_number_is_that_clause_s_alone() {
    let parties = labels("甲", "乙", "");
    let clauses = vec![
        clause(1, Some("返還等"), "乙は、契約が終了したときは、資料を甲に返還する。"),
        clause(2, None, "乙は、廃棄したときは、その旨を証する書面を甲に提出する。"),
    ];
    let shared = edition(clauses);
    let beside = Edition { captions: CaptionPlace::Behind, ..shared.clone() };
    let led = |edition: &Edition| {
        let found = propose(edition, &parties).remove(1);
        found.iter().any(|found| found.words.iter().any(|word| word == "返還"))
    };
    assert!(led(&shared) && !led(&beside));
}
