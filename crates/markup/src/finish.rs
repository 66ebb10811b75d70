//! The last pass over sanitised HTML: heading levels and ids, checked link targets, tables that scroll.

use crate::check::DECORATIVE;
use crate::headings::{Heading, HeadingIds};
use crate::safe_html::SafeHtml;
use crate::target::{Link, Target};
use crate::tokens::{StartTag, Token, push_escaped, tokens, unescape};

/// What the pass found and wrote.
pub(crate) struct Finished {
    pub(crate) html: SafeHtml,
    pub(crate) headings: Vec<Heading>,
    pub(crate) links: Vec<Link>,
}

/// Finishes the sanitiser's output.
pub(crate) fn finish(sanitised: &str, ids: &mut HeadingIds) -> Finished {
    let mut pass = Pass {
        html: String::with_capacity(sanitised.len()),
        headings: Vec::new(),
        links: Vec::new(),
        heading: None,
        link: None,
        table: None,
    };
    for token in tokens(sanitised) {
        match token {
            Token::Text(text) => {
                pass.html.push_str(text);
                pass.read(&unescape(text));
            }
            Token::Start(tag) => pass.start(tag),
            Token::End(name) => pass.end(name, ids),
        }
    }
    Finished { html: SafeHtml::trusted(pass.html), headings: pass.headings, links: pass.links }
}

/// A heading, link or table under way: where its content starts in the output.
struct Pass {
    html: String,
    headings: Vec<Heading>,
    links: Vec<Link>,
    heading: Option<OpenHeading>,
    link: Option<OpenLink>,
    table: Option<OpenTable>,
}

struct OpenHeading {
    start: usize,
    level: u8,
    text: String,
}

struct OpenLink {
    tag_start: usize,
    content_start: usize,
    link: Link,
}

struct OpenTable {
    start: usize,
    depth: usize,
    in_caption: bool,
    caption: String,
}

impl Pass {
    fn start(&mut self, tag: StartTag<'_>) {
        match tag.name {
            "a" => self.start_link(tag),
            "img" => self.image(tag),
            "br" => {
                self.html.push_str(tag.source);
                self.read(" ");
            }
            _ if heading_level(tag.name).is_some() => {
                if let (None, Some(level)) = (&self.heading, heading_level(tag.name)) {
                    self.heading = Some(OpenHeading { start: self.html.len(), level, text: String::new() });
                }
            }
            "table" => {
                let start = self.html.len();
                self.table
                    .get_or_insert(OpenTable { start, depth: 0, in_caption: false, caption: String::new() })
                    .depth += 1;
                self.html.push_str(tag.source);
            }
            name => {
                if let (Some(table), "caption") = (&mut self.table, name) {
                    table.in_caption = table.depth == 1 && table.caption.is_empty();
                }
                self.html.push_str(tag.source);
            }
        }
    }

    fn end(&mut self, name: &str, ids: &mut HeadingIds) {
        match name {
            "a" => return self.end_link(),
            _ if heading_level(name).is_some() => return self.end_heading(name, ids),
            _ => {}
        }
        self.html.push_str("</");
        self.html.push_str(name);
        self.html.push('>');
        match name {
            "table" => self.end_table(ids),
            "caption" => {
                if let Some(table) = &mut self.table {
                    table.in_caption = false;
                }
            }
            _ => {}
        }
    }

    /// Text that belongs to whatever is open.
    fn read(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(text);
        }
        if let Some(link) = &mut self.link {
            link.link.text.push_str(text);
        }
        if let Some(table) = self.table.as_mut().filter(|table| table.in_caption) {
            table.caption.push_str(text);
        }
    }

    /// A link without an allowed target is no link; its end tag finds none open.
    fn start_link(&mut self, tag: StartTag<'_>) {
        if self.link.is_some() {
            return;
        }
        let Some(target) = tag.attribute("href").and_then(|href| Target::parse(&unescape(href))) else { return };
        let tag_start = self.html.len();
        let title = tag.attribute("title").map(unescape);
        self.html.push_str("<a href=\"");
        push_escaped(&mut self.html, &target.to_string());
        self.html.push('"');
        self.push_attribute("title", title.as_deref());
        self.html.push('>');
        self.link = Some(OpenLink {
            tag_start,
            content_start: self.html.len(),
            link: Link { target, text: String::new(), title },
        });
    }

    /// A link without words cannot be followed by ear: it is reported, but not written.
    fn end_link(&mut self) {
        let Some(OpenLink { tag_start, content_start, mut link }) = self.link.take() else { return };
        link.text = one_line(&link.text);
        if link.text.is_empty() {
            self.html.replace_range(tag_start..content_start, "");
        } else {
            self.html.push_str("</a>");
        }
        self.links.push(link);
    }

    /// Only uploaded images are shown; of any other its description stays.
    fn image(&mut self, tag: StartTag<'_>) {
        let description = tag.attribute("alt").map(unescape).unwrap_or_default();
        match tag.attribute("src").and_then(|source| Target::parse(&unescape(source))) {
            Some(target @ Target::Media(_)) => {
                let mark = |title: &String| title.trim().eq_ignore_ascii_case(DECORATIVE);
                let title = tag.attribute("title").map(unescape).filter(|title| !mark(title));
                self.html.push_str("<img src=\"");
                push_escaped(&mut self.html, &target.to_string());
                self.html.push('"');
                self.push_attribute("alt", Some(&description));
                self.push_attribute("title", title.as_deref());
                self.html.push('>');
                self.links.push(Link { target, text: description.clone(), title });
            }
            _ => push_escaped(&mut self.html, &description),
        }
        self.read(&description);
    }

    fn end_heading(&mut self, name: &str, ids: &mut HeadingIds) {
        let Some(open) = self.heading.take_if(|open| heading_level(name) == Some(open.level)) else { return };
        let text = one_line(&open.text);
        if text.is_empty() {
            return;
        }
        let content = self.html.split_off(open.start);
        let heading = ids.place(open.level, &text);
        let element = format!("h{}", heading.level);
        self.html.push('<');
        self.html.push_str(&element);
        self.push_attribute("id", Some(&heading.id));
        for part in [">", &content, "</", &element, ">"] {
            self.html.push_str(part);
        }
        self.headings.push(heading);
    }

    /// A wide table scrolls inside a box that the keyboard can reach, so it needs a name, and one that no other region
    /// of the page has.
    fn end_table(&mut self, ids: &mut HeadingIds) {
        let Some(table) = &mut self.table else { return };
        table.depth -= 1;
        if table.depth > 0 {
            return;
        }
        let Some(table) = self.table.take() else { return };
        let label = ids.name_table(&one_line(&table.caption));
        let content = self.html.split_off(table.start);
        self.html.push_str("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\"");
        self.push_attribute("aria-label", Some(&label));
        self.html.push('>');
        self.html.push_str(&content);
        self.html.push_str("</div>");
    }

    fn push_attribute(&mut self, name: &str, value: Option<&str>) {
        let Some(value) = value else { return };
        self.html.push(' ');
        self.html.push_str(name);
        self.html.push_str("=\"");
        push_escaped(&mut self.html, value);
        self.html.push('"');
    }
}

fn heading_level(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

/// The words with single spaces between them.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
