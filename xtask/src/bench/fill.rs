//! Invented registers of any size: the same items from the same seed, with
//! texts as long as those that councils are shown.

use serde_json::{Value, json};

/// Items of one bundle: some twenty megabytes.
pub(crate) const BUNDLE: usize = 5_000;
/// Sections of the invented ward.
const SECTIONS: usize = 120;
/// Items of a programme.
const OF_PROGRAMME: usize = 8;
/// Items of a party.
const OF_PARTY: usize = 12;

/// Stands in 20 of the first 1,000 items and in no other: the same answer has to be
/// found among ten and a hundred times as many.
pub(crate) const RARE_PHRASE: &str = "溶解処理の立会い";
/// Stands in no item.
pub(crate) const NO_HIT: &str = "潜水艦の係留";
/// Stands in 50 of the first 1,000 items and in no other.
pub(crate) const RARE_CHARACTER: &str = "鮫";
/// Stands in about one item of 12.
pub(crate) const SOME_PHRASE: &str = "データ入力";

const WORK: [&str; 12] = [
    "データ入力",
    "通知書の印字及び封入",
    "電話による聞き取り",
    "システムの運用及び保守",
    "窓口業務の補助",
    "健康診査",
    "訪問調査",
    "帳票の電子化",
    "アンケート調査の集計",
    "コールセンターの運営",
    "証明書の交付",
    "相談記録の整理",
];
const SUBJECTS: [&str; 12] = [
    "高齢者",
    "後期高齢者医療の被保険者",
    "国民健康保険の加入者",
    "住民基本台帳に記録された者",
    "保育所の利用者",
    "児童手当の受給者",
    "障害福祉サービスの利用者",
    "納税義務者",
    "区立学校の児童及び生徒",
    "生活保護の受給者",
    "予防接種の対象者",
    "介護保険の要介護認定者",
];
const NAMES: [&str; 24] = [
    "整理番号",
    "氏名",
    "フリガナ",
    "生年月日",
    "性別",
    "郵便番号",
    "住所",
    "方書",
    "電話番号",
    "世帯主の氏名",
    "続柄",
    "被保険者番号",
    "口座情報",
    "所得の額",
    "課税の区分",
    "健診の結果",
    "既往歴",
    "要介護度",
    "障害の等級",
    "相談の内容",
    "緊急連絡先",
    "在籍する学校",
    "個人番号",
    "届出年月日",
];
const SENTENCES: [&str; 16] = [
    "対象者が多数に上り、短い期間に処理を終える必要があるため、区の職員のみで行うことは困難である。",
    "専門の知識と設備を備える事業者に委託することにより、正確かつ迅速に実施することができる。",
    "委託先は、公募型プロポーザル方式により選定した事業者である。",
    "作業は区が指定する場所で行い、データを外部に持ち出すことはない。",
    "成果物は紙及び電磁的媒体により区へ納品させる。",
    "個人情報の取扱いについて、従事者に対する研修を年１回以上実施させる。",
    "業務の終了後、提供した情報を返還させ、複製した情報は消去させる。",
    "毎月の処理件数は約２，０００件を見込んでいる。",
    "休日及び夜間における対応が必要となる場合がある。",
    "通知の発送は年４回とし、発送の都度、宛名のデータを提供する。",
    "本業務に用いる端末は、外部のネットワークから切り離したものとする。",
    "再委託を行う場合は、あらかじめ区の承諾を得させる。",
    "前年度までの実績を踏まえ、作業の手順を見直した。",
    "問合せの内容は記録票に記入させ、翌日までに区へ報告させる。",
    "入力した内容は、別の従事者が照合して誤りのないことを確かめる。",
    "法令の改正に伴い、処理する情報の範囲を改める。",
];
const PROTECTIONS: [&str; 10] = [
    "提供した情報及び委託先が収集した情報は、業務の終了後に返還させる。",
    "区の職員が年１回以上立入調査を行い、管理の実態を確かめる。",
    "取扱責任者及び取扱者を定め、業務を始める前に、その氏名を区に届け出させる。",
    "提供された情報は、鍵の掛かる保管庫に収めて管理させる。",
    "情報を運ぶときは、鍵の掛かる容器に入れ、二人以上で運ばせる。",
    "端末には、利用者の識別符号と暗証番号を設定させ、定期に変えさせる。",
    "業務に必要のない複写及び複製を禁じる。",
    "電磁的媒体に記録する情報は、暗号化させる。",
    "事故が起きたときは、直ちに区へ報告し、その指示に従わせる。",
    "入退室を記録し、その記録を区が求めるときに提出させる。",
];
const MEDIA: [&str; 5] =
    ["紙", "電磁的媒体（システム）", "電磁的媒体（システム、ＤＶＤ－Ｒ）", "ＵＳＢメモリ", "磁気テープ"];

