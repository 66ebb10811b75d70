//! The addresses of the public site.

use axum::Router;
use axum::routing::get;
use web::headers::{self, Policy};

use crate::{Public, discovery, errors, files, node, preview};

/// Every address that is not another router's: fixed files, previews, files of the library, and all nodes by their paths. GET and HEAD only.
pub fn router(public: Public) -> Router {
    let policy = Policy::public().with_https(public.https);
    let render = errors::render(&public);
    let assets = public.assets.router();
    let router = Router::new()
        .route("/robots.txt", get(discovery::robots))
        .route("/sitemap.xml", get(discovery::sitemap))
        .route("/favicon.ico", get(discovery::favicon))
        .route("/-/preview/{token}", get(preview::draft))
        .route("/media/{id}/{name}", get(files::file))
        .route("/media/{id}/{version}/{name}", get(files::rendition))
        .fallback(get(node::page))
        .with_state(public)
        .merge(assets);
    headers::apply(web::error::pages(router, render), &policy)
}

#[cfg(test)]
mod tests;
