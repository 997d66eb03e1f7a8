use std::{
    io::{self, Cursor, Write},
    sync::{Arc, Mutex},
};

use azukari_core::{
    Actor, Error, Result, on_both_engines,
    policy::Role,
    register::{
        item::ItemQuery,
        ledger::{Encoding, LedgerFormat, LedgerRequest, LedgerTold, open},
    },
    testing::TestWard,
};
use calamine::{Data, Reader as _, Xlsx};
use chrono::NaiveDate;
use domain::item::{ItemKind, VersionState};

use crate::{
    register::{fill, held, import, operator, sample},
    support::person,
};

/// What spreadsheets open.
pub(crate) const UTF8: LedgerFormat = LedgerFormat::Csv(Encoding::Utf8);

/// What was written, kept for the test.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A day as programs write it.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The whole ledger of a day.
pub(crate) fn request(format: LedgerFormat, on: NaiveDate) -> LedgerRequest {
    LedgerRequest { format, on, items: ItemQuery::default(), conditions: Vec::new() }
}

async fn written(test: &TestWard, actor: &Actor, request: LedgerRequest) -> Result<(LedgerTold, Vec<u8>)> {
    let kept = Kept::default();
    let told = open(&test.ward, actor, request).await?.write(kept.clone()).await?;
    let bytes = kept.0.lock().unwrap().clone();
    Ok((told, bytes))
}

