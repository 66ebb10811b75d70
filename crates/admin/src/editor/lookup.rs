//! Asks the store what addresses lead to and what nodes are called, before a form is read or shown.

use std::collections::{BTreeSet, HashSet};

use content::{Block, Draft, FileNumber, NodeId};
use markup::Target;
use store::rights::Permit;
use store::tree::TreeRow;
use store::{find, library, tree};

use super::form::{Known, KnownFile, KnownNode, Typed, is_text};
use super::own_links;
use crate::Admin;
use crate::refusal::failed;
use crate::row::title_or_words;
use crate::screens::media;

/// How many addresses of one form are looked up. Beyond it, links in the text stay as they were typed; no page that we studied has a tenth of it.
const LOOKED_UP: usize = 1_000;

/// What a draft refers to.
pub(super) async fn of_draft(admin: &Admin, permit: &Permit, draft: &Draft) -> Result<Known, web::Error> {
    of_drafts(admin, permit, &[draft]).await
}

/// What several drafts refer to.
pub(super) async fn of_drafts(admin: &Admin, permit: &Permit, drafts: &[&Draft]) -> Result<Known, web::Error> {
    let blocks = drafts.iter().flat_map(|draft| draft.blocks());
    let in_text = blocks
        .flat_map(|block| block.content.texts())
        .flat_map(|text| own_links::targets(text.markdown))
        .filter_map(|target| node_of(&target));
    let ids: Vec<NodeId> = drafts.iter().flat_map(|draft| draft.node_references()).chain(in_text).collect();
    let mut known = Known::new(&admin.settings.site_url);
    add_nodes(admin, permit, &mut known, ids).await?;
    let texts = drafts.iter().flat_map(|draft| draft.blocks()).flat_map(|block| block.content.texts());
    add_facts(admin, permit, &mut known, texts.map(|text| text.markdown)).await?;
    let files = drafts.iter().flat_map(|draft| draft.blocks()).filter_map(|block| block.content.file());
    add_files(admin, permit, &mut known, files.collect()).await?;
    Ok(known)
}

/// What a form refers to, in its fields and in its text.
pub(super) async fn of_form(admin: &Admin, permit: &Permit, typed: &Typed) -> Result<Known, web::Error> {
    let mut known = Known::new(&admin.settings.site_url);
    let (mut ids, mut files) = (typed.chosen_nodes(), typed.files());
    let in_fields = typed.addresses().into_iter().filter_map(|typed| known.own_path(typed)).map(str::to_owned);
    let mut paths: Vec<String> = in_fields.collect();
    for target in typed.texts().flat_map(own_links::targets) {
        match target {
            Target::Address(address) => paths.extend(own_page(&known, &address)),
            Target::Media(id) => files.push(FileNumber(id)),
            Target::Node { id, .. } => ids.push(NodeId(id)),
        }
    }
    // What follows these signs is no part of a page's address; a field with them is told so.
    let paths: BTreeSet<&str> = paths.iter().map(String::as_str).filter(|path| !path.contains(['?', '#'])).collect();
    let asked: Vec<&str> = paths.into_iter().take(LOOKED_UP).collect();
    for (path, id) in find::by_addresses(&admin.store, permit, &asked).await.map_err(failed)? {
        known.add_address(&path, id);
        ids.push(id);
    }
    add_nodes(admin, permit, &mut known, ids).await?;
    add_files(admin, permit, &mut known, files).await?;
    add_facts(admin, permit, &mut known, typed.texts()).await?;
    Ok(known)
}

/// Remembers what the facts of some texts say.
async fn add_facts(
    admin: &Admin,
    permit: &Permit,
    known: &mut Known,
    texts: impl Iterator<Item = &str>,
) -> Result<(), web::Error> {
    let names: BTreeSet<String> = texts.flat_map(markup::fact_names).collect();
    if names.is_empty() {
        return Ok(());
    }
    let facts = store::facts::list(&admin.store, permit).await.map_err(failed)?;
    for fact in facts.into_iter().filter(|fact| names.contains(&fact.name)) {
        known.add_fact(fact.name, fact.text);
    }
    Ok(())
}

/// Remembers what files are called and show.
pub(super) async fn add_files(
    admin: &Admin,
    permit: &Permit,
    known: &mut Known,
    files: Vec<FileNumber>,
) -> Result<(), web::Error> {
    if files.is_empty() {
        return Ok(());
    }
    let numbers: Vec<i64> = files.into_iter().take(LOOKED_UP).map(|file| file.0).collect();
    for row in library::by_ids(&admin.store, permit, &numbers).await.map_err(failed)? {
        let file = KnownFile {
            facts: media::facts(&row),
            thumbnail: media::thumbnail_of(&row),
            description: row.description,
            name: row.name,
        };
        known.add_file(FileNumber(row.id.0), file);
    }
    Ok(())
}

