//! Redirects that people make: by hand, from a list, and for addresses that nobody knows.
//!
//! Whoever publishes on the whole site may do so: an address decides what the public finds. Every verb takes a permit for [`Action::Publish`] on the
//! site. Moving, renaming and unpublishing leave their redirects themselves.

mod import;

use accounts::Action;
use content::{
    NodeId, UrlPath,
    redirect::{Circle, Goal, Ground, RedirectTarget, Source, settle, unknown::IgnoreRule},
};
use store::{AuditLine, Store, Survey, Tx, rights::Permit};

use crate::{Refusal, verb::expecting};

pub use import::{Confirmed, Imported, fingerprint, import, judge};

/// How many rules for unknown addresses there may be: each is asked for each address.
const MOST_RULES: u64 = 200;

/// A redirect as somebody typed it.
#[derive(Clone, Debug)]
pub struct Typed {
    /// The redirect that this changes; `None` for a new one.
    pub before: Option<String>,
    /// The old address.
    pub from: String,
    /// Where it leads.
    pub to: String,
    /// The site's own address: what begins with it is no other site. It may be empty.
    pub site_url: String,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The old address in its one form.
    pub source: Source,
    /// Where it leads.
    pub target: RedirectTarget,
    /// The action, which can be undone.
    pub group: String,
}

/// Makes a redirect, or changes one. What led to the old address is led on, so that no redirect leads to another.
pub async fn save(store: &Store, permit: &Permit, typed: Typed) -> Result<Saved, Refusal> {
    expecting(permit, &[Action::Publish])?;
    let source = Source::parse(&typed.from).map_err(|error| Refusal::field("from", error.to_string()))?;
    let goal =
        Goal::parse(&typed.to, &source, &typed.site_url).map_err(|error| Refusal::field("to", error.to_string()))?;
    let permit = permit.clone();
    store
        .write(move |tx| Box::pin(async move { save_in(tx, &permit, typed.before.as_deref(), source, &goal).await }))
        .await
}

/// Makes a redirect to a public page, as the list of unknown addresses suggests it.
pub async fn lead_to(store: &Store, permit: &Permit, from: &str, node: NodeId) -> Result<Saved, Refusal> {
    expecting(permit, &[Action::Publish])?;
    let source = Source::parse(from).map_err(|error| Refusal::because(error.to_string()))?;
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let page = tx.node(node).await?.filter(|page| page.live.is_some()).and_then(|page| page.path);
                let page = page.ok_or_else(|| Refusal::because("This page is not public any more. Choose another"))?;
                let goal = Goal::Own { path: page.to_string(), suffix: String::new() };
                save_in(tx, &permit, None, source, &goal).await
            })
        })
        .await
}

async fn save_in(
    tx: &Tx,
    permit: &Permit,
    before: Option<&str>,
    source: Source,
    goal: &Goal,
) -> Result<Saved, Refusal> {
    tx.still(permit).await?;
    let was = match before {
        None => None,
        Some(before) => Some((before, tx.redirect_at(before).await?.ok_or_else(taken_away)?)),
    };
    let mut survey = Survey::default();
    let target = loop {
        let settled = look(&source, goal, &survey);
        if !survey.learn_in(tx).await? {
            break settled?;
        }
    };
    let there = tx.redirect_at(source.as_str()).await?;
    if there.is_some() && before != Some(source.as_str()) {
        return Err(Refusal::field("from", "This address leads elsewhere already. Change that redirect instead"));
    }
    if was.as_ref().is_some_and(|(before, led)| *before == source.as_str() && *led == target) {
        return Err(Refusal::field("to", "The address leads there already. Type where it shall lead, or go back"));
    }
    if let Some((before, _)) = was.filter(|(before, _)| *before != source.as_str()) {
        tx.remove_redirect(before).await?;
    }
    tx.put_redirect(source.as_str(), &target, permit.actor()).await?;
    tx.lead_on(source.as_str(), &target, permit.actor()).await?;
    changed(tx, source.as_str()).await?;
    let detail = format!("to {}", in_words(tx, &target).await?);
    note(tx, permit, "redirected", source.as_str(), &detail).await?;
    let group = tx.action_group().unwrap_or_default();
    Ok(Saved { source, target, group })
}

