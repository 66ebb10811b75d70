//! Moving, renaming, unpublishing, trashing and restoring from the command line: the same plans and verbs as in the admin.

use accounts::{Action, Actor};
use clap::Subcommand;
use content::{NodeId, Place, Position, Slug};
use editorial::{
    Refusal,
    plan::{self, Confirmation, Proposal, Step},
};
use store::{
    Opening, Store,
    rights::{self, Permit, Subject},
};

use crate::cli::DataArgs;
use crate::commands::{open, words};

/// What to do with a page. A page is named by its address, an old address, or `/node/NUMBER`.
#[derive(Debug, Subcommand)]
pub(crate) enum PageCommand {
    /// Give a page another place in the tree, with everything below it.
    Move {
        #[command(flatten)]
        how: HowArgs,
        /// The page.
        page: String,
        /// The page that it goes below.
        #[arg(long)]
        below: String,
        /// Another last part of its address.
        #[arg(long)]
        slug: Option<String>,
    },
    /// Give a page another last part of its address.
    Rename {
        #[command(flatten)]
        how: HowArgs,
        /// The page.
        page: String,
        /// The new last part.
        slug: String,
    },
    /// Take a page off the public site.
    Unpublish {
        #[command(flatten)]
        how: HowArgs,
        /// The page.
        page: String,
        /// The page that its visitors are sent to; without it they are told that it is gone.
        #[arg(long)]
        instead: Option<String>,
    },
    /// Move a page and everything below it to the trash.
    Trash {
        #[command(flatten)]
        how: HowArgs,
        /// The page.
        page: String,
    },
    /// Bring a page and what went with it back from the trash, as drafts.
    Restore {
        #[command(flatten)]
        how: HowArgs,
        /// The page, as /node/NUMBER or by an old address.
        page: String,
    },
}

/// Where, and whether only to say what would happen.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct HowArgs {
    #[command(flatten)]
    data: DataArgs,
    /// Say what would change, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Let a page take an address that leads elsewhere today.
    #[arg(long)]
    take_addresses: bool,
}

impl PageCommand {
    fn how(&self) -> &HowArgs {
        match self {
            Self::Move { how, .. }
            | Self::Rename { how, .. }
            | Self::Unpublish { how, .. }
            | Self::Trash { how, .. }
            | Self::Restore { how, .. } => how,
        }
    }
}

/// Says what the command changes, and does it unless it is a dry run.
pub(crate) async fn run(command: PageCommand) -> Result<(), String> {
    let how = command.how().clone();
    let store = open(&how.data.data, Opening::Command).await?;
    let desk = Desk { reader: may(&store, Action::ReadDraft, Subject::Site).await?, store };
    let proposal = Proposal::one(desk.step(&command).await?);
    let plan = plan::make(&desk.store, &desk.reader, &proposal).await.map_err(in_words)?;
    for line in plan::lines(&plan) {
        println!("{line}");
    }
    if how.dry_run {
        println!("Nothing was changed: this was a dry run.");
        return desk.store.close().await.map_err(words);
    }
    if plan.asks() && !how.take_addresses {
        return Err("a page would take an address that leads elsewhere today. Say --take-addresses to let it".into());
    }
    let said = Confirmation { fingerprint: plan.fingerprint, takes_addresses: how.take_addresses };
    plan::carry_out(&desk.store, &desk.reader, &proposal, &said).await.map_err(in_words)?;
    println!("Done.");
    desk.store.close().await.map_err(words)
}

struct Desk {
    store: Store,
    reader: Permit,
}

impl Desk {
    async fn step(&self, command: &PageCommand) -> Result<Step, String> {
        Ok(match command {
            PageCommand::Move { page, below, slug, .. } => {
                let (node, parent) = (self.find(page).await?, self.find(below).await?);
                Step::Move {
                    permit: self.may(Action::Move, node).await?,
                    target: self.may(Action::Move, parent).await?,
                    place: Place { parent, position: Position::Last },
                    slug: slug.as_deref().map(Slug::parse).transpose().map_err(words)?,
                }
            }
            PageCommand::Rename { page, slug, .. } => {
                Step::Rename { permit: self.may(Action::Rename, self.find(page).await?).await?, slug: slug.clone() }
            }
            PageCommand::Unpublish { page, instead, .. } => Step::Unpublish {
                permit: self.may(Action::Unpublish, self.find(page).await?).await?,
                instead: match instead {
                    Some(page) => Some(self.find(page).await?),
                    None => None,
                },
            },
            PageCommand::Trash { page, .. } => {
                Step::Trash { permit: self.may(Action::Trash, self.find(page).await?).await? }
            }
            PageCommand::Restore { page, .. } => {
                Step::Restore { permit: self.may(Action::Restore, self.find(page).await?).await? }
            }
        })
    }

    async fn may(&self, action: Action, node: NodeId) -> Result<Permit, String> {
        may(&self.store, action, Subject::Node(node)).await
    }

    async fn find(&self, address: &str) -> Result<NodeId, String> {
        let found = store::find::by_address(&self.store, &self.reader, address).await.map_err(words)?;
        found.ok_or_else(|| format!("there is no page at {address}. Give its address, or /node/ and its number"))
    }
}

async fn may(store: &Store, action: Action, subject: Subject) -> Result<Permit, String> {
    rights::may(store, &Actor::CommandLine, action, subject).await.map_err(words)
}

fn in_words(refusal: Refusal) -> String {
    match refusal {
        Refusal::Invalid(problems) => {
            problems.into_iter().map(|problem| problem.sentence).collect::<Vec<_>>().join(". ")
        }
        Refusal::Replanned(_) => "the site changed in between. Run the command again".into(),
        other => other.to_string(),
    }
}
