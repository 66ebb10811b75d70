//! The comments on a node as its screens show them: below the editor's form, at the review, and on their own screen.

use chrono::{DateTime, Utc};
use content::Problems;
use serde::Serialize;
use store::comments::{self, Comment};

use super::desk::Desk;
use crate::fields::Field;
use crate::refusal::failed;
use crate::words;

/// A comment with its answers.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ThreadView {
    /// Its number, which the forms name.
    pub(crate) id: i64,
    /// What it is about, by its name in the form.
    #[serde(skip)]
    pub(crate) place: String,
    /// The same in words.
    label: String,
    /// Whether the place has left the draft.
    gone: bool,
    /// Who resolved it when; empty while it is open.
    resolved: String,
    said: Vec<SaidView>,
    answer: Field,
}

/// One thing that was said.
#[derive(Clone, Debug, Serialize)]
struct SaidView {
    who: String,
    when: String,
    text: String,
}

impl ThreadView {
    pub(crate) fn is_open(&self) -> bool {
        self.resolved.is_empty()
    }

    /// Puts into the field of the answer what was typed, and what is wrong with it.
    pub(super) fn with_answer(&mut self, typed: &str, problems: &Problems) {
        let name = format!("answer-{}", self.id);
        self.answer = answer_field(self.id, typed);
        self.answer.error = crate::fields::sentence_for(problems, &name);
    }

    /// For samples.
    pub(crate) fn sample() -> Vec<Self> {
        let said = |who: &str, text: &str| SaidView {
            who: who.to_owned(),
            when: "Today at 10:42am".to_owned(),
            text: text.to_owned(),
        };
        let thread = |id, gone, resolved: &str| Self {
            id,
            place: "title".to_owned(),
            label: "Title".to_owned(),
            gone,
            resolved: resolved.to_owned(),
            said: vec![said("Ben Okafor", "Is this the official name?"), said("Cerys Morgan", "It is.")],
            answer: answer_field(id, ""),
        };
        vec![thread(1, false, ""), thread(2, true, "Resolved by Ben Okafor today at 11am")]
    }
}

fn answer_field(id: i64, typed: &str) -> Field {
    Field { id: format!("answer-{id}"), ..Field::textarea("text", "Answer", typed, 2) }
}

/// Everything in the draft that can be spoken about: the name in the form, and what the form calls it. The whole comes first.
pub(super) async fn places(desk: &Desk) -> Result<Vec<(String, String)>, web::Error> {
    let form = desk.form_of(&desk.open.draft, &desk.surroundings().await?).await?;
    let mut places = vec![(String::new(), format!("The whole {}", desk.open.kind.label().to_lowercase()))];
    places.extend(form.places());
    Ok(places)
}

/// The threads, open ones first, each in the order in which it began.
pub(super) async fn of(desk: &Desk) -> Result<Vec<ThreadView>, web::Error> {
    let all = comments::of_node(&desk.admin.store, &desk.permit).await.map_err(failed)?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let (places, now) = (places(desk).await?, desk.admin.store.now());
    let mut threads: Vec<ThreadView> = all
        .iter()
        .filter(|comment| comment.answers.is_none())
        .map(|first| {
            let present = places.iter().find(|(name, _)| *name == first.place);
            ThreadView {
                id: first.id,
                place: first.place.clone(),
                label: present.map_or_else(|| first.place_label.clone(), |(_, label)| label.clone()),
                gone: present.is_none(),
                resolved: resolved(first, now),
                said: all
                    .iter()
                    .filter(|comment| comment.id == first.id || comment.answers == Some(first.id))
                    .map(|comment| SaidView {
                        who: comment.made_by_name.clone(),
                        when: words::when(comment.made_at, now),
                        text: comment.text.clone(),
                    })
                    .collect(),
                answer: answer_field(first.id, ""),
            }
        })
        .collect();
    threads.sort_by_key(|thread| !thread.is_open());
    Ok(threads)
}

fn resolved(comment: &Comment, now: DateTime<Utc>) -> String {
    match comment.resolved_at {
        Some(at) => format!("Resolved by {} {}", comment.resolved_by_name, words::when_inside(at, now)),
        None => String::new(),
    }
}
