//! Many pages at once: `POST /admin/bulk`. The explorer sends what was ticked; the plan is shown, and one yes does all of it or nothing.

use accounts::Action;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use content::{NodeId, Place, Position, Problem, Problems};
use editorial::Refusal;
use editorial::plan::{Proposal, Step};
use http::StatusCode;
use store::rights::{Permit, Subject};
use tower_sessions::Session;
use web::{RawForm, redirect};

use super::ticked::Ticked;
use crate::Admin;
use crate::editor::Settling;
use crate::fields::{Field, troubles};
use crate::notice;
use crate::plan::{self, Outcome, PlanView, PlannedView};
use crate::refusal::failed;
use crate::shell::{Section, Shell};
use crate::signed_in::SignedIn;
use crate::words;

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/bulk", post(act))
}

/// What can be done to many pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verb {
    Publish,
    Unpublish,
    Move,
    Trash,
}

impl Verb {
    const ALL: [Self; 4] = [Self::Publish, Self::Unpublish, Self::Move, Self::Trash];

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verb| verb.as_str() == text)
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Unpublish => "unpublish",
            Self::Move => "move",
            Self::Trash => "trash",
        }
    }

    fn action(self) -> Action {
        match self {
            Self::Publish => Action::Publish,
            Self::Unpublish => Action::Unpublish,
            Self::Move => Action::Move,
            Self::Trash => Action::Trash,
        }
    }

    /// The button, such as `Publish 3 pages`.
    fn button(self, count: &str) -> String {
        match self {
            Self::Publish => format!("Publish {count}"),
            Self::Unpublish => format!("Unpublish {count}"),
            Self::Move => format!("Move {count}"),
            Self::Trash => format!("Move {count} to the trash"),
        }
    }

    /// What the notice says afterwards.
    fn done(self, count: &str) -> String {
        match self {
            Self::Publish => format!("Published {count}."),
            Self::Unpublish => format!("Unpublished {count}."),
            Self::Move => format!("Moved {count}."),
            Self::Trash => format!("Moved {count} to the trash."),
        }
    }
}

async fn act(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    RawForm(pairs): RawForm,
) -> Result<Response, web::Error> {
    let reader = signed_in.reads_site(&admin).await?;
    let typed = Ticked::read(pairs);
    let Some(verb) = Verb::parse(typed.fields.one("action")) else {
        return Err(web::Refusal::BadRequest {
            sentence: "Choose what to do with the pages, with the buttons below the list.".to_owned(),
        }
        .into());
    };
    let screen = Screen { admin: &admin, signed_in: &signed_in, reader: &reader, typed: &typed, verb };
    let said = plan::confirmation(|name| typed.fields.one(name).to_owned());
    if verb == Verb::Move && said.is_none() && below(&typed).is_empty() {
        return screen.show(None, &Problems::new(), None);
    }
    let (proposal, settling) = match screen.proposal().await? {
        Ok(proposal) => proposal,
        Err(problem) => return screen.show(None, &vec![problem], None),
    };
    let (proposal, said, unsettled) = match (&settling, said) {
        (Some(settling), Some(said)) => match settling.chosen(&admin, &reader, &typed.fields, None).await? {
            Ok(settled) => (proposal.settling(settled), Some(said), Problems::new()),
            // Nothing is done before each link is settled: the plan is shown again.
            Err(problems) => (proposal, None, problems),
        },
        (_, said) => (proposal, said, Problems::new()),
    };
    match plan::answer(&admin, &reader, &proposal, said).await? {
        Outcome::Ask(plan) => screen.show(Some(plan), &unsettled, settling.as_ref()),
        Outcome::Done(done) => {
            notice::set_undoable(&session, &verb.done(&screen.count()), &done.group).await;
            Ok(redirect::see_other("/admin/pages"))
        }
        Outcome::Refused(refusal) => screen.show(None, &sentences(refusal), None),
    }
}

fn sentences(refusal: Refusal) -> Problems {
    match refusal {
        Refusal::Invalid(problems) => problems.into_iter().map(|problem| Problem::new("", problem.sentence)).collect(),
        Refusal::Because(sentence) => vec![Problem::new("", sentence)],
        other => vec![Problem::new("", other.to_string())],
    }
}

struct Screen<'a> {
    admin: &'a Admin,
    signed_in: &'a SignedIn,
    reader: &'a Permit,
    typed: &'a Ticked,
    verb: Verb,
}

