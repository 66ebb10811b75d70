//! What stands at an address.

use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, StatusCode, Uri};
use store::published::{self, EventFilter, Resolved};
use web::{Error, ErrorReport, Failure, redirect};

use crate::wire::{Gone, Node, Redirect};
use crate::{Api, answer, parameters::Parameters};

/// `GET /api/v1/resolve?path=…`: the node, or where it is now, or that it is gone, in one answer.
pub(crate) async fn node(State(api): State<Api>, uri: Uri, asked: HeaderMap) -> Result<Response, Error> {
    let parameters = Parameters::read(&uri, &["path"])?;
    let path = parameters.path()?;
    let found = published::resolve(&api.store, path, &EventFilter::default()).await.map_err(Failure::from)?;
    Ok(match found {
        Resolved::Live(node) => answer::json(&Node::new(*node, &api.site), &asked)?,
        Resolved::Moved(location) if !leads_somewhere(&location) => {
            tracing::error!(location, "a redirect leads nowhere");
            missing()
        }
        Resolved::Moved(location) => answer::json(&Redirect::to(location), &asked)?,
        Resolved::Gone => answer::json(&Gone::default(), &asked)?,
        Resolved::Missing => missing(),
    })
}

/// Whether a client may follow this: a path of the site or a web address, never a script.
fn leads_somewhere(location: &str) -> bool {
    redirect::local_path(location).is_some() || location.starts_with("https://") || location.starts_with("http://")
}

fn missing() -> Response {
    let report = ErrorReport {
        status: StatusCode::NOT_FOUND,
        title: "Nothing is published here".to_owned(),
        sentence: "Nothing is published at this path. Check its spelling; /api/v1/pages lists every page.".to_owned(),
        reference: None,
        kept: Vec::new(),
    };
    let mut response = Response::default();
    *response.status_mut() = report.status;
    response.extensions_mut().insert(report);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_never_runs_a_script() {
        for location in ["/", "/teaching-events", "https://www.gov.uk/x", "http://example.org/"] {
            assert!(leads_somewhere(location), "{location}");
        }
        for location in ["javascript:alert(1)", "//example.com/", "", "data:text/html,x"] {
            assert!(!leads_somewhere(location), "{location}");
        }
    }
}
