//! HTML that is not escaped again.

use minijinja::Value;
use serde::{Serialize, Serializer};

/// Text that is HTML already, made by our own sanitiser or renderer; a template prints it as it is. Elsewhere (JSON) it is plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Safe(pub String);

impl Serialize for Safe {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Within a template's context minijinja recognises its own value and keeps the mark; any other serialiser sees a string.
        Value::from_safe_string(self.0.clone()).serialize(serializer)
    }
}
