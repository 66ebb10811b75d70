use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::Draft;

/// How a revision came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A person typed it.
    Typed,
    /// Two people's changes were put together.
    Merged,
    /// It came with an import or the sample site.
    Imported,
    /// An earlier revision was brought back.
    Reverted,
}

impl Origin {
    const ALL: [Self; 4] = [Self::Typed, Self::Merged, Self::Imported, Self::Reverted];

    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Typed => "typed",
            Self::Merged => "merged",
            Self::Imported => "imported",
            Self::Reverted => "reverted",
        }
    }
}

impl FromStr for Origin {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|origin| origin.as_str() == text).ok_or(())
    }
}

/// A draft as a revision stores it: JSON with the number of its shape, so that old revisions stay readable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The shape's number.
    schema: u32,
    /// The draft.
    draft: Draft,
}

/// Why stored text is no draft.
#[derive(Debug, Error)]
pub enum DocumentError {
    /// Written by a newer Waymark.
    #[error("the draft has shape {0}, newer than this Waymark knows")]
    Newer(u64),
    /// Not the JSON of a draft.
    #[error("the draft is not readable: {0}")]
    Json(#[from] serde_json::Error),
}

impl Document {
    /// The shape that this version writes.
    pub const SCHEMA: u32 = 1;

    /// The JSON of a draft.
    pub fn write(draft: &Draft) -> String {
        let document = Self { schema: Self::SCHEMA, draft: draft.clone() };
        serde_json::to_string(&document).expect("a draft has only text keys")
    }

    /// Reads the JSON of a draft.
    pub fn read(text: &str) -> Result<Draft, DocumentError> {
        #[derive(Deserialize)]
        struct Shape {
            schema: u64,
        }
        let shape: Shape = serde_json::from_str(text)?;
        if shape.schema > u64::from(Self::SCHEMA) {
            return Err(DocumentError::Newer(shape.schema));
        }
        Ok(serde_json::from_str::<Self>(text)?.draft)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Block, BlockId, Kind};

    #[test]
    fn a_revision_keeps_every_byte_of_a_draft() {
        let mut draft = Draft::empty(Kind::Event);
        draft.title = "Train to Teach York – virtual event".into();
        let id = BlockId::parse("intro").expect("plain letters");
        draft.body.push(Block::prose(id, "If you’re here  \nread on £9,000 \\\n"));
        assert_eq!(Document::read(&Document::write(&draft)).expect("just written"), draft);
    }

    #[test]
    fn a_draft_of_a_newer_waymark_is_refused_by_name() {
        let error = Document::read(r#"{"schema": 99, "draft": {}}"#).expect_err("newer");
        assert_eq!(error.to_string(), "the draft has shape 99, newer than this Waymark knows");
    }
}
