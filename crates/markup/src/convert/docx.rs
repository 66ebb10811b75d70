//! A document of Word.

use std::collections::HashMap;

use super::Unreadable;
use super::docx_parts::{Looks, Marks, Numbering, numbering_of, switch, targets};
use super::links;
use super::model::{Assembly, Container, Letter, Shift, Style, What, Within, mark, within_of};
use super::tables::flat;
use super::xml::{Element, MOST_NODES, Xml};

/// Bytes of the instruction of a field, from which on no more of it is read.
const LONGEST_FIELD: usize = 8_000;
/// The most columns of a table.
const WIDEST: usize = 50;

/// Reads the parts of a document.
pub(super) fn read(mut part: impl FnMut(&str) -> Option<Vec<u8>>) -> Result<Assembly, Unreadable> {
    let mut text = |name: &str| part(name).and_then(|bytes| String::from_utf8(bytes).ok());
    let document = text("word/document.xml").ok_or(Unreadable::Damaged)?;
    // Where one of the others is missing or damaged, the text is still worth having.
    let [styles, numbering, links, notes, end_notes, note_links, core] = [
        "word/styles.xml",
        "word/numbering.xml",
        "word/_rels/document.xml.rels",
        "word/footnotes.xml",
        "word/endnotes.xml",
        "word/_rels/footnotes.xml.rels",
        "docProps/core.xml",
    ]
    .map(|name| text(name).unwrap_or_default());
    let mut allowed = MOST_NODES;
    let document = Xml::parse(&document, &mut allowed)?;
    let mut parsed = |text| Xml::parse(text, &mut allowed).or_else(|_| Xml::parse("", &mut 0));
    let (notes, end_notes, core) = (parsed(&notes)?, parsed(&end_notes)?, parsed(&core)?);
    let mut reader = Reader {
        assembly: Assembly::new(),
        looks: Looks::read(&parsed(&styles)?),
        numbering: Numbering::read(&parsed(&numbering)?),
        links: targets(&parsed(&links)?),
        note_links: targets(&parsed(&note_links)?),
        read_notes: HashMap::new(),
        notes: notes_of(&notes, "footnotes"),
        end_notes: notes_of(&end_notes, "endnotes"),
        counted: HashMap::new(),
        fields: Vec::new(),
        in_note: false,
    };
    let title = core.root().at(&["coreProperties", "title"]).map(Element::words);
    reader.assembly.title = title.map(|title| crate::finish::one_line(&title)).filter(|title| !title.is_empty());
    let body = document.root().at(&["document", "body"]).ok_or(Unreadable::Damaged)?;
    reader.blocks(body, &Vec::new().into());
    reader.assembly.close();
    Ok(reader.assembly)
}

/// The foot notes by their ids.
fn notes_of<'xml>(xml: &'xml Xml<'xml>, root: &str) -> HashMap<String, Element<'xml>> {
    let notes = xml.root().child(root).into_iter().flat_map(Element::children);
    // Lines that part notes from the text have a type.
    notes
        .filter(|note| note.attribute("type").is_none())
        .filter_map(|note| Some((note.attribute("id")?, note)))
        .collect()
}

struct Reader<'xml> {
    assembly: Assembly,
    looks: Looks,
    numbering: Numbering,
    links: HashMap<String, String>,
    note_links: HashMap<String, String>,
    notes: HashMap<String, Element<'xml>>,
    end_notes: HashMap<String, Element<'xml>>,
    /// The signs of the notes that were read, by what refers to them and their ids.
    read_notes: HashMap<(&'xml str, String), String>,
    /// How far each level of each list has been counted.
    counted: HashMap<String, Vec<u32>>,
    /// Fields that are open: their instruction, and the link that they make.
    fields: Vec<(String, u32)>,
    in_note: bool,
}

impl<'xml> Reader<'xml> {
    fn blocks(&mut self, parent: Element<'xml>, within: &Within) {
        for element in parent.children() {
            match element.name() {
                "p" => self.paragraph(element, within),
                "tbl" => self.table(element, within),
                "sdt" if is_contents(element) => self.assembly.left_out.contents = 1,
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => self.blocks(element, within),
                "del" | "moveFrom" => self.assembly.left_out.deletions += 1,
                "sectPr" => self.section(element),
                _ => {}
            }
        }
    }

    fn section(&mut self, section: Element<'_>) {
        if section.children().any(|part| matches!(part.name(), "headerReference" | "footerReference")) {
            self.assembly.left_out.running = 1;
        }
    }

