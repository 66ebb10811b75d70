//! Saved filters: `/admin/filters/new?list=&filter=` keeps what a list shows under a name, `/admin/filters` renames and removes.

use accounts::Action;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use content::{Problem, Problems};
use editorial::Refusal;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::filters::{self, SavedFilter};
use store::rights::{Permit, Subject};
use tower_sessions::Session;
use web::{Form, Page, Query, View, redirect};

use crate::Admin;
use crate::fields::{Field, Trouble, troubles};
use crate::help::Screen;
use crate::lists::{FILTERS, List};
use crate::notice;
use crate::refusal::{failed, refused};
use crate::shell::{Section, Shell, TrailLink};
use crate::signed_in::SignedIn;
use crate::words;

const TITLE: &str = "Saved filters";
const SAVE: &str = "Save this filter";

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/filters", get(show).post(change)).route("/admin/filters/new", get(show_new).post(save))
}

/// All filters that the person saved.
#[derive(Debug, Serialize)]
struct FiltersView {
    shell: Shell,
    troubles: Vec<Trouble>,
    groups: Vec<GroupView>,
}

/// The filters of one list.
#[derive(Debug, Serialize)]
struct GroupView {
    name: &'static str,
    label: &'static str,
    rows: Vec<RowView>,
}

/// One filter.
#[derive(Debug, Serialize)]
struct RowView {
    id: i64,
    name: String,
    href: String,
    new_name: Field,
}

/// The form that saves what a list shows.
#[derive(Debug, Serialize)]
struct NewFilterView {
    shell: Shell,
    troubles: Vec<Trouble>,
    list: &'static str,
    filter: String,
    name: Field,
    back_href: String,
}

/// What a person typed for one of the filters.
#[derive(Debug, Deserialize)]
struct Changed {
    #[serde(default)]
    filter: i64,
    #[serde(default)]
    name: String,
    #[serde(default)]
    action: String,
}

/// A filter that is to be saved, with its name as typed.
#[derive(Debug, Default, Deserialize)]
struct Typed {
    #[serde(default)]
    list: String,
    #[serde(default)]
    filter: String,
    #[serde(default)]
    name: String,
}

impl Typed {
    /// The list, and the filter in one spelling.
    fn read(&self) -> Option<(&'static List, String)> {
        let list = List::named(&self.list)?;
        let filter = list.filter_of(&self.filter).filter(|filter| !filter.is_empty())?;
        Some((list, filter))
    }
}

impl FiltersView {
    fn new(shell: Shell, saved: &[SavedFilter], typed: Option<&Changed>, problems: &Problems) -> Self {
        let row = |list: &List, filter: &SavedFilter| {
            let typed = typed.filter(|typed| typed.filter == filter.id);
            let field = Field {
                id: field_of(filter.id),
                ..Field::text("name", "Name", typed.map_or(&filter.name, |typed| &typed.name)).with_width("half")
            };
            RowView {
                id: filter.id,
                name: filter.name.clone(),
                href: list.address(&filter.query),
                new_name: if typed.is_some() { field.with_problems(problems) } else { field },
            }
        };
        let groups = List::all().map(|list| GroupView {
            name: list.name,
            label: list.label,
            rows: saved.iter().filter(|filter| filter.list == list.name).map(|filter| row(list, filter)).collect(),
        });
        let mut troubles = troubles(problems);
        for trouble in &mut troubles {
            trouble.href = typed.map(|typed| format!("#{}", field_of(typed.filter))).unwrap_or_default();
        }
        Self {
            shell: shell
                .with_trail(vec![TrailLink::new("Your account", "/admin/account"), TrailLink::new(TITLE, "")])
                .with_problem(!problems.is_empty()),
            troubles,
            groups: groups.filter(|group| !group.rows.is_empty()).collect(),
        }
    }
}

fn field_of(filter: i64) -> String {
    format!("filter-{filter}")
}

impl NewFilterView {
    fn new(shell: Shell, list: &'static List, filter: String, typed: &str, problems: &Problems) -> Self {
        let back_href = list.address(&filter);
        let trail = vec![TrailLink::new(list.label, &*back_href), TrailLink::new(SAVE, "")];
        let name = Field::text("name", "Name", typed)
            .with_width("half")
            .with_hint("Only you see it. It stands above the list and leads back to what the list shows now.")
            .with_problems(problems);
        Self {
            shell: shell.with_trail(trail).with_problem(!problems.is_empty()),
            troubles: troubles(problems),
            list: list.name,
            filter,
            name: Field { autofocus: problems.is_empty(), ..name },
            back_href,
        }
    }
}

async fn show(State(admin): State<Admin>, session: Session, signed_in: SignedIn) -> Result<Page, web::Error> {
    let permit = sees(&admin, &signed_in).await?;
    let mut view = view(&admin, &signed_in, &permit, None, &Problems::new()).await?;
    view.shell = view.shell.with_notice(notice::take(&session).await);
    Ok(admin.templates.render(&view)?)
}