fn records(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Its records, the head first.
pub(crate) async fn csv(test: &TestWard, actor: &Actor, request: LedgerRequest) -> Vec<Vec<String>> {
    let (_, bytes) = written(test, actor, request).await.unwrap();
    let text = String::from_utf8(bytes).unwrap();
    records(text.strip_prefix('\u{FEFF}').unwrap())
}

fn titles(records: &[Vec<String>]) -> Vec<String> {
    let mut titles: Vec<String> = records[1..].iter().map(|record| record[2].clone()).collect();
    titles.sort();
    titles
}

on_both_engines! {
    a_day_shows_what_was_in_force_on_it(test) {
        fill(test).await;
        let items = held(test).await.items;
        let mut lengths = Vec::new();
        for on in ["2015-04-01", "2025-10-01", "2026-04-01", "2026-11-22", "2030-01-01"].map(day) {
            let listed = csv(test, &operator(), request(UTF8, on)).await;
            let mut held: Vec<String> =
                items.iter().filter_map(|item| item.in_force_on(on)).map(|version| version.title.clone()).collect();
            held.sort();
            assert_eq!(titles(&listed), held, "{on}");
            let numbers: Vec<&str> = listed[1..].iter().map(|record| record[0].as_str()).collect();
            assert_eq!(numbers, (1..=held.len()).map(|n| n.to_string()).collect::<Vec<_>>());
            lengths.push(held.len());
        }
        lengths.dedup();
        assert!(lengths.len() > 1, "the sample's days do not differ: {lengths:?}");
    }

    rows_of_a_section_stand_together_and_say_what_the_version_says(test) {
        fill(test).await;
        let listed = csv(test, &operator(), request(UTF8, test.clock.today())).await;
        let mut sections: Vec<&str> = listed[1..].iter().map(|record| record[1].as_str()).collect();
        sections.dedup();
        let runs = sections.len();
        sections.sort_unstable();
        sections.dedup();
        assert_eq!(runs, sections.len());
        assert!(runs > 1);
        for item in held(test).await.items {
            let Some(version) = item.in_force_on(test.clock.today()) else { continue };
            let row = listed.iter().find(|record| record[2] == version.title).unwrap();
            assert_eq!(row[3], item.kind.word());
            for name in version.data_groups.iter().flat_map(|group| &group.items) {
                assert!(row[6].contains(&name.name), "{row:?}");
            }
            let media: Vec<&str> = version.media.iter().map(|medium| medium.name.as_str()).collect();
            assert_eq!(row[7], media.join("、"));
            assert!(version.periods.iter().all(|line| row[8].contains(&line.text)), "{row:?}");
        }
    }

    filters_and_reach_narrow_it(test) {
        fill(test).await;
        let today = test.clock.today();
        let all = csv(test, &operator(), request(UTF8, today)).await;
        let items = ItemQuery { kind: Some(ItemKind::Linkage), ..ItemQuery::default() };
        let linked = csv(test, &operator(), LedgerRequest { items, ..request(UTF8, today) }).await;
        assert!(linked.len() > 1 && linked[1..].iter().all(|record| record[3] == ItemKind::Linkage.word()));

        let section = held(test).await.items.iter().find_map(|item| item.in_force_on(today)).unwrap().holding_section;
        let own = Actor { sections: vec![section.uuid()], ..person(Role::Section) };
        let own = csv(test, &own, request(UTF8, today)).await;
        assert!(own.len() > 1 && own.len() < all.len());
        assert!(own[1..].iter().all(|record| record[1] == own[1][1]));
        let none = csv(test, &person(Role::Section), request(UTF8, today)).await;
        assert_eq!(none.len(), 1);
        assert_eq!(csv(test, &person(Role::Viewer), request(UTF8, today)).await, all);
    }

    both_encodings_and_the_spreadsheet_say_the_same_and_formulas_are_text(test) {
        let mut bundle = sample();
        let item = bundle.items.iter_mut().find(|item| {
            item.versions.iter().any(|version| version.state == VersionState::InForce)
        }).unwrap();
        for version in &mut item.versions {
            version.title = "=HYPERLINK(\"x\")、𠮷\"引用\"".into();
        }
        import(test, bundle).await.unwrap();
        let today = test.clock.today();
        let utf8 = csv(test, &operator(), request(UTF8, today)).await;
        let title = "'=HYPERLINK(\"x\")、𠮷\"引用\"";
        assert!(utf8.iter().any(|record| record[2] == title));

        let (told, bytes) =
            written(test, &operator(), request(LedgerFormat::Csv(Encoding::ShiftJis), today)).await.unwrap();
        assert_eq!(told.unprintable, ['𠮷']);
        let (text, _, broken) = encoding_rs::SHIFT_JIS.decode(&bytes);
        assert!(!broken);
        let alike = |records: &[Vec<String>]| -> Vec<Vec<String>> {
            let plain = |text: &String| text.replace('𠮷', "〓").replace('〜', "～").replace('−', "－");
            records.iter().map(|record| record.iter().map(plain).collect()).collect()
        };
        assert_eq!(alike(&records(&text)), alike(&utf8));

        let (_, bytes) = written(test, &operator(), request(LedgerFormat::Xlsx, today)).await.unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        assert_eq!(book.worksheet_formula("台帳").unwrap().used_cells().count(), 0);
        let sheet = book.worksheet_range("台帳").unwrap();
        let cell = |cell: &Data| match cell {
            Data::Float(number) => number.to_string(),
            other => other.to_string(),
        };
        let rows: Vec<Vec<String>> = sheet.rows().map(|row| row.iter().map(cell).collect()).collect();
        let expected: Vec<Vec<String>> = utf8
            .iter()
            .map(|record| record.iter().map(|text| text.strip_prefix('\'').unwrap_or(text).to_owned()).collect())
            .collect();
        assert_eq!(rows, expected);
    }

    the_same_register_gives_the_same_files(test) {
        fill(test).await;
        let today = test.clock.today();
        for format in [LedgerFormat::Pdf { tagged: true }, LedgerFormat::Pdf { tagged: false }, LedgerFormat::Xlsx] {
            let (told, first) = written(test, &operator(), request(format, today)).await.unwrap();
            let (_, second) = written(test, &operator(), request(format, today)).await.unwrap();
            assert!(first == second, "{format:?}");
            assert_eq!(told.pages.is_some(), matches!(format, LedgerFormat::Pdf { .. }));
        }
    }

    a_reader_that_has_gone_ends_it(test) {
        struct Gone;
        impl Write for Gone {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
        }
        fill(test).await;
        for format in [LedgerFormat::Pdf { tagged: true }, LedgerFormat::Xlsx, UTF8] {
            let open = open(&test.ward, &operator(), request(format, test.clock.today())).await.unwrap();
            let Err(Error::Internal { source, .. }) = open.write(Gone).await else { panic!("{format:?} was written") };
            let kind = source.downcast_ref::<io::Error>().map(io::Error::kind);
            assert_eq!(kind, Some(io::ErrorKind::BrokenPipe), "{format:?}: {source}");
        }
    }
}
