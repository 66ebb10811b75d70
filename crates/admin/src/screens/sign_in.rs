//! Signing in: `/admin/login`.

use accounts::EmailAddress;
use accounts::password::{NewPassword, Verdict};
use accounts::throttle::Wait;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use content::{Problem, Problems};
use http::request::Parts;
use http::{StatusCode, header};
use serde::{Deserialize, Serialize};
use store::people::Person;
use store::sessions::ABSOLUTE_HOURS;
use tower_sessions::Session;
use web::{Page, Query, RawForm, View, redirect, wants_json};

use super::attempt::Browser;
use crate::Admin;
use crate::fields::{Field, Trouble, troubles};
use crate::notice::Notice;
use crate::refusal::{failed, refused};
use crate::shell::Shell;
use crate::signed_in::SignedIn;

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/login", get(show).post(sign_in))
}

/// The sign-in screen.
#[derive(Debug, Serialize)]
struct SignInView {
    shell: Shell,
    troubles: Vec<Trouble>,
    /// Why the person is here although they were signed in; empty for none.
    reason: &'static str,
    email: Field,
    password: Field,
    /// Where to go afterwards; empty for the home screen.
    next: String,
    /// The form that was sent without a session.
    kept: Option<Kept>,
}

/// A form that came after its session had ended, to be sent again by the person after signing in.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Kept {
    /// Where it was sent.
    pub(crate) action: String,
    /// Its fields in their order.
    pub(crate) pairs: Vec<(String, String)>,
}

/// The screen between signing in again and sending the kept form.
#[derive(Debug, Serialize)]
struct KeptView {
    shell: Shell,
    kept: Kept,
}

impl View for SignInView {
    const TEMPLATE: &'static str = "sign-in.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = |problem: &str, kept: Option<Kept>| {
            let problems = if problem.is_empty() { Vec::new() } else { vec![Problem::new("email", problem)] };
            Self::new(Shell::sample_outside("Sign in"), "asha@example.org", "/admin/nodes/12", kept, &problems)
        };
        let kept = Kept {
            action: "/admin/nodes/12".to_owned(),
            pairs: vec![("title".to_owned(), "Assessment Only".to_owned())],
        };
        vec![
            ("first", view("", None)),
            ("wrong", view("Check your email and password", None)),
            ("kept", view("", Some(kept))),
        ]
    }
}

impl View for KeptView {
    const TEMPLATE: &'static str = "kept.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let pairs =
            vec![("title".to_owned(), "Assessment Only".to_owned()), ("body".to_owned(), "\nTwo\nlines".to_owned())];
        vec![(
            "an editor's form",
            Self {
                shell: Shell::sample("You are signed in again"),
                kept: Kept { action: "/admin/nodes/12".to_owned(), pairs },
            },
        )]
    }
}

impl SignInView {
    fn new(shell: Shell, email: &str, next: &str, kept: Option<Kept>, problems: &Problems) -> Self {
        let reason = if kept.is_some() {
            "You were signed out because you had not used the admin for a while. Sign in to send what you wrote."
        } else {
            ""
        };
        let email =
            Field { autofocus: problems.is_empty(), width: "full", ..Field::email("email", "Email address", email) };
        Self {
            shell: shell.with_problem(!problems.is_empty()),
            troubles: troubles(problems),
            reason,
            email: email.with_problems(problems),
            password: Field { width: "full", ..Field::password("password", "Password", "current-password") },
            next: next.to_owned(),
            kept,
        }
    }
}

/// The sign-in screen for a form that came too late.
pub(crate) fn ended(admin: &Admin, kept: Kept) -> Response {
    let view = SignInView::new(Shell::outside(admin, "Sign in"), "", "", Some(kept), &Vec::new());
    admin.templates.render(&view).map_or_else(web::Failure::into_response, Page::into_response)
}

#[derive(Deserialize)]
struct Arrival {
    next: Option<String>,
    done: Option<String>,
}

