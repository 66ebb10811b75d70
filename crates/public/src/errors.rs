//! Error pages in the site's own look.

use axum::response::{IntoResponse as _, Response};
use web::error::{ErrorReport, Render, plain_500};

use crate::Public;
use crate::views::error::ErrorView;
use std::sync::Arc;

/// Renders refusals and failures. It asks no database, so that it works when that is what failed.
pub(crate) fn render(public: &Public) -> Render {
    let (templates, site) = (public.templates.clone(), Arc::clone(&public.site));
    Arc::new(move |report: &ErrorReport, _asked| -> Response {
        match templates.render(&ErrorView::new(report, &site)) {
            Ok(page) => (report.status, page).into_response(),
            Err(_) => plain_500(),
        }
    })
}
