//! The table of ATAG 2.0: complete, and each claim is backed by a test that is there.

use super::{read, root};

/// The success criteria of ATAG 2.0 with their levels (W3C Recommendation of 24 September 2015). Those that follow WCAG have all three.
const CRITERIA: [(&str, &str); 63] = [
    ("A.1.1.1", "A–AAA"),
    ("A.1.2.1", "A"),
    ("A.1.2.2", "A"),
    ("A.2.1.1", "A"),
    ("A.2.1.2", "A"),
    ("A.2.2.1", "A"),
    ("A.2.2.2", "AA"),
    ("A.3.1.1", "A"),
    ("A.3.1.2", "A"),
    ("A.3.1.3", "AA"),
    ("A.3.1.4", "AAA"),
    ("A.3.1.5", "AAA"),
    ("A.3.1.6", "AAA"),
    ("A.3.2.1", "A"),
    ("A.3.2.2", "A"),
    ("A.3.2.3", "A"),
    ("A.3.2.4", "AAA"),
    ("A.3.3.1", "A"),
    ("A.3.4.1", "AA"),
    ("A.3.4.2", "AAA"),
    ("A.3.5.1", "AA"),
    ("A.3.6.1", "A"),
    ("A.3.6.2", "AA"),
    ("A.3.6.3", "AA"),
    ("A.3.7.1", "A"),
    ("A.3.7.2", "AAA"),
    ("A.4.1.1", "A"),
    ("A.4.1.2", "A"),
    ("A.4.1.3", "AAA"),
    ("A.4.2.1", "A"),
    ("A.4.2.2", "AA"),
    ("B.1.1.1", "A–AAA"),
    ("B.1.1.2", "A–AAA"),
    ("B.1.2.1", "A–AAA"),
    ("B.1.2.2", "A–AAA"),
    ("B.1.2.3", "A"),
    ("B.1.2.4", "A"),
    ("B.2.1.1", "A–AAA"),
    ("B.2.2.1", "A–AAA"),
    ("B.2.2.2", "A–AAA"),
    ("B.2.3.1", "A–AAA"),
    ("B.2.3.2", "A"),
    ("B.2.3.3", "AAA"),
    ("B.2.4.1", "A–AAA"),
    ("B.2.4.2", "AA"),
    ("B.2.4.3", "AA"),
    ("B.2.4.4", "AAA"),
    ("B.2.5.1", "AA"),
    ("B.2.5.2", "AA"),
    ("B.3.1.1", "A–AAA"),
    ("B.3.1.2", "A"),
    ("B.3.1.3", "A"),
    ("B.3.1.4", "AA"),
    ("B.3.1.5", "AA"),
    ("B.3.2.1", "A–AAA"),
    ("B.4.1.1", "A"),
    ("B.4.1.2", "A"),
    ("B.4.1.3", "AA"),
    ("B.4.1.4", "AA"),
    ("B.4.2.1", "A–AAA"),
    ("B.4.2.2", "A"),
    ("B.4.2.3", "AAA"),
    ("B.4.2.4", "AAA"),
];

/// One line of the table.
struct Line {
    criterion: String,
    level: String,
    how: String,
    state: String,
    shown_by: String,
}

fn lines() -> Vec<Line> {
    let table = read(&root().join("tests/accessibility/atag.md"));
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let rows = table.lines().filter(|line| line.starts_with("| A.") || line.starts_with("| B.")).map(cells);
    rows.map(|cells| {
        let [criterion, level, how, state, shown_by] = <[String; 5]>::try_from(cells).expect("five cells in each line");
        Line { criterion, level, how, state, shown_by }
    })
    .collect()
}

#[test]
fn the_table_has_every_criterion_once_in_order() {
    let found: Vec<(String, String)> = lines().into_iter().map(|line| (line.criterion, line.level)).collect();
    let expected = CRITERIA.map(|(criterion, level)| (criterion.to_owned(), level.to_owned()));
    assert_eq!(found, expected);
}

#[test]
fn what_is_claimed_is_shown_by_a_test_that_is_there() {
    for Line { criterion, level, how, state, shown_by } in lines() {
        assert!(how.len() > 10, "{criterion} says how");
        match state.as_str() {
            "meets" | "needs a person" => {
                let (file, name) = shown_by.split_once(" › ").unwrap_or_else(|| panic!("{criterion} names no test"));
                let source = read(&root().join("tests").join(file));
                assert!(source.contains(name), "{criterion}: {file} has no “{name}”");
            }
            "does not apply" | "not yet" => assert_eq!(shown_by, "", "{criterion}"),
            "not claimed" => assert_eq!(level, "AAA", "{criterion}: A and AA are the target"),
            other => panic!("{criterion}: “{other}” is no state"),
        }
    }
}
