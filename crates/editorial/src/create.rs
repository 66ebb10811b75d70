//! Creating a node with its first draft.

use accounts::Action;
use content::{Draft, Kind, NodeId, Origin, Place, RevisionId, Slug, SlugError, UrlPath, valid_draft};
use store::{NewNodeRow, NewRevision, NodeRow, Store, Tx, projection, rights::Permit};

use crate::{
    Refusal,
    verb::{address, note, permitted, valid},
};

/// A node to be created.
#[derive(Clone, Debug)]
pub struct NewNode {
    /// What it is.
    pub kind: Kind,
    /// Where it goes.
    pub place: Place,
    /// The last part of its address as typed; empty makes one from the title.
    pub slug: String,
    /// Its text.
    pub draft: Draft,
}

/// Creates a node. The permit is for [`Action::Create`] on the parent.
pub async fn node(store: &Store, permit: &Permit, new: NewNode) -> Result<(NodeId, RevisionId), Refusal> {
    valid(valid_draft(&new.draft))?;
    let links = projection::render(&new.draft).await;
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let parent = permitted(tx, &permit, &[Action::Create]).await?;
                if parent.id != new.place.parent {
                    return Err(Refusal::Denied);
                }
                let (slug, path) = free_address(tx, &parent, &new.slug, &new.draft.title, None).await?;
                let (id, revision) = insert(tx, &permit, &parent, &new, slug, path).await?;
                tx.put_draft_facts(id, &links).await?;
                note(tx, &permit, id, "created", &new.draft.title, "").await?;
                Ok((id, revision))
            })
        })
        .await
}

/// The slug that a node gets below a parent, and its address: as typed, or made from the title and numbered where the
/// plain one is taken. `itself` may keep the address that it has.
pub(crate) async fn free_address(
    tx: &Tx,
    parent: &NodeRow,
    typed: &str,
    title: &str,
    itself: Option<NodeId>,
) -> Result<(Slug, UrlPath), Refusal> {
    let above = address(parent)?;
    if parent.kind != Kind::Page {
        return Err(Refusal::field("parent", "Only pages can have pages below them. Choose a page"));
    }
    if typed.trim().is_empty() {
        return numbered_address(tx, &above, title).await;
    }
    let slug = if above.is_root() { Slug::parse_first(typed) } else { Slug::parse(typed) };
    let slug = slug.map_err(|error| Refusal::field("slug", error.to_string()))?;
    let path = above.join(&slug).map_err(|error| Refusal::field("slug", error.to_string()))?;
    match tx.node_at(&path).await? {
        Some(other) if Some(other.id) != itself => {
            let sentence = format!("Another page has the address {path} already. Choose another last part");
            Err(Refusal::field("slug", sentence))
        }
        _ => Ok((slug, path)),
    }
}

/// The first of `title`, `title-2`, `title-3`, … that is free.
async fn numbered_address(tx: &Tx, above: &UrlPath, title: &str) -> Result<(Slug, UrlPath), Refusal> {
    let plain = Slug::from_title(title).ok_or_else(|| Refusal::field("slug", SlugError::Empty.to_string()))?;
    for number in 1..=1_000 {
        let slug = if number == 1 { plain.clone() } else { plain.numbered(number) };
        if above.is_root() && slug.is_reserved_first() {
            continue;
        }
        let path = above.join(&slug).map_err(|error| Refusal::field("slug", error.to_string()))?;
        if tx.node_at(&path).await?.is_none() {
            return Ok((slug, path));
        }
    }
    Err(Refusal::field("slug", "Many pages here have this title. Type an address"))
}

async fn insert(
    tx: &Tx,
    permit: &Permit,
    parent: &NodeRow,
    new: &NewNode,
    slug: Slug,
    path: UrlPath,
) -> Result<(NodeId, RevisionId), Refusal> {
    let row = NewNodeRow {
        id: None,
        kind: new.kind,
        parent: Some(parent.id),
        slug: Some(slug),
        position: tx.position_at(new.place, None).await?,
        path,
        created_by: permit.actor().user(),
    };
    let id = tx.insert_node(row).await?;
    let revision = NewRevision { node: id, draft: &new.draft, author: permit.actor(), origin: Origin::Typed, note: "" };
    let revision = tx.add_revision(revision).await?;
    tx.set_draft(id, None, revision).await?;
    Ok((id, revision))
}
