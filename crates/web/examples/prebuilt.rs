//! A bare axum handler of prebuilt bytes, the benchmark's second measure: what the framework alone could do.
//!
//! `prebuilt PORT IDENTITY_FILE GZIP_FILE` serves the two files at `/identity` and `/gzip` on 127.0.0.1.

#![expect(clippy::disallowed_methods, reason = "an example may read the files that it is given")]

use axum::http::HeaderName;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::serve::ListenerExt as _;
use axum::{Router, routing::get};
use bytes::Bytes;

const HTML: (HeaderName, &str) = (CONTENT_TYPE, "text/html; charset=utf-8");

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next =
        |what: &str| arguments.next().ok_or_else(|| format!("Give {what}: prebuilt PORT IDENTITY_FILE GZIP_FILE"));
    let port: u16 = next("a port")?.parse()?;
    let identity = Bytes::from(std::fs::read(next("the page's file")?)?);
    let gzip = Bytes::from(std::fs::read(next("the page's file in gzip")?)?);

    let router = Router::new()
        .route("/identity", get(move || async move { ([HTML], identity) }))
        .route("/gzip", get(move || async move { ([HTML, (CONTENT_ENCODING, "gzip")], gzip) }));
    let listener =
        tokio::net::TcpListener::bind(("127.0.0.1", port)).await?.tap_io(|stream| drop(stream.set_nodelay(true)));
    axum::serve(listener, router).await?;
    Ok(())
}
