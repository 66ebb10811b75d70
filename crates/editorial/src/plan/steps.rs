//! What a person wants done: one verb or many, all together or not at all.

use std::collections::HashMap;

use accounts::Action;
use content::{NodeId, Place, RevisionId, Slug, UrlPath};
use store::{Store, Tx, rights::Permit};

use crate::{
    Refusal, copy,
    facts::{self, NewText},
    links::{self, Settled},
    publish::{self, Ready},
    structure, trash,
    verb::{because_of, expecting},
};

/// The most verbs of one action. A plan of more is nothing that a person reads.
pub const MOST_STEPS: usize = 1_000;

/// One verb with its permit.
#[derive(Clone, Debug)]
pub enum Step {
    /// Another last part of the address.
    Rename {
        /// For [`Action::Rename`] on the node.
        permit: Permit,
        /// As typed.
        slug: String,
    },
    /// Another place in the tree.
    Move {
        /// For [`Action::Move`] on the node.
        permit: Permit,
        /// For [`Action::Move`] on the new parent.
        target: Permit,
        /// Where it goes.
        place: Place,
        /// Another last part of the address; `None` keeps it.
        slug: Option<Slug>,
    },
    /// A copy of a node and all below it, as drafts.
    Copy {
        /// For [`Action::ReadDraft`] on the node.
        permit: Permit,
        /// For [`Action::Create`] on the parent of the copy.
        target: Permit,
        /// Where the copy goes.
        place: Place,
        /// The last part of its address as typed; empty numbers the original's.
        slug: String,
        /// The copy's title; empty keeps the original's.
        title: String,
    },
    /// A revision becomes what the public reads.
    Publish {
        /// For [`Action::Publish`] on the node.
        permit: Permit,
        /// Which one.
        revision: RevisionId,
    },
    /// Off the public site.
    Unpublish {
        /// For [`Action::Unpublish`] on the node.
        permit: Permit,
        /// Where its address leads; `None` says that it is gone.
        instead: Option<NodeId>,
    },
    /// To the trash, with all below.
    Trash {
        /// For [`Action::Trash`] on the node.
        permit: Permit,
    },
    /// Back from the trash.
    Restore {
        /// For [`Action::Restore`] on the node.
        permit: Permit,
    },
    /// A fact says something else, now or at a time.
    Fact {
        /// For [`Action::Publish`] on the site.
        permit: Permit,
        /// What it is to say.
        new: NewText,
    },
}

impl Step {
    fn permit(&self) -> &Permit {
        match self {
            Self::Rename { permit, .. }
            | Self::Move { permit, .. }
            | Self::Copy { permit, .. }
            | Self::Publish { permit, .. }
            | Self::Unpublish { permit, .. }
            | Self::Trash { permit }
            | Self::Restore { permit }
            | Self::Fact { permit, .. } => permit,
        }
    }

    /// Whether the verb takes along what lies below its node.
    fn takes_all_below(&self) -> bool {
        matches!(self, Self::Move { .. } | Self::Copy { .. } | Self::Trash { .. })
    }
}

/// Verbs that are done together.
#[derive(Clone, Debug, Default)]
pub struct Proposal {
    steps: Vec<Step>,
    settled: Vec<Settled>,
}

impl Proposal {
    /// One verb.
    pub fn one(step: Step) -> Self {
        Self { steps: vec![step], settled: Vec::new() }
    }

    /// Many verbs, done in this order.
    pub fn many(steps: Vec<Step>) -> Result<Self, Refusal> {
        if steps.is_empty() {
            return Err(Refusal::because("Nothing is selected. Tick at least one page"));
        }
        if steps.len() > MOST_STEPS {
            let sentence = format!("Too many pages are selected. Choose {MOST_STEPS} at most");
            return Err(Refusal::because(sentence));
        }
        Ok(Self { steps, settled: Vec::new() })
    }

    /// The same verbs, after these links to what they take away are mended: in the same transaction, or not at all.
    #[must_use]
    pub fn settling(self, settled: Vec<Settled>) -> Self {
        Self { settled, ..self }
    }