async fn show(
    State(admin): State<Admin>,
    session: Session,
    Query(arrival): Query<Arrival>,
) -> Result<Response, web::Error> {
    let next = within_admin(arrival.next.as_deref().unwrap_or_default());
    if SignedIn::from_session(&admin, &session).await?.is_some() {
        return Ok(redirect::see_other(next.unwrap_or("/admin")));
    }
    let notice = match arrival.done.as_deref() {
        Some("signed-out") => Some(Notice::plain("You’ve been signed out.")),
        Some("password") => Some(Notice::plain("Your password is set. Sign in with it.")),
        _ => None,
    };
    let shell = Shell::outside(&admin, "Sign in").with_notice(notice);
    Ok(admin
        .templates
        .render(&SignInView::new(shell, "", next.unwrap_or_default(), None, &Vec::new()))?
        .into_response())
}

/// What the form sent.
#[derive(Default)]
struct Typed {
    email: String,
    password: String,
    next: String,
    kept: Option<Kept>,
}

impl Typed {
    /// Reads the form; of a field that comes twice the first counts.
    fn read(pairs: Vec<(String, String)>) -> Self {
        let mut typed = Self::default();
        let (mut kept, mut name) = (Kept { action: String::new(), pairs: Vec::new() }, None);
        for (field, value) in pairs {
            match field.as_str() {
                "email" if typed.email.is_empty() => typed.email = value,
                "password" if typed.password.is_empty() => typed.password = value,
                "next" => within_admin(&value).unwrap_or_default().clone_into(&mut typed.next),
                "kept" => within_admin(&value).unwrap_or_default().clone_into(&mut kept.action),
                "kept.name" => name = Some(value),
                "kept.value" => kept.pairs.extend(name.take().map(|name| (name, value))),
                _ => {}
            }
        }
        typed.kept = (!kept.action.is_empty()).then_some(kept);
        typed
    }

    /// The account's key, whether or not there is such an account.
    fn key(&self) -> String {
        EmailAddress::parse(&self.email)
            .map_or_else(|_| self.email.trim().to_lowercase(), |email| email.key().to_owned())
    }
}

async fn sign_in(
    State(admin): State<Admin>,
    session: Session,
    request: Parts,
    RawForm(pairs): RawForm,
) -> Result<Response, web::Error> {
    let typed = Typed::read(pairs);
    let (key, browser) = (typed.key(), Browser::of(&admin, &request));
    let attempt = match browser.attempt(&admin, &key).await? {
        Ok(attempt) => attempt,
        Err(wait) => return throttled(&admin, typed, &wait, wants_json(&request.headers)),
    };
    let found = store::people::signing_in(&admin.store, &key).await.map_err(failed)?;
    // A closed account is compared like one that is not there: same work, same answer.
    let found = found.filter(|(person, _)| !person.disabled);
    let verdict = attempt.verify(&admin, found.as_ref().map(|(_, hash)| hash), &typed.password).await?;
    let (Some((person, _)), Verdict::Right | Verdict::RightButOutdated) = (found, verdict) else {
        let (sentence, status) = ("Check your email and password", StatusCode::UNPROCESSABLE_ENTITY);
        return again(&admin, typed, sentence, status, wants_json(&request.headers));
    };
    let rehashed =
        if verdict == Verdict::RightButOutdated { hashed_anew(&admin, &person, &typed.password).await } else { None };
    editorial::people::signed_in(&admin.store, person.id, rehashed).await.map_err(refused)?;
    begin(&session, &person).await?;
    let user = person.id;
    let mut response = welcome(&admin, typed, person)?;
    browser.remember(&admin, user, &mut response).await?;
    Ok(response)
}

/// Where somebody goes who has signed in: to the form that was kept, or to the screen that they wanted.
fn welcome(admin: &Admin, typed: Typed, person: Person) -> Result<Response, web::Error> {
    match typed.kept {
        Some(kept) => {
            let actor = accounts::Actor::Person { id: person.id, name: person.name.clone() };
            let shell = Shell::new(
                admin,
                &SignedIn { person, actor, unread: 0, session_left: ABSOLUTE_HOURS * 3_600, saved: None },
                crate::shell::Section::None,
                "You are signed in again",
            );
            Ok(admin.templates.render(&KeptView { shell, kept })?.into_response())
        }
        None => Ok(redirect::see_other(if typed.next.is_empty() { "/admin" } else { &typed.next })),
    }
}

