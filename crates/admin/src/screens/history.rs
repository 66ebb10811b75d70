//! What happened on the site: `/admin/history`.

use accounts::UserId;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, Utc};
use content::{Problem, Problems, wall};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::lists::{self, AuditGroup, AuditRow, Wanted};
use store::rights::Permit;
use tower_sessions::Session;
use web::{Query, View};

use crate::Admin;
use crate::csv;
use crate::fields::{Choice, Field, Trouble, troubles};
use crate::help::Screen;
use crate::notice;
use crate::refusal::failed;
use crate::row::editor_of;
use crate::shell::{Section, Shell, TrailLink};
use crate::signed_in::SignedIn;
use crate::words;

/// Lines of one action that are shown.
const LINES: usize = 50;
/// Lines of a file. Who needs more narrows the days down.
const MOST_IN_A_FILE: u64 = 50_000;

/// What people look for, with the actions of the audit that it stands for.
const KINDS: [(&str, &str, &[&str]); 8] = [
    ("publishing", "Publishing", &["published", "unpublished", "could not publish", "could not unpublish"]),
    (
        "drafts",
        "Drafts",
        &[
            "created",
            "copied",
            "saved a draft of",
            "restored a version of",
            "discarded the draft of",
            "set the status of",
            "changed links on",
            "replaced text in",
            "replaced text on",
            "finished a task on",
            "took over",
        ],
    ),
    ("addresses", "Moves and addresses", &["moved", "renamed"]),
    ("trash", "Trash", &["moved to the trash", "restored"]),
    (
        "reviews",
        "Reviews and comments",
        &[
            "submitted for review",
            "approved",
            "sent back",
            "did not wait for a review of",
            "looked at the urgent publication of",
            "set the reviews of",
            "commented on",
            "answered a comment on",
            "resolved a comment on",
            "reopened a comment on",
        ],
    ),
    ("schedule", "Schedule", &["scheduled publishing of", "scheduled unpublishing of", "cancelled"]),
    ("rights", "Roles", &["gave a role on", "took back a role on"]),
    ("undone", "Undone", &["undid"]),
];

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/history", get(show)).route("/admin/history.csv", get(file))
}

/// The latest changes, newest first.
#[derive(Debug, Serialize)]
struct HistoryView {
    shell: Shell,
    troubles: Vec<Trouble>,
    /// What narrows the list down.
    filter: Vec<Field>,
    /// Whether anything does.
    narrowed: bool,
    actions: Vec<ActionView>,
    /// The next screen; empty on the last one.
    next_href: String,
    file_href: String,
}

/// One action: its lines, and whether it can be undone.
#[derive(Clone, Debug, Serialize)]
struct ActionView {
    /// What the button sends; empty where there is none.
    undo: String,
    undone: bool,
    first: ChangeView,
    /// `and 4 more changes with it`; empty for none.
    more: String,
    others: Vec<ChangeView>,
}

impl ActionView {
    fn new(action: AuditGroup, now: DateTime<Utc>) -> Option<Self> {
        let mut lines = action.lines.into_iter();
        let first = ChangeView::new(lines.next()?, now);
        let others: Vec<AuditRow> = lines.collect();
        Some(Self {
            undo: if action.undoable { action.group } else { String::new() },
            undone: action.undone,
            first,
            more: match others.len() {
                0 => String::new(),
                more => format!("and {} with it", words::count(more as u64, "more change", "more changes")),
            },
            others: others.into_iter().take(LINES).map(|row| ChangeView::new(row, now)).collect(),
        })
    }
}

/// One change as a sentence: who, what, to which page, when.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ChangeView {
    actor: String,
    action: String,
    /// The title; empty where the change is about no page.
    title: String,
    /// The editor of the page; empty for none.
    href: String,
    detail: String,
    when: String,
}

impl ChangeView {
    pub(super) fn new(row: AuditRow, now: DateTime<Utc>) -> Self {
        Self {
            href: row.node.filter(|_| !row.title.is_empty()).map(editor_of).unwrap_or_default(),
            when: words::when(row.at, now),
            // “Asha Patel signed in”, not “… signed in Asha Patel”.
            title: if row.node.is_none() && row.title == row.actor { String::new() } else { row.title },
            actor: row.actor,
            action: row.action,
            detail: row.detail,
        }
    }