/// Draws numbers; the same from the same seed on every machine (SplitMix64).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound.max(1)).unwrap_or(1);
        usize::try_from(self.next() % bound).unwrap_or(0)
    }

    /// So often in a hundred.
    fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    /// Several, in the order of the list.
    fn some<'a>(&mut self, list: &[&'a str], least: usize, most: usize) -> Vec<&'a str> {
        let count = least + self.below(most - least + 1);
        let from = self.below(list.len());
        list.iter().cycle().skip(from).take(count).copied().collect()
    }
}

/// What the register that is filled holds already, by id.
pub(crate) struct Ground {
    department: String,
    outsourcing: String,
    reoutsourcing: String,
    linkage: String,
    editions: Vec<String>,
}

impl Ground {
    /// What items hang on, out of a bundle.
    pub(crate) fn of(bundle: &Value) -> Option<Self> {
        let basis = |kind: &str| {
            let bases = bundle["legal_bases"].as_array()?;
            let now = bases.iter().find(|it| it["item_kind"] == kind && it.get("valid_to").is_none())?;
            now["id"].as_str().map(str::to_owned)
        };
        let sets = bundle["clause_sets"].as_array()?;
        let editions = sets.iter().filter_map(|set| {
            let editions = set["editions"].as_array()?;
            editions.iter().find(|it| it["state"] == "published")?["id"].as_str().map(str::to_owned)
        });
        Some(Self {
            department: bundle["departments"][0]["id"].as_str()?.to_owned(),
            outsourcing: basis("outsourcing")?,
            reoutsourcing: basis("reoutsourcing")?,
            linkage: basis("linkage")?,
            editions: editions.collect(),
        })
    }
}

fn id(noun: usize, number: usize) -> String {
    format!("0199f000-0000-7000-8{noun:03x}-{number:012x}")
}

/// The id of an item by its number.
pub(crate) fn item_id(at: usize) -> String {
    id(5, at)
}

/// The bundle that makes a register of `from` items one of `to`.
pub(crate) fn bundle(ground: &Ground, from: usize, to: usize) -> Value {
    let mut named = json!({"format": "azukari", "version": 1});
    if from == 0 {
        named["sections"] = (0..SECTIONS)
            .map(|at| json!({"id": id(1, at), "department": ground.department, "name": format!("第{}課", at + 1)}))
            .collect();
    }
    let programmes = from.div_ceil(OF_PROGRAMME)..to.div_ceil(OF_PROGRAMME);
    named["programmes"] = programmes.clone().map(programme).collect();
    named["registered_businesses"] = programmes
        .map(|at| json!({"id": id(3, at), "name": format!("登録業務第{at}号"), "section": id(1, at % SECTIONS)}))
        .collect();
    named["parties"] = (from.div_ceil(OF_PARTY)..to.div_ceil(OF_PARTY)).map(party).collect();
    named["items"] = (from..to).map(|at| item(ground, at)).collect();
    named
}

fn programme(at: usize) -> Value {
    let mut draw = Draw(0x0100_0000 + u64::try_from(at).unwrap_or(0));
    let (subject, work) = (draw.of(&SUBJECTS), draw.of(&WORK));
    let paragraphs = draw.some(&SENTENCES, 3, 8);
    json!({
        "id": id(2, at), "name": format!("{subject}に係る{work}事業（第{at}号）"), "section": id(1, at % SECTIONS),
        "purpose": format!("{subject}の福祉の向上を図るため"), "subjects": subject,
        "description": paragraphs.iter().map(|text| json!({"kind": "paragraph", "text": text})).collect::<Vec<_>>(),
    })
}

fn party(at: usize) -> Value {
    let mut draw = Draw(0x0200_0000 + u64::try_from(at).unwrap_or(0));
    let kind = draw.of(&["情報サービス", "印刷", "コールサービス", "総合研究所", "警備保障", "医師会"]);
    json!({"id": id(4, at), "kind": "named", "name": format!("見本{kind}第{at}株式会社"),
        "certifications": [{"name": "プライバシーマーク"}]})
}

