//! What is known about addresses and nodes while a form is read or shown: asked from the store beforehand, so that reading a form asks nobody.

use std::collections::HashMap;

use content::{FileNumber, LinkTarget, NodeId, Slug, State};
use store::facts::FactText;

/// Nodes by id and by typed address.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    site_url: String,
    nodes: HashMap<NodeId, KnownNode>,
    addresses: HashMap<String, NodeId>,
    files: HashMap<FileNumber, KnownFile>,
    facts: HashMap<String, FactText>,
}

/// What an editor reads of a file that a block shows or links to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KnownFile {
    pub(crate) name: String,
    /// What the library says of it.
    pub(crate) description: String,
    /// `JPEG, 1200 × 800, 340 KB`.
    pub(crate) facts: String,
    /// A small picture of it; empty for a document.
    pub(crate) thumbnail: String,
}

/// What an editor reads of a node that something refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KnownNode {
    /// Its title, or its short title.
    pub(crate) title: String,
    /// Its address; `None` while it lies in the trash.
    pub(crate) path: Option<String>,
    /// Where it stands in its life.
    pub(crate) state: State,
}

impl Known {
    /// Nothing but the site's own address, without a slash at its end.
    pub(crate) fn new(site_url: &str) -> Self {
        Self { site_url: site_url.trim_end_matches('/').to_owned(), ..Self::default() }
    }

    /// Remembers a node.
    pub(crate) fn add_node(&mut self, id: NodeId, node: KnownNode) {
        self.nodes.insert(id, node);
    }

    /// Remembers where an own path leads.
    pub(crate) fn add_address(&mut self, path: &str, id: NodeId) {
        self.addresses.insert(path.to_owned(), id);
    }

    /// Remembers a file.
    pub(crate) fn add_file(&mut self, number: FileNumber, file: KnownFile) {
        self.files.insert(number, file);
    }

    /// Remembers a fact.
    pub(crate) fn add_fact(&mut self, name: String, text: FactText) {
        self.facts.insert(name, text);
    }

    /// What a fact says.
    pub(crate) fn fact(&self, name: &str) -> Option<&FactText> {
        self.facts.get(name)
    }

    /// What a file is called and shows.
    pub(crate) fn file(&self, number: FileNumber) -> Option<&KnownFile> {
        self.files.get(&number)
    }

    /// Reads the field of a picture or of a document. The error is the sentence beside the field.
    pub(crate) fn chosen_file(&self, typed: &str, wanted: Wanted) -> Result<Option<FileNumber>, String> {
        if typed.trim().is_empty() {
            return Ok(None);
        }
        let number = file_number(typed).filter(|number| self.files.contains_key(number));
        let number = number.ok_or_else(|| format!("There is no file {} in the library. Choose one", typed.trim()))?;
        match (wanted, self.files[&number].thumbnail.is_empty()) {
            (Wanted::Picture, true) => {
                Err("This file is a document. Choose a picture, or add a Document block".to_owned())
            }
            (Wanted::Document, false) => {
                Err("This file is a picture. Choose a document, or add a Picture block".to_owned())
            }
            _ => Ok(Some(number)),
        }
    }

    /// Whether the node was asked for already.
    pub(crate) fn has_node(&self, id: NodeId) -> bool {
        self.nodes.contains_key(&id)
    }

    /// What is known of a node.
    pub(crate) fn node(&self, id: NodeId) -> Option<&KnownNode> {
        self.nodes.get(&id)
    }

    /// What a node is called.
    pub(crate) fn title(&self, id: NodeId) -> Option<&str> {
        self.node(id).map(|node| node.title.as_str())
    }

    /// The address that stands for a node in a field: where it lies now, or the address that leads to it for ever.
    pub(crate) fn shown(&self, id: NodeId) -> String {
        self.node(id).and_then(|node| node.path.clone()).unwrap_or_else(|| format!("/node/{id}"))
    }

    /// How a link's target reads in a field.
    pub(crate) fn shown_target(&self, target: Option<&LinkTarget>) -> String {
        match target {
            None => String::new(),
            Some(LinkTarget::Node(id)) => self.shown(*id),
            Some(LinkTarget::Address(address)) => address.clone(),
        }
    }

    /// The path of an address of this site, however it was typed: `/a/b`, or with the site's own name before it. What follows `#` or `?` stays.
    pub(crate) fn own_path<'a>(&self, typed: &'a str) -> Option<&'a str> {
        own_path(&self.site_url, typed)
    }

    /// The node at an own path.
    pub(crate) fn node_at(&self, path: &str) -> Option<NodeId> {
        self.addresses.get(path).copied()
    }

    /// Reads the field of a link. The error is the sentence beside the field.
    pub(crate) fn target(&self, typed: &str) -> Result<Option<LinkTarget>, String> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(None);
        }
        let Some(path) = self.own_path(typed) else {
            let outside = LinkTarget::parse(typed).filter(|target| target.node().is_none());
            return outside.map(Some).ok_or_else(|| ADDRESS_WANTED.to_owned());
        };
        match self.node_at(path) {
            Some(id) => Ok(Some(LinkTarget::Node(id))),
            None if !typed.starts_with('/') && is_no_page(path) => Ok(LinkTarget::parse(typed)),
            None => Err(no_page(path)),
        }
    }

    /// Reads the address of a page of this site. The error is the sentence beside the field.
    pub(crate) fn page(&self, typed: &str) -> Result<NodeId, String> {
        let path = self.own_path(typed.trim()).ok_or_else(|| {
            format!("{} is no address on this site. Enter one such as /teaching-events", typed.trim())
        })?;
        self.node_at(path).ok_or_else(|| no_page(path))
    }
}

