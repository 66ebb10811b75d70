//! Replacing what was ticked: `POST /admin/find/replace`. First it is shown, and one yes does it.

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use content::{NodeId, Problem, Problems, RevisionId};
use editorial::Refusal;
use editorial::reword::{self, Chosen, Proposed, Reworded, Rewording};
use serde::Serialize;
use store::passages::Hit;
use tower_sessions::Session;
use web::{RawForm, View, redirect};

use super::asked::Asked;
use super::{ADDRESS, status};
use crate::Admin;
use crate::editor::Fields;
use crate::fields::{Field, Trouble, troubles};
use crate::help::Screen;
use crate::notice;
use crate::refusal::refused;
use crate::row::{editor_of, title_or_words};
use crate::shell::{Section, Shell};
use crate::signed_in::SignedIn;
use crate::words;

const TITLE: &str = "Replace text";

/// What would change.
#[derive(Debug, Serialize)]
struct ReplaceView {
    shell: Shell,
    troubles: Vec<Trouble>,
    /// `4 places on 2 pages`.
    summary: String,
    pages: Vec<PageView>,
    /// Pages that stay as they are, with the reason.
    left: Vec<LeftView>,
    hidden: Vec<(String, String)>,
    fields: Vec<Field>,
    /// The words of the button that does it; empty where nothing can be done.
    button: String,
    back_href: String,
}

#[derive(Debug, Serialize)]
struct PageView {
    title: String,
    href: String,
    /// `Goes live`, or why it is saved as a draft.
    what: String,
    /// What else to know of it.
    warnings: Vec<String>,
    hits: Vec<HitView>,
}

#[derive(Debug, Serialize)]
struct HitView {
    place: String,
    before: String,
    old: String,
    new: String,
    after: String,
}

#[derive(Debug, Serialize)]
struct LeftView {
    title: String,
    why: String,
}

pub(super) async fn replace(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    RawForm(pairs): RawForm,
) -> Result<Response, web::Error> {
    let permit = signed_in.reads_site(&admin).await?;
    let mut typed = Fields::default();
    for (name, value) in pairs {
        typed.push(name, value);
    }
    let asked = Asked::of_form(|name| typed.one(name).to_owned());
    let Some(needle) = asked.needle() else {
        let sentence = "Enter what is to be found first, on the screen “Find in all content”.".to_owned();
        return Err(web::Refusal::BadRequest { sentence }.into());
    };
    let rewording = Rewording {
        needle,
        with: typed.one("with").to_owned(),
        pages: chosen(typed.all("hit")),
        publishes: typed.one("do") == "publish",
    };
    let screen =
        Replacing { admin: &admin, signed_in: &signed_in, typed: &typed, asked: &asked, rewording: &rewording };
    if typed.one("confirmed") == "yes" {
        return match reword::replace(&admin.store, permit.actor(), &rewording).await {
            Ok(done) => {
                tell(&session, &done).await;
                Ok(redirect::see_other(&screen.back()))
            }
            Err(Refusal::Invalid(problems)) => screen.show(Vec::new(), &problems),
            Err(other) => Err(refused(other)),
        };
    }
    match reword::propose(&admin.store, permit.actor(), &rewording).await {
        Ok(proposed) => screen.show(proposed, &Problems::new()),
        Err(Refusal::Invalid(problems)) => screen.show(Vec::new(), &problems),
        Err(other) => Err(refused(other)),
    }
}

/// The ticks by page, in the order in which they were sent.
fn chosen<'a>(ticks: impl Iterator<Item = &'a str>) -> Vec<Chosen> {
    let mut pages: Vec<Chosen> = Vec::new();
    for tick in ticks {
        let mut parts = tick.split('-');
        let mut next = || parts.next()?.parse::<i64>().ok();
        let (Some(node), Some(revision), Some(number)) = (next(), next(), next()) else { continue };
        let (node, revision) = (NodeId(node), RevisionId(revision));
        let Ok(number) = usize::try_from(number) else { continue };
        match pages.iter_mut().find(|page| page.node == node) {
            // One draft of a page is changed, not two.
            Some(page) if page.revision != revision || page.hits.contains(&number) => {}
            Some(page) => page.hits.push(number),
            None => pages.push(Chosen { node, revision, hits: vec![number] }),
        }
    }
    pages
}

