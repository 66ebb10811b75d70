use super::*;

const ALL_WELL: &str = "\
   Compiling content v0.1.0
     Running unittests src/lib.rs (target/debug/deps/content-0123456789abcdef)

running 3 tests
test trail::tests::ends_at_home ... ok
test slug::tests::refuses_dots - should panic ... ok
test slug::tests::takes_forever ... ignored, slow
test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s

     Running suite/main.rs (target/debug/deps/suite-fedcba9876543210)

running 4 tests
test stories::an_editor_publishes ... ok
test stories::a_visitor_reads ... ok
test templates::each_has_a_sample ... ok
test architecture::sql_only_in_store ... ok
test result: ok. 4 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s

   Doc-tests content

running 0 tests

test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
";

fn tally_of(output: &str, succeeded: bool) -> Tally {
    let mut tests = CargoTests::default();
    output.lines().for_each(|line| tests.read(line));
    let mut tally = Tally::default();
    tests.add_to(&mut tally, succeeded);
    tally
}

#[test]
fn each_kind_is_counted_apart() {
    let summary = tally_of(ALL_WELL, true).summary();
    assert!(summary.contains("     2  unit tests of content, 1 left out\n"), "{summary}");
    assert!(summary.contains("     2  story tests\n"), "{summary}");
    assert!(summary.contains("     1  template tests\n"), "{summary}");
    assert!(summary.contains("     1  architecture tests\n"), "{summary}");
    assert!(!summary.contains("examples"), "{summary}");
    assert!(summary.ends_with("\n6 passed, 0 failed"), "{summary}");
}

#[test]
fn a_failed_story_is_a_failure() {
    let output = ALL_WELL
        .replace("an_editor_publishes ... ok", "an_editor_publishes ... FAILED")
        .replace("ok. 4 passed; 0 failed", "FAILED. 3 passed; 1 failed");
    let tally = tally_of(&output, false);
    assert!(tally.summary().ends_with("\n5 passed, 1 failed"), "{}", tally.summary());
    assert!(tally.close().is_err());
}

#[test]
fn a_torn_line_is_still_counted() {
    let output =
        ALL_WELL.replace("test stories::a_visitor_reads ... ok", "test stories::a_visitor_reads ... said something");
    let summary = tally_of(&output, true).summary();
    assert!(summary.contains("     1  other integration tests"), "{summary}");
    assert!(summary.ends_with("\n6 passed, 0 failed"), "{summary}");
}

#[test]
fn a_binary_that_crashed_is_a_failure() {
    let cut = ALL_WELL.find("test result: ok. 4").unwrap();
    let summary = tally_of(&ALL_WELL[..cut], false).summary();
    assert!(summary.contains("The test binary of suite ended before its tests did."), "{summary}");
    assert!(!summary.ends_with(" 0 failed"), "{summary}");
}

#[test]
fn a_build_that_failed_is_a_failure() {
    let summary = tally_of("error: could not compile `content`\n", false).summary();
    assert!(summary.contains("`cargo test` failed outside its tests"), "{summary}");
    assert!(summary.contains("No story tests ran."), "{summary}");
}

#[test]
fn nodes_report_is_counted_by_the_first_word_of_each_name() {
    let report = "\
TAP version 13
# Subtest: the public site
    # Subtest: axe: /
    ok 1 - axe: /
      ---
      duration_ms: 500
      ...
    not ok 2 - html: /events
    1..2
not ok 1 - the public site
ok 2 - journey: an editor publishes
ok 3 - public: no cookie
ok 4 - admin: one heading
# tests 5
";
    let mut tally = Tally::default();
    tally.read_tap(report, false);
    tally.require_browser_kinds();
    let summary = tally.summary();
    assert!(summary.contains("     1  browser journeys\n"), "{summary}");
    assert!(summary.contains("     1  axe page checks\n"), "{summary}");
    assert!(summary.ends_with("\n4 passed, 1 failed"), "{summary}");
}

#[test]
fn a_browser_test_that_was_left_out_is_named_and_fails_the_run() {
    let mut tally = Tally::default();
    tally.read_tap("ok 1 - journey: keyboard only # SKIP later\n", true);
    assert!(tally.summary().contains("A browser test was left out: journey: keyboard only"), "{}", tally.summary());
    assert!(tally.close().is_err());
}

#[test]
fn a_suite_that_died_is_a_failure() {
    let mut tally = Tally::default();
    tally.read_tap("ok 1 - journey: sign in\n", false);
    assert!(tally.summary().ends_with("\n1 passed, 1 failed"), "{}", tally.summary());
}
