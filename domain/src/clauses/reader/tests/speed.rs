//! A long text is read at once, whatever it holds. The limit is wide, as tests
//! run unoptimised and beside others: what is caught is time that grows with
//! the square of the text.

use std::time::{Duration, Instant};

use crate::clauses::reader::read;

fn within_limit(name: &str, text: &str) {
    let started = Instant::now();
    let reading = read(text);
    let took = started.elapsed();
    assert!(took < Duration::from_secs(30), "{name}: {took:?}, {} clauses", reading.clauses.len());
}

#[test]
fn a_long_text_of_anything_is_read_at_once() {
    let long = |part: &str| part.repeat(200_000 / part.len());
    for part in [
        "１ 乙は、前項の定めを守る。\n",
        "(1) 前号に掲げるもの\n",
        "・前各号\n",
        "第１条（見出し）乙は、第１項から第３項までに反してはならない。\n",
        "次に掲げる",
        "ア 次の各号\n(1) 第１号\n",
        "（",
        "（見出し）\n",
        "１",
        "１\n",
        "第",
        "第１",
        "別紙１及び",
        "条例（",
        "※ 注記",
        "①②",
        "\n",
        "\u{c}特記事項\n",
        "あ",
        "あ\n",
        "１の２ ",
        "前各項から",
        "(ｱ) a) i) 一、",
        "第１から第400まで　削除\n",
        "第１条から第９条まで　",
        "第●条\n",
        "| 乙は、 |\n",
        "次の事項(２\n) ",
        "一 設備二 ",
        "3 乙は、第９９条に反しない。",
        "乙は、第９９条、第\n９８条に反しない。\n",
        "(1) 事項\n乙は、返す。\n",
        "第1x 乙は、\n",
    ] {
        within_limit(part, &long(part));
    }
}
