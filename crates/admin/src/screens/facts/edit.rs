//! One fact: `/admin/facts/{name}`, with what it says, what is due for it and where it is used. A change is planned first:
//! the pages that show it are named before anybody says yes.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use content::{Problem, Problems};
use editorial::Refusal;
use editorial::facts::NewText;
use editorial::plan::{Proposal, Step};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::facts::{self, FactChange, FactChangeId, FactRow, FactText};
use store::links::Inbound;
use tower_sessions::Session;
use web::pagination::Pagination;
use web::{Form, Query, RawForm, View, redirect};

use super::{HOME, TITLE, address, changes, may_change, sees, told};
use crate::Admin;
use crate::editor::{Fields, moments};
use crate::fields::{DateTimeField, Field, Trouble, troubles};
use crate::links_in_words;
use crate::notice;
use crate::plan::{self, Outcome, PlanView, PlannedView};
use crate::refusal::{failed, refused};
use crate::row::RowView;
use crate::screens::pagination;
use crate::shell::{Section, Shell, TrailLink};
use crate::signed_in::SignedIn;

/// One fact.
#[derive(Debug, Serialize)]
struct FactView {
    shell: Shell,
    troubles: Vec<Trouble>,
    action: String,
    /// Empty where the person may only read.
    fields: Vec<Field>,
    when: Option<DateTimeField>,
    value: String,
    name: String,
    due: Vec<DueView>,
    cancel_action: String,
    /// Empty while a page uses it.
    delete_action: String,
    uses: Vec<UseView>,
    pages: Option<Pagination>,
}

/// A change that is due.
#[derive(Debug, Serialize)]
struct DueView {
    /// 0 where it can no longer be cancelled.
    id: i64,
    /// `£9,535 from 1 August 2021 at 9am, set by Asha Patel`, and why it was not done.
    sentence: String,
}

/// A page that shows the fact.
#[derive(Debug, Serialize)]
struct UseView {
    row: RowView,
    places: Vec<String>,
}

/// Everything around a fact that its screen shows.
struct Around {
    due: Vec<FactChange>,
    uses: store::lists::Page<Inbound>,
    may_change: bool,
    now: chrono::DateTime<chrono::Utc>,
}

impl FactView {
    fn new(shell: Shell, row: &FactRow, typed: &Fields, problems: &Problems, around: &Around) -> Self {
        let own = address(&row.name);
        let fields = [
            Field::text("label", "Label", typed.one("label")).with_hint("What editors look for."),
            Field::text("value", "Value", typed.one("value")).with_hint("What readers see."),
        ];
        let fields = fields.into_iter().map(|field| field.with_width("half").with_problems(problems));
        let parts = ["day", "month", "year", "time"].map(|part| typed.one(&format!("when.{part}")).to_owned());
        let when = DateTimeField::new("when", "From when", parts.each_ref().map(String::as_str))
            .with_hint("Leave it empty to change the fact now. Such as 1 8 2027 and 9am.")
            .with_problems(problems);
        let due = around.due.iter().filter(|change| change.fact == row.id);
        let use_view = |inbound: &Inbound| UseView {
            row: RowView::new(&inbound.page, around.now),
            places: inbound
                .mentions
                .iter()
                .map(|mention| format!("{}. {}.", links_in_words::place(mention), links_in_words::sides(mention)))
                .collect(),
        };
        Self {
            shell: shell.with_problem(!problems.is_empty()).with_trail(trail(&row.text.label)),
            troubles: troubles(problems),
            fields: if around.may_change { fields.collect() } else { Vec::new() },
            when: around.may_change.then_some(when),
            value: row.text.value.clone(),
            name: row.name.clone(),
            due: due
                .map(|change| DueView {
                    id: if change.failed.is_some() { 0 } else { change.id.0 },
                    sentence: told(change, &format!(", set by {}", change.made_by)),
                })
                .collect(),
            cancel_action: if around.may_change { format!("{own}/cancel") } else { String::new() },
            delete_action: if around.may_change && around.uses.total == 0 {
                format!("{own}/delete")
            } else {
                String::new()
            },
            uses: around.uses.items.iter().map(use_view).collect(),
            pages: None,
            action: own,
        }
    }
}

