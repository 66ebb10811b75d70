//! The words of a draft, field by field, and how a text is looked for in them.

use std::ops::Range;

use crate::{Block, BlockContent, Details, Draft, FootBlocks};

/// How a field is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// As it reads.
    Plain,
    /// In Markdown.
    Markdown,
    /// In Markdown, as the cell of a table.
    Cell,
}

/// A field of a draft that holds words of an editor.
#[derive(Debug)]
pub struct Wording<'a> {
    /// Where it stands, as a person reads it: `Title`, or `Block 2, Call-out: Heading`.
    pub place: String,
    /// How it is written.
    pub written: Written,
    /// What stands there.
    pub text: &'a mut String,
}

/// Every field of a draft that holds words, in the order of the form, to be read or changed. Addresses, numbers and choices hold none.
pub fn wordings(draft: &mut Draft) -> Vec<Wording<'_>> {
    let mut found = vec![
        plain("Title", &mut draft.title),
        plain("Short title", &mut draft.navigation_title),
        plain("Summary", &mut draft.summary),
    ];
    let mut foot: &mut [Block] = &mut [];
    match &mut draft.details {
        Details::Page(page) => {
            found.push(plain("Owner", &mut page.owner));
            if let FootBlocks::Own(blocks) = &mut page.foot {
                foot = blocks;
            }
        }
        Details::Event(event) => found.extend([
            plain("Place shown", &mut event.place),
            plain("Venue", &mut event.venue.name),
            plain("Street and number", &mut event.venue.address),
            plain("Town or city", &mut event.venue.city),
            plain("Postcode", &mut event.venue.postcode),
            plain("Organiser", &mut event.organiser),
            plain("Contact", &mut event.contact),
            plain("Audience", &mut event.audience),
        ]),
        Details::Provider(provider) => {
            found.extend(provider.subjects.iter_mut().map(|subject| plain("Subjects", subject)));
            found.extend(provider.routes.iter_mut().map(|route| plain("Routes", route)));
            found.extend([
                plain("Contact", &mut provider.contact),
                plain("Email address", &mut provider.email),
                plain("Phone number", &mut provider.phone),
                plain("Extension", &mut provider.extension),
                plain("Phone number from abroad", &mut provider.international_phone),
            ]);
        }
    }
    for (at, block) in (1..).zip(&mut draft.body) {
        of_block(&format!("Block {at}"), block, &mut found);
    }
    for (at, block) in (1..).zip(foot) {
        of_block(&format!("Block {at} at the foot"), block, &mut found);
    }
    found
}

fn plain<'a>(place: &str, text: &'a mut String) -> Wording<'a> {
    Wording { place: place.to_owned(), written: Written::Plain, text }
}

fn of_block<'a>(number: &str, block: &'a mut Block, found: &mut Vec<Wording<'a>>) {
    let name = format!("{number}, {}", block.content.block_type().label());
    let line = |label: &str, text: &'a mut String| plain(&format!("{name}: {label}"), text);
    let markdown = |label: &str, text: &'a mut String| Wording {
        place: if label.is_empty() { name.clone() } else { format!("{name}: {label}") },
        written: Written::Markdown,
        text,
    };
    match &mut block.content {
        BlockContent::Prose(prose) => found.push(markdown("", &mut prose.markdown)),
        BlockContent::CallOut(call_out) => {
            found.extend([line("Heading", &mut call_out.heading), markdown("Text", &mut call_out.markdown)]);
        }
        BlockContent::Steps(steps) => {
            found.push(line("Heading", &mut steps.heading));
            for (at, step) in (1..).zip(&mut steps.steps) {
                found.push(line(&format!("Heading of step {at}"), &mut step.heading));
                found.push(markdown(&format!("Step {at}"), &mut step.markdown));
            }
        }
        BlockContent::Expander(expander) => {
            found.extend([line("Line that opens it", &mut expander.label), markdown("Text", &mut expander.markdown)]);
        }
        BlockContent::Quote(quote) => found.extend([
            markdown("Words", &mut quote.markdown),
            line("Name", &mut quote.name),
            line("What they are", &mut quote.role),
        ]),
        BlockContent::Table(table) => {
            found.push(line("Caption", &mut table.caption));
            for (row, cells) in std::iter::once(&mut table.columns).chain(&mut table.rows).enumerate() {
                for (column, text) in (1..).zip(cells) {
                    let cell = if row == 0 {
                        format!("name of column {column}")
                    } else {
                        format!("row {row}, column {column}")
                    };
                    found.push(Wording { place: format!("{name}: {cell}"), written: Written::Cell, text });
                }
            }
        }
        BlockContent::Video(video) => {
            found.extend([line("Title", &mut video.title), markdown("Transcript", &mut video.markdown)]);
        }
        BlockContent::CallToAction(call) => {
            found.extend([line("Link text", &mut call.label), line("Note below the link", &mut call.note)]);
        }
        BlockContent::UpcomingEvents(events) => found
            .extend([line("Heading", &mut events.heading), line("Text of the link below", &mut events.view_all_label)]),
        BlockContent::EventList(list) => found.push(line("Heading", &mut list.heading)),
        BlockContent::ProviderList(list) => found.push(line("Heading", &mut list.heading)),
        BlockContent::Cards(cards) => found.push(line("Heading", &mut cards.heading)),
        BlockContent::Image(image) => found
            .extend([line("Text for people who cannot see it", &mut image.alt), line("Caption", &mut image.caption)]),
        BlockContent::Document(document) => found.push(line("Link text", &mut document.label)),
    }
}

