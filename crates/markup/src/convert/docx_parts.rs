//! What the parts of a Word document beside its text say: styles, numbering, and where links lead.

use std::collections::HashMap;

use super::xml::{Element, Xml};

/// How many styles stand on one another at most.
const MOST_BASES: usize = 20;

/// What a style says that matters here.
#[derive(Clone, Debug, Default)]
pub(super) struct Look {
    /// Its name, in lower case: `heading 1`.
    pub(super) name: String,
    base: Option<String>,
    /// 0 for the first level of headings.
    pub(super) outline: Option<u8>,
    pub(super) numbering: Option<(String, u8)>,
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
}

/// The styles of a document, by their ids.
#[derive(Default)]
pub(super) struct Looks(HashMap<String, Look>);

impl Looks {
    pub(super) fn read(xml: &Xml<'_>) -> Self {
        let Some(styles) = xml.root().child("styles") else { return Self::default() };
        let styles = styles.children().filter(|style| style.name() == "style");
        Self(styles.filter_map(|style| Some((style.attribute("styleId")?, look(style)))).collect())
    }

    /// A style with what it takes over from those that it stands on.
    pub(super) fn of(&self, id: &str) -> Look {
        let mut whole = self.0.get(id).cloned().unwrap_or_default();
        let mut base = whole.base.clone();
        for _ in 0..MOST_BASES {
            let Some(below) = base.as_ref().and_then(|base| self.0.get(base)) else { break };
            whole.outline = whole.outline.or(below.outline);
            whole.numbering = whole.numbering.or_else(|| below.numbering.clone());
            whole.bold = whole.bold.or(below.bold);
            whole.italic = whole.italic.or(below.italic);
            base.clone_from(&below.base);
        }
        whole
    }
}

fn look(style: Element<'_>) -> Look {
    let paragraph = style.child("pPr");
    let letters = style.child("rPr");
    Look {
        name: style.setting("name").unwrap_or_default().to_lowercase(),
        base: style.setting("basedOn"),
        outline: paragraph.and_then(|paragraph| paragraph.setting("outlineLvl")?.parse().ok()),
        numbering: paragraph.and_then(numbering_of),
        bold: letters.and_then(|letters| switch(letters, "b")),
        italic: letters.and_then(|letters| switch(letters, "i")),
    }
}

/// The number of the list and the level in a paragraph's settings.
pub(super) fn numbering_of(paragraph: Element<'_>) -> Option<(String, u8)> {
    let numbering = paragraph.child("numPr")?;
    let level = numbering.setting("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
    Some((numbering.setting("numId")?, level))
}

/// Whether a setting is switched on; `None` where nothing is said.
pub(super) fn switch(settings: Element<'_>, name: &str) -> Option<bool> {
    let setting = settings.child(name)?;
    Some(!matches!(setting.attribute("val").as_deref(), Some("0" | "false" | "off" | "none")))
}

/// What stands before the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marks {
    Bullets,
    NumbersFrom(u32),
}

/// The lists of a document: for a list and a level, the number with which it starts; `None` for bullets.
#[derive(Default)]
pub(super) struct Numbering {
    lists: HashMap<String, String>,
    levels: HashMap<(String, u8), Option<u32>>,
}

impl Numbering {
    pub(super) fn read(xml: &Xml<'_>) -> Self {
        let mut numbering = Self::default();
        let Some(root) = xml.root().child("numbering") else { return numbering };
        for element in root.children() {
            match element.name() {
                "abstractNum" => {
                    let Some(id) = element.attribute("abstractNumId") else { continue };
                    for level in element.children().filter(|level| level.name() == "lvl") {
                        let Some(number) = level.attribute("ilvl").and_then(|number| number.parse().ok()) else {
                            continue;
                        };
                        let bullet = matches!(level.setting("numFmt").as_deref(), Some("bullet" | "none"));
                        let start = level.setting("start").and_then(|start| start.parse().ok()).unwrap_or(1);
                        numbering.levels.insert((id.clone(), number), (!bullet).then_some(start));
                    }
                }
                "num" => {
                    if let (Some(id), Some(list)) = (element.attribute("numId"), element.setting("abstractNumId")) {
                        numbering.lists.insert(id, list);
                    }
                }
                _ => {}
            }
        }
        numbering
    }

    /// How the items of a level are marked. `None`: there is no such list, and the paragraph is none of its items.
    pub(super) fn marks(&self, list: &str, level: u8) -> Option<Marks> {
        let abstract_list = self.lists.get(list)?;
        let start = self.levels.get(&(abstract_list.clone(), level)).copied().flatten();
        Some(start.map_or(Marks::Bullets, Marks::NumbersFrom))
    }
}

/// Where the links of a part lead, by their ids.
pub(super) fn targets(xml: &Xml<'_>) -> HashMap<String, String> {
    let Some(root) = xml.root().child("Relationships") else { return HashMap::new() };
    let links = root.children().filter(|one| one.attribute("Type").is_some_and(|kind| kind.ends_with("/hyperlink")));
    links.filter_map(|link| Some((link.attribute("Id")?, link.attribute("Target")?))).collect()
}
