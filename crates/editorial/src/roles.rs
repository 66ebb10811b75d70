//! Roles that count below one node: given and taken back, from the person's next request on.
//!
//! A role stays with its node wherever that moves, to the trash and back too.

use accounts::{Action, Role, UserId};
use content::NodeId;
use store::{Store, Tx, rights::Permit};

use crate::{
    Refusal,
    verb::{self, expecting},
};

/// How many roles below nodes one person may hold: each is a condition of every list that they open.
const MOST: u64 = 50;

/// The roles that can be given below a node. Everybody with an account writes drafts of their own, and administrators
/// look after the whole site.
pub const BELOW_A_NODE: [Role; 2] = [Role::Editor, Role::Publisher];

/// Gives a person a role at a node and everything below it, in place of the one held exactly there. The permit is for
/// [`Action::ManageUsers`].
pub async fn give(store: &Store, permit: &Permit, user: UserId, role: Role, node: NodeId) -> Result<(), Refusal> {
    if !BELOW_A_NODE.contains(&role) {
        return Err(Refusal::field("role", "Choose editor or publisher. The other roles hold for the whole site"));
    }
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                managing(tx, &permit).await?;
                let person = tx.person(user).await?.ok_or(Refusal::Missing)?;
                if tx.node(node).await?.is_none() {
                    return Err(Refusal::Missing);
                }
                if tx.grants_below(user).await? >= MOST {
                    let sentence =
                        format!("{} holds {MOST} roles already. Take one back, or give a role further up", person.name);
                    return Err(Refusal::because(sentence));
                }
                tx.put_grant(user, role, node, permit.actor()).await?;
                note(tx, &permit, node, "gave a role on", &format!("{}: {}", person.name, role.label())).await
            })
        })
        .await
}

/// Takes a role below a node back. The permit is for [`Action::ManageUsers`].
pub async fn take(store: &Store, permit: &Permit, grant: i64) -> Result<(), Refusal> {
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                managing(tx, &permit).await?;
                let taken = tx.remove_grant(grant).await?;
                let (user, role, node) = taken.ok_or_else(|| Refusal::because("This role was taken back already"))?;
                let name = tx.person(user).await?.map(|person| person.name).unwrap_or_default();
                note(tx, &permit, node, "took back a role on", &format!("{name}: {}", role.label())).await
            })
        })
        .await
}

async fn managing(tx: &Tx, permit: &Permit) -> Result<(), Refusal> {
    expecting(permit, &[Action::ManageUsers])?;
    Ok(tx.still(permit).await?)
}

async fn note(tx: &Tx, permit: &Permit, node: NodeId, action: &str, detail: &str) -> Result<(), Refusal> {
    let title = match tx.node(node).await? {
        Some(row) => verb::title(tx, &row).await?,
        None => String::new(),
    };
    verb::note(tx, permit, node, action, &title, detail).await
}
