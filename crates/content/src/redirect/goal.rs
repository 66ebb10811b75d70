use percent_encoding::percent_decode_str;
use thiserror::Error;

use super::{
    Source,
    source::{is_reserved, normal},
};
use crate::UrlPath;

/// Where a redirect shall lead, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// To nothing: `gone`.
    Gone,
    /// To another site, by its https address.
    Elsewhere(String),
    /// To an address of this site.
    Own {
        /// The path in its one form; it ends with `/*` when what a wildcard took is put in the star's place.
        path: String,
        /// `?query` and `#fragment`; empty for none.
        suffix: String,
    },
}

/// Why a redirect cannot lead to what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum GoalError {
    /// Nothing was typed.
    #[error("Enter where the address leads: a path such as /new-page, an address that begins with https://, or “gone”")]
    Empty,
    /// Neither a path nor a web address.
    #[error("Enter a path of this site such as /new-page, an address that begins with https://, or “gone”")]
    Shape,
    /// A web address without TLS.
    #[error("An address elsewhere must begin with https://")]
    Insecure,
    /// More than 2,000 bytes.
    #[error("The address is too long")]
    TooLong,
    /// A star that stands for nothing.
    #[error("A star can only stand at the end of a path of this site, and only when the old address ends with one")]
    Star,
}

impl Goal {
    /// Reads where a redirect from `source` shall lead. Addresses below `site_url` are the site's own; it may be empty.
    pub fn parse(typed: &str, source: &Source, site_url: &str) -> Result<Self, GoalError> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(GoalError::Empty);
        }
        if typed.len() > UrlPath::MAX_BYTES {
            return Err(GoalError::TooLong);
        }
        if typed.eq_ignore_ascii_case("gone") {
            return Ok(Self::Gone);
        }
        if typed.contains(['\\', ' ']) || typed.chars().any(|sign| sign.is_control() || sign.is_whitespace()) {
            return Err(GoalError::Shape);
        }
        let own = match typed.strip_prefix(site_url.trim_end_matches('/')) {
            Some("") if !site_url.is_empty() => "/",
            Some(path) if path.starts_with('/') => path,
            _ => typed,
        };
        if own.starts_with('/') { Self::own(own, source) } else { elsewhere(own) }
    }

    fn own(typed: &str, source: &Source) -> Result<Self, GoalError> {
        if typed.starts_with("//") {
            return Err(GoalError::Shape);
        }
        let (path, suffix) = typed.split_at(typed.find(['?', '#']).unwrap_or(typed.len()));
        let decoded = percent_decode_str(path).decode_utf8().map_err(|_| GoalError::Shape)?;
        if decoded.chars().any(char::is_control) || decoded.contains('\\') {
            return Err(GoalError::Shape);
        }
        let path = normal(&decoded);
        if path.split('/').any(|part| part == "." || part == "..") {
            return Err(GoalError::Shape);
        }
        let stem = path.strip_suffix("/*");
        let star_is_for_something = stem.is_none_or(|stem| source.stem().is_some() && !is_reserved(stem));
        if stem.unwrap_or(&path).contains('*') || !star_is_for_something || (stem.is_some() && !suffix.is_empty()) {
            return Err(GoalError::Star);
        }
        Ok(Self::Own { path, suffix: suffix.to_owned() })
    }
}

fn elsewhere(typed: &str) -> Result<Goal, GoalError> {
    let lower = typed.to_ascii_lowercase();
    if lower.starts_with("http://") {
        return Err(GoalError::Insecure);
    }
    if !lower.starts_with("https://") {
        return Err(GoalError::Shape);
    }
    let rest = &typed["https://".len()..];
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = |sign: char| sign.is_alphanumeric() || matches!(sign, '.' | '-' | ':' | '[' | ']');
    if host.is_empty() || !host.chars().all(plain) {
        return Err(GoalError::Shape);
    }
    if typed.contains('*') {
        return Err(GoalError::Star);
    }
    Ok(Goal::Elsewhere(format!("https://{rest}")))
}

/// The path of an address of this site at which a page could stand, with its query and fragment; `None` for other sites and for what the site serves
/// itself.
pub fn own_page(address: &str) -> Option<(&str, &str)> {
    let (path, suffix) = address.split_at(address.find(['?', '#']).unwrap_or(address.len()));
    (path.starts_with('/') && !is_served(path)).then_some((path, suffix))
}

/// Whether the site serves this path itself, or keeps it for itself, so that no page stands there.
pub fn is_served(path: &str) -> bool {
    is_reserved(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn goal(typed: &str) -> Result<Goal, GoalError> {
        let source = Source::parse("/old/*").expect("a wildcard");
        Goal::parse(typed, &source, "https://www.example.org/")
    }

    fn own(path: &str, suffix: &str) -> Goal {
        Goal::Own { path: path.into(), suffix: suffix.into() }
    }

    #[test]
    fn what_people_type_is_read_as_they_mean_it() {
        assert_eq!(goal("/New-Page/"), Ok(own("/new-page", "")));
        assert_eq!(goal("https://www.example.org/New-Page?a=B#C"), Ok(own("/new-page", "?a=B#C")));
        assert_eq!(goal("https://www.example.org"), Ok(own("/", "")));
        assert_eq!(goal("/new/*"), Ok(own("/new/*", "")));
        assert_eq!(goal(" Gone "), Ok(Goal::Gone));
        assert_eq!(goal("HTTPS://www.gov.uk/x"), Ok(Goal::Elsewhere("https://www.gov.uk/x".into())));
        assert_eq!(
            goal("https://www.example.org.evil.example/"),
            Ok(Goal::Elsewhere("https://www.example.org.evil.example/".into()))
        );
    }

    #[test]
    fn nothing_dangerous_gets_in() {
        for (typed, error) in [
            ("", GoalError::Empty),
            ("new-page", GoalError::Shape),
            ("javascript:alert(1)", GoalError::Shape),
            ("//evil.example", GoalError::Shape),
            ("/\\evil.example", GoalError::Shape),
            ("/%5cevil.example", GoalError::Shape),
            ("https://", GoalError::Shape),
            ("https://user@evil.example/", GoalError::Shape),
            ("https://a b.example/", GoalError::Shape),
            ("http://example.net/", GoalError::Insecure),
            ("https://example.net/*", GoalError::Star),
            ("/new/*/x", GoalError::Star),
            ("/new/*?a=b", GoalError::Star),
            ("/media/*", GoalError::Star),
        ] {
            assert_eq!(goal(typed), Err(error), "{typed}");
        }
        let one = Source::parse("/old").expect("an address");
        assert_eq!(Goal::parse("/new/*", &one, ""), Err(GoalError::Star), "nothing to put in the star’s place");
        assert_eq!(goal(&format!("/{}", "a".repeat(2_001))), Err(GoalError::TooLong));
    }
}