fn item(ground: &Ground, at: usize) -> Value {
    let mut draw = Draw(0x0300_0000 + u64::try_from(at).unwrap_or(0));
    // Every fifth of a hundred hangs under the item before it, which is none.
    let kind = match at % 20 {
        7 | 14 | 19 => "reoutsourcing",
        3 | 11 | 17 => "linkage",
        _ => "outsourcing",
    };
    let (past, now, proposal) = match draw.below(20) {
        0 => (false, false, true),
        1 => (false, true, true),
        2 | 3 => (true, true, false),
        _ => (false, true, false),
    };
    let mut versions = Vec::new();
    let mut add = |state: &str, from: Option<&str>, to: Option<&str>| {
        let number = at * 4 + versions.len();
        let mut version = version(ground, &mut draw, at, kind);
        version["id"] = id(6, number).into();
        version["state"] = state.into();
        if let Some(from) = from {
            version["valid_from"] = from.into();
        }
        if let Some(to) = to {
            version["valid_to"] = to.into();
        }
        versions.push(version);
    };
    if past {
        add("past", Some("2019-04-01"), Some("2023-03-31"));
    }
    if now {
        add("in_force", Some("2023-04-01"), None);
    }
    if proposal {
        add("proposal", None, None);
    }
    let mut item =
        json!({"id": id(5, at), "kind": kind, "programme": id(2, at / OF_PROGRAMME), "versions": versions});
    if kind == "reoutsourcing" {
        item["parent"] = id(5, at - 1).into();
    }
    item
}

fn version(ground: &Ground, draw: &mut Draw, at: usize, kind: &str) -> Value {
    let (subject, work) = (draw.of(&SUBJECTS), draw.of(&WORK));
    let (basis, direction, end) = match kind {
        "linkage" => (&ground.linkage, "linked", "に係る外部結合について"),
        "reoutsourcing" => (&ground.reoutsourcing, "provided", "の再委託について"),
        _ => (&ground.outsourcing, "provided", "の委託について"),
    };
    let lines = |texts: Vec<&str>| texts.iter().map(|text| json!({"text": text})).collect::<Vec<_>>();
    let mut reason = lines(draw.some(&SENTENCES, 2, 5));
    if at < 1_000 && at % 50 == 34 {
        reason.push(json!({"text": format!("文書の{RARE_PHRASE}を区の職員が行う。")}));
    }
    if at < 1_000 && at % 20 == 17 {
        reason.push(json!({"text": format!("{RARE_CHARACTER}島地区の住民を含む。")}));
    }
    let mut groups = vec![group(draw, direction, subject)];
    if kind == "outsourcing" && draw.percent(40) {
        groups.push(group(draw, "collected", subject));
    }
    let by = |by: &'static str, texts: Vec<&str>| {
        texts.into_iter().map(|text| json!({"by": by, "text": text})).collect::<Vec<_>>()
    };
    let mut protections = by("ward", draw.some(&PROTECTIONS, 2, 4));
    protections.extend(by("party", draw.some(&PROTECTIONS, 3, 6)));
    let edition = &ground.editions[draw.below(ground.editions.len())];
    json!({
        "title": format!("{subject}に係る{work}業務（第{at}号）{end}"),
        "holding_section": id(1, (at / OF_PROGRAMME) % SECTIONS),
        "registered_business": id(3, at / OF_PROGRAMME), "legal_basis": basis,
        "party": id(4, at / OF_PARTY), "reason": reason, "description": lines(draw.some(&SENTENCES, 2, 4)),
        "periods": [{"text": "令和５年４月１日から令和９年３月３１日まで"}], "data_groups": groups,
        "media": draw.some(&MEDIA, 1, 2).iter().map(|name| json!({"name": name})).collect::<Vec<_>>(),
        "protections": protections, "clause_sets": [{"edition": edition, "role": "governing"}],
    })
}

fn group(draw: &mut Draw, direction: &str, subject: &str) -> Value {
    let items = draw.some(&NAMES, 5, 14).into_iter().map(|name| {
        let mut item = json!({"name": name});
        if matches!(name, "健診の結果" | "既往歴") {
            item["sensitive"] = true.into();
        }
        if name == "個人番号" {
            item["my_number"] = true.into();
        }
        item
    });
    json!({"direction": direction, "print_direction": true, "subject": subject, "subject_style": "bullet",
        "people": 100 + draw.below(20_000), "items": items.collect::<Vec<_>>()})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_register() {
        let ground = || Ground {
            department: "d".into(),
            outsourcing: "o".into(),
            reoutsourcing: "r".into(),
            linkage: "l".into(),
            editions: vec!["e".into()],
        };
        let (whole, half) = (bundle(&ground(), 0, 200), bundle(&ground(), 100, 200));
        assert_eq!(whole["items"].as_array().unwrap()[100..], half["items"].as_array().unwrap()[..]);
        let ids: std::collections::BTreeSet<&str> =
            whole["items"].as_array().unwrap().iter().filter_map(|item| item["id"].as_str()).collect();
        assert_eq!(ids.len(), 200);
        let texts = whole["items"].to_string();
        assert!((300..2_000).contains(&(texts.chars().count() / 200)), "{}", texts.chars().count() / 200);
    }
}
