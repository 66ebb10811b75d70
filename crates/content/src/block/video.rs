//! A video that plays elsewhere: the page links to it and asks nobody else for anything.

use serde::{Deserialize, Serialize};

use crate::LinkTarget;

/// A link to a video. Without a target it is left out of the public page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Video {
    /// What it is called.
    pub title: String,
    /// Where it plays.
    pub target: Option<LinkTarget>,
    /// How long it is, in seconds.
    pub seconds: Option<u32>,
    /// What is said and shown in it, for people who cannot hear or see it.
    pub markdown: String,
}

impl Video {
    /// The longest video, in seconds: a day.
    pub const LONGEST: u32 = 86_400;

    /// Reads a length such as `2:30` or `1:02:30` in seconds; `None` for any other text.
    pub fn length(text: &str) -> Option<u32> {
        let parts: Vec<&str> = text.trim().split(':').collect();
        let digits =
            |part: &&str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        if !(2..=3).contains(&parts.len()) || !parts.iter().all(digits) {
            return None;
        }
        let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
        let seconds = numbers.iter().fold(0, |sum, number| sum * 60 + number);
        let orderly = numbers[1..].iter().all(|number| *number < 60);
        (orderly && (1..=Self::LONGEST).contains(&seconds)).then_some(seconds)
    }

    /// The length as it is typed: `2:30`.
    pub fn typed(seconds: u32) -> String {
        let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
        if hours == 0 { format!("{minutes}:{seconds:02}") } else { format!("{hours}:{minutes:02}:{seconds:02}") }
    }

    /// The length in words: `2 minutes 30 seconds`.
    pub fn in_words(seconds: u32) -> String {
        let parts = [(seconds / 3_600, "hour"), (seconds / 60 % 60, "minute"), (seconds % 60, "second")];
        let words = parts.iter().filter(|(number, _)| *number > 0);
        let words: Vec<String> =
            words.map(|(number, word)| format!("{number} {word}{}", if *number == 1 { "" } else { "s" })).collect();
        words.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_read_as_it_is_shown_by_players() {
        for (text, seconds) in [("2:30", 150), (" 0:45 ", 45), ("1:02:30", 3_750), ("75:00", 4_500)] {
            assert_eq!(Video::length(text), Some(seconds), "{text}");
            assert_eq!(Video::length(&Video::typed(seconds)), Some(seconds));
        }
        for text in ["", "2", "2:60", "0:00", "two minutes", "1:2:3:4", "9999:59", "2:", "-1:00"] {
            assert_eq!(Video::length(text), None, "{text}");
        }
        assert_eq!(Video::in_words(150), "2 minutes 30 seconds");
        assert_eq!(Video::in_words(3_601), "1 hour 1 second");
    }
}
