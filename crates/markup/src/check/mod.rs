//! What a reader would stumble over in the texts of a page: the checks before publishing.
//!
//! `reading` reads each text once, by the parser that also renders it, and notes its headings, links, images, tables, paragraphs and raw HTML
//! with their places. Each rule is a function over these notes, in the file of its family. Rules look at all texts of a page together: headings follow
//! one another from block to block, and an acronym is spelt out once for all.
//!
//! # Adding a rule
//! A variant of [`Rule`] with its words, and a function in the file of its family that [`check`] calls. Its time must grow with the length of the text
//! only. A [`Fix`] is offered where no judgement is needed, and replaces one range of bytes.

mod acronyms;
mod bullets;
mod dates;
mod files;
mod headings;
mod html;
mod images;
mod lines;
mod link_words;
mod links;
mod reader;
mod reading;
mod rule;
mod sentences;
mod tables;

use std::ops::Range;

pub use dates::Day;
pub use rule::{Rule, Severity};

use crate::nesting::limit_markers;
use crate::plain::excerpt;
use reading::Reading;

/// The title that marks an image without description as decoration: `![](media:12 "decorative")`.
pub const DECORATIVE: &str = "decorative";

/// Findings of one rule that are given for one page; who mends fifty finds the next.
const MOST: usize = 50;

/// How much of a text is shown in a sentence, in characters.
const SHOWN: usize = 60;

/// A part of a page in the order in which it is shown.
#[derive(Clone, Copy, Debug)]
pub enum Piece<'a> {
    /// A text in Markdown.
    Markdown(&'a str),
    /// A heading of this level that a template prints.
    Heading(u8, &'a str),
}

/// What the rules need to know beside the texts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Surroundings<'a> {
    /// The site's own address, such as `https://www.example.org`; empty when it is not known.
    pub site: &'a str,
    /// The ids to which a link can lead on every page.
    pub anchors: &'a [&'a str],
    /// The day on which it is asked; without it nothing is said that depends on the day.
    pub today: Option<Day>,
}

/// Something that a reader would stumble over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked for.
    pub rule: Rule,
    /// In which of the pieces, from 0.
    pub piece: usize,
    /// The bytes of the piece that it is about.
    pub at: Range<usize>,
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// What it is about, by which the same finding is known again wherever it stands.
    pub about: String,
    /// What was found.
    pub sentence: String,
    /// How it can be mended without judgement.
    pub fix: Option<Fix>,
}

/// A replacement of some bytes of the piece; all others stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the words of a button.
    pub label: &'static str,
    /// The bytes that are replaced.
    pub at: Range<usize>,
    /// What stands there instead.
    pub with: String,
}

impl Fix {
    /// The text with the fix; `None` when it is about another text.
    pub fn applied(&self, markdown: &str) -> Option<String> {
        let (before, after) = (markdown.get(..self.at.start)?, markdown.get(self.at.end..)?);
        Some([before, &self.with, after].concat())
    }
}

/// Everything that the rules find in the texts of a page, in the order of the pieces and within each in the order of the text.
pub fn check(pieces: &[Piece<'_>], around: &Surroundings<'_>) -> Vec<Finding> {
    let mut findings = Findings::default();
    let mut readings = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Heading(level, text) => readings.push(Reading::of_heading(at, *level, text)),
            Piece::Markdown(markdown) if matches!(limit_markers(markdown), std::borrow::Cow::Owned(_)) => {
                findings.add(Rule::TooDeep, at, 0..0, "", "Quotations or lists are nested too deep in this text.");
            }
            Piece::Markdown(markdown) => readings.push(Reading::of(at, markdown)),
        }
    }
    for reading in &readings {
        images::without_text(reading, &mut findings);
        links::empty(reading, &mut findings);
        links::to_old_numbers(reading, around, &mut findings);
        links::to_own_site(reading, around, &mut findings);
        link_words::vague(reading, &mut findings);
        link_words::addresses(reading, &mut findings);
        files::unnamed(reading, &mut findings);
        html::dropped(reading, &mut findings);
        tables::without_header(reading, &mut findings);
        headings::wording(reading, &mut findings);
        bullets::typed(reading, &mut findings);
        sentences::long(reading, &mut findings);
    }
    headings::skips(&readings, &mut findings);
    headings::bold(&readings, &mut findings);
    links::to_headings(&readings, pieces, around, &mut findings);
    link_words::different_targets(&readings, &mut findings);
    acronyms::unexplained(&readings, &mut findings);
    dates::past(&readings, around.today, &mut findings);
    findings.finished(pieces)
}

/// What the rules have found so far.
#[derive(Default)]
struct Findings {
    found: Vec<Finding>,
    counts: std::collections::HashMap<Rule, usize>,
}

impl Findings {
    fn add(&mut self, rule: Rule, piece: usize, at: Range<usize>, about: &str, sentence: impl Into<String>) {
        self.add_with(rule, piece, at, about, sentence, None);
    }

    fn add_with(
        &mut self,
        rule: Rule,
        piece: usize,
        at: Range<usize>,
        about: &str,
        sentence: impl Into<String>,
        fix: Option<Fix>,
    ) {
        let count = self.counts.entry(rule).or_default();
        *count += 1;
        if *count > MOST {
            return;
        }
        let (about, sentence) = (about.to_owned(), sentence.into());
        self.found.push(Finding { rule, piece, at, line: 1, column: 1, about, sentence, fix });
    }

    /// The findings in order, with their lines.
    fn finished(mut self, pieces: &[Piece<'_>]) -> Vec<Finding> {
        self.found.sort_by_key(|finding| (finding.piece, finding.at.start, finding.rule));
        for (at, piece) in pieces.iter().enumerate() {
            if let Piece::Markdown(markdown) = piece {
                lines::fill_in(markdown, self.found.iter_mut().filter(|finding| finding.piece == at));
            }
        }
        self.found
    }
}

/// Words as they are shown in a sentence.
fn shown(words: &str) -> String {
    format!("“{}”", excerpt(words, SHOWN))
}
