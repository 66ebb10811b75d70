use content::{Problem, Problems};
use store::{StoreError, drafts::OpenDraft, rights::Refused};
use thiserror::Error;

use crate::drafts::Clash;

/// Why a verb did nothing.
#[derive(Debug, Error)]
pub enum Refusal {
    /// What was sent is not valid; each problem names its field.
    #[error("some fields need attention")]
    Invalid(Problems),
    /// Somebody saved in between: this is what stands there now.
    #[error("somebody else saved a newer version")]
    Stale(Box<OpenDraft>),
    /// Others changed the same things meanwhile, and differently: a person decides.
    #[error("others changed the same things")]
    Clash(Box<Clash>),
    /// The person may not do this.
    #[error("you may not do this")]
    Denied,
    /// There is no such thing, or the person may not know of it.
    #[error("there is no such page")]
    Missing,
    /// It cannot be done as things stand; the sentence says why and what to do.
    #[error("{0}")]
    Because(String),
    /// The site changed since the plan was shown: this is what the action would do now.
    #[error("the site changed since the plan was made")]
    Replanned(Box<crate::plan::Plan>),
    /// A surprise.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Refusal {
    /// A refusal for one field.
    pub(crate) fn field(field: &str, sentence: impl Into<String>) -> Self {
        Self::Invalid(vec![Problem::new(field, sentence)])
    }

    pub(crate) fn because(sentence: impl Into<String>) -> Self {
        Self::Because(sentence.into())
    }
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Denied => Self::Denied,
            Refused::Missing => Self::Missing,
            Refused::Store(error) => Self::Store(error),
        }
    }
}
