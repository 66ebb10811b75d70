/// What is wrong with one field, as a sentence that says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The form field, such as `title` or `block.intro.markdown`.
    pub field: String,
    /// The sentence beside it.
    pub sentence: String,
}

impl Problem {
    /// A problem of a field.
    pub fn new(field: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self { field: field.into(), sentence: sentence.into() }
    }
}

/// Everything that is wrong with what was sent, in the order of the fields.
pub type Problems = Vec<Problem>;
