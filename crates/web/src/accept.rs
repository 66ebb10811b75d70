use http::{HeaderMap, header};

/// Whether a request wants JSON, as scripts do that say so in `Accept`; people's browsers do not.
pub fn wants_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    accept.contains("application/json")
}
