use super::{Findings, Fix, Rule, acronyms::is_well_known, reading::Heading, reading::Reading, shown};

/// The most words of a bold line that reads as a heading.
const HEADING_WORDS: usize = 12;

/// Headings more than one level below the one before; the page's title is the first level, and the first two levels are one.
pub(super) fn skips(readings: &[Reading<'_>], findings: &mut Findings) {
    let mut before = 1;
    for (reading, heading) in headings(readings) {
        let level = heading.level.max(2);
        if heading.given {
            // A box between two headings does not end the section in which it stands.
            before = level.max(before);
            continue;
        }
        if level > before + 1 {
            let right = before + 1;
            let fix = heading.marks.clone().map(|at| Fix {
                label: "Correct the level",
                at,
                with: "#".repeat(usize::from(right)),
            });
            let sentence =
                format!("The heading {} is of level {level} and follows one of level {before}.", shown(&heading.text));
            findings.add_with(Rule::HeadingSkip, reading.piece, heading.at.clone(), &heading.text, sentence, fix);
        }
        before = level;
    }
}

fn headings<'a>(readings: &'a [Reading<'a>]) -> impl Iterator<Item = (&'a Reading<'a>, &'a Heading)> {
    readings.iter().flat_map(|reading| reading.headings.iter().map(move |heading| (reading, heading)))
}

/// Headings in capitals, and those that end like a sentence.
pub(super) fn wording(reading: &Reading<'_>, findings: &mut Findings) {
    for heading in reading.headings.iter().filter(|heading| !heading.given) {
        let (text, at) = (&heading.text, heading.words_at.clone());
        // A fix changes words that stand in the source just as they are read.
        let plain = reading.source.get(at.clone()).filter(|words| words == text);
        if shouts(text) {
            let fix = plain.map(|words| Fix { label: "Write it in lower case", at: at.clone(), with: quietly(words) });
            let sentence = format!("The heading {} is written in capitals.", shown(text));
            findings.add_with(Rule::CapitalHeading, reading.piece, heading.at.clone(), text, sentence, fix);
        }
        let abbreviated = ["etc.", "e.g.", "i.e.", ".."].iter().any(|end| text.ends_with(end));
        if text.ends_with('.') && text.len() > 1 && !abbreviated {
            let fix = plain.map(|_| Fix { label: "Remove the full stop", at: at.end - 1..at.end, with: String::new() });
            let sentence = format!("The heading {} ends with a full stop.", shown(text));
            findings.add_with(Rule::HeadingFullStop, reading.piece, heading.at.clone(), text, sentence, fix);
        }
    }
}

fn letters(word: &str) -> &str {
    word.trim_matches(|sign: char| !sign.is_alphabetic())
}

/// Whether a heading is written in capitals and more than an acronym.
fn shouts(text: &str) -> bool {
    let words = || text.split_whitespace().map(letters).filter(|word| !word.is_empty());
    let capitals = text.chars().filter(|letter| letter.is_uppercase()).count();
    let ordinary = words().any(|word| word.chars().count() > 1 && !is_well_known(word) && quiet(word) != word);
    !text.chars().any(char::is_lowercase) && ordinary && (words().count() > 1 || capitals > 5)
}

fn quiet(word: &str) -> String {
    word.to_lowercase()
}

/// The words in lower case but for the first letter and well-known acronyms.
fn quietly(text: &str) -> String {
    let lowered: Vec<_> =
        text.split(' ').map(|word| if is_well_known(letters(word)) { word.to_owned() } else { quiet(word) }).collect();
    let lowered = lowered.join(" ");
    let mut chars = lowered.chars();
    let Some(first) = chars.next() else { return lowered };
    let rest = chars.as_str();
    // A text of one letter would be in capitals for ever.
    if first.is_alphabetic() && rest.chars().any(char::is_lowercase) {
        first.to_uppercase().chain(rest.chars()).collect()
    } else {
        lowered
    }
}

/// Bold paragraphs that stand in for headings.
pub(super) fn bold(readings: &[Reading<'_>], findings: &mut Findings) {
    for (at, reading) in readings.iter().enumerate() {
        let above =
            readings[..at].iter().rev().find_map(|reading| reading.headings.last()).map(|heading| heading.level);
        let mut headings = reading.headings.iter().peekable();
        let mut level = above.unwrap_or(1);
        for paragraph in &reading.paragraphs {
            while let Some(heading) = headings.next_if(|heading| heading.at.start < paragraph.at.start) {
                level = heading.level;
            }
            let text = paragraph.text.trim();
            let Some(inner) = paragraph.bold.clone().filter(|_| paragraph.free) else { continue };
            let reads_as_text = text.ends_with(['.', ':', '!', '?', ',', ';']);
            if reads_as_text || text.split_whitespace().count() > HEADING_WORDS {
                continue;
            }
            let words = &reading.source[inner.clone()];
            let one_line = !words.contains(['\n', '\r']) && !words.trim_start().is_empty();
            let marks = "#".repeat(usize::from((level.max(1) + 1).min(6)));
            let fix = one_line.then(|| Fix {
                label: "Make it a heading",
                at: inner.start - 2..inner.end + 2,
                with: format!("{marks} {words}"),
            });
            let sentence = format!("{} is a bold line that reads as a heading.", shown(text));
            findings.add_with(Rule::BoldHeading, reading.piece, paragraph.at.clone(), text, sentence, fix);
        }
    }
}
