//! `cargo xtask browser`: the journeys and page checks in a real browser, against the built binary.

use crate::install::{self, BrowserTools};
use crate::process::{self, Outcome, Scratch, Trouble};
use crate::tally::Tally;

/// Which part of the suite runs, and what it leaves behind.
#[derive(Debug, Default)]
pub(crate) struct Suite {
    /// Leave the servers' data and the collected pages on disk.
    keep: bool,
    /// Renew the two pictures of the README.
    readme: bool,
    /// Only tests whose name contains this text.
    only: Option<String>,
    /// Only these files of `tests/browser`; all when empty.
    files: Vec<String>,
}

impl Suite {
    fn parse(options: &[&str]) -> Outcome<Self> {
        let mut suite = Self::default();
        let mut options = options.iter();
        while let Some(option) = options.next() {
            match *option {
                "--keep" => suite.keep = true,
                "--readme" => suite.readme = true,
                "--only" => {
                    let text = options
                        .next()
                        .ok_or_else(|| Trouble::new("Say after --only what the tests' names contain."))?;
                    suite.only = Some((*text).to_owned());
                }
                file if file.ends_with(".test.mjs") => suite.files.push(file.to_owned()),
                other => {
                    return Err(Trouble::new(format!("`cargo xtask browser` does not know “{other}”.")));
                }
            }
        }
        Ok(suite)
    }

    fn is_whole(&self) -> bool {
        self.only.is_none() && self.files.is_empty()
    }
}

/// Runs the chore with its command-line options.
pub(crate) fn run(options: &[&str]) -> Outcome {
    let suite = Suite::parse(options)?;
    let tools = install::for_browser()?;
    let mut tally = Tally::default();
    run_suite(&tools, &suite, &mut tally)?;
    tally.close()
}

/// Builds the binary, runs the suite against it and adds what ran to the tally.
pub(crate) fn run_suite(tools: &BrowserTools, suite: &Suite, tally: &mut Tally) -> Outcome {
    let mut build = process::cargo();
    build.args(["build", "--workspace", "--bin", "waymark", "--locked"]);
    let binary = match process::executable_of(&mut build) {
        Ok(binary) => binary,
        Err(trouble) => {
            tally.problem(format!("The browser tests could not run: {trouble}"));
            return Ok(());
        }
    };
    let scratch = Scratch::new("browser-report")?;
    let report = scratch.path().join("report.tap");
    let mut node = std::process::Command::new(&tools.node);
    node.current_dir(process::root().join("tests/browser"))
        .args(["--test", "--test-concurrency=1", "--test-reporter=spec", "--test-reporter-destination=stdout"])
        .args(["--test-reporter=tap", &format!("--test-reporter-destination={}", report.display())])
        .env("WAYMARK_BINARY", binary)
        .env("WAYMARK_CHROMIUM", &tools.chromium)
        .env("WAYMARK_JAVA", &tools.java);
    if let Some(text) = &suite.only {
        node.env("WAYMARK_ONLY", text);
    }
    if suite.keep {
        node.env("WAYMARK_KEEP", "1");
    }
    if suite.readme {
        node.env("WAYMARK_README_SHOTS", "1");
    }
    node.args(if suite.files.is_empty() { test_files()? } else { suite.files.clone() });
    let succeeded = process::follow(&mut node, |_| ())?;
    tally.read_tap(&std::fs::read_to_string(&report).unwrap_or_default(), succeeded);
    if suite.is_whole() {
        tally.require_browser_kinds();
    }
    Ok(())
}

/// The suite's files by name; Node's own search differs between its versions.
fn test_files() -> Outcome<Vec<String>> {
    let mut files: Vec<String> = std::fs::read_dir(process::root().join("tests/browser"))?
        .filter_map(Result::ok)
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.ends_with(".test.mjs"))
        .collect();
    files.sort();
    Ok(files)
}
