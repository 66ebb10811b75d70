//! One topic: `/admin/help/{topic}`.

use axum::extract::{Path, State};
use serde::Serialize;
use web::{Page, Safe, View};

use super::TITLE;
use crate::Admin;
use crate::help::{self, Topic};
use crate::shell::{Section, Shell, TrailLink};
use crate::signed_in::SignedIn;

/// A topic with the way around it.
#[derive(Debug, Serialize)]
struct TopicView {
    shell: Shell,
    /// Its sections.
    sections: Vec<HelpLink>,
    text: Safe,
    before: Option<HelpLink>,
    after: Option<HelpLink>,
}

/// A section or a topic.
#[derive(Debug, Serialize)]
struct HelpLink {
    label: String,
    href: String,
}

pub(super) async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Path(name): Path<String>,
) -> Result<Page, web::Error> {
    let topic = Topic::named(&name).ok_or(web::Refusal::NotFound)?;
    let shell = Shell::new(&admin, &signed_in, Section::Help, &topic.title);
    Ok(admin.templates.render(&TopicView::new(shell, &topic))?)
}

impl TopicView {
    fn new(shell: Shell, topic: &Topic) -> Self {
        let (html, headings) = topic.rendered();
        let sections = headings.into_iter().filter(|heading| heading.level == 2);
        let (before, after) = help::neighbours(topic.slug);
        Self {
            shell: shell.with_trail(vec![TrailLink::new(TITLE, help::ADDRESS), TrailLink::new(&topic.title, "")]),
            sections: sections
                .map(|heading| HelpLink { label: heading.text, href: format!("#{}", heading.id) })
                .collect(),
            text: Safe(html.into_string()),
            before: before.map(HelpLink::to),
            after: after.map(HelpLink::to),
        }
    }
}

impl HelpLink {
    fn to(topic: Topic) -> Self {
        Self { href: topic.address(), label: topic.title }
    }
}

impl View for TopicView {
    const TEMPLATE: &'static str = "help/topic.html";

    fn samples() -> Vec<(&'static str, Self)> {
        Topic::all().map(|topic| (topic.slug, Self::new(Shell::sample(&topic.title), &topic))).collect()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::TopicView>();
    }
}
