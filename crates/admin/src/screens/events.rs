//! The events: `/admin/events?shown=upcoming&page=2`, and their status, set from the list.

use accounts::{Action, Own, allows};
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use chrono::{DateTime, Utc};
use content::{EventStatus, NodeId, wall};
use serde::{Deserialize, Serialize};
use store::lists::{self, EventRow, EventsShown};
use store::rights::Subject;
use store::tree;
use tower_sessions::Session;
use web::pagination::Pagination;
use web::{Form, Page, Query, View, redirect};

use super::paging::pagination;
use crate::Admin;
use crate::fields::Choice;
use crate::notice;
use crate::refusal::{failed, refused};
use crate::row::{RowView, title_or_words};
use crate::shell::{Section, Shell};
use crate::signed_in::SignedIn;
use crate::tag::StateTag;
use crate::words;

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/events", get(show)).route("/admin/events/{id}/status", post(set_status))
}

/// The list of events.
#[derive(Debug, Serialize)]
struct EventsView {
    shell: Shell,
    filters: Vec<FilterLink>,
    /// `4 events`.
    count: String,
    /// What is said instead of an empty table.
    empty: &'static str,
    rows: Vec<EventRowView>,
    pages: Option<Pagination>,
    /// Where the person comes back to after setting a status.
    back: String,
}

/// One of the links that choose which events are shown.
#[derive(Debug, Serialize)]
struct FilterLink {
    label: &'static str,
    href: String,
    current: bool,
}

/// An event as a row.
#[derive(Debug, Serialize)]
struct EventRowView {
    id: String,
    row: RowView,
    /// `Tuesday 23 March 2021, 5pm`; empty while no date is set.
    date: String,
    category: String,
    place: String,
    format: &'static str,
    status: StateTag,
    duplicate_href: String,
    /// The address of the form that sets the status; empty for people who may not.
    status_action: String,
    statuses: Vec<Choice>,
}

impl View for EventsView {
    const TEMPLATE: &'static str = "events.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let event = |title: &str, status, start: Option<&str>| {
            let row = tree::TreeRow {
                id: NodeId(42),
                kind: content::Kind::Event,
                title: title.to_owned(),
                slug: None,
                path: content::UrlPath::parse("/teaching-events/train-to-teach-events/newcastle").ok(),
                state: content::State::Published,
                updated_at: DateTime::UNIX_EPOCH,
                updated_by: "Asha Patel".to_owned(),
            };
            let event = EventRow {
                row,
                category: "Train to Teach events".to_owned(),
                start: start.and_then(|start| start.parse().ok()),
                time_zone: wall::UK.to_owned(),
                place: "Newcastle".to_owned(),
                format: content::Format::Online,
                status,
                revision: content::RevisionId(7),
            };
            EventRowView::new(&event, true, DateTime::UNIX_EPOCH)
        };
        let rows = || {
            vec![
                event("Train to Teach Newcastle", EventStatus::Scheduled, Some("2021-03-23T17:00:00")),
                event("Train to Teach York", EventStatus::Cancelled, Some("2021-03-30T18:00:00")),
                event("", EventStatus::Postponed, None),
            ]
        };
        let view = |shown, rows: Vec<EventRowView>, total, pages: usize| {
            let pages = Pagination::new("/admin/events", "", 1, 50, pages * 50);
            Self::new(Shell::sample(TITLE), shown, rows, total, pages, "/admin/events".to_owned())
        };
        vec![
            ("upcoming", view(EventsShown::Upcoming, rows(), 120, 3)),
            ("no events", view(EventsShown::Upcoming, Vec::new(), 0, 0)),
            ("no drafts", view(EventsShown::Drafts, Vec::new(), 0, 0)),
        ]
    }
}

const TITLE: &str = "Events";

/// The choices with their word in the address, the label and the sentence for none.
const SHOWN: [(EventsShown, &str, &str, &str); 4] = [
    (EventsShown::Upcoming, "upcoming", "Upcoming", "There are no upcoming events. Create the next one."),
    (EventsShown::Past, "past", "Past", "No event has taken place yet."),
    (EventsShown::Drafts, "drafts", "Drafts", "There are no drafts of events."),
    (EventsShown::All, "all", "All", "There are no events yet. Create the first one."),
];

