//! Counting tests from what libtest and Node's runner print, and the summary at the end.

use crate::process::{Outcome, Trouble};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The kinds of test that must have run; a run without one of them checked less than it says.
const RUST_KINDS: [Kind; 3] = [Kind::Story, Kind::Template, Kind::Architecture];
const BROWSER_KINDS: [Kind; 5] = [Kind::Journey, Kind::PublicPage, Kind::AdminScreen, Kind::Axe, Kind::Html];

/// A kind of test, in the order of the summary.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Unit { of: String },
    Example { of: String },
    Story,
    Template,
    Architecture,
    OtherIntegration,
    Journey,
    PublicPage,
    AdminScreen,
    Axe,
    Html,
}

impl Kind {
    fn label(&self) -> String {
        match self {
            Self::Unit { of } => format!("unit tests of {of}"),
            Self::Example { of } => format!("examples in the docs of {of}"),
            Self::Story => "story tests".into(),
            Self::Template => "template tests".into(),
            Self::Architecture => "architecture tests".into(),
            Self::OtherIntegration => "other integration tests".into(),
            Self::Journey => "browser journeys".into(),
            Self::PublicPage => "promises of public pages".into(),
            Self::AdminScreen => "promises of admin screens".into(),
            Self::Axe => "axe page checks".into(),
            Self::Html => "Nu HTML checks of pages".into(),
        }
    }

    /// The kind of an integration test by the module it stands in.
    fn of_module(name: &str) -> Self {
        match name.split("::").next() {
            Some("stories") => Self::Story,
            Some("templates") => Self::Template,
            Some("architecture") => Self::Architecture,
            _ => Self::OtherIntegration,
        }
    }

    /// The kind of a browser test by the word its name begins with; others only group these.
    fn of_browser_test(name: &str) -> Option<Self> {
        Some(match name.split_once(": ")?.0 {
            "journey" => Self::Journey,
            "public" => Self::PublicPage,
            "admin" => Self::AdminScreen,
            "axe" => Self::Axe,
            "html" => Self::Html,
            _ => return None,
        })
    }
}

/// How many tests of a kind passed, failed or were left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    pub(crate) ignored: usize,
}

/// Everything counted in one run.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    counts: BTreeMap<Kind, Count>,
    problems: Vec<String>,
    notes: Vec<String>,
}

impl Tally {
    pub(crate) fn with_problems(problems: Vec<String>) -> Self {
        Self { problems, ..Self::default() }
    }

    /// A sentence for the summary that is no failure.
    pub(crate) fn note(&mut self, sentence: &str) {
        self.notes.push(sentence.to_owned());
    }

    /// A failure that no counted test stands for.
    pub(crate) fn problem(&mut self, sentence: impl Into<String>) {
        self.problems.push(sentence.into());
    }

    fn count(&mut self, kind: Kind) -> &mut Count {
        self.counts.entry(kind).or_default()
    }

    fn failed(&self) -> usize {
        self.counts.values().map(|count| count.failed).sum()
    }

    /// Reads the report that Node's runner wrote in the Test Anything Protocol.
    pub(crate) fn read_tap(&mut self, report: &str, succeeded: bool) {
        let failed_before = self.failed();
        for line in report.lines().map(str::trim_start) {
            let (passed, rest) = match (line.strip_prefix("ok "), line.strip_prefix("not ok ")) {
                (Some(rest), _) => (true, rest),
                (_, Some(rest)) => (false, rest),
                _ => continue,
            };
            let Some((_, name)) = rest.split_once(" - ") else {
                continue;
            };
            let Some(kind) = Kind::of_browser_test(name) else {
                continue;
            };
            let left_out = name.contains(" # SKIP") || name.contains(" # TODO");
            let count = self.count(kind);
            match (left_out, passed) {
                (true, _) => count.ignored += 1,
                (false, true) => count.passed += 1,
                (false, false) => count.failed += 1,
            }
            if left_out {
                self.problem(format!("A browser test was left out: {name}"));
            }
        }
        if !succeeded && self.failed() == failed_before {
            self.problem("The browser suite failed outside its tests; see its output above.");
        }
    }

    /// Every kind that should have run and of which nothing did is a problem.
    pub(crate) fn require_rust_kinds(&mut self) {
        self.require(&RUST_KINDS);
    }

    /// As [`Tally::require_rust_kinds`], for a run of the whole browser suite.
    pub(crate) fn require_browser_kinds(&mut self) {
        self.require(&BROWSER_KINDS);
    }

    fn require(&mut self, kinds: &[Kind]) {
        for kind in kinds {
            let count = self.counts.get(kind).copied().unwrap_or_default();
            if count.passed + count.failed == 0 {
                self.problems.push(format!("No {} ran.", kind.label()));
            }
        }
    }

