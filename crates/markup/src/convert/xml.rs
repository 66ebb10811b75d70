//! The XML of a document as a tree of places in its text: little is kept, and everything is read when somebody asks.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::Unreadable;

/// How deep elements may nest; tables in tables in tables reach sixty. The walks over a document go as deep and no deeper.
const DEEPEST: usize = 100;
/// The most elements and texts of all parts of one document.
pub(super) const MOST_NODES: usize = 1_000_000;
/// The most bytes of an attribute: names, addresses and what a picture shows are far shorter.
const LONGEST_ATTRIBUTE: usize = 8_000;

/// One part of a document, read.
pub(super) struct Xml<'text> {
    text: &'text str,
    nodes: Vec<Node<'text>>,
}

struct Node<'text> {
    /// The name without its prefix; empty for text.
    name: &'text str,
    start: usize,
    end: usize,
    first: Option<u32>,
    next: Option<u32>,
}

/// An element or a text of a part.
#[derive(Clone, Copy)]
pub(super) struct Element<'xml> {
    xml: &'xml Xml<'xml>,
    at: u32,
}

impl<'text> Xml<'text> {
    /// Reads a part; `room` is how many elements and texts may still come, for all parts together.
    pub(super) fn parse(text: &'text str, room: &mut usize) -> Result<Self, Unreadable> {
        let mut reader = Reader::from_str(text);
        let mut nodes: Vec<Node<'text>> = vec![Node { name: "", start: 0, end: 0, first: None, next: None }];
        // What is open, and its last child so far.
        let mut open: Vec<(usize, Option<usize>)> = vec![(0, None)];
        loop {
            let start = position(&reader);
            let event = reader.read_event().map_err(|_| Unreadable::Damaged)?;
            let end = position(&reader);
            let opens = matches!(event, Event::Start(_));
            let name = match event {
                Event::Start(_) | Event::Empty(_) => local_name(text.get(start..end).ok_or(Unreadable::Damaged)?),
                Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => "",
                Event::End(_) => {
                    open.pop();
                    if open.is_empty() {
                        return Err(Unreadable::Damaged);
                    }
                    continue;
                }
                // Entities of one's own are how a small file grows large.
                Event::DocType(_) => return Err(Unreadable::Damaged),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
                Event::Eof => break,
            };
            if *room == 0 || open.len() > DEEPEST {
                return Err(Unreadable::TooTangled);
            }
            *room -= 1;
            let at = nodes.len();
            nodes.push(Node { name, start, end, first: None, next: None });
            let Some((parent, last)) = open.last_mut() else { return Err(Unreadable::Damaged) };
            let number = u32::try_from(at).ok();
            match last.replace(at) {
                Some(before) => nodes[before].next = number,
                None => nodes[*parent].first = number,
            }
            if opens {
                open.push((at, None));
            }
        }
        if open.len() == 1 { Ok(Self { text, nodes }) } else { Err(Unreadable::Damaged) }
    }

    /// What holds the outermost element.
    pub(super) fn root(&'text self) -> Element<'text> {
        Element { xml: self, at: 0 }
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// `p` of `<w:p …>`.
fn local_name(tag: &str) -> &str {
    let inside = tag.trim_start_matches('<');
    let end = inside.find(|sign: char| sign.is_whitespace() || matches!(sign, '/' | '>')).unwrap_or(inside.len());
    let name = &inside[..end];
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

impl<'xml> Element<'xml> {
    fn node(self) -> &'xml Node<'xml> {
        &self.xml.nodes[usize::try_from(self.at).unwrap_or_default()]
    }

    pub(super) fn name(self) -> &'xml str {
        self.node().name
    }

    pub(super) fn children(self) -> impl Iterator<Item = Element<'xml>> {
        let mut next = self.node().first;
        std::iter::from_fn(move || {
            let child = Element { at: next?, ..self };
            next = child.node().next;
            Some(child)
        })
    }

    /// The first child of this name.
    pub(super) fn child(self, name: &str) -> Option<Element<'xml>> {
        self.children().find(|child| child.name() == name)
    }

    /// The element at the end of a way of names.
    pub(super) fn at(self, way: &[&str]) -> Option<Element<'xml>> {
        way.iter().try_fold(self, |element, name| element.child(name))
    }

    /// Everything below, in order.
    pub(super) fn below(self) -> Vec<Element<'xml>> {
        let mut found = Vec::new();
        let mut waiting: Vec<_> = self.children().collect();
        waiting.reverse();
        while let Some(next) = waiting.pop() {
            found.push(next);
            let before = waiting.len();
            waiting.extend(next.children());
            waiting[before..].reverse();
        }
        found
    }

    /// The value of an attribute, by its name without a prefix; `None` where it is longer than anybody writes.
    pub(super) fn attribute(self, wanted: &str) -> Option<String> {
        let tag = self.source();
        let content = tag.strip_prefix('<')?.trim_end_matches('>').trim_end_matches('/');
        let name = content.find(char::is_whitespace).unwrap_or(content.len());
        let start = BytesStart::from_content(content, name);
        let found = start.attributes().with_checks(false).flatten().find(|attribute| {
            let name: &str = attribute.key.local_name().into_inner();
            name == wanted && attribute.value.len() <= LONGEST_ATTRIBUTE
        })?;
        unescape(&found.value).ok().map(std::borrow::Cow::into_owned)
    }

    /// `val` of an element that Word uses as a setting.
    pub(super) fn setting(self, name: &str) -> Option<String> {
        self.child(name)?.attribute("val")
    }

    fn source(self) -> &'xml str {
        let node = self.node();
        self.xml.text.get(node.start..node.end).unwrap_or_default()
    }

    /// What a text says; empty for an element.
    pub(super) fn text(self) -> String {
        if !self.name().is_empty() {
            return String::new();
        }
        let source = self.source();
        if let Some(inner) = source.strip_prefix("<![CDATA[").and_then(|rest| rest.strip_suffix("]]>")) {
            return inner.to_owned();
        }
        unescape(source).map(std::borrow::Cow::into_owned).unwrap_or_default()
    }

    /// All texts below.
    pub(super) fn words(self) -> String {
        self.below().into_iter().map(Element::text).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_read_by_its_names_without_prefixes() {
        let xml =
            Xml::parse("<?xml version=\"1.0\"?><w:p a=\"1\"><w:t x:val=\"a&amp;b\">c &lt; d</w:t><br/></w:p>", &mut 10)
                .unwrap();
        let p = xml.root().child("p").unwrap();
        assert_eq!(p.children().map(Element::name).collect::<Vec<_>>(), ["t", "br"]);
        assert_eq!(p.setting("t").as_deref(), Some("a&b"));
        assert_eq!(p.words(), "c < d");
    }

    #[test]
    fn what_is_not_well_formed_or_tells_of_entities_is_refused() {
        for text in ["<a>", "<a></b>", "</a>", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"] {
            assert_eq!(Xml::parse(text, &mut 10).err(), Some(Unreadable::Damaged), "{text}");
        }
        assert_eq!(
            Xml::parse(&format!("{}{}", "<a>".repeat(500), "</a>".repeat(500)), &mut 1_000).err(),
            Some(Unreadable::TooTangled)
        );
        let mut room = 3;
        assert!(Xml::parse("<a>b</a>", &mut room).is_ok());
        assert_eq!(Xml::parse("<a>b</a>", &mut room).err(), Some(Unreadable::TooTangled));
    }
}
