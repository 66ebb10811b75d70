use super::{Findings, Rule, reading::Reading, shown};

/// The most words of a sentence that is understood at the first reading.
const LONGEST_SENTENCE: usize = 25;
/// The most sentences of a paragraph.
const LONGEST_PARAGRAPH: usize = 5;

/// Words that end with a full stop and no sentence.
const ABBREVIATIONS: [&str; 14] =
    ["e.g.", "i.e.", "etc.", "mr.", "mrs.", "ms.", "dr.", "prof.", "st.", "no.", "vs.", "cf.", "approx.", "tel."];

/// Sentences and paragraphs that are long.
pub(super) fn long(reading: &Reading<'_>, findings: &mut Findings) {
    for paragraph in &reading.paragraphs {
        let sentences = sentences(&paragraph.text);
        for (start, sentence) in &sentences {
            let words = sentence.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
            if words > LONGEST_SENTENCE {
                let at = paragraph.place(*start)..paragraph.place(start + sentence.len());
                let told = format!("The sentence {} has {words} words. Cut it into shorter ones.", shown(sentence));
                findings.add(Rule::LongSentence, reading.piece, at, sentence, told);
            }
        }
        if sentences.len() > LONGEST_PARAGRAPH {
            let told = format!(
                "The paragraph {} has {} sentences. Cut it into shorter ones.",
                shown(&paragraph.text),
                sentences.len()
            );
            findings.add(Rule::LongParagraph, reading.piece, paragraph.at.clone(), &paragraph.text, told);
        }
    }
}

/// The sentences of a text, each with where it begins.
fn sentences(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut word = 0;
    let mut push = |start: usize, end: usize| {
        let sentence = &text[start..end];
        let trimmed = sentence.trim();
        if trimmed.contains(char::is_alphanumeric) {
            found.push((start + sentence.len() - sentence.trim_start().len(), trimmed));
        }
    };
    for (at, space) in text.match_indices(char::is_whitespace) {
        let before = &text[word..at];
        let next = text[at..].trim_start().chars().next();
        if ends_a_sentence(before) && next.is_none_or(|next| !next.is_lowercase()) {
            push(start, at);
            start = at;
        }
        word = at + space.len();
    }
    push(start, text.len());
    found
}

fn ends_a_sentence(word: &str) -> bool {
    let word = word.trim_end_matches(['"', '”', '’', '\'', ')', ']']);
    if word.ends_with(['!', '?']) {
        return true;
    }
    let initial = word.chars().count() == 2 && word.starts_with(char::is_uppercase);
    word.ends_with('.') && !initial && !ABBREVIATIONS.contains(&word.trim_start_matches('(').to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn sentences_end_where_a_new_one_begins() {
        let text = "Ask Mr. Smith, e.g. by phone. “Does he know?” Yes! Version 1.2 costs £3.50. all one (really.) Next";
        let words: Vec<_> = sentences(text).into_iter().map(|(_, sentence)| sentence).collect();
        assert_eq!(
            words,
            [
                "Ask Mr. Smith, e.g. by phone.",
                "“Does he know?”",
                "Yes!",
                "Version 1.2 costs £3.50. all one (really.)",
                "Next"
            ]
        );
    }
}
