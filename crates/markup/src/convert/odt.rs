//! An `OpenDocument` text.

use std::collections::HashMap;

use super::Unreadable;
use super::links;
use super::model::{Assembly, Container, Letter, Shift, Style, What, Within, mark, within_of};
use super::tables::flat;
use super::xml::{Element, MOST_NODES, Xml};

/// The most columns of a table.
const WIDEST: usize = 50;
/// How many styles stand on one another at most.
const MOST_BASES: usize = 20;

/// Reads the parts of a document.
pub(super) fn read(mut part: impl FnMut(&str) -> Option<Vec<u8>>) -> Result<Assembly, Unreadable> {
    let mut text = |name: &str| part(name).and_then(|bytes| String::from_utf8(bytes).ok());
    let content = text("content.xml").ok_or(Unreadable::Damaged)?;
    let [styles, meta] = ["styles.xml", "meta.xml"].map(|name| text(name).unwrap_or_default());
    let mut allowed = MOST_NODES;
    let content = Xml::parse(&content, &mut allowed)?;
    let mut parsed = |text| Xml::parse(text, &mut allowed).or_else(|_| Xml::parse("", &mut 0));
    let (styles, meta) = (parsed(&styles)?, parsed(&meta)?);
    let root = content.root().child("document-content").ok_or(Unreadable::Damaged)?;
    let body = root.at(&["body", "text"]).ok_or(Unreadable::Damaged)?;
    let mut reader = Reader { assembly: Assembly::new(), looks: HashMap::new(), lists: HashMap::new() };
    if let Some(styles) = styles.root().child("document-styles") {
        reader.learn(styles);
        let running = styles
            .below()
            .into_iter()
            .any(|part| matches!(part.name(), "header" | "footer") && !part.words().trim().is_empty());
        reader.assembly.left_out.running = usize::from(running);
    }
    reader.learn(root);
    let title = meta.root().at(&["document-meta", "meta", "title"]).map(Element::words);
    reader.assembly.title = title.map(|title| crate::finish::one_line(&title)).filter(|title| !title.is_empty());
    reader.blocks(body, &Vec::new().into());
    reader.assembly.close();
    Ok(reader.assembly)
}

/// What a style says that matters here.
#[derive(Clone, Debug, Default)]
struct Look {
    base: Option<String>,
    bold: Option<bool>,
    italic: Option<bool>,
    struck: Option<bool>,
    shift: Option<Shift>,
}

struct Reader {
    assembly: Assembly,
    looks: HashMap<String, Look>,
    /// For a style of lists and a level, the number with which it starts; `None` for bullets.
    lists: HashMap<(String, usize), Option<u32>>,
}

impl Reader {
    /// Reads the styles of a part: the common ones and those that the program made for single places.
    fn learn(&mut self, root: Element<'_>) {
        let groups = root.children().filter(|part| matches!(part.name(), "styles" | "automatic-styles"));
        for style in groups.flat_map(Element::children) {
            let Some(name) = style.attribute("name") else { continue };
            match style.name() {
                "style" => {
                    self.looks.insert(name, look(style));
                }
                "list-style" => {
                    for level in style.children() {
                        let Some(number) = level.attribute("level").and_then(|level| level.parse().ok()) else {
                            continue;
                        };
                        let start = level.attribute("start-value").and_then(|start| start.parse().ok()).unwrap_or(1);
                        // Without a format, an item shows no number.
                        let shown = level.attribute("num-format").is_some_and(|format| !format.is_empty());
                        let numbers = level.name() == "list-level-style-number" && shown;
                        self.lists.insert((name.clone(), number), numbers.then_some(start));
                    }
                }
                _ => {}
            }
        }
    }

    /// The style with those that it stands on, nearest first.
    fn bases(&self, name: Option<String>) -> Vec<(String, Look)> {
        let mut found = Vec::new();
        let mut next = name;
        while let Some(name) = next.take().filter(|_| found.len() < MOST_BASES) {
            let look = self.looks.get(&name).cloned().unwrap_or_default();
            next.clone_from(&look.base);
            found.push((name, look));
        }
        found
    }

