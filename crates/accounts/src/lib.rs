//! Who a person is and what each role may do.
//!
//! This crate is a leaf: it knows no database and no HTTP. It holds the roles and the one table that says what each may do ([`allows`]), the
//! [`Actor`] behind every change, passwords ([`password`]), secrets for addresses and sessions ([`token`]) and the brake on guessing
//! ([`throttle`]). It is also the one home of randomness: whatever must not be guessed is generated here.
//!
//! To add an action, add its variant to [`Action`], give it a name and a label there, and say in [`allows`] who may do it; the test beside the
//! table prints the whole of it, so that the change reads as one line of a diff. A new role is added in the same way in [`Role`].

mod action;
mod actor;
mod display;
mod email;
mod notice;
pub mod password;
mod permissions;
mod random;
mod role;
pub mod throttle;
pub mod token;
mod user;

pub use action::Action;
pub use actor::Actor;
pub use display::{Display, TextSize, Theme};
pub use email::{EmailAddress, EmailProblem};
pub use notice::{Delivery, NoticeKind};
pub use permissions::{Own, allows};
pub use role::{Role, UnknownRole};
pub use user::UserId;
