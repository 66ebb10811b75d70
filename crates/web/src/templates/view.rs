//! What a template may see.

use serde::Serialize;

/// A view: everything one template shows, with finished addresses, dates and labels.
pub trait View: Serialize {
    /// The name of the template that shows this view.
    const TEMPLATE: &'static str;

    /// Believable examples, each with a name: a full one, an empty one, one for each case that the template distinguishes. A test renders them all.
    fn samples() -> Vec<(&'static str, Self)>
    where
        Self: Sized;
}