/// A text that is looked for exactly as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needle {
    text: String,
    letters: Vec<char>,
    /// Whether capital letters are told from small ones.
    match_case: bool,
    /// Whether it must not begin or end within a word.
    whole_words: bool,
}

impl Needle {
    /// The fewest letters that are looked for.
    pub const SHORTEST: usize = 2;
    /// The most.
    pub const LONGEST: usize = 200;

    /// What is looked for; `None` where it is too short or too long.
    pub fn new(text: &str, match_case: bool, whole_words: bool) -> Option<Self> {
        let letters: Vec<char> = text.chars().map(|letter| folded(letter, match_case)).collect();
        let fits = (Self::SHORTEST..=Self::LONGEST).contains(&letters.len());
        (fits && !text.trim().is_empty()).then(|| Self { text: text.to_owned(), letters, match_case, whole_words })
    }

    /// The text as it was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether capital letters count.
    pub fn matches_case(&self) -> bool {
        self.match_case
    }

    /// Where it stands in a text, in bytes; places never overlap.
    pub fn places_in(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(place) = self.next(text, from) {
            from = place.end;
            found.push(place);
        }
        found
    }

    /// Whether text kept as JSON may hold it: no text that does is missed.
    pub fn may_be_in_json(&self, json: &str) -> bool {
        let written = serde_json::to_string(&self.text).unwrap_or_default();
        let letters = written.trim_matches('"').chars().map(|letter| folded(letter, self.match_case)).collect();
        // A quotation mark at its end was taken off with those around it; what is left is looked for all the same.
        let inside = Self { text: String::new(), letters, match_case: self.match_case, whole_words: false };
        inside.next(json, 0).is_some()
    }

    fn next(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let first = *self.letters.first()?;
        let mut rest = text[from..].char_indices();
        while let Some((at, letter)) = rest.next() {
            if folded(letter, self.match_case) != first {
                continue;
            }
            let mut behind = rest.clone();
            let fits = self.letters[1..]
                .iter()
                .all(|wanted| behind.next().is_some_and(|(_, letter)| folded(letter, self.match_case) == *wanted));
            let place = from + at..from + behind.offset();
            if fits && (!self.whole_words || is_whole(text, &place)) {
                return Some(place);
            }
        }
        None
    }
}

/// A letter as it is compared. One small letter stands for one capital, so that places keep their length in letters.
fn folded(letter: char, match_case: bool) -> char {
    if match_case {
        return letter;
    }
    if letter.is_ascii() {
        return letter.to_ascii_lowercase();
    }
    let mut small = letter.to_lowercase();
    match (small.next(), small.next()) {
        (Some(one), None) if !one.is_ascii() => one,
        _ => letter,
    }
}

fn is_whole(text: &str, place: &Range<usize>) -> bool {
    let within = |before: Option<char>, after: Option<char>| {
        before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
    };
    let found = &text[place.clone()];
    !within(text[..place.start].chars().next_back(), found.chars().next())
        && !within(found.chars().next_back(), text[place.end..].chars().next())
}

#[cfg(test)]
mod tests {
    use crate::{BlockId, BlockType, Kind};

    use super::*;

    #[test]
    fn a_text_is_found_with_and_without_its_capitals_and_as_a_word() {
        let places = |needle: &str, case, words, text: &str| -> Vec<String> {
            let needle = Needle::new(needle, case, words).expect("long enough");
            needle.places_in(text).into_iter().map(|place| text[place].to_owned()).collect()
        };
        assert_eq!(places("fee", false, false, "Fees, FEE, coffee"), ["Fee", "FEE", "fee"]);
        assert_eq!(places("fee", true, false, "Fees, FEE, coffee"), ["fee"]);
        assert_eq!(places("fee", false, true, "Fees, FEE, coffee"), ["FEE"]);
        assert_eq!(places("ÉTÉ", false, true, "L’été, étés"), ["été"]);
        assert_eq!(places("aa", false, false, "aaaaa"), ["aa", "aa"]);
        assert_eq!(places("(0)", false, true, "a(0)b"), ["(0)"]);
        assert!(Needle::new("x", false, false).is_none() && Needle::new("  ", false, false).is_none());
    }

    #[test]
    fn what_is_kept_as_json_is_not_missed() {
        for text in ["Say \"no\"", "a\\b", "Größe", "\"\""] {
            let needle = Needle::new(text, false, false).expect("long enough");
            assert!(needle.may_be_in_json(&serde_json::to_string(&format!("x {text} y")).unwrap()), "{text}");
        }
        let none = Needle::new("none", false, false).expect("long enough");
        assert!(!none.may_be_in_json("{\"title\":\"Fees\"}"));
    }

    #[test]
    fn every_text_of_every_type_of_block_is_told_once() {
        for block_type in BlockType::ALL {
            let mut draft = Draft::empty(Kind::Page);
            let mut content = block_type.empty();
            content.texts_mut().into_iter().for_each(|text| "In Markdown".clone_into(text));
            let count = content.texts().count();
            draft.body = vec![Block { id: BlockId::from_number(1), content }];
            let told = wordings(&mut draft);
            let markdown = told.iter().filter(|wording| wording.text == "In Markdown").count();
            assert_eq!(markdown, count, "{}", block_type.as_str());
        }
    }
}
