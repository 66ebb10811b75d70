//! Backslashes before what would be read as Markdown.

use super::model::Letter;

/// Where a line of text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    kind: PlaceKind,
    /// Whether every sign of punctuation gets a backslash.
    careful: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PlaceKind {
    Paragraph,
    Heading,
    Cell,
}

impl Place {
    pub(super) const PARAGRAPH: Self = Self { kind: PlaceKind::Paragraph, careful: false };
    pub(super) const HEADING: Self = Self { kind: PlaceKind::Heading, careful: false };
    pub(super) const CELL: Self = Self { kind: PlaceKind::Cell, careful: false };

    pub(super) fn careful(self) -> Self {
        Self { careful: true, ..self }
    }

    pub(super) fn is_cell(self) -> bool {
        self.kind == PlaceKind::Cell
    }
}

/// Appends the letter `at` with a backslash where it needs one.
pub(super) fn push_sign(out: &mut String, letters: &[Letter], at: usize, place: Place) {
    let sign = letters[at].sign;
    if sign == '\n' {
        out.push_str(if place.is_cell() { "<br>" } else { "  \n" });
        return;
    }
    let risky = if place.careful { sign.is_ascii_punctuation() } else { needs_backslash(letters, at, place) };
    if risky {
        out.push('\\');
    }
    out.push(sign);
}

fn needs_backslash(letters: &[Letter], at: usize, place: Place) -> bool {
    let sign_at = |at: usize| letters.get(at).map_or('\n', |letter| letter.sign);
    let before = at.checked_sub(1).map_or('\n', sign_at);
    let after = sign_at(at + 1);
    let linked = letters[at].style.link != 0;
    match letters[at].sign {
        '\\' | '`' | '*' | '~' | '[' => true,
        ']' => linked,
        '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
        '<' => after.is_ascii_alphabetic() || matches!(after, '/' | '!' | '?'),
        '&' => is_entity(letters, at),
        '!' => {
            letters.get(at + 1).is_some_and(|next| next.style.link != 0 && next.style.link != letters[at].style.link)
        }
        '{' => after == '{' || before == '{',
        '|' => place.is_cell() || before == '\n',
        '#' if place.kind == PlaceKind::Heading && after == '\n' => true,
        '.' | ')' => numbers_a_line(letters, at),
        '#' | '>' | '-' | '+' | '=' | ':' if before == '\n' => begins_a_block(letters, at),
        _ => false,
    }
}

/// Whether letters read as an entity such as `&amp;`.
fn is_entity(letters: &[Letter], at: usize) -> bool {
    let rest = letters[at + 1..].iter().take(40).map(|letter| letter.sign);
    let mut length = 0;
    for sign in rest {
        match sign {
            ';' => return length > 0,
            '#' if length == 0 => length = 1,
            sign if sign.is_ascii_alphanumeric() => length += 1,
            _ => return false,
        }
    }
    false
}

/// Whether a full stop or bracket makes an item of the line that it stands in: `3. `.
fn numbers_a_line(letters: &[Letter], at: usize) -> bool {
    let digits = letters[..at].iter().rev().take(10).take_while(|letter| letter.sign.is_ascii_digit()).count();
    let starts = at == digits || letters[at - digits - 1].sign == '\n';
    (1..=9).contains(&digits) && starts && letters.get(at + 1).is_none_or(|letter| letter.sign.is_whitespace())
}

/// Whether a line would be a heading, a quotation, an item, or a line below a heading or a table's first row.
fn begins_a_block(letters: &[Letter], at: usize) -> bool {
    let line = || letters[at..].iter().map(|letter| letter.sign).take_while(|sign| *sign != '\n');
    let sign = letters[at].sign;
    let run = line().take_while(|other| *other == sign).count();
    let after = line().nth(run).unwrap_or(' ');
    match sign {
        '>' => true,
        '#' => run <= 6 && after == ' ',
        '-' | '+' if run == 1 && after == ' ' => true,
        _ => line().all(|sign| matches!(sign, '-' | '=' | '|' | ':' | ' ')),
    }
}

/// A link's address in round brackets.
pub(super) fn destination(address: &str, place: Place) -> String {
    let mut written = String::with_capacity(address.len());
    for (at, sign) in address.char_indices() {
        match sign {
            '<' => written.push_str("%3C"),
            '>' => written.push_str("%3E"),
            '\\' => written.push_str("%5C"),
            '|' if place.is_cell() => written.push_str("%7C"),
            '&' if could_be_entity(&address[at + 1..]) => written.push_str("&amp;"),
            sign if sign.is_whitespace() => written.push_str("%20"),
            sign => written.push(sign),
        }
    }
    if written.contains(['(', ')']) { format!("<{written}>") } else { written }
}

fn could_be_entity(rest: &str) -> bool {
    let length = rest.find(|sign: char| !sign.is_ascii_alphanumeric() && sign != '#').unwrap_or(rest.len());
    length > 0 && rest[length..].starts_with(';')
}
