//! Where a text stands in one draft, and that draft with other words there.

use std::ops::Range;

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

/// Every place where the text stands in a draft, in the order of the form. The number of a hit is its place in this list.
pub fn hits(draft: &Draft, needle: &Needle) -> Vec<Hit> {
    let mut draft = draft.clone();
    let mut found = Vec::new();
    for wording in wordings(&mut draft) {
        let places = needle.places_in(wording.text);
        if places.is_empty() {
            continue;
        }
        let words = words_of(wording.written, wording.text);
        found.extend(places.into_iter().map(|place| Hit {
            place: wording.place.clone(),
            passage: piece(wording.text, &place),
            is_words: lies_in(&words, &place),
        }));
    }
    found
}

/// The draft with `with` in the places of the hits of these numbers. Every other byte stays.
pub fn reworded(draft: &Draft, needle: &Needle, chosen: &[usize], with: &str) -> Result<Draft, Unfit> {
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
        if !places.iter().all(|place| lies_in(&words, place)) {
            return Err(Unfit::NoWords);
        }
        done += places.len();
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

fn words_of(written: Written, text: &str) -> Vec<Range<usize>> {
    match written {
        Written::Plain => std::iter::once(0..text.len()).collect(),
        Written::Markdown | Written::Cell => markup::word_ranges(text),
    }
}

fn lies_in(words: &[Range<usize>], place: &Range<usize>) -> bool {
    words.iter().any(|words| words.start <= place.start && place.end <= words.end)
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

    #[test]
    fn a_hit_in_an_address_is_told_and_never_changed() {
        let needle = Needle::new("463", false, false).expect("long enough");
        let old = draft("Room 463", "See [463](node:463).");
        let found = hits(&old, &needle);
        let told: Vec<(&str, bool)> = found.iter().map(|hit| (hit.place.as_str(), hit.is_words)).collect();
        assert_eq!(told, [("Title", true), ("Block 1, Text", true), ("Block 1, Text", false)]);
        let new = reworded(&old, &needle, &[0, 1], "5").expect("both are words");
        assert_eq!(new, draft("Room 5", "See [5](node:463)."));
        assert_eq!(reworded(&old, &needle, &[2], "5"), Err(Unfit::NoWords));
        assert_eq!(reworded(&old, &needle, &[7], "5"), Err(Unfit::NoWords), "there is none of this number");
        assert_eq!(reworded(&old, &needle, &[1], "5"), Ok(draft("Room 463", "See [5](node:463).")));
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
        for new in ["5", "", "new words", "é", "Q & A"] {
            for text in ["a ", "*b* and **c** ", "1, 2", "{{fact:fee}} `code`", "> q\n"] {
                let old = draft(&format!("{text}XX"), &format!("{text} aXXb {text} XXc\n\nSee [dXX](node:9#XX)"));
                let found = hits(&old, &needle);
                let all: Vec<usize> = (0..found.len()).filter(|number| found[*number].is_words).collect();
                assert_eq!((found.len(), all.len()), (5, 4), "{text}");
                let done = reworded(&old, &needle, &all, new).expect("all are words");
                assert_eq!(hits(&done, &needle).len(), 1, "in the address alone");
                let markdown = old.body[0].content.markdown().expect("prose").replace("XX", new);
                let markdown = markdown.replace(&format!("#{new})"), "#XX)");
                assert_eq!(done, draft(&format!("{text}{new}"), &markdown));
            }
        }
    }
}
