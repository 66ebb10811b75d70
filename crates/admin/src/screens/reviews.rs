//! What awaits a person: `/admin/reviews`, and the same on the home screen.

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use chrono::{DateTime, Utc};
use content::NodeId;
use serde::Serialize;
use store::reviews::{self, Listed, Review, Urgent};
use store::rights::Permit;
use web::{Page, View};

use crate::Admin;
use crate::refusal::failed;
use crate::row::{editor_of, title_or_words};
use crate::shell::{Section, Shell};
use crate::signed_in::SignedIn;
use crate::words;

pub(super) fn router() -> Router<Admin> {
    Router::new().route("/admin/reviews", get(show))
}

/// Everything that awaits somebody, and what they wait for themselves.
#[derive(Debug, Serialize)]
struct ReviewsView {
    shell: Shell,
    groups: Vec<ReviewGroup>,
}

/// Reviews of one sort.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ReviewGroup {
    id: &'static str,
    heading: &'static str,
    rows: Vec<ReviewRow>,
}

/// One of them.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ReviewRow {
    title: String,
    href: String,
    words: String,
}

impl ReviewGroup {
    /// What awaits the permit's person; groups without rows are left out.
    pub(super) async fn waiting(admin: &Admin, permit: &Permit) -> Result<Vec<Self>, web::Error> {
        let now = admin.store.now();
        let waiting = reviews::waiting(&admin.store, permit).await.map_err(failed)?;
        let mut groups = vec![
            Self {
                id: "to-decide",
                heading: "Waiting for you to decide",
                rows: waiting.to_decide.iter().map(|listed| submitted(listed, now)).collect(),
            },
            Self {
                id: "sent-back",
                heading: "Sent back to you",
                rows: waiting.sent_back.iter().map(|listed| sent_back(listed, now)).collect(),
            },
            Self {
                id: "to-look-at",
                heading: "Published without a review, for you to look at",
                rows: waiting.to_look_at.iter().map(|listed| flagged(listed, now)).collect(),
            },
        ];
        groups.retain(|group| !group.rows.is_empty());
        Ok(groups)
    }

    /// For samples.
    pub(super) fn sample() -> Vec<Self> {
        let row = ReviewRow {
            title: "Assessment Only".to_owned(),
            href: "/admin/nodes/12/review".to_owned(),
            words: "submitted by Cerys Morgan today at 10:42am".to_owned(),
        };
        vec![Self { id: "to-decide", heading: "Waiting for you to decide", rows: vec![row] }]
    }
}

fn row(title: &str, node: NodeId, words: String) -> ReviewRow {
    ReviewRow { title: title_or_words(title, "page"), href: format!("{}/review", editor_of(node)), words }
}

fn submitted(listed: &Listed<Review>, now: DateTime<Utc>) -> ReviewRow {
    let review = &listed.row;
    let when = words::when_inside(review.submitted_at, now);
    row(&listed.title, review.node, format!("submitted by {} {when}", review.submitted_by_name))
}

fn sent_back(listed: &Listed<Review>, now: DateTime<Utc>) -> ReviewRow {
    let review = &listed.row;
    let when = review.decided_at.map(|at| words::when_inside(at, now)).unwrap_or_default();
    row(&listed.title, review.node, format!("{} wrote {when}: {}", review.decided_by_name, review.reasons))
}

fn flagged(listed: &Listed<Urgent>, now: DateTime<Utc>) -> ReviewRow {
    let urgent = &listed.row;
    let when = words::when_inside(urgent.made_at, now);
    row(&listed.title, urgent.node, format!("published by {} {when}: {}", urgent.made_by_name, urgent.reason))
}

impl View for ReviewsView {
    const TEMPLATE: &'static str = "reviews.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = |groups| Self { shell: Shell::sample(TITLE), groups };
        vec![("some", view(ReviewGroup::sample())), ("none", view(Vec::new()))]
    }
}

const TITLE: &str = "Reviews";

async fn show(State(admin): State<Admin>, signed_in: SignedIn) -> Result<Page, web::Error> {
    let permit = signed_in.reads_site(&admin).await?;
    let now = admin.store.now();
    let mut groups = ReviewGroup::waiting(&admin, &permit).await?;
    let mine = reviews::submitted(&admin.store, &permit).await.map_err(failed)?;
    if !mine.is_empty() {
        let rows = mine.iter().map(|listed| submitted(listed, now)).collect();
        groups.push(ReviewGroup { id: "mine", heading: "Yours, waiting for somebody else", rows });
    }
    let shell = Shell::new(&admin, &signed_in, Section::Reviews, TITLE);
    Ok(admin.templates.render(&ReviewsView { shell, groups })?)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::ReviewsView>();
    }
}
