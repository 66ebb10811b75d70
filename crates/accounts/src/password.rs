//! Passwords: which are good enough to choose, how they are hashed and compared, and how one is generated.
//!
//! A person chooses one in a form: [`NewPassword::check`] refuses what can be guessed. [`Hasher::hash`] makes of it what the database keeps,
//! and [`Hasher::verify`] compares what is typed at a sign-in. Nothing here trims, cuts or changes the case of a password; both roads bring it
//! into one Unicode form (NFKC), so that the same letters typed on another keyboard open the same account.

mod generated;
mod hasher;
mod new_password;

pub use generated::generate;
pub use hasher::{Busy, Hasher, PasswordHash, Verdict};
pub use new_password::{NewPassword, PasswordProblem};

use unicode_normalization::UnicodeNormalization as _;

/// The fewest characters of a password (NIST SP 800-63B-4 for a password that is the only proof).
pub const SHORTEST: usize = 15;

/// The most bytes of a password that are ever hashed: room for the longest sentence, and no more work than that for whoever sends a book.
pub const LONGEST_BYTES: usize = 1_024;

/// The one Unicode form in which passwords are judged, hashed and compared.
fn normal_form(password: &str) -> String {
    password.nfkc().collect()
}
