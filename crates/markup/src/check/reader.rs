//! The events of one text on their way into a [`Reading`].

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::reading::{Dropped, Heading, Image, Link, Lost, Paragraph, Reading, Table, Written};
use crate::elements::{self, SILENCED};
use crate::finish::one_line;
use crate::raw::{self, Piece};
use crate::target::Target;
use crate::tokens::unescape;
use crate::writer;

/// Reads the source of an empty reading.
pub(super) fn read(empty: Reading<'_>) -> Reading<'_> {
    let source = empty.source;
    let mut reader = Reader { reading: empty, ..Reader::default() };
    for (event, at) in Parser::new_ext(source, writer::options()).into_offset_iter() {
        reader.read(event, at);
    }
    reader.end_paragraph();
    if let Some(table) = reader.raw_table.take() {
        reader.reading.tables.push(table);
    }
    reader.reading
}

/// A link under way.
struct OpenLink {
    link: Link,
    words_end: usize,
}

/// An image under way: its description and how many elements are open inside it.
struct OpenImage {
    image: Image,
    description: String,
    nested: usize,
}

/// Where the reader stands, as far as its words are not those of a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Within {
    #[default]
    Text,
    Code,
    TableHead,
}

/// What is under way while the events of a text go by.
#[derive(Default)]
struct Reader<'a> {
    reading: Reading<'a>,
    link: Option<OpenLink>,
    image: Option<OpenImage>,
    heading: Option<Heading>,
    paragraph: Option<Paragraph>,
    bold: Option<Range<usize>>,
    /// Whether the paragraph has text outside of its first bold part.
    plain: bool,
    containers: usize,
    within: Within,
    table: Option<Table>,
    raw_table: Option<Table>,
    raw_heading: bool,
}

