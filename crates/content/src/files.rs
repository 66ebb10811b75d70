//! Blocks that show a file of the library or link to one.

use serde::{Deserialize, Serialize};

use crate::FileNumber;

/// A picture of the library. Without a file it is left out of the public page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Which one.
    pub file: Option<FileNumber>,
    /// What the picture says here, for people who cannot see it.
    pub alt: String,
    /// Whether it says nothing that the text does not; then nothing is read out for it.
    pub decorative: bool,
    /// One line below it; may be empty.
    pub caption: String,
    /// Whether it is cut to a wide one around the point that must stay in sight.
    pub wide: bool,
}

impl Image {
    /// Whether it is settled what people get who cannot see it.
    pub fn is_decided(&self) -> bool {
        self.decorative || !self.alt.trim().is_empty()
    }

    /// What people get who cannot see it: its words, or nothing of a decoration.
    pub fn spoken(&self) -> &str {
        if self.decorative { "" } else { self.alt.trim() }
    }
}

/// A link to a document of the library. Without a file it is left out of the public page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentLink {
    /// Which one.
    pub file: Option<FileNumber>,
    /// The link's text; its type and size are added by the site.
    pub label: String,
}
