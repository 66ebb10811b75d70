//! Why somebody may or may not, and who else may: the same verdict, in words.

use std::collections::HashMap;

use accounts::{Action, Actor, Role, UserId};
use content::NodeId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::ExprTrait as _};

use super::{Held, Permit, Place, Refused, Subject, Verdict, held, read};
use crate::{
    Store, StoreError,
    entities::grants,
    people::{self, Person},
    tree,
};

/// Why somebody may do something, or may not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Whether they may; [`super::may`] gives a permit exactly then.
    pub allowed: bool,
    /// The role that decides, and whether they hold it for the whole site; `None` without any role here.
    pub role: Option<(Role, bool)>,
    /// What it is that they may or may not do.
    pub action: Action,
    /// The names of those who may.
    pub who_can: Vec<String>,
}

/// A role that somebody holds, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// The number of the grant, to take it back by.
    pub grant: i64,
    /// Who.
    pub person: Person,
    /// Which role.
    pub role: Role,
    /// At which node and below; `None` for the whole site.
    pub node: Option<NodeId>,
    /// What the node is called, as the one who asks may read it.
    pub title: String,
}

impl Explanation {
    /// Why, in one or two sentences.
    pub fn sentence(&self) -> String {
        let role = match self.role {
            Some((role, true)) => format!("you are {} of the whole site", with_article(role)),
            Some((role, false)) => format!("you are {} here", with_article(role)),
            None => "you have no role here".to_owned(),
        };
        if self.allowed {
            return format!("You can {}: {role}.", self.action.label());
        }
        let who = match self.who_can.as_slice() {
            [] => "Nobody can at present. Ask an administrator.".to_owned(),
            [one] => format!("Ask {one}."),
            [one, two] => format!("Ask {one} or {two}."),
            [one, two, three] => format!("Ask {one}, {two} or {three}."),
            [one, two, rest @ ..] => format!("Ask {one}, {two} or one of {} others.", rest.len()),
        };
        format!("You don’t have permission to {}: {role}. {who}", self.action.label())
    }
}

fn with_article(role: Role) -> String {
    let name = role.as_str();
    let article = if name.starts_with(['a', 'e']) { "an" } else { "a" };
    format!("{article} {name}")
}

/// Why may `actor` do `action` to `subject`, or why not, and who can? [`Refused::Missing`] where they may not know of the node.
pub async fn explain(store: &Store, actor: &Actor, action: Action, subject: Subject) -> Result<Explanation, Refused> {
    let mut one = explain_each(store, actor, &[action], subject).await?;
    Ok(one.pop().expect("one action has one explanation"))
}

/// The same for several actions, in their order; the database is asked once.
pub async fn explain_each(
    store: &Store,
    actor: &Actor,
    actions: &[Action],
    subject: Subject,
) -> Result<Vec<Explanation>, Refused> {
    let place = Place::load(store.readers(), subject).await?;
    let Some(user) = actor.user() else {
        let allowed = |action: &Action| Explanation { allowed: true, role: None, action: *action, who_can: Vec::new() };
        return Ok(actions.iter().map(allowed).collect());
    };
    let own = held(store.readers(), user).await?;
    let everybody = Everybody::load(store).await?;
    let explained = actions.iter().map(|action| {
        let (allowed, by) = match place.verdict(user, &own, *action) {
            Verdict::Allowed(by) => (true, Some(by)),
            Verdict::Denied(by) => (false, by),
            Verdict::Missing => return Err(Refused::Missing),
        };
        let who_can = everybody.able(&place, *action).map(|person| person.name.clone()).collect();
        Ok(Explanation { allowed, role: by.map(|held| (held.role, held.node.is_none())), action: *action, who_can })
    });
    explained.collect()
}

/// Who may do each of these actions to the node of a permit to read it, in the order of their names.
pub async fn who_may(store: &Store, permit: &Permit, actions: &[Action]) -> Result<Vec<Vec<Person>>, Refused> {
    let place = Place::load(store.readers(), permit.subject).await?;
    let everybody = Everybody::load(store).await?;
    Ok(actions.iter().map(|action| everybody.able(&place, *action).cloned().collect()).collect())
}

/// All people with all their roles.
struct Everybody {
    people: Vec<Person>,
    held: HashMap<i64, Vec<Held>>,
}

impl Everybody {
    async fn load(store: &Store) -> Result<Self, StoreError> {
        let mut held: HashMap<i64, Vec<Held>> = HashMap::new();
        for row in grants::Entity::find().all(store.readers()).await? {
            held.entry(row.user).or_default().push(read(&row)?);
        }
        Ok(Self { people: people::all(store.readers()).await?, held })
    }

    fn able(&self, place: &Place, action: Action) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(move |person| {
            let roles = self.held.get(&person.id.0).map_or(&[][..], Vec::as_slice);
            !person.disabled && matches!(place.verdict(person.id, roles, action), Verdict::Allowed(_))
        })
    }
}

/// Every role that counts at the permit's node, of people whose account is open: by name, the strongest first.
pub async fn held_at(store: &Store, permit: &Permit) -> Result<Vec<Holding>, Refused> {
    let place = Place::load(store.readers(), permit.subject).await?;
    let here = grants::Column::Node.is_null().or(grants::Column::Node.is_in(place.above.iter().copied()));
    let rows = grants::Entity::find()
        .filter(here)
        .order_by_asc(grants::Column::Id)
        .all(store.readers())
        .await
        .map_err(StoreError::from)?;
    let mut holdings = holdings(store, permit, rows).await?;
    holdings.retain(|holding| !holding.person.disabled);
    Ok(holdings)
}

/// Every role that one person holds, for those who manage people.
pub async fn held_by(store: &Store, permit: &Permit, user: UserId) -> Result<Vec<Holding>, StoreError> {
    let rows = grants::Entity::find().filter(grants::Column::User.eq(user.0)).all(store.readers()).await?;
    holdings(store, permit, rows).await
}

async fn holdings(store: &Store, permit: &Permit, rows: Vec<grants::Model>) -> Result<Vec<Holding>, StoreError> {
    let tops: Vec<NodeId> = rows.iter().filter_map(|row| row.node).map(NodeId).collect();
    let titles = tree::titles(store, permit, &tops).await?;
    let people = people::all(store.readers()).await?;
    let mut found = Vec::new();
    for row in &rows {
        let Some(person) = people.iter().find(|person| person.id.0 == row.user) else { continue };
        let held = read(row)?;
        let node = held.node.map(NodeId);
        let title = node.and_then(|node| titles.get(&node).cloned()).unwrap_or_default();
        found.push(Holding { grant: held.grant, person: person.clone(), role: held.role, node, title });
    }
    found.sort_by(|a, b| (&a.person.name, b.role, a.grant).cmp(&(&b.person.name, a.role, b.grant)));
    Ok(found)
}
