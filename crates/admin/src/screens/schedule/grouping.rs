//! Many pages at one time: `POST /admin/schedule/group`. The explorer sends what was ticked; the screen asks for the name and the time, and sets both.

use std::collections::HashMap;

use accounts::Action;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use content::due::in_words;
use content::{Kind, NodeId, Problem, Problems, RevisionId};
use editorial::Refusal;
use editorial::plan::MOST_STEPS;
use editorial::publish::Telling;
use editorial::schedule::action_for;
use editorial::schedule::release::{Group, together};
use http::StatusCode;
use serde::Serialize;
use store::rights::{Permit, Subject};
use store::schedule::{ReleaseId, ReleaseRow, ScheduleRow, Work, due_releases, of_nodes};
use tower_sessions::Session;
use web::{RawForm, View, redirect};

use super::super::ticked::Ticked;
use crate::Admin;
use crate::editor::{Fields, TellingView, moments, told};
use crate::fields::{Choice, DateTimeField, Field, Trouble, troubles};
use crate::notice;
use crate::refusal::{failed, refused};
use crate::row::{editor_of, title_or_words};
use crate::schedule::{group_of, sentence, when_field};
use crate::shell::{Section, Shell};
use crate::signed_in::SignedIn;
use crate::words;

/// How many groups the select offers.
const GROUPS: u64 = 100;

/// The pages, and the questions when and under which name.
#[derive(Debug, Serialize)]
struct GroupingView {
    shell: Shell,
    troubles: Vec<Trouble>,
    hidden: Vec<(String, String)>,
    pages: Vec<PageLine>,
    work: Field,
    /// Which group; `None` as long as there is none.
    group: Option<Field>,
    name: Field,
    when: DateTimeField,
    telling: TellingView,
}

/// One page of the selection.
#[derive(Clone, Debug, Serialize)]
struct PageLine {
    title: String,
    href: String,
    /// What is due for it already, each as a sentence.
    due: Vec<String>,
}

pub(super) async fn act(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    RawForm(pairs): RawForm,
) -> Result<Response, web::Error> {
    let reader = signed_in.reads_site(&admin).await?;
    let ticked = Ticked::read(pairs);
    let screen = Screen { admin: &admin, signed_in: &signed_in, reader: &reader, ticked: &ticked };
    let problem = match ticked.nodes.len() {
        0 => "Nothing is selected. Tick at least one page".to_owned(),
        // Before a permit is asked for each: what is too much is refused for nothing.
        many if many > MOST_STEPS => format!("Too many pages are selected. Choose {MOST_STEPS} at most"),
        _ if ticked.fields.one("action") != "set" => {
            screen.permits().await?;
            return screen.show(&Problems::new()).await;
        }
        _ => match screen.set(screen.permits().await?).await? {
            Ok((id, words)) => {
                notice::set(&session, &words).await;
                return Ok(redirect::see_other(&group_of(id)));
            }
            Err(problems) => return screen.show(&problems).await,
        },
    };
    screen.show(&vec![Problem::new("", problem)]).await
}

struct Screen<'a> {
    admin: &'a Admin,
    signed_in: &'a SignedIn,
    reader: &'a Permit,
    ticked: &'a Ticked,
}

impl Screen<'_> {
    /// Every page with its own permit; one that is missing refuses them all.
    async fn permits(&self) -> Result<Vec<Permit>, web::Error> {
        let action = if self.ticked.fields.one("work") == "unpublish" { Action::Unpublish } else { Action::Publish };
        let mut permits = Vec::with_capacity(self.ticked.nodes.len());
        for node in &self.ticked.nodes {
            permits.push(self.signed_in.may(self.admin, action, Subject::Node(*node)).await?);
        }
        Ok(permits)
    }

    async fn set(&self, permits: Vec<Permit>) -> Result<Result<(ReleaseId, String), Problems>, web::Error> {
        let fields = &self.ticked.fields;
        let publishes = match fields.one("work") {
            "publish" => true,
            "unpublish" => false,
            _ => return Ok(Err(vec![Problem::new("work", "Choose what is to be done")])),
        };
        let group = match group(fields) {
            Ok(group) => group,
            Err(problem) => return Ok(Err(vec![problem])),
        };
        let works = self.works(permits, publishes).await?;
        let telling = if publishes { told(fields) } else { Telling::default() };
        match together(&self.admin.store, works, group, telling).await {
            Ok((id, due)) => {
                let count = words::count(self.ticked.nodes.len() as u64, "page", "pages");
                let verb = if publishes { "live" } else { "off the public site" };
                let goes = if self.ticked.nodes.len() == 1 { "goes" } else { "go" };
                Ok(Ok((id, format!("{count} {goes} {verb} together on {}.", in_words(due.at)))))
            }
            Err(Refusal::Invalid(problems)) => Ok(Err(problems)),
            Err(Refusal::Because(sentence)) => Ok(Err(vec![Problem::new("", sentence)])),
            Err(refusal) => Err(refused(refusal)),
        }
    }

    /// The drafts as they stand now, or what comes down.
    async fn works(&self, permits: Vec<Permit>, publishes: bool) -> Result<Vec<(Permit, Work)>, web::Error> {
        let drafts: HashMap<NodeId, RevisionId> = if publishes {
            store::drafts::revisions_of(&self.admin.store, &permits).await.map_err(failed)?
        } else {
            HashMap::new()
        };
        let work = |permit: Permit| {
            let work = match (publishes, permit.node().and_then(|node| drafts.get(&node))) {
                (false, _) => Work::Unpublish,
                (true, Some(revision)) => Work::Publish(*revision),
                (true, None) => return Err(web::Refusal::NotFound.into()),
            };
            debug_assert_eq!(permit.action(), action_for(work));
            Ok((permit, work))
        };
        permits.into_iter().map(work).collect()
    }

    async fn show(&self, problems: &Problems) -> Result<Response, web::Error> {
        let store = &self.admin.store;
        let shown = &self.ticked.nodes[..self.ticked.nodes.len().min(MOST_STEPS)];
        let titles = store::tree::titles(store, self.reader, shown).await.map_err(failed)?;
        let due = of_nodes(store, self.reader, shown).await.map_err(failed)?;
        let groups = due_releases(store, self.reader, GROUPS).await.map_err(failed)?;
        let page = |node: &NodeId| page_line(*node, titles.get(node).map_or("", String::as_str), &due);
        let title = format!("Schedule {}", words::count(shown.len() as u64, "page", "pages"));
        let fields = &self.ticked.fields;
        let view = GroupingView {
            shell: Shell::new(self.admin, self.signed_in, Section::Schedule, &title).with_problem(!problems.is_empty()),
            troubles: troubles(problems),
            hidden: self.ticked.hidden(MOST_STEPS).collect(),
            pages: shown.iter().map(page).collect(),
            work: work_field(fields.one("work")).with_problems(problems),
            group: group_field(&groups, fields.one("group")).map(|field| field.with_problems(problems)),
            name: name_field(fields.one("name")).with_problems(problems),
            when: when_field(fields, problems),
            telling: TellingView::asking(fields, problems),
        };
        let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        Ok((status, self.admin.templates.render(&view)?).into_response())
    }
}

