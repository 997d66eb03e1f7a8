mod captions;

use proptest::prelude::*;

use super::{
    DueBase, DueRule, Duty, DutyHost, DutyKind as Kind, DutyParty as Party, Evidence, EvidenceSource,
    Trigger, propose,
    propose::{Proposed, Wording},
    sorted,
};
use crate::{
    Id,
    clauses::{CaptionPlace, Clause, ClauseItem, Edition, EditionState, Numbering, PartyLabels},
};

fn labels(ward: &str, contractor: &str, subcontractor: &str) -> PartyLabels {
    PartyLabels { ward: ward.into(), contractor: contractor.into(), subcontractor: subcontractor.into() }
}

fn clause(number: u32, caption: Option<&str>, body: &str) -> Clause {
    Clause {
        id: None,
        origin: None,
        number,
        divisions: Vec::new(),
        caption: caption.map(Into::into),
        paragraph: String::new(),
        body: body.into(),
        note: None,
        items: Vec::new(),
        duties: Vec::new(),
        dismissed: Vec::new(),
    }
}

fn edition(clauses: Vec<Clause>) -> Edition {
    Edition {
        id: Id::from(uuid::Uuid::nil()),
        number: 1,
        state: EditionState::Draft,
        valid_from: None,
        valid_to: None,
        numbering: Numbering::Plain,
        captions: CaptionPlace::Above,
        preamble: Vec::new(),
        clauses,
        trailing: Vec::new(),
    }
}

fn proposed(parties: &PartyLabels, caption: Option<&str>, body: &str) -> Vec<Proposed> {
    propose(&edition(vec![clause(1, caption, body)]), parties).remove(0)
}

fn only(parties: &PartyLabels, caption: Option<&str>, body: &str) -> Duty {
    let mut found = proposed(parties, caption, body);
    assert_eq!(found.len(), 1, "{found:#?}");
    found.remove(0).duty
}

fn item(label: &str, text: &str) -> ClauseItem {
    ClauseItem { id: None, label: label.into(), text: text.into(), note: None, items: Vec::new() }
}

#[test]
fn a_duty_is_owed_by_its_subject_to_whom_the_sentence_addresses() {
    let parties = labels("委託者", "受託者", "再受託者");
    let body = "再受託者は、消去した旨を記録し、消去証明書を受託者及び委託者に提出しなければならない。";
    let duty = only(&parties, Some("データの消去"), body);
    assert_eq!(duty.debtor, Some(Party::Subcontractor));
    assert_eq!(duty.creditors, [Party::Contractor, Party::Ward]);
    assert_eq!((duty.kind, duty.trigger), (Kind::Positive, Trigger::Erasure));
    assert_eq!(duty.evidence[0].name, "消去証明書");
}

#[test]
fn what_addresses_nobody_is_owed_to_the_other_side_of_the_contract() {
    let body = "施錠のできる場所で個人情報を保管しなければならない。";
    let of = |parties: &PartyLabels| only(parties, Some("適正管理"), body);
    let duty = of(&labels("発注者", "受注者", ""));
    assert_eq!((duty.debtor, duty.creditors), (Some(Party::Contractor), vec![Party::Ward]));
    let duty = of(&labels("甲", "乙", "丙"));
    assert_eq!((duty.debtor, duty.creditors), (Some(Party::Subcontractor), vec![Party::Contractor]));
}

#[test]
fn consent_makes_a_condition_of_a_prohibition() {
    let parties = labels("発注者", "受注者", "");
    let never = "受注者は、この業務を第三者に委託してはならない。";
    assert_eq!(only(&parties, Some("再委託の禁止"), never).kind, Kind::Prohibition);
    let unless = "受注者は、あらかじめ発注者の承認を得た場合を除き、この業務を第三者に委託してはならない。";
    let found = proposed(&parties, Some("再委託の制限"), unless);
    assert_eq!(found[0].duty.kind, Kind::Conditional);
    assert_eq!(found[0].words, ["再委託", "第三者に委託", "てはならない", "承認"]);
    assert_eq!(found[0].duty.evidence[0].source, EvidenceSource::Clause);
}

