//! A list of redirects from elsewhere: read line by line, judged against the site, and only then taken in.

mod judge;
mod read;
mod words;

use thiserror::Error;

use super::RedirectTarget;

pub use judge::judge;
pub use read::{Shape, read};
pub use words::Group;

/// The most lines of one list.
pub const MOST_LINES: usize = 20_000;

/// One redirect as the list gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The line on which it stands, from 1.
    pub line: usize,
    /// The old address.
    pub from: String,
    /// Where it leads.
    pub to: String,
}

/// Why a list cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ListError {
    /// There is no redirect in it.
    #[error(
        "The list holds no redirects. Each line needs the old address and where it leads, such as /old-page,/new-page"
    )]
    Empty,
    /// Too many lines.
    #[error("The list is too long: it may hold 20,000 redirects. Split it in two")]
    TooLong,
    /// A line of a table with more or fewer than two columns.
    #[error(
        "Line {line} has {found} instead of two columns. Each line needs the old address and where it leads, such as /old-page,/new-page"
    )]
    Columns {
        /// The line.
        line: usize,
        /// How many columns it has.
        found: usize,
    },
    /// YAML of another shape.
    #[error(
        "Line {line} is not a pair of addresses. Each line needs the old address and where it leads, such as /old-page: /new-page"
    )]
    NotAPair {
        /// The line.
        line: usize,
    },
    /// A mistake of spelling, in the parser's words.
    #[error("Line {line} cannot be read: {what}")]
    Broken {
        /// The line.
        line: usize,
        /// What the parser says.
        what: String,
    },
}

/// What becomes of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is taken in, with this target.
    New(RedirectTarget),
    /// It is taken in, and leads to an address at which nothing stands yet.
    Nowhere(RedirectTarget),
    /// The site has it already.
    Same,
    /// An earlier line says the same.
    Duplicate {
        /// That line.
        of: usize,
    },
    /// Other lines send the same address elsewhere: none is chosen.
    Conflict {
        /// All lines about this address.
        lines: Vec<usize>,
    },
    /// The site sends the address elsewhere: that stays.
    Taken(RedirectTarget),
    /// A page stands at the address, and is public.
    Page,
    /// It leads back to where it begins, by itself or with others.
    Circle,
    /// It cannot be read; the sentence says why.
    Refused(String),
}

impl Verdict {
    /// What is stored; `None` for lines that are left out.
    pub fn stored(&self) -> Option<&RedirectTarget> {
        match self {
            Self::New(target) | Self::Nowhere(target) => Some(target),
            _ => None,
        }
    }
}

/// One line with what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The line.
    pub entry: Entry,
    /// The old address in its one form; as it was given where it cannot be read.
    pub source: String,
    /// What becomes of it.
    pub verdict: Verdict,
}

/// What becomes of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Every line, in the order of the list.
    pub lines: Vec<Judged>,
}

/// The numbers of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Lines.
    pub lines: usize,
    /// Different addresses.
    pub addresses: usize,
    /// Addresses that more than one line gives.
    pub repeated: usize,
    /// Addresses that are given different targets.
    pub conflicting: usize,
    /// Redirects that are taken in.
    pub taken_in: usize,
}

impl Report {
    /// What is stored, in order: each address once.
    pub fn stored(&self) -> impl Iterator<Item = (&str, &RedirectTarget)> {
        self.lines.iter().filter_map(|judged| Some((judged.source.as_str(), judged.verdict.stored()?)))
    }

    /// Its numbers.
    pub fn counts(&self) -> Counts {
        let mut given = std::collections::BTreeMap::<&str, usize>::new();
        let mut conflicting = std::collections::BTreeSet::new();
        for judged in &self.lines {
            *given.entry(&judged.source).or_default() += 1;
            if matches!(judged.verdict, Verdict::Conflict { .. }) {
                conflicting.insert(&judged.source);
            }
        }
        Counts {
            lines: self.lines.len(),
            addresses: given.len(),
            repeated: given.values().filter(|times| **times > 1).count(),
            conflicting: conflicting.len(),
            taken_in: self.stored().count(),
        }
    }
}
