use std::collections::HashMap;

use super::{Findings, Rule, reading::Reading, reading::Written, shown};

/// Words of links that say nothing about where they lead.
const VAGUE: [&str; 15] = [
    "click",
    "click here",
    "click this link",
    "go here",
    "here",
    "learn more",
    "link",
    "more",
    "page",
    "read more",
    "see here",
    "this",
    "this link",
    "this page",
    "website",
];

fn is_vague(words: &str) -> bool {
    let bare = words.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase();
    VAGUE.contains(&bare.as_str())
}

/// Links such as "click here".
pub(super) fn vague(reading: &Reading<'_>, findings: &mut Findings) {
    for link in reading.links.iter().filter(|link| is_vague(&link.words)) {
        let sentence = format!("The link {} does not say where it leads.", shown(&link.words));
        let about = format!("{} {}", link.words, link.address);
        findings.add(Rule::VagueLink, reading.piece, link.at.clone(), &about, sentence);
    }
}

/// Links that show their address. An e-mail address or a phone number is what people want to read.
pub(super) fn addresses(reading: &Reading<'_>, findings: &mut Findings) {
    for link in &reading.links {
        let words = link.words.to_lowercase();
        let shows = ["http://", "https://", "www."].iter().any(|start| words.starts_with(start));
        let other = link.written == Written::Itself && words.starts_with("node:");
        if (shows || other) && !words.contains(' ') {
            let sentence = format!("The link {} shows its address. Write in words where it leads.", shown(&link.words));
            findings.add(Rule::AddressAsText, reading.piece, link.at.clone(), &link.address, sentence);
        }
    }
}

/// The same words for different places, on one page.
pub(super) fn different_targets(readings: &[Reading<'_>], findings: &mut Findings) {
    let mut first: HashMap<String, &str> = HashMap::new();
    let mut told = std::collections::HashSet::new();
    for reading in readings {
        for link in reading.links.iter().filter(|link| !link.words.is_empty() && !is_vague(&link.words)) {
            let words = link.words.to_lowercase();
            let known = *first.entry(words.clone()).or_insert(&link.address);
            if known != link.address && told.insert((words, &link.address)) {
                let sentence = format!("{} leads to {known} and, here, to {}.", shown(&link.words), link.address);
                let about = format!("{} {}", link.words, link.address);
                findings.add(Rule::SameLinkText, reading.piece, link.at.clone(), &about, sentence);
            }
        }
    }
}
