//! A line of letters as Markdown that reads as just those letters.
//!
//! What is written is read back: where marks and words touch in a way that Markdown cannot say, the marks go, and as a last resort every sign of
//! punctuation gets a backslash. So no text is ever changed by how it was marked.

use pulldown_cmark::{Event, Parser, Tag};

use super::escape::{Place, destination, push_sign};
use super::model::{Letter, Style, mark, words};
use crate::writer::options;

/// Marks that Markdown writes on both sides of words.
const AROUND: [(u8, &str); 3] = [(mark::BOLD, "**"), (mark::ITALIC, "*"), (mark::STRUCK, "~~")];

/// The Markdown of a paragraph, a heading or a cell.
pub(super) fn inline(letters: &[Letter], links: &[String], place: Place) -> String {
    let mut letters = letters.to_vec();
    settle_code(&mut letters);
    settle_links(&mut letters);
    settle_across_links(&mut letters);
    for (bit, _) in AROUND {
        settle(&mut letters, bit);
    }
    settle_across_marks(&mut letters);
    let expected = words(&letters);
    let written = write(&letters, links, place);
    if reads_as(&written, &expected) {
        return written;
    }
    for letter in &mut letters {
        letter.style = letter.style.with(mark::BOLD | mark::ITALIC | mark::STRUCK | mark::CODE, false);
    }
    let written = write(&letters, links, place);
    if reads_as(&written, &expected) {
        return written;
    }
    let written = write(&letters, links, place.careful());
    if reads_as(&written, &expected) {
        return written;
    }
    for letter in &mut letters {
        letter.style = Style::default();
    }
    write(&letters, links, place.careful())
}

/// Whether a Markdown text is one paragraph of just these words.
fn reads_as(written: &str, expected: &str) -> bool {
    let mut read = String::with_capacity(expected.len());
    let mut paragraphs = 0;
    for event in Parser::new_ext(written, options()) {
        match event {
            Event::Start(Tag::Paragraph) => paragraphs += 1,
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. }) | Event::End(_) => {}
            Event::Text(text) | Event::Code(text) => read.push_str(&text),
            Event::SoftBreak | Event::HardBreak => read.push('\n'),
            Event::InlineHtml(tag) if &*tag == "<br>" => read.push('\n'),
            Event::InlineHtml(tag) if matches!(&*tag, "<sup>" | "</sup>" | "<sub>" | "</sub>") => {}
            _ => return false,
        }
    }
    paragraphs == 1 && read == expected
}

/// The stretches of letters for which `same` gives the same answer that is not `None`: start, end.
fn stretches<T: PartialEq>(letters: &[Letter], of: impl Fn(&Letter) -> Option<T>) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let this = of(&letters[at]);
        let end = letters[at..].iter().position(|letter| of(letter) != this).map_or(letters.len(), |found| at + found);
        if this.is_some() {
            found.push((at, end));
        }
        at = end;
    }
    found
}

/// Code has no other marks inside, and no spaces at its ends.
fn settle_code(letters: &mut [Letter]) {
    for (start, end) in stretches(letters, |letter| (letter.style.marks & mark::CODE != 0).then_some(letter.style.link))
    {
        let first = letters[start].style;
        let says = letters[start..end].iter().any(|letter| !letter.sign.is_whitespace());
        let blank = |letter: &Letter| letter.sign.is_whitespace();
        let from = start + letters[start..end].iter().take_while(|letter| blank(letter)).count();
        let until = end - letters[start..end].iter().rev().take_while(|letter| blank(letter)).count();
        for (at, letter) in letters.iter_mut().enumerate().take(end).skip(start) {
            let inside = says && (from..until).contains(&at) && letter.sign != '\n';
            letter.style = first.with(mark::CODE, inside);
        }
    }
}

/// A link does not begin or end with a space, and goes on over spaces.
fn settle_links(letters: &mut [Letter]) {
    for (start, end) in stretches(letters, |letter| letter.sign.is_whitespace().then_some(())) {
        let before = start.checked_sub(1).map_or(0, |at| letters[at].style.link);
        let after = letters.get(end).map_or(0, |letter| letter.style.link);
        let link = if before == after { before } else { 0 };
        for letter in &mut letters[start..end] {
            letter.style.link = link;
        }
    }
}

