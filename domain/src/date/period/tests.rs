use proptest::prelude::*;

use super::*;

fn d(text: &str) -> Option<NaiveDate> {
    Some(text.parse().unwrap())
}

fn check(text: &str, earliest: Option<NaiveDate>, latest: Option<NaiveDate>, precision: Precision) {
    let reading = read_period(text);
    assert_eq!(
        (reading.earliest, reading.latest, reading.precision),
        (earliest, latest, precision),
        "{text}"
    );
}

#[test]
fn a_span_of_days() {
    let (from, to) = (d("2026-04-01"), d("2027-03-31"));
    for text in [
        "令和８年４月１日から令和９年３月３１日まで",
        "令和8年4月1日から令和9年3月31日",
        "令和８年４月１日から９年３月３１日まで",
        "令和８年４月１日から翌年３月３１日まで",
        "令和８年４月１日（水）から令和９年３月３１日（水）まで",
        "令和８年４月１日（契約締結日）より、令和９年３月３１日迄",
        "R8.4.1～R9.3.31",
        "Ｒ８．４．１－Ｒ９．３．３１",
        "2026/4/1-2027/3/31",
        "2026-04-01〜2027-03-31",
        "令和八年四月一日から令和九年三月三十一日まで",
        "令和８年４月\n１日から令和９年３月３１\n日まで",
        "平成３８年４月１日から平成３９年３月３１日まで",
        "令和８年４月１日から１年間",
        "令和８年４月１日から（１２か月間）",
    ] {
        check(text, from, to, Precision::Day);
        let reading = read_period(text);
        assert!(!reading.rolling && !reading.after_council, "{text}");
    }
}

#[test]
fn a_date_takes_what_it_lacks_from_the_one_before() {
    check("令和８年１月上旬から同月３１日まで", d("2026-01-01"), d("2026-01-31"), Precision::ThirdOfMonth);
    check("令和８年４月１日から同年９月３０日まで", d("2026-04-01"), d("2026-09-30"), Precision::Day);
    check("令和８年４月１日から９月３０日まで", d("2026-04-01"), d("2026-09-30"), Precision::Day);
    check("令和８年１０月から３月まで", d("2026-10-01"), d("2027-03-31"), Precision::Month);
    check("令和８年１月１０日から２０日まで", d("2026-01-10"), d("2026-01-20"), Precision::Day);
    check("令和８年１２月１日から翌月１５日まで", d("2026-12-01"), d("2027-01-15"), Precision::Day);
    check("令和８年５月１日から同年度末まで", d("2026-05-01"), d("2027-03-31"), Precision::Month);
}

#[test]
fn months_and_thirds_of_them() {
    check("令和８年１月中旬", d("2026-01-11"), d("2026-01-20"), Precision::ThirdOfMonth);
    check("令和８年２月下旬まで", None, d("2026-02-28"), Precision::ThirdOfMonth);
    check("令和８年１月末まで", None, d("2026-01-31"), Precision::ThirdOfMonth);
    check("令和８年１月末日まで", None, d("2026-01-31"), Precision::Day);
    check("令和８年４月から令和８年６月まで", d("2026-04-01"), d("2026-06-30"), Precision::Month);
    check("２０２６．４～２０２７．３", d("2026-04-01"), d("2027-03-31"), Precision::Month);
}

#[test]
fn years_and_fiscal_years() {
    check("令和８年度", d("2026-04-01"), d("2027-03-31"), Precision::Year);
    check("平成２９年度から令和元年度まで", d("2017-04-01"), d("2020-03-31"), Precision::Year);
    check("令和８～１０年度", d("2026-04-01"), d("2029-03-31"), Precision::Year);
    check("令和８・９年度", d("2026-04-01"), d("2028-03-31"), Precision::Year);
    check("2026年", d("2026-01-01"), d("2026-12-31"), Precision::Year);
    check("令和８年度１月", d("2027-01-01"), d("2027-01-31"), Precision::Month);
    check("令和８年度末まで", None, d("2027-03-31"), Precision::Month);
}

#[test]
fn an_open_span_has_no_latest_day() {
    let reading = read_period("令和８年４月から（次年度以降も、同様の委託を行う。）");
    assert_eq!((reading.earliest, reading.latest), (d("2026-04-01"), None));
    assert_eq!(reading.precision, Precision::Month);
    assert!(reading.rolling);
    check("令和８年度より", d("2026-04-01"), None, Precision::Year);
    check("令和８年４月～", d("2026-04-01"), None, Precision::Month);
    check(
        "甲は令和８年４月から。乙は令和８年５月から令和８年６月まで",
        d("2026-04-01"),
        None,
        Precision::Month,
    );
    check("令和８年４月１日から委託し、５年間保存する", d("2026-04-01"), None, Precision::Day);
}