/// What was done, in one message with an Undo.
async fn tell(session: &Session, done: &Reworded) {
    let text = told(done);
    if done.group.is_empty() {
        notice::set(session, &text).await;
    } else {
        notice::set_undoable(session, &text, &done.group).await;
    }
}

/// How many pages are named in a message, each with its reason.
const NAMED: usize = 5;

fn told(done: &Reworded) -> String {
    let pages = (done.saved.len() + done.published.len()) as u64;
    let done_so_far = if pages == 0 {
        "Nothing was replaced.".to_owned()
    } else {
        let hits = words::count(done.hits as u64, "place", "places");
        let what = match (done.saved.len(), done.published.len()) {
            (_, 0) => "saved as drafts".to_owned(),
            (0, _) => "published".to_owned(),
            (saved, published) => format!("{published} published, {saved} saved as drafts"),
        };
        format!("Replaced {hits} on {}: {what}.", words::count(pages, "page", "pages"))
    };
    let drafts = done.saved.iter().filter_map(|(title, why)| Some((title, why.as_ref()?)));
    let reasons: Vec<(&String, &String)> = drafts.chain(done.left.iter().map(|(title, why)| (title, why))).collect();
    let mut sentences = vec![done_so_far];
    sentences.extend(reasons.iter().take(NAMED).map(|(title, why)| format!("{}: {why}.", named(title))));
    if reasons.len() > NAMED {
        let more = words::count((reasons.len() - NAMED) as u64, "more page was", "more pages were");
        sentences.push(format!("{more} left out or only saved."));
    }
    sentences.join(" ")
}

fn named(title: &str) -> String {
    if title.is_empty() { "A page".to_owned() } else { format!("“{title}”") }
}

struct Replacing<'a> {
    admin: &'a Admin,
    signed_in: &'a SignedIn,
    typed: &'a Fields,
    asked: &'a Asked,
    rewording: &'a Rewording,
}

impl Replacing<'_> {
    fn back(&self) -> String {
        let after = self.typed.one("after");
        format!("{ADDRESS}?{}", self.asked.query(Some(after).filter(|after| !after.is_empty())))
    }

    fn show(&self, proposed: Vec<Proposed>, problems: &Problems) -> Result<Response, web::Error> {
        let title = |page: &Proposed| title_or_words(&page.title, "page");
        let (mut pages, mut left, mut hits) = (Vec::new(), Vec::new(), 0);
        for page in proposed {
            match &page.outcome {
                Ok(change) => {
                    hits += change.hits.len();
                    let what = match (&change.draft_alone, change.publishes) {
                        (Some(why), _) => format!("{why}."),
                        (None, true) => "Goes live at once.".to_owned(),
                        (None, false) => "Its draft is saved.".to_owned(),
                    };
                    let shown = change.hits.iter().map(|hit| self.hit(hit)).collect();
                    let warnings = change.warnings.iter().map(|hint| format!("{hint}.")).collect();
                    pages.push(PageView {
                        title: title(&page),
                        href: editor_of(page.node),
                        what,
                        warnings,
                        hits: shown,
                    });
                }
                Err(why) => left.push(LeftView { title: named(&page.title), why: format!("{why}.") }),
            }
        }
        let count = words::count(pages.len() as u64, "page", "pages");
        let places = words::count(hits as u64, "place", "places");
        let button = match (pages.is_empty(), self.rewording.publishes) {
            (true, _) => String::new(),
            (false, false) => format!("Replace and save {count} as drafts"),
            (false, true) => format!("Replace and publish {count}"),
        };
        let mut hidden: Vec<(String, String)> =
            self.asked.pairs().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        hidden.extend(self.typed.all("hit").take(MOST_TICKS).map(|tick| ("hit".to_owned(), tick.to_owned())));
        hidden.push(("do".to_owned(), self.typed.one("do").to_owned()));
        let mut fields = Vec::new();
        if problems.is_empty() {
            hidden.push(("with".to_owned(), self.rewording.with.clone()));
        } else {
            fields = super::view::replacing(&self.rewording.with, false, false, problems);
        }
        let shell = Shell::new(self.admin, self.signed_in, Section::Find, TITLE)
            .with_problem(!problems.is_empty())
            .with_help(Screen::Called(TITLE));
        let view = ReplaceView {
            shell,
            troubles: unanchored(problems),
            summary: if pages.is_empty() { String::new() } else { format!("{places} on {count}") },
            pages,
            left,
            hidden,
            fields,
            button,
            back_href: self.back(),
        };
        Ok((status(problems), self.admin.templates.render(&view)?).into_response())
    }

    fn hit(&self, hit: &Hit) -> HitView {
        HitView {
            place: hit.place.clone(),
            before: hit.passage.before.clone(),
            old: hit.passage.found.clone(),
            new: self.rewording.with.clone(),
            after: hit.passage.after.clone(),
        }
    }
}

