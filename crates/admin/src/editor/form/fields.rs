//! Names and values as a form sends them.

use serde::{Deserialize, Serialize};

/// The fields of a form, or of one block of it, in their order. A name may stand there several times.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Fields with these names and values.
    pub(crate) fn of<const N: usize>(pairs: [(&str, String); N]) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// The value of a field; empty where the form sent none.
    pub(crate) fn one(&self, name: &str) -> &str {
        self.0.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value.as_str())
    }

    /// Every value sent under this name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// Whether a box of this name was ticked.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }

    /// Puts one value in the place of whatever stood under this name.
    pub(crate) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|(found, _)| found != name);
        self.push(name, value);
    }

    /// Changes every value that fits, each in its place.
    pub(crate) fn change(&mut self, fits: impl Fn(&str, &str) -> bool, into: impl Fn(&str) -> String) {
        for (name, value) in &mut self.0 {
            if fits(name, value) {
                *value = into(value);
            }
        }
    }

    /// Takes out every field whose name fits.
    pub(crate) fn remove(&mut self, fits: impl Fn(&str) -> bool) {
        self.0.retain(|(found, _)| !fits(found));
    }

    /// Adds a value behind the others.
    pub(crate) fn push(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.push((name.into(), value.into()));
    }

    /// All names and values, as a browser would send them.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}
