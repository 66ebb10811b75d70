use std::borrow::Cow;

use saphyr_parser::{Event, Parser};

use super::{Entry, ListError, MOST_LINES};

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Two columns with a comma between them; a first line with their names may stand above.
    Csv,
    /// A mapping of addresses, alone or below one name.
    Yaml,
}

impl Shape {
    /// The shape of a list, from its first line that is neither empty nor a comment.
    pub fn of(text: &str) -> Self {
        let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
        let first = lines.find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or_default();
        let mapping = first.ends_with(':') || first.contains(": ") || first == "---";
        if mapping { Self::Yaml } else { Self::Csv }
    }
}

/// Reads a list. Every line comes back, also what is given twice.
pub fn read(text: &str, shape: Shape) -> Result<Vec<Entry>, ListError> {
    let text = text.trim_start_matches('\u{feff}');
    let entries = match shape {
        Shape::Csv => csv(text)?,
        Shape::Yaml => yaml(text)?,
    };
    if entries.is_empty() { Err(ListError::Empty) } else { Ok(entries) }
}

fn csv(text: &str) -> Result<Vec<Entry>, ListError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .comment(Some(b'#'))
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut entries = Vec::new();
    for (at, record) in reader.records().enumerate() {
        let record = record.map_err(|error| broken(&error))?;
        let line = record.position().map_or(1, |position| line_of(text, position));
        if record.len() != 2 {
            return Err(ListError::Columns { line, found: record.len() });
        }
        let (from, to) = (&record[0], &record[1]);
        if at == 0 && !from.starts_with('/') && !to.starts_with('/') && !to.contains("://") {
            continue;
        }
        push(&mut entries, Entry { line, from: from.to_owned(), to: to.to_owned() })?;
    }
    Ok(entries)
}

/// The line on which a record begins: the reader counts the empty lines and comments before a record as its own.
fn line_of(text: &str, position: &csv::Position) -> usize {
    let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    let rest = text.get(number(position.byte())..).unwrap_or_default();
    let skipped = rest.lines().take_while(|line| line.trim().is_empty() || line.starts_with('#')).count();
    number(position.line()).saturating_add(skipped)
}

fn broken(error: &csv::Error) -> ListError {
    let line = error.position().map_or(1, |position| usize::try_from(position.line()).unwrap_or(usize::MAX));
    ListError::Broken { line, what: error.to_string() }
}

fn yaml(text: &str) -> Result<Vec<Entry>, ListError> {
    let mut entries = Vec::new();
    let (mut depth, mut key, mut name_taken) = (0_u8, None::<(usize, Cow<'_, str>)>, false);
    for event in Parser::new_from_str(text) {
        let (event, span) =
            event.map_err(|error| ListError::Broken { line: error.marker().line(), what: error.info().to_owned() })?;
        let line = span.start.line();
        match (event, key.take()) {
            (Event::Scalar(text, ..), None) if depth > 0 => key = Some((line, text)),
            (Event::Scalar(to, ..), Some((line, from))) => {
                push(&mut entries, Entry { line, from: from.into_owned(), to: to.into_owned() })?;
            }
            (Event::MappingStart(..), None) if depth == 0 && entries.is_empty() && !name_taken => depth = 1,
            // The one name above all: `redirects:`.
            (Event::MappingStart(..), Some(_)) if depth == 1 && entries.is_empty() && !name_taken => {
                (depth, name_taken) = (2, true);
            }
            (Event::MappingEnd, None) => depth = depth.saturating_sub(1),
            (
                Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd,
                None,
            ) => {}
            _ => return Err(ListError::NotAPair { line }),
        }
    }
    Ok(entries)
}

fn push(entries: &mut Vec<Entry>, entry: Entry) -> Result<(), ListError> {
    if entries.len() == MOST_LINES {
        return Err(ListError::TooLong);
    }
    entries.push(entry);
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pairs(entries: &[Entry]) -> Vec<(usize, &str, &str)> {
        entries.iter().map(|entry| (entry.line, entry.from.as_str(), entry.to.as_str())).collect()
    }

    #[test]
    fn a_table_is_read_with_and_without_its_header() {
        let with = "From,To\n/old,/new\n\n# a comment\n\"/a, b\",https://www.gov.uk/\n/x,gone\n";
        let read_with = read(with, Shape::of(with)).expect("a table");
        assert_eq!(pairs(&read_with), [(2, "/old", "/new"), (5, "/a, b", "https://www.gov.uk/"), (6, "/x", "gone")]);
        let without = "\u{feff}/old,/new\r\n/old,/new\r\n";
        assert_eq!(
            pairs(&read(without, Shape::of(without)).expect("a table")),
            [(1, "/old", "/new"), (2, "/old", "/new")]
        );
    }

    #[test]
    fn a_mapping_is_read_with_every_address_that_it_gives_twice() {
        let below = "redirects:\n  # Guidance\n  \"/old\": \"/new\"\n\n  /old: /other\n  '/gone': gone\n";
        assert_eq!(Shape::of(below), Shape::Yaml);
        assert_eq!(
            pairs(&read(below, Shape::Yaml).expect("a mapping")),
            [(3, "/old", "/new"), (5, "/old", "/other"), (6, "/gone", "gone")]
        );
        let bare = "/old: /new\n/b: https://www.gov.uk/x\n";
        assert_eq!(
            pairs(&read(bare, Shape::of(bare)).expect("a mapping")),
            [(1, "/old", "/new"), (2, "/b", "https://www.gov.uk/x")]
        );
    }

    #[test]
    fn another_shape_is_refused_in_one_sentence() {
        let refused = |text: &str| read(text, Shape::of(text)).expect_err("another shape").to_string();
        assert!(refused("").starts_with("The list holds no redirects"));
        assert!(refused("From,To\n").starts_with("The list holds no redirects"));
        assert!(refused("/a,/b\n/c,/d,301\n").starts_with("Line 2 has 3 instead of two columns"));
        assert!(refused("just some words").starts_with("Line 1 has 1 instead of two columns"));
        assert!(refused("redirects:\n  - /old\n  - /new\n").starts_with("Line 2 is not a pair"));
        assert!(refused("redirects:\n  /old:\n    to: /new\n").starts_with("Line 3 is not a pair"));
        assert!(refused("redirects:\n  \"/old: /new\n").contains("cannot be read"));
        assert!(refused("a: [[[[\n").starts_with("Line 1 "));
        let many = "/a,/b\n".repeat(MOST_LINES + 1);
        assert_eq!(read(&many, Shape::Csv), Err(ListError::TooLong));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_fall_over(text in "[ -~\n\t:\"'{}\\[\\]&*|>%@`#,/é]{0,200}") {
            let _ = read(&text, Shape::Csv);
            let _ = read(&text, Shape::Yaml);
        }
    }
}
