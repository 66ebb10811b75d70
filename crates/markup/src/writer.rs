//! Markdown's events as well-nested HTML of allowed elements, raw HTML included.
//!
//! The sanitiser behind would also repair broken raw HTML, but an HTML parser's repairs may cost time and output in the
//! square of the input (each new paragraph opens all forgotten emphasis again). So every raw element is closed here
//! before the Markdown block around it ends, and a raw block never stands inside a line of text.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::NESTING_LIMIT;
use crate::elements::{self, Element, Kind, SILENCED};
use crate::nesting::limit_markers;
use crate::raw::{self, Piece};
use crate::tokens::push_escaped;

/// The longest attribute that is kept, in bytes: longer ones are no address or title that a browser or reader could
/// use.
const LONGEST_ATTRIBUTE: usize = 4_096;

/// After how many letters that cost the sanitiser's serialiser a look at the rest of their text a new text begins.
const COSTLY_LETTERS: usize = 64;

/// The HTML of a Markdown text, ready for the sanitiser.
pub(crate) fn write(markdown: &str) -> String {
    let markdown = limit_markers(markdown);
    let mut writer = Writer { html: String::with_capacity(markdown.len() * 2), ..Writer::default() };
    for event in Parser::new_ext(&markdown, options()) {
        writer.write(event);
    }
    writer.close_down_to(0);
    writer.html
}

/// The constructs that are read, for every parser of this crate.
pub(crate) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

/// An element that has been started and not yet ended.
struct Open {
    element: &'static Element,
    raw: bool,
}

/// An image whose description is being read.
struct Image {
    address: String,
    title: String,
    description: String,
    nested: usize,
}

#[derive(Default)]
struct Writer {
    html: String,
    open: Vec<Open>,
    /// How many Markdown elements beyond the nesting limit are open; they are not written.
    too_deep: usize,
    image: Option<Image>,
    raw_block: Option<String>,
    /// The raw element whose content is being left out, until it or its Markdown block ends.
    silenced: Option<&'static str>,
    in_table_head: bool,
    costly_letters: usize,
}

