//! How the admin shows what it refuses and what went wrong.

use std::sync::Arc;

use axum::response::IntoResponse as _;
use serde::Serialize;
use web::error::{Render, plain_500};
use web::{ErrorReport, View};

use crate::Admin;
use crate::guard::Remembered;
use crate::shell::{Section, Shell};

/// A page that says what happened and what to do next.
#[derive(Debug, Serialize)]
struct ErrorView {
    shell: Shell,
    sentence: String,
    /// Names the line in the log; empty for a refusal.
    reference: String,
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
            signed_in: true,
        };
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
