//! HTML as a tree, read as a browser reads it and within bounds: a paste comes from anywhere.
//!
//! The parser is html5ever, which the sanitiser brings along. Its time grows with how deep elements nest and how many pieces of emphasis stand open, so
//! that both are limited before it sees them: what lies deeper keeps its text and loses its elements.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, Namespace, QualName, TokenizerResult, local_name};

use super::attributes::{Attributes, pieces};

/// How deep elements may nest. Web pages reach forty; the walk over the tree goes as deep as this and no deeper.
const DEEPEST: u16 = 100;
/// The most elements and texts of a tree.
const MOST_NODES: usize = 300_000;
/// Emphasis that may stand open at one time: each paragraph opens all of it anew.
const MOST_EMPHASIS: usize = 16;
/// The attributes that the walk reads; the others are not kept, because emphasis is opened again with all that it has.
const READ: [&str; 18] = [
    "alt",
    "aria-hidden",
    "aria-level",
    "cite",
    "class",
    "colspan",
    "datetime",
    "height",
    "hidden",
    "href",
    "reversed",
    "role",
    "rowspan",
    "start",
    "style",
    "type",
    "value",
    "width",
];

/// The root of every tree.
pub(super) const ROOT: usize = 0;

/// An element or a text, by its place in the tree.
#[derive(Debug)]
struct Node {
    parent: Option<usize>,
    children: Vec<usize>,
    depth: u16,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Element {
        name: QualName,
        attributes: Vec<Attribute>,
    },
    Text(StrTendril),
    /// The root, comments, and what a template holds.
    Other,
}

/// What stands at a place of the tree.
pub(super) enum Item<'tree> {
    Element(&'tree str),
    Text(&'tree str),
    Other,
}

/// A whole text of HTML. `None` when it holds more elements than anybody writes.
pub(super) struct Tree(Vec<Node>);

impl Tree {
    pub(super) fn parse(html: &str) -> Option<Self> {
        let builder = TreeBuilder::new(Sink::new(), TreeBuilderOpts { scripting_enabled: true, ..Default::default() });
        let limits = Limits { builder, emphasis: Cell::new(0), tokens: Cell::new(0) };
        let tokenizer = Tokenizer::new(limits, TokenizerOpts::default());
        let input = BufferQueue::default();
        let mut attributes = Attributes::of("");
        let mut goes_on = false;
        for piece in pieces(html) {
            // A tag begins where a piece does. While nothing comes of one, it is not at its end.
            if !goes_on {
                attributes = Attributes::of(piece);
            }
            if !attributes.read(piece) {
                return None;
            }
            input.push_back(StrTendril::from_slice(piece));
            while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
            goes_on = tokenizer.sink.tokens.replace(0) == 0;
        }
        tokenizer.end();
        let sink = tokenizer.sink.builder.sink;
        let whole = !sink.is_full();
        whole.then(|| Self(sink.nodes.into_inner()))
    }

    pub(super) fn item(&self, node: usize) -> Item<'_> {
        match &self.0[node].content {
            Content::Element { name, .. } => Item::Element(&name.local),
            Content::Text(text) => Item::Text(text),
            Content::Other => Item::Other,
        }
    }

    /// The name of an element; empty for all else.
    pub(super) fn name(&self, node: usize) -> &str {
        match self.item(node) {
            Item::Element(name) => name,
            Item::Text(_) | Item::Other => "",
        }
    }

    pub(super) fn children(&self, node: usize) -> &[usize] {
        &self.0[node].children
    }

    pub(super) fn attribute(&self, node: usize, wanted: &str) -> Option<&str> {
        let Content::Element { attributes, .. } = &self.0[node].content else { return None };
        attributes.iter().find(|attribute| &*attribute.name.local == wanted).map(|attribute| &*attribute.value)
    }

    /// Everything below a node, in the order of the text; `go_on` says of an element whether its inside is looked at.
    pub(super) fn below(&self, node: usize, mut go_on: impl FnMut(usize) -> bool) -> Vec<usize> {
        let mut found = Vec::new();
        let mut waiting: Vec<usize> = self.children(node).iter().rev().copied().collect();
        while let Some(next) = waiting.pop() {
            found.push(next);
            if go_on(next) {
                waiting.extend(self.children(next).iter().rev());
            }
        }
        found
    }

    /// The words below a node.
    pub(super) fn words(&self, node: usize) -> String {
        let mut words = String::new();
        for node in self.below(node, |_| true) {
            if let Item::Text(text) = self.item(node) {
                words.push_str(text);
            }
        }
        crate::finish::one_line(&words)
    }
}

/// What stands between the words and the tree: it leaves out tags beyond the limits.
struct Limits {
    builder: TreeBuilder<usize, Sink>,
    emphasis: Cell<usize>,
    /// How many tokens came.
    tokens: Cell<usize>,
}

impl TokenSink for Limits {
    type Handle = usize;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<usize> {
        self.tokens.set(self.tokens.get() + 1);
        let sink = &self.builder.sink;
        if sink.is_full() && !matches!(token, Token::EOFToken) {
            return TokenSinkResult::Continue;
        }
        let token = match token {
            Token::TagToken(tag) => match self.limited(tag) {
                Some(tag) => Token::TagToken(tag),
                None => return TokenSinkResult::Continue,
            },
            Token::CommentToken(_) | Token::ParseError(_) => return TokenSinkResult::Continue,
            token => token,
        };
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }
}

