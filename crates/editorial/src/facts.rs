//! Facts that are kept once for the whole site: a fee, a salary, a phone number. Texts name them, and show what they say now.
//!
//! Whoever may publish on the whole site keeps them, now or at a time; everybody who writes may insert them.

use accounts::{Action, Actor};
use chrono::NaiveDateTime;
use content::due::{at, in_words};
use store::{
    AuditLine, Store, StoreError, Tx,
    facts::{FactChangeId, FactId, FactRow, FactText, MOST},
    rights::{Permit, Subject},
    schedule::Outcome,
};

use crate::{
    Refusal,
    notices::{self, About},
    verb::{expecting, valid},
};

/// The most characters of what editors call a fact.
pub const LONGEST_LABEL: usize = 100;
/// The most characters of what it says: a line.
pub const LONGEST_VALUE: usize = 200;

/// What a fact is to say, and when.
#[derive(Clone, Debug)]
pub struct NewText {
    /// Which fact.
    pub fact: FactId,
    /// What editors call it, and what readers see.
    pub text: FactText,
    /// On the clocks of the United Kingdom; `None` for now. Only the value waits: the label is the editors' own.
    pub wall: Option<NaiveDateTime>,
}

/// Keeps a new fact. Problems are about the fields `name`, `label` and `value`. The permit is for [`Action::Publish`] on the site.
pub async fn create(store: &Store, permit: &Permit, name: &str, text: FactText) -> Result<(), Refusal> {
    expecting(permit, &[Action::Publish])?;
    let (name, text) = (name.trim().to_owned(), checked(&text)?);
    if !markup::is_fact_name(&name) {
        let sentence = "Enter a name of lower-case letters, digits and hyphens, such as tuition-fee";
        return Err(Refusal::field("name", sentence));
    }
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                of_the_site(tx, &permit).await?;
                if tx.fact_named(&name).await?.is_some() {
                    return Err(Refusal::field("name", format!("There is a fact named {name} already")));
                }
                if tx.count_facts().await? >= MOST {
                    return Err(Refusal::because(format!("A site keeps {MOST} facts at most. Delete one first")));
                }
                tx.add_fact(&name, &text, permit.actor()).await?;
                note(tx, permit.actor(), "added the fact", &text.label, &text.value).await
            })
        })
        .await
}

/// A step of a plan: the fact says something else, now or at a time.
pub(crate) async fn set_in(tx: &Tx, permit: &Permit, new: &NewText) -> Result<(), Refusal> {
    expecting(permit, &[Action::Publish])?;
    of_the_site(tx, permit).await?;
    let text = checked(&new.text)?;
    let before = tx.fact(new.fact).await?.ok_or(Refusal::Missing)?;
    let Some(wall) = new.wall else {
        if text == before.text {
            return Err(Refusal::field("value", "This is what the fact says already. Enter another value"));
        }
        return change(tx, &before, &text, permit.actor(), "").await;
    };
    let due = at(wall, tx.now()).map_err(|error| Refusal::field(crate::schedule::TIME, error.to_string()))?;
    if text.label != before.text.label {
        return Err(Refusal::field("label", "The label changes at once. Change it by itself, without a time"));
    }
    let by_then = tx.fact_due_before(before.id, due.at).await?.map_or(before.text.value.clone(), |change| change.value);
    if text.value == by_then {
        return Err(Refusal::field("value", "This is what the fact says by then already. Enter another value"));
    }
    tx.add_fact_change(before.id, &text.value, due, permit.actor()).await?;
    let detail = format!("to {} on {}", text.value, in_words(due.at));
    note(tx, permit.actor(), "set a time for the fact", &before.text.label, &detail).await
}

/// Takes back what is due for this fact. The permit is for [`Action::Publish`] on the site.
pub async fn cancel(store: &Store, permit: &Permit, fact: FactId, id: FactChangeId) -> Result<(), Refusal> {
    expecting(permit, &[Action::Publish])?;
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                of_the_site(tx, &permit).await?;
                let over = || Refusal::because("This is not due any more. Look at the facts again");
                let pending = tx.pending_fact_change(id).await?.filter(|(due, _)| due.fact == fact);
                let (due, _) = pending.ok_or_else(over)?;
                let fact = tx.fact(due.fact).await?.ok_or(Refusal::Missing)?;
                tx.end_fact_change(id, Outcome::Cancelled, "").await?;
                note(tx, permit.actor(), "took back what was due for the fact", &fact.text.label, &due.value).await
            })
        })
        .await
}