    /// Reads and renders what will be published, before the transaction.
    pub(super) async fn prepare(&self, store: &Store) -> Result<Prepared, Refusal> {
        let mut texts = HashMap::new();
        for step in &self.steps {
            if let Step::Publish { permit, revision } = step {
                expecting(permit, &[Action::Publish])?;
                let ready = Ready::read(store, permit, *revision).await;
                texts.insert(*revision, ready.map_err(|refusal| about_a_page(refusal, self.steps.len()))?);
            }
        }
        Ok(Prepared { steps: self.steps.clone(), settled: self.settled.clone(), texts })
    }
}

pub(super) struct Prepared {
    steps: Vec<Step>,
    settled: Vec<Settled>,
    texts: HashMap<RevisionId, Ready>,
}

impl Prepared {
    /// Carries out all steps. A node that lies below another selected one goes along with it and is not touched by itself.
    pub(super) async fn perform(&self, tx: &Tx) -> Result<(), Refusal> {
        if let Some(step) = self.steps.first() {
            links::settle(tx, step.permit().actor(), &self.settled).await?;
        }
        let carried = self.carried(tx).await?;
        for step in &self.steps {
            if step.permit().node().is_some_and(|node| carried.contains(&node)) {
                continue;
            }
            if let Err(refusal) = self.perform_one(tx, step).await {
                return Err(self.naming(tx, step, refusal).await?);
            }
        }
        Ok(())
    }

    async fn perform_one(&self, tx: &Tx, step: &Step) -> Result<(), Refusal> {
        match step {
            Step::Rename { permit, slug } => structure::rename_in(tx, permit, slug).await,
            Step::Move { permit, target, place, slug } => {
                structure::move_in(tx, permit, target, *place, slug.as_ref()).await
            }
            Step::Copy { permit, target, place, slug, title } => {
                copy::copy_in(tx, permit, target, *place, slug, title).await.map(drop)
            }
            Step::Publish { permit, revision } => {
                let ready = self.texts.get(revision).ok_or(Refusal::Missing)?;
                publish::publish_in(tx, permit, ready).await
            }
            Step::Unpublish { permit, instead } => publish::unpublish_in(tx, permit, *instead).await,
            Step::Trash { permit } => trash::trash_in(tx, permit).await.map(drop),
            Step::Restore { permit } => trash::restore_in(tx, permit).await,
            Step::Fact { permit, new } => facts::set_in(tx, permit, new).await,
        }
    }

    async fn carried(&self, tx: &Tx) -> Result<Vec<NodeId>, Refusal> {
        if self.steps.len() < 2 || !self.steps.iter().all(Step::takes_all_below) {
            return Ok(Vec::new());
        }
        let ids: Vec<NodeId> = self.steps.iter().filter_map(|step| step.permit().node()).collect();
        let mut paths: Vec<(UrlPath, NodeId)> =
            tx.named(&ids).await?.into_iter().filter_map(|named| Some((named.path?, named.node))).collect();
        paths.sort();
        let mut carried = Vec::new();
        let mut tops: Vec<UrlPath> = Vec::new();
        for (path, node) in paths {
            if tops.iter().any(|top| path.is_below(top)) {
                carried.push(node);
            } else {
                tops.push(path);
            }
        }
        Ok(carried)
    }

    /// Of many pages the refusal says which one it is about.
    async fn naming(&self, tx: &Tx, step: &Step, refusal: Refusal) -> Result<Refusal, Refusal> {
        if self.steps.len() < 2 {
            return Ok(refusal);
        }
        let Some(node) = step.permit().node() else { return Ok(refusal) };
        let sentence = match refusal {
            Refusal::Because(sentence) => sentence,
            Refusal::Invalid(problems) => {
                problems.into_iter().map(|problem| problem.sentence).collect::<Vec<_>>().join(". ")
            }
            other => return Ok(other),
        };
        Ok(Refusal::because(because_of(tx, node, &sentence).await?))
    }
}

/// A draft that cannot be published is not a field of the form that selects many.
fn about_a_page(refusal: Refusal, steps: usize) -> Refusal {
    match refusal {
        Refusal::Invalid(problems) if steps > 1 => {
            let sentences: Vec<String> = problems.into_iter().map(|problem| problem.sentence).collect();
            let sentence = sentences.join(". ");
            Refusal::because(format!("One of the pages is not fit to be published: {sentence}"))
        }
        other => other,
    }
}