/// The most ticks that a form carries on.
const MOST_TICKS: usize = 2_000;

/// What is wrong with the ticks has no field on this screen.
fn unanchored(problems: &Problems) -> Vec<Trouble> {
    let mut found = troubles(problems);
    for (trouble, problem) in found.iter_mut().zip(problems) {
        if problem.field == "hit" {
            trouble.href.clear();
        }
    }
    found
}

impl View for ReplaceView {
    const TEMPLATE: &'static str = "replace.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let hit = |new: &str| HitView {
            place: "Block 1, Text".to_owned(),
            before: "Call ".to_owned(),
            old: "<0800>".to_owned(),
            new: new.to_owned(),
            after: " today.".to_owned(),
        };
        let page = |new: &str| PageView {
            title: "Fees".to_owned(),
            href: "/admin/nodes/12".to_owned(),
            what: "Goes live at once.".to_owned(),
            warnings: vec!["A version without the new words is due.".to_owned()],
            hits: vec![hit(new)],
        };
        let view = |pages: Vec<PageView>, left: bool, problems: Problems| Self {
            shell: Shell::sample(TITLE).with_problem(!problems.is_empty()),
            troubles: unanchored(&problems),
            summary: if pages.is_empty() { String::new() } else { "2 places on 2 pages".to_owned() },
            button: if pages.is_empty() { String::new() } else { "Replace and publish 2 pages".to_owned() },
            pages,
            left: if left {
                vec![LeftView {
                    title: "“Help”".to_owned(), why: "Its draft was changed since you looked.".to_owned()
                }]
            } else {
                Vec::new()
            },
            hidden: vec![("q".to_owned(), "<0800>".to_owned())],
            fields: if problems.is_empty() { Vec::new() } else { super::view::replacing("", false, false, &problems) },
            back_href: format!("{ADDRESS}?q=0800"),
        };
        let none = vec![Problem::new("hit", "Tick what is to be replaced"), Problem::new("with", "Write one line")];
        vec![
            ("what changes", view(vec![page("0900"), page("")], true, Problems::new())),
            ("nothing can be done", view(Vec::new(), true, Problems::new())),
            ("nothing ticked", view(Vec::new(), false, none)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<ReplaceView>();
    }

    #[test]
    fn ticks_are_put_together_by_page_and_nonsense_is_none() {
        let pages = chosen(["5-7-0", "5-7-2", "5-7-2", "6-9-1", "6-8-1", "a-b", "5-7--1", ""].into_iter());
        let told: Vec<(i64, i64, Vec<usize>)> =
            pages.into_iter().map(|page| (page.node.0, page.revision.0, page.hits)).collect();
        assert_eq!(told, [(5, 7, vec![0, 2]), (6, 9, vec![1])]);
    }

    #[test]
    fn the_message_says_what_was_left_out_and_why() {
        let mut done = Reworded { group: "1".into(), hits: 3, ..Reworded::default() };
        done.published = vec!["Fees".into(), "Help".into()];
        assert_eq!(told(&done), "Replaced 3 places on 2 pages: published.");
        done.left = vec![("Week".into(), "Its draft moved on".into())];
        done.saved = vec![("Steps".into(), Some("Only the draft is saved".into()))];
        assert_eq!(
            told(&done),
            "Replaced 3 places on 3 pages: 2 published, 1 saved as drafts. “Steps”: Only the draft is saved. “Week”: Its draft moved on."
        );
        assert_eq!(told(&Reworded::default()), "Nothing was replaced.");
    }
}