/// A mark that begins before a link and ends within it, or the other way round, would cut the link in two: it stops at the link's edge.
fn settle_across_links(letters: &mut [Letter]) {
    let links = stretches(letters, |letter| Some(letter.style.link).filter(|link| *link != 0));
    for bit in AROUND.map(|(bit, _)| bit).into_iter().chain([mark::RAISED, mark::LOWERED]) {
        for (start, end) in stretches(letters, |letter| (letter.style.marks & bit != 0).then_some(())) {
            let first = links.partition_point(|(_, until)| *until <= start);
            for &(from, until) in links[first..].iter().take_while(|(from, _)| *from < end) {
                let within = start.max(from)..end.min(until);
                let crosses = !within.is_empty() && (start < from && end < until || from < start && until < end);
                for letter in if crosses { &mut letters[within] } else { &mut [] } {
                    letter.style = letter.style.with(bit, false);
                }
            }
        }
    }
}

/// A mark within another one cannot go on where the outer one ends: it ends there too, and begins anew behind the space.
fn settle_across_marks(letters: &mut [Letter]) {
    // Since where each mark has been going on without a gap.
    let mut since = [None; AROUND.len()];
    let mut seen = 0;
    for (start, end) in stretches(letters, |letter| letter.sign.is_whitespace().then_some(())) {
        let (Some(before), Some(after)) = (start.checked_sub(1).map(|at| letters[at].style), letters.get(end)) else {
            continue;
        };
        let after = after.style;
        for (at, letter) in letters.iter().enumerate().take(start).skip(seen) {
            for (since, (bit, _)) in since.iter_mut().zip(AROUND) {
                *since = since.or(Some(at)).filter(|_| letter.style.marks & bit != 0);
            }
        }
        seen = start;
        let ending = AROUND.iter().zip(since).filter(|((bit, _), _)| before.marks & bit != 0 && after.marks & bit == 0);
        let Some(outermost) = ending.filter_map(|(_, since)| since).min() else { continue };
        for ((bit, _), since) in AROUND.into_iter().zip(since) {
            if before.marks & after.marks & bit != 0 && since.is_some_and(|since| since > outermost) {
                for letter in &mut letters[start..end] {
                    letter.style = letter.style.with(bit, false);
                }
            }
        }
    }
}

/// Marks hug words: they go on over spaces, take in no space at their ends, and let go of punctuation that stands against a word outside, where
/// Markdown would not see them as marks.
fn settle(letters: &mut [Letter], bit: u8) {
    let has = |letter: &Letter| letter.style.marks & bit != 0;
    for (start, end) in stretches(letters, |letter| letter.sign.is_whitespace().then_some(())) {
        let both = start.checked_sub(1).is_some_and(|at| has(&letters[at])) && letters.get(end).is_some_and(has);
        for letter in &mut letters[start..end] {
            letter.style = letter.style.with(bit, both);
        }
    }
    for (mut start, mut end) in stretches(letters, |letter| has(letter).then_some(())) {
        let (from, until) = (start, end);
        let is_word = |at: Option<usize>, letters: &[Letter]| {
            at.and_then(|at| letters.get(at)).is_some_and(|letter| letter.sign.is_alphanumeric())
        };
        while start < end && !letters[start].sign.is_alphanumeric() && is_word(start.checked_sub(1), letters) {
            start += 1;
        }
        while start < end && letters[start].sign.is_whitespace() {
            start += 1;
        }
        while start < end && !letters[end - 1].sign.is_alphanumeric() && is_word(Some(end), letters) {
            end -= 1;
        }
        while start < end && letters[end - 1].sign.is_whitespace() {
            end -= 1;
        }
        // A bracket that was let go of takes the other one along.
        let let_go = |range: std::ops::Range<usize>, sign| letters[range].iter().any(|letter| letter.sign == sign);
        if start < end && letters[start].sign == '(' && let_go(end..until, ')') {
            start += 1;
        }
        if start < end && letters[end - 1].sign == ')' && let_go(from..start, '(') {
            end -= 1;
        }
        let says = letters[start..end].iter().any(|letter| letter.sign.is_alphanumeric());
        for (at, letter) in letters.iter_mut().enumerate().take(until).skip(from) {
            letter.style = letter.style.with(bit, says && (start..end).contains(&at));
        }
    }
}

