//! What the screen of a review shows.

use accounts::Action;
use chrono::{DateTime, Utc};
use content::{NodeId, Problems, State as Life};
use serde::Serialize;
use store::reviews::{self, Review, ReviewState, Rule, Urgent};
use web::View;

use super::super::super::desk::Desk;
use super::super::super::threads::{self, ThreadView};
use super::Typed;
use crate::fields::{Choice, Field, Trouble, troubles};
use crate::refusal::failed;
use crate::row::title_or_words;
use crate::shell::Shell;
use crate::tag::StateTag;
use crate::words;

/// The screen.
#[derive(Debug, Serialize)]
pub(super) struct ReviewView {
    pub(super) shell: Shell,
    troubles: Vec<Trouble>,
    action: String,
    editor_href: String,
    preview_href: String,
    /// The comparison with what visitors read; empty while they read nothing, or the same.
    compare_href: String,
    /// How the draft stands, a sentence each.
    standing: Vec<String>,
    /// The draft's version, which the forms name.
    revision: i64,
    waiting: Option<WaitingView>,
    submit: Option<Field>,
    /// Whether the approved draft can be published from here.
    publish: bool,
    urgent: Option<Field>,
    flags: Vec<FlagView>,
    rule: Option<Field>,
    past: Vec<PastView>,
    threads: Vec<ThreadView>,
    comments_href: String,
}

/// What waits for somebody to decide.
#[derive(Debug, Serialize)]
struct WaitingView {
    review: i64,
    message: String,
    reasons: Option<Field>,
    /// Why this person cannot decide; empty where they can.
    sentence: String,
}

/// One publication that did not wait.
#[derive(Debug, Serialize)]
struct FlagView {
    urgent: i64,
    sentence: String,
    reason: String,
    /// Whether this person can say that they looked.
    may_look: bool,
}

/// One review of the past.
#[derive(Debug, Serialize)]
struct PastView {
    state: StateTag,
    submitted: String,
    by: String,
    message: String,
    decided: String,
    reasons: String,
}

impl ReviewView {
    pub(super) async fn new(desk: &Desk, typed: &Typed, problems: &Problems) -> Result<Self, web::Error> {
        let (store, now) = (&desk.admin.store, desk.admin.store.now());
        let all = reviews::of_node(store, &desk.permit).await.map_err(failed)?;
        let rule = reviews::rule(store, &desk.permit).await.map_err(failed)?;
        let flags = reviews::urgent_of_node(store, &desk.permit).await.map_err(failed)?;
        let open = &desk.open;
        let trashed = open.state == Life::Trashed;
        let live = open.live_revision == Some(open.revision);
        let may_approve = !trashed && desk.is_allowed(Action::Approve);
        let may_submit = !trashed && desk.is_allowed(Action::Submit);
        let may_publish = !trashed && desk.is_allowed(Action::Publish);
        let of_draft = all.iter().find(|review| review.revision == open.revision);
        let state = of_draft.map(|review| review.state);
        let waiting = all.iter().find(|review| review.state == ReviewState::Open);
        let me = desk.signed_in.person.id;
        let settled = matches!(state, Some(ReviewState::Open | ReviewState::Approved));
        Ok(Self {
            shell: desk.shell("Review").await?.with_problem(!problems.is_empty()),
            troubles: troubles(problems),
            action: desk.screen("review"),
            editor_href: desk.screen(""),
            preview_href: desk.screen("preview"),
            // What is asked about, else the draft, against what visitors read.
            compare_href: match (open.live_revision, waiting.map_or(open.revision, |review| review.revision)) {
                (Some(public), asked) if public != asked => {
                    format!("{}?from={public}&to={asked}", desk.screen("compare"))
                }
                _ => String::new(),
            },
            standing: standing(desk, &all, rule, now),
            revision: open.revision.0,
            waiting: waiting.filter(|_| !trashed).map(|review| WaitingView {
                review: review.id,
                message: review.message.clone(),
                reasons: may_approve.then(|| reasons(typed, problems)),
                sentence: if may_approve {
                    String::new()
                } else {
                    "A publisher of this part of the site decides about it.".to_owned()
                },
            }),
            submit: (may_submit && !live && !settled).then(|| {
                Field::textarea("message", "Message to the reviewers", &typed.message, 3)
                    .with_hint("What has changed, and what they should look at. You can leave it empty.")
                    .with_problems(problems)
            }),
            publish: may_publish && !live && state == Some(ReviewState::Approved),
            urgent: (may_publish && rule.needed && !live && state != Some(ReviewState::Approved)).then(|| {
                Field::textarea("reason", "Why this cannot wait", &typed.reason, 2)
                    .with_hint("The page is flagged until somebody else has looked at it.")
                    .with_problems(problems)
            }),
            flags: flags.iter().map(|flag| FlagView::new(flag, may_approve && flag.made_by != Some(me), now)).collect(),
            rule: if may_approve { Some(rule_field(desk, rule, typed, problems).await?) } else { None },
            past: all
                .iter()
                .filter(|review| review.state != ReviewState::Open)
                .map(|review| PastView::new(review, now))
                .collect(),
            threads: threads::of(desk).await?.into_iter().filter(ThreadView::is_open).collect(),
            comments_href: desk.screen("comments"),
        })
    }
}