impl Writer {
    fn write(&mut self, event: Event<'_>) {
        if self.image.is_some() {
            return self.describe_image(&event);
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Html(html) => match &mut self.raw_block {
                Some(block) => block.push_str(&html),
                None => self.raw(&html),
            },
            Event::InlineHtml(html) => self.raw(&html),
            _ if self.silenced.is_some() => {}
            Event::Text(text) => self.text(&text, push_escaped),
            Event::Code(code) => {
                self.html.push_str("<code>");
                self.text(&code, push_escaped);
                self.html.push_str("</code>");
            }
            Event::SoftBreak => self.html.push('\n'),
            Event::HardBreak => self.html.push_str("<br>\n"),
            Event::Rule => {
                self.leave_raw_lines();
                self.html.push_str("<hr>\n");
            }
            // Extensions that are switched off.
            Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        let part_of_a_block = matches!(tag, Tag::Item | Tag::TableHead | Tag::TableRow | Tag::TableCell);
        let link_in_link = matches!(tag, Tag::Link { .. }) && self.open.iter().any(|open| open.element.name == "a");
        match tag {
            Tag::HtmlBlock => {
                self.raw_block = Some(String::new());
                return;
            }
            Tag::Image { dest_url, title, .. } => {
                self.image = Some(Image {
                    address: dest_url.into(),
                    title: title.into(),
                    description: String::new(),
                    nested: 0,
                });
                return;
            }
            _ if self.too_deep > 0 || link_in_link || (self.open.len() >= NESTING_LIMIT && !part_of_a_block) => {
                self.too_deep += 1;
                return;
            }
            Tag::TableHead => self.in_table_head = true,
            _ => {}
        }
        if !is_inline(tag.to_end()) {
            self.leave_raw_lines();
        }
        let attributes = match &tag {
            Tag::List(Some(start)) if *start != 1 => vec![("start", start.to_string())],
            Tag::TableCell if self.in_table_head => vec![("scope", "col".to_owned())],
            Tag::Link { dest_url, title, .. } => {
                let mut attributes = vec![("href", dest_url.to_string())];
                if !title.is_empty() {
                    attributes.push(("title", title.to_string()));
                }
                attributes
            }
            _ => Vec::new(),
        };
        let names = elements_of(tag.to_end(), self.in_table_head);
        for name in names {
            self.open_element(elements::find(name).expect("Markdown's elements are in the table of elements"), false);
        }
        // Only one-element constructs have attributes: put them before the tag's bracket.
        for (name, value) in attributes {
            self.html.pop();
            push_attribute(&mut self.html, name, &value, push_escaped);
            self.html.push('>');
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if matches!(tag, TagEnd::HtmlBlock) {
            let block = self.raw_block.take().unwrap_or_default();
            self.raw(&block);
            self.silenced = None;
            return;
        }
        if !is_inline(tag) {
            self.silenced = None;
        }
        if self.too_deep > 0 {
            self.too_deep -= 1;
            if !is_inline(tag) {
                self.html.push('\n');
            }
            return;
        }
        for _ in elements_of(tag, self.in_table_head) {
            let markdown = self.open.iter().rposition(|open| !open.raw).unwrap_or(0);
            self.close_down_to(markdown);
        }
        if matches!(tag, TagEnd::TableHead) {
            self.in_table_head = false;
        }
    }

    /// html5ever's serialiser searches the whole rest of a text at each `&` and each letter whose first byte is 0xC2
    /// (`£`, `·`), so that a long text of them takes minutes. An empty comment, which the sanitiser removes, ends the
    /// text early. It stands before such a letter, never in an entity.
    fn text(&mut self, text: &str, push: fn(&mut String, &str)) {
        let mut rest = text;
        while let Some(found) = rest.find(|letter| matches!(letter, '&' | '\u{80}'..='\u{bf}')) {
            let (before, costly) = rest.split_at(found);
            push(&mut self.html, before);
            self.costly_letters += 1;
            if self.costly_letters.is_multiple_of(COSTLY_LETTERS) {
                self.html.push_str("<!---->");
            }
            let length = costly.chars().next().map_or(0, char::len_utf8);
            push(&mut self.html, &costly[..length]);
            rest = &costly[length..];
        }
        push(&mut self.html, rest);
    }

    fn describe_image(&mut self, event: &Event<'_>) {
        let Some(image) = &mut self.image else { return };
        match event {
            Event::Text(text) | Event::Code(text) => image.description.push_str(text),
            Event::SoftBreak | Event::HardBreak => image.description.push(' '),
            Event::Start(_) => image.nested += 1,
            Event::End(_) if image.nested > 0 => image.nested -= 1,
            Event::End(_) => {
                let Some(image) = self.image.take().filter(|_| self.silenced.is_none()) else { return };
                self.html.push_str("<img");
                push_attribute(&mut self.html, "src", &image.address, push_escaped);
                push_attribute(&mut self.html, "alt", &image.description, push_escaped);
                if !image.title.is_empty() {
                    push_attribute(&mut self.html, "title", &image.title, push_escaped);
                }
                self.html.push('>');
            }
            _ => {}
        }
    }

    fn raw(&mut self, html: &str) {
        for piece in raw::pieces(html) {
            match piece {
                Piece::Tag(tag) if self.silenced.is_some() => {
                    if tag.ends && self.silenced == Some(tag.name.as_str()) {
                        self.silenced = None;
                    }
                }
                Piece::Text(_) if self.silenced.is_some() => {}
                Piece::Text(text) => self.text(text, push_without_tags),
                Piece::Tag(tag) if tag.ends => self.end_raw(&tag.name),
                Piece::Tag(tag) => self.start_raw(&tag),
            }
        }
    }

    fn start_raw(&mut self, tag: &raw::Tag<'_>) {
        self.silenced = SILENCED.iter().find(|name| **name == tag.name).copied();
        let Some(element) = elements::find(&tag.name) else { return };
        let void = matches!(element.kind, Kind::Void | Kind::VoidBlock);
        if matches!(element.kind, Kind::Block | Kind::TextBlock | Kind::VoidBlock) {
            self.leave_raw_lines();
            if self.open.last().is_some_and(|open| !matches!(open.element.kind, Kind::Block)) {
                return;
            }
        }
        let link_in_link = element.name == "a" && self.open.iter().any(|open| open.element.name == "a");
        if link_in_link || (!void && self.open.len() >= NESTING_LIMIT) {
            return;
        }
        if void {
            self.html.push('<');
            self.html.push_str(element.name);
            self.html.push('>');
        } else {
            self.open_element(element, true);
        }
        self.html.pop();
        for name in element.attributes {
            if let Some((_, value)) = tag.attributes.iter().find(|(typed, _)| typed == name) {
                push_attribute(&mut self.html, name, value, push_without_tags);
            }
        }
        self.html.push('>');
    }

    /// Ends a raw element and what is open inside it; never one that Markdown opened, nor one outside the Markdown
    /// element we are in.
    fn end_raw(&mut self, name: &str) {
        let Some(element) = elements::find(name) else { return };
        let inside = self.open.iter().rposition(|open| !open.raw).map_or(0, |markdown| markdown + 1);
        if let Some(found) = self.open[inside..].iter().rposition(|open| open.element.name == element.name) {
            self.close_down_to(inside + found);
        }
    }

    /// Ends raw lines of text, so that a block can follow.
    fn leave_raw_lines(&mut self) {
        while self.open.last().is_some_and(|open| open.raw && !matches!(open.element.kind, Kind::Block)) {
            self.close_down_to(self.open.len() - 1);
        }
    }

    fn open_element(&mut self, element: &'static Element, raw: bool) {
        self.html.push('<');
        self.html.push_str(element.name);
        self.html.push('>');
        self.open.push(Open { element, raw });
    }

    fn close_down_to(&mut self, length: usize) {
        while self.open.len() > length {
            let Some(open) = self.open.pop() else { return };
            self.html.push_str("</");
            self.html.push_str(open.element.name);
            self.html.push('>');
            if !matches!(open.element.kind, Kind::Inline) {
                self.html.push('\n');
            }
        }
    }
}

fn push_attribute(html: &mut String, name: &str, value: &str, push: fn(&mut String, &str)) {
    if value.len() <= LONGEST_ATTRIBUTE {
        html.push(' ');
        html.push_str(name);
        html.push_str("=\"");
        push(html, value);
        html.push('"');
    }
}

/// Raw text or a raw value: its own entities stay, the sanitiser reads them.
fn push_without_tags(html: &mut String, raw: &str) {
    html.push_str(&raw.replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;"));
}

fn is_inline(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

/// The elements that a Markdown construct becomes, outermost first.
fn elements_of(tag: TagEnd, in_table_head: bool) -> &'static [&'static str] {
    match tag {
        TagEnd::Paragraph => &["p"],
        TagEnd::Heading(HeadingLevel::H1 | HeadingLevel::H2) => &["h2"],
        TagEnd::Heading(HeadingLevel::H3) => &["h3"],
        TagEnd::Heading(HeadingLevel::H4) => &["h4"],
        TagEnd::Heading(HeadingLevel::H5) => &["h5"],
        TagEnd::Heading(HeadingLevel::H6) => &["h6"],
        TagEnd::BlockQuote(_) => &["blockquote"],
        TagEnd::CodeBlock => &["pre", "code"],
        TagEnd::List(true) => &["ol"],
        TagEnd::List(false) => &["ul"],
        TagEnd::Item => &["li"],
        TagEnd::Table => &["table"],
        TagEnd::TableHead => &["thead", "tr"],
        TagEnd::TableRow => &["tr"],
        TagEnd::TableCell if in_table_head => &["th"],
        TagEnd::TableCell => &["td"],
        TagEnd::Emphasis => &["em"],
        TagEnd::Strong => &["strong"],
        TagEnd::Strikethrough => &["del"],
        TagEnd::Link => &["a"],
        // Raw blocks and images are written otherwise; the rest are extensions that are switched off.
        TagEnd::HtmlBlock
        | TagEnd::Image
        | TagEnd::FootnoteDefinition
        | TagEnd::DefinitionList
        | TagEnd::DefinitionListTitle
        | TagEnd::DefinitionListDefinition
        | TagEnd::Superscript
        | TagEnd::Subscript
        | TagEnd::MetadataBlock(_) => &[],
    }
}
