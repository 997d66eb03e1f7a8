use proptest::prelude::*;

use super::super::{echo, format_date, format_date_wide};
use super::*;

fn d(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn fault(text: &str) -> DateFault {
    parse_date(text).unwrap_err()
}

#[test]
fn reads_every_way_of_writing_one_day() {
    let ways = [
        "令和8年11月22日",
        "令和８年１１月２２日",
        "令和八年十一月二十二日",
        "　令和 8年 11月 22日 ",
        "令和8年11月22日（日）",
        "令和8年11月22日 日曜日",
        "㋿8年11月22日",
        "令8.11.22",
        "R8.11.22",
        "Ｒ８．１１．２２",
        "r8-11-22",
        "R08/11/22",
        "R.8.11.22",
        "R081122",
        "2026-11-22",
        "2026−11−22",
        "2026‐11‐22",
        "2026–11–22",
        "2026—11—22",
        "２０２６ー１１ー２２",
        "2026.11.22",
        "２０２６／１１／２２",
        "2026 11 22",
        "2026・11・22",
        "2026。11。22",
        "2026年11月22日",
        "西暦２０２６年１１月２２日",
        "二〇二六年十一月二十二日",
        "20261122",
        "２０２６１１２２",
        "平成38年11月22日",
        "昭和101年11月22日",
    ];
    for way in ways {
        assert_eq!(parse_date(way), Ok(d(2026, 11, 22)), "{way}");
    }
}

#[test]
fn reads_the_first_year_of_an_era() {
    for way in ["令和元年五月一日", "令和元年5月1日", "令和1年5月1日", "R1.5.1", "R元.5.1", "令元.5.1"]
    {
        assert_eq!(parse_date(way), Ok(d(2019, 5, 1)), "{way}");
    }
    assert_eq!(parse_date("昭和64年1月7日"), Ok(d(1989, 1, 7)));
    assert_eq!(parse_date("明治6年1月1日"), Ok(d(1873, 1, 1)));
    assert_eq!(parse_date("令和8年2月末日"), Ok(d(2026, 2, 28)));
}

#[test]
fn tells_of_years_outside_their_era() {
    let note = |text| read_date(text).unwrap().note();
    assert_eq!(note("平成34年3月31日").as_deref(), Some("平成34年3月は令和4年です。"));
    assert_eq!(note("令和元年4月1日").as_deref(), Some("令和元年4月は平成31年です。"));
    assert_eq!(note("令和8年4月1日"), None);
    assert_eq!(note("2022-03-31"), None);
    assert_eq!(read_date("平成34年3月31日").unwrap().date, d(2022, 3, 31));
    assert_eq!(parse_date("令和元年4月1日"), Ok(d(2019, 4, 1)));
}

#[test]
fn names_the_part_at_fault() {
    let cases = [
        ("", "date-empty", DatePart::Whole),
        ("　", "date-empty", DatePart::Whole),
        ("来月", "date-unreadable", DatePart::Whole),
        ("2026-ab-cd", "date-unreadable", DatePart::Whole),
        ("慶応4年1月1日", "date-unknown-era", DatePart::Era),
        ("26/11/22", "date-ambiguous-year", DatePart::Year),
        ("8年11月22日", "date-ambiguous-year", DatePart::Year),
        ("20226-11-22", "date-ambiguous-year", DatePart::Year),
        ("令和0年1月1日", "date-no-such-era-year", DatePart::Year),
        ("平成2017年1月1日", "date-no-such-era-year", DatePart::Year),
        ("0206-11-22", "date-year-out-of-range", DatePart::Year),
        ("明治5年12月2日", "date-old-calendar", DatePart::Year),
        ("令和", "date-part-missing", DatePart::Year),
        ("令和8年", "date-part-missing", DatePart::Month),
        ("令和8年11月", "date-part-missing", DatePart::Day),
        ("2026-11", "date-part-missing", DatePart::Day),
        ("2026-13-01", "date-no-such-month", DatePart::Month),
        ("20260001", "date-no-such-month", DatePart::Month),
        ("令和8年2月29日", "date-no-such-day", DatePart::Day),
        ("2026-11-31", "date-no-such-day", DatePart::Day),
        ("2026-11-00", "date-no-such-day", DatePart::Day),
        ("令和8年11月22日（月）", "date-wrong-weekday", DatePart::Weekday),
        ("令和8年11月22日から", "date-trailing", DatePart::Whole),
        ("2026-11-22-1", "date-trailing", DatePart::Whole),
    ];
    for (text, code, part) in cases {
        let fault = fault(text);
        assert_eq!((fault.code(), fault.part()), (code, part), "{text}: {fault}");
    }
}

#[test]
fn says_how_to_mend_it() {
    assert_eq!(fault("令和8年2月29日").to_string(), "2月29日はありません。2026年2月は28日までです。");
    assert_eq!(fault("令和8年4月").to_string(), "日付に日がありません。年・月・日をすべて入力してください。");
    let wrong = fault("令和8年11月22日(月)").to_string();
    assert_eq!(wrong, "曜日が合いません。令和8年11月22日は日曜日です（入力は月曜日）。");
    let field = fault("26/1/1").at_field("starts_on", "始まりの日");
    assert_eq!((field.code, field.place), ("date-ambiguous-year", crate::Place::Field("starts_on".into())));
    assert!(field.message.starts_with("始まりの日："), "{}", field.message);
}

#[test]
fn every_day_from_1873_to_2100_is_read_as_written() {
    for date in d(1873, 1, 1).iter_days().take_while(|date| date.year() <= 2100) {
        assert_eq!(
            read_date(&format_date(date)).map(|reading| (reading.date, reading.note())),
            Ok((date, None))
        );
        assert_eq!(parse_date(&format_date_wide(date)), Ok(date));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let _ = parse_date(&text);
    }

    #[test]
    fn every_shape_is_read_back(days in 0u64..83_000) {
        let date = d(1873, 1, 1) + chrono::Days::new(days);
        let (y, m, day) = (date.year(), date.month(), date.day());
        let written = EraYear::of(date).unwrap();
        for shape in [
            format!("{}{}.{m}.{day}", written.era.letter(), written.year),
            format!("{}{:02}{m:02}{day:02}", written.era.letter(), written.year),
            format!("{}{}年{m}月{day}日", written.era.short(), written.year),
            format!("{y:04}{m:02}{day:02}"),
            format!("{y}/{m}/{day} {}曜日", weekday(date)),
            date.to_string(),
        ] {
            prop_assert_eq!(parse_date(&shape), Ok(date), "{}", shape);
        }
    }

    #[test]
    fn no_near_date_makes_it_panic(text in "[RHSTM令和平成元年月日末0-9０-９一二十〇./ー（）日曜 -]{0,20}") {
        if let Ok(reading) = read_date(&text) {
            let _ = (reading.note(), echo(reading.date));
        }
    }
}
