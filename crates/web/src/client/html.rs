//! A small scanner of HTML: tags, text, and the two elements whose text is special. Enough for our own templates; no tree is built.

/// A piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A start tag; `<br/>` counts as one.
    Start(Tag),
    /// An end tag's name in lower case.
    End(String),
    /// Text with its character references decoded.
    Text(String),
}

/// A start tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    /// In lower case.
    pub(super) name: String,
    /// Names in lower case, values decoded; the first of a name counts.
    pub(super) attributes: Vec<(String, String)>,
}

impl Tag {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.attribute(name).is_some()
    }
}

/// The page in pieces. Line ends become `\n`, as the standard says of all input.
pub(super) fn pieces(page: &str) -> Vec<Piece> {
    let page = page.replace("\r\n", "\n").replace('\r', "\n");
    let mut rest = page.as_str();
    let mut pieces = Vec::new();
    while !rest.is_empty() {
        let Some(at) = rest.find('<') else {
            pieces.push(Piece::Text(decode(rest)));
            break;
        };
        if at > 0 {
            pieces.push(Piece::Text(decode(&rest[..at])));
        }
        rest = markup(&rest[at..], &mut pieces);
    }
    pieces
}

/// Reads what starts with `<` and gives what follows it.
fn markup<'page>(at: &'page str, pieces: &mut Vec<Piece>) -> &'page str {
    if let Some(comment) = at.strip_prefix("<!--") {
        return comment.find("-->").map_or("", |end| &comment[end + 3..]);
    }
    if at.starts_with("<!") || at.starts_with("<?") {
        return at.find('>').map_or("", |end| &at[end + 1..]);
    }
    if let Some(end_tag) = at.strip_prefix("</") {
        let end = end_tag.find('>').unwrap_or(end_tag.len());
        let name = end_tag[..end].split_ascii_whitespace().next().unwrap_or_default();
        pieces.push(Piece::End(name.to_ascii_lowercase()));
        return end_tag.get(end + 1..).unwrap_or_default();
    }
    if !at[1..].starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        pieces.push(Piece::Text("<".to_owned()));
        return &at[1..];
    }
    let (tag, rest) = start_tag(&at[1..]);
    let name = tag.name.clone();
    pieces.push(Piece::Start(tag));
    match name.as_str() {
        "script" | "style" => until_end(rest, &name, pieces, str::to_owned),
        "textarea" | "title" => until_end(rest, &name, pieces, decode),
        _ => rest,
    }
}

/// Text in which only the element's own end tag is markup.
fn until_end<'page>(
    rest: &'page str,
    name: &str,
    pieces: &mut Vec<Piece>,
    read: impl Fn(&str) -> String,
) -> &'page str {
    let end_tag = format!("</{name}");
    // Lower-casing ASCII keeps every byte's place.
    let lower = rest.to_ascii_lowercase();
    let ends = |at: &usize| {
        lower[at + end_tag.len()..].starts_with(|next: char| next.is_ascii_whitespace() || next == '>' || next == '/')
    };
    let end = lower.match_indices(&end_tag).map(|(at, _)| at).find(ends).unwrap_or(rest.len());
    pieces.push(Piece::Text(read(&rest[..end])));
    &rest[end..]
}

fn start_tag(at: &str) -> (Tag, &str) {
    let name_end =
        at.find(|letter: char| letter.is_ascii_whitespace() || letter == '>' || letter == '/').unwrap_or(at.len());
    let mut tag = Tag { name: at[..name_end].to_ascii_lowercase(), attributes: Vec::new() };
    let mut rest = &at[name_end..];
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_ascii_whitespace() || letter == '/');
        if rest.is_empty() {
            return (tag, rest);
        }
        if let Some(after) = rest.strip_prefix('>') {
            return (tag, after);
        }
        let (name, value, after) = attribute(rest);
        if !tag.has(&name) {
            tag.attributes.push((name, value));
        }
        rest = after;
    }
}

fn attribute(at: &str) -> (String, String, &str) {
    let ends_name = |(place, letter): &(usize, char)| {
        letter.is_ascii_whitespace() || matches!(letter, '>' | '/') || (*letter == '=' && *place > 0)
    };
    let name_end = at.char_indices().find(ends_name).map_or(at.len(), |(place, _)| place);
    let name = at[..name_end].to_ascii_lowercase();
    let Some(value) = at[name_end..].trim_ascii_start().strip_prefix('=') else {
        return (name, String::new(), &at[name_end..]);
    };
    let value = value.trim_ascii_start();
    for quote in ['"', '\''] {
        if let Some(quoted) = value.strip_prefix(quote) {
            let end = quoted.find(quote).unwrap_or(quoted.len());
            return (name, decode(&quoted[..end]), quoted.get(end + 1..).unwrap_or_default());
        }
    }
    let end = value.find(|letter: char| letter.is_ascii_whitespace() || letter == '>').unwrap_or(value.len());
    (name, decode(&value[..end]), &value[end..])
}

/// Text with its character references read. References by name are those that templates write; any other stays as it stands.
pub(super) fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let reference = rest[1..].find(';').map(|end| &rest[1..=end]);
        if let Some((reference, character)) = reference.and_then(|name| Some((name, character(name)?))) {
            decoded.push(character);
            rest = &rest[reference.len() + 2..];
        } else {
            decoded.push('&');
            rest = &rest[1..];
        }
    }
    decoded.push_str(rest);
    decoded
}

fn character(reference: &str) -> Option<char> {
    let number = |digits: &str, radix| {
        u32::from_str_radix(digits, radix).ok().map(|code| match code {
            0 => char::REPLACEMENT_CHARACTER,
            code => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
        })
    };
    match reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        "ndash" => Some('–'),
        "mdash" => Some('—'),
        "hellip" => Some('…'),
        "pound" => Some('£'),
        "copy" => Some('©'),
        _ => {
            let digits = reference.strip_prefix('#')?;
            digits.strip_prefix(['x', 'X']).map_or_else(|| number(digits, 10), |digits| number(digits, 16))
        }
    }
}