    fn paragraph(&mut self, element: Element<'xml>, within: &Within) {
        let settings = element.child("pPr");
        if let Some(section) = settings.and_then(|settings| settings.child("sectPr")) {
            self.section(section);
        }
        let look = self.looks.of(&settings.and_then(|settings| settings.setting("pStyle")).unwrap_or_default());
        if look.name.starts_with("toc ") || look.name == "toc heading" {
            self.assembly.left_out.contents = 1;
            return;
        }
        let outline = settings.and_then(|settings| settings.setting("outlineLvl")?.parse().ok()).or(look.outline);
        let named = look.name.strip_prefix("heading ").and_then(|level| level.parse().ok());
        let level =
            if look.name == "title" { Some(1) } else { named.or(outline.map(|outline: u8| outline.saturating_add(1))) };
        let numbering = settings.and_then(numbering_of).or_else(|| look.numbering.clone());
        let style =
            Style::default().with(mark::BOLD, look.bold == Some(true)).with(mark::ITALIC, look.italic == Some(true));
        if let Some(level @ 1..=6) = level {
            self.assembly.open(within, What::Heading(level));
            self.runs(element, within, Style::default(), mark::BOLD | mark::ITALIC);
        } else if let Some(within) = numbering.and_then(|(list, level)| self.item(&list, level, within)) {
            self.assembly.open(&within, What::Paragraph);
            self.runs(element, &within, style, 0);
        } else if look.name.contains("quot") {
            let goes_on = self.assembly.blocks.last().and_then(|block| block.within.last().copied());
            let quote = match goes_on {
                Some(Container::Quote { quote }) => quote,
                _ => self.assembly.number(),
            };
            let within = within_of(within.iter().copied().chain([Container::Quote { quote }]).collect());
            self.assembly.open(&within, What::Paragraph);
            self.runs(element, &within, Style::default(), mark::ITALIC);
        } else {
            self.assembly.open(within, What::Paragraph);
            self.runs(element, within, style, 0);
        }
        self.assembly.close();
    }

    /// The containers of a numbered paragraph. `None` where the list is not there, or is number 0, which takes a paragraph out of its list.
    fn item(&mut self, list: &str, level: u8, within: &Within) -> Option<Within> {
        let marks = self.numbering.marks(list, level)?;
        let counted = self.counted.entry(list.to_owned()).or_default();
        // A level begins anew below each item of the one above it.
        counted.resize(usize::from(level.min(8)) + 1, 0);
        let number_here = counted.last_mut().expect("it was made one long at least");
        let number = match marks {
            Marks::Bullets => None,
            Marks::NumbersFrom(start) => {
                *number_here = if *number_here == 0 { start } else { number_here.saturating_add(1) };
                Some(*number_here)
            }
        };
        Some(self.assembly.flat_item(within, level.saturating_add(1), number))
    }

    /// The letters of a paragraph, or of what stands in one. `noise`: marks that mean nothing here.
    fn runs(&mut self, parent: Element<'xml>, within: &Within, style: Style, noise: u8) {
        for element in parent.children() {
            match element.name() {
                "r" => self.run(element, within, style, noise),
                "hyperlink" => {
                    let address = element.attribute("id").and_then(|id| self.target(&id));
                    let link = address.map_or(0, |address| self.assembly.link(address));
                    self.runs(element, within, Style { link, ..style }, noise);
                }
                "fldSimple" => {
                    let link = self.link_of_field(&element.attribute("instr").unwrap_or_default());
                    self.runs(element, within, Style { link, ..style }, noise);
                }
                "del" | "moveFrom" => self.assembly.left_out.deletions += 1,
                "ins" | "moveTo" | "smartTag" | "sdt" | "sdtContent" | "customXml" | "dir" | "bdo" => {
                    self.runs(element, within, style, noise);
                }
                _ => {}
            }
        }
    }

    fn target(&mut self, id: &str) -> Option<String> {
        let links = if self.in_note { &self.note_links } else { &self.links };
        let typed = links.get(id)?;
        let address = links::address(typed);
        self.assembly.left_out.links += usize::from(address.is_none());
        address
    }

    /// The link of a field: ` HYPERLINK "https://…" `.
    fn link_of_field(&mut self, instruction: &str) -> u32 {
        let Some(rest) = instruction.trim_start().strip_prefix("HYPERLINK") else { return 0 };
        // Behind `\l` stands a place in the document.
        let typed = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
        typed.and_then(links::address).map_or(0, |address| self.assembly.link(address))
    }

    fn run(&mut self, run: Element<'xml>, within: &Within, outside: Style, noise: u8) {
        let mut style = outside;
        if let Some(settings) = run.child("rPr") {
            let look = settings.setting("rStyle").map(|id| self.looks.of(&id)).unwrap_or_default();
            if switch(settings, "vanish") == Some(true) || look.name == "annotation reference" {
                self.assembly.left_out.comments += usize::from(look.name == "annotation reference");
                return;
            }
            let bold = switch(settings, "b").or(look.bold);
            let italic = switch(settings, "i").or(look.italic);
            let struck = switch(settings, "strike").or_else(|| switch(settings, "dstrike"));
            for (bit, on) in [(mark::BOLD, bold), (mark::ITALIC, italic), (mark::STRUCK, struck)] {
                style = on.map_or(style, |on| style.with(bit, on));
            }
            style = match settings.setting("vertAlign").as_deref() {
                Some("superscript") => style.shifted(Shift::Raised),
                Some("subscript") => style.shifted(Shift::Lowered),
                _ => style,
            };
        }
        style = style.with(noise, false);
        if style.link == 0 {
            style.link = self.fields.iter().rev().map(|(_, link)| *link).find(|link| *link != 0).unwrap_or(0);
        }
        for element in run.children() {
            self.part_of_run(element, within, style);
        }
    }

