use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The last part of a node's address: 1 to 100 of `a` to `z`, `0` to `9` and `-`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

/// Why a text cannot be the last part of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SlugError {
    /// Nothing was typed.
    #[error("Enter the last part of the address")]
    Empty,
    /// More than 100 characters.
    #[error("The last part of the address must be 100 characters or fewer")]
    TooLong,
    /// A character outside the allowed ones.
    #[error("Use only lower-case letters a to z, numbers and hyphens in the address")]
    Characters,
    /// A first part that the site needs for itself.
    #[error("The site uses this address itself. Choose another")]
    Reserved,
}

/// First segments which the site serves itself (the addresses of the design), without those that hold a dot or begin
/// with one: no slug can be equal to them. Two-letter segments are kept for languages.
const RESERVED: [&str; 14] = [
    "-",
    "admin",
    "api",
    "assets",
    "events-feed",
    "feed",
    "feeds",
    "healthz",
    "media",
    "metrics",
    "node",
    "readyz",
    "search",
    "static",
];

impl Slug {
    /// The longest slug, in characters.
    pub const MAX: usize = 100;

    /// Reads a slug as typed; white space around it is dropped.
    pub fn parse(text: &str) -> Result<Self, SlugError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(SlugError::Empty);
        }
        if text.chars().count() > Self::MAX {
            return Err(SlugError::TooLong);
        }
        if !text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') {
            return Err(SlugError::Characters);
        }
        Ok(Self(text.to_owned()))
    }

    /// Reads a slug for a node directly below the home page, where some words are the site's own.
    pub fn parse_first(text: &str) -> Result<Self, SlugError> {
        let slug = Self::parse(text)?;
        if slug.is_reserved_first() { Err(SlugError::Reserved) } else { Ok(slug) }
    }

    /// Whether this slug cannot stand directly below the home page.
    pub fn is_reserved_first(&self) -> bool {
        self.0.len() == 2 || is_reserved_word(&self.0)
    }

    /// A slug made from a title: "What it’s like to teach" becomes `what-its-like-to-teach`.
    /// `None` when the title holds no letter or number that an address can show.
    pub fn from_title(title: &str) -> Option<Self> {
        let mut slug = String::new();
        for character in title.chars() {
            match character {
                '\'' | '’' | '‘' => {}
                _ => match plain_letters(character) {
                    Some(letters) => slug.push_str(&letters),
                    None if slug.ends_with('-') || slug.is_empty() => {}
                    None => slug.push('-'),
                },
            }
            if slug.len() >= Self::MAX {
                break;
            }
        }
        slug.truncate(Self::MAX);
        let slug = slug.trim_matches('-');
        (!slug.is_empty()).then(|| Self(slug.to_owned()))
    }

    /// The same slug with `-2`, `-3`, … behind it, for when it is taken.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Self {
        let ending = format!("-{number}");
        let mut stem = self.0.clone();
        stem.truncate(Self::MAX - ending.len());
        Self(stem + &ending)
    }

    /// The text of the slug.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether the site serves addresses that begin with this word itself, or keeps them for itself.
pub(crate) fn is_reserved_word(word: &str) -> bool {
    RESERVED.contains(&word)
}

/// Latin letters without their accents, in lower case; `None` for what an address does not show.
fn plain_letters(character: char) -> Option<String> {
    let plain = match character {
        'a'..='z' | '0'..='9' => character,
        'A'..='Z' => character.to_ascii_lowercase(),
        'à'..='å' | 'À'..='Å' => 'a',
        'ç' | 'Ç' => 'c',
        'è'..='ë' | 'È'..='Ë' => 'e',
        'ì'..='ï' | 'Ì'..='Ï' => 'i',
        'ñ' | 'Ñ' => 'n',
        'ò'..='ö' | 'Ò'..='Ö' | 'ø' | 'Ø' => 'o',
        'ù'..='ü' | 'Ù'..='Ü' | 'ŵ' | 'Ŵ' => 'u',
        'ý' | 'ÿ' | 'Ý' | 'ŷ' | 'Ŷ' => 'y',
        'æ' | 'Æ' => return Some("ae".into()),
        'œ' | 'Œ' => return Some("oe".into()),
        'ß' => return Some("ss".into()),
        '&' => return Some("and".into()),
        _ => return None,
    };
    Some(plain.to_string())
}

impl fmt::Display for Slug {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl TryFrom<String> for Slug {
    type Error = SlugError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_with_curly_quotes_becomes_an_address() {
        assert_eq!(Slug::from_title("What it’s like to teach").expect("letters").as_str(), "what-its-like-to-teach");
        assert_eq!(Slug::from_title("Café & crèche – a guide").expect("letters").as_str(), "cafe-and-creche-a-guide");
        assert_eq!(Slug::from_title("“…”"), None);
        assert_eq!(Slug::from_title(&"long ".repeat(60)).expect("letters").as_str().len(), 99);
    }

    #[test]
    fn the_sites_own_addresses_cannot_be_taken() {
        assert_eq!(Slug::parse_first("admin"), Err(SlugError::Reserved));
        assert_eq!(Slug::parse_first("fr"), Err(SlugError::Reserved));
        assert!(Slug::parse_first("explore-my-options").is_ok());
        assert_eq!(Slug::parse("Page.html"), Err(SlugError::Characters));
    }

    #[test]
    fn a_number_behind_a_full_slug_keeps_it_in_bounds() {
        let full = Slug::parse(&"a".repeat(100)).expect("in bounds");
        assert_eq!(full.numbered(12).as_str().len(), 100);
        assert!(full.numbered(12).as_str().ends_with("a-12"));
    }
}
