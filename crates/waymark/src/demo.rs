//! The demonstration: the sample site and an account whose password is new in each run.

use accounts::{
    Actor, Role,
    password::{self, Hasher, NewPassword},
};
use editorial::people::{self, NewPerson};
use store::Store;

/// The account of the demonstration. The domain is reserved for examples (RFC 2606).
pub(crate) const EMAIL: &str = "editor@example.org";

/// Makes the database a demonstration, or takes up one made before. Returns the password of this run.
pub(crate) async fn prepare(store: &Store, hasher: &Hasher) -> Result<String, String> {
    let was_made_here = store.is_demonstration().await.map_err(|error| error.to_string())?;
    if !was_made_here {
        if crate::first_start::holds_site(store).await? || store::people::any(store).await.map_err(words)? {
            return Err("this data folder holds a site that no demonstration made. Choose another with --data".into());
        }
        editorial::sample::load(store).await.map_err(words)?;
    }
    let password = password::generate();
    let new = NewPassword::check(&password, &[]).map_err(words)?;
    let hash = hasher.hash(new).await.map_err(words)?;
    if let Some((person, _)) = store::people::signing_in(store, EMAIL).await.map_err(words)? {
        people::change_password(store, person.id, hash).await.map_err(words)?;
    } else {
        let person = NewPerson { name: "Asha Patel".into(), email: EMAIL.into(), role: Role::Administrator };
        people::add_with_password(store, Actor::SetUp, person, hash).await.map_err(words)?;
    }
    Ok(password)
}

fn words(error: impl std::fmt::Display) -> String {
    error.to_string()
}
