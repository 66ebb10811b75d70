//! The roles that an administrator can give to a person.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// What a person is trusted with; each role may do all that the one before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Writes drafts of their own.
    Author,
    /// Works on every draft and on the shape of the tree.
    Editor,
    /// Decides what the public sees.
    Publisher,
    /// Looks after people and settings.
    Administrator,
}

impl Role {
    /// Every role, from the least trusted to the most.
    pub const ALL: [Self; 4] = [Self::Author, Self::Editor, Self::Publisher, Self::Administrator];

    /// The name in forms, on the command line and in the database: `author`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Author => "author",
            Self::Editor => "editor",
            Self::Publisher => "publisher",
            Self::Administrator => "administrator",
        }
    }

    /// The name on screen: `Author`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Author => "Author",
            Self::Editor => "Editor",
            Self::Publisher => "Publisher",
            Self::Administrator => "Administrator",
        }
    }

    /// A sentence saying what the role may do, for the person who chooses one.
    pub fn description(self) -> &'static str {
        match self {
            Self::Author => "Creates drafts and edits their own until they are published.",
            Self::Editor => "Edits every draft, and renames, moves, trashes and restores pages.",
            Self::Publisher => "Does what an editor does, and publishes and unpublishes pages.",
            Self::Administrator => "Does what a publisher does, and manages people and the site’s settings.",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A role's name that none of ours bears.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("There is no role “{0}”. Choose author, editor, publisher or administrator.")]
pub struct UnknownRole(String);

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(name: &str) -> Result<Self, UnknownRole> {
        Self::ALL.into_iter().find(|role| role.as_str() == name).ok_or_else(|| UnknownRole(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::Role;

    #[test]
    fn every_role_is_found_again_by_its_name_in_forms_and_in_json() {
        for role in Role::ALL {
            assert_eq!(role.as_str().parse(), Ok(role));
            assert_eq!(serde_json::to_string(&role).unwrap(), format!("\"{role}\""));
            assert!(role.description().ends_with('.'), "{role} is described in a sentence");
        }
    }

    #[test]
    fn an_unknown_role_is_refused_with_the_choices() {
        let refusal = "owner".parse::<Role>().unwrap_err();
        assert_eq!(refusal.to_string(), "There is no role “owner”. Choose author, editor, publisher or administrator.");
    }
}
