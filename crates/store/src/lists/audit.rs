//! What happened on the site, action by action.

use std::collections::HashMap;

use accounts::UserId;
use chrono::{DateTime, Utc};
use content::NodeId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use crate::{
    Store, StoreError,
    entities::{audit, effects},
    rights::Permit,
};

/// Lines of one screen; an action of more lines is told by its first ones.
const LINES: u64 = 200;

/// One line of the site's history.
#[derive(Clone, Debug)]
pub struct AuditRow {
    /// Its number: the larger, the later.
    pub id: i64,
    /// The action that the line belongs to.
    pub group: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: String,
    /// What they did, in the past tense: "published".
    pub action: String,
    /// To which node.
    pub node: Option<NodeId>,
    /// What it was called.
    pub title: String,
    /// The rest of the sentence; may be empty.
    pub detail: String,
}

/// Which lines are wanted; nothing wants all.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Of this person.
    pub person: Option<UserId>,
    /// Of these actions, each in the past tense; empty for all.
    pub actions: Vec<&'static str>,
    /// About this node.
    pub node: Option<NodeId>,
    /// Not before.
    pub from: Option<DateTime<Utc>>,
    /// Before, itself excluded.
    pub until: Option<DateTime<Utc>>,
    /// Only lines with smaller numbers: what follows after a screen.
    pub before: Option<i64>,
}

/// The lines of one action that are wanted.
#[derive(Clone, Debug)]
pub struct AuditGroup {
    /// The action, to undo it by.
    pub group: String,
    /// Its lines, the latest first; never empty.
    pub lines: Vec<AuditRow>,
    /// Whether it can be undone, as far as nothing since stands in the way.
    pub undoable: bool,
    /// Whether it was undone.
    pub undone: bool,
}

/// The actions of one screen, the latest first, and where the next screen goes on.
pub async fn actions(
    store: &Store,
    permit: &Permit,
    wanted: &Wanted,
) -> Result<(Vec<AuditGroup>, Option<i64>), StoreError> {
    let rows = lines(store, permit, wanted, LINES).await?;
    let next = rows.last().filter(|_| rows.len() as u64 == LINES).map(|row| row.id);
    let mut groups: Vec<AuditGroup> = Vec::new();
    for row in rows {
        if let Some(last) = groups.last_mut().filter(|last| last.group == row.group) {
            last.lines.push(row);
        } else {
            let group = row.group.clone();
            groups.push(AuditGroup { group, lines: vec![row], undoable: false, undone: false });
        }
    }
    let known: Vec<(String, Option<String>)> = effects::Entity::find()
        .select_only()
        .columns([effects::Column::ActionGroup, effects::Column::UndoneBy])
        .distinct()
        .filter(effects::Column::ActionGroup.is_in(groups.iter().map(|group| group.group.as_str())))
        .into_tuple()
        .all(store.readers())
        .await?;
    let undone: HashMap<String, bool> = known.into_iter().map(|(group, by)| (group, by.is_some())).collect();
    for group in &mut groups {
        let undone = undone.get(&group.group).copied();
        (group.undoable, group.undone) = (undone == Some(false), undone == Some(true));
    }
    Ok((groups, next))
}

/// Single lines, the latest first, at most so many.
pub async fn lines(store: &Store, permit: &Permit, wanted: &Wanted, limit: u64) -> Result<Vec<AuditRow>, StoreError> {
    let rows = query(permit, wanted).order_by_desc(audit::Column::Id).limit(limit).all(store.readers()).await?;
    Ok(rows.into_iter().map(line).collect())
}

/// What happened last on the site.
pub async fn recent(store: &Store, permit: &Permit, limit: u64) -> Result<Vec<AuditRow>, StoreError> {
    lines(store, permit, &Wanted::default(), limit).await
}

fn query(permit: &Permit, wanted: &Wanted) -> Select<audit::Entity> {
    let mut query = audit::Entity::find();
    if let Some(lines) = permit.reach().audit_lines() {
        query = query.filter(lines);
    }
    if let Some(person) = wanted.person {
        query = query.filter(audit::Column::Actor.eq(person.0));
    }
    if !wanted.actions.is_empty() {
        query = query.filter(audit::Column::Action.is_in(wanted.actions.iter().copied()));
    }
    if let Some(node) = wanted.node {
        query = query.filter(audit::Column::Node.eq(node.0));
    }
    if let Some(from) = wanted.from {
        query = query.filter(audit::Column::MadeAt.gte(from));
    }
    if let Some(until) = wanted.until {
        query = query.filter(audit::Column::MadeAt.lt(until));
    }
    if let Some(before) = wanted.before {
        query = query.filter(audit::Column::Id.lt(before));
    }
    query
}

fn line(row: audit::Model) -> AuditRow {
    AuditRow {
        id: row.id,
        group: row.action_group,
        at: row.made_at,
        actor: row.actor_name,
        action: row.action,
        node: row.node.map(NodeId),
        title: row.title,
        detail: row.detail,
    }
}