fn reasons(typed: &Typed, problems: &Problems) -> Field {
    Field::textarea("reasons", "Your answer", &typed.reasons, 3)
        .with_hint("If you send it back, write what should change.")
        .with_problems(problems)
}

/// How the draft stands: whether it waits, what was decided, what has happened since.
fn standing(desk: &Desk, all: &[Review], rule: Rule, now: DateTime<Utc>) -> Vec<String> {
    let open = &desk.open;
    let mut sentences = Vec::new();
    if rule.needed {
        sentences.push("A second pair of eyes is needed here: somebody else must approve exactly this version before it is published.".to_owned());
    }
    if open.live_revision == Some(open.revision) {
        sentences.push("Visitors read this version. There is nothing to review.".to_owned());
        return sentences;
    }
    let Some(last) = all.first() else {
        sentences.push("This draft has not been submitted for review.".to_owned());
        return sentences;
    };
    let when = |at: Option<DateTime<Utc>>| at.map(|at| words::when_inside(at, now)).unwrap_or_default();
    sentences.push(match last.state {
        ReviewState::Open => {
            format!("{} submitted this for review {}.", last.submitted_by_name, when(Some(last.submitted_at)))
        }
        ReviewState::Approved => format!("{} approved this {}.", last.decided_by_name, when(last.decided_at)),
        ReviewState::SentBack => {
            format!("{} sent this back {}: {}", last.decided_by_name, when(last.decided_at), last.reasons)
        }
        ReviewState::Closed => "The last review ended before anybody decided.".to_owned(),
    });
    if last.revision != open.revision {
        sentences.push(format!(
            "{} has changed the draft since, {}. The new version needs a review of its own.",
            open.saved_by,
            when(Some(open.saved_at))
        ));
    }
    sentences
}

async fn rule_field(desk: &Desk, rule: Rule, typed: &Typed, problems: &Problems) -> Result<Field, web::Error> {
    let own = rule.from == Some(desk.open.id);
    let chosen = match (typed.rule.as_str(), own, rule.needed) {
        ("", true, true) => "needed",
        ("", true, false) => "not-needed",
        ("", false, _) => "above",
        (typed, ..) => typed,
    };
    let above = match rule.from.filter(|_| !own) {
        Some(from) => format!(
            "“{}” says: {}.",
            title_of(desk, from).await?,
            if rule.needed { "a second pair of eyes is needed" } else { "none is needed" }
        ),
        None if own => "This page says nothing itself.".to_owned(),
        None => "No page above says that one is needed.".to_owned(),
    };
    let choices = vec![
        Choice::new("above", "As the pages above say", chosen == "above").with_hint(above),
        Choice::new("needed", "Needed, here and on everything below", chosen == "needed")
            .with_hint("Somebody other than the author must approve a version before it is published."),
        Choice::new("not-needed", "Not needed, here and on everything below", chosen == "not-needed"),
    ];
    Ok(Field::radios("rule", "Second pair of eyes", choices).with_problems(problems))
}

async fn title_of(desk: &Desk, node: NodeId) -> Result<String, web::Error> {
    let titles = store::tree::titles(&desk.admin.store, &desk.permit, &[node]).await.map_err(failed)?;
    Ok(title_or_words(titles.get(&node).map_or("", String::as_str), "page"))
}

