//! How the admin shows what it refuses and what went wrong.

use std::sync::Arc;

use axum::response::IntoResponse as _;
use serde::Serialize;
use web::error::{Render, plain_500};
use web::{ErrorReport, View};

use crate::Admin;
use crate::guard::Remembered;
use crate::kept_text::{self, KeptText};
use crate::shell::{Section, Shell};

/// A page that says what happened and what to do next.
#[derive(Debug, Serialize)]
struct ErrorView {
    shell: Shell,
    sentence: String,
    /// Names the line in the log; empty for a refusal.
    reference: String,
    /// What was typed into a form that was not taken.
    kept: Vec<KeptText>,
    /// Whether the person is signed in and can go on from the home screen.
    signed_in: bool,
}

impl View for ErrorView {
    const TEMPLATE: &'static str = "error.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = |title: &str, sentence: &str, reference: &str| Self {
            shell: Shell::sample(title),
            sentence: sentence.to_owned(),
            reference: reference.to_owned(),
            kept: Vec::new(),
            signed_in: true,
        };
        let typed = [("title", "Assessment Only"), ("block.7.markdown", "\nTwo\n</textarea>lines")];
        let kept = kept_text::of_form(&typed.map(|(name, value)| (name.to_owned(), value.to_owned())));
        vec![
            (
                "forbidden",
                view(
                    "You do not have permission",
                    "You don’t have permission to publish pages. Ask an administrator.",
                    "",
                ),
            ),
            ("failed", view("Something went wrong", "Go back and try again.", "0a1b2c3d")),
            (
                "from another site",
                Self { kept, ..view("This form came from another site", "Nothing was changed.", "") },
            ),
            ("outside", Self { signed_in: false, ..view("Page not found", "Check the address.", "") }),
        ]
    }
}

/// Renders every error of the admin.
pub(crate) fn renderer(admin: Admin) -> Render {
    Arc::new(move |report: &ErrorReport, asked: &http::request::Parts| {
        let person = asked.extensions.get::<Remembered>().and_then(Remembered::person);
        let shell = match person {
            Some(signed_in) => Shell::new(&admin, signed_in, Section::None, &report.title),
            None => Shell::outside(&admin, &report.title),
        };
        let view = ErrorView {
            shell,
            sentence: report.sentence.clone(),
            reference: report.reference.clone().unwrap_or_default(),
            kept: kept_text::of_form(&report.kept),
            signed_in: person.is_some(),
        };
        match admin.templates.render(&view) {
            Ok(page) => page.into_response(),
            Err(_) => plain_500(),
        }
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::ErrorView>();
    }
}
