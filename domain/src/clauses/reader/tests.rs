mod outline;
mod properties;
mod sets;
mod speed;

use super::read;
use crate::clauses::{Printed, draft};

/// Texts of our own, in the manner of sixteen wards, with what they hold.
#[test]
fn every_ward_s_manner_is_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/clauses/reader/tests/wards");
    let mut texts: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    texts.sort();
    assert!(texts.len() >= 16);
    for path in texts {
        let outline = outline::outline(&read(&std::fs::read_to_string(&path).unwrap()));
        let expected = path.with_extension("outline");
        if std::env::var_os("AZUKARI_UPDATE_OUTLINES").is_some() {
            std::fs::write(&expected, &outline).unwrap();
        }
        assert_eq!(outline, std::fs::read_to_string(&expected).unwrap(), "{}", path.display());
    }
}

/// A row of clauses taken out together is printed a clause a line, and read again.
#[test]
fn a_row_of_deleted_clauses_comes_back_as_so_many() {
    let read_in = read("特記事項\n第１条　乙は、守る。\n第２条から第４条まで　削除\n第５条　乙は、返す。\n");
    let drafted = draft(&read_in);
    assert_eq!(drafted.clauses.len(), 5);
    assert!(drafted.renumbered.is_empty() && drafted.faults.is_empty(), "{drafted:?}");
    let printed = Printed {
        title: &read_in.title,
        preamble: &drafted.preamble,
        clauses: &drafted.clauses,
        trailing: &drafted.trailing,
        numbering: drafted.numbering,
        captions: drafted.captions,
    };
    assert_eq!(draft(&read(&printed.text())).clauses, drafted.clauses);
}

#[test]
fn a_number_in_a_sentence_is_no_clause() {
    for text in ["乙は、様式 alert(1)をここに書く。", "ただの文です。前項(1)に定めるものとする。"]
    {
        assert!(read(text).clauses.is_empty(), "{text}");
    }
    assert_eq!(read("(1)乙は、個人情報を守る。").clauses.len(), 1);
    assert_eq!(read("特記事項 (1)乙は、守る。(2)乙は、返す。").clauses.len(), 2);
}

#[test]
fn a_long_caption_among_short_ones_is_one() {
    let long = "委託を受けた業務のために集めた個人情報の安全な管理と持出しの制限に関する事項";
    let text = format!(
        "特記事項\n第１　目的\n　乙は、守る。\n第２　{long}\n　乙は、管理する。\n第３　返還\n　乙は、返す。\n"
    );
    let captions: Vec<_> = read(&text).clauses.into_iter().map(|read| read.clause.caption).collect();
    assert_eq!(captions, [Some("目的".to_owned()), Some(long.to_owned()), Some("返還".to_owned())]);
}
