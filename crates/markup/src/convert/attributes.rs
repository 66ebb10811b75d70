//! How many attributes the tags of a text have, counted before a parser sees them: it compares each with all before it.

/// The most attributes of one tag. Word writes ten, and a page full of `data-` a few dozen.
pub(super) const MOST: usize = 500;

/// Where in a tag the reading stands, after the states of the same names in HTML, section 13.2.5.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Begin,
    Name,
    BeforeAttribute,
    Attribute,
    AfterAttribute,
    BeforeValue,
    Quoted(u8),
    Unquoted,
    Over,
}

/// Counts the attributes of one tag, which may come in pieces.
pub(super) struct Attributes {
    state: State,
    count: usize,
}

impl Attributes {
    /// What begins with this piece: a tag, or anything else, which has none.
    pub(super) fn of(piece: &str) -> Self {
        let tag = piece.strip_prefix("</").or_else(|| piece.strip_prefix('<')).unwrap_or_default();
        let is_tag = tag.starts_with(|sign: char| sign.is_ascii_alphabetic());
        Self { state: if is_tag { State::Begin } else { State::Over }, count: 0 }
    }

    /// Reads on. `false` once there are more than [`MOST`].
    pub(super) fn read(&mut self, piece: &str) -> bool {
        for byte in piece.bytes() {
            if self.state == State::Over {
                break;
            }
            self.state = self.after(byte);
        }
        self.count <= MOST
    }

    fn after(&mut self, byte: u8) -> State {
        let space = byte.is_ascii_whitespace();
        match (self.state, byte) {
            (State::Quoted(quote), _) if byte == quote => State::BeforeAttribute,
            (State::Quoted(_) | State::Over, _) => self.state,
            (_, b'>') => State::Over,
            (State::Begin, b'<' | b'/') => State::Begin,
            (State::Begin, _) => State::Name,
            (State::Name | State::Unquoted, _) if space => State::BeforeAttribute,
            (State::Name, b'/') => State::BeforeAttribute,
            (State::Name | State::Unquoted, _) => self.state,
            (State::BeforeValue, b'"' | b'\'') => State::Quoted(byte),
            (State::BeforeValue, _) => {
                if space {
                    State::BeforeValue
                } else {
                    State::Unquoted
                }
            }
            (State::Attribute | State::AfterAttribute, b'=') => State::BeforeValue,
            (State::Attribute, _) if space => State::AfterAttribute,
            (State::AfterAttribute | State::BeforeAttribute, _) if space => self.state,
            (_, b'/') => State::BeforeAttribute,
            (State::Attribute, _) => State::Attribute,
            _ => {
                self.count += 1;
                State::Attribute
            }
        }
    }
}

/// The text cut before each `<`.
pub(super) fn pieces(html: &str) -> impl Iterator<Item = &str> {
    let mut rest = html;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = rest[first.len_utf8()..].find('<').map_or(rest.len(), |found| found + first.len_utf8());
        let (piece, behind) = rest.split_at(end);
        rest = behind;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(tag: &str) -> usize {
        let mut attributes = Attributes::of(tag);
        attributes.read(tag);
        attributes.count
    }

    #[test]
    fn attributes_are_counted_as_a_browser_sees_them() {
        for (tag, expected) in [
            ("<b>", 0),
            ("<b a>", 1),
            ("<b a b = c d='e f' g=\"h>\"i/j/ k=l m>n o", 8),
            ("<b/a/b>", 2),
            ("</b a b>", 2),
            ("<b a =b c>", 2),
            ("<b ==a>", 1),
            ("<!-- a b c>", 0),
            ("< a b c>", 0),
            ("text a b", 0),
        ] {
            assert_eq!(count(tag), expected, "{tag}");
        }
    }

    #[test]
    fn a_tag_in_pieces_is_one_tag() {
        let mut attributes = Attributes::of("<b a='");
        assert!(attributes.read("<b a='") && attributes.read("<i") && attributes.read("' b>"));
        assert_eq!(attributes.count, 2);
        assert!(!Attributes::of("<b").read(&format!("<b{}", " a".repeat(MOST + 1))));
    }
}