/// Stores links in the text that lead to pages of this site by the page instead of by its address. Text that stands in `before` already is left alone:
/// opening and saving changes nothing.
pub(super) fn store_own_links(typed: &mut Typed, known: &Known, before: &Draft) {
    let texts = before.blocks().flat_map(|block| block.content.texts());
    let unchanged: HashSet<&str> = texts.map(|text| text.markdown).collect();
    for block in typed.body.iter_mut().chain(&mut typed.foot) {
        let changed = |name: &str, value: &str| is_text(name) && !unchanged.contains(value);
        block.fields.change(changed, |markdown| own_links::with_nodes(markdown, |address| node_at(known, address)));
    }
}

/// A text that came from elsewhere, with its links to pages of this site stored by the page instead of by its address.
pub(super) async fn with_own_links(admin: &Admin, permit: &Permit, markdown: String) -> Result<String, web::Error> {
    let mut known = Known::new(&admin.settings.site_url);
    let addresses = own_links::targets(&markdown).filter_map(|target| match target {
        Target::Address(address) => own_page(&known, &address),
        Target::Node { .. } | Target::Media(_) => None,
    });
    let paths: BTreeSet<String> = addresses.collect();
    let asked: Vec<&str> = paths.iter().map(String::as_str).take(LOOKED_UP).collect();
    if asked.is_empty() {
        return Ok(markdown);
    }
    for (path, id) in find::by_addresses(&admin.store, permit, &asked).await.map_err(failed)? {
        known.add_address(&path, id);
    }
    Ok(own_links::with_nodes(&markdown, |address| node_at(&known, address)))
}

/// The page to which an address leads, and the fragment behind it.
fn node_at(known: &Known, address: &str) -> Option<(NodeId, String)> {
    let (path, fragment) = page_part(known.own_path(address)?)?;
    Some((known.node_at(path)?, fragment.to_owned()))
}

/// Pages as a select names them: by title, with the address where two have the same.
pub(super) fn labelled(rows: &[TreeRow]) -> Vec<(NodeId, String)> {
    let title = |row: &TreeRow| title_or_words(&row.title, row.kind.label());
    let alike = |row: &TreeRow| rows.iter().filter(|other| title(other) == title(row)).count() > 1;
    let label = |row: &TreeRow| match &row.path {
        Some(path) if alike(row) => format!("{} ({path})", title(row)),
        _ => title(row),
    };
    rows.iter().map(|row| (row.id, label(row))).collect()
}

/// A block as a sentence names it: by its heading, or by its type.
pub(super) fn block_in_words(block: &Block) -> String {
    let name = block.content.name();
    if name.trim().is_empty() { block.content.block_type().label().to_owned() } else { name.to_owned() }
}

async fn add_nodes(admin: &Admin, permit: &Permit, known: &mut Known, ids: Vec<NodeId>) -> Result<(), web::Error> {
    let asked: BTreeSet<NodeId> = ids.into_iter().take(LOOKED_UP).collect();
    let asked: Vec<NodeId> = asked.into_iter().collect();
    for row in tree::some(&admin.store, permit, &asked).await.map_err(failed)? {
        let path = row.path.as_ref().map(|path| path.as_str().to_owned());
        let title = title_or_words(&row.title, row.kind.label());
        known.add_node(row.id, KnownNode { title, path, state: row.state });
        let shown = known.shown(row.id);
        known.add_address(&shown, row.id);
    }
    Ok(())
}

fn node_of(target: &Target) -> Option<NodeId> {
    match target {
        Target::Node { id, .. } => Some(NodeId(*id)),
        Target::Media(_) | Target::Address(_) => None,
    }
}

/// The path of a page of this site to which an address leads.
fn own_page(known: &Known, address: &str) -> Option<String> {
    Some(page_part(known.own_path(address)?)?.0.to_owned())
}

/// The path and the fragment of an own address. What only counts visits is no part of either; `None` where the query
/// says more than that.
fn page_part(address: &str) -> Option<(&str, &str)> {
    let (before, fragment) = address.split_at(address.find('#').unwrap_or(address.len()));
    let (path, query) = before.split_once('?').unwrap_or((before, ""));
    let counts_visits =
        |part: &str| part.is_empty() || ["utm_", "gclid=", "fbclid="].iter().any(|start| part.starts_with(start));
    query.split('&').all(counts_visits).then_some((path, if fragment == "#" { "" } else { fragment }))
}

#[cfg(test)]
mod tests {
    use content::{Block, BlockId, Kind, RevisionId};

    use super::*;

    #[test]
    fn new_links_to_own_pages_are_stored_by_page_and_old_text_is_left_alone() {
        let mut known = Known::new("https://www.example.org");
        known.add_address("/providers", NodeId(463));
        let old = "[see](/providers)  \n";
        let mut before = Draft::empty(Kind::Page);
        before.body = vec![Block::prose(BlockId::from_number(1), old)];
        let mut after = before.clone();
        let new = "[see](https://www.example.org/providers#north \"All ’21\") [that](/unknown)  \n";
        after.body.push(Block::prose(BlockId::from_number(2), new));
        let mut typed = Typed::of(&after, RevisionId(1), &known);
        store_own_links(&mut typed, &known, &before);
        let texts: Vec<&str> = typed.texts().collect();
        assert_eq!(texts, [old, "[see](node:463#north \"All ’21\") [that](/unknown)  \n"]);
    }
}
