//! A tree of HTML as blocks: what Word, Google Docs, Outlook, `LibreOffice` and web pages write, each with its habits.

use super::css::{declared, hides, named, styled};
use super::links::{self, Inside};
use super::model::{Assembly, Container, Style, What, Within, mark, within_of};
use super::tables;
use super::tree::{Item, ROOT, Tree};

/// How deep the walk goes. Elements that the parser moved may lie deeper than it let them; of those, the words stay.
const DEEPEST: usize = 140;

/// What holds for everything inside an element.
#[derive(Clone)]
pub(super) struct Around {
    pub(super) style: Style,
    /// Marks that mean nothing here: bold in a heading.
    pub(super) noise: u8,
    pub(super) within: Within,
    /// Whether spaces and line ends count.
    pub(super) kept: bool,
    pub(super) depth: usize,
}

/// A block that is no part of the text where it stands.
enum Being {
    /// A foot note with this sign.
    Note(String),
    /// What a reviewer said.
    Comment,
}

/// A walk over one tree.
pub(super) struct Walk<'tree> {
    pub(super) tree: &'tree Tree,
    pub(super) assembly: Assembly,
    /// Whether the whole of a page is read: what stands on each page of its site is then left out.
    whole: bool,
    /// What the block that is being read turned out to be.
    being: Option<Being>,
    /// How many cells of tables were read.
    pub(super) cells: usize,
}

/// Reads a tree. `whole`: it is a page and not a piece of one.
pub(super) fn read(tree: &Tree, whole: bool) -> Assembly {
    let mut walk = Walk { tree, assembly: Assembly::new(), whole, being: None, cells: 0 };
    let around = Around { style: Style::default(), noise: 0, within: Vec::new().into(), kept: false, depth: 0 };
    let all = tree.below(ROOT, |node| tree.name(node) != "head" || whole);
    if whole {
        let title = all.iter().find(|node| tree.name(**node) == "title").map(|node| tree.words(*node));
        walk.assembly.title = title.filter(|title| !title.is_empty());
    }
    let mains: Vec<usize> = all.into_iter().filter(|node| tree.name(*node) == "main").collect();
    let start = if let ([main], true) = (mains.as_slice(), whole) { *main } else { ROOT };
    walk.children(start, &around);
    walk.assembly.close();
    walk.assembly
}

