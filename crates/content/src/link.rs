use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{NodeId, Slug, UrlPath};

/// Where a link in a block's settings leads: `node:463`, or an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum LinkTarget {
    /// A node of this site, wherever it lies.
    Node(NodeId),
    /// An address outside the tree: `https://…`, `mailto:…` or `tel:…`.
    Address(String),
}

impl LinkTarget {
    /// Reads a target as stored or typed. `None` when it is neither a node nor an address of an allowed kind.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(id) = text.strip_prefix("node:") {
            return id.parse().ok().filter(|id| *id > 0).map(|id| Self::Node(NodeId(id)));
        }
        let lower = text.to_ascii_lowercase();
        let allowed = ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme));
        let clean = text.len() <= 2_000 && !text.chars().any(|c| c.is_control() || c.is_whitespace());
        (allowed && clean).then(|| Self::Address(text.to_owned()))
    }

    /// The node, if it is one.
    pub fn node(&self) -> Option<NodeId> {
        match self {
            Self::Node(id) => Some(*id),
            Self::Address(_) => None,
        }
    }
}

/// The path of an address of this site, in the form in which nodes and redirects are found: without query, fragment and
/// slash at its end, in lower case where a node could stand there. `None` for other sites and for what the site itself
/// answers, such as `/search`.
pub fn own_path(address: &str) -> Option<String> {
    if !address.starts_with('/') || address.starts_with("//") {
        return None;
    }
    let path = &address[..address.find(['?', '#']).unwrap_or(address.len())];
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default().to_ascii_lowercase();
    let stem = first.split('.').next().unwrap_or_default();
    let own = ["events", "sitemap", "robots", "favicon"].contains(&stem) && first.contains('.');
    let reserved = Slug::parse(&first).is_ok_and(|slug| slug.is_reserved_first() && first != "node");
    if own || reserved || first.starts_with('.') {
        return None;
    }
    let as_typed = || path.trim_end_matches('/').to_owned();
    Some(UrlPath::from_request(path).map_or_else(as_typed, String::from))
}

impl fmt::Display for LinkTarget {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Node(id) => write!(formatter, "node:{id}"),
            Self::Address(address) => formatter.write_str(address),
        }
    }
}

impl TryFrom<String> for LinkTarget {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("a link leads to a node, a web address, an e-mail address or a phone number")
    }
}

impl From<LinkTarget> for String {
    fn from(target: LinkTarget) -> Self {
        target.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn own_addresses_have_one_path_however_they_are_typed() {
        for (typed, path) in [
            ("/Providers/", Some("/providers")),
            ("/providers?a=1#b", Some("/providers")),
            ("/", Some("/")),
            ("/sites/default/files/A.pdf", Some("/sites/default/files/A.pdf")),
            ("/node/12", Some("/node/12")),
            ("//evil.example/x", None),
            ("https://www.gov.uk/x", None),
            ("#top", None),
            ("/search?q=a", None),
            ("/media/12/a.pdf", None),
            ("/events.ics", None),
            ("/.well-known/x", None),
        ] {
            assert_eq!(own_path(typed).as_deref(), path, "{typed}");
        }
    }
}