#[test]
fn must_is_no_must_not() {
    let parties = labels("甲", "乙", "");
    let body = "乙は、再委託先との契約書にこの特記事項の内容を明記しなければならない。";
    let kinds: Vec<Kind> =
        proposed(&parties, Some("再委託"), body).into_iter().map(|found| found.duty.kind).collect();
    assert_eq!(kinds, [Kind::Positive]);
}

#[test]
fn one_clause_may_bring_a_duty_and_a_right() {
    let parties = labels("甲", "乙", "");
    let body =
        "乙は、消去したときは、証明書を甲に提出する。甲は、必要があるときは、消去を確認することができる。";
    let found = proposed(&parties, Some("資料等の返還"), body);
    let kinds: Vec<Kind> = found.iter().map(|found| found.duty.kind).collect();
    assert_eq!(kinds, [Kind::Positive, Kind::Right]);
    assert_eq!((found[1].duty.debtor, &found[1].duty.creditors[..]), (None, &[Party::Ward][..]));
    assert!(found[0].duty.is_followed_up() && !found[1].duty.is_followed_up());
}

#[test]
fn what_a_clause_does_not_ask_for_is_not_proposed_as_proof() {
    let parties = labels("甲", "乙", "");
    let read = |body: &str| {
        let found = proposed(&parties, Some("資料等の取扱い"), body).remove(0).duty;
        (found.text, found.evidence.into_iter().map(|evidence| evidence.name).collect::<Vec<_>>())
    };
    for (body, proof) in [
        (
            "乙は、契約が終了したときは、資料を甲に返還し、情報を消去する。",
            &["返還の受領書", "消去の記録"][..],
        ),
        ("乙は、契約が終了したときは、資料を甲に返還する。", &["返還の受領書"]),
        ("乙は、契約が終了したときは、資料を廃棄する。", &["消去の記録"]),
    ] {
        let (text, evidence) = read(body);
        assert_eq!(evidence, proof, "{text}");
        assert_eq!(text.contains("返還"), body.contains("返還"), "{text}");
        assert_eq!(text.contains("消去"), !body.ends_with("甲に返還する。"), "{text}");
    }
}

#[test]
fn entries_of_a_list_bring_no_duty_and_paragraphs_do() {
    let parties = labels("甲", "乙", "");
    let mut with = clause(1, Some("再委託"), "乙は、次に掲げることを再委託先で従事する者に周知する。");
    with.items = vec![
        item("ア", "他人に知らせることが禁じられていること。"),
        item("２", "乙は、承諾を得ずに再委託してはならない。"),
    ];
    let found = propose(&edition(vec![with]), &parties).remove(0);
    let kinds: Vec<Kind> = found.iter().map(|found| found.duty.kind).collect();
    assert_eq!(kinds, [Kind::Conditional, Kind::Positive]);
}

#[test]
fn sentences_under_a_heading_bring_duties() {
    let parties = labels("委託者", "受託者", "");
    let mut heading = clause(1, Some("業務の推進体制"), "");
    heading.items = vec![
        item("(1)", "受託者は、着手の前に責任者を定め、委託者に届け出ること"),
        item("(2)", "受託者は、帳簿を備えること"),
    ];
    let found = propose(&edition(vec![heading]), &parties).remove(0);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].duty.creditors, [Party::Ward]);
}

#[test]
fn a_further_paragraph_may_ask_for_what_the_caption_does_not_name() {
    let parties = labels("甲", "乙", "");
    let mut secrecy = clause(1, Some("秘密の保持"), "乙は、知った個人情報を漏らしてはならない。");
    let text = "乙は、業務に従事する者に、目的の外に用いてはならないことを周知しなければならない。";
    secrecy.items =
        vec![ClauseItem { id: None, label: "２".into(), text: text.into(), note: None, items: Vec::new() }];
    let found = propose(&edition(vec![secrecy]), &parties).remove(0);
    let kinds: Vec<_> = found.iter().map(|found| (found.duty.kind, found.duty.trigger)).collect();
    assert_eq!(kinds, [(Kind::Prohibition, Trigger::Knowing), (Kind::Positive, Trigger::Working)]);
}

