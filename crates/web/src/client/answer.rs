//! What came back.

use axum::response::Response;
use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use http_body_util::BodyExt as _;

use super::{Client, FilledForm, forms};
use crate::error::ErrorReport;

/// An answer, read to its end.
#[derive(Clone, Debug)]
pub struct Answer {
    client: Client,
    path: String,
    status: StatusCode,
    headers: HeaderMap,
    report: Option<ErrorReport>,
    bytes: Bytes,
}

impl Answer {
    pub(super) async fn read(client: Client, path: String, response: Response) -> Self {
        let (mut parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("the answer's body is read to its end").to_bytes();
        Self { client, path, status: parts.status, headers: parts.headers, report: parts.extensions.remove(), bytes }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// All headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The first header of this name, if it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The path and query that were asked for.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The body as it came.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).expect("the answer is UTF-8; ask for bytes() instead")
    }

    /// Where a redirect leads.
    pub fn location(&self) -> &str {
        self.header(header::LOCATION.as_str())
            .unwrap_or_else(|| panic!("{} answered {} without a location", self.path, self.status))
    }

    /// What the site's error page says, if this is one.
    pub fn report(&self) -> Option<&ErrorReport> {
        self.report.as_ref()
    }

    /// Opens the page that a redirect leads to.
    pub async fn follow(&self) -> Self {
        self.client.get(self.location()).await
    }

    /// The first form on the page whose address contains this text (a form without one is sent to the page's own address).
    pub fn form(&self, action_contains: &str) -> FilledForm {
        let forms = self.forms();
        let actions: Vec<String> = forms.iter().map(|form| form.action().to_owned()).collect();
        let found = forms.into_iter().find(|form| form.action().contains(action_contains));
        found.unwrap_or_else(|| {
            panic!("{} ({}) has no form to {action_contains:?}, only {actions:?}", self.path, self.status)
        })
    }

    /// All forms of the page in order.
    pub fn forms(&self) -> Vec<FilledForm> {
        forms::parse(self.text())
            .into_iter()
            .map(|form| FilledForm::new(self.client.clone(), &self.path, form))
            .collect()
    }
}
