use super::{Findings, Rule, reading::Heading, reading::Reading, shown};

/// A day of the calendar; a later one is greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// The year, such as 2021.
    pub year: i32,
    /// The month, from 1.
    pub month: u32,
    /// The day of the month, from 1.
    pub day: u32,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Dates that are over where the text, or the heading above it, speaks of what is upcoming.
pub(super) fn past(readings: &[Reading<'_>], today: Option<Day>, findings: &mut Findings) {
    let Some(today) = today else { return };
    // The level of the heading of what is upcoming, whose section is being read.
    let mut under: Option<u8> = None;
    let section = |under: Option<u8>, heading: &Heading| {
        if speaks_of_the_future(&heading.text) {
            Some(heading.level)
        } else {
            under.filter(|level| heading.level > *level)
        }
    };
    for reading in readings {
        let mut headings = reading.headings.iter().peekable();
        for paragraph in &reading.paragraphs {
            while let Some(heading) = headings.next_if(|heading| heading.at.start <= paragraph.at.start) {
                under = section(under, heading);
            }
            if under.is_none() && !speaks_of_the_future(&paragraph.text) {
                continue;
            }
            for (start, written, day) in dates(&paragraph.text) {
                if day < today {
                    let at = paragraph.place(start)..paragraph.place(start + written.len());
                    let sentence = format!("{} is over, and the text calls it upcoming.", shown(written));
                    findings.add(Rule::PastDate, reading.piece, at, written, sentence);
                }
            }
        }
        under = headings.fold(under, section);
    }
}

fn speaks_of_the_future(text: &str) -> bool {
    text.to_lowercase().contains("upcoming")
}

/// Dates such as `23 March 2021`, with where they stand.
fn dates(text: &str) -> impl Iterator<Item = (usize, &str, Day)> {
    let mut before: [Option<(usize, &str)>; 2] = [None, None];
    text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).filter_map(move |word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let [first, second] = before;
        before = [second, Some((start, word))];
        let ((begins, day), (_, month)) = (first?, second?);
        let day = day.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        let month = month.to_lowercase();
        let month = MONTHS.iter().position(|name| *name == month)?;
        let day = day.parse().ok().filter(|day| (1..=31).contains(day))?;
        let year = word.parse().ok().filter(|year| (1900..2200).contains(year))?;
        let month = u32::try_from(month).ok()? + 1;
        Some((begins, &text[begins..start + word.len()], Day { year, month, day }))
    })
}
