//! Where a text stands in one draft, and that draft with other words there.

use std::{collections::BTreeSet, ops::Range};

use content::{Draft, Needle, Written, wordings};

/// How many letters around a hit are shown, on each side.
const AROUND: usize = 70;

/// One place where a text stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The field, as a person reads it: `Summary`, or `Block 2, Call-out: Text`.
    pub place: String,
    /// What stands there, with what is around it.
    pub passage: Piece,
    /// Whether it can be replaced: in the address of a link, in a mark or across marks it stays.
    pub is_words: bool,
}

/// A passage, cut at a hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What stands before it, in one line; begins with `…` where more does.
    pub before: String,
    /// The hit.
    pub found: String,
    /// What stands behind it; ends with `…` where more does.
    pub after: String,
}

/// Why a draft cannot have other words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// There is no hit of this number, or it stands in an address or a mark.
    NoWords,
    /// The new words would change how this field is made up.
    Marks(String),
}

/// How often the text stands in a draft.
pub(super) fn count(draft: &mut Draft, needle: &Needle) -> usize {
    wordings(draft).iter().map(|wording| needle.places_in(wording.text).len()).sum()
}

/// The places where the text stands in a draft, in the order of the form, each with its number, which counts them from 0; those of them whose numbers are
/// `wanted`. One text may hold it half a million times, and a passage is much longer than a place.
pub(super) fn hits(draft: &Draft, needle: &Needle, wanted: impl Fn(usize) -> bool) -> Vec<(usize, Hit)> {
    let mut draft = draft.clone();
    let mut found = Vec::new();
    let mut number = 0;
    for wording in wordings(&mut draft) {
        let places = needle.places_in(wording.text);
        let first = number;
        number += places.len();
        let mut places = (first..).zip(places).filter(|(number, _)| wanted(*number)).peekable();
        if places.peek().is_none() {
            continue;
        }
        let words = words_of(wording.written, wording.text);
        found.extend(places.map(|(number, place)| {
            let passage = piece(wording.text, &place);
            let is_words = around(&words, &place).is_some();
            (number, Hit { place: wording.place.clone(), passage, is_words })
        }));
    }
    found
}

/// The draft with `with` in the places of the hits of these numbers. Every other byte stays.
///
/// Where words are taken out, one of the spaces around them goes along: a line neither begins nor ends with one, and no two are left in the middle.
pub(super) fn reworded(draft: &Draft, needle: &Needle, chosen: &BTreeSet<usize>, with: &str) -> Result<Draft, Unfit> {
    let mut new = draft.clone();
    let mut number = 0;
    let mut done = 0;
    for wording in wordings(&mut new) {
        let places = needle.places_in(wording.text);
        let first = number;
        number += places.len();
        let numbered = (first..).zip(places).filter(|(number, _)| chosen.contains(number));
        let places: Vec<Range<usize>> = numbered.map(|(_, place)| place).collect();
        if places.is_empty() {
            continue;
        }
        let words = words_of(wording.written, wording.text);
        done += places.len();
        let mut taken = 0;
        let places = places.into_iter().map(|place| {
            let words = around(&words, &place)?;
            let place = if with.is_empty() { with_a_space(wording.text, &words, taken, place) } else { place };
            taken = place.end;
            Some(place)
        });
        let places: Vec<Range<usize>> = places.collect::<Option<_>>().ok_or(Unfit::NoWords)?;
        *wording.text = match wording.written {
            Written::Plain => plainly(wording.text, &places, with),
            written => {
                let text = markup::reword(wording.text, written == Written::Cell, &places, with);
                text.ok_or_else(|| Unfit::Marks(wording.place.clone()))?
            }
        };
    }
    if done == chosen.len() { Ok(new) } else { Err(Unfit::NoWords) }
}

/// Where the words of a field stand, in their order.
fn words_of(written: Written, text: &str) -> Vec<Range<usize>> {
    match written {
        Written::Plain => std::iter::once(0..text.len()).collect(),
        Written::Markdown | Written::Cell => {
            let mut words = markup::word_ranges(text);
            words.sort_unstable_by_key(|words| words.start);
            words
        }
    }
}

/// The words in which a place lies.
fn around(words: &[Range<usize>], place: &Range<usize>) -> Option<Range<usize>> {
    let behind = words.partition_point(|words| words.start <= place.start);
    words.get(behind.checked_sub(1)?).filter(|words| place.end <= words.end).cloned()
}

/// A place with the space that words leave behind when they are taken out; what stands before `taken` is taken out already.
fn with_a_space(text: &str, words: &Range<usize>, taken: usize, place: Range<usize>) -> Range<usize> {
    let (before, after) = (&text[words.start.max(taken)..place.start], &text[place.end..words.end]);
    let follows_a_space = taken == place.start && text[..taken].ends_with(' ');
    let starts_a_line = place.start == 0 || text[..place.start].ends_with('\n') || follows_a_space;
    let ends_a_line = text[place.end..].is_empty() || text[place.end..].starts_with(['\r', '\n']);
    if before.ends_with(' ') && (ends_a_line || after.starts_with(' ')) {
        place.start - 1..place.end
    } else if after.starts_with(' ') && starts_a_line {
        place.start..place.end + 1
    } else {
        place
    }
}

fn plainly(text: &str, places: &[Range<usize>], with: &str) -> String {
    let mut new = String::with_capacity(text.len());
    let mut written = 0;
    for place in places {
        new.push_str(&text[written..place.start]);
        new.push_str(with);
        written = place.end;
    }
    new.push_str(&text[written..]);
    new
}