/// Takes a fact away for good, unless a page shows it, in public, in its draft or in the trash. The permit is for [`Action::Publish`] on the site.
pub async fn remove(store: &Store, permit: &Permit, id: FactId) -> Result<(), Refusal> {
    expecting(permit, &[Action::Publish])?;
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                of_the_site(tx, &permit).await?;
                let fact = tx.fact(id).await?.ok_or(Refusal::Missing)?;
                if !tx.fact_uses(&fact.name).await?.is_empty() {
                    let sentence = "Pages use this fact, maybe in the trash. Take it out of their texts first";
                    return Err(Refusal::because(sentence));
                }
                tx.remove_fact(&fact).await?;
                // Nothing of it is kept, so there is nothing to turn around.
                tx.forget_effects();
                note(tx, permit.actor(), "deleted the fact", &fact.text.label, &fact.text.value).await
            })
        })
        .await
}

/// Does what is due by now. What cannot be done is kept with its reason.
pub(crate) async fn do_what_is_due(store: &Store) -> Result<usize, StoreError> {
    let overdue = store.facts_due_by(store.now()).await?;
    for (id, _) in &overdue {
        let id = *id;
        let done: Result<(), Refusal> = store.write(move |tx| Box::pin(async move { do_one(tx, id).await })).await;
        match done {
            Ok(()) => {}
            Err(Refusal::Store(error)) => return Err(error),
            Err(refusal) => tracing::error!(%refusal, "what was due for a fact could not be done"),
        }
    }
    Ok(overdue.len())
}

/// Does one change, if whoever asked for it still may.
pub(crate) async fn do_one(tx: &Tx, id: FactChangeId) -> Result<(), Refusal> {
    // Of two processes one ends it, and does it.
    let Some((due, asked_by)) = tx.pending_fact_change(id).await?.filter(|(due, _)| due.due_at <= tx.now()) else {
        return Ok(());
    };
    let before = tx.fact(due.fact).await?.ok_or(Refusal::Missing)?;
    if tx.may(&asked_by, Action::Publish, Subject::Site).await.is_err() {
        let reason = format!("{} may no longer change facts. Somebody who may must set a new time", asked_by.label());
        if tx.end_fact_change(id, Outcome::Failed, &reason).await? {
            note(tx, &Actor::Scheduler, "could not change the fact", &before.text.label, &reason).await?;
            let sentence = format!("The fact “{}” could not be changed to {}: {reason}", before.text.label, due.value);
            let to = asked_by.user();
            notices::schedule_failed(tx, About::Fact(&before.name), to.as_slice(), sentence).await?;
        }
        return Ok(());
    }
    if !tx.end_fact_change(id, Outcome::Done, "").await? || before.text.value == due.value {
        return Ok(());
    }
    let text = FactText { value: due.value, ..before.text.clone() };
    change(tx, &before, &text, &Actor::Scheduler, &format!(", as {} scheduled", asked_by.label())).await
}

async fn change(tx: &Tx, before: &FactRow, text: &FactText, actor: &Actor, detail: &str) -> Result<(), Refusal> {
    tx.set_fact(before, text, actor).await?;
    let told = if text.value == before.text.value {
        format!("is called {} now{detail}", text.label)
    } else {
        format!("from {} to {}{detail}", before.text.value, text.value)
    };
    note(tx, actor, "changed the fact", &before.text.label, &told).await
}

async fn of_the_site(tx: &Tx, permit: &Permit) -> Result<(), Refusal> {
    tx.still(permit).await?;
    if permit.node().is_some() { Err(Refusal::Denied) } else { Ok(()) }
}

async fn note(tx: &Tx, actor: &Actor, action: &str, title: &str, detail: &str) -> Result<(), Refusal> {
    Ok(tx.audit(AuditLine { actor, action, node: None, title, detail }).await?)
}

fn checked(text: &FactText) -> Result<FactText, Refusal> {
    let text = FactText { label: text.label.trim().to_owned(), value: text.value.trim().to_owned() };
    let mut problems = content::Problems::new();
    let fields =
        [("label", "The label", &text.label, LONGEST_LABEL), ("value", "The value", &text.value, LONGEST_VALUE)];
    for (field, name, typed, most) in fields {
        let length = typed.chars().count();
        let sentence = if length == 0 {
            format!("{name} is empty. Enter it")
        } else if length > most {
            format!("{name} must be {most} characters or fewer. It has {length}")
        } else if typed.chars().any(char::is_control) {
            format!("{name} holds a character that cannot be shown. Type it again on one line")
        } else {
            continue;
        };
        problems.push(content::Problem::new(field, sentence));
    }
    valid(problems)?;
    Ok(text)
}
