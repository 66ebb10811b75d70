//! The beginning of a site.

use accounts::Actor;
use content::{Block, BlockId, Draft, Kind, NodeId, Origin, UrlPath};
use store::{NewNodeRow, NewRevision, Store, projection};

use crate::{
    Refusal,
    publish::{Ready, make_live},
};

/// What the home page of a new site says until somebody edits it.
const WELCOME: &str =
    "This site is new. Sign in to the admin, open this page and write what your visitors should read first.";

/// Gives an empty database its home page; a database that has one is left alone. Returns whether it made one.
pub async fn begin(store: &Store) -> Result<bool, Refusal> {
    let mut draft = Draft::empty(Kind::Page);
    draft.title = "Welcome".into();
    draft.navigation_title = "Home".into();
    draft.body.push(Block::prose(BlockId::from_number(1), WELCOME));
    let rendered = projection::render(&draft).await;
    store
        .write(move |tx| {
            Box::pin(async move {
                if tx.node(NodeId::HOME).await?.is_some() {
                    return Ok(false);
                }
                let row = NewNodeRow {
                    id: Some(NodeId::HOME),
                    kind: Kind::Page,
                    parent: None,
                    slug: None,
                    position: 0,
                    path: UrlPath::root(),
                    created_by: None,
                };
                let id = tx.insert_node(row).await?;
                let new =
                    NewRevision { node: id, draft: &draft, author: &Actor::SetUp, origin: Origin::Imported, note: "" };
                let revision = tx.add_revision(new).await?;
                tx.set_draft(id, None, revision).await?;
                tx.put_draft_facts(id, &rendered).await?;
                let node = tx.node(id).await?.ok_or(Refusal::Missing)?;
                make_live(tx, &node, &Ready::minor(revision, draft.clone(), rendered.clone()), &Actor::SetUp).await?;
                Ok(true)
            })
        })
        .await
}
