/// Where a node stands in its life, as its revisions and rows say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Never published.
    Draft,
    /// The public reads what the draft says.
    Published,
    /// The public reads one text, and the draft says another.
    PublishedWithChanges,
    /// Was published once and is not now.
    Unpublished,
    /// Lies in the trash.
    Trashed,
}

impl State {
    /// The words an editor reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Published => "Published",
            Self::PublishedWithChanges => "Published, draft has changes",
            Self::Unpublished => "Unpublished",
            Self::Trashed => "In the trash",
        }
    }

    /// Whether the public can read the node.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Published | Self::PublishedWithChanges)
    }
}