impl View for FactView {
    const TEMPLATE: &'static str = "facts/fact.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let row = super::sample();
        let page = |total| store::lists::Page { items: Vec::new(), total, page: 1, pages: 1 };
        let around = |may_change, total| Around {
            due: vec![super::sample_change(), super::sample_failure()],
            uses: page(total),
            may_change,
            now: chrono::DateTime::UNIX_EPOCH,
        };
        let typed = fields_of(&row);
        let wrong = vec![
            Problem::new("value", "The value is empty. Enter it"),
            Problem::new("when.day", "This time has passed. Enter a later time"),
        ];
        let view = |around: &Around, problems: &Problems| {
            let view = Self::new(Shell::sample(&row.text.label), &row, &typed, problems, around);
            let used = UseView {
                row: RowView::sample("Assessment Only", "/assessment-only", content::State::Published),
                places: vec!["Fact in block 1. In the draft and in public.".to_owned()],
            };
            Self { uses: if around.uses.total == 0 { Vec::new() } else { vec![used] }, ..view }
        };
        vec![
            ("to change", view(&around(true, 1), &Problems::new())),
            ("unused", view(&around(true, 0), &Problems::new())),
            ("to read only", view(&around(false, 1), &Problems::new())),
            ("with problems", view(&around(true, 1), &wrong)),
        ]
    }
}

fn fields_of(row: &FactRow) -> Fields {
    Fields::of([("label", row.text.label.clone()), ("value", row.text.value.clone())])
}

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    page: Option<u64>,
}

