//! Who has which node open. It is advice, not a lock: a save never waits for it, because what two people change is joined.
//!
//! It lies in memory: opening an editor shall write nothing to the disk, and after a restart whoever still works is seen
//! again with their next request.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use accounts::UserId;
use chrono::{DateTime, TimeDelta, Utc};
use content::NodeId;

/// How long after their last request somebody counts as being there.
const STAYS: TimeDelta = TimeDelta::minutes(15);

/// Somebody who has a node open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Here {
    pub(crate) person: UserId,
    pub(crate) name: String,
    pub(crate) since: DateTime<Utc>,
    seen: DateTime<Utc>,
}

/// Who is where, and what they are to be told on their next screen.
#[derive(Debug, Default)]
pub(crate) struct Presence(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    here: HashMap<NodeId, Vec<Here>>,
    told: HashMap<UserId, Vec<(NodeId, String)>>,
}

impl Presence {
    /// Somebody opened a node or goes on with it.
    pub(crate) fn enter(&self, node: NodeId, person: UserId, name: &str, now: DateTime<Utc>) {
        let mut known = self.known();
        known.forget_before(now - STAYS);
        let there = known.here.entry(node).or_default();
        match there.iter_mut().find(|here| here.person == person) {
            Some(here) => here.seen = now,
            None => there.push(Here { person, name: name.to_owned(), since: now, seen: now }),
        }
    }

    /// Everybody else who has the node open, the first first.
    pub(crate) fn others(&self, node: NodeId, person: UserId, now: DateTime<Utc>) -> Vec<Here> {
        let mut known = self.known();
        known.forget_before(now - STAYS);
        let there = known.here.get(&node).into_iter().flatten();
        there.filter(|here| here.person != person).cloned().collect()
    }

    /// Somebody is done with a node.
    pub(crate) fn leave(&self, node: NodeId, person: UserId) {
        if let Some(there) = self.known().here.get_mut(&node) {
            there.retain(|here| here.person != person);
        }
    }

    /// Somebody signed out.
    pub(crate) fn leave_all(&self, person: UserId) {
        self.known().here.values_mut().for_each(|there| there.retain(|here| here.person != person));
    }

    /// Takes a node over from everybody else: they are told so, and gives who they were.
    pub(crate) fn take_over(&self, node: NodeId, person: UserId, sentence: &str, now: DateTime<Utc>) -> Vec<Here> {
        let others = self.others(node, person, now);
        let mut known = self.known();
        for other in &others {
            let told = known.told.entry(other.person).or_default();
            told.retain(|(of, _)| *of != node);
            told.push((node, sentence.to_owned()));
        }
        if let Some(there) = known.here.get_mut(&node) {
            there.retain(|here| here.person == person);
        }
        others
    }

    /// What somebody is to be told, once.
    pub(crate) fn take_told(&self, person: UserId) -> Vec<String> {
        let told = self.known().told.remove(&person).unwrap_or_default();
        told.into_iter().map(|(_, sentence)| sentence).collect()
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn forget_before(&mut self, moment: DateTime<Utc>) {
        self.here.values_mut().for_each(|there| there.retain(|here| here.seen > moment));
        self.here.retain(|_, there| !there.is_empty());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASHA: UserId = UserId(1);
    const BEN: UserId = UserId(2);
    const NODE: NodeId = NodeId(5);

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
    }

    #[test]
    fn somebody_is_there_until_a_quarter_of_an_hour_after_their_last_request() {
        let presence = Presence::default();
        presence.enter(NODE, ASHA, "Asha", at(0));
        presence.enter(NODE, ASHA, "Asha", at(10));
        assert_eq!(presence.others(NODE, BEN, at(24))[0].since, at(0));
        assert_eq!(presence.others(NODE, ASHA, at(24)), [], "nobody meets themselves");
        assert_eq!(presence.others(NODE, BEN, at(25)), []);
        presence.enter(NODE, ASHA, "Asha", at(30));
        presence.leave(NODE, ASHA);
        assert_eq!(presence.others(NODE, BEN, at(30)), []);
    }

    #[test]
    fn who_is_taken_over_is_told_once() {
        let presence = Presence::default();
        presence.enter(NODE, ASHA, "Asha", at(0));
        presence.enter(NODE, BEN, "Ben", at(1));
        assert_eq!(presence.take_over(NODE, BEN, "Ben has taken over.", at(2))[0].person, ASHA);
        assert_eq!(presence.others(NODE, BEN, at(2)), []);
        assert_eq!(presence.take_told(ASHA), ["Ben has taken over."]);
        assert!(presence.take_told(ASHA).is_empty() && presence.take_told(BEN).is_empty());
    }
}
