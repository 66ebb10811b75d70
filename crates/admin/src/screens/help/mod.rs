//! The help: `/admin/help`, and each topic below it.

mod topic;

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use serde::{Deserialize, Serialize};
use web::{Page, Query, View};

use crate::Admin;
use crate::help::{self, Topic};
use crate::shell::{Section, Shell};
use crate::signed_in::SignedIn;
use crate::words;

const TITLE: &str = "Help";
/// The most letters that are looked for.
const LONGEST: usize = 200;

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/help", get(show)).route("/admin/help/{topic}", get(topic::show))
}

/// The index, or what was found in the help.
#[derive(Debug, Serialize)]
struct HelpView {
    shell: Shell,
    /// The words that were looked for; empty for the index.
    asked: String,
    /// How many sections hold them; empty for the index.
    summary: String,
    found: Vec<FoundView>,
    groups: Vec<GroupView>,
}

/// A section of a topic that holds the words.
#[derive(Debug, Serialize)]
struct FoundView {
    heading: String,
    href: String,
    /// The title of the topic; empty where it is the heading itself.
    topic: String,
    sentence: String,
}

/// Topics that belong together.
#[derive(Debug, Serialize)]
struct GroupView {
    id: String,
    heading: &'static str,
    topics: Vec<TopicLink>,
}

/// One topic of the index.
#[derive(Debug, Serialize)]
struct TopicLink {
    title: String,
    href: String,
    about: String,
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
}

async fn show(State(admin): State<Admin>, signed_in: SignedIn, Query(asked): Query<Asked>) -> Result<Page, web::Error> {
    let asked: String = asked.q.trim().chars().take(LONGEST).collect();
    let view = HelpView::new(Shell::new(&admin, &signed_in, Section::Help, TITLE), asked);
    Ok(admin.templates.render(&view)?)
}

impl HelpView {
    fn new(shell: Shell, asked: String) -> Self {
        let found: Vec<FoundView> = help::find(&asked).into_iter().map(FoundView::new).collect();
        let summary = match (asked.is_empty(), found.len()) {
            (true, _) => String::new(),
            (_, 0) => format!("Nothing in the help holds “{asked}”"),
            (_, many) => format!("{} for “{asked}”", words::count(many as u64, "section", "sections")),
        };
        let groups = if asked.is_empty() { groups() } else { Vec::new() };
        Self { shell, asked, summary, found, groups }
    }
}

impl FoundView {
    fn new(found: help::Found) -> Self {
        let topic = if found.topic == found.heading { String::new() } else { found.topic };
        Self { heading: found.heading, href: found.address, topic, sentence: found.sentence }
    }
}

fn groups() -> Vec<GroupView> {
    let group = |(number, (heading, slugs)): (usize, &(&'static str, &[&str]))| GroupView {
        id: format!("group-{}", number + 1),
        heading,
        topics: slugs.iter().filter_map(|slug| Topic::named(slug)).map(TopicLink::new).collect(),
    };
    help::GROUPS.iter().enumerate().map(group).collect()
}

impl TopicLink {
    fn new(topic: Topic) -> Self {
        Self { href: topic.address(), about: topic.about(), title: topic.title }
    }
}

impl View for HelpView {
    const TEMPLATE: &'static str = "help/index.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = |asked: &str| Self::new(Shell::sample(TITLE), asked.to_owned());
        vec![("the index", view("")), ("found", view("table")), ("nothing found", view("zebra"))]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::HelpView>();
    }
}