    fn styled(&self, element: Element<'_>, outside: Style) -> Style {
        let bases = self.bases(element.attribute("style-name"));
        let find = |of: &dyn Fn(&Look) -> Option<bool>| bases.iter().find_map(|(_, look)| of(look));
        let mut style = outside;
        for (bit, on) in [
            (mark::BOLD, find(&|look| look.bold)),
            (mark::ITALIC, find(&|look| look.italic)),
            (mark::STRUCK, find(&|look| look.struck)),
        ] {
            style = on.map_or(style, |on| style.with(bit, on));
        }
        bases.iter().find_map(|(_, look)| look.shift).map_or(style, |shift| style.shifted(shift))
    }

    fn blocks(&mut self, parent: Element<'_>, within: &Within) {
        for element in parent.children() {
            match element.name() {
                "h" => {
                    let level = element.attribute("outline-level").and_then(|level| level.parse().ok()).unwrap_or(1);
                    self.heading(element, level, within);
                }
                "p" => self.paragraph(element, within),
                "list" => self.list(element, None, 1, within),
                "table" => self.table(element, within),
                "section" | "numbered-paragraph" | "index-body" => self.blocks(element, within),
                "table-of-content" => self.assembly.left_out.contents = 1,
                "tracked-changes" => {
                    let deletions = element.below().into_iter().filter(|change| change.name() == "deletion");
                    self.assembly.left_out.deletions += deletions.count();
                }
                "frame" | "g" | "custom-shape" => self.picture(element, within, Style::default()),
                _ => {}
            }
        }
    }

    fn heading(&mut self, element: Element<'_>, level: u8, within: &Within) {
        self.assembly.open(within, What::Heading(level.clamp(1, 6)));
        self.letters(element, within, Style::default(), mark::BOLD | mark::ITALIC);
        self.assembly.close();
    }

    fn paragraph(&mut self, element: Element<'_>, within: &Within) {
        let bases = self.bases(element.attribute("style-name"));
        let is = |wanted: &str| bases.iter().any(|(name, _)| name == wanted);
        if is("Title") {
            return self.heading(element, 1, within);
        }
        if is("Horizontal_20_Line") {
            self.assembly.open(within, What::Rule);
            return self.assembly.close();
        }
        if is("Quotations") || is("Quote") {
            let goes_on = self.assembly.blocks.last().and_then(|block| block.within.last().copied());
            let quote = match goes_on {
                Some(Container::Quote { quote }) => quote,
                _ => self.assembly.number(),
            };
            let within = within_of(within.iter().copied().chain([Container::Quote { quote }]).collect());
            self.assembly.open(&within, What::Paragraph);
            self.letters(element, &within, Style::default(), mark::ITALIC);
            return self.assembly.close();
        }
        let style = self.styled(element, Style::default());
        self.assembly.open(within, What::Paragraph);
        self.letters(element, within, style, 0);
        self.assembly.close();
    }

    fn list(&mut self, element: Element<'_>, outer: Option<&str>, level: usize, within: &Within) {
        let own = element.attribute("style-name");
        let style = own.as_deref().or(outer).unwrap_or_default().to_owned();
        let start = self.lists.get(&(style.clone(), level)).copied().flatten();
        let mut first = None;
        let list = self.assembly.number();
        for entry in element.children().filter(|entry| matches!(entry.name(), "list-item" | "list-header")) {
            let given = entry.attribute("start-value").and_then(|start| start.parse().ok());
            first = first.or(start.map(|start| given.unwrap_or(start)));
            let item = Container::Item { list, item: self.assembly.number(), first };
            let path = within_of(within.iter().copied().chain([item]).collect());
            let only_a_list = entry.children().next().is_some_and(|child| child.name() == "list");
            for child in entry.children() {
                match child.name() {
                    // A heading that is numbered is a heading.
                    "h" => {
                        let level = child.attribute("outline-level").and_then(|level| level.parse().ok()).unwrap_or(1);
                        self.heading(child, level, &Vec::new().into());
                    }
                    "list" if only_a_list => self.list(child, Some(&style), level + 1, within),
                    "list" => self.list(child, Some(&style), level + 1, &path),
                    "p" => self.paragraph(child, &path),
                    _ => {}
                }
            }
        }
    }

