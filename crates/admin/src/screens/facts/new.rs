//! A new fact: `/admin/facts/new`.

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use content::{Problem, Problems};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::facts::FactText;
use tower_sessions::Session;
use web::{Form, View, redirect};

use super::edit::{problems_of, trail};
use super::{HOME, changes};
use crate::Admin;
use crate::fields::{Field, Trouble, troubles};
use crate::notice;
use crate::shell::{Section, Shell};
use crate::signed_in::SignedIn;

const NEW: &str = "Add a fact";

/// A fact that is new.
#[derive(Debug, Serialize)]
struct NewFactView {
    shell: Shell,
    troubles: Vec<Trouble>,
    fields: Vec<Field>,
}

/// What the form of a new fact sends.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct TypedFact {
    #[serde(default)]
    label: String,
    #[serde(default)]
    value: String,
    #[serde(default)]
    name: String,
}

impl NewFactView {
    fn new(shell: Shell, typed: &TypedFact, problems: &Problems) -> Self {
        let name = Field { spellcheck: false, ..Field::text("name", "Name", &typed.name) };
        let fields = [
            Field::text("label", "Label", &typed.label).with_hint("What editors look for, such as Tuition fee."),
            Field::text("value", "Value", &typed.value).with_hint("What readers see, such as £9,250."),
            name.with_hint("Lower-case letters, digits and hyphens, such as tuition-fee. It stays as it is for ever."),
        ];
        Self {
            shell: shell.with_problem(!problems.is_empty()).with_trail(trail(NEW)),
            troubles: troubles(problems),
            fields: fields.into_iter().map(|field| field.with_width("half").with_problems(problems)).collect(),
        }
    }
}

impl View for NewFactView {
    const TEMPLATE: &'static str = "facts/new.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let typed = TypedFact { label: "Tuition fee".into(), value: "£9,250".into(), name: "Fee!".into() };
        let wrong = vec![Problem::new("name", "Enter a name of lower-case letters, digits and hyphens")];
        vec![
            ("empty", Self::new(Shell::sample(NEW), &TypedFact::default(), &Problems::new())),
            ("with problems", Self::new(Shell::sample(NEW), &typed, &wrong)),
        ]
    }
}

pub(super) async fn begin(State(admin): State<Admin>, signed_in: SignedIn) -> Result<Response, web::Error> {
    changes(&admin, &signed_in).await?;
    let shell = Shell::new(&admin, &signed_in, Section::Facts, NEW);
    Ok(admin.templates.render(&NewFactView::new(shell, &TypedFact::default(), &Problems::new()))?.into_response())
}

pub(super) async fn make(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Form(typed): Form<TypedFact>,
) -> Result<Response, web::Error> {
    let permit = changes(&admin, &signed_in).await?;
    let text = FactText { label: typed.label.clone(), value: typed.value.clone() };
    match editorial::facts::create(&admin.store, &permit, &typed.name, text).await {
        Ok(()) => {
            notice::set(&session, "Added. It can be inserted in every text.").await;
            Ok(redirect::see_other(HOME))
        }
        Err(refusal) => {
            let problems = problems_of(refusal)?;
            let shell = Shell::new(&admin, &signed_in, Section::Facts, NEW);
            let view = NewFactView::new(shell, &typed, &problems);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, admin.templates.render(&view)?).into_response())
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::NewFactView>();
    }
}