impl Reader<'_> {
    fn read(&mut self, event: Event<'_>, at: Range<usize>) {
        if self.image.is_some() {
            return self.describe(&event, &at);
        }
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag, &at),
            Event::Text(text) if self.within != Within::Code => {
                self.reading.runs.push((at.clone(), text.to_string()));
                self.words(&text, &at);
            }
            Event::Code(code) => self.words(&code, &at),
            Event::SoftBreak | Event::HardBreak => self.words(" ", &at),
            Event::InlineHtml(_) => self.raw(at),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: Range<usize>) {
        match tag {
            Tag::Link { link_type, dest_url, .. } => {
                let written = match link_type {
                    LinkType::Inline => Written::Inline,
                    LinkType::Autolink | LinkType::Email => Written::Itself,
                    _ => Written::Reference,
                };
                self.open_link(dest_url.to_string(), at, written, None);
                return;
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                let decorative = title.trim().eq_ignore_ascii_case(super::DECORATIVE);
                let closing = (link_type == LinkType::Inline && title.is_empty() && !dest_url.is_empty())
                    .then(|| at.end - 1)
                    .filter(|closing| self.reading.source[*closing..].starts_with(')'));
                let image = Image { address: dest_url.into_string(), at, described: false, decorative, closing };
                self.image = Some(OpenImage { image, description: String::new(), nested: 0 });
                return;
            }
            Tag::Strong => {
                if self.bold.is_some() {
                    self.plain = true;
                } else {
                    self.bold = Some(at);
                }
                return;
            }
            Tag::Emphasis | Tag::Strikethrough => return,
            _ => self.end_paragraph(),
        }
        match tag {
            Tag::Paragraph => {
                let free = self.containers == 0;
                self.begin_paragraph(Paragraph { at, free, ..Paragraph::default() });
            }
            Tag::Heading { level, .. } => {
                let source = &self.reading.source[at.clone()];
                let indent = source.len() - source.trim_start().len();
                let marks = source[indent..].bytes().take_while(|byte| *byte == b'#').count();
                let start = at.start + indent;
                self.heading = Some(Heading {
                    level: level as u8,
                    text: String::new(),
                    words_at: start + marks..start + marks,
                    marks: (marks > 0).then(|| start..start + marks),
                    at,
                    given: false,
                });
            }
            Tag::BlockQuote(_) | Tag::List(_) => self.containers += 1,
            Tag::CodeBlock(_) => self.within = Within::Code,
            Tag::Table(_) => {
                self.table = Some(Table { at, has_header: false, first_words: String::new() });
            }
            Tag::TableHead => self.within = Within::TableHead,
            Tag::HtmlBlock => self.raw(at),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, at: &Range<usize>) {
        match tag {
            TagEnd::Link => self.close_link(at.end),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(_) | TagEnd::List(_) => {
                self.end_paragraph();
                self.containers -= 1;
            }
            TagEnd::CodeBlock | TagEnd::TableHead => self.within = Within::Text,
            TagEnd::Table => self.reading.tables.extend(self.table.take()),
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Image
            | TagEnd::TableCell
            | TagEnd::TableRow => {}
            _ => self.end_paragraph(),
        }
    }

    fn begin_paragraph(&mut self, paragraph: Paragraph) {
        (self.bold, self.plain) = (None, false);
        self.paragraph = Some(paragraph);
    }

    fn end_paragraph(&mut self) {
        self.abandon_raw_link();
        let Some(mut paragraph) = self.paragraph.take() else { return };
        let source = self.reading.source;
        let trimmed = |range: Range<usize>| {
            let text = &source[range.clone()];
            let start = range.start + text.len() - text.trim_start().len();
            start..start + text.trim().len()
        };
        paragraph.bold = self.bold.take().filter(|bold| !self.plain && *bold == trimmed(paragraph.at.clone()));
        paragraph.bold = paragraph.bold.map(|bold| bold.start + 2..bold.end - 2);
        self.reading.paragraphs.push(paragraph);
    }

    fn end_heading(&mut self) {
        self.abandon_raw_link();
        self.raw_heading = false;
        if let Some(mut heading) = self.heading.take() {
            heading.text = one_line(&heading.text);
            if !heading.text.is_empty() {
                self.reading.headings.push(heading);
            }
        }
    }

    /// Words that belong to whatever is open.
    fn words(&mut self, words: &str, at: &Range<usize>) {
        if let Some(open) = &mut self.link {
            open.link.words.push_str(words);
            open.words_end = at.end;
        }
        if let Some(heading) = &mut self.heading {
            if heading.text.is_empty() {
                heading.words_at.start = at.start;
            }
            heading.text.push_str(words);
            heading.words_at.end = at.end;
            return;
        }
        if let Some(table) = &mut self.table {
            if !words.trim().is_empty() {
                table.has_header |= self.within == Within::TableHead;
                if table.first_words.is_empty() {
                    words.clone_into(&mut table.first_words);
                }
            }
            return;
        }
        if self.paragraph.is_none() {
            if words.trim().is_empty() {
                return;
            }
            // The text of an item without blank lines around it.
            self.begin_paragraph(Paragraph { at: at.clone(), ..Paragraph::default() });
        }
        if let Some(paragraph) = &mut self.paragraph {
            if self.bold.as_ref().is_none_or(|bold| at.start >= bold.end) {
                self.plain = true;
            }
            paragraph.places.push((paragraph.text.len(), at.start));
            paragraph.text.push_str(words);
            paragraph.at.end = paragraph.at.end.max(at.end);
        }
    }

    fn describe(&mut self, event: &Event<'_>, at: &Range<usize>) {
        let Some(open) = &mut self.image else { return };
        match event {
            Event::Text(text) | Event::Code(text) => open.description.push_str(text),
            Event::SoftBreak | Event::HardBreak => open.description.push(' '),
            Event::Start(_) => open.nested += 1,
            Event::End(_) if open.nested > 0 => open.nested -= 1,
            Event::End(_) => {
                let Some(OpenImage { mut image, description, .. }) = self.image.take() else { return };
                image.described = !description.trim().is_empty();
                self.reading.images.push(image);
                self.plain = true;
                if let Some(open) = &mut self.link {
                    open.link.words.push_str(&description);
                    open.words_end = at.end;
                }
                if let Some(heading) = &mut self.heading {
                    heading.text.push_str(&description);
                }
            }
            _ => {}
        }
    }

    fn open_link(&mut self, address: String, at: Range<usize>, written: Written, address_at: Option<Range<usize>>) {
        if self.link.is_some() {
            return;
        }
        let target = Target::parse(&address);
        let words_end = at.start + 1;
        let link = Link { words: String::new(), address, target, at, address_at, written };
        self.link = Some(OpenLink { link, words_end });
    }

    fn close_link(&mut self, end: usize) {
        let Some(OpenLink { mut link, words_end }) = self.link.take() else { return };
        link.at.end = link.at.end.max(end);
        link.words = one_line(&link.words);
        let source = self.reading.source;
        if link.written == Written::Inline && !link.address.is_empty() {
            link.address_at = source.get(words_end..link.at.end).and_then(|rest| {
                let opening = words_end + rest.find("](")? + 2;
                let tail = source.get(opening..link.at.end)?;
                let start = tail.find(|sign: char| !sign.is_whitespace() && sign != '>')?;
                let start = if tail[start..].starts_with('<') { start + 1 } else { start };
                let found = tail[start..].starts_with(link.address.as_str());
                found.then(|| opening + start..opening + start + link.address.len())
            });
        }
        self.reading.links.push(link);
    }

    /// A raw link ends with the block around it.
    fn abandon_raw_link(&mut self) {
        if self.link.as_ref().is_some_and(|open| open.link.written == Written::Raw) {
            let end = self.link.as_ref().map_or(0, |open| open.words_end);
            self.close_link(end);
        }
    }

    fn raw(&mut self, at: Range<usize>) {
        let source = &self.reading.source[at.clone()];
        let offset = |part: &str| (part.as_ptr() as usize).saturating_sub(source.as_ptr() as usize) + at.start;
        for piece in raw::pieces(source) {
            match piece {
                Piece::Text(text) => {
                    let start = offset(text);
                    let spot = start..start + text.len();
                    if let Some(open) = &mut self.link {
                        open.link.words.push_str(text);
                        open.words_end = spot.end;
                    }
                    if let (Some(heading), true) = (&mut self.heading, self.raw_heading) {
                        heading.text.push_str(text);
                    }
                    if let (Some(table), false) = (&mut self.raw_table, text.trim().is_empty())
                        && table.first_words.is_empty()
                    {
                        text.trim().clone_into(&mut table.first_words);
                    }
                }
                Piece::Tag(tag) => {
                    let start = offset(tag.source);
                    self.tag(&tag, start..start + tag.source.len(), &offset);
                }
            }
        }
    }

    fn tag(&mut self, tag: &raw::Tag<'_>, at: Range<usize>, offset: &dyn Fn(&str) -> usize) {
        let attribute = |wanted: &str| tag.attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| *value);
        if !tag.ends {
            self.note_what_is_lost(tag, &at);
        }
        let level = tag.name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok());
        match (tag.name.as_str(), tag.ends) {
            ("a", true) => self.close_link(at.end),
            ("a", false) => {
                if let Some(href) = attribute("href") {
                    let start = offset(href);
                    self.open_link(unescape(href), at, Written::Raw, Some(start..start + href.len()));
                }
            }
            ("img", _) => {
                let description = attribute("alt");
                let described = description.is_some_and(|text| !text.trim().is_empty());
                let address = attribute("src").map(unescape).unwrap_or_default();
                // An empty description that was written down says that there is nothing to say.
                let decorative = description.is_some();
                self.plain = true;
                self.reading.images.push(Image { address, at, described, decorative, closing: None });
                if let (Some(open), Some(text)) = (&mut self.link, description) {
                    open.link.words.push_str(text);
                }
            }
            ("table", false) => {
                self.raw_table.get_or_insert(Table { at, has_header: false, first_words: String::new() });
            }
            ("table", true) => self.reading.tables.extend(self.raw_table.take()),
            ("th", false) => {
                if let Some(table) = &mut self.raw_table {
                    table.has_header = true;
                }
            }
            (_, true) if level.is_some() && self.raw_heading => self.end_heading(),
            (_, false) if self.heading.is_none() => {
                let Some(level) = level.filter(|level| (1..=6).contains(level)) else { return };
                let digit = at.start + 2..at.start + 3;
                self.raw_heading = true;
                self.heading =
                    Some(Heading { level, text: String::new(), words_at: digit, marks: None, at, given: false });
            }
            _ => {}
        }
    }

    fn note_what_is_lost(&mut self, tag: &raw::Tag<'_>, at: &Range<usize>) {
        let lost = match elements::find(&tag.name) {
            None if SILENCED.contains(&tag.name.as_str()) => Lost::All,
            None => Lost::Tag,
            Some(element) => {
                let names = tag.attributes.iter().map(|(name, _)| name.clone());
                let lost: Vec<_> = names.filter(|name| !element.attributes.contains(&name.as_str())).collect();
                if lost.is_empty() {
                    return;
                }
                Lost::Attributes(lost)
            }
        };
        self.reading.dropped.push(Dropped { at: at.clone(), tag: tag.name.clone(), lost });
    }
}
