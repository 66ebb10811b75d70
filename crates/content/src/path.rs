use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::Slug;

/// The address of a node on its site: `/` for the home page, else `/` and slugs, without a slash at the end.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UrlPath(String);

/// Why a text is not the address of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PathError {
    /// It does not begin with a slash, ends with one, or has a part that no slug can be.
    #[error("This is not the address of a page")]
    Shape,
    /// More than 2,000 bytes.
    #[error(
        "The address would be too long: it must be 2,000 characters or fewer. Choose a shorter last part or another place"
    )]
    TooLong,
    /// More than 300 levels.
    #[error("The page would lie too deep: there may be 300 levels at most. Choose a place higher up")]
    TooDeep,
}

impl UrlPath {
    /// The longest address, in bytes; browsers and proxies agree on a little more.
    pub const MAX_BYTES: usize = 2_000;
    /// The deepest level; the home page is level 0.
    pub const MAX_DEPTH: usize = 300;

    /// The home page's address.
    pub fn root() -> Self {
        Self("/".into())
    }

    /// Reads an address in its one form.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        if text == "/" {
            return Ok(Self::root());
        }
        let segments = text.strip_prefix('/').ok_or(PathError::Shape)?;
        if text.len() > Self::MAX_BYTES {
            return Err(PathError::TooLong);
        }
        let mut depth = 0;
        for segment in segments.split('/') {
            match Slug::parse(segment) {
                Ok(slug) if slug.as_str() == segment => depth += 1,
                _ => return Err(PathError::Shape),
            }
        }
        if depth > Self::MAX_DEPTH {
            return Err(PathError::TooDeep);
        }
        Ok(Self(text.to_owned()))
    }

    /// The one form of an address as a visitor may type it: lower case, no slash at the end, no empty parts.
    /// `None` when it cannot be the address of a node.
    pub fn from_request(text: &str) -> Option<Self> {
        let mut path = String::with_capacity(text.len());
        for segment in text.split('/').filter(|segment| !segment.is_empty()) {
            path.push('/');
            path.push_str(&segment.to_ascii_lowercase());
        }
        if path.is_empty() { Some(Self::root()) } else { Self::parse(&path).ok() }
    }

    /// The address of a child.
    pub fn join(&self, slug: &Slug) -> Result<Self, PathError> {
        let path = if self.is_root() { format!("/{slug}") } else { format!("{}/{slug}", self.0) };
        if path.len() > Self::MAX_BYTES {
            return Err(PathError::TooLong);
        }
        if self.depth() + 1 > Self::MAX_DEPTH {
            return Err(PathError::TooDeep);
        }
        Ok(Self(path))
    }

    /// Whether this is the home page's address.
    pub fn is_root(&self) -> bool {
        self.0 == "/"
    }

    /// How many levels below the home page.
    pub fn depth(&self) -> usize {
        if self.is_root() { 0 } else { self.0.matches('/').count() }
    }

    /// The addresses of all ancestors, from the home page down, without this address itself.
    pub fn ancestors(&self) -> Vec<Self> {
        if self.is_root() {
            return Vec::new();
        }
        let mut ancestors = vec![Self::root()];
        let slashes = self.0.match_indices('/').skip(1);
        ancestors.extend(slashes.map(|(end, _)| Self(self.0[..end].to_owned())));
        ancestors
    }

    /// The address of the parent; `None` for the home page.
    pub fn parent(&self) -> Option<Self> {
        self.ancestors().pop()
    }

    /// Everything below this address as a range of text, start included, end excluded. `/` sorts directly before `0`.
    pub fn below(&self) -> (String, String) {
        if self.is_root() { ("/!".into(), "0".into()) } else { (format!("{}/", self.0), format!("{}0", self.0)) }
    }

    /// Whether this address lies below `other`.
    pub fn is_below(&self, other: &Self) -> bool {
        let (start, end) = other.below();
        (start..end).contains(&self.0)
    }

    /// The text of the address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UrlPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl TryFrom<String> for UrlPath {
    type Error = PathError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<UrlPath> for String {
    fn from(path: UrlPath) -> Self {
        path.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn path(text: &str) -> UrlPath {
        UrlPath::parse(text).expect("an address in its one form")
    }

    #[test]
    fn the_trail_of_a_deep_page_starts_at_home() {
        let texts: Vec<_> = path("/explore/routes/special").ancestors().into_iter().map(String::from).collect();
        assert_eq!(texts, ["/", "/explore", "/explore/routes"]);
        assert!(UrlPath::root().ancestors().is_empty());
    }

    #[test]
    fn what_a_visitor_types_leads_to_the_one_address() {
        assert_eq!(UrlPath::from_request("/Explore//Routes/"), Some(path("/explore/routes")));
        assert_eq!(UrlPath::from_request("//"), Some(UrlPath::root()));
        assert_eq!(UrlPath::from_request("/sites/default/files/a.pdf"), None);
    }

    #[test]
    fn a_neighbour_with_the_same_beginning_is_not_below() {
        assert!(path("/events/york").is_below(&path("/events")));
        assert!(!path("/events-archive").is_below(&path("/events")));
        assert!(!path("/events").is_below(&path("/events")));
        assert!(path("/events").is_below(&UrlPath::root()));
        assert!(path("/0").is_below(&UrlPath::root()));
        assert!(path("/-a").is_below(&UrlPath::root()));
    }

    proptest! {
        #[test]
        fn below_is_exactly_the_paths_that_begin_with_the_parent(
            parent in "(/[a-z0-9-]{1,4}){1,3}", other in "(/[a-z0-9-]{1,4}){1,5}"
        ) {
            let expected = other.starts_with(&format!("{parent}/"));
            prop_assert_eq!(path(&other).is_below(&path(&parent)), expected);
        }
    }
}
