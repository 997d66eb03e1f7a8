use crate::support::{
    cli::{Office, sha256},
    sample,
};

#[test]
fn a_submission_rendered_twice_gives_the_same_bytes() {
    let name = sample::submission_name(sample::whole_packet());
    let office = Office::with_sample();
    let first = office.run(&["submission", "render", &name]).done().stdout;
    let second = office.run(&["submission", "render", &name]).done().stdout;
    assert!(first.starts_with(b"%PDF-"));
    assert_eq!(sha256(&first), sha256(&second));
}

#[test]
fn the_same_register_elsewhere_gives_the_same_paper() {
    let name = sample::submission_name(sample::whole_packet());
    let render = |office: &Office| sha256(&office.run(&["submission", "render", &name]).done().stdout);
    assert_eq!(render(&Office::with_sample()), render(&Office::with_sample()));
}

#[test]
fn a_submission_is_named_by_its_uuid_too_and_written_where_asked() {
    let submission = sample::whole_packet();
    let office = Office::with_sample();
    let file = office.folder().join("資料.pdf");
    let id = submission["id"].as_str().unwrap();
    let printed = office.run(&["submission", "render", id, "-o", file.to_str().unwrap()]).done();
    assert!(printed.stdout.is_empty());
    let named = office.run(&["submission", "render", &sample::submission_name(submission)]).done().stdout;
    assert!(std::fs::read(file).unwrap() == named);
}

#[test]
fn a_submission_that_is_not_there_is_refused_by_name() {
    let office = Office::with_sample();
    let refused = office.run(&["submission", "render", "1999-1-1"]).refused();
    assert!(refused.stderr.contains("見つかりません"), "{}", refused.stderr);
    let wrong = office.run(&["submission", "render", "令和8年第1回"]);
    assert_eq!(wrong.code, Some(2), "{}", wrong.stderr);
    assert!(wrong.stderr.contains("submission-ref"), "{}", wrong.stderr);
}

#[test]
fn a_character_that_no_font_has_is_named_with_its_field_and_nothing_is_rendered() {
    let mut bundle = sample::json().clone();
    let submission = sample::whole_packet();
    let index = sample::list("submissions").iter().position(|s| s["id"] == submission["id"]).unwrap();
    let title = format!("{}𠮷", submission["title"].as_str().unwrap());
    bundle["submissions"][index]["title"] = title.into();
    let office = Office::empty();
    office.run_with(&["bundle", "import", "-"], bundle.to_string().as_bytes()).done();
    let refused = office.run(&["submission", "render", &sample::submission_name(submission)]).refused();
    assert!(refused.stderr.contains('𠮷'), "{}", refused.stderr);
    assert!(refused.stderr.contains("cover.subject"), "{}", refused.stderr);
}
