//! Loading the sample site into an empty database.

use accounts::Actor;
use content::{NodeId, Origin, UrlPath, sample};
use store::{NewNodeRow, NewRevision, Store, facts::FactText, projection};

use crate::{
    Refusal,
    publish::{Ready, make_live},
};

/// Positions of siblings lie this far apart, so that others fit between them.
const GAP: i64 = 1_024;

/// The name of the sample site.
pub const SITE_NAME: &str = "Routes into Teaching";

/// Loads the sample site in one transaction: all of it, or nothing.
pub async fn load(store: &Store) -> Result<(), Refusal> {
    let mut nodes = Vec::new();
    for node in sample::site(store.now()) {
        let rendered = projection::render(&node.draft).await;
        nodes.push((node, rendered));
    }
    store
        .write(move |tx| {
            Box::pin(async move {
                if tx.node(NodeId::HOME).await?.is_some() {
                    return Err(Refusal::because("This database holds a site already"));
                }
                let actor = Actor::SetUp;
                tx.set_site_name(SITE_NAME).await?;
                tx.mark_demonstration().await?;
                for [name, label, value] in sample::FACTS {
                    tx.add_fact(name, &FactText { label: label.into(), value: value.into() }, &actor).await?;
                }
                for (index, (node, rendered)) in nodes.iter().enumerate() {
                    let path = match (node.parent, &node.slug) {
                        (Some(parent), Some(slug)) => {
                            let parent = tx.node(parent).await?.and_then(|parent| parent.path);
                            let parent = parent
                                .ok_or_else(|| Refusal::because("The sample site has a child before its parent"))?;
                            parent.join(slug).map_err(|error| Refusal::because(error.to_string()))?
                        }
                        _ => UrlPath::root(),
                    };
                    let row = NewNodeRow {
                        id: Some(node.id),
                        kind: node.draft.kind(),
                        parent: node.parent,
                        slug: node.slug.clone(),
                        position: GAP * i64::try_from(index + 1).unwrap_or(i64::MAX / GAP),
                        path,
                        created_by: None,
                    };
                    let id = tx.insert_node(row).await?;
                    let revision = tx
                        .add_revision(NewRevision {
                            node: id,
                            draft: &node.draft,
                            author: &actor,
                            origin: Origin::Imported,
                            note: "",
                        })
                        .await?;
                    tx.set_draft(id, None, revision).await?;
                    tx.put_draft_facts(id, rendered).await?;
                    if node.published {
                        let row = tx.node(id).await?.ok_or(Refusal::Missing)?;
                        let ready = Ready::minor(revision, node.draft.clone(), rendered.clone());
                        make_live(tx, &row, &ready, &actor).await?;
                    }
                }
                tx.audit(store::AuditLine {
                    actor: &actor,
                    action: "loaded",
                    node: None,
                    title: "the sample site",
                    detail: &format!("{} pages, events and providers", nodes.len()),
                })
                .await?;
                // A site is not taken down again by one press of a button.
                tx.forget_effects();
                Ok(())
            })
        })
        .await?;
    store.refresh_site_name(SITE_NAME);
    Ok(())
}
