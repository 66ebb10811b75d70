//! What the texts of a block refer to: pages, files and facts, by their names, so that nobody reads a number.

use content::{FileNumber, NodeId};
use markup::{HeadingIds, Target};
use serde::Serialize;

use super::super::form::{Known, Region, Typed, TypedBlock};
use crate::tag::StateTag;

/// The list below a block, which a script makes anew as somebody types.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ReferencesView {
    /// The id of its element.
    element: String,
    references: Vec<Reference>,
}

/// A link, a picture or a fact within a text.
#[derive(Clone, Debug, Serialize)]
struct Reference {
    /// The words that readers press on, or what a picture shows.
    words: String,
    /// What the page or the file is called, or what the fact says.
    title: String,
    href: String,
    /// Where the page stands in its life; none for all else.
    state: Option<StateTag>,
    /// The link's target as it stands in the text, by which a script finds it there; empty for a fact and for a picture.
    target: String,
}

impl ReferencesView {
    pub(super) fn of(region: Region, block: &TypedBlock, known: &Known) -> Self {
        let rendered: Vec<_> =
            block.texts().map(|(_, markdown)| markup::render(markdown, &mut HeadingIds::default())).collect();
        let names: Vec<String> = rendered.iter().flat_map(|text| markup::fact_references(&text.html)).collect();
        let links = rendered.into_iter().flat_map(|text| text.links);
        let links = links.filter_map(|link| Reference::of_link(&link.target, link.text, known));
        let facts = names.into_iter().map(|name| Reference::of_fact(name, known));
        let element = format!("{}-{}-references", region.prefix(), block.id);
        Self { element, references: links.chain(facts).collect() }
    }

    /// Those of all blocks of a form.
    pub(crate) fn of_all(typed: &Typed, known: &Known) -> Vec<Self> {
        let of = |region: Region| typed.blocks(region).iter().map(move |block| Self::of(region, block, known));
        Region::ALL.into_iter().flat_map(of).collect()
    }

    /// For samples.
    pub(crate) fn sample() -> Self {
        let page = |words: &str, state: content::State| Reference {
            words: words.to_owned(),
            title: "Providers of the Assessment Only route to QTS".to_owned(),
            href: "/admin/nodes/463".to_owned(),
            state: Some(state.into()),
            target: "node:463".to_owned(),
        };
        let references =
            vec![page("approved provider", content::State::Published), page("ask one", content::State::Draft)];
        Self { element: "block-start-references".to_owned(), references }
    }
}

impl Reference {
    /// `None` for a link to another site, whose words and address say it all.
    fn of_link(target: &Target, words: String, known: &Known) -> Option<Self> {
        let node = match target {
            Target::Node { id, .. } => NodeId(*id),
            Target::Address(address) => known.page(address.split(['#', '?']).next().unwrap_or_default()).ok()?,
            Target::Media(id) => {
                let title = known.file(FileNumber(*id)).map(|file| file.name.clone());
                let title = title.unwrap_or_else(|| "a file that is not there. Check this picture".to_owned());
                let href = format!("/admin/media/{id}");
                return Some(Self { words, title, href, state: None, target: String::new() });
            }
        };
        let page = known.node(node);
        Some(Self {
            words,
            title: page
                .map_or_else(|| "a page that is not there. Check this link".to_owned(), |page| page.title.clone()),
            href: crate::row::editor_of(node),
            state: page.map(|page| page.state.into()),
            target: target.to_string(),
        })
    }

    fn of_fact(name: String, known: &Known) -> Self {
        let (words, title, href) = match known.fact(&name) {
            Some(fact) => (fact.label.clone(), fact.value.clone(), format!("/admin/facts/{name}")),
            None => (name, "a fact that is not there. Insert another one".to_owned(), "/admin/facts".to_owned()),
        };
        Self { words, title, href, state: None, target: String::new() }
    }
}