    pub(super) fn sample() -> Vec<Self> {
        let row = |action: &str, title: &str, detail: &str| {
            let node = (!title.is_empty()).then_some(content::NodeId(12));
            AuditRow {
                id: 1,
                group: "g1".to_owned(),
                at: DateTime::UNIX_EPOCH,
                actor: "Asha Patel".to_owned(),
                action: action.to_owned(),
                node,
                title: title.to_owned(),
                detail: detail.to_owned(),
            }
        };
        let rows = [
            row("published", "Assessment Only", ""),
            row(
                "moved",
                "Train to Teach events",
                "from /events/train-to-teach to /teaching-events/train-to-teach-events",
            ),
            row("signed in", "", ""),
        ];
        rows.into_iter().map(|row| Self::new(row, DateTime::UNIX_EPOCH)).collect()
    }
}

impl View for HistoryView {
    const TEMPLATE: &'static str = "history.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let action = |undo: &str, undone| ActionView {
            undo: undo.to_owned(),
            undone,
            first: ChangeView::sample().swap_remove(0),
            more: "and 3 more changes with it".to_owned(),
            others: ChangeView::sample(),
        };
        let people = || vec![Choice::new("", "Everybody", true), Choice::new("2", "Asha Patel", false)];
        let wrong = vec![Problem::new("from", "Enter a day of the calendar, such as 2021-03-15")];
        let view = |actions: Vec<ActionView>, narrowed, problems: &Problems| Self {
            shell: Shell::sample(TITLE).with_trail(trail()).with_problem(!problems.is_empty()),
            troubles: troubles(problems),
            filter: filter(&Asked::default(), people(), problems),
            narrowed,
            next_href: if actions.is_empty() { String::new() } else { "/admin/history?before=7".to_owned() },
            actions,
            file_href: "/admin/history.csv".to_owned(),
        };
        vec![
            ("some", view(vec![action("g1", false), action("", true)], false, &Vec::new())),
            ("none", view(Vec::new(), false, &Vec::new())),
            ("none that fit", view(Vec::new(), true, &wrong)),
        ]
    }
}

const TITLE: &str = "Site history";

fn trail() -> Vec<TrailLink> {
    vec![TrailLink::new("Home", "/admin"), TrailLink::new(TITLE, "")]
}

/// The filter as it was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    person: String,
    kind: String,
    page: String,
    from: String,
    to: String,
    before: String,
}

impl Asked {
    fn narrows(&self) -> bool {
        [&self.person, &self.kind, &self.page, &self.from, &self.to].iter().any(|typed| !typed.trim().is_empty())
    }

    /// The filter as part of an address, without where the screen begins.
    fn query(&self) -> String {
        let parts = [
            ("person", &self.person),
            ("kind", &self.kind),
            ("page", &self.page),
            ("from", &self.from),
            ("to", &self.to),
        ];
        let typed = parts.into_iter().filter(|(_, value)| !value.is_empty());
        typed.map(|(name, value)| format!("{name}={}", words::in_query(value))).collect::<Vec<_>>().join("&")
    }

    /// What of the history is wanted, or what is wrong with the filter.
    async fn wanted(&self, admin: &Admin, permit: &Permit) -> Result<Result<Wanted, Problems>, web::Error> {
        let mut problems = Problems::new();
        let kind = KINDS.iter().find(|(key, ..)| *key == self.kind);
        let node = match self.page.trim() {
            "" => None,
            typed => {
                let found = store::find::by_address(&admin.store, permit, typed).await.map_err(failed)?;
                if found.is_none() {
                    let sentence = "There is no page at this address. Enter one such as /teaching-events";
                    problems.push(Problem::new("page", sentence));
                }
                found
            }
        };
        let from = day(&self.from, "from", &mut problems);
        let to = day(&self.to, "to", &mut problems);
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            problems.push(Problem::new("to", "The last day lies before the first one. Enter a later day"));
        }
        if !problems.is_empty() {
            return Ok(Err(problems));
        }
        Ok(Ok(Wanted {
            person: self.person.parse().ok().map(UserId),
            actions: kind.map(|(.., actions)| actions.to_vec()).unwrap_or_default(),
            node,
            from: from.map(midnight),
            until: to.and_then(|day| day.checked_add_days(Days::new(1))).map(midnight),
            before: self.before.parse().ok(),
        }))
    }
}

