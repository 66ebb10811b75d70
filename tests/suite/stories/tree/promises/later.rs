//! What is done later: at a time, or after somebody else has looked.

use accounts::Action;
use content::{NodeId, RevisionId};

use super::{Line, Lines, Now, Promised};
use crate::stories::tree::{
    model::{Due, Model, Review, Target},
    people::Answer,
};

impl Model {
    pub(super) fn schedule(
        &mut self,
        now: &Now<'_>,
        node: NodeId,
        revision: Option<RevisionId>,
        minutes: i64,
    ) -> Promised<Lines> {
        let path = self.path(node).ok_or("it is in the trash")?;
        let at = now.moment + chrono::TimeDelta::minutes(minutes);
        if revision.is_some() {
            if self.led(&path).is_some_and(|target| *target != Target::Page(node)) {
                return Err("the address leads elsewhere");
            }
        } else if self.nodes[&node].parent.is_none() {
            return Err("the home page must stay public");
        } else if self.nodes[&node].public.is_none() && !self.goes_up_before(node, at) {
            return Err("it is not public by then");
        }
        self.due.retain(|due| due.node != node || due.revision.is_some() != revision.is_some());
        self.acts += 1;
        let asked_by = (now.someone.user, now.someone.role);
        self.due.push(Due { number: self.acts, node, revision, at, asked_by });
        Ok(now.line(set(revision.is_some()), node))
    }

    fn goes_up_before(&self, node: NodeId, at: chrono::DateTime<chrono::Utc>) -> bool {
        self.due.iter().any(|due| due.node == node && due.revision.is_some() && due.at < at)
    }

    /// A page that comes down now need not come down at its time, unless it goes up before.
    pub(super) fn need_not_come_down(&mut self, node: NodeId) {
        let goes_up = self.due.iter().find(|due| due.node == node && due.revision.is_some()).map(|due| due.at);
        self.due.retain(|due| due.node != node || due.revision.is_some() || goes_up.is_some_and(|up| up < due.at));
    }

    /// What went to the trash with an act is due again, if its time has not passed.
    pub(in crate::stories::tree) fn is_due_again(&mut self, now: &Now<'_>, act: u32) -> Vec<Line> {
        let mut ended: Vec<Due> =
            self.interrupted.iter().filter(|(of, _)| *of == act).map(|(_, due)| due.clone()).collect();
        self.interrupted.retain(|(of, _)| *of != act);
        ended.sort_by_key(|due| (due.at, due.number));
        let mut lines = Vec::new();
        for due in ended {
            let (node, publishing) = (due.node, due.revision.is_some());
            if self.sets_again(now, due) {
                lines.push(now.says(set(publishing), node));
            }
        }
        lines
    }

    /// Something is due again that ended undone, where nothing stands in its way.
    pub(in crate::stories::tree) fn sets_again(&mut self, now: &Now<'_>, due: Due) -> bool {
        let other = |other: &Due| other.node == due.node && other.revision.is_some() == due.revision.is_some();
        if self.path(due.node).is_none() || due.at <= now.moment || self.due.iter().any(other) {
            return false;
        }
        let is_up = self.nodes[&due.node].public.is_some() || self.goes_up_before(due.node, due.at);
        let set = due.revision.is_some() || is_up;
        if set {
            self.due.push(due);
        }
        set
    }

    /// All that is due is done in order of time, for whoever may still do it; what cannot be done is told.
    pub(super) fn time_comes(&mut self, now: &Now<'_>) -> Lines {
        let mut ripe: Vec<Due> = self.due.iter().filter(|due| due.at <= now.moment).cloned().collect();
        ripe.sort_by_key(|due| (due.at, due.number));
        let mut lines = Vec::new();
        for due in ripe {
            // What was done before may have ended it.
            let Some(place) = self.due.iter().position(|left| left.number == due.number) else { continue };
            self.due.remove(place);
            let before = self.clone();
            let done = self.falls_due(now, &due);
            let word = match (&done, due.revision.is_some()) {
                (Ok(false), _) => continue,
                (Ok(true), true) => "published",
                (Ok(true), false) => "unpublished",
                (Err(_), true) => "could not publish",
                (Err(_), false) => "could not unpublish",
            };
            if done.is_err() {
                *self = before;
            }
            lines.push(vec![Line { by: "Scheduler".into(), word, node: Some(due.node) }]);
        }
        lines
    }

    fn falls_due(&mut self, now: &Now<'_>, due: &Due) -> Promised<bool> {
        let action = if due.revision.is_some() { Action::Publish } else { Action::Unpublish };
        let (user, role) = due.asked_by;
        if self.may(user, role, action, Some(due.node)) != Answer::Yes {
            return Err("whoever asked may no longer");
        }
        let Some(revision) = due.revision else {
            self.comes_down(due.node)?;
            self.withdraws(due.node, None);
            self.need_not_come_down(due.node);
            return Ok(true);
        };
        let mut asked = false;
        let done = self.publishes(now, due.node, revision, None, &mut asked)?;
        if asked { Err("the address leads elsewhere") } else { Ok(done) }
    }

    pub(super) fn submit(&mut self, now: &Now<'_>, node: NodeId) -> Promised<Lines> {
        self.path(node).ok_or("it is in the trash")?;
        let page = &self.nodes[&node];
        let revision = page.draft;
        if page.public.as_ref().is_some_and(|public| public.revision == revision) {
            return Err("visitors read this version already");
        }
        let newest = self.reviews.iter().rev().find(|review| review.node == node && review.revision == revision);
        if newest.is_some_and(|review| !review.closed && review.decided.is_none_or(|(_, approved)| approved)) {
            return Err("it waits or is approved already");
        }
        for review in self.reviews.iter_mut().filter(|review| review.node == node && review.revision <= revision) {
            review.closed |= review.decided.is_none();
        }
        let submitted_by = now.someone.user;
        self.reviews.push(Review { node, revision, submitted_by, decided: None, closed: false });
        Ok(now.line("submitted for review", node))
    }

    pub(super) fn decide(&mut self, now: &Now<'_>, node: NodeId, approves: bool) -> Promised<Lines> {
        self.path(node).ok_or("it is in the trash")?;
        let needed = self.needs_eyes(node);
        let me = now.someone.user;
        let waits = |review: &&mut Review| review.node == node && review.decided.is_none() && !review.closed;
        let review = self.reviews.iter_mut().rev().find(waits).ok_or("nothing waits")?;
        if approves && needed && (review.submitted_by == me || (now.wrote)(review.revision) == Some(me)) {
            return Err("somebody else must look");
        }
        review.decided = Some((me, approves));
        Ok(now.line(if approves { "approved" } else { "sent back" }, node))
    }
}

fn set(publishing: bool) -> &'static str {
    if publishing { "scheduled publishing of" } else { "scheduled unpublishing of" }
}