#[test]
fn a_rolling_span_keeps_its_days() {
    let reading =
        read_period("令和８年４月１日から令和９年３月３１日まで（次年度以降も、同様の委託を行う。）");
    assert_eq!((reading.earliest, reading.latest), (d("2026-04-01"), d("2027-03-31")));
    assert!(reading.rolling && !reading.after_council);
}

#[test]
fn a_month_of_every_year_is_no_date() {
    for text in ["毎年１月", "毎年４月１日から９月３０日まで", "調査（毎年１月）"]
    {
        let reading = read_period(text);
        assert_eq!((reading.earliest, reading.latest), (None, None), "{text}");
        assert!(reading.rolling, "{text}");
        assert_eq!(reading.precision, Precision::Unknown);
    }
    let reading = read_period("令和８年度から毎年１月");
    assert_eq!((reading.earliest, reading.latest, reading.rolling), (d("2026-04-01"), None, true));
}

#[test]
fn the_council_comes_first() {
    for text in [
        "本審議会で承認後から令和９年３月３１日まで",
        "審議会の了承を得た後、令和９年３月３１日まで",
        "本審議会で了承された日から令和９年３月３１日",
    ] {
        let reading = read_period(text);
        assert!(reading.after_council, "{text}");
        assert_eq!((reading.earliest, reading.latest), (None, d("2027-03-31")), "{text}");
    }
    assert!(!read_period("令和８年４月から（平成２４年度第７回本審議会で了承済み）").after_council);
    assert!(!read_period("審議会で承認、次年度以降も同様").after_council);
    assert!(!read_period("区長の承認後から令和９年３月３１日まで").after_council);
}

#[test]
fn several_spans_give_the_outermost_days() {
    let text = "・ 電話案内は、令和７年９月２５日から令和８年３月３１日まで\n・ 訪問は、令和８年１月上旬から同月３１日まで\n・ 結果の受領は、本審議会で了承後から令和８年１月３１日まで\n※ いずれも、次年度以降も、同様の業務委託を行う。";
    let reading = read_period(text);
    let expected = PeriodReading {
        earliest: d("2025-09-25"),
        latest: d("2026-03-31"),
        precision: Precision::ThirdOfMonth,
        rolling: true,
        after_council: true,
    };
    assert_eq!(reading, expected);
}

#[test]
fn a_cited_decision_is_no_period() {
    let text = "令和８年３月から（平成１９年度第７回本審議会で了承済み）";
    check(text, d("2026-03-01"), None, Precision::Month);
}

#[test]
fn numbers_that_are_no_dates_are_left_alone() {
    for text in [
        "",
        "未定",
        "契約締結後３０日以内",
        "約４，８００人",
        "電話 03-1234-5678",
        "2017-5-35",
        "第２四半期",
        "３年間",
        "１日１回",
        "ISO27001",
        "４月から９月まで",
        "昭和の森の年間管理",
    ] {
        check(text, None, None, Precision::Unknown);
    }
    check("令和８年４月１日から（５日以内に提出）", d("2026-04-01"), None, Precision::Day);
}

#[test]
fn a_day_that_is_none_leaves_its_month() {
    check("令和８年４月１日から令和８年６月３１日まで", d("2026-04-01"), d("2026-06-30"), Precision::Month);
}

#[test]
fn a_reading_survives_json() {
    let reading = read_period("令和８年１月上旬から同月３１日まで");
    let json = serde_json::to_string(&reading).unwrap();
    assert!(json.contains("\"third_of_month\"") && json.contains("\"2026-01-31\""), "{json}");
    assert_eq!(serde_json::from_str::<PeriodReading>(&json).unwrap(), reading);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let _ = read_period(&text);
    }

    #[test]
    fn no_near_period_makes_it_panic(
        text in "([RHM令和平成昭]|同年|翌月|翌年度|年度?|月|日|上旬|末|から|まで|[0-9０-９]{1,5}|[一二十〇]|間|[./~（）・、-]|毎年|審議会|承認|後){0,25}"
    ) {
        let reading = read_period(&text);
        let dated = reading.earliest.is_some() || reading.latest.is_some();
        prop_assert!(!dated || reading.precision != Precision::Unknown);
    }

    #[test]
    fn every_span_is_read_as_written(first in 0u64..60_000, length in 0u64..4_000) {
        let start = FIRST + chrono::Days::new(first);
        let end = start + chrono::Days::new(length);
        for write in [crate::date::format_date, crate::date::format_date_wide] {
            let reading = read_period(&format!("{}から{}まで", write(start), write(end)));
            prop_assert_eq!((reading.earliest, reading.latest), (Some(start), Some(end)));
            prop_assert_eq!(reading.precision, Precision::Day);
        }
    }
}

const FIRST: NaiveDate = NaiveDate::from_ymd_opt(1926, 1, 1).unwrap();