    /// The summary; its last line is `N passed, N failed`, where each problem counts as one failure.
    pub(crate) fn summary(&self) -> String {
        let mut lines = vec!["What ran:".to_owned()];
        for (kind, count) in &self.counts {
            let mut line = format!("{:>6}  {}", count.passed + count.failed, kind.label());
            if count.failed > 0 {
                let _ = write!(line, ", {} failed", count.failed);
            }
            if count.ignored > 0 {
                let _ = write!(line, ", {} left out", count.ignored);
            }
            lines.push(line);
        }
        lines.extend(self.notes.iter().chain(&self.problems).cloned());
        let passed: usize = self.counts.values().map(|count| count.passed).sum();
        lines.push(format!("{passed} passed, {} failed", self.failed() + self.problems.len()));
        lines.join("\n")
    }

    /// Prints the summary; trouble when anything failed.
    pub(crate) fn close(self) -> Outcome {
        println!("\n{}", self.summary());
        if self.failed() + self.problems.len() == 0 { Ok(()) } else { Err(Trouble::told()) }
    }
}

/// Reads the output of `cargo test`, line by line.
#[derive(Debug, Default)]
pub(crate) struct CargoTests {
    binary: Option<Binary>,
    counts: Vec<(Kind, Count)>,
    unfinished: Vec<String>,
}

/// The test binary whose lines are being read.
#[derive(Debug)]
struct Binary {
    name: String,
    /// The one kind of all its tests; `None` for an integration binary, whose modules tell.
    kind: Option<Kind>,
    by_module: BTreeMap<Kind, Count>,
}

impl CargoTests {
    pub(crate) fn read(&mut self, line: &str) {
        let line = line.trim_end();
        if let Some(binary) = binary_that_starts(line.trim_start()) {
            self.finish_crashed();
            self.binary = Some(binary);
        } else if let Some(result) = line.strip_prefix("test result: ") {
            self.finish(totals(result));
        } else if let Some((name, result)) = line.strip_prefix("test ").and_then(|rest| rest.rsplit_once(" ... ")) {
            let Some(binary) = &mut self.binary else {
                return;
            };
            let count = binary.by_module.entry(Kind::of_module(name)).or_default();
            match result {
                "ok" => count.passed += 1,
                "FAILED" => count.failed += 1,
                _ if result.starts_with("ignored") => count.ignored += 1,
                _ => {}
            }
        }
    }

    /// Hands the counts over. `succeeded` is how cargo itself ended: a build that failed has no test to stand for it.
    pub(crate) fn add_to(mut self, tally: &mut Tally, succeeded: bool) {
        self.finish_crashed();
        let failed_before = tally.failed();
        let problems_before = tally.problems.len();
        for (kind, count) in self.counts {
            let sum = tally.count(kind);
            sum.passed += count.passed;
            sum.failed += count.failed;
            sum.ignored += count.ignored;
        }
        for name in self.unfinished {
            tally.problem(format!("The test binary of {name} ended before its tests did."));
        }
        if !succeeded && tally.failed() == failed_before && tally.problems.len() == problems_before {
            tally.problem("`cargo test` failed outside its tests; see its output above.");
        }
        tally.require_rust_kinds();
    }

    fn finish(&mut self, total: Count) {
        let Some(binary) = self.binary.take() else {
            return;
        };
        if let Some(kind) = binary.kind {
            if total != Count::default() {
                self.counts.push((kind, total));
            }
            return;
        }
        // A line that a test's own output tore apart is missing among the modules; the totals still know of it.
        let mut rest = total;
        for (kind, count) in binary.by_module {
            rest.passed = rest.passed.saturating_sub(count.passed);
            rest.failed = rest.failed.saturating_sub(count.failed);
            rest.ignored = rest.ignored.saturating_sub(count.ignored);
            self.counts.push((kind, count));
        }
        if rest != Count::default() {
            self.counts.push((Kind::OtherIntegration, rest));
        }
    }

    fn finish_crashed(&mut self) {
        if let Some(binary) = self.binary.take() {
            self.unfinished.push(binary.name);
        }
    }
}

/// Cargo's line before a binary's own output, such as
/// `Running unittests src/lib.rs (target/debug/deps/content-0123456789abcdef)` or `Doc-tests content`.
fn binary_that_starts(line: &str) -> Option<Binary> {
    let (name, kind) = if let Some(of) = line.strip_prefix("Doc-tests ") {
        (of.to_owned(), Some(Kind::Example { of: of.to_owned() }))
    } else {
        let (what, file) = line.strip_prefix("Running ")?.strip_suffix(')')?.split_once(" (")?;
        let file = file.rsplit(['/', '\\']).next()?;
        let name = file.rsplit_once('-').map_or(file, |(name, _)| name).to_owned();
        let kind = what.starts_with("unittests ").then(|| Kind::Unit { of: name.clone() });
        (name, kind)
    };
    Some(Binary { name, kind, by_module: BTreeMap::new() })
}

/// The numbers of `ok. 5 passed; 0 failed; 1 ignored; 0 measured; …`.
fn totals(result: &str) -> Count {
    let number_before = |word: &str| {
        let before = result.split(word).next().filter(|before| before.len() < result.len())?;
        before.trim_end().rsplit(' ').next()?.parse().ok()
    };
    Count {
        passed: number_before(" passed").unwrap_or(0),
        failed: number_before(" failed").unwrap_or(0),
        ignored: number_before(" ignored").unwrap_or(0),
    }
}

#[cfg(test)]
mod tests;