#[test]
fn the_usual_wordings_of_wards_are_known() {
    let parties = labels("発注者", "受注者", "");
    for (caption, body, kind) in [
        (
            "守秘",
            "受注者は、業務で知った個人情報を他人に知らせ、又は私のために用いてはならない。",
            Kind::Prohibition,
        ),
        ("秘密の保持", "受注者は,知り得た情報を外部に漏らさないこと。", Kind::Prohibition),
        (
            "目的以外の使用等の禁止",
            "受注者は、個人情報を業務の目的でないことに用いてはならない。",
            Kind::Prohibition,
        ),
        ("利用制限", "受注者は、個人情報を業務以外に利用しないこと。", Kind::Prohibition),
        (
            "再委託の制限",
            "受注者は、発注者が認めて承諾した場合を除き、第三者にその処理を委託してはならない。",
            Kind::Conditional,
        ),
        ("滅失及び毀損の防止", "受注者は、個人情報が失われないよう安全に管理する。", Kind::Continuous),
        ("廃棄", "受注者は、保有する必要がなくなった個人情報を速やかに廃棄する。", Kind::Positive),
        ("責任体制の整備", "受注者は、責任者及び従事者を定め、発注者に届け出る。", Kind::Positive),
        (
            "責任者、従事者",
            "受注者は、責任者及び業務に就く者（以下「従事者」という。）を定め、発注者に届け出る。",
            Kind::Positive,
        ),
        ("管理責任者の設置", "受注者は、情報を守るため、管理責任者を設置する。", Kind::Positive),
        ("作業従事者の通知", "受注者は、作業従事者を発注者に書面で通知する。", Kind::Positive),
        ("定期報告", "受注者は、遵守の状況を定期的に発注者に報告する。", Kind::Positive),
        ("使用者への周知", "受注者は、業務に従事する者に、守るべき事項を周知する。", Kind::Positive),
    ] {
        let found = proposed(&parties, Some(caption), body);
        assert_eq!(found.len(), 1, "{caption}: {found:#?}");
        assert_eq!((found[0].duty.kind, found[0].duty.debtor), (kind, Some(Party::Contractor)), "{caption}");
        assert_eq!(found[0].duty.creditors.last(), Some(&Party::Ward), "{caption}");
    }
}

#[test]
fn another_name_that_ends_like_a_party_is_none() {
    let parties = labels("委託者", "受託者", "丙");
    let wording = Wording { caption: "", text: String::new(), parties: &parties };
    assert_eq!(wording.subject("再受託者は、丙は、守る。"), [Party::Subcontractor]);
    assert_eq!(wording.addressed("再委託者に報告し、受託者に届ける。", None), [Party::Contractor]);
}

#[test]
fn wording_alone_is_enough_where_a_caption_says_nothing() {
    let parties = labels("市", "指定管理者", "");
    let body = "指定管理者は、個人情報の漏えい等の事故が発生したときは、直ちに市に報告しなければならない。";
    let found = proposed(&parties, None, body);
    assert!(found.iter().any(|found| found.duty.kind == Kind::Incident), "{found:?}");
    assert!(proposed(&parties, None, "この契約は、両者が誠実に履行する。").is_empty());
}

fn held(change: impl FnOnce(&mut Duty)) -> Vec<(&'static str, String)> {
    let mut duty = Duty {
        id: None,
        debtor: Some(Party::Contractor),
        creditors: vec![Party::Ward],
        text: "記録を残す".into(),
        kind: Kind::Positive,
        survives: false,
        trigger: Trigger::Working,
        evidence: vec![Evidence { name: "記録".into(), source: EvidenceSource::Clause }],
        due: DueRule { base: DueBase::ContractEnd, standard_days: Some(14) },
    };
    change(&mut duty);
    let faults = duty.faults("$", DutyHost::Clause);
    faults.into_iter().map(|fault| (fault.code, fault.place.to_string())).collect()
}

