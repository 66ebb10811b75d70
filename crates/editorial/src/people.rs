//! People: the first administrator, adding, roles, passwords, closing accounts.

use accounts::{Action, Actor, Display, EmailAddress, Role, UserId, password::PasswordHash, token::Secret};
use chrono::TimeDelta;
use store::{
    AuditLine, NewUserRow, Store, Tx,
    people::{Person, Purpose},
    rights::Permit,
};

use crate::{
    Refusal,
    verb::{expecting, holder},
};

/// How long a link to choose a password can be used: long enough for a mail over a weekend.
const LINK_LIFETIME: TimeDelta = TimeDelta::days(3);

/// Characters of a name.
const LONGEST_NAME: usize = 100;

const LAST_ADMINISTRATOR: &str = "There must be at least one administrator. Make somebody else an administrator first";

/// A person to be added.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// The name that the admin shows.
    pub name: String,
    /// The e-mail address to sign in with.
    pub email: String,
    /// What the person may do.
    pub role: Role,
}

/// Makes the one-time link of the first set-up; earlier ones end. `None` when somebody has an account already.
pub async fn set_up_link(store: &Store) -> Result<Option<Secret>, Refusal> {
    let secret = Secret::generate();
    let fingerprint = secret.fingerprint();
    let made = store
        .write(move |tx| {
            Box::pin(async move {
                if tx.anybody().await? {
                    return Ok::<_, Refusal>(false);
                }
                let expires = tx.now() + LINK_LIFETIME;
                tx.put_one_time_link(&fingerprint, Purpose::SetUp, None, expires).await?;
                Ok(true)
            })
        })
        .await?;
    Ok(made.then_some(secret))
}

/// Makes the first administrator, with the one-time link of the first set-up.
pub async fn set_up(
    store: &Store,
    secret: &str,
    name: &str,
    email: &str,
    password: PasswordHash,
) -> Result<UserId, Refusal> {
    let fingerprint = accounts::token::fingerprint(secret);
    let (name, email) = valid_person(name, email)?;
    store
        .write(move |tx| {
            Box::pin(async move {
                if tx.anybody().await? || tx.use_one_time_link(&fingerprint, Purpose::SetUp).await?.is_none() {
                    return Err(Refusal::Missing);
                }
                insert(tx, &Actor::SetUp, &name, &email, Role::Administrator, Some(&password)).await
            })
        })
        .await
}

/// Adds a person with a password, from the command line or for a demonstration.
pub async fn add_with_password(
    store: &Store,
    actor: Actor,
    new: NewPerson,
    password: PasswordHash,
) -> Result<UserId, Refusal> {
    let (name, email) = valid_person(&new.name, &new.email)?;
    store
        .write(move |tx| Box::pin(async move { insert(tx, &actor, &name, &email, new.role, Some(&password)).await }))
        .await
}

/// Adds a person, who chooses a password through the one-time link returned. The permit is for
/// [`Action::ManageUsers`].
pub async fn add(store: &Store, permit: &Permit, new: NewPerson) -> Result<(UserId, Secret), Refusal> {
    let (name, email) = valid_person(&new.name, &new.email)?;
    let secret = Secret::generate();
    let (permit, fingerprint) = (permit.clone(), secret.fingerprint());
    let user = store
        .write(move |tx| {
            Box::pin(async move {
                managing(tx, &permit).await?;
                let user = insert(tx, permit.actor(), &name, &email, new.role, None).await?;
                let expires = tx.now() + LINK_LIFETIME;
                tx.put_one_time_link(&fingerprint, Purpose::Password, Some(user), expires).await?;
                Ok::<_, Refusal>(user)
            })
        })
        .await?;
    Ok((user, secret))
}

/// Changes how the admin looks to the person themselves. It is theirs alone, so that the audit says nothing of it. The permit is for
/// [`Action::ViewAdmin`].
pub async fn choose_display(store: &Store, permit: &Permit, display: Display) -> Result<(), Refusal> {
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let user = holder(tx, &permit).await?;
                Ok(tx.set_display(user, display).await?)
            })
        })
        .await
}

/// Changes what a person may do, from the person's next request on. The permit is for [`Action::ManageUsers`].
pub async fn set_role(store: &Store, permit: &Permit, user: UserId, role: Role) -> Result<(), Refusal> {
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                managing(tx, &permit).await?;
                let person = existing(tx, user).await?;
                if role != Role::Administrator {
                    keep_an_administrator(tx, user).await?;
                }
                tx.set_site_role(user, role, permit.actor()).await?;
                let detail = format!("from {} to {}", person.role.label(), role.label());
                note(tx, permit.actor(), "changed the role of", &person.name, &detail).await
            })
        })
        .await
}

/// Closes an account, ends its sessions and forgets its browsers. The permit is for [`Action::ManageUsers`].
pub async fn disable(store: &Store, permit: &Permit, user: UserId) -> Result<(), Refusal> {
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                managing(tx, &permit).await?;
                let person = existing(tx, user).await?;
                keep_an_administrator(tx, user).await?;
                tx.set_disabled(user, true).await?;
                tx.end_sessions(user).await?;
                tx.forget_devices(user).await?;
                note(tx, permit.actor(), "disabled", &person.name, "").await
            })
        })
        .await
}

/// Opens a closed account again. The permit is for [`Action::ManageUsers`].
pub async fn enable(store: &Store, permit: &Permit, user: UserId) -> Result<(), Refusal> {
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                managing(tx, &permit).await?;
                let person = existing(tx, user).await?;
                tx.set_disabled(user, false).await?;
                note(tx, permit.actor(), "enabled", &person.name, "").await
            })
        })
        .await
}