impl Walk<'_> {
    pub(super) fn children(&mut self, node: usize, around: &Around) {
        let tree = self.tree;
        for child in tree.children(node) {
            self.one(*child, around);
        }
    }

    pub(super) fn one(&mut self, node: usize, around: &Around) {
        let tree = self.tree;
        match tree.item(node) {
            Item::Text(text) => self.text(text, around),
            Item::Element(name) => self.element(node, name, around),
            Item::Other => {}
        }
    }

    fn text(&mut self, text: &str, around: &Around) {
        let style = around.style.with(around.noise, false);
        if around.kept {
            self.assembly.text(&around.within, text, style);
            return;
        }
        // Line ends of the source are spaces; only `<br>` breaks a line.
        let spaced: String = text.chars().map(|sign| if sign.is_ascii_whitespace() { ' ' } else { sign }).collect();
        self.assembly.text(&around.within, &spaced, style);
    }

    fn element(&mut self, node: usize, name: &str, around: &Around) {
        let css = self.tree.attribute(node, "style").unwrap_or_default();
        if self.is_left_out(node, name, css) {
            return;
        }
        if around.depth >= DEEPEST {
            let words = self.tree.words(node);
            self.text(&words, around);
            return;
        }
        let style = styled(css, named(name, around.style));
        let inside = Around { style, depth: around.depth + 1, ..around.clone() };
        match name {
            "br" => self.assembly.text(&around.within, "\n", Style::default()),
            "hr" => {
                self.assembly.open(&around.within, What::Rule);
                self.assembly.close();
            }
            "img" => self.picture(node, &inside),
            "a" => self.link(node, &inside),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(node, name.as_bytes()[1] - b'0', &inside),
            "ul" | "ol" | "menu" | "dir" => self.list(node, name == "ol", &inside),
            "li" => self.stray_item(node, &inside),
            "blockquote" => self.quotation(node, &inside),
            "pre" | "listing" | "xmp" => self.code(node, &inside),
            "table" => tables::table(self, node, &inside),
            "dl" => self.definitions(node, &inside),
            "p" => self.paragraph(node, css, &inside),
            _ if is_block(name) => self.block(node, &inside),
            _ => self.children(node, &inside),
        }
    }

    /// Whether an element is no part of the text, counted where somebody might miss it.
    fn is_left_out(&mut self, node: usize, name: &str, css: &str) -> bool {
        let attribute = |wanted: &str| self.tree.attribute(node, wanted);
        let class = attribute("class").unwrap_or_default();
        let has_class = |wanted: &str| class.split_ascii_whitespace().any(|class| class == wanted);
        let left_out = &mut self.assembly.left_out;
        match name {
            "head" | "script" | "style" | "noscript" | "template" | "title" | "meta" | "link" | "datalist" => {
                return true;
            }
            "iframe" | "video" | "audio" | "object" | "embed" | "canvas" | "svg" | "math" | "select" | "textarea"
            | "button" => {
                left_out.embedded += 1;
                return true;
            }
            "input" => {
                left_out.embedded += usize::from(attribute("type") != Some("hidden"));
                return true;
            }
            "nav" | "header" | "footer" | "aside" if self.whole => return true,
            "del" if attribute("datetime").or(attribute("cite")).is_some() || has_class("msoDel") => {
                left_out.deletions += 1;
                return true;
            }
            _ => {}
        }
        if has_class("msoDel") {
            left_out.deletions += 1;
            return true;
        }
        if has_class("MsoCommentReference") {
            left_out.comments += 1;
            return true;
        }
        // The bullet or number that Word draws before an item or a heading.
        if declared(css, "mso-list").is_some_and(|list| list == "ignore") {
            return true;
        }
        let element = declared(css, "mso-element");
        match element.as_deref() {
            Some("comment-list" | "comment") => return true,
            Some("header" | "footer") => {
                left_out.running += 1;
                return true;
            }
            _ => {}
        }
        if class.starts_with("MsoToc") && name == "p" {
            left_out.contents = 1;
            return true;
        }
        hides(css) || attribute("hidden").is_some() || attribute("aria-hidden") == Some("true")
    }

    /// A picture is left out, and what it shows stays in words where somebody wrote any.
    fn picture(&mut self, node: usize, around: &Around) {
        let small = |side: &str| {
            self.tree
                .attribute(node, side)
                .and_then(|pixels| pixels.parse().ok())
                .is_some_and(|pixels: u32| pixels <= 3)
        };
        if small("width") || small("height") {
            return;
        }
        self.assembly.left_out.pictures += 1;
        let alt = crate::finish::one_line(self.tree.attribute(node, "alt").unwrap_or_default());
        if !says_something(&alt) {
            return;
        }
        let words = if around.style.link == 0 { format!("(Picture: {alt})") } else { alt };
        self.text(&words, around);
    }

    fn link(&mut self, node: usize, around: &Around) {
        let Some(href) = self.tree.attribute(node, "href") else { return self.children(node, around) };
        match links::inside(href) {
            Some(Inside::Comment) if href.contains("_ref") => self.being = Some(Being::Comment),
            Some(Inside::Comment) => self.assembly.left_out.comments += 1,
            Some(Inside::Reference) => {
                let words = format!("[{}]", sign_of(&self.tree.words(node)));
                self.text(&words, &Around { style: Style::default(), ..around.clone() });
            }
            Some(Inside::Note) => self.being = Some(Being::Note(sign_of(&self.tree.words(node)))),
            None => {
                let address = links::address(href);
                if address.is_none() && !href.trim_start().starts_with('#') {
                    self.assembly.left_out.links += 1;
                }
                let link = address.map_or(0, |address| self.assembly.link(address));
                let style = Style { link, ..around.style };
                self.children(node, &Around { style, ..around.clone() });
            }
        }
    }

    pub(super) fn heading(&mut self, node: usize, level: u8, around: &Around) {
        let before = self.assembly.blocks.len();
        self.assembly.open(&around.within, What::Heading(level));
        self.children(node, &Around { noise: around.noise | mark::BOLD | mark::ITALIC, ..around.clone() });
        self.assembly.close();
        self.take_away(before);
    }

    fn quotation(&mut self, node: usize, around: &Around) {
        let quote = self.assembly.number();
        let path = around.within.iter().copied().chain([Container::Quote { quote }]).collect();
        self.assembly.close();
        self.children(node, &Around { within: within_of(path), ..around.clone() });
        self.assembly.close();
    }

    fn code(&mut self, node: usize, around: &Around) {
        self.assembly.open(&around.within, What::Code);
        self.children(node, &Around { kept: true, style: Style::default(), noise: u8::MAX, ..around.clone() });
        self.assembly.close();
    }

    /// Names and what is said of them, as a list.
    fn definitions(&mut self, node: usize, around: &Around) {
        let list = self.assembly.number();
        let mut within: Option<Within> = None;
        let mut named = false;
        for child in self.tree.below(node, |child| matches!(self.tree.name(child), "div")) {
            let name = self.tree.name(child);
            if name != "dt" && name != "dd" {
                continue;
            }
            if name == "dt" || within.is_none() {
                let item = Container::Item { list, item: self.assembly.number(), first: None };
                let path = within_of(around.within.iter().copied().chain([item]).collect());
                self.assembly.open(&path, What::Paragraph);
                within = Some(path);
            } else if named {
                let Some(within) = &within else { continue };
                self.assembly.text(within, ": ", Style::default());
            } else {
                self.assembly.close();
            }
            named = name == "dt";
            let Some(within) = within.clone() else { continue };
            let style = around.style.with(mark::BOLD, named || around.style.marks & mark::BOLD != 0);
            self.children(child, &Around { style, within, ..around.clone() });
        }
        self.assembly.close();
    }

    /// A paragraph, which may be anything by its class in Word.
    fn paragraph(&mut self, node: usize, css: &str, around: &Around) {
        let class = self.tree.attribute(node, "class").unwrap_or_default();
        if let Some(level) = list_level(css) {
            return self.word_item(node, level, around);
        }
        match class {
            // Word, and what Google Docs exports.
            "MsoTitle" => self.heading(node, 1, around),
            _ if class.split_ascii_whitespace().any(|class| class == "title") => self.heading(node, 1, around),
            "MsoQuote" | "MsoIntenseQuote" => {
                let plain = Around { noise: around.noise | mark::ITALIC, ..around.clone() };
                self.quotation(node, &plain);
            }
            _ => self.block(node, around),
        }
    }

    fn block(&mut self, node: usize, around: &Around) {
        let level = self.tree.attribute(node, "aria-level").and_then(|level| level.parse().ok());
        if let (Some("heading"), Some(level @ 1..=6)) = (self.tree.attribute(node, "role"), level) {
            return self.heading(node, level, around);
        }
        let before = self.assembly.blocks.len();
        self.assembly.close();
        self.children(node, around);
        self.assembly.close();
        self.take_away(before);
    }

    /// What was read since then is no part of the text, if it turned out to be something else.
    pub(super) fn take_away(&mut self, before: usize) {
        let Some(being) = self.being.take() else { return };
        let blocks = self.assembly.blocks.split_off(before.min(self.assembly.blocks.len()));
        let Being::Note(sign) = being else { return };
        // The line that the source draws above its notes.
        if self.assembly.blocks.last().is_some_and(|block| block.what == What::Rule) {
            self.assembly.blocks.pop();
        }
        self.assembly.notes.push((sign, tables::flat(blocks)));
    }
}

/// Words that tell what a picture shows, and not its file or the machine that guessed.
pub(super) fn says_something(alt: &str) -> bool {
    let lower = alt.to_ascii_lowercase();
    let is_file = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"].iter().any(|end| lower.ends_with(end));
    let guessed = lower.contains("automatically generated") || lower.contains("ai-generated");
    alt.chars().any(char::is_alphabetic) && !is_file && !guessed
}

/// `1` of `[1]`.
fn sign_of(words: &str) -> String {
    words.trim_matches(['[', ']', '(', ')', ' ', '\u{a0}']).chars().take(8).collect()
}

/// The level of a paragraph that Word shows as an item: `mso-list:l0 level2 lfo1`.
pub(super) fn list_level(css: &str) -> Option<u8> {
    let list = declared(css, "mso-list")?;
    list.split_ascii_whitespace().find_map(|word| word.strip_prefix("level")?.parse().ok())
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "div"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "header"
            | "hgroup"
            | "html"
            | "legend"
            | "main"
            | "nav"
            | "p"
            | "search"
            | "section"
            | "summary"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
    )
}
