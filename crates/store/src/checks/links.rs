//! Links to pages and files that there are not: the findings that ask the database.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use content::Draft;

use super::{Around, Finding, Severity, of};
use crate::{
    Store, StoreError, facts, library,
    projection::{self, BlockSpot, FoundLink, LinkPlace, Rendered},
    write::known_nodes,
};

/// All findings of a draft as it is typed, and as it would be published now.
pub async fn of_typed(store: &Store, draft: Draft, site: &str) -> Result<Vec<Finding>, StoreError> {
    let rendered = projection::render(&draft).await;
    let known = known_nodes(store.readers(), rendered.links()).await?;
    let mut found = off_thread(draft, site.to_owned(), store.now()).await;
    found.extend(to_nowhere(&rendered, &known));
    let files = library::known(store.readers(), &files_of(&rendered)).await?;
    found.extend(to_no_file(&rendered, &files));
    let facts = facts::known(store.readers(), facts_of(&rendered)).await?;
    found.extend(to_no_fact(&rendered, &facts));
    Ok(found)
}

async fn off_thread(draft: Draft, site: String, now: DateTime<Utc>) -> Vec<Finding> {
    let work = move || of(&draft, &Around { site: &site, now: Some(now) });
    match tokio::task::spawn_blocking(work).await {
        Ok(found) => found,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}

/// The links to nodes that are not among the known ones.
pub(crate) fn to_nowhere(rendered: &Rendered, known: &HashSet<i64>) -> Vec<Finding> {
    let unknown = |link: &&FoundLink| link.node.is_some_and(|node| !known.contains(&node.0));
    rendered.links().iter().filter(unknown).map(|link| finding(rendered, link)).collect()
}

/// The numbers of the files that a text shows or links to.
pub(crate) fn files_of(rendered: &Rendered) -> Vec<i64> {
    rendered.links().iter().filter_map(file_number).collect()
}

/// The pictures and documents that are not among the known ones.
pub(crate) fn to_no_file(rendered: &Rendered, known: &HashSet<i64>) -> Vec<Finding> {
    let unknown = |link: &&FoundLink| file_number(link).is_some_and(|file| !known.contains(&file));
    let found = rendered.links().iter().filter(unknown);
    found
        .map(|link| {
            let number = file_number(link).map(|file| file.to_string()).unwrap_or_default();
            Finding {
                rule: "missing-file",
                sentence: format!("File number {number} is not in the library. Choose another one."),
                why: "Readers get nothing of it.",
                about: format!("media:{number}"),
                ..finding(rendered, link)
            }
        })
        .collect()
}

/// The names of the facts that a text shows.
pub(crate) fn facts_of(rendered: &Rendered) -> Vec<String> {
    rendered.links().iter().filter_map(fact_name).map(str::to_owned).collect()
}

/// The facts that are not among the known ones.
pub(crate) fn to_no_fact(rendered: &Rendered, known: &[String]) -> Vec<Finding> {
    let unknown = rendered.links().iter().filter_map(|link| Some((link, fact_name(link)?)));
    unknown
        .filter(|(_, name)| !known.iter().any(|known| known == name))
        .map(|(link, name)| Finding {
            rule: "missing-fact",
            sentence: format!("There is no fact named “{name}”. Insert another one."),
            why: "Readers get nothing in its place.",
            about: projection::fact_address(name),
            ..finding(rendered, link)
        })
        .collect()
}

fn fact_name(link: &FoundLink) -> Option<&str> {
    link.address.as_deref()?.strip_prefix(projection::FACT)
}

fn file_number(link: &FoundLink) -> Option<i64> {
    link.address.as_deref()?.strip_prefix("media:")?.parse().ok()
}

fn finding(rendered: &Rendered, link: &FoundLink) -> Finding {
    let number = link.node.map(|node| node.to_string()).unwrap_or_default();
    let words = if link.text.trim().is_empty() { link.place.label() } else { link.text.as_str() };
    Finding {
        rule: "missing-page",
        severity: Severity::Error,
        field: field(rendered, link),
        spot: link.block,
        line: 0,
        column: 0,
        sentence: format!("The link “{words}” leads to page number {number}, and there is no such page."),
        about: number,
        why: "The link leads nowhere.",
        fix: None,
    }
}

/// The field that holds a link.
fn field(rendered: &Rendered, link: &FoundLink) -> String {
    let block = match link.block {
        Some(BlockSpot::Body(number)) => rendered.body.get(number - 1),
        Some(BlockSpot::Foot(number)) => rendered.foot.get(number - 1),
        None => None,
    };
    let name = match link.place {
        LinkPlace::Text | LinkPlace::Fact => link.field.as_str(),
        LinkPlace::CallToAction | LinkPlace::Video => "target",
        LinkPlace::Events => "category",
        LinkPlace::ViewAll => "view_all",
        LinkPlace::Card => "nodes",
        LinkPlace::Booking => "booking",
        LinkPlace::Picture | LinkPlace::Document => "file",
    };
    block.map_or_else(|| name.to_owned(), |block| format!("block.{}.{name}", block.id))
}
