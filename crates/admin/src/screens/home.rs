//! The home screen: `/admin`.

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use chrono::{DateTime, Utc};
use content::State as Life;
use serde::Serialize;
use store::tasks::{self, Task};
use store::{find, lists};
use tower_sessions::Session;
use web::{Page, View};

use super::history::ChangeView;
use super::reports::{self, ProblemLink};
use super::reviews::ReviewGroup;
use crate::Admin;
use crate::notice;
use crate::refusal::failed;
use crate::row::{RowView, editor_of, title_or_words};
use crate::schedule::Line;
use crate::shell::{Section, Shell};
use crate::signed_in::SignedIn;
use crate::words;

/// How many drafts and changes the screen shows.
const SHOWN: u64 = 8;

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin", get(show))
}

/// What awaits the person: their drafts, what others did, what comes up.
#[derive(Debug, Serialize)]
struct HomeView {
    shell: Shell,
    /// `4 upcoming events`.
    upcoming: String,
    /// What waits for this person; no panel when it is empty.
    reviews: Vec<ReviewGroup>,
    drafts: Vec<RowView>,
    /// What is due next.
    scheduled: Vec<Line>,
    tasks: Vec<TaskView>,
    /// What needs mending on the site.
    problems: Vec<ProblemLink>,
    changes: Vec<ChangeView>,
}

/// Something that somebody asked of this person.
#[derive(Clone, Debug, Serialize)]
struct TaskView {
    title: String,
    href: String,
    words: String,
    asked: String,
}

impl TaskView {
    fn new(task: Task, now: DateTime<Utc>) -> Self {
        Self {
            title: title_or_words(&task.title, "page"),
            href: format!("{}/links", editor_of(task.node)),
            words: task.words,
            asked: format!("asked for by {} {}", task.made_by, words::when_inside(task.made_at, now)),
        }
    }
}

impl View for HomeView {
    const TEMPLATE: &'static str = "home.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let drafts = vec![
            RowView::sample("Assessment Only", "/explore-my-options/assessment-only", Life::PublishedWithChanges),
            RowView::sample("", "/explore-my-options/untitled", Life::Draft),
        ];
        let task = TaskView {
            title: "Assessment Only".to_owned(),
            href: "/admin/nodes/5/links".to_owned(),
            words: "Send the links to “Old fair” to “Events”".to_owned(),
            asked: "asked for by Ben Okafor today at 10:42am".to_owned(),
        };
        let view = |upcoming: u64, reviews, drafts: Vec<RowView>, changes| Self {
            tasks: drafts.iter().map(|_| task.clone()).collect(),
            shell: Shell::sample(TITLE),
            upcoming: words::count(upcoming, "upcoming event", "upcoming events"),
            reviews,
            drafts,
            scheduled: Line::samples(),
            problems: if upcoming == 0 { Vec::new() } else { ProblemLink::sample() },
            changes,
        };
        vec![
            ("at work", view(4, ReviewGroup::sample(), drafts, ChangeView::sample())),
            ("a new site", view(0, Vec::new(), Vec::new(), Vec::new())),
        ]
    }
}

const TITLE: &str = "Home";

async fn show(State(admin): State<Admin>, session: Session, signed_in: SignedIn) -> Result<Page, web::Error> {
    let permit = signed_in.reads_site(&admin).await?;
    let now = admin.store.now();
    let drafts = lists::my_drafts(&admin.store, &permit, SHOWN).await.map_err(failed)?;
    let changes = lists::recent(&admin.store, &permit, SHOWN).await.map_err(failed)?;
    let due = store::schedule::due(&admin.store, &permit, SHOWN).await.map_err(failed)?;
    let groups = store::schedule::due_releases(&admin.store, &permit, SHOWN).await.map_err(failed)?;
    let tasks = tasks::mine(&admin.store, &permit, SHOWN).await.map_err(failed)?;
    let upcoming = find::upcoming_events(&admin.store, &permit).await.map_err(failed)?;
    let view = HomeView {
        shell: Shell::new(&admin, &signed_in, Section::Home, TITLE).with_notice(notice::take(&session).await),
        upcoming: words::count(upcoming, "upcoming event", "upcoming events"),
        reviews: ReviewGroup::waiting(&admin, &permit).await?,
        drafts: drafts.iter().map(|row| RowView::new(row, now)).collect(),
        scheduled: Line::all(&due, &groups).into_iter().take(usize::try_from(SHOWN).unwrap_or(0)).collect(),
        problems: reports::problems(&admin, &permit).await?,
        tasks: tasks.into_iter().map(|task| TaskView::new(task, now)).collect(),
        changes: changes.into_iter().map(|row| ChangeView::new(row, now)).collect(),
    };
    Ok(admin.templates.render(&view)?)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::HomeView>();
    }
}