pub(super) async fn open(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, web::Error> {
    let row = found(&admin, &signed_in, &name).await?;
    let typed = fields_of(&row);
    let screen = Screen { admin: &admin, signed_in: &signed_in, row: &row };
    screen.answer(&typed, &Problems::new(), notice::take(&session).await, asked.page.unwrap_or(1)).await
}

pub(super) async fn change(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Path(name): Path<String>,
    RawForm(pairs): RawForm,
) -> Result<Response, web::Error> {
    let permit = changes(&admin, &signed_in).await?;
    let row = found(&admin, &signed_in, &name).await?;
    let mut typed = Fields::default();
    for (name, value) in pairs {
        typed.push(name, value);
    }
    let screen = Screen { admin: &admin, signed_in: &signed_in, row: &row };
    let wall = match moments::moment(&typed, "when") {
        Ok(wall) => wall,
        Err(problem) => return screen.answer(&typed, &vec![problem], None, 1).await,
    };
    let text = FactText { label: typed.one("label").to_owned(), value: typed.one("value").to_owned() };
    let proposal = Proposal::one(Step::Fact { permit, new: NewText { fact: row.id, text, wall } });
    let reader = signed_in.reads_site(&admin).await?;
    let said = plan::confirmation(|name| typed.one(name).to_owned());
    match plan::answer(&admin, &reader, &proposal, said).await? {
        Outcome::Ask(plan) => screen.ask(&typed, plan, wall.is_some()),
        Outcome::Done(done) => {
            let said = match wall {
                Some(_) => "The time is set.",
                None if typed.one("value").trim() == row.text.value => "Changed. Readers see no difference.",
                None => "Changed. Readers see it from now on.",
            };
            notice::set_undoable(&session, said, &done.group).await;
            Ok(redirect::see_other(&address(&row.name)))
        }
        Outcome::Refused(refusal) => screen.answer(&typed, &problems_of(refusal)?, None, 1).await,
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Cancelled {
    #[serde(default)]
    change: i64,
}

pub(super) async fn cancel(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Path(name): Path<String>,
    Form(typed): Form<Cancelled>,
) -> Result<Response, web::Error> {
    let permit = changes(&admin, &signed_in).await?;
    let row = found(&admin, &signed_in, &name).await?;
    let done = editorial::facts::cancel(&admin.store, &permit, row.id, FactChangeId(typed.change)).await;
    said(&session, done, "Cancelled. The fact stays as it is.").await?;
    Ok(redirect::see_other(&address(&row.name)))
}

pub(super) async fn delete(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Path(name): Path<String>,
) -> Result<Response, web::Error> {
    let permit = changes(&admin, &signed_in).await?;
    let row = found(&admin, &signed_in, &name).await?;
    let done = editorial::facts::remove(&admin.store, &permit, row.id).await;
    let deleted = done.is_ok();
    said(&session, done, "Deleted.").await?;
    Ok(redirect::see_other(&if deleted { HOME.to_owned() } else { address(&row.name) }))
}

/// Leaves a message for the next screen: what was done, or why it was not.
async fn said(session: &Session, done: Result<(), Refusal>, words: &str) -> Result<(), web::Error> {
    match done {
        Ok(()) => notice::set(session, words).await,
        Err(Refusal::Because(sentence)) => notice::set(session, &format!("{sentence}.")).await,
        Err(refusal) => return Err(refused(refusal)),
    }
    Ok(())
}

async fn found(admin: &Admin, signed_in: &SignedIn, name: &str) -> Result<FactRow, web::Error> {
    let permit = sees(admin, signed_in).await?;
    let row = facts::by_name(&admin.store, &permit, name).await.map_err(failed)?;
    row.ok_or_else(|| web::Refusal::NotFound.into())
}

struct Screen<'a> {
    admin: &'a Admin,
    signed_in: &'a SignedIn,
    row: &'a FactRow,
}

impl Screen<'_> {
    fn shell(&self, title: &str) -> Shell {
        Shell::new(self.admin, self.signed_in, Section::Facts, title)
    }

    async fn answer(
        &self,
        typed: &Fields,
        problems: &Problems,
        notice: Option<notice::Notice>,
        page: u64,
    ) -> Result<Response, web::Error> {
        let store = &self.admin.store;
        let permit = sees(self.admin, self.signed_in).await?;
        let uses = store::links::with_fact(store, &permit, &self.row.name, page).await.map_err(failed)?;
        let pages = pagination(&uses, &address(&self.row.name), "")?;
        let around = Around {
            due: facts::due(store, &permit).await.map_err(failed)?,
            uses,
            may_change: may_change(self.admin, self.signed_in).await?,
            now: store.now(),
        };
        let shell = self.shell(&self.row.text.label).with_notice(notice);
        let view = FactView { pages: Some(pages), ..FactView::new(shell, self.row, typed, problems, &around) };
        let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        Ok((status, self.admin.templates.render(&view)?).into_response())
    }

    /// What would change, with the pages that show it.
    fn ask(&self, typed: &Fields, plan: PlanView, later: bool) -> Result<Response, web::Error> {
        let title = format!("Change: {}", self.row.text.label);
        let names = ["label", "value", "when.day", "when.month", "when.year", "when.time"];
        let view = PlannedView {
            shell: self.shell(&title).with_trail(trail(&title)),
            troubles: Vec::new(),
            action: address(&self.row.name),
            intro: Vec::new(),
            fields: Vec::new(),
            hidden: names.map(|name| (name.to_owned(), typed.one(name).to_owned())).into(),
            plan: Some(plan),
            button: if later { "Set this time" } else { "Change the fact" }.to_owned(),
            danger: false,
            asks_first: false,
            back_href: address(&self.row.name),
            back_label: "Back to the fact",
        };
        Ok(self.admin.templates.render(&view)?.into_response())
    }
}

pub(super) fn problems_of(refusal: Refusal) -> Result<Problems, web::Error> {
    match refusal {
        Refusal::Invalid(problems) => Ok(problems),
        Refusal::Because(sentence) => Ok(vec![Problem::new("", sentence)]),
        other => Err(refused(other)),
    }
}

pub(super) fn trail(last: &str) -> Vec<TrailLink> {
    vec![TrailLink::new(TITLE, HOME), TrailLink::new(last, "")]
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::FactView>();
    }
}
