//! How the admin looks to one person: `/admin/account/display`.

use accounts::{Action, Display, TextSize, Theme};
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use content::{Problem, Problems};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::rights::Subject;
use tower_sessions::Session;
use web::{Form, Page, View, redirect};

use crate::Admin;
use crate::fields::{Choice, Field, Trouble, troubles};
use crate::notice;
use crate::refusal::refused;
use crate::shell::{Section, Shell, TrailLink};
use crate::signed_in::SignedIn;

const TITLE: &str = "Display and shortcuts";

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/account/display", get(show).post(choose))
}

/// The form.
#[derive(Debug, Serialize)]
struct DisplayView {
    shell: Shell,
    troubles: Vec<Trouble>,
    fields: Vec<Field>,
}

#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    theme: String,
    #[serde(default)]
    text_size: String,
    /// A checkbox: there when it is ticked.
    #[serde(default)]
    shortcuts: String,
}

impl Typed {
    fn of(display: Display) -> Self {
        Self {
            theme: display.theme.as_str().to_owned(),
            text_size: display.text_size.as_str().to_owned(),
            shortcuts: if display.shortcuts { ON.to_owned() } else { String::new() },
        }
    }

    fn read(&self) -> Result<Display, Problems> {
        let (theme, text_size) = (Theme::parse(&self.theme), TextSize::parse(&self.text_size));
        if let (Some(theme), Some(text_size)) = (theme, text_size) {
            return Ok(Display { theme, text_size, shortcuts: self.shortcuts == ON });
        }
        let mut problems = Problems::new();
        if theme.is_none() {
            problems.push(Problem::new("theme", "Choose the colours that you want"));
        }
        if text_size.is_none() {
            problems.push(Problem::new("text_size", "Choose the size of text that you want"));
        }
        Err(problems)
    }

    fn fields(&self, problems: &Problems) -> Vec<Field> {
        let themes = Theme::ALL.map(|theme| Choice::new(theme.as_str(), theme.label(), theme.as_str() == self.theme));
        let sizes = TextSize::ALL.map(|size| Choice::new(size.as_str(), size.label(), size.as_str() == self.text_size));
        let shortcuts = "Keyboard shortcuts work";
        vec![
            Field::radios("theme", "Colours", themes.into()).with_problems(problems),
            Field::radios("text_size", "Size of text", sizes.into()).with_problems(problems),
            Field::checkbox("shortcuts", shortcuts, ON, self.shortcuts == ON).with_hint(
                "Take the tick away if your voice or hands set them off by mistake. Every shortcut has a button too.",
            ),
        ]
    }
}

const ON: &str = "on";

async fn show(State(admin): State<Admin>, session: Session, signed_in: SignedIn) -> Result<Page, web::Error> {
    let mut view = view(&admin, &signed_in, &Typed::of(signed_in.person.display), &Problems::new());
    view.shell = view.shell.with_notice(notice::take(&session).await);
    Ok(admin.templates.render(&view)?)
}

async fn choose(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, web::Error> {
    let permit = signed_in.may(&admin, Action::ViewAdmin, Subject::Site).await?;
    match typed.read() {
        Ok(display) => {
            editorial::people::choose_display(&admin.store, &permit, display).await.map_err(refused)?;
            notice::set(&session, "Saved. Your screens look like this from now on.").await;
            Ok(redirect::see_other("/admin/account/display"))
        }
        Err(problems) => {
            let view = view(&admin, &signed_in, &typed, &problems);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, admin.templates.render(&view)?).into_response())
        }
    }
}

fn view(admin: &Admin, signed_in: &SignedIn, typed: &Typed, problems: &Problems) -> DisplayView {
    let trail = vec![TrailLink::new("Your account", "/admin/account"), TrailLink::new(TITLE, "")];
    let shell = Shell::new(admin, signed_in, Section::Account, TITLE);
    DisplayView {
        shell: shell.with_trail(trail).with_problem(!problems.is_empty()),
        troubles: troubles(problems),
        fields: typed.fields(problems),
    }
}

impl View for DisplayView {
    const TEMPLATE: &'static str = "display.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = |problems: &Problems| Self {
            shell: Shell::sample(TITLE),
            troubles: troubles(problems),
            fields: Typed::of(Display::default()).fields(problems),
        };
        let problem = Problem::new("theme", "Choose the colours that you want");
        vec![("as it is at first", view(&Problems::new())), ("a problem", view(&vec![problem]))]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::DisplayView>();
    }
}