async fn change(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Form(typed): Form<Changed>,
) -> Result<Response, web::Error> {
    let permit = sees(&admin, &signed_in).await?;
    let renamed = match typed.action.as_str() {
        "rename" => editorial::filters::rename(&admin.store, &permit, typed.filter, &typed.name).await,
        "remove" => {
            let removed = editorial::filters::remove(&admin.store, &permit, typed.filter).await.map_err(refused)?;
            say_removed(&session, &removed).await;
            return Ok(redirect::see_other(FILTERS));
        }
        _ => Err(Refusal::Because("This button is not known. Use the buttons beside your filters.".to_owned())),
    };
    match renamed {
        Ok(name) => {
            notice::set(&session, &format!("The filter is called “{name}” now.")).await;
            Ok(redirect::see_other(FILTERS))
        }
        Err(Refusal::Invalid(problems)) => {
            let view = view(&admin, &signed_in, &permit, Some(&typed), &problems).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, admin.templates.render(&view)?).into_response())
        }
        Err(refusal) => Err(refused(refusal)),
    }
}

/// Says what is gone, with the way to have it again.
async fn say_removed(session: &Session, removed: &SavedFilter) {
    let said = format!("The filter “{}” is removed.", removed.name);
    match List::named(&removed.list) {
        Some(list) => {
            let again = format!("{}&name={}", list.save_address(&removed.query), words::in_query(&removed.name));
            notice::set_linked(session, &said, "Save it again", &again).await;
        }
        None => notice::set(session, &said).await,
    }
}

async fn show_new(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Query(typed): Query<Typed>,
) -> Result<Response, web::Error> {
    sees(&admin, &signed_in).await?;
    // The screen of all filters says how to come here.
    let Some((list, filter)) = typed.read() else { return Ok(redirect::see_other(FILTERS)) };
    let shell = new_shell(&admin, &signed_in, list);
    let view = NewFilterView::new(shell, list, filter, &typed.name, &Problems::new());
    Ok(admin.templates.render(&view)?.into_response())
}

async fn save(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, web::Error> {
    let permit = sees(&admin, &signed_in).await?;
    let Some((list, filter)) = typed.read() else {
        let sentence = "Open a list, choose what it shows, and press “Save this filter” above it.".to_owned();
        return Err(web::Refusal::Conflict { sentence }.into());
    };
    match editorial::filters::save(&admin.store, &permit, list.name, &typed.name, &filter).await {
        Ok(name) => {
            notice::set(&session, &format!("The filter “{name}” is saved. It stands above the list from now on."))
                .await;
            Ok(redirect::see_other(&list.address(&filter)))
        }
        Err(Refusal::Invalid(problems)) => {
            let shell = new_shell(&admin, &signed_in, list);
            let view = NewFilterView::new(shell, list, filter, &typed.name, &problems);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, admin.templates.render(&view)?).into_response())
        }
        Err(refusal) => Err(refused(refusal)),
    }
}

fn new_shell(admin: &Admin, signed_in: &SignedIn, list: &List) -> Shell {
    Shell::new(admin, signed_in, list.section, SAVE).with_help(Screen::Called(SAVE))
}

async fn view(
    admin: &Admin,
    signed_in: &SignedIn,
    permit: &Permit,
    typed: Option<&Changed>,
    problems: &Problems,
) -> Result<FiltersView, web::Error> {
    let saved = filters::mine(&admin.store, permit).await.map_err(failed)?;
    Ok(FiltersView::new(Shell::new(admin, signed_in, Section::Account, TITLE), &saved, typed, problems))
}

async fn sees(admin: &Admin, signed_in: &SignedIn) -> Result<Permit, web::Error> {
    signed_in.may(admin, Action::ViewAdmin, Subject::Site).await
}

impl View for FiltersView {
    const TEMPLATE: &'static str = "filters.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let filter = |id, list: &str, name: &str, query: &str| SavedFilter {
            id,
            list: list.to_owned(),
            name: name.to_owned(),
            query: query.to_owned(),
        };
        let saved = [
            filter(1, "events", "Past events", "shown=past"),
            filter(2, "media", "Pictures of schools", "q=school&kind=pictures"),
        ];
        let typed = Changed { filter: 2, name: String::new(), action: "rename".to_owned() };
        let problems = vec![Problem::new("name", "Enter a name, such as “Past events in York”")];
        vec![
            ("two", Self::new(Shell::sample(TITLE), &saved, None, &Problems::new())),
            ("a problem", Self::new(Shell::sample(TITLE), &saved, Some(&typed), &problems)),
            ("none", Self::new(Shell::sample(TITLE), &[], None, &Problems::new())),
        ]
    }
}

impl View for NewFilterView {
    const TEMPLATE: &'static str = "filter-new.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = |typed: &str, problems: &Problems| {
            let list = List::all().next().expect("there are lists");
            Self::new(Shell::sample(SAVE), list, "shown=past".to_owned(), typed, problems)
        };
        let problems = vec![Problem::new("name", "You have a filter of this name already. Enter another name")];
        vec![("new", view("", &Problems::new())), ("a problem", view("Past events", &problems))]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::FiltersView>();
        crate::state::check::<super::NewFilterView>();
    }
}
