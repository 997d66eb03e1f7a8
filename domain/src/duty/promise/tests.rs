use proptest::prelude::*;

use super::*;
use crate::duty::{DutyHost, DutyKind as Kind, Trigger};

fn line(by: ProtectionBy, text: &str) -> Protection {
    let kind = ProtectionKind::Text;
    Protection {
        id: None,
        by,
        kind,
        numbered: true,
        text: text.into(),
        duties: Vec::new(),
        dismissed: Vec::new(),
    }
}

fn found(kind: ItemKind, by: ProtectionBy, text: &str) -> Vec<Proposed> {
    propose_protections(kind, &[line(by, text)]).remove(0)
}

fn ward(text: &str) -> Vec<Duty> {
    found(ItemKind::Outsourcing, ProtectionBy::Ward, text).into_iter().map(|found| found.duty).collect()
}

fn party(text: &str) -> Vec<Duty> {
    found(ItemKind::Outsourcing, ProtectionBy::Party, text).into_iter().map(|found| found.duty).collect()
}

/// Who owes what to whom, and when.
fn told(duty: &Duty) -> (DutyParty, Kind, Trigger) {
    (duty.debtor.unwrap(), duty.kind, duty.trigger)
}

#[test]
fn a_regular_inspection_is_owed_by_both() {
    for text in [
        "定期的な立ち入り調査を実施する。",
        "区の職員が年１回以上立入検査を行い、管理の様子を見る。",
        "毎年、作業場所に\n立ち入り、保管の状況を調べる。",
    ] {
        let duties = ward(text);
        assert_eq!(duties.len(), 2, "{text}: {duties:#?}");
        assert_eq!(told(&duties[0]), (DutyParty::Ward, Kind::Positive, Trigger::Working), "{text}");
        assert_eq!(duties[0].creditors, []);
        assert_eq!(told(&duties[1]), (DutyParty::Contractor, Kind::OnRequest, Trigger::Inspection), "{text}");
        assert_eq!(duties[1].creditors, [DutyParty::Ward]);
        assert_eq!(duties[1].evidence[0].source, EvidenceSource::Promise);
        assert!(duties.iter().all(Duty::is_followed_up));
    }
    let needed = ward("必要に応じて実地調査を行う。");
    assert_eq!(told(&needed[0]), (DutyParty::Ward, Kind::Positive, Trigger::WhenNeeded));
    let undergo = party("区の立入調査に応じさせる。");
    assert_eq!(
        undergo.iter().map(told).collect::<Vec<_>>(),
        [(DutyParty::Contractor, Kind::OnRequest, Trigger::Inspection)]
    );
}

#[test]
fn a_contractor_may_be_the_one_who_inspects_a_subcontractor() {
    let text = "受託事業者に、再委託先への定期的な立入調査を行わせる。";
    let duties = found(ItemKind::Reoutsourcing, ProtectionBy::Ward, text);
    let debtors: Vec<_> = duties.iter().map(|found| found.duty.debtor.unwrap()).collect();
    assert_eq!(debtors, [DutyParty::Contractor, DutyParty::Subcontractor]);
}

#[test]
fn certificates_are_owed_by_the_party_whoever_s_line_it_is() {
    for (text, name) in [
        ("提供した情報は契約期間の満了後に廃棄させ、廃棄証明書を出させる。", "廃棄証明書"),
        ("紙の資料は溶解し、溶解証明書の提出を求める。", "廃棄証明書"),
        ("残った情報は消去し、消去したことを証する書面を提出する。", "消去証明書"),
    ] {
        for duties in [ward(text), party(text)] {
            let certificate = duties.iter().find(|duty| duty.trigger == Trigger::Erasure).unwrap();
            assert_eq!(certificate.debtor, Some(DutyParty::Contractor), "{text}");
            assert_eq!(
                certificate.evidence,
                [Evidence { name: name.into(), source: EvidenceSource::Promise }]
            );
            assert_eq!(certificate.due.base, DueBase::Erasure);
        }
    }
    let both = ward("廃棄証明書を提出させ、区がその内容を確認する。");
    let erasure: Vec<_> = both.iter().filter(|duty| duty.trigger == Trigger::Erasure).map(told).collect();
    assert_eq!(erasure[1].0, DutyParty::Ward, "{both:#?}");
}

#[test]
fn a_subcontractor_s_certificate_goes_to_whom_the_line_names() {
    let to = |text: &str| {
        let duties = found(ItemKind::Reoutsourcing, ProtectionBy::Ward, text);
        let certificate = duties.into_iter().find(|found| found.duty.trigger == Trigger::Erasure).unwrap();
        assert_eq!(certificate.duty.debtor, Some(DutyParty::Subcontractor));
        certificate.duty.creditors
    };
    assert_eq!(
        to("再委託先に消去証明書を区及び受託事業者に提出させる。"),
        [DutyParty::Ward, DutyParty::Contractor]
    );
    assert_eq!(to("消去証明書を受託者に提出させる。"), [DutyParty::Contractor]);
    assert_eq!(to("再委託先に消去証明書を提出させる。"), [DutyParty::Ward]);
}

