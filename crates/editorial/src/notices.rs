//! Telling people: in the admin, and by e-mail as each of them chose.
//!
//! Everything that people are told passes `tell`, in the transaction of the verb that has something to say. Who may not read a node is not told of it.

use accounts::{Action, Actor, Delivery, NoticeKind, UserId};
use chrono::{DateTime, TimeDelta, Timelike, Utc};
use content::{NodeId, wall};
use store::{
    NewNotice, Store, Tx,
    notices::{MailLine, MailState},
    pages_due,
    people::Person,
    rights::Permit,
};

use crate::{Refusal, verb::holder};

/// The hour of the UK's day from which the daily e-mail is written.
const MORNING: u32 = 7;
/// How often an e-mail is tried before it is given up.
const MOST_ATTEMPTS: i32 = 8;

/// Something to be told.
#[derive(Clone, Debug)]
pub(crate) struct Telling<'a> {
    /// What kind of thing.
    pub(crate) kind: NoticeKind,
    /// What it is about.
    pub(crate) about: About<'a>,
    /// What happened, as a sentence without its full stop: the subject of an e-mail.
    pub(crate) sentence: String,
    /// Who did it; they know already.
    pub(crate) by: &'a Actor,
    /// A name under which each person is told once only.
    pub(crate) once: Option<String>,
}

/// What people are told about, which says where it leads and who may know.
#[derive(Clone, Copy, Debug)]
pub(crate) enum About<'a> {
    /// A node, and which of its screens to open: `review`; empty for the editor.
    Node(NodeId, &'a str),
    /// A fact, by its name. Facts are no secret.
    Fact(&'a str),
}

impl About<'_> {
    fn node(self) -> Option<NodeId> {
        match self {
            Self::Node(node, _) => Some(node),
            Self::Fact(_) => None,
        }
    }

    fn path(self) -> String {
        match self {
            Self::Node(node, "") => format!("/admin/nodes/{node}"),
            Self::Node(node, screen) => format!("/admin/nodes/{node}/{screen}"),
            Self::Fact(name) => format!("/admin/facts/{name}"),
        }
    }
}

/// Tells each of these people, as they chose.
pub(crate) async fn tell(tx: &Tx, to: &[UserId], telling: &Telling<'_>) -> Result<(), Refusal> {
    let mut told: Vec<UserId> = Vec::new();
    for &user in to {
        if telling.by.user() == Some(user) || told.contains(&user) {
            continue;
        }
        told.push(user);
        let Some(person) = tx.person(user).await?.filter(|person| !person.disabled) else { continue };
        if telling.kind != NoticeKind::ReviewByDue
            && let Some(node) = telling.about.node()
            && !may(tx, &person, Action::ReadDraft, node).await?
        {
            continue;
        }
        tell_one(tx, &person, telling).await?;
    }
    Ok(())
}

async fn tell_one(tx: &Tx, person: &Person, telling: &Telling<'_>) -> Result<(), Refusal> {
    let delivery = tx.delivery(person.id, telling.kind).await?;
    if delivery == Delivery::Off {
        return Ok(());
    }
    if let Some(once) = &telling.once
        && tx.was_told(person.id, once).await?
    {
        return Ok(());
    }
    let path = telling.about.path();
    tx.add_notice(NewNotice {
        user: person.id,
        kind: telling.kind,
        node: telling.about.node(),
        sentence: &telling.sentence,
        path: &path,
        daily: delivery == Delivery::Daily,
        once: telling.once.as_deref(),
    })
    .await?;
    if delivery == Delivery::AtOnce {
        let line = MailLine { sentence: telling.sentence.clone(), path };
        tx.put_mail(person, &telling.sentence, &[line]).await?;
    }
    Ok(())
}

/// The people who may approve a node.
pub(crate) async fn approvers(tx: &Tx, node: NodeId) -> Result<Vec<UserId>, Refusal> {
    let mut able = Vec::new();
    for person in tx.people().await? {
        if !person.disabled && may(tx, &person, Action::Approve, node).await? {
            able.push(person.id);
        }
    }
    Ok(able)
}

async fn may(tx: &Tx, person: &Person, action: Action, node: NodeId) -> Result<bool, Refusal> {
    let actor = Actor::Person { id: person.id, name: person.name.clone() };
    crate::verb::allowed(tx, &actor, action, node).await
}