/// Something that is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Link(u32),
    Mark(u8),
}

impl Open {
    fn holds(self, letter: &Letter) -> bool {
        match self {
            Self::Link(link) => letter.style.link == link,
            Self::Mark(bit) => letter.style.marks & bit != 0,
        }
    }
}

/// Everything that is open around a letter, what must lie inside of others last.
fn open_around(letter: &Letter) -> impl Iterator<Item = Open> {
    let link = Some(letter.style.link).filter(|link| *link != 0).map(Open::Link);
    let marks = letter.style.marks;
    let bits = [mark::BOLD, mark::ITALIC, mark::STRUCK, mark::RAISED, mark::LOWERED, mark::CODE];
    link.into_iter().chain(bits.into_iter().filter(move |bit| marks & bit != 0).map(Open::Mark))
}

fn write(letters: &[Letter], links: &[String], place: Place) -> String {
    let mut out = String::with_capacity(letters.len() + letters.len() / 8);
    let mut stack: Vec<(Open, String)> = Vec::new();
    for at in 0..=letters.len() {
        let letter = letters.get(at);
        let keep = stack.iter().position(|(open, _)| !letter.is_some_and(|letter| open.holds(letter)));
        for (_, end) in stack.drain(keep.unwrap_or(stack.len())..).rev() {
            out.push_str(&end);
        }
        let Some(letter) = letter else { break };
        let mut opening: Vec<(Open, usize)> = open_around(letter)
            .filter(|open| !stack.iter().any(|(known, _)| known == open))
            .map(|open| (open, letters[at..].iter().take_while(|letter| open.holds(letter)).count()))
            .collect();
        // What ends last opens first; code is always innermost.
        opening.sort_by_key(|(open, length)| (*open == Open::Mark(mark::CODE), usize::MAX - length));
        for (open, length) in opening {
            let (begin, end) = signs(open, &letters[at..at + length], links, place);
            out.push_str(&begin);
            stack.push((open, end));
        }
        if letter.style.marks & mark::CODE != 0 {
            push_code(&mut out, letter.sign, place);
        } else {
            push_sign(&mut out, letters, at, place);
        }
    }
    out
}

/// What stands before and behind.
fn signs(open: Open, inside: &[Letter], links: &[String], place: Place) -> (String, String) {
    match open {
        Open::Link(number) => {
            let address = usize::try_from(number).ok().and_then(|number| links.get(number.checked_sub(1)?));
            ("[".to_owned(), format!("]({})", destination(address.map_or("", String::as_str), place)))
        }
        Open::Mark(mark::RAISED) => ("<sup>".to_owned(), "</sup>".to_owned()),
        Open::Mark(mark::LOWERED) => ("<sub>".to_owned(), "</sub>".to_owned()),
        Open::Mark(mark::CODE) => {
            let text = words(inside);
            let ticks = "`".repeat(longest_run(&text, '`') + 1);
            let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
            (format!("{ticks}{space}"), format!("{space}{ticks}"))
        }
        Open::Mark(bit) => {
            let sign = AROUND.iter().find(|(known, _)| *known == bit).map_or("", |(_, sign)| sign);
            (sign.to_owned(), sign.to_owned())
        }
    }
}

fn push_code(out: &mut String, sign: char, place: Place) {
    if sign == '|' && place.is_cell() {
        out.push('\\');
    }
    out.push(sign);
}

/// The longest run of a sign.
pub(super) fn longest_run(text: &str, sign: char) -> usize {
    text.split(|other| other != sign).map(str::len).max().unwrap_or_default()
}