/// What is stored for a redirect on the site as it stands, or why it is refused.
fn look(source: &Source, goal: &Goal, survey: &Survey) -> Result<RedirectTarget, Refusal> {
    if survey.is_live(source.as_str()) {
        return Err(Refusal::field(
            "from",
            "A public page has this address, and visitors find that. Move or unpublish the page first",
        ));
    }
    let circle = |circle: Circle| Refusal::field("to", circle.to_string());
    let target = settle(source, goal, survey).map_err(circle)?;
    match target {
        RedirectTarget::Node(node) if survey.node(source.as_str()) == Some(node) => Err(circle(Circle)),
        target => Ok(target),
    }
}

/// Takes a redirect away. Returns the action, which can be undone.
pub async fn remove(store: &Store, permit: &Permit, source: &str) -> Result<String, Refusal> {
    expecting(permit, &[Action::Publish])?;
    let (permit, source) = (permit.clone(), source.to_owned());
    store
        .write(move |tx| {
            Box::pin(async move {
                tx.still(&permit).await?;
                let led = tx.redirect_at(&source).await?.ok_or_else(taken_away)?;
                tx.remove_redirect(&source).await?;
                changed(tx, &source).await?;
                let detail = format!("which led to {}", in_words(tx, &led).await?);
                note(tx, &permit, "removed the redirect from", &source, &detail).await?;
                Ok(tx.action_group().unwrap_or_default())
            })
        })
        .await
}

/// Hides addresses among the unknown ones, or shows them again. Returns the action, which can be undone.
pub async fn ignore(store: &Store, permit: &Permit, rule: &str, holds: bool) -> Result<String, Refusal> {
    expecting(permit, &[Action::Publish])?;
    let rule = IgnoreRule::parse(rule).map_err(|error| Refusal::field("rule", error.to_string()))?;
    let permit = permit.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                tx.still(&permit).await?;
                if tx.is_ignored(&rule).await? == holds {
                    let sentence =
                        if holds { "This rule is there already" } else { "This rule was taken away already" };
                    return Err(Refusal::field("rule", sentence));
                }
                if holds && tx.ignore_rules().await? >= MOST_RULES {
                    let sentence = "There are 200 rules already. Take away those that are not needed first";
                    return Err(Refusal::field("rule", sentence));
                }
                tx.set_ignored(&rule, holds, permit.actor()).await?;
                let action =
                    if holds { "ignored missing addresses at" } else { "stopped ignoring missing addresses at" };
                note(tx, &permit, action, rule.as_str(), "").await?;
                Ok(tx.action_group().unwrap_or_default())
            })
        })
        .await
}

fn taken_away() -> Refusal {
    Refusal::because("This redirect is not there any more: it was removed, or a page took its address")
}

/// Tells caches and clients that an address leads elsewhere.
async fn changed(tx: &Tx, source: &str) -> Result<(), Refusal> {
    let path = UrlPath::parse(source).ok();
    tx.change(None, "redirected", path.as_ref(), None).await?;
    Ok(())
}

async fn note(tx: &Tx, permit: &Permit, action: &str, title: &str, detail: &str) -> Result<(), Refusal> {
    tx.audit(AuditLine { actor: permit.actor(), action, node: None, title, detail }).await?;
    Ok(())
}

async fn in_words(tx: &Tx, target: &RedirectTarget) -> Result<String, Refusal> {
    Ok(match target {
        RedirectTarget::Address(address) => address.clone(),
        RedirectTarget::Gone => "a note that the page is gone".into(),
        RedirectTarget::Node(node) => match tx.node(*node).await?.and_then(|node| node.path) {
            Some(path) => path.to_string(),
            None => "a page in the trash".into(),
        },
    })
}