/// Makes a one-time link with which a person chooses a new password. The permit is for [`Action::ManageUsers`].
pub async fn reset_link(store: &Store, permit: &Permit, user: UserId) -> Result<Secret, Refusal> {
    let secret = Secret::generate();
    let (permit, fingerprint) = (permit.clone(), secret.fingerprint());
    store
        .write(move |tx| {
            Box::pin(async move {
                managing(tx, &permit).await?;
                let person = existing(tx, user).await?;
                let expires = tx.now() + LINK_LIFETIME;
                tx.put_one_time_link(&fingerprint, Purpose::Password, Some(user), expires).await?;
                note(tx, permit.actor(), "made a password link for", &person.name, "").await
            })
        })
        .await?;
    Ok(secret)
}

/// Stores the password that a person chose through a one-time link, ends all sessions of that person and forgets all browsers.
pub async fn choose_password(store: &Store, secret: &str, password: PasswordHash) -> Result<Person, Refusal> {
    let fingerprint = accounts::token::fingerprint(secret);
    store
        .write(move |tx| {
            Box::pin(async move {
                let spent = tx.use_one_time_link(&fingerprint, Purpose::Password).await?;
                let user = spent.flatten().ok_or(Refusal::Missing)?;
                let person = existing(tx, user).await?;
                tx.set_password(user, &password).await?;
                tx.end_sessions(user).await?;
                tx.forget_devices(user).await?;
                let actor = Actor::Person { id: user, name: person.name.clone() };
                note(tx, &actor, "chose a new password for", &person.name, "").await?;
                Ok(person)
            })
        })
        .await
}

/// Stores a person's own new password and forgets all browsers. The caller has checked the old one, and ends the other sessions.
pub async fn change_password(store: &Store, user: UserId, password: PasswordHash) -> Result<(), Refusal> {
    store
        .write(move |tx| {
            Box::pin(async move {
                let person = existing(tx, user).await?;
                tx.set_password(user, &password).await?;
                tx.forget_devices(user).await?;
                let actor = Actor::Person { id: user, name: person.name.clone() };
                note(tx, &actor, "changed the password of", &person.name, "").await
            })
        })
        .await
}

/// Notes that a person signed in; `rehashed` replaces a password that was hashed with older settings.
pub async fn signed_in(store: &Store, user: UserId, rehashed: Option<PasswordHash>) -> Result<(), Refusal> {
    store
        .write(move |tx| {
            Box::pin(async move {
                let person = existing(tx, user).await?;
                tx.set_signed_in(user).await?;
                if let Some(password) = &rehashed {
                    tx.set_password(user, password).await?;
                }
                let actor = Actor::Person { id: user, name: person.name.clone() };
                note(tx, &actor, "signed in", &person.name, "").await
            })
        })
        .await
}

/// Remembers the browser in which a person gave the right password; answers the secret that it is known by from now on. `earlier` is the one
/// that it came with, if any, which ends.
pub async fn remember_browser(store: &Store, user: UserId, earlier: Option<&str>) -> Result<Secret, Refusal> {
    let secret = Secret::generate();
    let (fingerprint, earlier) = (secret.fingerprint(), earlier.map(accounts::token::fingerprint));
    store
        .write(move |tx| {
            Box::pin(async move {
                let person = existing(tx, user).await?;
                Ok::<_, Refusal>(tx.remember_device(person.id, &fingerprint, earlier.as_deref()).await?)
            })
        })
        .await?;
    Ok(secret)
}

async fn insert(
    tx: &Tx,
    actor: &Actor,
    name: &str,
    email: &EmailAddress,
    role: Role,
    password: Option<&PasswordHash>,
) -> Result<UserId, Refusal> {
    let key = email.key();
    if tx.email_taken(key).await? {
        return Err(Refusal::field("email", "Somebody with this e-mail address has an account already"));
    }
    let user = tx.insert_user(NewUserRow { name, email: email.as_str(), email_key: key, password }).await?;
    tx.set_site_role(user, role, actor).await?;
    note(tx, actor, "added", name, &format!("as {}", role.label())).await?;
    Ok(user)
}

async fn managing(tx: &Tx, permit: &Permit) -> Result<(), Refusal> {
    expecting(permit, &[Action::ManageUsers])?;
    Ok(tx.still(permit).await?)
}

async fn existing(tx: &Tx, user: UserId) -> Result<Person, Refusal> {
    tx.person(user).await?.ok_or(Refusal::Missing)
}

/// The site must never be without somebody who may manage it.
async fn keep_an_administrator(tx: &Tx, leaving: UserId) -> Result<(), Refusal> {
    let able = tx.administrators().await?;
    if able == [leaving] { Err(Refusal::because(LAST_ADMINISTRATOR)) } else { Ok(()) }
}

async fn note(tx: &Tx, actor: &Actor, action: &str, name: &str, detail: &str) -> Result<(), Refusal> {
    tx.audit(AuditLine { actor, action, node: None, title: name, detail }).await?;
    Ok(())
}

fn valid_person(name: &str, email: &str) -> Result<(String, EmailAddress), Refusal> {
    let mut problems = Vec::new();
    let name = name.trim().to_owned();
    if name.is_empty() {
        problems.push(content::Problem::new("name", "Enter a name"));
    } else if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        problems.push(content::Problem::new("name", format!("Enter a name of {LONGEST_NAME} characters or fewer")));
    }
    match EmailAddress::parse(email) {
        Ok(email) if problems.is_empty() => Ok((name, email)),
        Ok(_) => Err(Refusal::Invalid(problems)),
        Err(problem) => {
            problems.push(content::Problem::new("email", problem.to_string()));
            Err(Refusal::Invalid(problems))
        }
    }
}
