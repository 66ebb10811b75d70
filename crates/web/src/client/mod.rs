//! A browser without JavaScript, for tests: it keeps cookies, says where its forms come from, fills them in and presses their buttons.
//!
//! It speaks to a router directly, without a socket. What it does with a form is what the HTML standard asks of browsers, to the byte: so a test can
//! prove that opening a page in the editor and saving it changes nothing.
//!
//! ```
//! # async fn story(router: axum::Router) {
//! let editor = web::client::Client::new(router);
//! let screen = editor.get("/admin/nodes/12").await;
//! let saved = screen.form("/admin/nodes/12").set("title", "Assessment Only").press("Save draft").await;
//! assert_eq!(saved.location(), "/admin/nodes/12");
//! # }
//! ```
//!
//! Being made for tests it panics with a sentence when a story cannot go on: no such form, field or button.

mod answer;
mod filled_form;
mod forms;
mod html;

pub use answer::Answer;
pub use filled_form::FilledForm;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use http::{HeaderMap, HeaderName, HeaderValue, Request, header};
use tower::ServiceExt as _;

/// The host that the browser believes to visit, unless told otherwise.
const HOST: &str = "localhost";

/// A browser window. Clones share its cookies.
#[derive(Clone, Debug)]
pub struct Client {
    router: Router,
    cookies: Arc<Mutex<BTreeMap<String, String>>>,
    host: String,
    peer: SocketAddr,
    headers: HeaderMap,
}

impl Client {
    /// A new browser without cookies, at `http://localhost`, from address 127.0.0.1.
    pub fn new(router: Router) -> Self {
        let peer = SocketAddr::from(([127, 0, 0, 1], 50_000));
        Self { router, cookies: Arc::default(), host: HOST.to_owned(), peer, headers: HeaderMap::new() }
    }

    /// The same browser (and cookies) at another address of the network.
    #[must_use]
    pub fn from_address(self, peer: SocketAddr) -> Self {
        Self { peer, ..self }
    }

    /// The same browser visiting another host, as `example.org` or `example.org:8080`.
    #[must_use]
    pub fn at_host(self, host: &str) -> Self {
        Self { host: host.to_owned(), ..self }
    }

    /// The same browser, which sends this header with every request.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        let name = HeaderName::try_from(name).expect("a header's name");
        self.headers.insert(name, HeaderValue::try_from(value).expect("a header's value"));
        self
    }

    /// Types an address, or follows a link to it. Redirects are not followed; see [`Answer::follow`].
    pub async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path).header("sec-fetch-mode", "navigate").header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::empty()).expect("the path is a valid address")).await
    }

    /// Sends a form from one of the site's own pages. Line ends go out as browsers send them.
    pub async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let lines = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n").replace('\n', "\r\n");
        let fields: Vec<(String, String)> = fields.iter().map(|(name, value)| (lines(name), lines(value))).collect();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ORIGIN, format!("http://{}", self.host))
            .header("sec-fetch-site", "same-origin")
            .header("sec-fetch-mode", "navigate");
        self.send(request.body(Body::from(crate::form::encode(&fields))).expect("the path is a valid address")).await
    }

    /// Sends a form with files from one of the site's own pages. A file is the name of its field, what it is called, and its bytes.
    pub async fn post_files(&self, path: &str, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Answer {
        const BOUNDARY: &str = "----WaymarkTestBoundary";
        let mut body = Vec::new();
        let head = |name: &str, file: Option<&str>| {
            let quoted = |text: &str| text.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
            let file =
                file.map(|file| format!("; filename=\"{}\"\r\nContent-Type: application/octet-stream", quoted(file)));
            let file = file.unwrap_or_default();
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{}\"{file}\r\n\r\n", quoted(name))
        };
        for (name, value) in fields {
            body.extend(head(name, None).bytes().chain(value.bytes()).chain(*b"\r\n"));
        }
        for (name, file, bytes) in files {
            body.extend(head(name, Some(file)).bytes().chain(bytes.iter().copied()).chain(*b"\r\n"));
        }
        body.extend(format!("--{BOUNDARY}--\r\n").bytes());
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
            .header(header::ORIGIN, format!("http://{}", self.host))
            .header("sec-fetch-site", "same-origin")
            .header("sec-fetch-mode", "navigate");
        self.send(request.body(Body::from(body)).expect("the path is a valid address")).await
    }

    /// Sends any request as it is, with this browser's cookies, host and headers where the request has none of its own.
    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        let path = request.uri().path_and_query().map_or("/", http::uri::PathAndQuery::as_str).to_owned();
        let host = HeaderValue::try_from(&self.host).expect("a host is a valid header value");
        let headers = request.headers_mut();
        headers.entry(header::HOST).or_insert(host);
        for (name, value) in &self.headers {
            headers.entry(name).or_insert_with(|| value.clone());
        }
        if let Some(cookies) = self.cookie_header() {
            headers.entry(header::COOKIE).or_insert(cookies);
        }
        request.extensions_mut().insert(ConnectInfo(self.peer));
        let response = self.router.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().expect("a cookie is text"));
        }
        Answer::read(self.clone(), path, response).await
    }

    /// The value of a cookie that the site has set.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    /// Sets a cookie, as a thief or an old session would have it.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), value.to_owned());
    }

    /// Forgets all cookies.
    pub fn forget_cookies(&self) {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn cookie_header(&self) -> Option<HeaderValue> {
        let cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        let pairs: Vec<String> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        (!pairs.is_empty()).then(|| HeaderValue::try_from(pairs.join("; ")).expect("cookies are valid header values"))
    }

    /// Keeps a cookie until the site takes it back (`Max-Age=0`, or an expiry long past).
    fn keep(&self, set_cookie: &str) {
        let mut parts = set_cookie.split(';').map(str::trim);
        let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else {
            return;
        };
        let taken_back = parts.map(str::to_ascii_lowercase).any(|attribute| {
            let age = attribute.strip_prefix("max-age=").and_then(|seconds| seconds.parse::<i64>().ok());
            age.is_some_and(|seconds| seconds <= 0)
                || (attribute.starts_with("expires=") && attribute.contains(" 1970 "))
        });
        let mut cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        if taken_back {
            cookies.remove(name);
        } else {
            cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}

#[cfg(test)]
mod tests;
