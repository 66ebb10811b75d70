use super::{Findings, Rule, reading::Reading, shown};

/// The endings of files that are opened outside of the browser, or downloaded, with what people call them.
const FILES: [(&str, &str); 11] = [
    (".pdf", "PDF"),
    (".docx", "Word"),
    (".doc", "Word"),
    (".odt", "ODT"),
    (".xlsx", "Excel"),
    (".xls", "Excel"),
    (".ods", "ODS"),
    (".csv", "CSV"),
    (".pptx", "PowerPoint"),
    (".ppt", "PowerPoint"),
    (".zip", "ZIP"),
];

/// Links to files that do not say what they are and how large.
pub(super) fn unnamed(reading: &Reading<'_>, findings: &mut Findings) {
    for link in &reading.links {
        let address = link.address.to_ascii_lowercase();
        let path = &address[..address.find(['?', '#']).unwrap_or(address.len())];
        let Some((ending, name)) = FILES.iter().find(|(ending, _)| path.ends_with(ending)) else { continue };
        let words = link.words.to_lowercase();
        let typed = words.contains(&name.to_lowercase()) || words.contains(&ending[1..]);
        if !(words.is_empty() || typed && names_a_size(&words)) {
            let sentence = format!(
                "The link {} leads to a file. Add its type and size, such as ({name}, 1.2MB).",
                shown(&link.words)
            );
            let about = format!("{} {}", link.words, link.address);
            findings.add(Rule::FileLink, reading.piece, link.at.clone(), &about, sentence);
        }
    }
}

/// A number before a unit: `1.2MB`, `300 KB`.
fn names_a_size(words: &str) -> bool {
    ["kb", "mb", "gb", "bytes"].iter().any(|unit| {
        words.match_indices(unit).any(|(at, _)| words[..at].trim_end().ends_with(|sign: char| sign.is_ascii_digit()))
    })
}
