//! HTML that may be printed as it is.

use std::fmt;

use serde::{Deserialize, Serialize};

/// HTML that has passed the allow-list. Only this crate makes one; it may hold `node:` and `media:` placeholders until
/// [`crate::fill()`] has run.
///
/// It reads and writes as a plain string, because published blocks are stored as JSON. Reading one trusts the store it
/// comes from: never deserialise a `SafeHtml` from a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// Only `finish` and `fill` call this, with what they wrote themselves.
    pub(crate) fn trusted(html: String) -> Self {
        Self(html)
    }

    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The HTML, without a copy.
    pub fn into_string(self) -> String {
        self.0
    }

    /// All parts one after another, with nothing between them.
    pub fn concat(parts: impl IntoIterator<Item = SafeHtml>) -> SafeHtml {
        SafeHtml(parts.into_iter().map(SafeHtml::into_string).collect())
    }
}

impl fmt::Display for SafeHtml {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
