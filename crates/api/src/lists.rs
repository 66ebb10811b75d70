//! Lists of what is live.

use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, Uri};
use store::published::{self, When};
use web::{Error, Failure};

use crate::parameters::Parameters;
use crate::wire::{EventItem, List, PageItem, Part, ProviderItem};
use crate::{Api, answer};

/// `GET /api/v1/pages`: pages in the order of their addresses.
pub(crate) async fn pages(State(api): State<Api>, uri: Uri, asked: HeaderMap) -> Result<Response, Error> {
    let slice = Parameters::read(&uri, &["limit", "offset"])?.slice()?;
    let listing = published::pages(&api.store, slice).await.map_err(Failure::from)?;
    let part = Part { path: "/api/v1/pages", filter: None, slice };
    Ok(answer::json(&List::new(listing, &part, &api.site, PageItem::new), &asked)?)
}

/// `GET /api/v1/events`: events, soonest first; past ones latest first.
pub(crate) async fn events(State(api): State<Api>, uri: Uri, asked: HeaderMap) -> Result<Response, Error> {
    let parameters = Parameters::read(&uri, &["limit", "offset", "when"])?;
    let (slice, when) = (parameters.slice()?, parameters.when()?);
    let listing = published::events(&api.store, slice, when).await.map_err(Failure::from)?;
    let filter = when.map(|when| match when {
        When::Upcoming => "when=upcoming",
        When::Past => "when=past",
    });
    let part = Part { path: "/api/v1/events", filter, slice };
    Ok(answer::json(&List::new(listing, &part, &api.site, EventItem::new), &asked)?)
}

/// `GET /api/v1/providers`: providers in alphabetical order.
pub(crate) async fn providers(State(api): State<Api>, uri: Uri, asked: HeaderMap) -> Result<Response, Error> {
    let slice = Parameters::read(&uri, &["limit", "offset"])?.slice()?;
    let listing = published::providers(&api.store, slice).await.map_err(Failure::from)?;
    let part = Part { path: "/api/v1/providers", filter: None, slice };
    Ok(answer::json(&List::new(listing, &part, &api.site, ProviderItem::new), &asked)?)
}