/// A day as browsers send it, or as people write it: `2021-03-15`.
fn day(typed: &str, field: &str, problems: &mut Problems) -> Option<NaiveDate> {
    let typed = typed.trim();
    let day = typed.parse().ok().filter(|day: &NaiveDate| (1970..9999).contains(&chrono::Datelike::year(day)));
    if day.is_none() && !typed.is_empty() {
        problems.push(Problem::new(field, "Enter a day of the calendar, such as 2021-03-15"));
    }
    day
}

/// The beginning of a day in the United Kingdom.
fn midnight(day: NaiveDate) -> DateTime<Utc> {
    let midnight = NaiveDateTime::from(day);
    wall::instant(midnight, wall::UK).unwrap_or_else(|_| midnight.and_utc())
}

fn filter(asked: &Asked, people: Vec<Choice>, problems: &Problems) -> Vec<Field> {
    let every = Choice::new("", "Everything", asked.kind.is_empty());
    let kinds = KINDS.iter().map(|(key, label, _)| Choice::new(*key, *label, asked.kind == *key));
    let date = |name: &str, label: &str, typed: &str| Field {
        input: "date",
        spellcheck: false,
        ..Field::text(name, label, typed)
    };
    let page = Field::text("page", "Page address", asked.page.as_str()).choosing("page");
    let fields = [
        Field::select("person", "Who", people),
        Field::select("kind", "What", std::iter::once(every).chain(kinds).collect()),
        page.with_width("half"),
        date("from", "From", &asked.from),
        date("to", "To", &asked.to),
    ];
    fields.into_iter().map(|field| field.with_problems(problems)).collect()
}

async fn people(admin: &Admin, asked: &Asked) -> Result<Vec<Choice>, web::Error> {
    let everybody = store::people::everybody(&admin.store).await.map_err(failed)?;
    let people = everybody.into_iter().map(|person| {
        let id = person.id.0.to_string();
        let selected = id == asked.person;
        Choice::new(id, person.name, selected)
    });
    Ok(std::iter::once(Choice::new("", "Everybody", asked.person.is_empty())).chain(people).collect())
}

async fn show(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, web::Error> {
    let permit = signed_in.reads_site(&admin).await?;
    let now = admin.store.now();
    let (problems, actions, next) = match asked.wanted(&admin, &permit).await? {
        Err(problems) => (problems, Vec::new(), None),
        Ok(wanted) => {
            let (actions, next) = lists::actions(&admin.store, &permit, &wanted).await.map_err(failed)?;
            (Problems::new(), actions, next)
        }
    };
    let query = asked.query();
    let and = if query.is_empty() { "" } else { "&" };
    let view = HistoryView {
        shell: Shell::new(&admin, &signed_in, Section::Home, TITLE)
            .with_help(Screen::Called(TITLE))
            .with_trail(trail())
            .with_notice(notice::take(&session).await)
            .with_problem(!problems.is_empty()),
        troubles: troubles(&problems),
        filter: filter(&asked, people(&admin, &asked).await?, &problems),
        narrowed: asked.narrows(),
        actions: actions.into_iter().filter_map(|action| ActionView::new(action, now)).collect(),
        next_href: next.map(|before| format!("/admin/history?{query}{and}before={before}")).unwrap_or_default(),
        file_href: format!("/admin/history.csv?{query}"),
    };
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, admin.templates.render(&view)?).into_response())
}

/// The same lines, the latest first, as comma-separated values.
async fn file(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, web::Error> {
    let permit = signed_in.reads_site(&admin).await?;
    let Ok(wanted) = asked.wanted(&admin, &permit).await? else {
        let sentence = "The filter names a day or a page that is not there. Correct it in the site history.";
        return Err(web::Refusal::BadRequest { sentence: sentence.to_owned() }.into());
    };
    let mut text = csv::line(&["When (UTC)", "Who", "Did what", "Page", "Details", "Action"].map(str::to_owned));
    for row in lists::lines(&admin.store, &permit, &wanted, MOST_IN_A_FILE).await.map_err(failed)? {
        let when = row.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        text.push_str(&csv::line(&[when, row.actor, row.action, row.title, row.detail, row.group]));
    }
    Ok(csv::file("site-history.csv", text))
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::HistoryView>();
    }
}
