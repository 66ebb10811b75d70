//! The query of an address.

use axum::extract::FromRequestParts;
use http::request::Parts;
use serde::de::DeserializeOwned;

use super::not_understood;
use crate::error::Error;

/// A query with known parameters; several of one name become a `Vec`.
///
/// Refused with 400 and a sentence if a parameter is of the wrong kind or, with `#[serde(deny_unknown_fields)]`, unknown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        match axum_extra::extract::Query::<T>::from_request_parts(parts, state).await {
            Ok(axum_extra::extract::Query(query)) => Ok(Self(query)),
            Err(rejection) => Err(not_understood("address", &rejection.body_text())),
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::routing::get;
    use serde::Deserialize;

    use super::*;
    use crate::client::Client;

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Filter {
        #[serde(default)]
        region: Vec<String>,
        page: Option<usize>,
    }

    #[tokio::test]
    async fn unknown_parameters_are_told() {
        let client = Client::new(Router::new().route(
            "/",
            get(|Query(filter): Query<Filter>| async move { format!("{:?} {:?}", filter.region, filter.page) }),
        ));
        assert_eq!(
            client.get("/?region=London&region=South+West&page=2").await.text(),
            r#"["London", "South West"] Some(2)"#
        );
        assert_eq!(client.get("/").await.text(), "[] None");
        for (path, word) in [("/?draft=1", "draft"), ("/?page=two", "page")] {
            let answer = client.get(path).await;
            let sentence = &answer.report().unwrap().sentence;
            assert!(
                answer.status() == 400 && sentence.contains(word) && sentence.starts_with("The address"),
                "{sentence}"
            );
        }
    }
}
