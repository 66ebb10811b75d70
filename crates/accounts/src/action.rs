//! What a person can ask the site to do.

use std::fmt;

/// One kind of thing to do, as coarse as a decision about trust; the verbs of editorial each ask for one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// Read a draft and its history, in the editor or as a preview.
    ReadDraft,
    /// Create a node under another.
    Create,
    /// Save a draft.
    Save,
    /// Ask that somebody reads a draft before it is published.
    Submit,
    /// Approve a revision or send it back, and say where a second pair of eyes is needed.
    Approve,
    /// Make a revision live, now or at a time.
    Publish,
    /// Take a node off the public site.
    Unpublish,
    /// Change a node's own part of its address.
    Rename,
    /// Move a node to another place in the tree.
    Move,
    /// Put a node and what lies below it in the trash.
    Trash,
    /// Take a node out of the trash.
    Restore,
    /// Put a file into the library, and say what it shows.
    Upload,
    /// Replace, move and delete files of the library.
    ChangeFiles,
    /// Invite people, change their roles, disable their accounts.
    ManageUsers,
    /// Change the site's settings and its redirects.
    ManageSite,
    /// Open the admin at all.
    ViewAdmin,
}

impl Action {
    /// Every action, in the order of the table of permissions.
    pub const ALL: [Self; 16] = [
        Self::ReadDraft,
        Self::Create,
        Self::Save,
        Self::Submit,
        Self::Approve,
        Self::Publish,
        Self::Unpublish,
        Self::Rename,
        Self::Move,
        Self::Trash,
        Self::Restore,
        Self::Upload,
        Self::ChangeFiles,
        Self::ManageUsers,
        Self::ManageSite,
        Self::ViewAdmin,
    ];

    /// The name in logs and tables: `read-draft`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ReadDraft => "read-draft",
            Self::Create => "create",
            Self::Save => "save",
            Self::Submit => "submit",
            Self::Approve => "approve",
            Self::Publish => "publish",
            Self::Unpublish => "unpublish",
            Self::Rename => "rename",
            Self::Move => "move",
            Self::Trash => "trash",
            Self::Restore => "restore",
            Self::Upload => "upload",
            Self::ChangeFiles => "change-files",
            Self::ManageUsers => "manage-users",
            Self::ManageSite => "manage-site",
            Self::ViewAdmin => "view-admin",
        }
    }

    /// A phrase that completes “You may not …”: `publish pages`.
    pub fn label(self) -> &'static str {
        match self {
            Self::ReadDraft => "read drafts",
            Self::Create => "create pages",
            Self::Save => "save drafts",
            Self::Submit => "submit drafts for review",
            Self::Approve => "review pages",
            Self::Publish => "publish pages",
            Self::Unpublish => "unpublish pages",
            Self::Rename => "rename pages",
            Self::Move => "move pages",
            Self::Trash => "move pages to the trash",
            Self::Restore => "restore pages from the trash",
            Self::Upload => "upload files",
            Self::ChangeFiles => "replace, move and delete files",
            Self::ManageUsers => "manage people",
            Self::ManageSite => "manage the site’s settings",
            Self::ViewAdmin => "open the admin",
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
