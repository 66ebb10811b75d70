//! Refusals and surprises, and the one place that turns them into pages.
//!
//! A handler returns `Result<_, web::Error>`. The error becomes an answer without a body that carries an [`ErrorReport`]; the layer [`pages()`] around
//! the router gives it the crate's own look: HTML in *admin* and *public*, problem+json in *api*. Bare answers of axum and of the layers (404, 405,
//! 413, …) become such pages too, so no visitor ever reads a half sentence in plain text.

mod failure;
mod pages;
mod refusal;

pub use failure::Failure;
pub(crate) use pages::panicked;
pub use pages::{Render, pages, plain_500};
pub use refusal::Refusal;

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

/// Why a handler gives no page: it refuses, or it failed.
#[derive(Debug)]
pub enum Error {
    /// A decision, told to the person who asked.
    Refusal(Refusal),
    /// A surprise, told to the log; the person gets a reference.
    Failure(Failure),
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refusal(refusal)
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl From<minijinja::Error> for Error {
    fn from(error: minijinja::Error) -> Self {
        Self::Failure(Failure::from(error))
    }
}

/// What an error page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorReport {
    /// The status of the answer.
    pub status: StatusCode,
    /// The heading: `Page not found`.
    pub title: String,
    /// One or two sentences: what happened and what to do next.
    pub sentence: String,
    /// Names the line in the log, if this was a failure.
    pub reference: Option<String>,
    /// Names and values of the form that was not taken, for its sender to copy; empty where the browser still has them.
    pub kept: Vec<(String, String)>,
}

impl Error {
    /// What the page for this error says.
    pub fn report(&self) -> ErrorReport {
        match self {
            Self::Refusal(refusal) => refusal.report(),
            Self::Failure(failure) => failure.report(),
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = reported(self.report());
        if let Self::Refusal(refusal) = &self
            && let Some(seconds) = refusal.retry_after()
        {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        Error::Refusal(self).into_response()
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        Error::Failure(self).into_response()
    }
}

/// An answer without a body, to be rendered by [`pages()`].
pub(crate) fn reported(report: ErrorReport) -> Response {
    let mut response = report.status.into_response();
    response.extensions_mut().insert(report);
    response
}