impl FlagView {
    fn new(flag: &Urgent, may_look: bool, now: DateTime<Utc>) -> Self {
        let published =
            format!("{} published this without waiting, {}.", flag.made_by_name, words::when_inside(flag.made_at, now));
        let sentence = match flag.looked_at {
            None => format!("{published} Nobody else has looked at it yet."),
            Some(at) => format!("{published} Looked at by {} {}.", flag.looked_by_name, words::when_inside(at, now)),
        };
        Self { urgent: flag.id, sentence, reason: flag.reason.clone(), may_look: may_look && flag.looked_at.is_none() }
    }
}

impl PastView {
    fn new(review: &Review, now: DateTime<Utc>) -> Self {
        let decided = match review.decided_at {
            Some(at) => format!("{} by {}", words::when(at, now), review.decided_by_name),
            None => String::new(),
        };
        Self {
            state: tag(review.state),
            submitted: words::when(review.submitted_at, now),
            by: review.submitted_by_name.clone(),
            message: review.message.clone(),
            decided,
            reasons: review.reasons.clone(),
        }
    }
}

fn tag(state: ReviewState) -> StateTag {
    let (label, tone) = match state {
        ReviewState::Open => ("Waiting", "blue"),
        ReviewState::Approved => ("Approved", "green"),
        ReviewState::SentBack => ("Sent back", "amber"),
        ReviewState::Closed => ("Ended", "grey"),
    };
    StateTag { label, tone }
}

impl View for ReviewView {
    const TEMPLATE: &'static str = "editor/review.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let blank = || Self {
            shell: Shell::sample("Review: Assessment Only"),
            troubles: Vec::new(),
            action: "/admin/nodes/12/review".to_owned(),
            editor_href: "/admin/nodes/12".to_owned(),
            preview_href: "/admin/nodes/12/preview".to_owned(),
            compare_href: String::new(),
            standing: vec!["This draft has not been submitted for review.".to_owned()],
            revision: 7,
            waiting: None,
            submit: None,
            publish: false,
            urgent: None,
            flags: Vec::new(),
            rule: None,
            past: Vec::new(),
            threads: ThreadView::sample(),
            comments_href: "/admin/nodes/12/comments".to_owned(),
        };
        let problems = vec![content::Problem::new("reasons", "Write what should change before you send it back")];
        let typed = Typed::default();
        let waiting = |field: Option<Field>| {
            let sentence = if field.is_some() { "" } else { "A publisher of this part of the site decides about it." };
            Some(WaitingView {
                review: 3,
                message: "Only the fee is new.".to_owned(),
                reasons: field,
                sentence: sentence.to_owned(),
            })
        };
        let choices = vec![
            Choice::new("above", "As the pages above say", false).with_hint("No page above says that one is needed."),
            Choice::new("needed", "Needed, here and on everything below", true),
        ];
        let flag = |may_look, sentence: &str| FlagView {
            urgent: 1,
            sentence: sentence.to_owned(),
            reason: "The fee was wrong.".to_owned(),
            may_look,
        };
        let past = PastView {
            state: tag(ReviewState::SentBack),
            submitted: "Yesterday at 10:42am".to_owned(),
            by: "Cerys Morgan".to_owned(),
            message: String::new(),
            decided: "Today at 9am by Ben Okafor".to_owned(),
            reasons: "Say what the fee is.".to_owned(),
        };
        vec![
            (
                "to submit",
                Self { submit: Some(Field::textarea("message", "Message to the reviewers", "", 3)), ..blank() },
            ),
            (
                "to decide",
                Self {
                    compare_href: "/admin/nodes/12/compare?from=6&to=7".to_owned(),
                    waiting: waiting(Some(reasons(&typed, &Problems::new()))),
                    urgent: Some(Field::textarea("reason", "Why this cannot wait", "", 2)),
                    rule: Some(Field::radios("rule", "Second pair of eyes", choices)),
                    past: vec![past],
                    ..blank()
                },
            ),
            (
                "no reasons were given",
                Self { troubles: troubles(&problems), waiting: waiting(Some(reasons(&typed, &problems))), ..blank() },
            ),
            (
                "others decide",
                Self { waiting: waiting(None), flags: vec![flag(false, "Looked at by Ben Okafor today.")], ..blank() },
            ),
            (
                "approved",
                Self { publish: true, flags: vec![flag(true, "Nobody else has looked at it yet.")], ..blank() },
            ),
        ]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_review_shows_its_samples() {
        crate::state::check::<super::ReviewView>();
    }
}