    /// The letters of a paragraph, or of what stands in one. `noise`: marks that mean nothing here.
    fn letters(&mut self, parent: Element<'_>, within: &Within, style: Style, noise: u8) {
        for element in parent.children() {
            match element.name() {
                "" => {
                    let spaced: String = element
                        .text()
                        .chars()
                        .map(|sign| if sign.is_ascii_whitespace() { ' ' } else { sign })
                        .collect();
                    self.assembly.text(within, &spaced, style.with(noise, false));
                }
                "s" | "tab" => self.assembly.text(within, " ", style.with(noise, false)),
                "line-break" => self.assembly.text(within, "\n", Style::default()),
                "span" => {
                    let style = self.styled(element, style);
                    self.letters(element, within, style, noise);
                }
                "a" => {
                    let typed = element.attribute("href").unwrap_or_default();
                    let address = links::address(&typed);
                    self.assembly.left_out.links += usize::from(address.is_none() && !typed.starts_with('#'));
                    let link = address.map_or(0, |address| self.assembly.link(address));
                    self.letters(element, within, Style { link, ..style }, noise);
                }
                "note" => self.note(element, within, style),
                "annotation" => self.assembly.left_out.comments += 1,
                "frame" | "g" | "custom-shape" => self.picture(element, within, style),
                "soft-page-break" | "bookmark" | "annotation-end" | "desc" | "title" => {}
                // Fields such as dates, and marks around words.
                _ => self.letters(element, within, style, noise),
            }
        }
    }

    fn note(&mut self, note: Element<'_>, within: &Within, style: Style) {
        let Some(body) = note.child("note-body") else { return };
        let sign = (self.assembly.notes.len() + 1).to_string();
        let style = style.shifted(Shift::None);
        self.assembly.text(within, &format!("[{sign}]"), style);
        let open = self.assembly.set_aside();
        self.blocks(body, &Vec::new().into());
        self.assembly.close();
        let text = flat(self.assembly.take_back(open));
        self.assembly.notes.push((sign, text));
    }

    /// A picture, or a box with text in it.
    fn picture(&mut self, frame: Element<'_>, within: &Within, style: Style) {
        if let Some(text) = frame.child("text-box") {
            let words = crate::finish::one_line(&text.words());
            return self.assembly.text(within, &format!(" {words} "), style);
        }
        self.assembly.left_out.pictures += 1;
        let described = frame.child("desc").or_else(|| frame.child("title")).map(Element::words).unwrap_or_default();
        let alt = crate::finish::one_line(&described);
        if super::html::says_something(&alt) {
            self.assembly.text(within, &format!("(Picture: {alt})"), style);
        }
    }

    fn table(&mut self, table: Element<'_>, within: &Within) {
        let mut rows = Vec::new();
        self.rows(table, &mut rows);
        self.assembly.table(within, rows);
    }

    fn rows(&mut self, parent: Element<'_>, rows: &mut Vec<Vec<Vec<Letter>>>) {
        for element in parent.children() {
            match element.name() {
                "table-header-rows" | "table-rows" | "table-row-group" => self.rows(element, rows),
                "table-row" => {
                    let mut cells: Vec<Vec<Letter>> = Vec::new();
                    for cell in
                        element.children().filter(|cell| matches!(cell.name(), "table-cell" | "covered-table-cell"))
                    {
                        let open = self.assembly.set_aside();
                        self.blocks(cell, &Vec::new().into());
                        self.assembly.close();
                        let text = flat(self.assembly.take_back(open));
                        let times = cell
                            .attribute("number-columns-repeated")
                            .and_then(|times| times.parse().ok())
                            .unwrap_or(1_usize);
                        let room = WIDEST.saturating_sub(cells.len());
                        let repeated = std::iter::repeat_n(Vec::new(), times.clamp(1, WIDEST) - 1);
                        cells.extend(std::iter::once(text).chain(repeated).take(room));
                    }
                    rows.push(cells);
                }
                _ => {}
            }
        }
    }
}

fn look(style: Element<'_>) -> Look {
    let letters = style.child("text-properties");
    let property = |name: &str| letters.and_then(|letters| letters.attribute(name));
    let heavy = |weight: String| weight.parse().map_or(weight == "bold", |weight: u32| weight >= 600);
    Look {
        base: style.attribute("parent-style-name"),
        bold: property("font-weight").map(heavy),
        italic: property("font-style").map(|slant| slant == "italic" || slant == "oblique"),
        struck: property("text-line-through-style").map(|line| line != "none"),
        shift: property("text-position").map(|position| {
            let up = position.split_whitespace().next().unwrap_or_default();
            let by = up.trim_end_matches('%').parse::<f32>().unwrap_or_default();
            if up == "super" || by > 0.0 {
                Shift::Raised
            } else if up == "sub" || by < 0.0 {
                Shift::Lowered
            } else {
                Shift::None
            }
        }),
    }
}
