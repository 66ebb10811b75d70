//! The person behind a request, and what they may do.

use accounts::{Action, Actor, UserId};
use axum::extract::FromRequestParts;
use axum::response::{IntoResponse as _, Response};
use http::request::Parts;
use http::{Method, header};
use store::people::{Person, Visiting};
use store::rights::{Permit, Refused, Subject};
use tower_sessions::Session;
use web::redirect;

use crate::Admin;
use crate::lists::SavedFilters;
use crate::refusal::{failed, forbidden};

/// A signed-in person, asked from the store on each request: a new role, and the end of an account, count from the very
/// next one.
#[derive(Clone, Debug)]
pub(crate) struct SignedIn {
    /// Who it is, with the role of this moment.
    pub(crate) person: Person,
    /// The same person as the one behind a change.
    pub(crate) actor: Actor,
    /// How many notices they have not seen.
    pub(crate) unread: u64,
    /// For how many seconds the session lasts at most, however much the person does.
    pub(crate) session_left: i64,
    /// Their filters of the list that is asked for, as the guard found them.
    pub(crate) saved: Option<SavedFilters>,
}

impl SignedIn {
    /// The permit for an action, or the page that refuses it: 403 if the person may know of the node, else 404.
    pub(crate) async fn may(&self, admin: &Admin, action: Action, subject: Subject) -> Result<Permit, web::Error> {
        let answer = store::rights::may(&admin.store, &self.actor, action, subject).await;
        self.permitted(admin, answer, action, subject).await
    }

    /// What an answer permits, or the page that refuses it.
    pub(crate) async fn permitted<T>(
        &self,
        admin: &Admin,
        answer: Result<T, Refused>,
        action: Action,
        subject: Subject,
    ) -> Result<T, web::Error> {
        match answer {
            Ok(permitted) => Ok(permitted),
            Err(Refused::Denied) => Err(forbidden(self.why(admin, action, subject).await?)),
            Err(Refused::Missing) => Err(web::Refusal::NotFound.into()),
            Err(Refused::Store(error)) => Err(failed(error)),
        }
    }

    /// Why the person may or may not do this, and who can.
    pub(crate) async fn why(&self, admin: &Admin, action: Action, subject: Subject) -> Result<String, web::Error> {
        match store::rights::explain(&admin.store, &self.actor, action, subject).await {
            Ok(explanation) => Ok(explanation.sentence()),
            Err(Refused::Denied | Refused::Missing) => Err(web::Refusal::NotFound.into()),
            Err(Refused::Store(error)) => Err(failed(error)),
        }
    }

    /// Whether the person may do this; for screens that leave out what they may not.
    pub(crate) async fn is_allowed(&self, admin: &Admin, action: Action, subject: Subject) -> Result<bool, web::Error> {
        Ok(self.permit_if_allowed(admin, action, subject).await?.is_some())
    }

    /// The permit for an action, or none; for screens that leave out what the person may not.
    pub(crate) async fn permit_if_allowed(
        &self,
        admin: &Admin,
        action: Action,
        subject: Subject,
    ) -> Result<Option<Permit>, web::Error> {
        match store::rights::may(&admin.store, &self.actor, action, subject).await {
            Ok(permit) => Ok(Some(permit)),
            Err(Refused::Denied | Refused::Missing) => Ok(None),
            Err(Refused::Store(error)) => Err(failed(error)),
        }
    }

    /// The permit to read what the lists of the whole site show.
    pub(crate) async fn reads_site(&self, admin: &Admin) -> Result<Permit, web::Error> {
        self.may(admin, Action::ReadDraft, Subject::Site).await
    }

    /// The person who is signed in with this session, if any.
    pub(crate) async fn from_session(admin: &Admin, session: &Session) -> Result<Option<Self>, web::Error> {
        let Some(id) = session.get::<i64>(store::sessions::USER).await.map_err(web::Failure::from)? else {
            return Ok(None);
        };
        let along = session.get::<Visiting>(store::sessions::VISITING).await.map_err(web::Failure::from)?;
        let found = match along.filter(|visiting| visiting.person.id == UserId(id)) {
            Some(visiting) => Some(visiting),
            None => store::people::visiting(&admin.store, UserId(id)).await.map_err(failed)?,
        };
        let Some(Visiting { person, unread }) = found.filter(|found| !found.person.disabled) else { return Ok(None) };
        let actor = Actor::Person { id: person.id, name: person.name.clone() };
        let ends = session.get::<i64>(store::sessions::ENDS).await.map_err(web::Failure::from)?;
        // A session of this very request is not read yet: it has all of its time.
        let now = admin.store.now().timestamp();
        let session_left = ends.map_or(store::sessions::ABSOLUTE_HOURS * 3_600, |ends| ends - now);
        Ok(Some(Self { person, actor, unread, session_left, saved: None }))
    }
}

impl FromRequestParts<Admin> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, admin: &Admin) -> Result<Self, Response> {
        // The guard around the router has asked already; asking again keeps a route outside of it from being open by
        // mistake.
        if let Some(signed_in) = parts.extensions.get::<Self>() {
            return Ok(signed_in.clone());
        }
        let session =
            Session::from_request_parts(parts, admin).await.map_err(axum::response::IntoResponse::into_response)?;
        match Self::from_session(admin, &session).await {
            Ok(Some(signed_in)) => Ok(signed_in),
            Ok(None) => Err(redirect::see_other(&sign_in_address(parts))),
            Err(error) => Err(error.into_response()),
        }
    }
}

/// The sign-in screen, which leads back to where the person wanted to go.
pub(crate) fn sign_in_address(parts: &Parts) -> String {
    let next = wanted(parts);
    if next == "/admin" {
        "/admin/login".to_owned()
    } else {
        format!("/admin/login?next={}", crate::words::in_query(&next))
    }
}

/// The page to show after signing in: the one asked for, or the one whose form was sent.
fn wanted(parts: &Parts) -> String {
    if matches!(parts.method, Method::GET | Method::HEAD) {
        return parts.uri.path_and_query().map_or_else(|| "/admin".to_owned(), ToString::to_string);
    }
    let referrer = parts.headers.get(header::REFERER).and_then(|value| value.to_str().ok());
    let path = referrer.and_then(|address| {
        address.split_once("://")?.1.find('/').map(|at| &address.split_once("://").expect("it was found").1[at..])
    });
    path.filter(|path| path.starts_with("/admin/")).unwrap_or("/admin").to_owned()
}
