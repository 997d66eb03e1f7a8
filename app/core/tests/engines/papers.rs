//! The council's paper: what it prints follows from the register.

use azukari_core::{
    Actor,
    council::{
        paper,
        submission::{self, PartOf, SubmissionQuery},
    },
    on_both_engines,
    testing::TestWard,
};
use domain::council::{Part, SubmissionRef};

use crate::register::{faults, fill, import, sample};

const PAPER: &str = "2026-3-14";

fn reference() -> SubmissionRef {
    PAPER.parse().unwrap()
}

/// Takes parts out of the paper.
async fn without(test: &TestWard, gone: fn(&Part) -> bool) {
    let mut changed = sample();
    for submission in &mut changed.submissions {
        submission.parts.retain(|part| !gone(part));
    }
    import(test, changed).await.unwrap();
}

on_both_engines! {
    the_same_register_gives_the_same_bytes(test) {
        fill(test).await;
        let paper = paper::render(&test.ward, &Actor::system("test"), reference()).await.unwrap();
        assert!(paper.bytes.starts_with(b"%PDF-1.7"));
        assert_eq!(paper.sha256.len(), 64);
        assert_eq!(paper.file_name, "資料１４.pdf");
        assert!(paper.title.starts_with("資料１４ 高齢者のフレイル予防"), "{}", paper.title);
        let by_id = submission::page(&test.ward, &Actor::system("test"), reference()).await.unwrap().submission.id;
        assert_eq!(paper::render(&test.ward, &Actor::system("test"), SubmissionRef::Id(by_id)).await.unwrap(), paper);
    }

    every_paper_of_the_sample_can_be_printed(test) {
        fill(test).await;
        for row in submission::list(&test.ward, &Actor::system("test"), &SubmissionQuery::default()).await.unwrap() {
            let found = paper::check(&test.ward, row.reference.parse().unwrap()).await.unwrap();
            assert_eq!(found, [], "{}", row.reference);
        }
    }

    an_annex_that_a_form_points_to_must_be_in_the_packet(test) {
        without(test, |part| matches!(part, Part::RecordedItems { .. })).await;
        let lacking = faults(paper::render(&test.ward, &Actor::system("test"), reference()).await);
        assert!(lacking.iter().all(|fault| fault.code == "missing-annex"), "{lacking:?}");
        assert!(lacking[0].message.contains("記録項目"), "{lacking:?}");
        assert_eq!(paper::check(&test.ward, reference()).await.unwrap(), lacking);
    }

    a_clause_set_that_is_attached_must_be_in_the_packet(test) {
        without(test, |part| matches!(part, Part::Clauses { .. })).await;
        let lacking = faults(paper::render(&test.ward, &Actor::system("test"), reference()).await);
        assert!(!lacking.is_empty() && lacking.iter().all(|fault| fault.code == "missing-annex"), "{lacking:?}");
        assert!(lacking[0].message.contains("特記事項"), "{lacking:?}");
    }

    a_character_that_no_font_has_is_named_with_its_field(test) {
        let mut changed = sample();
        let wanted = changed.submissions.iter_mut().find(|submission| submission.document_number == 14);
        wanted.unwrap().outline.purpose.push('𠮷');
        import(test, changed).await.unwrap();
        let missing = faults(paper::render(&test.ward, &Actor::system("test"), reference()).await);
        assert_eq!(missing.len(), 1, "{missing:?}");
        assert_eq!(missing[0].code, "missing-glyph");
        assert!(missing[0].message.contains("U+20BB7") && missing[0].message.contains("目的"), "{missing:?}");
        assert_eq!(paper::check(&test.ward, reference()).await.unwrap(), missing);
    }

    the_page_numbers_annexes_as_the_paper_does(test) {
        fill(test).await;
        let page = submission::page(&test.ward, &Actor::system("test"), reference()).await.unwrap();
        assert_eq!((page.row.reference.as_str(), page.row.printed_number.as_str()), (PAPER, "資料１４"));
        let annexes: Vec<&str> = page
            .parts
            .iter()
            .filter(|part| !matches!(part.of, PartOf::Form { .. }))
            .map(|part| part.label.as_str())
            .collect();
        assert_eq!(annexes, ["別紙１", "別紙２", "別紙３", "別紙４"]);
        assert_eq!(page.parts.len(), page.submission.parts.len());
    }

    papers_are_found_by_what_stands_in_them(test) {
        fill(test).await;
        let listed = async |text: &str| {
            let query = SubmissionQuery { text: text.into(), ..SubmissionQuery::default() };
            submission::list(&test.ward, &Actor::system("test"), &query).await.unwrap().len()
        };
        assert_eq!(listed("ﾌﾚｲﾙ").await, listed("フレイル").await);
        assert!(listed("フレイル").await >= 2);
        assert_eq!(listed("フレイル 図書館").await, 0);
        assert_eq!(told_missing(test).await, "資料 2000-1-1が見つかりません。");
    }
}

async fn told_missing(test: &TestWard) -> String {
    paper::render(&test.ward, &Actor::system("test"), "2000-1-1".parse().unwrap())
        .await
        .unwrap_err()
        .to_string()
}