/// Starts the session of a person under a new id, so that one which somebody planted in the browser opens nothing.
pub(super) async fn begin(session: &Session, person: &Person) -> Result<(), web::Error> {
    // What an earlier person left in this browser's session goes with its id.
    session.clear().await;
    session.cycle_id().await.map_err(web::Failure::from)?;
    session.insert(store::sessions::USER, person.id.0).await.map_err(web::Failure::from)?;
    Ok(())
}

/// Today's hash of a password whose stored hash is weaker. One that today's rules would refuse stays as it is.
async fn hashed_anew(admin: &Admin, person: &Person, typed: &str) -> Option<accounts::password::PasswordHash> {
    let local_part = person.email.split('@').next().unwrap_or_default();
    let password = NewPassword::check(typed, &[local_part, &person.name, &admin.settings.site_name]).ok()?;
    admin.hasher.hash(password).await.ok()
}

fn throttled(admin: &Admin, typed: Typed, wait: &Wait, for_script: bool) -> Result<Response, web::Error> {
    let sentence = if wait.locked {
        "Too many attempts. Ask an administrator for a link to choose a new password.".to_owned()
    } else {
        format!("Too many attempts. Try again in {}.", duration(wait.seconds))
    };
    let mut response = again(admin, typed, &sentence, StatusCode::TOO_MANY_REQUESTS, for_script)?;
    response.headers_mut().insert(header::RETRY_AFTER, wait.seconds.into());
    Ok(response)
}

/// What went wrong, for the dialog of a screen whose session has ended.
#[derive(Serialize)]
struct Wrong<'a> {
    sentence: &'a str,
}

/// The same screen with what went wrong; the password is typed anew. A script gets the sentence alone.
fn again(
    admin: &Admin,
    typed: Typed,
    sentence: &str,
    status: StatusCode,
    for_script: bool,
) -> Result<Response, web::Error> {
    if for_script {
        return Ok((status, axum::Json(Wrong { sentence })).into_response());
    }
    let problems = vec![Problem::new("email", sentence)];
    let view = SignInView::new(Shell::outside(admin, "Sign in"), &typed.email, &typed.next, typed.kept, &problems);
    Ok((status, admin.templates.render(&view)?).into_response())
}

/// An address on this site that begins with `/admin`; none else may follow a sign-in.
fn within_admin(next: &str) -> Option<&str> {
    let path = redirect::local_path(next)?;
    let rest = path.strip_prefix("/admin")?;
    (rest.is_empty() || rest.starts_with(['/', '?'])).then_some(path)
}

/// `20 seconds`, `15 minutes`.
fn duration(seconds: u64) -> String {
    if seconds < 60 {
        crate::words::count(seconds.max(1), "second", "seconds")
    } else {
        crate::words::count(seconds.div_ceil(60), "minute", "minutes")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<SignInView>();
        crate::state::check::<KeptView>();
    }

    #[test]
    fn a_sign_in_leads_nowhere_but_into_the_admin() {
        for good in ["/admin", "/admin/nodes/12?tab=links", "/admin?x=1"] {
            assert_eq!(within_admin(good), Some(good));
        }
        for bad in
            ["", "/", "/administer", "//admin", "/\\admin", "https://evil.example/admin", "/adminevil", "/admin\r\nx"]
        {
            assert_eq!(within_admin(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_kept_form_keeps_every_field_in_its_order() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let typed = Typed::read(vec![
            pair("email", "Asha@Example.org "),
            pair("password", "typed"),
            pair("kept", "/admin/nodes/12"),
            pair("kept.name", "email"),
            pair("kept.value", "contact@example.org"),
            pair("kept.name", "block"),
            pair("kept.value", "one\ntwo"),
            pair("kept.name", "block"),
            pair("kept.value", ""),
        ]);
        assert_eq!((typed.key().as_str(), typed.password.as_str()), ("asha@example.org", "typed"));
        let kept = typed.kept.unwrap();
        assert_eq!(kept.pairs, [pair("email", "contact@example.org"), pair("block", "one\ntwo"), pair("block", "")]);
        let hostile = Typed::read(vec![pair("kept", "//evil.example"), pair("next", "https://evil.example")]);
        assert!(hostile.kept.is_none() && hostile.next.is_empty());
    }

    #[test]
    fn a_wait_reads_as_words() {
        assert_eq!(
            [duration(0), duration(1), duration(59), duration(61)],
            ["1 second", "1 second", "59 seconds", "2 minutes"]
        );
    }
}
