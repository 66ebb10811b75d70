//! Filling an empty site with invented content, for trials of scale.

use std::collections::HashMap;

use accounts::Actor;
use content::{
    NodeId, UrlPath,
    synthetic::{self, Size, SyntheticNode},
};
use store::{AuditLine, NewLiveNode, Store, projection};

use crate::Refusal;

/// Nodes of one transaction.
const BATCH: usize = 2_000;

/// Positions of siblings lie this far apart, so that others fit between them.
const GAP: i64 = 1_024;

/// Writes an invented site of this size below the home page of a site that has no other page. Returns how many nodes it made. `told` hears the
/// number after each batch.
pub async fn site(store: &Store, size: Size, mut told: impl FnMut(usize)) -> Result<usize, Refusal> {
    let last = store.write(|tx| Box::pin(async move { Ok::<_, Refusal>(tx.last_node().await?) })).await?;
    if last != NodeId::HOME {
        return Err(Refusal::because("This site has pages already. Generate into a new data folder"));
    }
    let mut paths: HashMap<NodeId, UrlPath> = HashMap::from([(NodeId::HOME, UrlPath::root())]);
    let mut made = 0;
    let mut nodes = synthetic::site(size, NodeId::HOME, store.now());
    loop {
        let batch: Vec<SyntheticNode> = nodes.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        let batch = place(batch, &mut paths, made)?;
        let batch = projection::render_all(batch).await;
        made += batch.len();
        store
            .write(move |tx| {
                Box::pin(async move {
                    tx.insert_live(&batch, &Actor::CommandLine).await?;
                    tx.change(None, "generated", None, None).await?;
                    Ok::<_, Refusal>(())
                })
            })
            .await?;
        told(made);
    }
    let detail = format!("{made} pages, events and providers");
    store
        .write(move |tx| {
            Box::pin(async move {
                let line = AuditLine {
                    actor: &Actor::CommandLine,
                    action: "generated",
                    node: None,
                    title: "an invented site",
                    detail: &detail,
                };
                Ok::<_, Refusal>(tx.audit(line).await?)
            })
        })
        .await?;
    Ok(made)
}

/// Gives each node its address and its place among its siblings.
fn place(
    batch: Vec<SyntheticNode>,
    paths: &mut HashMap<NodeId, UrlPath>,
    made: usize,
) -> Result<Vec<NewLiveNode>, Refusal> {
    let mut placed = Vec::with_capacity(batch.len());
    for (at, node) in batch.into_iter().enumerate() {
        let above = paths.get(&node.parent).ok_or(Refusal::Missing)?;
        let path = above.join(&node.slug).map_err(|error| Refusal::because(error.to_string()))?;
        paths.insert(node.id, path.clone());
        placed.push(NewLiveNode {
            id: node.id,
            parent: node.parent,
            slug: node.slug,
            path,
            position: GAP.saturating_mul(i64::try_from(made + at + 1).unwrap_or(i64::MAX)),
            draft: node.draft,
            rendered: projection::Rendered::default(),
        });
    }
    Ok(placed)
}
