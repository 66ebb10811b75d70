//! Refusals and failures as problem details (RFC 9457).

use std::sync::Arc;

use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use web::Refusal;
use web::error::{ErrorReport, Render};

const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");

/// A problem. `type` is `about:blank`, so that `title` is the status in words (RFC 9457 section 4.2.1).
#[derive(Debug, Serialize)]
struct Problem {
    r#type: &'static str,
    title: &'static str,
    status: u16,
    detail: String,
    /// Names the line in the site's log; only failures have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
}

/// Renders refusals and failures. It asks no database, so that it works when that is what failed.
pub(crate) fn render() -> Render {
    Arc::new(|report: &ErrorReport, _asked| answer(report))
}

fn answer(report: &ErrorReport) -> Response {
    let problem = Problem {
        r#type: "about:blank",
        title: report.status.canonical_reason().unwrap_or("Error"),
        status: report.status.as_u16(),
        detail: detail(report),
        reference: report.reference.clone(),
    };
    let body = serde_json::to_vec(&problem).expect("a problem is numbers and text");
    (report.status, [(header::CONTENT_TYPE, PROBLEM_JSON)], body).into_response()
}

/// The report's own sentence, unless that speaks to somebody who looks at a page.
fn detail(report: &ErrorReport) -> String {
    let sentence = match report.status {
        StatusCode::NOT_FOUND if *report == Refusal::NotFound.report() => {
            "There is nothing at this address. The API answers at /api/v1/resolve, /api/v1/pages, /api/v1/events and \
             /api/v1/providers."
        }
        StatusCode::METHOD_NOT_ALLOWED => "The API can only be read. Send the request with GET or HEAD.",
        StatusCode::PAYLOAD_TOO_LARGE => "The API can only be read. Send the request without a body.",
        StatusCode::INTERNAL_SERVER_ERROR => {
            "Something went wrong. Try again; if it happens again, tell the person who runs the site and give this \
             reference."
        }
        _ => &report.sentence,
    };
    sentence.to_owned()
}
