//! `cargo xtask bench editorial`: what editors wait for, on an invented site of 1,000 pages and on one of 100,000.
//!
//! The growth from the small site to the large one, the statements and the commits are what mean something beyond this machine. Times are those of
//! the server without a network, the median of each row. A commit is one fdatasync, whose own median is the first row. Which indexes keep the growth
//! flat is told in `crates/README.md`, and `tests/suite/stories/speed.rs` holds the plans.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::process::{self, Outcome, Scratch, Trouble};

/// Pages, events and providers of the two sites.
const SMALL: [&str; 3] = ["1000", "100", "20"];
const LARGE: [&str; 3] = ["100000", "10000", "2000"];

/// Builds, makes both sites, measures both and prints the table.
pub(crate) fn run() -> Outcome {
    let mut build = process::cargo();
    let waymark = process::executable_of(build.args(["build", "--profile", "fast", "--locked", "-p", "waymark"]))?;
    let mut build = process::cargo();
    build.args(["build", "--profile", "fast", "--locked", "-p", "waymark", "--example", "editorial"]);
    let watch = process::executable_of(&mut build)?;
    let scratch = Scratch::new("bench-editorial")?;
    let small = measured(&waymark, &watch, &scratch.path().join("small"), SMALL)?;
    let large = measured(&waymark, &watch, &scratch.path().join("large"), LARGE)?;
    println!("\n{}", table(&small.rows, &large.rows));
    println!("generate: {} nodes/s, then {} nodes/s", small.nodes_per_second, large.nodes_per_second);
    Ok(())
}

/// What was measured on one site.
struct Measured {
    nodes_per_second: u128,
    rows: Vec<Row>,
}

/// One measure of one site.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    name: String,
    /// The median, in microseconds.
    median: u64,
    runs: usize,
    statements: u64,
    commits: u64,
}

fn measured(waymark: &Path, watch: &Path, data: &Path, size: [&str; 3]) -> Outcome<Measured> {
    let [pages, events, providers] = size;
    let mut generate = Command::new(waymark);
    generate.args(["generate", "--pages", pages, "--events", events, "--providers", providers, "--data"]).arg(data);
    let begun = Instant::now();
    process::run(&mut generate)?;
    let nodes: u128 = size.iter().filter_map(|number| number.parse::<u128>().ok()).sum();
    let nodes_per_second = nodes * 1_000 / begun.elapsed().as_millis().max(1);
    let text = process::answer_of(Command::new(watch).arg(data))
        .ok_or_else(|| Trouble::new("the watch failed; run the example by itself to see why."))?;
    Ok(Measured { nodes_per_second, rows: text.lines().filter_map(row).collect() })
}

fn row(line: &str) -> Option<Row> {
    let mut parts = line.split('\t');
    let name = parts.next()?.to_owned();
    let median = parts.next()?.parse().ok()?;
    let runs = parts.next()?.parse().ok()?;
    Some(Row { name, median, runs, statements: parts.next()?.parse().ok()?, commits: parts.next()?.parse().ok()? })
}

/// A row a measure. Moves differ in their number of nodes and so have no growth.
fn table(small: &[Row], large: &[Row]) -> String {
    let before: BTreeMap<&str, &Row> = small.iter().map(|row| (row.name.as_str(), row)).collect();
    let mut text = line(["median", "1,000 pages", "100,000", "growth", "statements", "commits", "runs"]);
    for row in large {
        let first = before.get(row.name.as_str());
        let shown = first.map_or_else(none, |first| milliseconds(first.median));
        let growth = first.map_or_else(none, |first| ratio(row.median, first.median));
        text.push_str(&row.line(&shown, &milliseconds(row.median), &growth));
    }
    for row in small.iter().filter(|row| large.iter().all(|other| other.name != row.name)) {
        text.push_str(&row.line(&milliseconds(row.median), &none(), &none()));
    }
    text
}

impl Row {
    fn line(&self, small: &str, large: &str, growth: &str) -> String {
        let [statements, commits] = [self.statements, self.commits].map(|count| count.to_string());
        line([&self.name, small, large, growth, &statements, &commits, &self.runs.to_string()])
    }
}

fn line([name, small, large, growth, statements, commits, runs]: [&str; 7]) -> String {
    format!("{name:<34} {small:>12} {large:>12} {growth:>7} {statements:>11} {commits:>8} {runs:>5}\n")
}

fn none() -> String {
    "–".to_owned()
}

fn milliseconds(micros: u64) -> String {
    format!("{}.{:02} ms", micros / 1_000, micros % 1_000 / 10)
}

fn ratio(after: u64, before: u64) -> String {
    let hundredths = after * 100 / before.max(1);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(name: &str, median: u64) -> Row {
        Row { name: name.to_owned(), median, runs: 101, statements: 17, commits: 1 }
    }

    #[test]
    fn the_growth_of_a_row_is_large_over_small_and_moves_have_none() {
        let small = [measure("edit form", 2_000), measure("move 111 nodes", 9_000)];
        let large = [measure("edit form", 2_500), measure("move 11111 nodes", 900_000)];
        let table = table(&small, &large);
        assert!(table.contains("2.00 ms      2.50 ms    1.25          17        1   101"), "{table}");
        assert_eq!(table.lines().count(), 4, "{table}");
    }

    #[test]
    fn what_is_no_measure_is_left_out() {
        assert_eq!(row("edit form\t2000\t101\t17\t1"), Some(measure("edit form", 2_000)));
        assert_eq!(row("Ready."), None);
    }
}
