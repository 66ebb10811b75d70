//! Texts that are read part by part: steps, and details behind a line that opens them.

use serde::{Deserialize, Serialize};

/// What to do in which order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Steps {
    /// Stands above the steps; may be empty.
    pub heading: String,
    /// One after the other.
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What it is about, in some words.
    pub heading: String,
    /// What to do.
    pub markdown: String,
}

impl Default for Steps {
    /// Two steps to fill in: one alone is no order.
    fn default() -> Self {
        Self { heading: String::new(), steps: vec![Step::default(), Step::default()] }
    }
}

/// Details that are closed until somebody opens them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expander {
    /// The line that opens them.
    pub label: String,
    /// The details.
    pub markdown: String,
}

/// What somebody said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Their words.
    pub markdown: String,
    /// Who said it.
    pub name: String,
    /// What they are or where they wrote it; may be empty.
    pub role: String,
}
