//! What leads to a node and what it leads to: `/admin/nodes/{id}/links`. And the tasks that others left on it.

use accounts::Action;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};
use content::NodeId;
use serde::{Deserialize, Serialize};
use store::links::{self, Fault, Inbound, Leads, Mention, Outbound};
use store::projection::{BlockSpot, LinkPlace};
use store::tasks::{self, Task};
use tower_sessions::Session;
use web::pagination::Pagination;
use web::{Page, Query, RawForm, View, redirect};

use super::super::desk::Desk;
use super::super::form::Typed;
use super::mend::mend_query;
use crate::Admin;
use crate::links_in_words as in_words;
use crate::notice;
use crate::refusal::{failed, refused};
use crate::row::{RowView, title_or_words};
use crate::screens::paging::pagination;
use crate::shell::Shell;
use crate::signed_in::SignedIn;
use crate::words;

/// The links of one node, both ways.
#[derive(Debug, Serialize)]
struct LinksView {
    shell: Shell,
    action: String,
    editor_href: String,
    tasks: Vec<TaskView>,
    /// `3 pages link here`.
    inbound_count: String,
    inbound: Vec<InboundView>,
    pages: Option<Pagination>,
    redirects: Vec<String>,
    outbound: Vec<OutboundView>,
    /// `2 links need attention`; empty for none.
    attention: String,
}

/// A task, with the button that ends it.
#[derive(Debug, Serialize)]
struct TaskView {
    id: i64,
    words: String,
    made: String,
    made_by: String,
}

/// A page that leads here.
#[derive(Debug, Serialize)]
struct InboundView {
    row: RowView,
    mentions: Vec<MentionView>,
}

/// One link of a page.
#[derive(Debug, Serialize)]
struct MentionView {
    text: String,
    place: String,
    sides: &'static str,
}

/// A link from here.
#[derive(Debug, Serialize)]
struct OutboundView {
    mention: MentionView,
    target: String,
    target_href: String,
    address: String,
    fault: String,
    mend_href: String,
}

impl MentionView {
    fn new(mention: &Mention) -> Self {
        Self { text: in_words::text(mention), place: in_words::place(mention), sides: in_words::sides(mention) }
    }
}

impl InboundView {
    fn new(inbound: &Inbound, now: DateTime<Utc>) -> Self {
        Self {
            row: RowView::new(&inbound.page, now),
            mentions: inbound.mentions.iter().map(MentionView::new).collect(),
        }
    }
}

impl OutboundView {
    fn new(link: &Outbound, editor: &str) -> Self {
        let (target, target_href, address) = in_words::target(&link.leads);
        let fault = link.fault.as_ref().map(in_words::fault).unwrap_or_default();
        let mend_href = match &link.fault {
            None => String::new(),
            Some(fault) => format!("{editor}/links/mend?{}", mend_query(&link.leads, fault)),
        };
        Self { mention: MentionView::new(&link.mention), target, target_href, address, fault, mend_href }
    }
}

impl TaskView {
    fn new(task: Task, now: DateTime<Utc>) -> Self {
        Self { id: task.id, words: task.words, made: words::when_inside(task.made_at, now), made_by: task.made_by }
    }
}

#[derive(Deserialize)]
pub(super) struct Asked {
    page: Option<u64>,
}

pub(super) async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let (store, permit, now) = (&desk.admin.store, &desk.permit, desk.admin.store.now());
    let inbound = links::inbound(store, permit, asked.page.unwrap_or(1)).await.map_err(failed)?;
    let outbound = links::outbound(store, permit).await.map_err(failed)?;
    let faults = outbound.iter().filter(|link| link.fault.is_some()).count() as u64;
    let editor = desk.screen("");
    let view = LinksView {
        shell: desk.shell("Links").await?.with_notice(notice::take(&session).await),
        action: desk.screen("links"),
        tasks: tasks::of_node(store, permit)
            .await
            .map_err(failed)?
            .into_iter()
            .map(|t| TaskView::new(t, now))
            .collect(),
        inbound_count: linking(inbound.total),
        pages: Some(pagination(&inbound, &desk.screen("links"), "")?),
        inbound: inbound.items.iter().map(|page| InboundView::new(page, now)).collect(),
        redirects: links::redirects(store, permit).await.map_err(failed)?,
        outbound: outbound.iter().map(|link| OutboundView::new(link, &editor)).collect(),
        attention: if faults == 0 { String::new() } else { attention(faults) },
        editor_href: editor,
    };
    Ok(desk.admin.templates.render(&view)?)
}

/// Says that a task is done.
pub(super) async fn act(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
    RawForm(pairs): RawForm,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let permit = desk.may(Action::Save).await?;
    let (Typed { fields, .. }, _) = Typed::parse(pairs);
    if let Ok(task) = fields.one("task").parse() {
        editorial::links::finish_task(&desk.admin.store, &permit, task).await.map_err(refused)?;
        notice::set(&session, "Task done.").await;
    }
    Ok(redirect::see_other(&desk.screen("links")).into_response())
}

/// `3 pages link here`.
pub(in crate::editor) fn linking(pages: u64) -> String {
    match pages {
        0 => "No page links here".to_owned(),
        1 => "1 page links here".to_owned(),
        many => format!("{} link here", words::count(many, "page", "pages")),
    }
}

/// `2 links need attention`.
pub(in crate::editor) fn attention(faults: u64) -> String {
    if faults == 1 {
        "1 link needs attention".to_owned()
    } else {
        format!("{} need attention", words::count(faults, "link", "links"))
    }
}

impl View for LinksView {
    const TEMPLATE: &'static str = "editor/links.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let mention = |text: &str, place, draft, live| Mention {
            text: text.to_owned(),
            place,
            block: Some(BlockSpot::Body(2)),
            draft,
            live,
        };
        let mentions = [
            mention("approved provider", LinkPlace::Text, true, true),
            mention("", LinkPlace::CallToAction, true, false),
        ];
        let link = |leads, fault| OutboundView::new(&Outbound { mention: mentions[0].clone(), leads, fault }, "/e/12");
        let outbound = vec![
            link(Leads::Address("https://www.gov.uk/".to_owned()), None),
            link(Leads::Address("/old-page".to_owned()), Some(Fault::UnknownAddress)),
            link(Leads::Unknown(NodeId(99)), Some(Fault::Missing)),
            link(Leads::Address("#apply".to_owned()), Some(Fault::NoHeading("apply".to_owned()))),
        ];
        let inbound = InboundView {
            row: RowView::sample(&title_or_words("", "page"), "/explore-my-options", content::State::Published),
            mentions: mentions.iter().map(MentionView::new).collect(),
        };
        let task = TaskView {
            id: 1,
            words: "Send the links to “Old fair” to “Events”".to_owned(),
            made: "today at 10:42am".to_owned(),
            made_by: "Asha Patel".to_owned(),
        };
        let view = |tasks, inbound: Vec<InboundView>, outbound: Vec<OutboundView>| Self {
            shell: Shell::sample("Links: Providers"),
            action: "/admin/nodes/12/links".to_owned(),
            editor_href: "/admin/nodes/12".to_owned(),
            tasks,
            inbound_count: linking(inbound.len() as u64),
            redirects: inbound.iter().map(|_| "/old/providers".to_owned()).collect(),
            inbound,
            pages: None,
            attention: if outbound.is_empty() { String::new() } else { attention(3) },
            outbound,
        };
        vec![("linked", view(vec![task], vec![inbound], outbound)), ("alone", view(Vec::new(), Vec::new(), Vec::new()))]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_links_show_their_samples() {
        crate::state::check::<super::LinksView>();
    }
}
