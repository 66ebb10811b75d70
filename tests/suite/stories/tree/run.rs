//! One site and what is done to it, step by step.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    rc::Rc,
};

use accounts::{Action, UserId};
use content::{BlockContent, Draft, NodeId, RevisionId};
use store::rights::Permit;

use super::{
    addresses::touched,
    chance::Chance,
    checks,
    choosing::{Sight, somebody},
    deeds::{Deed, Text},
    doing::{Outcome, does},
    model::{Fate, Model, Page, Public, Target},
    pages::Album,
    people::{Answer, Someone},
    promises::{Lines, Made, Now},
    undoing::Past,
};
use crate::support::{
    Site,
    people::{ADMINISTRATOR, AUTHOR, BRANCH_EDITOR, BRANCH_PUBLISHER, EDITOR, PUBLISHER},
    whole::{Eyes, Whole},
};

/// So many actions are remembered to be undone.
const REMEMBERED: usize = 30;
/// So many deeds are told of when something is wrong.
const TOLD: usize = 15;

/// One site, the people on it, and what it must be.
pub(super) struct Run {
    site: Site,
    eyes: Eyes,
    reader: Permit,
    people: Vec<Someone>,
    chance: Chance,
    model: Model,
    past: Vec<Past>,
    texts: BTreeMap<RevisionId, Text>,
    authors: BTreeMap<RevisionId, UserId>,
    album: Album,
    /// The rows after the last deed.
    whole: Whole,
    number: usize,
    last: VecDeque<String>,
    done: BTreeMap<&'static str, usize>,
    /// How many verbs were done so far.
    pub(super) verbs: usize,
}

impl Run {
    pub(super) async fn begins(seed: u64) -> Self {
        let site = Site::new().await;
        let mut people = Vec::new();
        for named in [&PUBLISHER, &ADMINISTRATOR, &EDITOR, &AUTHOR, &BRANCH_EDITOR, &BRANCH_PUBLISHER] {
            let actor = site.joins(named).await;
            let user = actor.user().expect("a person");
            people.push(Someone { actor, user, role: named.role });
        }
        let reader = site.permit(Action::ReadDraft, NodeId::HOME).await;
        let eyes = Eyes::open(&site.database()).await;
        let whole = eyes.read().await;
        Self {
            model: home_page(&whole),
            site,
            eyes,
            reader,
            people,
            chance: Chance::new(seed),
            past: Vec::new(),
            texts: BTreeMap::new(),
            authors: BTreeMap::new(),
            album: Album::default(),
            whole,
            number: 0,
            last: VecDeque::new(),
            done: BTreeMap::new(),
            verbs: 0,
        }
    }

    /// Somebody does something, and the site is what it must be; or what is wrong.
    pub(super) async fn goes_on(&mut self) -> Result<(), String> {
        self.number += 1;
        let someone = somebody(&self.chance, &self.people);
        let text_of = |revision| self.texts.get(&revision).cloned();
        let sight = Sight { model: &self.model, past: &self.past, people: &self.people, text_of: &text_of };
        let deed = sight.deed(&self.chance, self.number);
        self.last.push_back(format!("{}: {deed:?}", someone.actor.label()));
        if self.last.len() > TOLD {
            self.last.pop_front();
        }
        let done = self.does(&someone, &deed).await;
        done.map_err(|wrong| {
            let undone = self.past.iter().find(|past| matches!(&deed, Deed::Undo { group } if past.group == *group));
            let undone = undone.map(Past::told).unwrap_or_default();
            let told: Vec<&str> = self.last.iter().map(String::as_str).collect();
            format!("after {} deeds, the last ones these:\n  {}\n{undone}{wrong}", self.number, told.join("\n  "))
        })
    }

    async fn does(&mut self, someone: &Someone, deed: &Deed) -> Result<(), String> {
        let asked = deed.needs().into_iter().map(|(action, node)| {
            let answer = self.model.may(someone.user, someone.role, action, node);
            (answer, action, node)
        });
        let refused = asked.into_iter().find(|(answer, ..)| *answer != Answer::Yes);
        let outcome = does(&self.site, &self.model, someone, deed).await;
        match (outcome, refused) {
            (Outcome::Forbidden(answer), Some((expected, ..))) if answer == expected => self.nothing_happened().await,
            (Outcome::Forbidden(answer), expected) => Err(format!("it was forbidden ({answer:?}), not {expected:?}")),
            (outcome, Some(expected)) => Err(format!("it must be forbidden ({expected:?}), and was {outcome:?}")),
            (Outcome::Refused(sentence), None) => match self.expected(someone, deed, &Made::invented()) {
                Ok(_) => Err(format!("it was refused, and there is no reason to: {sentence}")),
                Err(_) => self.nothing_happened().await,
            },
            (Outcome::Done(made), None) => match self.expected(someone, deed, &made) {
                Ok((after, lines)) => self.was_done(someone, deed, &made, after, lines).await,
                Err(reason) => Err(format!("it was done, and must not be: {reason}")),
            },
        }
    }

    /// The site afterwards, with the lines of the audit; or why it must not be done.
    fn expected(&self, someone: &Someone, deed: &Deed, made: &Made) -> Result<(Model, Lines), String> {
        let wrote = |revision| self.authors.get(&revision).copied();
        let now = Now { someone, moment: self.site.store().now(), wrote: &wrote };
        let mut after = self.model.clone();
        let Deed::Undo { group } = deed else {
            let lines = after.does(&now, deed, made)?;
            return Ok((after, lines));
        };
        let past = self.past.iter().find(|past| past.group == *group).ok_or("nobody did that")?;
        if past.undone {
            return Err("it was undone already".into());
        }
        let lines = after.undoes(&now, past)?;
        if !self.model.may_undo(someone, past, &after) {
            return Err("somebody else must undo it".into());
        }
        Ok((after, vec![lines]))
    }