#[test]
fn each_of_the_usual_lines_brings_its_duty() {
    let register = ("授受簿", DutyParty::Contractor, Trigger::Working);
    for (text, (evidence, debtor, trigger)) in [
        ("訪問の始めと終わりに授受簿をつける。", register),
        ("媒体の受渡しを記録し、双方が署名する。", register),
        ("使用後の帳票は随時返却させる。", ("返却の受領書", DutyParty::Contractor, Trigger::Working)),
        (
            "預けた名簿は、業務の完了後速やかに返還する。",
            ("返還の受領書", DutyParty::Contractor, Trigger::ContractEnd),
        ),
        ("媒体は施錠したラックに保管する。", ("保管状況の記録", DutyParty::Contractor, Trigger::Keeping)),
        ("書類は鍵の掛かる棚に収める。", ("保管状況の記録", DutyParty::Contractor, Trigger::Keeping)),
        (
            "送受信するデータは暗号化する。",
            ("暗号化の設定の記録", DutyParty::Contractor, Trigger::Throughout),
        ),
        (
            "外部媒体にはパスワードを設定させる。",
            ("パスワードの管理の記録", DutyParty::Contractor, Trigger::Throughout),
        ),
        (
            "来庁者名簿により、入室した者を記録する。",
            ("入退室の記録", DutyParty::Contractor, Trigger::Throughout),
        ),
        (
            "訪問先の一覧は、配る前に内容を確認する。",
            ("名簿の確認の記録", DutyParty::Contractor, Trigger::Working),
        ),
        (
            "取扱マニュアルを整備し、周知する。",
            ("取扱いの手順書", DutyParty::Contractor, Trigger::WorkBegins),
        ),
        ("従事者に個人情報の研修を年１回行う。", ("研修の実施報告", DutyParty::Contractor, Trigger::Working)),
        (
            "操作の記録を５年間保存し、毎月点検する。",
            ("操作・接続の記録", DutyParty::Contractor, Trigger::Throughout),
        ),
        (
            "取扱責任者を定め、区に届け出る。",
            ("取扱責任者・取扱者の指定報告書", DutyParty::Contractor, Trigger::WorkBegins),
        ),
    ] {
        let duties = party(text);
        let of = duties.iter().find(|duty| duty.evidence.iter().any(|held| held.name == evidence));
        let of = of.unwrap_or_else(|| panic!("{text}: {duties:#?}"));
        assert_eq!((of.debtor, of.trigger), (Some(debtor), trigger), "{text}");
    }
    let yearly = party("従業員に個人情報の教育を毎年行う。");
    assert_eq!(yearly[0].due.base, DueBase::Yearly);
}

#[test]
fn what_the_ward_promises_of_itself_is_its_own_and_what_it_demands_is_not() {
    assert_eq!(ward("送信するファイルを暗号化する。")[0].debtor, Some(DutyParty::Ward));
    assert_eq!(ward("送信するファイルを暗号化させる。")[0].debtor, Some(DutyParty::Contractor));
    assert_eq!(ward("受託者は、ファイルを暗号化する。")[0].debtor, Some(DutyParty::Contractor));
    assert_eq!(party("区の職員が、名簿の内容を確認する。")[0].debtor, Some(DutyParty::Ward));
    let linkage = found(ItemKind::Linkage, ProtectionBy::Ward, "端末は施錠できるラックに収める。");
    assert_eq!(linkage[0].duty.debtor, Some(DutyParty::Ward));
}

#[test]
fn false_friends_bring_nothing() {
    for text in [
        "納税証明書を廃棄するときは、別に定める。",
        "個人情報保護の認証を受けた証明書の写しを添える。",
        "本は図書館の返却口に返却する。",
        "廃棄物の収集を委託する。",
        "暗証番号を本人が決める。",
        "暗号化されていない媒体は使わない。",
        "空き家の施錠状況を尋ねる。",
        "パスワードを忘れた方への案内を行う。",
        "教育委員会の職員が教育の相談を行う。",
        "システムの操作マニュアルを作成する。",
        "新型コロナウイルス感染症の対策を行う。",
        "児童の入退室の時刻を記録し、知らせる。",
        "関係者以外の立入りを禁止する。",
        "現金の授受簿をつける。",
        "承諾を得た場合のほか、再委託しない。",
        "配信の訓練を年２回行う。",
        "問い合わせには区が答える。",
    ] {
        assert_eq!((ward(text), party(text)), (Vec::new(), Vec::new()), "{text}");
    }
}

#[test]
fn the_line_that_attaches_clause_sets_brings_none() {
    let mut attach = line(ProtectionBy::Ward, "定期的な立入調査を定めた");
    attach.kind = ProtectionKind::ClauseSets;
    assert_eq!(propose_protections(ItemKind::Outsourcing, &[attach]), [Vec::new()]);
}

proptest! {
    #[test]
    fn every_proposal_may_be_confirmed_and_shows_its_words(
        text in "[区に受託者は再委託先定期的な立入調査廃棄証明書を消去提出させ随時返却授受簿施錠暗号化研修名簿確認、。しない]{0,60}",
        by in prop::sample::select(ProtectionBy::ALL),
        kind in prop::sample::select(ItemKind::ALL),
    ) {
        for found in found(kind, by, &text) {
            prop_assert_eq!(found.duty.faults("$", DutyHost::Protection), []);
            prop_assert!(!found.words.is_empty());
            for word in &found.words {
                prop_assert!(text.contains(word.as_str()));
            }
        }
    }
}
