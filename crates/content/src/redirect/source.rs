use std::fmt;

use percent_encoding::percent_decode_str;
use thiserror::Error;

use crate::{UrlPath, slug};

/// Where a redirect begins: one address (`/old-page.aspx`), or every address below one (`/old/*`). It has the one form in which visitors' addresses
/// are looked up: lower case, no slash at the end.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Source(String);

/// Why no redirect can begin at what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SourceError {
    /// Nothing was typed.
    #[error("Enter the old address, such as /old-page")]
    Empty,
    /// It is not a path.
    #[error("Enter the old address as a path of this site that begins with a slash, such as /old-page")]
    NotAPath,
    /// More than 2,000 bytes, or more than 300 levels.
    #[error("The old address is too long")]
    TooLong,
    /// A query or a fragment.
    #[error("Leave out what follows ? or # in the old address: visitors are led on with it and without")]
    Query,
    /// A star elsewhere than as the last part.
    #[error("A star may only stand at the end, after a slash, such as /old/*")]
    Star,
    /// The home page, or everything.
    #[error("The home page’s address cannot lead elsewhere")]
    Home,
    /// What the site serves itself.
    #[error("The site uses this address itself, so it cannot lead elsewhere")]
    Reserved,
}

impl Source {
    /// Reads an address as a person or a list gives it.
    pub fn parse(typed: &str) -> Result<Self, SourceError> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(SourceError::Empty);
        }
        if typed.contains(['?', '#']) {
            return Err(SourceError::Query);
        }
        if !typed.starts_with('/') || typed.starts_with("//") {
            return Err(SourceError::NotAPath);
        }
        let decoded = percent_decode_str(typed).decode_utf8().map_err(|_| SourceError::NotAPath)?;
        if decoded.contains('\\') || decoded.chars().any(char::is_control) {
            return Err(SourceError::NotAPath);
        }
        let path = normal(&decoded);
        if path.len() > UrlPath::MAX_BYTES || path.matches('/').count() > UrlPath::MAX_DEPTH {
            return Err(SourceError::TooLong);
        }
        let stem = path.strip_suffix("/*").unwrap_or(&path);
        if stem.is_empty() || stem == "/" {
            return Err(SourceError::Home);
        }
        if stem.contains('*') {
            return Err(SourceError::Star);
        }
        if stem.split('/').any(|part| part == "." || part == "..") {
            return Err(SourceError::NotAPath);
        }
        if is_reserved(stem) {
            return Err(SourceError::Reserved);
        }
        Ok(Self(path))
    }

    /// The text: the address, with `/*` behind it for all below it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address above all that a wildcard takes; `None` for one address.
    pub fn stem(&self) -> Option<&str> {
        self.0.strip_suffix("/*")
    }

    /// What of an address stands below a wildcard: of `/old/a/b` and `/old/*` it is `a/b`. One address covers itself, and nothing is left.
    pub fn covers<'path>(&self, path: &'path str) -> Option<&'path str> {
        match self.stem() {
            None => (path == self.0).then_some(""),
            Some(stem) => path.strip_prefix(stem)?.strip_prefix('/').filter(|rest| !rest.is_empty()),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The one form in which addresses are looked up among the redirects: lower case, no empty parts, no slash at the end. Unlike a node's address it may
/// hold any character: old sites had dots and spaces.
pub fn normal(path: &str) -> String {
    let mut normal = String::with_capacity(path.len());
    for part in path.split('/').filter(|part| !part.is_empty()) {
        normal.push('/');
        normal.push_str(&part.to_ascii_lowercase());
    }
    if normal.is_empty() { "/".into() } else { normal }
}

/// Every wildcard that takes this address, the longest first.
pub fn wildcards(path: &str) -> Vec<String> {
    if path.len() > UrlPath::MAX_BYTES || path.matches('/').count() > UrlPath::MAX_DEPTH {
        return Vec::new();
    }
    path.rmatch_indices('/').filter(|(at, _)| *at > 0).map(|(at, _)| format!("{}/*", &path[..at])).collect()
}

/// Whether the site serves this address itself, or keeps it for itself.
pub(super) fn is_reserved(path: &str) -> bool {
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    slug::is_reserved_word(first) || matches!(first, "robots.txt" | "sitemap.xml" | "favicon.ico" | ".well-known")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_in_the_form_in_which_visitors_are_looked_up() {
        for (typed, kept) in [
            (" /Old-Page/ ", "/old-page"),
            ("/Pages//Home.ASPX", "/pages/home.aspx"),
            ("/a%20file.pdf", "/a file.pdf"),
            ("/old/*", "/old/*"),
            ("/Old/Deep/*", "/old/deep/*"),
        ] {
            assert_eq!(Source::parse(typed).map(|source| source.to_string()), Ok(kept.to_owned()), "{typed}");
        }
    }

    #[test]
    fn what_cannot_be_one_is_refused_with_its_reason() {
        for (typed, error) in [
            ("", SourceError::Empty),
            ("old-page", SourceError::NotAPath),
            ("https://example.org/old", SourceError::NotAPath),
            ("//evil.example", SourceError::NotAPath),
            ("/a\\b", SourceError::NotAPath),
            ("/a/../b", SourceError::NotAPath),
            ("/%ff", SourceError::NotAPath),
            ("/a%00b", SourceError::NotAPath),
            ("/old?page=2", SourceError::Query),
            ("/old#top", SourceError::Query),
            ("/old*", SourceError::Star),
            ("/*/old", SourceError::Star),
            ("/", SourceError::Home),
            ("/*", SourceError::Home),
            ("/admin", SourceError::Reserved),
            ("/Admin/login", SourceError::Reserved),
            ("/api/*", SourceError::Reserved),
            ("/node/463", SourceError::Reserved),
            ("/robots.txt", SourceError::Reserved),
        ] {
            assert_eq!(Source::parse(typed), Err(error), "{typed}");
        }
        assert_eq!(Source::parse(&format!("/{}", "a".repeat(2_001))), Err(SourceError::TooLong));
        assert_eq!(Source::parse(&"/a".repeat(301)), Err(SourceError::TooLong));
    }

    #[test]
    fn a_wildcard_takes_what_lies_below_and_the_longest_comes_first() {
        assert_eq!(wildcards("/a/b/c"), ["/a/b/*", "/a/*"]);
        assert!(wildcards("/a").is_empty() && wildcards("/").is_empty());
        let old = Source::parse("/old/*").expect("a wildcard");
        assert_eq!([old.covers("/old/a/b"), old.covers("/old"), old.covers("/older/a")], [Some("a/b"), None, None]);
    }
}
