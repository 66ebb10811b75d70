//! A provider's own page.

use content::ProviderDetails;
use serde::Serialize;
use store::published::PublishedNode;
use web::View;

use super::block::BlockView;
use super::event::Fact;
use super::frame::{About, Frame, Surroundings};
use super::page::Updated;
use super::samples;

/// A provider's own page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ProviderView {
    frame: Frame,
    title: String,
    summary: String,
    /// What it offers.
    training: Vec<Fact>,
    /// How to reach it.
    contact: Vec<Fact>,
    updated: Option<Updated>,
    body: Vec<BlockView>,
    foot: Vec<BlockView>,
}

impl ProviderView {
    /// The view of a provider.
    pub(crate) fn new(node: PublishedNode, around: &Surroundings) -> Self {
        let about = About {
            title: &node.title,
            summary: &node.summary,
            path: Some(node.path.as_str()),
            canonical: &node.canonical,
            noindex: node.noindex,
            trail: &node.trail,
        };
        let details = node.provider.clone().unwrap_or_default();
        Self {
            frame: Frame::new(&about, around),
            training: training(&details),
            contact: contact(&details),
            updated: Updated::of(&node),
            title: node.title,
            summary: node.summary,
            body: BlockView::all(node.body, node.path.as_str()),
            foot: BlockView::all(node.foot, node.path.as_str()),
        }
    }
}

fn training(details: &ProviderDetails) -> Vec<Fact> {
    let facts = [
        Fact::plain(if details.regions.len() == 1 { "Region" } else { "Regions" }, &details.regions.join(", ")),
        Fact::plain("Routes", &details.routes.join(", ")),
        Fact::plain("Subjects", &details.subjects.join(", ")),
        Fact::plain("Accredited", if details.accredited { "Yes" } else { "" }),
        Fact::plain("Provider code", &details.code),
    ];
    facts.into_iter().flatten().collect()
}

fn contact(details: &ProviderDetails) -> Vec<Fact> {
    let facts = [
        website(&details.website),
        Fact::plain("Contact", &details.contact),
        email(&details.email),
        phone("Phone", &details.phone, &details.extension),
        phone("Phone from abroad", &details.international_phone, ""),
    ];
    facts.into_iter().flatten().collect()
}

/// The words leave out what every address begins with.
fn website(address: &str) -> Option<Fact> {
    let words = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    match words {
        Some(words) => Fact::linked("Website", words.trim_end_matches('/'), address.to_owned()),
        None => Fact::plain("Website", address),
    }
}

fn email(address: &str) -> Option<Fact> {
    let plain =
        address.contains('@') && !address.contains(|letter: char| letter.is_whitespace() || "?&%<>\"".contains(letter));
    if plain { Fact::linked("Email", address, format!("mailto:{address}")) } else { Fact::plain("Email", address) }
}

fn phone(label: &'static str, number: &str, extension: &str) -> Option<Fact> {
    let dialled: String = number.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
    let words = if extension.is_empty() { number.to_owned() } else { format!("{number}, extension {extension}") };
    if dialled.len() < 3 {
        return Fact::plain(label, number);
    }
    Fact::linked(label, &words, format!("tel:{dialled}"))
}

impl View for ProviderView {
    const TEMPLATE: &'static str = "provider.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let around = samples::around();
        samples::providers().into_iter().map(|(name, node)| (name, Self::new(node, &around))).collect()
    }
}
