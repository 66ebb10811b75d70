//! `cargo xtask bench editorial`: what editors wait for, on an invented site of 1,000 pages and on one of 100,000.
//!
//! The growth from the small site to the large one is what means something beyond this machine. Times are those of the server without a network,
//! the median of each row.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

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
    println!("\n{}", table(&small, &large));
    Ok(())
}

/// One measure of one site: its name, the median in microseconds and the number of runs.
type Row = (String, u64, usize);

fn measured(waymark: &Path, watch: &Path, data: &Path, [pages, events, providers]: [&str; 3]) -> Outcome<Vec<Row>> {
    let mut generate = Command::new(waymark);
    generate.args(["generate", "--pages", pages, "--events", events, "--providers", providers, "--data"]).arg(data);
    process::run(&mut generate)?;
    let text = process::answer_of(Command::new(watch).arg(data))
        .ok_or_else(|| Trouble::new("the watch failed; run the example by itself to see why."))?;
    let rows = text.lines().filter_map(row).collect();
    Ok(rows)
}

fn row(line: &str) -> Option<Row> {
    let mut parts = line.split('\t');
    Some((parts.next()?.to_owned(), parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// A row a measure. Moves differ in their number of nodes and so have no growth.
fn table(small: &[Row], large: &[Row]) -> String {
    let before: BTreeMap<&str, u64> = small.iter().map(|(name, median, _)| (name.as_str(), *median)).collect();
    let mut text = format!("{:<36} {:>12} {:>12} {:>8} {:>6}\n", "median", "1,000 pages", "100,000", "growth", "runs");
    for (name, median, runs) in large {
        let first = before.get(name.as_str());
        let shown = first.map_or_else(|| "–".to_owned(), |first| milliseconds(*first));
        let growth = first.map_or_else(|| "–".to_owned(), |first| ratio(*median, *first));
        let line = format!("{name:<36} {shown:>12} {:>12} {growth:>8} {runs:>6}\n", milliseconds(*median));
        text.push_str(&line);
    }
    for (name, median, runs) in small.iter().filter(|(name, ..)| large.iter().all(|(other, ..)| other != name)) {
        let line = format!("{name:<36} {:>12} {:>12} {:>8} {runs:>6}\n", milliseconds(*median), "–", "–");
        text.push_str(&line);
    }
    text
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

    #[test]
    fn the_growth_of_a_row_is_large_over_small_and_moves_have_none() {
        let small = [("edit form".to_owned(), 2_000, 101), ("move 111 nodes".to_owned(), 9_000, 5)];
        let large = [("edit form".to_owned(), 2_500, 101), ("move 11111 nodes".to_owned(), 900_000, 5)];
        let table = table(&small, &large);
        assert!(table.contains("2.00 ms      2.50 ms     1.25"), "{table}");
        assert_eq!(table.lines().count(), 4, "{table}");
    }

    #[test]
    fn what_is_no_measure_is_left_out() {
        assert_eq!(row("edit form\t2000\t101"), Some(("edit form".to_owned(), 2_000, 101)));
        assert_eq!(row("Ready."), None);
    }
}