impl Screen<'_> {
    fn count(&self) -> String {
        words::count(self.typed.nodes.len() as u64, "page", "pages")
    }

    /// Every page with its own permit; one that is missing refuses them all. Where pages go away, the links to them are to be settled.
    async fn proposal(&self) -> Result<Result<(Proposal, Option<Settling>), Problem>, web::Error> {
        // Before a permit is asked for each: what is too much is refused for nothing.
        if self.typed.nodes.len() > editorial::plan::MOST_STEPS {
            let most = editorial::plan::MOST_STEPS;
            return Ok(Err(Problem::new("", format!("Too many pages are selected. Choose {most} at most"))));
        }
        let target = match self.target().await? {
            Ok(target) => target,
            Err(problem) => return Ok(Err(problem)),
        };
        let mut steps = Vec::with_capacity(self.typed.nodes.len());
        let mut permits = Vec::with_capacity(self.typed.nodes.len());
        for node in &self.typed.nodes {
            let permit = self.signed_in.may(self.admin, self.verb.action(), Subject::Node(*node)).await?;
            permits.push(permit.clone());
            steps.push(match (self.verb, &target) {
                (Verb::Publish, _) => {
                    let revision = store::drafts::open(&self.admin.store, &permit).await.map_err(failed)?.revision;
                    Step::Publish { permit, revision }
                }
                (Verb::Unpublish, _) => Step::Unpublish { permit, instead: None },
                (Verb::Trash, _) => Step::Trash { permit },
                (Verb::Move, Some(target)) => {
                    let place = Place { parent: target.node().unwrap_or(NodeId::HOME), position: Position::Last };
                    Step::Move { permit, target: target.clone(), place, slug: None }
                }
                (Verb::Move, None) => return Ok(Err(where_to())),
            });
        }
        let proposal = match Proposal::many(steps) {
            Ok(proposal) => proposal,
            Err(refusal) => return Ok(Err(Problem::new("", refusal.to_string()))),
        };
        let settling = match self.verb {
            Verb::Unpublish | Verb::Trash => Some(Settling::of(self.admin, &permits, self.verb == Verb::Trash).await?),
            Verb::Publish | Verb::Move => None,
        };
        Ok(Ok((proposal, settling)))
    }

    /// The page below which they go; `None` for other verbs.
    async fn target(&self) -> Result<Result<Option<Permit>, Problem>, web::Error> {
        if self.verb != Verb::Move {
            return Ok(Ok(None));
        }
        let below = below(self.typed);
        let found = store::find::by_address(&self.admin.store, self.reader, below).await.map_err(failed)?;
        let Some(node) = found else { return Ok(Err(where_to())) };
        let permit = self.signed_in.may(self.admin, Action::Move, Subject::Node(node)).await?;
        Ok(Ok(Some(permit)))
    }

    fn show(
        &self,
        plan: Option<PlanView>,
        problems: &Problems,
        settling: Option<&Settling>,
    ) -> Result<Response, web::Error> {
        let links = settling.and_then(|settling| settling.view(&self.typed.fields, problems, false));
        let plan = plan.map(|plan| plan.with_settling(links));
        let count = self.count();
        let mut hidden = vec![("action".to_owned(), self.verb.as_str().to_owned())];
        hidden.extend(self.typed.hidden(editorial::plan::MOST_STEPS));
        let mut fields = Vec::new();
        let needs_place = self.verb == Verb::Move;
        if needs_place {
            let field = Field::text("below", "Address of the page that they go below", below(self.typed))
                .with_hint("Such as /teaching-events. They go behind the pages that are there.")
                .choosing("page");
            fields.push(field.with_problems(problems));
        }
        let asks_first = needs_place && plan.is_none();
        let title = self.verb.button(&count);
        let view = PlannedView {
            shell: Shell::new(self.admin, self.signed_in, Section::Pages, &title).with_problem(!problems.is_empty()),
            troubles: troubles(problems),
            action: "/admin/bulk".to_owned(),
            intro: Vec::new(),
            fields,
            hidden,
            plan,
            button: if asks_first { "Show what changes".to_owned() } else { title },
            danger: matches!(self.verb, Verb::Trash | Verb::Unpublish),
            asks_first,
            back_href: "/admin/pages".to_owned(),
            back_label: "Back to the pages",
        };
        let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        Ok((status, self.admin.templates.render(&view)?).into_response())
    }
}

fn where_to() -> Problem {
    Problem::new("below", "There is no page at this address. Enter the address of the page that they go below")
}

/// The address of the page below which they go, as typed.
fn below(typed: &Ticked) -> &str {
    typed.fields.one("below").trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_is_known_by_its_word() {
        assert_eq!(Verb::parse("trash"), Some(Verb::Trash));
        assert_eq!(Verb::parse("delete everything"), None);
    }
}