/// What kind of file a block takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    Picture,
    Document,
}

/// The number in the field of a file: `12`, `media:12`, or the address `/media/12/classroom.jpg`.
pub(crate) fn file_number(typed: &str) -> Option<FileNumber> {
    let typed = typed.trim();
    let number = typed.strip_prefix("media:").or_else(|| typed.strip_prefix("/media/")).unwrap_or(typed);
    let number = number.split('/').next().unwrap_or(number);
    number.parse().ok().map(FileNumber)
}

const ADDRESS_WANTED: &str = "Enter an address on this site such as /teaching-events, or one that begins with https://";

fn no_page(path: &str) -> String {
    if path.contains(['#', '?']) {
        return format!("Leave out the part of {path} from # or ? on");
    }
    format!("There is no page at {path}. Check the address")
}

/// Whether an own path leads to something that is no node: a file, the search, a feed.
fn is_no_page(path: &str) -> bool {
    let first = path.trim_start_matches('/').split(['/', '?', '#']).next().unwrap_or_default();
    Slug::parse(first).map_or(!first.is_empty(), |slug| slug.is_reserved_first() && first != "node")
}

/// See [`Known::own_path`].
pub(crate) fn own_path<'a>(site_url: &str, typed: &'a str) -> Option<&'a str> {
    if typed.starts_with('/') {
        return (!typed.starts_with("//") && !typed.contains('\\')).then_some(typed);
    }
    let begins =
        !site_url.is_empty() && typed.get(..site_url.len()).is_some_and(|start| start.eq_ignore_ascii_case(site_url));
    let rest = begins.then(|| &typed[site_url.len()..])?;
    match rest.chars().next() {
        None => Some("/"),
        Some('/') if !rest.starts_with("//") => Some(rest),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        let mut known = Known::new("https://www.example.org/");
        known.add_node(
            NodeId(463),
            KnownNode { title: "Providers".into(), path: Some("/providers".into()), state: State::Published },
        );
        known.add_address("/providers", NodeId(463));
        known.add_address("/", NodeId::HOME);
        known
    }

    #[test]
    fn own_addresses_become_nodes_however_they_are_typed() {
        for typed in
            ["/providers", " /providers ", "https://www.example.org/providers", "HTTPS://WWW.example.org/providers"]
        {
            assert_eq!(known().target(typed), Ok(Some(LinkTarget::Node(NodeId(463)))), "{typed}");
        }
        assert_eq!(known().target("https://www.example.org"), Ok(Some(LinkTarget::Node(NodeId::HOME))));
        assert_eq!(known().target(""), Ok(None));
        assert_eq!(known().shown_target(Some(&LinkTarget::Node(NodeId(463)))), "/providers");
        assert_eq!(known().shown(NodeId(9)), "/node/9");
    }

    #[test]
    fn a_file_is_known_by_its_number_and_is_of_the_kind_that_the_block_takes() {
        let mut known = known();
        let file = |name: &str, thumbnail: &str| KnownFile {
            name: name.into(),
            description: String::new(),
            facts: String::new(),
            thumbnail: thumbnail.into(),
        };
        known.add_file(FileNumber(12), file("Classroom.jpg", "/admin/media/12/thumbnail"));
        known.add_file(FileNumber(13), file("Dates.pdf", ""));
        for typed in ["12", " media:12 ", "/media/12/classroom.jpg"] {
            assert_eq!(known.chosen_file(typed, Wanted::Picture), Ok(Some(FileNumber(12))), "{typed}");
        }
        assert_eq!(known.chosen_file(" ", Wanted::Picture), Ok(None));
        assert!(known.chosen_file("12", Wanted::Document).unwrap_err().starts_with("This file is a picture"));
        assert!(known.chosen_file("13", Wanted::Picture).unwrap_err().starts_with("This file is a document"));
        assert!(known.chosen_file("99", Wanted::Picture).unwrap_err().starts_with("There is no file 99"));
        assert!(known.chosen_file("classroom", Wanted::Picture).is_err());
    }

    #[test]
    fn other_sites_stay_as_typed_and_dead_ends_are_told() {
        let outside = LinkTarget::Address("https://www.example.organic/providers".into());
        assert_eq!(known().target("https://www.example.organic/providers"), Ok(Some(outside)));
        assert_eq!(known().target("/nowhere"), Err("There is no page at /nowhere. Check the address".into()));
        assert_eq!(
            known().target("/providers#list"),
            Err("Leave out the part of /providers#list from # or ? on".into())
        );
        for typed in ["javascript:alert(1)", "//evil.example", "teaching", "/\\evil", "node:x"] {
            assert!(known().target(typed).is_err(), "{typed}");
        }
        assert!(matches!(known().target("https://www.example.org/search?q=a"), Ok(Some(LinkTarget::Address(_)))));
    }
}
