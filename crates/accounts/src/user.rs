//! The number of a person's account.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The number of a person's account, as the database gave it; it never changes and is never given to another person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UserId(pub i64);

impl fmt::Display for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::UserId;

    #[test]
    fn an_id_reads_and_writes_as_its_bare_number() {
        assert_eq!(UserId(463).to_string(), "463");
        assert_eq!(serde_json::to_string(&UserId(463)).unwrap(), "463");
        assert_eq!(serde_json::from_str::<UserId>("463").unwrap(), UserId(463));
    }
}