    /// A refusal leaves everything as it is.
    async fn nothing_happened(&mut self) -> Result<(), String> {
        let whole = self.eyes.read().await;
        if whole.last_line == self.whole.last_line && whole.redirects == self.whole.redirects {
            checks::rows(&mut self.model, &whole)
        } else {
            Err("it was refused, and something was done all the same".into())
        }
    }

    async fn was_done(
        &mut self,
        someone: &Someone,
        deed: &Deed,
        made: &Made,
        after: Model,
        lines: Lines,
    ) -> Result<(), String> {
        let before = Rc::new(std::mem::replace(&mut self.model, after));
        self.verbs += deed.verbs();
        *self.done.entry(deed.kind()).or_insert(0) += 1;
        for revision in &made.revisions {
            self.authors.insert(*revision, someone.user);
        }
        let node = match deed {
            Deed::Save { node, .. } | Deed::Revert { node, .. } => Some(*node),
            _ => None,
        };
        for node in made.nodes.iter().copied().chain(node) {
            let open = self.site.open(node).await;
            self.texts.extend(text(&open.draft).map(|text| (open.revision, text)));
        }
        let whole = self.eyes.read().await;
        checks::rows(&mut self.model, &whole)?;
        checks::audit(&self.site, &self.reader, self.whole.last_line, &whole, &lines).await?;
        let touched = touched((&self.whole, &before), (&whole, &self.model));
        for address in &touched.addresses {
            checks::address(&self.site, &self.model, address).await?;
        }
        for node in &touched.nodes {
            checks::by_number(&self.site, &self.model, *node).await?;
        }
        self.looks_at_some(touched.nodes).await?;
        self.whole = whole;
        self.remembers(someone, deed, before, &lines).await;
        Ok(())
    }

    /// Some of the pages that may have changed, and one of all.
    async fn looks_at_some(&mut self, touched: BTreeSet<NodeId>) -> Result<(), String> {
        let touched: Vec<NodeId> = touched.into_iter().filter(|node| self.model.nodes[node].public.is_some()).collect();
        let public: Vec<NodeId> = self.whole.public.iter().map(|page| page.node).collect();
        let some = [self.chance.one(&touched), self.chance.one(&touched), self.chance.one(&public)];
        self.looks_at(some.into_iter().flatten().copied().collect()).await
    }

    async fn looks_at(&mut self, nodes: BTreeSet<NodeId>) -> Result<(), String> {
        let text_of = |revision| self.texts.get(&revision).cloned();
        for node in nodes {
            self.album.look(&self.site, &self.model, node, &text_of).await?;
        }
        Ok(())
    }

    /// What was done can be undone for a while.
    async fn remembers(&mut self, someone: &Someone, deed: &Deed, before: Rc<Model>, lines: &Lines) {
        let mut placed = Vec::new();
        if let Deed::Undo { group } = deed {
            for past in self.past.iter_mut().filter(|past| past.group == *group) {
                past.undone = true;
                placed.clone_from(&past.placed);
            }
        }
        let [action] = lines.as_slice() else { return };
        placed.extend(
            action.iter().filter(|line| ["moved", "renamed"].contains(&line.word)).filter_map(|line| line.node),
        );
        let past = Past {
            group: self.site.last_action().await,
            what: format!("{} by {}", deed.kind(), someone.actor.label()),
            by: if matches!(deed, Deed::Wait { .. }) { None } else { Some(someone.user) },
            before,
            after: Rc::new(self.model.clone()),
            placed,
            undone: false,
        };
        if past.can_be_undone() {
            self.past.push(past);
        }
        if self.past.len() > REMEMBERED {
            self.past.remove(0);
        }
    }

    /// Everything once more. Returns how often each kind of deed was done.
    pub(super) async fn ends(mut self) -> Result<BTreeMap<&'static str, usize>, String> {
        checks::all_addresses(&self.site, &self.model).await?;
        checks::lists(&self.site, &self.model).await?;
        self.looks_at(self.model.nodes.keys().copied().collect()).await?;
        self.site.ends_well().await;
        Ok(self.done)
    }
}

/// The site as it begins: a public home page.
fn home_page(whole: &Whole) -> Model {
    let (row, public) = (&whole.nodes[0], &whole.public[0]);
    let draft = row.draft.expect("it has a text");
    let public = Public {
        revision: public.revision,
        first: public.first_published,
        last: public.last_published,
        told: Vec::new(),
    };
    let home = Page {
        parent: None,
        slug: String::new(),
        trashed: None,
        draft,
        first: Some(public.first),
        public: Some(public),
        fate: Fate::Gone,
        told: Vec::new(),
        made_by: None,
        revisions: vec![draft],
    };
    let mut model = Model::default();
    model.nodes.insert(NodeId::HOME, home);
    model.order.insert(NodeId::HOME, Vec::new());
    model.claims.insert("/".into(), Target::Page(NodeId::HOME));
    model.ever.insert("/".into());
    model
}

/// What a text of ours says; the home page begins with another.
fn text(draft: &Draft) -> Option<Text> {
    let BlockContent::Prose(prose) = &draft.body.first()?.content else { return None };
    let (_, after) = prose.markdown.split_once("](node:")?;
    let number = after.split(')').next()?.parse().ok()?;
    Some(Text { title: draft.title.clone(), link: NodeId(number) })
}
