//! Who stands behind a change.

use crate::UserId;

/// Who stands behind a change: a person, or a part of Waymark that acts without one. Each is named, so that no rule is ever skipped for
/// “nobody” and every line of the audit says who it was.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Actor {
    /// A person who signed in.
    Person {
        /// The number of their account.
        id: UserId,
        /// Their name as it stood when they acted.
        name: String,
    },
    /// The timer that publishes and withdraws what is due.
    Scheduler,
    /// An import of another site's content.
    Importer,
    /// Someone with a shell on the server.
    CommandLine,
    /// The first start: the sample site and the first administrator.
    SetUp,
}

impl Actor {
    /// The person's account; `None` for the parts of Waymark.
    pub fn user(&self) -> Option<UserId> {
        match self {
            Self::Person { id, .. } => Some(*id),
            Self::Scheduler | Self::Importer | Self::CommandLine | Self::SetUp => None,
        }
    }

    /// The name shown in histories and in the audit.
    pub fn label(&self) -> &str {
        match self {
            Self::Person { name, .. } => name,
            Self::Scheduler => "Scheduler",
            Self::Importer => "Importer",
            Self::CommandLine => "Command line",
            Self::SetUp => "Set-up",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Actor;
    use crate::UserId;

    #[test]
    fn a_person_is_known_by_account_and_name_and_the_scheduler_by_its_own() {
        let asha = Actor::Person { id: UserId(7), name: "Asha Patel".to_owned() };
        assert_eq!((asha.user(), asha.label()), (Some(UserId(7)), "Asha Patel"));
        assert_eq!((Actor::Scheduler.user(), Actor::Scheduler.label()), (None, "Scheduler"));
    }
}
