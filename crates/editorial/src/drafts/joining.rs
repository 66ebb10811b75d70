//! What is saved when the draft moved on while somebody typed.

use content::{
    Draft, NodeId, Origin, RevisionId,
    merge::{self, Decisions, Merged},
};
use store::{NodeRow, SavedBy, Tx};

use crate::Refusal;

/// What somebody decided about the conflicts of their text with one version of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// That version.
    pub against: RevisionId,
    /// The decisions.
    pub decisions: Decisions,
}

/// Whose changes came in with a save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    /// Who saved in between, newest first; nobody when the draft went back to an earlier version.
    pub others: Vec<SavedBy>,
    /// What the person who saves had changed, in the editors' words.
    pub mine: Vec<String>,
    /// What came in from the others.
    pub theirs: Vec<String>,
}

/// Two texts that cannot be joined before somebody decides.
#[derive(Clone, Debug)]
pub struct Clash {
    /// The version on which `mine` was typed.
    pub base: RevisionId,
    /// What the person who saves typed.
    pub mine: Draft,
    /// The version with which it conflicts.
    pub against: RevisionId,
    /// What that version says.
    pub theirs: Draft,
    /// Who saved in between, newest first.
    pub others: Vec<SavedBy>,
    /// How far the two go together.
    pub merged: Merged,
}

/// A text on its way into the draft.
pub(super) struct Typing {
    pub(super) base: RevisionId,
    pub(super) draft: Draft,
    pub(super) decided: Option<Decided>,
}

/// The draft as it stands inside the transaction.
pub(super) struct Current {
    pub(super) id: NodeId,
    pub(super) revision: RevisionId,
    pub(super) draft: Draft,
}

impl Current {
    pub(super) async fn read(tx: &Tx, node: &NodeRow) -> Result<Self, Refusal> {
        let draft = tx.draft(node.id, node.draft).await?.ok_or(Refusal::Missing)?;
        Ok(Self { id: node.id, revision: node.draft, draft })
    }
}

/// What is to be saved.
pub(super) struct Text {
    pub(super) draft: Draft,
    pub(super) origin: Origin,
    pub(super) joined: Option<Joined>,
}

/// A base that is no version of the node: the form came from another page.
const OTHER_PAGE: &str = "This form was not made from a version of this page, so nothing was saved. Copy what you need, then open the page again";

impl Typing {
    /// Joins the text with what stands there now.
    pub(super) async fn join(self, tx: &Tx, current: &Current) -> Result<Text, Refusal> {
        let (typing, origin) = self.settled(tx, current).await?;
        let Self { base, draft: mine, .. } = typing;
        if base == current.revision || mine == current.draft {
            return Ok(Text { draft: mine, origin, joined: None });
        }
        let start = version(tx, current, base).await?;
        let merged = merge::merge(&start, &mine, &current.draft);
        let others = tx.saved_since(current.id, base).await?;
        if !merged.conflicts.is_empty() {
            let (against, theirs) = (current.revision, current.draft.clone());
            return Err(Refusal::Clash(Box::new(Clash { base, mine, against, theirs, others, merged })));
        }
        let joined = Joined { others, mine: merged.mine, theirs: merged.theirs };
        Ok(Text { draft: merged.draft, origin: Origin::Merged, joined: Some(joined) })
    }

    /// Applies what was decided: the text then stands on the version against which it was.
    async fn settled(self, tx: &Tx, current: &Current) -> Result<(Self, Origin), Refusal> {
        let Some(Decided { against, decisions }) = &self.decided else { return Ok((self, Origin::Typed)) };
        let start = version(tx, current, self.base).await?;
        let theirs = version(tx, current, *against).await?;
        let merged = merge::settle(&start, &self.draft, &theirs, decisions);
        if !merged.conflicts.is_empty() {
            let others = tx.saved_since(current.id, self.base).await?;
            let clash = Clash { base: self.base, mine: self.draft, against: *against, theirs, others, merged };
            return Err(Refusal::Clash(Box::new(clash)));
        }
        Ok((Self { base: *against, draft: merged.draft, decided: None }, Origin::Merged))
    }
}

impl Joined {
    /// The rest of the audit's sentence: `joined with the changes of Asha Patel`.
    pub(super) fn in_audit(&self) -> String {
        let names: Vec<&str> = self.others.iter().map(|other| other.name.as_str()).collect();
        if names.is_empty() { String::new() } else { format!("joined with the changes of {}", names.join(", ")) }
    }
}

async fn version(tx: &Tx, current: &Current, revision: RevisionId) -> Result<Draft, Refusal> {
    let found = tx.draft(current.id, revision).await?;
    found.ok_or_else(|| Refusal::because(OTHER_PAGE))
}
