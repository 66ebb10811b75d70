//! Raw HTML, cut into tags and text. It need not read tags as a browser would: the writer writes anew whatever it
//! keeps.

/// A piece of raw HTML.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// Anything that is not a tag; entities are still encoded.
    Text(&'a str),
    /// A start or end tag.
    Tag(Tag<'a>),
}

/// A start or end tag of any element.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// The element, in lower case.
    pub(crate) name: String,
    /// Whether it ends the element.
    pub(crate) ends: bool,
    /// The whole tag, from `<` to `>`.
    pub(crate) source: &'a str,
    /// Lower-case names and values as typed, with their entities.
    pub(crate) attributes: Vec<(String, &'a str)>,
}

/// Cuts raw HTML at its tags; comments, declarations and processing instructions are left out.
pub(crate) fn pieces(html: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        loop {
            if rest.is_empty() {
                return None;
            }
            if let Some(after) = skip_remark(rest) {
                rest = after;
                continue;
            }
            if let Some((tag, after)) = read_tag(rest) {
                rest = after;
                return Some(Piece::Tag(tag));
            }
            let first = rest.chars().next().map_or(0, char::len_utf8);
            let end = rest[first..].find('<').map_or(rest.len(), |found| first + found);
            let (text, after) = rest.split_at(end);
            rest = after;
            return Some(Piece::Text(text));
        }
    })
}

/// What follows a comment and its like; one that never ends takes the rest with it, as in a browser.
fn skip_remark(html: &str) -> Option<&str> {
    let (start, end) = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<!", ">"), ("<?", "?>")]
        .into_iter()
        .find(|(start, _)| html.starts_with(start))?;
    Some(html[start.len()..].split_once(end).map_or("", |(_, after)| after))
}

fn read_tag(html: &str) -> Option<(Tag<'_>, &str)> {
    let rest = html.strip_prefix('<')?;
    let (ends, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
    let length = rest.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(rest.len());
    if !rest.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        return None;
    }
    let (name, mut rest) = rest.split_at(length);
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_ascii_whitespace() || letter == '/');
        if let Some(after) = rest.strip_prefix('>') {
            let source = &html[..html.len() - after.len()];
            return Some((Tag { name: name.to_ascii_lowercase(), ends, source, attributes }, after));
        }
        let (attribute, after) = read_attribute(rest)?;
        attributes.push(attribute);
        rest = after;
    }
}

/// A `<` before the tag's end means that there is no tag here, only a stray bracket; that also keeps the search from
/// reading a text many times.
fn read_attribute(html: &str) -> Option<((String, &str), &str)> {
    let length = html.find(|letter: char| letter.is_ascii_whitespace() || matches!(letter, '=' | '>' | '/' | '<'))?;
    if html[length..].starts_with('<') {
        return None;
    }
    // An equals sign without a name counts as part of the name, so that each turn takes at least one letter.
    let length = length.max(usize::from(html.starts_with('=')));
    let (name, rest) = html.split_at(length);
    let name = name.to_ascii_lowercase();
    let Some(value) = rest.trim_ascii_start().strip_prefix('=') else {
        return Some(((name, ""), rest));
    };
    let value = value.trim_ascii_start();
    for quote in ['"', '\''] {
        if let Some(quoted) = value.strip_prefix(quote) {
            let (value, rest) = quoted.split_once(quote)?;
            return Some(((name, value), rest));
        }
    }
    let end = value.find(|letter: char| letter.is_ascii_whitespace() || matches!(letter, '>' | '<'))?;
    Some(((name, &value[..end]), &value[end..]))
}
