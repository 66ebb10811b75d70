//! `cargo xtask test`: every test, and how many of each kind ran.

use crate::browser::{self, Suite};
use crate::install;
use crate::process::{self, Outcome, Trouble};
use crate::tally::{CargoTests, Tally};

/// Whether the real-browser suite runs too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Browser {
    Included,
    LeftOut,
}

/// Runs the chore with its command-line options.
pub(crate) fn run(options: &[&str]) -> Outcome {
    let browser = match options {
        [] => Browser::Included,
        ["--without-browser"] if is_ci() => {
            return Err(Trouble::new(
                "The browser tests cannot be left out in CI. Run `cargo xtask test` without the option.",
            ));
        }
        ["--without-browser"] => Browser::LeftOut,
        _ => {
            return Err(Trouble::new("The only option of `cargo xtask test` is --without-browser."));
        }
    };
    everything(browser, Vec::new())
}

/// Installs, tests and sums up. `problems` are sentences about what failed before; each counts as one failure. The last
/// line printed is `N passed, N failed`.
pub(crate) fn everything(browser: Browser, problems: Vec<String>) -> Outcome {
    // First, so that a machine where nothing can be installed hears it before it has waited for the tests.
    let tools = match browser {
        Browser::Included => Some(install::for_browser()?),
        Browser::LeftOut => None,
    };
    let mut tally = Tally::with_problems(problems);
    rust_tests(&mut tally)?;
    if let Some(tools) = tools {
        browser::run_suite(&tools, &Suite::default(), &mut tally)?;
    } else {
        tally.note(
            "The browser tests were left out, as --without-browser asks: journeys, axe and Nu HTML checks did not run.",
        );
    }
    tally.close()
}

/// The server's binary first: a story kills it while it works, and `cargo test` alone builds no binary for other packages.
fn rust_tests(tally: &mut Tally) -> Outcome {
    process::run(process::cargo().args(["build", "--workspace", "--bin", "waymark", "--locked"]))?;
    let mut tests = CargoTests::default();
    let mut command = process::cargo();
    command.args(["test", "--workspace", "--locked", "--no-fail-fast"]).env("CARGO_TERM_COLOR", "never");
    let succeeded = process::follow(&mut command, |line| tests.read(line))?;
    tests.add_to(tally, succeeded);
    Ok(())
}

fn is_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| matches!(value.as_str(), "true" | "1"))
}
