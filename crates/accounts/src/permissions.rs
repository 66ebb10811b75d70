//! The one table that says what each role may do.

use crate::{Action, Role};

/// Whose draft an action touches. Actions that touch no draft, such as [`Action::ManageSite`], are decided alike for both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Own {
    /// A node that the person created and that is not live: what is public belongs to the whole team.
    Mine,
    /// Any other node.
    Others,
}

/// Whether a role may do an action. This is the whole table; where in the tree a person holds the role is for the store to say.
pub fn allows(role: Role, action: Action, own: Own) -> bool {
    match action {
        Action::ViewAdmin | Action::Create | Action::Upload => role >= Role::Author,
        Action::ReadDraft | Action::Save | Action::Submit => role >= Role::Editor || own == Own::Mine,
        Action::Rename | Action::Move | Action::Trash | Action::Restore | Action::ChangeFiles => role >= Role::Editor,
        Action::Approve | Action::Publish | Action::Unpublish => role >= Role::Publisher,
        Action::ManageUsers | Action::ManageSite => role >= Role::Administrator,
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::{Own, allows};
    use crate::{Action, Role};

    /// The table as a reader would draw it: a row for each action, a column for each role.
    fn table() -> String {
        let mut text = format!("{:<12}", "");
        for role in Role::ALL {
            write!(text, "  {role:<13}").unwrap();
        }
        for action in Action::ALL {
            write!(text, "\n{action:<12}").unwrap();
            for role in Role::ALL {
                let answer = match (allows(role, action, Own::Mine), allows(role, action, Own::Others)) {
                    (true, true) => "yes",
                    (true, false) => "own draft",
                    (false, true) => "others only",
                    (false, false) => "-",
                };
                write!(text, "  {answer:<13}").unwrap();
            }
        }
        text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_whole_table() {
        let expected = "
              author         editor         publisher      administrator
read-draft    own draft      yes            yes            yes
create        yes            yes            yes            yes
save          own draft      yes            yes            yes
submit        own draft      yes            yes            yes
approve       -              -              yes            yes
publish       -              -              yes            yes
unpublish     -              -              yes            yes
rename        -              yes            yes            yes
move          -              yes            yes            yes
trash         -              yes            yes            yes
restore       -              yes            yes            yes
upload        yes            yes            yes            yes
change-files  -              yes            yes            yes
manage-users  -              -              -              yes
manage-site   -              -              -              yes
view-admin    yes            yes            yes            yes";
        assert_eq!(table(), expected.trim_start_matches('\n'));
    }
}
