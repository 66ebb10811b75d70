//! Email addresses, which name people's accounts.

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
};

/// The longest address that mail can be sent to, in characters (RFC 5321, 4.5.3.1.3, less the angle brackets).
const LONGEST: usize = 254;

/// An email address as the person wrote it, without the spaces around it. Two addresses are the same when their [`key`](Self::key)s are.
#[derive(Clone, Debug)]
pub struct EmailAddress {
    written: String,
    key: String,
}

/// Why a text is no email address, as a sentence for the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailProblem {
    /// Nothing was written.
    #[error("Enter an email address.")]
    Missing,
    /// Longer than 254 characters.
    #[error("Enter an email address of at most {LONGEST} characters.")]
    TooLong,
    /// A space or a control character stands inside it.
    #[error("Enter an email address without spaces.")]
    Spaces,
    /// Not two parts around one `@`.
    #[error("Enter an email address in the form name@example.org.")]
    Shape,
}

impl EmailAddress {
    /// Reads an address as typed into a form. Only the shape is checked: whether mail arrives, only mail can tell.
    pub fn parse(typed: &str) -> Result<Self, EmailProblem> {
        let written = typed.trim();
        if written.is_empty() {
            return Err(EmailProblem::Missing);
        }
        if written.chars().count() > LONGEST {
            return Err(EmailProblem::TooLong);
        }
        if written.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(EmailProblem::Spaces);
        }
        match written.split_once('@') {
            Some((local, domain)) if !local.is_empty() && !domain.is_empty() && !domain.contains('@') => {
                Ok(Self { written: written.to_owned(), key: written.to_lowercase() })
            }
            _ => Err(EmailProblem::Shape),
        }
    }

    /// The address as the person wrote it.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// The address in lower case: what is unique among accounts and what a sign-in looks for.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The part before the `@`; a password must not be built on it.
    pub fn local_part(&self) -> &str {
        self.written.split_once('@').map_or(&self.written, |(local, _)| local)
    }
}

impl FromStr for EmailAddress {
    type Err = EmailProblem;

    fn from_str(typed: &str) -> Result<Self, EmailProblem> {
        Self::parse(typed)
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.written)
    }
}

impl PartialEq for EmailAddress {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for EmailAddress {}

impl Hash for EmailAddress {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl PartialOrd for EmailAddress {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for EmailAddress {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.cmp(&other.key)
    }
}

#[cfg(test)]
mod tests {
    use super::{EmailAddress, EmailProblem};

    #[test]
    fn asha_is_one_person_however_she_writes_her_address() {
        let careful = EmailAddress::parse("asha.patel@example.org").unwrap();
        let hasty = EmailAddress::parse("  Asha.Patel@Example.org\n").unwrap();
        assert_eq!(careful, hasty);
        assert_eq!(hasty.as_str(), "Asha.Patel@Example.org");
        assert_eq!(hasty.key(), "asha.patel@example.org");
        assert_eq!(hasty.local_part(), "Asha.Patel");
    }

    #[test]
    fn what_is_no_address_is_refused_with_the_reason() {
        let longest = format!("{}@example.org", "a".repeat(242));
        assert!(EmailAddress::parse(&longest).is_ok(), "254 characters are allowed");
        for (typed, problem) in [
            ("", EmailProblem::Missing),
            ("   ", EmailProblem::Missing),
            (format!("a{longest}").as_str(), EmailProblem::TooLong),
            ("asha patel@example.org", EmailProblem::Spaces),
            ("asha@example.org\r\nBcc: all@example.org", EmailProblem::Spaces),
            ("asha\0@example.org", EmailProblem::Spaces),
            ("asha", EmailProblem::Shape),
            ("@example.org", EmailProblem::Shape),
            ("asha@", EmailProblem::Shape),
            ("asha@patel@example.org", EmailProblem::Shape),
        ] {
            assert_eq!(EmailAddress::parse(typed), Err(problem), "{typed:?}");
        }
    }
}
