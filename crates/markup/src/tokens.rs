//! Reading the sanitiser's output. Its serialiser writes each attribute as ` name="value"` and no bare `<`, `>` or `&`
//! inside text or values, so that cutting at `<` and `>` is exact; the tests of hostile text hold it to that.

/// A piece of sanitised HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// Text with its entities.
    Text(&'a str),
    /// A start tag.
    Start(StartTag<'a>),
    /// The end tag of this element.
    End(&'a str),
}

/// A start tag of sanitised HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StartTag<'a> {
    /// The whole tag, from `<` to `>`.
    pub(crate) source: &'a str,
    /// The element.
    pub(crate) name: &'a str,
    attributes: &'a str,
}

impl<'a> StartTag<'a> {
    /// An attribute's value, still escaped.
    pub(crate) fn attribute(&self, wanted: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        while let Some((name, after)) = rest.split_once("=\"") {
            let (value, after) = after.split_once('"')?;
            if name.trim_start() == wanted {
                return Some(value);
            }
            rest = after;
        }
        None
    }
}

/// The pieces of sanitised HTML, in order; together they are the whole of it.
pub(crate) fn tokens(html: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let tag_end = rest.starts_with('<').then(|| rest.find('>')).flatten();
        let Some(end) = tag_end else {
            let (text, after) = rest.split_at(rest.find('<').filter(|found| *found > 0).unwrap_or(rest.len()));
            rest = after;
            return Some(Token::Text(text));
        };
        let (source, after) = rest.split_at(end + 1);
        rest = after;
        let inside = &source[1..end];
        if let Some(name) = inside.strip_prefix('/') {
            return Some(Token::End(name));
        }
        let (name, attributes) = inside.split_at(inside.find(' ').unwrap_or(inside.len()));
        Some(Token::Start(StartTag { source, name, attributes }))
    })
}

/// Appends text with the letters escaped that mean something in HTML text or in a quoted attribute.
pub(crate) fn push_escaped(html: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
}

/// Text as readers see it: the five entities that the serialiser writes, read back.
pub(crate) fn unescape(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(found) = rest.find('&') {
        text.push_str(&rest[..found]);
        rest = &rest[found..];
        let (entity, letter) = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&nbsp;", '\u{a0}')]
            .into_iter()
            .find(|(entity, _)| rest.starts_with(entity))
            .unwrap_or(("&", '&'));
        text.push(letter);
        rest = &rest[entity.len()..];
    }
    text.push_str(rest);
    text
}