fn piece(text: &str, place: &Range<usize>) -> Piece {
    let in_one_line = |text: &str| text.replace(['\r', '\n'], " ");
    let (before, after) = (&text[..place.start], &text[place.end..]);
    let start = before.char_indices().rev().nth(AROUND).map(|(at, letter)| at + letter.len_utf8());
    let end = after.char_indices().nth(AROUND).map(|(at, _)| at);
    let before = match start {
        Some(start) => format!("…{}", in_one_line(&before[start..])),
        None => in_one_line(before),
    };
    let after = match end {
        Some(end) => format!("{}…", in_one_line(&after[..end])),
        None => in_one_line(after),
    };
    Piece { before, found: in_one_line(&text[place.clone()]), after }
}

#[cfg(test)]
mod tests {
    use content::{Block, BlockId, Kind};

    use super::*;

    fn draft(title: &str, markdown: &str) -> Draft {
        let mut draft = Draft::empty(Kind::Page);
        draft.title = title.into();
        draft.body = vec![Block::prose(BlockId::from_number(1), markdown)];
        draft
    }

    fn all_hits(draft: &Draft, needle: &Needle) -> Vec<Hit> {
        let hits = hits(draft, needle, |_| true);
        assert_eq!(hits.len(), count(&mut draft.clone(), needle));
        assert!(hits.iter().enumerate().all(|(at, (number, _))| at == *number));
        hits.into_iter().map(|(_, hit)| hit).collect()
    }

    #[test]
    fn a_hit_in_an_address_is_told_and_never_changed() {
        let needle = Needle::new("463", false, false).expect("long enough");
        let old = draft("Room 463", "See [463](node:463).");
        let found = all_hits(&old, &needle);
        let told: Vec<(&str, bool)> = found.iter().map(|hit| (hit.place.as_str(), hit.is_words)).collect();
        assert_eq!(told, [("Title", true), ("Block 1, Text", true), ("Block 1, Text", false)]);
        let new = reworded(&old, &needle, &[0, 1].into(), "5").expect("both are words");
        assert_eq!(new, draft("Room 5", "See [5](node:463)."));
        assert_eq!(reworded(&old, &needle, &[2].into(), "5"), Err(Unfit::NoWords));
        assert_eq!(reworded(&old, &needle, &[7].into(), "5"), Err(Unfit::NoWords), "there is none of this number");
        assert_eq!(reworded(&old, &needle, &[1].into(), "5"), Ok(draft("Room 463", "See [5](node:463).")));
    }

    #[test]
    fn a_passage_is_shown_with_what_is_around_it() {
        let text = format!("{} fee {}", "é".repeat(100), "a\n".repeat(80));
        let shown = piece(&text, &(201..204));
        assert_eq!(shown.found, "fee");
        assert!(shown.before.starts_with("…é") && shown.before.ends_with("é "), "{}", shown.before);
        assert!(shown.after.ends_with('…') && !shown.after.contains('\n'));
    }

    #[test]
    fn none_is_left_and_all_else_is_the_same() {
        let needle = Needle::new("XX", true, false).expect("long enough");
        for new in ["5", "new words", "é", "Q & A"] {
            for text in ["a ", "*b* and **c** ", "1, 2", "{{fact:fee}} `code`", "> q\n"] {
                let old = draft(&format!("{text}XX"), &format!("{text} aXXb {text} XXc\n\nSee [dXX](node:9#XX)"));
                let found = all_hits(&old, &needle);
                let all: BTreeSet<usize> = (0..found.len()).filter(|number| found[*number].is_words).collect();
                assert_eq!((found.len(), all.len()), (5, 4), "{text}");
                let done = reworded(&old, &needle, &all, new).expect("all are words");
                assert_eq!(all_hits(&done, &needle).len(), 1, "in the address alone");
                let markdown = old.body[0].content.markdown().expect("prose").replace("XX", new);
                let markdown = markdown.replace(&format!("#{new})"), "#XX)");
                assert_eq!(done, draft(&format!("{text}{new}"), &markdown));
            }
        }
    }

    #[test]
    fn words_that_are_taken_out_leave_no_space_behind() {
        let needle = Needle::new("XX", true, false).expect("long enough");
        for (old, new) in [
            ("XX today", "today"),
            ("Call us XX", "Call us"),
            ("Call XX today", "Call today"),
            ("Call XX, now", "Call , now"),
            ("XX XX now", "now"),
            ("a XX XX b", "a b"),
            ("aXXXX b", "a b"),
            ("a XX XX", "a"),
            ("aXXb", "ab"),
        ] {
            let draft_of = |text: &str| draft(text, &format!("## Fees {text}\n\n{text}\n{text}"));
            let old = draft_of(old);
            let all = (0..all_hits(&old, &needle).len()).collect();
            let done = reworded(&old, &needle, &all, "").unwrap_or_else(|unfit| panic!("{old:?}: {unfit:?}"));
            let markdown = |draft: &Draft| draft.body[0].content.markdown().expect("prose").to_owned();
            assert_eq!(done.title, new);
            assert_eq!(markdown(&done), markdown(&draft_of(new)));
        }
        let in_marks = draft("Fees", "See **XX** and `XX`");
        assert!(matches!(reworded(&in_marks, &needle, &[0].into(), ""), Err(Unfit::Marks(_))), "bold nothing");
    }

    /// Going through the text anew for each hit would take minutes here, and the suite with it.
    #[test]
    fn a_long_text_that_is_nothing_but_hits_and_marks_is_gone_through_once() {
        let needle = Needle::new("ab", true, false).expect("long enough");
        let old = draft("Long", &"ab*c* ".repeat(40_000));
        assert_eq!(hits(&old, &needle, |number| number < 2).len(), 2);
        let all: BTreeSet<usize> = (0..40_000).collect();
        let draft = reworded(&old, &needle, &all, "de").expect("they are words");
        assert!(draft.body[0].content.markdown().expect("prose").starts_with("de*c* de*c*"));
    }
}