impl EventsView {
    fn new(
        shell: Shell,
        shown: EventsShown,
        rows: Vec<EventRowView>,
        total: u64,
        pages: Option<Pagination>,
        back: String,
    ) -> Self {
        let filters = SHOWN.iter().map(|(of, word, label, _)| FilterLink {
            label,
            href: if *of == EventsShown::Upcoming {
                "/admin/events".to_owned()
            } else {
                format!("/admin/events?shown={word}")
            },
            current: *of == shown,
        });
        let empty = SHOWN.iter().find(|(of, ..)| *of == shown).map_or("", |(_, _, _, empty)| *empty);
        Self {
            shell,
            filters: filters.collect(),
            count: words::count(total, "event", "events"),
            empty,
            rows,
            pages,
            back,
        }
    }
}

impl EventRowView {
    fn new(event: &EventRow, may_set: bool, now: DateTime<Utc>) -> Self {
        let row = RowView::new(&event.row, now);
        Self {
            id: format!("event-{}", event.row.id),
            date: event.start.map(wall::date_time).unwrap_or_default(),
            category: event.category.clone(),
            place: event.place.clone(),
            format: event.format.label(),
            status: event.status.into(),
            duplicate_href: format!("{}/duplicate", row.edit_href),
            status_action: if may_set { format!("/admin/events/{}/status", event.row.id) } else { String::new() },
            statuses: EventStatus::ALL
                .iter()
                .map(|status| Choice::new(status.as_str(), status.label(), *status == event.status))
                .collect(),
            row,
        }
    }
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    shown: String,
    page: Option<u64>,
}

async fn show(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Page, web::Error> {
    let permit = signed_in.reads_site(&admin).await?;
    let chosen = SHOWN.iter().find(|(_, word, ..)| *word == asked.shown).unwrap_or(&SHOWN[0]);
    let list = lists::events(&admin.store, &permit, chosen.0, asked.page.unwrap_or(1)).await.map_err(failed)?;
    let query = if chosen.0 == EventsShown::Upcoming { String::new() } else { format!("shown={}", chosen.1) };
    let pages = pagination(&list, "/admin/events", &query)?;
    let back = format!("/admin/events?shown={}&page={}", chosen.1, list.page);
    let now = admin.store.now();
    let mut rows = Vec::with_capacity(list.items.len());
    for event in &list.items {
        let action = if event.row.state.is_live() { Action::Publish } else { Action::Save };
        let may_set = allows(signed_in.person.role, action, Own::Others)
            // A role that counts below some nodes only has to be asked for at each.
            || (permit.differs_by_place() && signed_in.is_allowed(&admin, action, Subject::Node(event.row.id)).await?);
        rows.push(EventRowView::new(event, may_set, now));
    }
    let shell = Shell::new(&admin, &signed_in, Section::Events, TITLE).with_notice(notice::take(&session).await);
    Ok(admin.templates.render(&EventsView::new(shell, chosen.0, rows, list.total, Some(pages), back))?)
}

#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    status: String,
    #[serde(default)]
    back: String,
}

async fn set_status(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Path(id): Path<i64>,
    Form(typed): Form<Typed>,
) -> Result<Response, web::Error> {
    let node = NodeId(id);
    let permit = signed_in.may(&admin, Action::ReadDraft, Subject::Node(node)).await?;
    let row = tree::row(&admin.store, &permit, node).await.map_err(failed)?.ok_or(web::Refusal::NotFound)?;
    let action = if row.state.is_live() { Action::Publish } else { Action::Save };
    let permit = signed_in.may(&admin, action, Subject::Node(node)).await?;
    let status: EventStatus = typed.status.parse().map_err(|()| web::Refusal::BadRequest {
        sentence: "Choose whether the event is going ahead, full, postponed or cancelled.".to_owned(),
    })?;
    editorial::events::set_status(&admin.store, &permit, status).await.map_err(refused)?;
    let title = title_or_words(&row.title, row.kind.label());
    notice::set(&session, &format!("{title}: {}.", status.label().to_lowercase())).await;
    Ok(redirect::see_other(back_to_list(&typed.back)))
}

/// The list from which the status was set, and nowhere else.
fn back_to_list(back: &str) -> &str {
    redirect::local_path(back)
        .filter(|path| *path == "/admin/events" || path.starts_with("/admin/events?"))
        .unwrap_or("/admin/events")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<EventsView>();
    }

    #[test]
    fn setting_a_status_leads_back_to_the_list_it_was_set_from() {
        assert_eq!(back_to_list("/admin/events?shown=past&page=2"), "/admin/events?shown=past&page=2");
        for hostile in ["", "//evil.example", "/admin/events/../users", "https://evil.example/admin/events"] {
            assert_eq!(back_to_list(hostile), "/admin/events");
        }
    }
}
