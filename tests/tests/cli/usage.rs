use crate::support::cli::Office;

#[test]
fn wrong_usage_ends_with_2_and_help_with_0() {
    let office = Office::empty();
    for wrong in [
        &["no-such-command"][..],
        &["bundle", "no-such-thing"],
        &["bundle", "import"],
        &["submission", "render"],
        &["submission", "list", "--no-such-option"],
        &["account", "add", "someone"],
        &["account", "add", "someone", "--role", "emperor"],
    ] {
        let ended = office.run(wrong);
        assert_eq!(ended.code, Some(2), "{wrong:?}: {}", ended.stderr);
        assert!(ended.stdout.is_empty() && !ended.stderr.is_empty(), "{wrong:?}");
    }
    for asked in [&["--help"][..], &["--version"], &["bundle", "--help"]] {
        assert_eq!(office.run(asked).code, Some(0), "{asked:?}");
    }
}

#[test]
fn a_new_account_gets_a_password_that_is_printed_once() {
    let office = Office::with_sample();
    let added = office.run(&["account", "add", "officer1", "--role", "officer"]).done();
    assert!(added.text().trim().len() >= 20, "{}", added.text());
    let again = office.run(&["account", "add", "officer1", "--role", "viewer"]).refused();
    assert!(again.stderr.contains("account-login-taken"), "{}", again.stderr);
}

#[test]
fn a_password_is_taken_from_standard_input_and_not_printed() {
    let office = Office::with_sample();
    let arguments = ["account", "add", "officer2", "--role", "officer", "--password-stdin"];
    let added = office.run_with(&arguments, "四つの言葉を並べてそこに置く\n".as_bytes()).done();
    assert!(!added.text().contains("四つの言葉"));
    let weak = ["account", "add", "officer3", "--role", "officer", "--password-stdin"];
    let refused = office.run_with(&weak, b"short\n").refused();
    assert!(refused.stderr.contains("password-short"), "{}", refused.stderr);
}

#[test]
fn a_database_that_cannot_be_is_refused_in_words() {
    let office = Office::on("mysql://host/register".to_owned());
    let refused = office.run(&["submission", "list"]);
    assert_eq!(refused.code, Some(2), "{}", refused.stderr);
    assert!(refused.stderr.contains("database-url"), "{}", refused.stderr);
}
