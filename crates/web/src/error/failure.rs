//! A surprise: logged once, told to the visitor as a reference only.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use http::StatusCode;

use super::ErrorReport;

/// Something that should not have happened. Making one writes the log line; what it was never reaches a visitor.
pub struct Failure {
    reference: String,
    what: String,
}

impl Failure {
    /// Logs what happened, with everything that caused it, under a new reference.
    pub fn new(what: impl fmt::Display) -> Self {
        let what = what.to_string();
        let reference = next_reference(&what);
        tracing::error!(reference, "{what}");
        Self { reference, what }
    }

    /// Eight hexadecimal digits which stand in the log line and on the page.
    pub fn reference(&self) -> &str {
        &self.reference
    }

    /// What the page for this failure says.
    pub fn report(&self) -> ErrorReport {
        ErrorReport {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            title: "Something went wrong".to_owned(),
            sentence:
                "Go back and try again. If it happens again, tell the person who runs the site and give this reference."
                    .to_owned(),
            reference: Some(self.reference.clone()),
            kept: Vec::new(),
        }
    }
}

/// Every error of the standard kind is a surprise once it gets this far; refusals are turned into [`super::Refusal`] before.
impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        let mut what = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            let text = error.to_string();
            // Many errors repeat their cause in their own words.
            if !what.contains(&text) {
                what = format!("{what}: {text}");
            }
            cause = error.source();
        }
        Self::new(what)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} (reference {})", self.what, self.reference)
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// Different for each failure of a process; made of the text and a counter, so that it needs no random source.
fn next_reference(what: &str) -> String {
    static FAILURES: AtomicU64 = AtomicU64::new(0);
    let number = FAILURES.fetch_add(1, Ordering::Relaxed);
    let mut digits = crate::etag::digest(format!("{}-{number}-{what}", std::process::id()).as_bytes());
    digits.truncate(8);
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_failures_have_two_references() {
        let (one, other) = (Failure::new("the disk is on fire"), Failure::new("the disk is on fire"));
        assert_ne!(one.reference(), other.reference());
        assert_eq!(one.reference().len(), 8);
    }

    #[test]
    fn the_page_keeps_the_cause_to_itself() {
        let failure = Failure::from(std::io::Error::other("secret table nodes is corrupt"));
        assert!(failure.to_string().contains("secret table"));
        assert!(!format!("{:?}", failure.report()).contains("secret"));
    }
}
