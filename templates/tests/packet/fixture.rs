//! A packet with every shape there is. Ward, programme and parties are
//! invented.

use chrono::NaiveDate;
use templates::packet::{
    BasisGroup, Block, Clause, ClauseItem, Clauses, Cover, Form, Line, Outline, Packet, Part, RecordedItems,
    Row, Run, Text,
};

/// Words of the page-long row, so that a test can look for its ends.
pub(crate) const FIRST_MEASURE: &str = "最初の対策として";
/// The end of the page-long row.
pub(crate) const LAST_MEASURE: &str = "最後の対策まで終える。";
/// A run with both marks.
pub(crate) const BOTH_MARKS: &str = "訪問の前に電話で知らせる";
/// A run that is only underlined.
pub(crate) const UNDERLINED: &str = "月二回の見守り訪問";
/// A run that is only bold.
pub(crate) const BOLD: &str = "返却の証明書";
/// A stretch with no place to break the line.
pub(crate) const UNBREAKABLE: &str = "https://mihon.example.jp/kikaku/itaku/2026/koureisha-mimamori-houmon-jigyou/tokki-jikou-betsushi-ichiran";

pub(crate) fn packet() -> Packet {
    Packet {
        title: "高齢者見守り訪問の委託について".into(),
        author: "見本区".into(),
        date: NaiveDate::from_ymd_opt(2026, 7, 1).expect("a day"),
        ident: "0197c6a0-0000-7000-8000-000000000001".into(),
        document_number: "資料１２".into(),
        cover: cover(),
        outline: outline(),
        parts: vec![
            Part::Form(outsourcing()),
            Part::Clauses(clauses()),
            Part::Form(linkage()),
            Part::RecordedItems(recorded_items()),
        ],
    }
}

fn cover() -> Cover {
    Cover {
        heading: "見本区情報公開・個人情報保護審議会　諮問・報告事項".into(),
        subject_label: "件名".into(),
        subject: "高齢者見守り訪問及び訪問結果の分析に係る業務の委託について（業務の追加）".into(),
        body_line: "内容は別紙のとおり".into(),
        basis_label: "条例の根拠".into(),
        basis: vec![
            BasisGroup {
                label: "【諮問】".into(),
                lines: vec!["◇第20条第２項第１号（外部の電子計算機との結合）".into()],
            },
            BasisGroup {
                label: "【報告】".into(),
                lines: vec!["◇第18条第１項（業務委託）".into(), "◇第19条第１項（再委託）".into()],
            },
        ],
        section: "（担当部課：福祉部高齢者支援課）".into(),
    }
}

fn outline() -> Outline {
    Outline {
        heading: "事業の概要".into(),
        notes: vec![
            Line::new("※", marked("下線", "は、今年度の前回から直したところ", true, false)),
            Line::new("※", marked("太字", "は、昨年度までの承認から直したところ", false, true)),
        ],
        rows: vec![
            Row::new("事業名", vec![Block::paragraph("高齢者見守り訪問")]),
            Row::new("担当課", vec![Block::paragraph("高齢者支援課")]),
            Row::new("対象者", vec![Block::paragraph("７５歳以上の一人暮らしの区民、約４，８００人")]),
            Row::new("事業内容", description()),
        ],
    }
}

fn description() -> Vec<Block> {
    vec![
        Block::Numbered { label: "１".into(), text: "今年度に加える業務".into() },
        Block::Paragraph {
            text: marked(UNDERLINED, "を始める（資料１２－１）。", true, false),
            indent: true,
        },
        Block::Head { text: "【訪問の流れ】".into() },
        Block::Line(Line {
            label: "・".into(),
            text: "対象となる人に案内を送り、返事のあった家から順に訪問する。".into(),
            more: vec!["約１，２００人。５月から９月まで。".into(), "返事のない人には改めて送る。".into()],
        }),
        Block::Line(Line::new("・", marked(BOTH_MARKS, "（※１）。", true, true))),
        Block::Footnote(Line::new("※", "人数は見込み")),
        Block::Footnote(Line::new("※１", "電話のない人には郵便で知らせ、届いたことを確かめてから伺う。")),
        Block::Numbered { label: "２".into(), text: "これまでの報告".into() },
        Block::Paragraph {
            text: "令和６年度第２回の本審議会で報告した。".into(), indent: true
        },
    ]
}

