//! What a person typed and has not shared yet: private, one text for each person and node, never the base of anything.

use accounts::UserId;
use chrono::{DateTime, Utc};
use content::{Document, Draft, NodeId, RevisionId};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::OnConflict};

use crate::{
    Store, StoreError, Tx,
    entities::autosaves,
    preview::{self, Preview, Previewed},
    rights::Permit,
};

/// The fields of a form as they were sent, whatever was typed.
pub type Fields = Vec<(String, String)>;

/// A kept text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The version on which it was typed.
    pub base: RevisionId,
    /// The form.
    pub fields: Fields,
    /// When it was kept.
    pub at: DateTime<Utc>,
}

/// What the permit's person keeps on the permit's node. There is no way to ask for somebody else's.
pub async fn mine(store: &Store, permit: &Permit) -> Result<Option<Kept>, StoreError> {
    let (Some(node), Some(author)) = (permit.node(), permit.actor().user()) else { return Ok(None) };
    let row = autosaves::Entity::find_by_id((node.0, author.0)).one(store.readers()).await?;
    row.map(|row| {
        let id = format!("of node {node} and author {}", author.0);
        let fields = serde_json::from_str(&row.content)
            .map_err(|_| StoreError::corrupt("autosaves", id, "content", "no list of fields"))?;
        Ok(Kept { base: RevisionId(row.base_revision), fields, at: row.made_at })
    })
    .transpose()
}

/// The token of a preview of what the permit's person keeps on the permit's node, as it is when it is looked at; its address is `/-/preview/{token}`.
/// `None` for a part of Waymark, which keeps nothing.
pub fn preview_token(store: &Store, permit: &Permit) -> Option<String> {
    let (node, author) = (permit.node()?, permit.actor().user()?);
    Some(preview::sign(store, Preview { node, shown: Previewed::Kept(author), later: None }))
}

impl Tx {
    /// Keeps a form in the place of what the person kept on this node before, with the draft that it would become, which previews show.
    pub async fn keep(
        &self,
        node: NodeId,
        author: UserId,
        base: RevisionId,
        fields: &Fields,
        draft: &Draft,
    ) -> Result<(), StoreError> {
        let row = autosaves::ActiveModel {
            node: Set(node.0),
            author: Set(author.0),
            base_revision: Set(base.0),
            content: Set(serde_json::to_string(fields).expect("texts are JSON")),
            made_at: Set(self.now()),
            draft: Set(Some(Document::write(draft))),
        };
        let again = OnConflict::columns([autosaves::Column::Node, autosaves::Column::Author])
            .update_columns([
                autosaves::Column::BaseRevision,
                autosaves::Column::Content,
                autosaves::Column::MadeAt,
                autosaves::Column::Draft,
            ])
            .to_owned();
        self.later(autosaves::Entity::insert(row).on_conflict(again)).await?;
        Ok(())
    }

    /// Lets go of what the person kept on this node.
    pub async fn let_go(&self, node: NodeId, author: UserId) -> Result<(), StoreError> {
        self.later(
            autosaves::Entity::delete_many()
                .filter(autosaves::Column::Node.eq(node.0))
                .filter(autosaves::Column::Author.eq(author.0)),
        )
        .await?;
        Ok(())
    }
}
