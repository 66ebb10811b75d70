//! The one-shot commands, which may run beside a running server.

use std::{io::Read, path::Path, time::Instant};

use accounts::{
    Action, Actor, EmailAddress,
    password::{self, Hasher, NewPassword, PasswordHash},
};
use content::{Clock, synthetic::Size};
use editorial::people::{self, NewPerson};
use store::{
    Opening, Store,
    people::Person,
    rights::{self, Subject},
};

use crate::cli::UserCommand;

pub(crate) async fn migrate(folder: &Path) -> Result<(), String> {
    let store = open(folder, Opening::Server).await?;
    println!("The database in {} is up to date.", folder.display());
    store.close().await.map_err(words)
}

/// Fills an empty site with invented content and says how fast.
pub(crate) async fn generate(folder: &Path, size: Size) -> Result<(), String> {
    let store = open(folder, Opening::Server).await?;
    editorial::site::begin(&store).await.map_err(words)?;
    let begun = Instant::now();
    let made = editorial::generate::site(&store, size, |made| eprintln!("{made} nodes")).await.map_err(words)?;
    let seconds = begun.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a rate for people to read")]
    let rate = made as f64 / seconds.max(0.001);
    println!("Made {made} pages, events and providers in {seconds:.1} s: {rate:.0} a second.");
    store.close().await.map_err(words)
}

pub(crate) async fn doctor(folder: &Path) -> Result<(), String> {
    let store = open(folder, Opening::Command).await?;
    let findings = store.integrity().await.map_err(words)?;
    if findings.is_empty() {
        println!("No problems found.");
        return Ok(());
    }
    for finding in &findings {
        println!("{finding}");
    }
    Err("the database is damaged. Restore the last backup".into())
}

pub(crate) async fn backup(folder: &Path, file: &Path) -> Result<(), String> {
    if file.exists() {
        return Err(format!("{} exists already. Choose another name", file.display()));
    }
    if !Store::file(folder).exists() {
        return Err(format!("there is no database in {}. Name its folder with --data", folder.display()));
    }
    let store = open(folder, Opening::Command).await?;
    store.backup(file).await.map_err(words)?;
    let findings = Store::check_file(file).await.map_err(words)?;
    match findings.first() {
        None => {
            println!("Wrote {} and checked it.", file.display());
            Ok(())
        }
        Some(finding) => Err(format!("the copy is damaged: {finding}. Run `waymark doctor`")),
    }
}

pub(crate) async fn user(command: UserCommand) -> Result<(), String> {
    match command {
        UserCommand::Add { data, email, role, name, password_stdin } => {
            let store = open(&data.data, Opening::Command).await?;
            let email = EmailAddress::parse(&email).map_err(words)?;
            let name = name.unwrap_or_else(|| email.local_part().to_owned());
            let (hash, generated) = choose_password(password_stdin, &[&name, email.local_part()]).await?;
            let new = NewPerson { name: name.clone(), email: email.to_string(), role };
            people::add_with_password(&store, Actor::CommandLine, new, hash).await.map_err(refused)?;
            println!("Added {name} as {}.", role.label().to_lowercase());
            print_once(generated.as_deref());
        }
        UserCommand::List(data) => {
            let store = open(&data.data, Opening::Command).await?;
            for person in store::people::everybody(&store).await.map_err(words)? {
                let state = if person.disabled { "  (disabled)" } else { "" };
                println!("{:<32}  {:<14}  {}{state}", person.email, person.role.as_str(), person.name);
            }
        }
        UserCommand::Password { data, email, password_stdin } => {
            let store = open(&data.data, Opening::Command).await?;
            let person = named(&store, &email).await?;
            let (hash, generated) = choose_password(password_stdin, &[&person.name]).await?;
            people::change_password(&store, person.id, hash).await.map_err(refused)?;
            store::sessions::end_all_of(&store, person.id, None).await.map_err(words)?;
            println!("{} has a new password, and is signed out everywhere.", person.name);
            print_once(generated.as_deref());
        }
        UserCommand::Disable { data, email } => {
            let store = open(&data.data, Opening::Command).await?;
            let person = named(&store, &email).await?;
            let permit =
                rights::may(&store, &Actor::CommandLine, Action::ManageUsers, Subject::Site).await.map_err(words)?;
            people::disable(&store, &permit, person.id).await.map_err(refused)?;
            println!("{} can sign in no more.", person.name);
        }
    }
    Ok(())
}

pub(crate) async fn open(folder: &Path, opening: Opening) -> Result<Store, String> {
    Store::open(folder, Clock::System, opening).await.map_err(words)
}

async fn named(store: &Store, email: &str) -> Result<Person, String> {
    let asked = EmailAddress::parse(email).map_err(words)?;
    let everybody = store::people::everybody(store).await.map_err(words)?;
    let same = |person: &Person| EmailAddress::parse(&person.email).is_ok_and(|email| email == asked);
    everybody
        .into_iter()
        .find(same)
        .ok_or_else(|| format!("nobody has the e-mail address {email}. `waymark user list` shows everybody"))
}

/// A password from standard input, or a generated one, which is returned to be printed once.
async fn choose_password(from_input: bool, context: &[&str]) -> Result<(PasswordHash, Option<String>), String> {
    let (typed, generated) = if from_input {
        let mut typed = String::new();
        std::io::stdin().read_to_string(&mut typed).map_err(words)?;
        (typed.trim_end_matches(['\r', '\n']).to_owned(), None)
    } else {
        let password = password::generate();
        (password.clone(), Some(password))
    };
    let new = NewPassword::check(&typed, context).map_err(words)?;
    Ok((Hasher::new().hash(new).await.map_err(words)?, generated))
}

fn print_once(password: Option<&str>) {
    if let Some(password) = password {
        println!("Password  {password}");
    }
}

/// A refusal as one line, the sentences of its fields included.
fn refused(refusal: editorial::Refusal) -> String {
    match refusal {
        editorial::Refusal::Invalid(problems) => {
            problems.into_iter().map(|problem| problem.sentence).collect::<Vec<_>>().join(". ")
        }
        other => other.to_string(),
    }
}

pub(crate) fn words(error: impl std::fmt::Display) -> String {
    error.to_string()
}