/// Tells whoever scheduled something that it could not be done, and why.
pub(crate) async fn schedule_failed(tx: &Tx, about: About<'_>, to: &[UserId], sentence: String) -> Result<(), Refusal> {
    let telling = Telling { kind: NoticeKind::ScheduleFailed, about, sentence, by: &Actor::Scheduler, once: None };
    tell(tx, to, &telling).await
}

/// Marks notices of the permit's person as seen: one, or all. The permit is for [`Action::ViewAdmin`].
pub async fn mark_read(store: &Store, permit: &Permit, one: Option<i64>) -> Result<(), Refusal> {
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let user = holder(tx, &permit).await?;
                Ok(tx.mark_read(user, one).await?)
            })
        })
        .await
}

/// Writes down how the permit's person wants to be told. The permit is for [`Action::ViewAdmin`].
pub async fn choose(store: &Store, permit: &Permit, choices: Vec<(NoticeKind, Delivery)>) -> Result<(), Refusal> {
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let user = holder(tx, &permit).await?;
                for (kind, delivery) in choices {
                    tx.set_delivery(user, kind, delivery).await?;
                }
                Ok(())
            })
        })
        .await
}

/// What is done once a day, from seven in the morning in the UK: owners learn which pages should be read again, and who chose so gets one e-mail about
/// everything since the day before. Returns whether it was done now.
pub async fn daily(store: &Store) -> Result<bool, Refusal> {
    let local = wall::local(store.now(), wall::UK);
    let today = local.date().to_string();
    if local.hour() < MORNING || store.last_daily().await?.is_some_and(|last| last >= today) {
        return Ok(false);
    }
    let due = pages_due(store, local.date()).await?;
    store
        .write(move |tx| {
            Box::pin(async move {
                let people = tx.people().await?;
                for page in due {
                    let review_by = page.review_by;
                    let owner = page.owner.trim().to_lowercase();
                    if owner.is_empty() {
                        continue;
                    }
                    let owners: Vec<UserId> = people
                        .iter()
                        .filter(|person| person.name.to_lowercase() == owner || person.email.to_lowercase() == owner)
                        .map(|person| person.id)
                        .collect();
                    let telling = Telling {
                        kind: NoticeKind::ReviewByDue,
                        about: About::Node(page.node, ""),
                        sentence: format!("“{}” should be read again by {}", page.title, wall::date(review_by)),
                        by: &Actor::Scheduler,
                        once: Some(format!("read-again:{}:{review_by}", page.node)),
                    };
                    tell(tx, &owners, &telling).await?;
                }
                for (user, lines) in tx.take_daily().await? {
                    if let Some(person) = people.iter().find(|person| person.id == user && !person.disabled) {
                        let subject = match lines.len() {
                            1 => "1 notice since yesterday".to_owned(),
                            many => format!("{many} notices since yesterday"),
                        };
                        tx.put_mail(person, &subject, &lines).await?;
                    }
                }
                tx.set_last_daily(&today).await?;
                Ok(true)
            })
        })
        .await
}

/// What became of an attempt to send an e-mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// The mail server took it.
    Sent,
    /// It did not, but may the next time.
    NotYet(String),
    /// It never will.
    Never(String),
}

/// Writes down what became of an attempt: an e-mail that was not taken is tried again, each time after twice as long, eight times in all.
pub async fn attempted(store: &Store, mail: i64, before: i32, attempt: Attempt) -> Result<(), Refusal> {
    store
        .write(move |tx| {
            Box::pin(async move {
                let attempts = before.saturating_add(1);
                let (state, problem, again) = match attempt {
                    Attempt::Sent => (MailState::Sent, String::new(), None),
                    Attempt::Never(problem) => (MailState::GivenUp, problem, None),
                    Attempt::NotYet(problem) => match next_attempt(attempts, tx.now()) {
                        Some(at) => (MailState::Waiting, problem, Some(at)),
                        None => (MailState::GivenUp, problem, None),
                    },
                };
                Ok(tx.note_attempt(mail, attempts, &problem, state, again).await?)
            })
        })
        .await
}

/// When to try again after so many attempts: after 1, 2, 4 … minutes; `None` when it was tried often enough.
fn next_attempt(attempts: i32, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let doublings = u32::try_from(attempts - 1).ok().filter(|_| attempts < MOST_ATTEMPTS)?;
    Some(now + TimeDelta::minutes(1_i64 << doublings))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_attempt_waits_twice_as_long_and_the_eighth_is_the_last() {
        let now = DateTime::UNIX_EPOCH;
        let waits: Vec<i64> =
            (1..=9).map_while(|attempts| next_attempt(attempts, now)).map(|at| (at - now).num_minutes()).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 64]);
    }
}
