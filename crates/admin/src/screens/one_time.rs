//! What the forms have in common in which somebody chooses a password.

use accounts::password::{self, Busy, NewPassword};
use content::{Problem, Problems};

use crate::Admin;
use crate::fields::Field;

/// The field for a new password, with the rules.
pub(super) fn new_password(label: &str) -> Field {
    let hint = format!(
        "At least {} characters. Three or four words that do not belong together are easy to remember; leave out names, dates and the site’s name.",
        password::SHORTEST
    );
    Field::password("password", label, "new-password").with_hint(hint)
}

/// The password if this person may choose it; else the problem at its field.
pub(super) fn chosen(admin: &Admin, typed: &str, name: &str, email: &str) -> Result<NewPassword, Problems> {
    let local_part = email.split('@').next().unwrap_or_default();
    NewPassword::check(typed, &[local_part, name, &admin.settings.site_name])
        .map_err(|problem| vec![Problem::new("password", problem.to_string())])
}

/// The page for a server that has no turn left for another hash.
pub(super) fn busy(_: Busy) -> web::Error {
    web::Refusal::Busy.into()
}