fn page_line(node: NodeId, title: &str, due: &[ScheduleRow]) -> PageLine {
    PageLine {
        title: title_or_words(title, Kind::Page.label()),
        href: editor_of(node),
        due: due.iter().filter(|row| row.node.id == node).map(sentence).collect(),
    }
}

/// The group that is chosen: one that is due, or a new one with its name and time.
fn group(fields: &Fields) -> Result<Group, Problem> {
    match fields.one("group") {
        "" => match moments::moment(fields, "when")? {
            Some(wall) => Ok(Group::New { name: fields.one("name").to_owned(), wall }),
            None => Err(Problem::new("when.day", "Enter the date and the time, such as 27 3 2027 and 9am")),
        },
        id => id
            .parse()
            .map(|id| Group::Existing(ReleaseId(id)))
            .map_err(|_| Problem::new("group", "Choose a group from the list")),
    }
}

fn work_field(chosen: &str) -> Field {
    let unpublish = chosen == "unpublish";
    let choices = vec![
        Choice::new("publish", "Publish the drafts as they stand now", !unpublish)
            .with_hint("What is saved later does not go out, unless you choose it on the group’s screen."),
        Choice::new("unpublish", "Unpublish the pages", unpublish)
            .with_hint("Their addresses then say that the pages are gone. The drafts stay."),
    ];
    Field::radios("work", "What is to be done", choices)
}

fn group_field(groups: &[ReleaseRow], chosen: &str) -> Option<Field> {
    if groups.is_empty() {
        return None;
    }
    let mut choices = vec![Choice::new("", "A new group, with the name and the time below", chosen.is_empty())];
    choices.extend(groups.iter().map(|row| {
        let id = row.id.0.to_string();
        let selected = id == chosen;
        Choice::new(id, format!("{}, {}", row.name, in_words(row.due_at)), selected)
    }));
    Some(
        Field::select("group", "Group", choices).with_hint(
            "Pages that are added to a group go at its time; the name and the time below do not matter then.",
        ),
    )
}

fn name_field(typed: &str) -> Field {
    Field::text("name", "Name of the group", typed)
        .with_hint("Such as Spring campaign. The schedule and the history show it.")
        .with_width("half")
}

impl View for GroupingView {
    const TEMPLATE: &'static str = "schedule-grouping.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = |groups: &[ReleaseRow], problems: Problems| Self {
            shell: Shell::sample("Schedule 2 pages").with_problem(!problems.is_empty()),
            troubles: troubles(&problems),
            hidden: vec![("node".to_owned(), "12".to_owned()), ("node".to_owned(), "5".to_owned())],
            pages: vec![
                PageLine {
                    title: "Assessment Only".to_owned(),
                    href: "/admin/nodes/5".to_owned(),
                    due: vec!["Goes live on 30 March 2027 at 9am (version 4)".to_owned()],
                },
                PageLine { title: "Untitled page".to_owned(), href: "/admin/nodes/12".to_owned(), due: Vec::new() },
            ],
            work: work_field("publish"),
            group: group_field(groups, ""),
            name: name_field("").with_problems(&problems),
            when: when_field(&Fields::default(), &problems),
            telling: TellingView::asking(&Fields::default(), &problems),
        };
        let nameless = vec![Problem::new("name", "Enter a name for the group, such as Spring campaign")];
        vec![
            ("the first group", view(&[], Vec::new())),
            ("another group", view(&[super::group::sample_row(None)], Vec::new())),
            ("without a name", view(&[], nameless)),
        ]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::GroupingView>();
    }
}