    fn part_of_run(&mut self, element: Element<'xml>, within: &Within, style: Style) {
        let plain = Style { marks: style.marks & !(mark::RAISED | mark::LOWERED), ..style };
        match element.name() {
            "t" => self.assembly.text(within, &element.words().replace(['\n', '\r'], " "), style),
            "tab" | "ptab" => self.assembly.text(within, " ", style),
            "noBreakHyphen" => self.assembly.text(within, "\u{2011}", style),
            "cr" => self.assembly.text(within, "\n", Style::default()),
            // A page ends where a reader's screen does.
            "br" if element.attribute("type").is_none_or(|kind| kind == "textWrapping") => {
                self.assembly.text(within, "\n", Style::default());
            }
            "fldChar" => self.field(element),
            "instrText" => {
                let words = element.words();
                // Word cuts an instruction into pieces; none is longer than an address.
                if let Some((instruction, _)) = self.fields.last_mut().filter(|(known, _)| known.len() < LONGEST_FIELD)
                {
                    instruction.push_str(&words);
                }
            }
            "footnoteReference" | "endnoteReference" if !self.in_note => {
                let notes = if element.name() == "footnoteReference" { &self.notes } else { &self.end_notes };
                let found = element.attribute("id").and_then(|id| notes.get(&id).copied().map(|note| (id, note)));
                let Some((id, note)) = found else { return };
                let name = (element.name(), id);
                if let Some(sign) = self.read_notes.get(&name) {
                    self.assembly.text(within, &format!("[{sign}]"), plain);
                    return;
                }
                let sign = (self.assembly.notes.len() + 1).to_string();
                self.read_notes.insert(name, sign.clone());
                self.assembly.text(within, &format!("[{sign}]"), plain);
                let text = self.note(note);
                self.assembly.notes.push((sign, text));
            }
            "drawing" | "pict" | "object" => self.picture(element, within, style),
            "AlternateContent" => {
                if let Some(choice) = element.child("Choice") {
                    for part in choice.children() {
                        self.part_of_run(part, within, style);
                    }
                }
            }
            _ => {}
        }
    }

    fn field(&mut self, element: Element<'_>) {
        match element.attribute("fldCharType").as_deref() {
            // Fields nest a few deep; more are not counted.
            Some("begin") if self.fields.len() < 100 => self.fields.push((String::new(), 0)),
            Some("separate") => {
                let instruction = self.fields.last().map(|(instruction, _)| instruction.clone()).unwrap_or_default();
                let link = self.link_of_field(&instruction);
                if let Some(field) = self.fields.last_mut() {
                    field.1 = link;
                }
            }
            Some("end") => drop(self.fields.pop()),
            _ => {}
        }
    }

    /// The text of a foot note, while the paragraph that it belongs to stays open.
    fn note(&mut self, note: Element<'xml>) -> Vec<Letter> {
        let fields = std::mem::take(&mut self.fields);
        self.in_note = true;
        let open = self.assembly.set_aside();
        self.blocks(note, &Vec::new().into());
        let text = flat(self.assembly.take_back(open));
        self.in_note = false;
        self.fields = fields;
        text
    }

    fn picture(&mut self, element: Element<'_>, within: &Within, style: Style) {
        self.assembly.left_out.pictures += 1;
        let described = element.below().into_iter().find_map(|part| match part.name() {
            "docPr" => part.attribute("descr"),
            "shape" => part.attribute("alt"),
            _ => None,
        });
        let alt = crate::finish::one_line(&described.unwrap_or_default());
        if super::html::says_something(&alt) {
            self.assembly.text(within, &format!("(Picture: {alt})"), style);
        }
    }

    fn table(&mut self, table: Element<'xml>, within: &Within) {
        let mut rows = Vec::new();
        for row in table.children().filter(|row| row.name() == "tr") {
            let mut cells: Vec<Vec<Letter>> = Vec::new();
            for cell in row.children().filter(|cell| cell.name() == "tc") {
                let settings = cell.child("tcPr");
                let goes_on = settings
                    .and_then(|settings| settings.child("vMerge"))
                    .is_some_and(|merged| merged.attribute("val").as_deref() != Some("restart"));
                let open = self.assembly.set_aside();
                self.blocks(cell, &Vec::new().into());
                let text = flat(self.assembly.take_back(open));
                cells.push(if goes_on { Vec::new() } else { text });
                let span = settings.and_then(|settings| settings.setting("gridSpan")?.parse().ok()).unwrap_or(1_usize);
                for _ in 1..span.min(WIDEST) {
                    cells.push(Vec::new());
                }
                if cells.len() >= WIDEST {
                    cells.truncate(WIDEST);
                    break;
                }
            }
            rows.push(cells);
        }
        self.assembly.table(within, rows);
    }
}

/// Whether a part that Word made itself is a table of contents.
fn is_contents(part: Element<'_>) -> bool {
    part.at(&["sdtPr", "docPartObj", "docPartGallery"])
        .and_then(|gallery| gallery.attribute("val"))
        .is_some_and(|name| name == "Table of Contents")
}
