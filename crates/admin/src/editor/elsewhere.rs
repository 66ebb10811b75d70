//! What comes from elsewhere into a block: a file of the library, a fact, and a block that was copied on this page or another.

use axum::response::Response;
use content::{BlockId, FileNumber, Problem};
use editorial::Refusal;
use http::StatusCode;
use serde::Deserialize;
use web::redirect;

use super::desk::Desk;
use super::edit::{Screen, again};
use super::form::{Known, Typed, TypedBlock, Wanted};
use super::operation::{Done, Operation, Spot};
use super::{fresh, keeping, lookup};
use crate::refusal::refused;

/// A file of the library or a fact that was chosen for a block; nothing is saved by it.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Chosen {
    block: Option<String>,
    file: Option<i64>,
    fact: Option<String>,
}

/// What was chosen elsewhere for a block.
pub(super) enum Choice {
    File(FileNumber),
    /// By its name.
    Fact(String),
}

impl Chosen {
    pub(super) fn read(&self) -> Option<(BlockId, Choice)> {
        let file = self.file.map(|number| Choice::File(FileNumber(number)));
        let fact = self.fact.clone().filter(|name| markup::is_fact_name(name)).map(Choice::Fact);
        Some((BlockId::parse(self.block.as_deref()?)?, file.or(fact)?))
    }
}

/// Shows the form with a file or a fact in one of its blocks.
pub(super) async fn with_choice(desk: &Desk, block: &BlockId, choice: Choice) -> Result<Response, web::Error> {
    let (mut typed, kept) = if let Some((typed, at)) = keeping::mine(desk).await? {
        (typed, Some(at))
    } else {
        let known = lookup::of_draft(&desk.admin, &desk.permit, &desk.open.draft).await?;
        (Typed::of(&desk.open.draft, desk.open.revision, &known), None)
    };
    if let Choice::Fact(name) = &choice {
        typed.add_fact(block, name);
    }
    let mut known = lookup::of_form(&desk.admin, &desk.permit, &typed).await?;
    if let Choice::File(file) = choice {
        lookup::add_files(&desk.admin, &desk.permit, &mut known, vec![file]).await?;
        typed.use_file(block, file, &known);
    }
    let region = typed.find(block).map_or("block", |(region, _)| region.prefix());
    let field = if matches!(choice, Choice::File(_)) { "file" } else { "markdown" };
    let focus = format!("{region}-{block}-{field}");
    Screen::of(desk, &typed, &known).unsaved(focus, kept).answer(StatusCode::OK).await
}

/// Keeps the form and leads to the library.
pub(super) async fn choose(desk: &Desk, typed: &Typed, known: &Known, block: &BlockId) -> Result<Response, web::Error> {
    let found = typed.find(block).map(|(region, at)| &typed.blocks(region)[at]);
    let kind = match found.and_then(TypedBlock::takes_file) {
        Some(Wanted::Picture) => "pictures",
        Some(Wanted::Document) => "documents",
        None => {
            let problem = Problem::new("body", "This block is not on the page any more. Check the blocks");
            return Screen::of(desk, typed, known).refuses(vec![problem], StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    keep_and_go(desk, typed, known, &format!("/admin/media?kind={kind}&for={}&block={block}", desk.open.id)).await
}

/// Keeps the form and leads to the facts.
pub(super) async fn choose_fact(
    desk: &Desk,
    typed: &Typed,
    known: &Known,
    block: &BlockId,
) -> Result<Response, web::Error> {
    let found = typed.find(block).map(|(region, at)| &typed.blocks(region)[at]);
    if !found.is_some_and(TypedBlock::has_one_text) {
        let problem = Problem::new("body", "This block is not on the page any more. Check the blocks");
        return Screen::of(desk, typed, known).refuses(vec![problem], StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    keep_and_go(desk, typed, known, &format!("/admin/facts?for={}&block={block}", desk.open.id)).await
}

async fn keep_and_go(desk: &Desk, typed: &Typed, known: &Known, to: &str) -> Result<Response, web::Error> {
    if keeping::keep_quietly(desk, typed).await.is_none() {
        let problem = Problem::new("body", "What you typed could not be kept. Save the draft first, then choose again");
        return Screen::of(desk, typed, known).wrong(vec![problem], StatusCode::CONFLICT).await;
    }
    Ok(redirect::see_other(to))
}

/// Keeps a block for the person, to be pasted here or on another page.
pub(super) async fn copy(desk: &Desk, typed: &Typed, known: &Known, id: &BlockId) -> Result<Response, web::Error> {
    let found = typed.find(id).map(|(region, at)| &typed.blocks(region)[at]);
    let problem = match found {
        Some(block) => {
            let written = serde_json::to_string(block).expect("texts are JSON");
            match editorial::kept::copy_block(&desk.admin.store, &desk.permit, written).await {
                Ok(()) => {
                    let label = block.block_type.label();
                    let said = format!(
                        "{label} block copied. On any page, open “Add a block” where it is to go and choose “Paste”."
                    );
                    return again(desk, typed, known, Done { focus: format!("copy-{id}"), said }).await;
                }
                Err(Refusal::Because(sentence)) => Problem::new("body", sentence),
                Err(refusal) => return Err(refused(refusal)),
            }
        }
        None => Problem::new("body", "This block is not on the page any more. Check the blocks"),
    };
    Screen::of(desk, typed, known).refuses(vec![problem], StatusCode::UNPROCESSABLE_ENTITY).await
}

/// Puts the block there that the person copied, and shows the form again.
pub(super) async fn paste(desk: &Desk, mut typed: Typed, known: &Known, spot: Spot) -> Result<Response, web::Error> {
    let Some(block) = desk.copied().await? else {
        let problem = Problem::new("body", "You have copied no block. Press “Copy” at a block first");
        return Screen::of(desk, &typed, known).refuses(vec![problem], StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    match Operation::Insert(Box::new(block), spot).apply(&mut typed, fresh::block_id(), known) {
        Ok(done) => {
            // What it links to is not known yet on this page.
            let known = lookup::of_form(&desk.admin, &desk.permit, &typed).await?;
            again(desk, &typed, &known, done).await
        }
        Err(problem) => Screen::of(desk, &typed, known).refuses(vec![problem], StatusCode::UNPROCESSABLE_ENTITY).await,
    }
}
