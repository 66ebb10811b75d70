//! The table of gates: complete, each claim backed by a test that is there, and each limit of key presses the one that the walk holds.

use super::{read, root};

/// How many gates of each letter there are: U for what rules and measurements tell, K for tasks by keyboard alone.
const GATES: [(char, usize); 2] = [('U', 24), ('K', 28)];

/// One line of the table.
struct Line {
    gate: String,
    asks: String,
    limit: String,
    state: String,
    shown_by: String,
    reason: String,
}

fn lines() -> Vec<Line> {
    let table = read(&root().join("tests/accessibility/gates.md"));
    let is_gate = |line: &&str| {
        GATES.iter().any(|(letter, _)| line.strip_prefix("| ").is_some_and(|rest| rest.starts_with(*letter)))
    };
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let rows = table.lines().filter(is_gate).map(cells);
    rows.map(|cells| {
        let [gate, asks, limit, state, shown_by, reason] =
            <[String; 6]>::try_from(cells).expect("six cells in each line");
        Line { gate, asks, limit, state, shown_by, reason }
    })
    .collect()
}

/// The source of the file that a line names, from the test's name on, or from the rule on that all tests of screens hold. The name in a comment, or of a
/// test that is skipped, shows nothing.
fn from_the_test_on(line: &Line) -> String {
    let Line { gate, shown_by, .. } = line;
    let (file, name) = shown_by.split_once(" › ").unwrap_or_else(|| panic!("{gate} names no test"));
    let source = read(&root().join("tests").join(file));
    let mut places = source.match_indices(name).map(|(at, _)| at);
    let at = places.find(|at| shows_something(file, &source[..*at]));
    let at = at.unwrap_or_else(|| panic!("{gate}: {file} has no test “{name}”"));
    source[at..].to_owned()
}

/// Whether what stands before a name makes it that of a test, or code of the checks that tests share.
fn shows_something(file: &str, before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default().trim_start();
    if !file.contains(".test.") && file.rsplit('.').next() == Some("mjs") {
        return !["//", "/*", "*"].iter().any(|comment| line.starts_with(comment));
    }
    line.ends_with("fn ") || ["journey(", "check(", "await check("].iter().any(|call| line.starts_with(call))
}

#[test]
fn the_table_has_every_gate_once_in_order() {
    let found: Vec<String> = lines().into_iter().map(|line| line.gate).collect();
    let expected: Vec<String> =
        GATES.iter().flat_map(|(letter, last)| (1..=*last).map(move |number| format!("{letter}{number}"))).collect();
    assert_eq!(found, expected);
}

#[test]
fn what_is_said_to_be_met_is_shown_by_a_test_that_is_there() {
    for line in lines() {
        let Line { gate, asks, limit, state, shown_by, reason } = &line;
        assert!(!asks.is_empty() && !limit.is_empty(), "{gate} says what it asks, and how much");
        match state.as_str() {
            "meets" => drop(from_the_test_on(&line)),
            "differs" | "needs a person" => {
                from_the_test_on(&line);
                assert!(reason.len() > 10, "{gate} says why");
            }
            "not yet" => assert!(shown_by.is_empty() && reason.len() > 10, "{gate} says why, and claims no test"),
            other => panic!("{gate}: “{other}” is no state"),
        }
    }
}

#[test]
fn the_most_key_presses_of_the_table_are_those_of_the_walks() {
    for line in lines().into_iter().filter(|line| line.gate.starts_with('K') && line.state != "not yet") {
        let source = from_the_test_on(&line);
        let walk = source.find("journey(").map_or(source.as_str(), |next| &source[..next]);
        let Line { gate, limit, .. } = &line;
        assert!(limit.parse::<u32>().is_ok(), "{gate}: “{limit}” is no number of presses");
        assert!(walk.contains(&format!("within({limit})")), "{gate}: the walk does not hold {limit} presses");
    }
}