#[test]
fn what_does_not_fit_is_told_at_its_place() {
    let at = |code, place: &str| vec![(code, place.to_owned())];
    assert_eq!(held(|_| {}), []);
    assert_eq!(held(|duty| duty.due.base = DueBase::None), at("days-without-base", "$.due.standard_days"));
    assert_eq!(held(|duty| duty.due.standard_days = Some(0)), at("days-range", "$.due.standard_days"));
    assert_eq!(held(|duty| duty.debtor = None), at("missing-debtor", "$.debtor"));
    assert_eq!(held(|duty| duty.creditors.push(Party::Contractor)), at("own-creditor", "$.creditors"));
    assert_eq!(held(|duty| duty.creditors.push(Party::Ward)), at("duplicate-creditor", "$.creditors"));
    let right = held(|duty| (duty.kind, duty.debtor, duty.creditors) = (Kind::Right, None, Vec::new()));
    assert_eq!(right, at("missing-holder", "$.creditors"));
    assert_eq!(held(|duty| (duty.kind, duty.debtor) = (Kind::Definition, None)), []);
    let twice = held(|duty| duty.evidence.push(duty.evidence[0].clone()));
    assert_eq!(twice, at("duplicate-evidence", "$.evidence[1].name"));
    let promise = held(|duty| duty.evidence[0].source = EvidenceSource::Promise);
    assert_eq!(promise, at("evidence-source", "$.evidence[0].source"));
}

#[test]
fn a_proposal_is_answered_by_the_duty_it_became_also_when_that_was_changed() {
    let parties = labels("甲", "乙", "");
    let body =
        "乙は、消去したときは、証明書を甲に提出する。甲は、必要があるときは、消去を確認することができる。";
    let found = proposed(&parties, Some("資料等の返還"), body);
    let mut confirmed = found[0].duty.clone();
    let open = |confirmed: &[Duty]| sorted(confirmed, &[], found.clone()).open;
    assert_eq!(open(&[]), found);
    assert_eq!(open(&[confirmed.clone()]), found[1..]);
    confirmed.text = "証明書を出す".into();
    confirmed.due.standard_days = Some(14);
    assert_eq!(open(&[confirmed.clone()]), found[1..]);
    confirmed.debtor = Some(Party::Subcontractor);
    assert_eq!(open(&[confirmed]), found);
}

#[test]
fn what_is_no_duty_waits_for_nobody_until_other_words_lead_to_it() {
    let parties = labels("甲", "乙", "");
    let read = |body: &str| proposed(&parties, Some("再委託の禁止"), body);
    let found = read("乙は、この業務を第三者に委託してはならない。");
    let dismissed = [found[0].dismissed()];
    let out = sorted(&[], &dismissed, found.clone());
    assert_eq!((&out.open, &out.dismissed), (&found[1..].to_vec(), &found[..1].to_vec()));
    let longer = read("乙は、いかなるときも、この業務を第三者に委託してはならない。");
    assert_eq!(sorted(&[], &dismissed, longer).open, found[1..], "the same words say the same");
    let other = read("乙は、甲の承諾を得た場合を除き、この業務を第三者に委託してはならない。");
    assert_eq!(sorted(&[], &dismissed, other.clone()).open, other, "consent makes another duty of it");
    let confirmed = [found[0].duty.clone()];
    assert_eq!(sorted(&confirmed, &dismissed, found.clone()).dismissed, [], "a duty after all");
}

proptest! {
    #[test]
    fn what_led_to_a_proposal_stands_in_the_clause(
        caption in proptest::option::of("[返還消去再委託事故報告の等]{0,8}"),
        body in "[甲乙はに、。返還消去証明書再委託承諾事故報告してはならないできる必要]{0,60}",
    ) {
        let parties = labels("甲", "乙", "");
        for found in proposed(&parties, caption.as_deref(), &body) {
            prop_assert!(!found.words.is_empty());
            for word in &found.words {
                prop_assert!(body.contains(word.as_str()) || caption.as_deref().unwrap_or_default().contains(word.as_str()));
            }
            prop_assert_eq!(found.duty.faults("$", DutyHost::Clause), []);
            prop_assert!(found.duty.debtor.is_none_or(|debtor| !found.duty.creditors.contains(&debtor)));
        }
    }

    #[test]
    fn no_text_and_no_labels_break_it(
        ward in ".{0,3}", contractor in ".{0,3}", subcontractor in ".{0,3}",
        caption in proptest::option::of(".{0,20}"), body in ".{0,200}",
    ) {
        let parties = labels(&ward, &contractor, &subcontractor);
        proposed(&parties, caption.as_deref(), &body);
        let wording = Wording { caption: "", text: body, parties: &parties };
        wording.subject(&wording.text);
        wording.addressed(&wording.text, None);
    }
}
