//! One log line for each request: what was asked, what came of it, how long it took.

use std::time::Instant;

use axum::Router;
use axum::extract::{MatchedPath, Request};
use axum::middleware::{Next, from_fn};
use tracing::Instrument as _;

/// Longest part of an unmatched path that is logged, in characters.
const PATH_SHOWN: usize = 120;

/// Logs each answer of this router with method, route, status and microseconds.
///
/// The route is logged as it was declared (`/admin/nodes/{id}`); only a path that no route knows is logged itself, escaped and cut. Queries, bodies,
/// cookies and addresses of people never reach the log. Lines written meanwhile stand in the span `request`.
pub fn apply(router: Router) -> Router {
    router.layer(from_fn(|request: Request, next: Next| async move {
        let method = request.method().clone();
        let route = match request.extensions().get::<MatchedPath>() {
            Some(matched) => matched.as_str().to_owned(),
            None => request.uri().path().chars().take(PATH_SHOWN).flat_map(char::escape_debug).collect(),
        };
        let span = tracing::info_span!("request", %method, route);
        let started = Instant::now();
        async move {
            let response = next.run(request).await;
            let microseconds = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
            tracing::info!(status = response.status().as_u16(), microseconds, "answered");
            response
        }
        .instrument(span)
        .await
    }))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::sync::{Arc, Mutex};

    use axum::routing::get;
    use tracing::field::{Field, Visit};
    use tracing::span;

    use super::*;
    use crate::client::Client;

    /// Collects the fields of spans and events as text.
    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<String>>);

    impl Visit for Lines {
        fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
            write!(self.0.lock().unwrap(), "{field}={value:?} ").unwrap();
        }
    }

    impl tracing::Subscriber for Lines {
        fn enabled(&self, metadata: &tracing::Metadata<'_>) -> bool {
            metadata.target().starts_with("web")
        }
        fn new_span(&self, attributes: &span::Attributes<'_>) -> span::Id {
            attributes.record(&mut self.clone());
            span::Id::from_u64(1)
        }
        fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
        fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
        fn event(&self, event: &tracing::Event<'_>) {
            event.record(&mut self.clone());
        }
        fn enter(&self, _: &span::Id) {}
        fn exit(&self, _: &span::Id) {}
    }

    #[tokio::test]
    async fn the_log_names_the_route_and_keeps_secrets() {
        let lines = Lines::default();
        let guard = tracing::subscriber::set_default(lines.clone());
        let client = Client::new(apply(Router::new().route("/-/preview/{token}", get(|| async { "draft" }))));
        client.get("/-/preview/sesame?q=secret").await;
        client.get("/no/such").await;
        drop(guard);
        let text = lines.0.lock().unwrap().clone();
        assert!(
            text.contains("/-/preview/{token}") && text.contains("status=200") && text.contains("status=404"),
            "{text}"
        );
        assert!(text.contains("/no/such") && text.contains("microseconds="), "{text}");
        assert!(!text.contains("sesame") && !text.contains("secret"), "{text}");
    }
}
