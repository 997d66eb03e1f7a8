//! Period lines with what was read from them.

use domain::{
    date::{PeriodReading, Precision, format_date, read_period},
    item::Line,
};
use leptos::prelude::*;

use crate::{
    components::{Tag, Tone},
    register::{Marked, mark_and_text},
};

/// The lines as typed, each with the days that due dates go by.
pub(super) fn periods(lines: &[Line]) -> impl IntoView + use<> {
    let lines = lines
        .iter()
        .map(|line| {
            view! {
                <li class="marked-line">
                    {mark_and_text(Marked::new(line.label.clone(), line.text.clone()))}
                    {reading(&line.text)}
                </li>
            }
        })
        .collect_view();
    view! {
        <ul class="marked">{lines}</ul>
        <p class="support">"「読み取り」は、書かれた文章から読み取った日付です。期限の一覧はこの日付を使います。"</p>
    }
}

/// What is read from a line.
pub(super) fn reading(text: &str) -> impl IntoView + use<> {
    let reading = read_period(text);
    view! {
        <span class="period-reading">
            <span>{words(&reading)}</span>
            {reading.rolling.then(|| view! { <Tag text="次年度以降も" tone=Tone::Info/> })}
            {reading.after_council.then(|| view! { <Tag text="審議会の後から" tone=Tone::Info/> })}
        </span>
    }
}

fn words(reading: &PeriodReading) -> String {
    let days = match (reading.earliest.map(format_date), reading.latest.map(format_date)) {
        (None, None) => return "読み取り：日付の指定なし".to_owned(),
        (Some(from), Some(to)) => format!("{from}～{to}"),
        (Some(from), None) => format!("{from}～（終わりの指定なし）"),
        (None, Some(to)) => format!("（始まりの指定なし）～{to}"),
    };
    let precision = match reading.precision {
        Precision::Day | Precision::Unknown => String::new(),
        coarse => format!("（{}）", coarse.label()),
    };
    format!("読み取り：{days}{precision}")
}

#[cfg(test)]
mod tests {
    use domain::date::read_period;

    use super::words;

    #[test]
    fn a_reading_says_its_days_and_how_close_they_are() {
        let of = |text: &str| words(&read_period(text));
        assert_eq!(
            of("令和８年６月１日から令和８年１２月２５日まで"),
            "読み取り：令和8年6月1日～令和8年12月25日"
        );
        assert_eq!(of("令和８年６月から"), "読み取り：令和8年6月1日～（終わりの指定なし）（月まで指定）");
        assert_eq!(of("毎年度、同じ内容で委託する。"), "読み取り：日付の指定なし");
    }
}
