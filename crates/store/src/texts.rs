//! The texts of revisions that were read lately. A revision never changes, so what it says is read once while somebody works on it.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use content::{Draft, NodeId, RevisionId};

/// How much is remembered in all, in bytes as the database keeps them; then it begins anew.
const MOST: usize = 4 << 20;

/// What is remembered. Only what was committed may come in: the number of a revision that was undone is given again.
#[derive(Debug, Default)]
pub(crate) struct Texts(Mutex<Remembered>);

#[derive(Debug, Default)]
struct Remembered {
    texts: HashMap<RevisionId, (NodeId, Draft)>,
    bytes: usize,
}

impl Texts {
    /// What a revision of this node says, if it is remembered.
    pub(crate) fn of(&self, node: NodeId, revision: RevisionId) -> Option<Draft> {
        let remembered = self.remembered();
        let (owner, draft) = remembered.texts.get(&revision)?;
        (*owner == node).then(|| draft.clone())
    }

    /// Remembers what a revision says that takes so many bytes.
    pub(crate) fn keep(&self, node: NodeId, revision: RevisionId, draft: &Draft, size: usize) {
        if size > MOST {
            return;
        }
        let mut remembered = self.remembered();
        if remembered.bytes + size > MOST {
            *remembered = Remembered::default();
        }
        if remembered.texts.insert(revision, (node, draft.clone())).is_none() {
            remembered.bytes += size;
        }
    }

    fn remembered(&self) -> MutexGuard<'_, Remembered> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use content::Kind;

    use super::*;

    #[test]
    fn a_text_is_told_for_its_own_node_and_no_more_is_kept_than_there_is_room_for() {
        let texts = Texts::default();
        let draft = Draft { title: "Fees".into(), ..Draft::empty(Kind::Page) };
        texts.keep(NodeId(4), RevisionId(9), &draft, 1_000);
        assert_eq!(texts.of(NodeId(4), RevisionId(9)), Some(draft.clone()));
        assert_eq!(texts.of(NodeId(5), RevisionId(9)), None, "it belongs to another node");
        for number in 0..10 {
            texts.keep(NodeId(4), RevisionId(10 + number), &draft, 1 << 20);
            assert!(texts.remembered().bytes <= MOST);
        }
        assert_eq!(texts.of(NodeId(4), RevisionId(9)), None, "it began anew");
        assert!(texts.of(NodeId(4), RevisionId(19)).is_some());
        texts.keep(NodeId(4), RevisionId(99), &draft, MOST + 1);
        assert_eq!(texts.of(NodeId(4), RevisionId(99)), None, "too long");
    }
}
