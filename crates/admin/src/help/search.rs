//! Words looked for in the help.

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag};

use super::Topic;

/// The most letters of a sentence that is shown.
const SHOWN: usize = 160;

/// A section of a topic that holds every word.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The heading of the section; of the part above all sections, the title of the topic.
    pub(crate) heading: String,
    /// The title of the topic.
    pub(crate) topic: String,
    /// Where it is read.
    pub(crate) address: String,
    /// The first sentence that holds the first word.
    pub(crate) sentence: String,
}

/// The sections that hold every word of `asked`, in the order of the topics; those whose heading is what was asked come first, then those whose
/// heading holds the words. Capitals make no difference.
pub(crate) fn find(asked: &str) -> Vec<Found> {
    let words: Vec<String> = asked.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let Some(first) = words.first() else { return Vec::new() };
    let mut found = Vec::new();
    for topic in Topic::all() {
        let (_, headings) = topic.rendered();
        let mut sections = headings.into_iter().filter(|heading| heading.level == 2);
        for (at, text) in parts(&topic.text).into_iter().enumerate() {
            let section = if at == 0 { None } else { sections.next() };
            let (heading, address) = match section {
                Some(section) => (section.text, format!("{}#{}", topic.address(), section.id)),
                None => (topic.title.clone(), topic.address()),
            };
            let text = markup::plain_text(text);
            let all = format!("{heading} {text}").to_lowercase();
            if words.iter().all(|word| all.contains(word)) {
                let sentence = sentence_with(&text, first);
                found.push(Found { heading, topic: topic.title.clone(), address, sentence });
            }
        }
    }
    let asked = words.join(" ");
    found.sort_by_key(|one| {
        let heading = one.heading.to_lowercase();
        (heading != asked, !words.iter().all(|word| heading.contains(word)))
    });
    found
}

/// The part above the first heading of the second level, and the part below each.
fn parts(markdown: &str) -> Vec<&str> {
    let mut starts = vec![0];
    let mut ends = Vec::new();
    for (event, range) in Parser::new(markdown).into_offset_iter() {
        if matches!(event, Event::Start(Tag::Heading { level: HeadingLevel::H2, .. })) {
            ends.push(range.start);
            starts.push(range.end);
        }
    }
    ends.push(markdown.len());
    starts.into_iter().zip(ends).map(|(start, end)| &markdown[start..end]).collect()
}

fn sentence_with(text: &str, word: &str) -> String {
    let mut sentences = text.split_inclusive(". ");
    let found = sentences.clone().find(|sentence| sentence.to_lowercase().contains(word));
    markup::excerpt(found.or_else(|| sentences.next()).unwrap_or_default(), SHOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_must_be_there_and_headings_come_first() {
        let found = find("Alternative TEXT picture");
        assert!(!found.is_empty() && found.iter().all(|one| one.address.starts_with("/admin/help/")), "{found:?}");
        assert_eq!(find("picture zebra"), []);
        assert_eq!(find("  "), []);
        let tables = find("tables");
        assert_eq!((tables[0].heading.as_str(), tables[0].address.as_str()), ("Tables", "/admin/help/tables"));
    }

    #[test]
    fn a_heading_in_an_example_begins_no_part() {
        let text = "Above.\n\n## One\n\n```\n## Not one\n```\n\n### Below one\n\n## Two\n\nLast.";
        assert_eq!(parts(text).len(), 3);
        assert!(parts(text)[1].contains("## Not one"));
    }

    #[test]
    fn the_sentence_shown_holds_the_word() {
        assert_eq!(sentence_with("The first. A table has rows. The last.", "table"), "A table has rows.");
        assert_eq!(sentence_with("The first. The last.", "heading"), "The first.");
    }
}
