use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A page of text and blocks.
    Page,
    /// Something that happens at a time and a place.
    Event,
    /// An organisation that offers training.
    Provider,
}

impl Kind {
    /// Every kind, in the order in which menus show them.
    pub const ALL: [Self; 3] = [Self::Page, Self::Event, Self::Provider];

    /// The word stored in the database and used in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Event => "event",
            Self::Provider => "provider",
        }
    }

    /// The word an editor reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::Page => "Page",
            Self::Event => "Event",
            Self::Provider => "Provider",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}