fn outsourcing() -> Form {
    let measures = (1..=40).map(|count| {
        let text = match count {
            1 => format!("{FIRST_MEASURE}、取り扱う人を決めて区に届け出る。"),
            40 => LAST_MEASURE.to_owned(),
            _ => format!("{count}番目の対策として、名簿を鍵のかかる棚に納め、持ち出すときは記録に残す。"),
        };
        Block::line(full_width(count), text)
    });
    Form {
        form_title: "別紙（業務委託）".into(),
        heading: "◇個人情報の収集を伴う委託、電子計算機による処理を伴う委託及びその他の委託（第18条第１項）・・・報告事項".into(),
        rows: vec![
            Row::new("件名", vec![Block::paragraph("高齢者見守り訪問の委託について")]),
            Row::new("委託先", vec![Block::paragraph("株式会社見本サポート（ISO27001取得済み）")]),
            Row::new("委託に伴い事業者に処理させる情報項目（だれの、どのような項目か）", data_items()),
            Row::new("案内の掲載先", vec![Block::paragraph(UNBREAKABLE)]),
            Row::new("備考", Vec::new()),
            Row::new("受託事業者に行わせる情報保護対策", measures.collect()),
        ],
    }
}

fn data_items() -> Vec<Block> {
    vec![
        Block::Head { text: "《委託先に提供する項目》".into() },
        Block::line("・", "訪問の対象となる人"),
        Block::Indented {
            text: "氏名、住所、電話番号、生年月日、緊急時の連絡先".into()
        },
        Block::Head { text: "《委託先に収集させる項目》".into() },
        Block::line("・", "訪問を受けた人"),
        Block::Indented { text: "訪問した日、体調、困りごと".into() },
        Block::paragraph("（対象者の項目については令和６年度第２回本審議会で了承済み）"),
    ]
}

fn linkage() -> Form {
    Form {
        form_title: "別紙（電子計算機の外部結合関係）".into(),
        heading: "◇外部との結合（第20条第２項第１号関係）・・・諮問事項".into(),
        rows: vec![
            Row::new("結合の相手方", vec![Block::paragraph("見本県高齢者福祉協議会")]),
            Row::new(
                "情報保護対策",
                vec![Block::line("１", "通信を暗号化する。"), Block::line("10", "記録を残す。")],
            ),
        ],
    }
}

fn recorded_items() -> RecordedItems {
    RecordedItems {
        annex_label: "（別紙２）".into(),
        title: "記録項目".into(),
        content: vec![Block::paragraph("整理番号、氏名、住所、電話番号、訪問した日、訪問した人、体調")],
    }
}

fn clauses() -> Clauses {
    let clause = |number: &str, caption: Option<&str>, body: &str| Clause {
        number: number.into(),
        caption: caption.map(Into::into),
        body: body.into(),
        ..Clause::default()
    };
    let item = |label: &str, text: &str, notes: Vec<Line>, items: Vec<ClauseItem>| ClauseItem {
        label: label.into(),
        text: text.into(),
        notes,
        items,
    };
    Clauses {
        annex_label: "（別紙１）".into(),
        title: "特記事項".into(),
        captions_beside: false,
        preamble: vec!["この契約の受託者は、次の事項を守る。".into()],
        clauses: vec![
            clause(
                "１",
                Some("（基本）"),
                "受託者は、預かった情報を大切に扱い、仕事を終えた後も他に漏らさない。",
            ),
            clause("２", None, "前項は、仕事を辞めた人にも及ぶ。"),
            Clause {
                notes: vec![Line::new("※", "区の名は契約ごとに改める。")],
                items: vec![
                    item("(1)", "区　見本区", vec![Line::new("※", "実施機関の名を入れる。")], Vec::new()),
                    item(
                        "(2)",
                        "受託者　区から仕事を請けた者",
                        Vec::new(),
                        vec![
                            item("ア", "法人", Vec::new(), Vec::new()),
                            item("イ", "個人", Vec::new(), Vec::new()),
                        ],
                    ),
                ],
                ..clause("３", Some("（言葉の意味）"), "この特記事項で用いる言葉の意味は、次のとおりとする。")
            },
            Clause {
                body: marked(BOLD, "を求められたときは、区に出す。", false, true),
                ..clause("10", Some("（返却）"), "")
            },
        ],
        trailing: vec!["以上のほか、区の指示に従う。".into()],
    }
}

fn marked(mark: &str, rest: &str, underline: bool, bold: bool) -> Text {
    vec![Run { text: mark.into(), underline, bold }, Run { text: rest.into(), ..Run::default() }].into()
}

/// Full-width up to nine, then half-width, as these papers number.
fn full_width(count: u32) -> String {
    match count {
        1..=9 => char::from_u32(u32::from('０') + count).into_iter().collect(),
        _ => count.to_string(),
    }
}