impl Limits {
    fn limited(&self, mut tag: Tag) -> Option<Tag> {
        tag.attrs.retain(|attribute| READ.contains(&&*attribute.name.local));
        let emphasises = matches!(
            tag.name,
            local_name!("b")
                | local_name!("big")
                | local_name!("code")
                | local_name!("em")
                | local_name!("font")
                | local_name!("i")
                | local_name!("nobr")
                | local_name!("s")
                | local_name!("small")
                | local_name!("strike")
                | local_name!("strong")
                | local_name!("tt")
                | local_name!("u")
        );
        let open = self.emphasis.get();
        if tag.kind == TagKind::EndTag {
            self.emphasis.set(open.saturating_sub(usize::from(emphasises)));
            return Some(tag);
        }
        if self.builder.sink.last_depth.get() >= DEEPEST || (emphasises && open >= MOST_EMPHASIS) {
            // Raw text ends with its own tag, which must not be read as HTML.
            let raw = matches!(tag.name, local_name!("script") | local_name!("style") | local_name!("title"));
            return raw.then_some(tag);
        }
        self.emphasis.set(open + usize::from(emphasises));
        Some(tag)
    }
}

/// The tree under way.
struct Sink {
    nodes: RefCell<Vec<Node>>,
    /// How deep the element stands that is open.
    last_depth: Cell<u16>,
}

impl Sink {
    fn new() -> Self {
        let root = Node { parent: None, children: Vec::new(), depth: 0, content: Content::Other };
        Self { nodes: RefCell::new(vec![root]), last_depth: Cell::new(0) }
    }

    fn is_full(&self) -> bool {
        self.nodes.borrow().len() > MOST_NODES
    }

    fn add(&self, content: Content) -> usize {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { parent: None, children: Vec::new(), depth: 0, content });
        nodes.len() - 1
    }

    fn place(&self, parent: usize, at: Option<usize>, child: NodeOrText<usize>) {
        let child = match child {
            NodeOrText::AppendNode(node) => {
                self.remove_from_parent(&node);
                node
            }
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                let before = at.unwrap_or(nodes[parent].children.len()).checked_sub(1);
                if let Some(before) = before.and_then(|before| nodes[parent].children.get(before).copied())
                    && let Content::Text(known) = &mut nodes[before].content
                {
                    known.push_tendril(&text);
                    return;
                }
                drop(nodes);
                self.add(Content::Text(text))
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        let depth = nodes[parent].depth.saturating_add(1);
        nodes[child].parent = Some(parent);
        nodes[child].depth = depth;
        let end = nodes[parent].children.len();
        nodes[parent].children.insert(at.unwrap_or(end).min(end), child);
        if matches!(nodes[child].content, Content::Element { .. }) {
            self.last_depth.set(depth);
        }
    }
}

impl TreeSink for Sink {
    type Handle = usize;
    type Output = Self;
    type ElemName<'a> = NameOf<'a>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> usize {
        ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a usize) -> NameOf<'a> {
        NameOf(Ref::map(self.nodes.borrow(), |nodes| match &nodes[*target].content {
            Content::Element { name, .. } => name,
            Content::Text(_) | Content::Other => unreachable!("the parser asks elements only"),
        }))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> usize {
        self.add(Content::Element { name, attributes })
    }

    fn create_comment(&self, _: StrTendril) -> usize {
        self.add(Content::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> usize {
        self.add(Content::Other)
    }

    fn append(&self, parent: &usize, child: NodeOrText<usize>) {
        self.place(*parent, None, child);
    }

    fn append_based_on_parent_node(&self, element: &usize, before: &usize, child: NodeOrText<usize>) {
        let has_parent = self.nodes.borrow()[*element].parent.is_some();
        if has_parent { self.append_before_sibling(element, child) } else { self.append(before, child) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// What a template holds is no part of the page: it goes to the template itself, which is left out.
    fn get_template_contents(&self, target: &usize) -> usize {
        *target
    }

    fn same_node(&self, one: &usize, other: &usize) -> bool {
        one == other
    }

    /// What ends is no longer the place where the next element stands.
    fn pop(&self, node: &usize) {
        self.last_depth.set(self.nodes.borrow()[*node].depth.saturating_sub(1));
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &usize, child: NodeOrText<usize>) {
        if let NodeOrText::AppendNode(node) = &child {
            self.remove_from_parent(node);
        }
        let place = {
            let nodes = self.nodes.borrow();
            nodes[*sibling].parent.map(|parent| {
                (parent, nodes[parent].children.iter().rposition(|child| child == sibling).unwrap_or_default())
            })
        };
        if let Some((parent, at)) = place {
            self.place(parent, Some(at), child);
        }
    }

    fn add_attrs_if_missing(&self, target: &usize, more: Vec<Attribute>) {
        if let Content::Element { attributes, .. } = &mut self.nodes.borrow_mut()[*target].content {
            for attribute in more {
                if !attributes.iter().any(|known| known.name == attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }

    /// Looks from the end: the parser takes away what it has put there last.
    fn remove_from_parent(&self, target: &usize) {
        let mut nodes = self.nodes.borrow_mut();
        let Some(parent) = nodes[*target].parent.take() else { return };
        if let Some(at) = nodes[parent].children.iter().rposition(|child| child == target) {
            nodes[parent].children.remove(at);
        }
    }

    fn reparent_children(&self, node: &usize, parent: &usize) {
        let mut nodes = self.nodes.borrow_mut();
        let moved = std::mem::take(&mut nodes[*node].children);
        for child in &moved {
            nodes[*child].parent = Some(*parent);
        }
        nodes[*parent].children.extend(moved);
    }
}

/// An element's name, while the tree is borrowed.
#[derive(Debug)]
struct NameOf<'a>(Ref<'a, QualName>);

impl ElemName for NameOf<'_> {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}
