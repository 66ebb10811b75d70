use std::collections::HashSet;

use super::{Findings, Rule, reading::Reading};

/// Acronyms that are better known than what they stand for. Anything of teaching itself (QTS, PGCE, SCITT) is not here: new readers meet it first on
/// the page.
const WELL_KNOWN: [&str; 33] = [
    "AM", "BBC", "BST", "CD", "CSV", "CV", "DIY", "DNA", "DVD", "EU", "FAQ", "GB", "GCSE", "GMT", "GPS", "HTML", "ID",
    "IT", "MP", "NHS", "OK", "PC", "PDF", "PIN", "PM", "SMS", "TV", "UK", "UN", "URL", "US", "USA", "VAT",
];

/// The longest run of capitals that is read as an acronym; what is longer is a word in capitals.
const LONGEST: usize = 6;

/// Whether everybody knows this word in capitals.
pub(super) fn is_well_known(word: &str) -> bool {
    WELL_KNOWN.contains(&word)
}

/// Acronyms that the page does not spell out, each where it stands first.
pub(super) fn unexplained(readings: &[Reading<'_>], findings: &mut Findings) {
    let mut told: HashSet<&str> =
        readings.iter().flat_map(|reading| &reading.runs).flat_map(|(_, text)| explained(text)).collect();
    for reading in readings {
        for (at, text) in reading.runs.iter().filter(|(_, text)| text.contains(char::is_lowercase)) {
            for (start, word) in words(text) {
                let word = word.strip_suffix('s').unwrap_or(word);
                if is_acronym(word) && !is_well_known(word) && told.insert(word) {
                    // A run is the source itself, but for what the parser decoded.
                    let same = reading.source.get(at.clone()).is_some_and(|source| source == text);
                    let begins = if same { at.start + start } else { at.start };
                    let spot = if same { begins..begins + word.len() } else { at.clone() };
                    let sentence = format!(
                        "{word} is not spelt out on this page. Write what it stands for, with ({word}) behind it."
                    );
                    findings.add(Rule::Acronym, reading.piece, spot, word, sentence);
                }
            }
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

fn is_acronym(word: &str) -> bool {
    let capitals = (2..=LONGEST).contains(&word.len()) && word.bytes().all(|letter| letter.is_ascii_uppercase());
    // II and XIV are numbers.
    capitals && !word.bytes().all(|letter| matches!(letter, b'I' | b'V' | b'X'))
}

/// The acronyms that a text explains: `qualified teacher status (QTS)`, or `QTS (qualified teacher status)`.
fn explained(text: &str) -> impl Iterator<Item = &str> {
    words(text)
        .filter(move |(at, word)| {
            let after = &text[at + word.len()..];
            let in_brackets = text[..*at].ends_with('(') && after.starts_with(')');
            let before_brackets = after.trim_start().starts_with('(') && !after.trim_start().starts_with("()");
            in_brackets || before_brackets
        })
        .map(|(_, word)| word.strip_suffix('s').unwrap_or(word))
}
