//! The elements that a body may hold: the one list that the writer and the sanitiser both read.

/// How an element may stand among others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Holds blocks or text: a list, a quotation, a table and its parts.
    Block,
    /// A block that holds text only: a paragraph, a heading.
    TextBlock,
    /// Part of a line of text.
    Inline,
    /// Part of a line of text, without content.
    Void,
    /// A block without content.
    VoidBlock,
}

/// One allowed element with its allowed attributes.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) attributes: &'static [&'static str],
}

const fn element(name: &'static str, kind: Kind, attributes: &'static [&'static str]) -> Element {
    Element { name, kind, attributes }
}

/// `id`, `class` and `style` are nobody's: headings get their ids after the sanitiser.
pub(crate) const ELEMENTS: &[Element] = &[
    element("h2", Kind::TextBlock, &[]),
    element("h3", Kind::TextBlock, &[]),
    element("h4", Kind::TextBlock, &[]),
    element("h5", Kind::TextBlock, &[]),
    element("h6", Kind::TextBlock, &[]),
    element("p", Kind::TextBlock, &[]),
    element("pre", Kind::TextBlock, &[]),
    element("blockquote", Kind::Block, &[]),
    element("ul", Kind::Block, &[]),
    element("ol", Kind::Block, &["start"]),
    element("li", Kind::Block, &[]),
    element("dl", Kind::Block, &[]),
    element("dt", Kind::Block, &[]),
    element("dd", Kind::Block, &[]),
    element("table", Kind::Block, &[]),
    element("caption", Kind::Block, &[]),
    element("thead", Kind::Block, &[]),
    element("tbody", Kind::Block, &[]),
    element("tfoot", Kind::Block, &[]),
    element("tr", Kind::Block, &[]),
    element("th", Kind::Block, &["scope", "colspan", "rowspan"]),
    element("td", Kind::Block, &["colspan", "rowspan"]),
    element("hr", Kind::VoidBlock, &[]),
    element("a", Kind::Inline, &["href", "title"]),
    element("abbr", Kind::Inline, &["title"]),
    element("code", Kind::Inline, &[]),
    element("del", Kind::Inline, &[]),
    element("em", Kind::Inline, &[]),
    element("span", Kind::Inline, &["lang"]),
    element("strong", Kind::Inline, &[]),
    element("sub", Kind::Inline, &[]),
    element("sup", Kind::Inline, &[]),
    element("br", Kind::Void, &[]),
    element("img", Kind::Void, &["src", "alt", "title"]),
];

/// Elements whose content is not text for readers; it goes with them.
pub(crate) const SILENCED: &[&str] = &[
    "iframe", "math", "noembed", "noframes", "noscript", "object", "script", "select", "style", "svg", "template",
    "textarea", "title", "xmp",
];

/// The allowed element of this lower-case name. Names that mean the same as an allowed element become that element.
pub(crate) fn find(name: &str) -> Option<&'static Element> {
    let name = match name {
        "h1" => "h2",
        "b" => "strong",
        "i" => "em",
        "s" | "strike" => "del",
        other => other,
    };
    ELEMENTS.iter().find(|element| element.name == name)
}
