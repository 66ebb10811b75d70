//! Undoing on the sample site: the public reads what it read before, and nothing else is lost.

use accounts::{Action, Actor};
use content::{NodeId, Place, Position, sample::ids};
use store::{
    published::Resolved,
    rights::{Permit, Subject, may},
};

use super::undo;
use crate::{Refusal, drafts, publish, structure, tests::Site, trash};

const SEED_PAGE: &str = "/explore-my-options/teacher-training-routes/specialist-training-options/assessment-only";
const BRANCH: &str = "/explore-my-options/teacher-training-routes/specialist-training-options";

async fn reader(site: &Site) -> Permit {
    may(&site.store, &Actor::CommandLine, Action::ReadDraft, Subject::Site).await.unwrap()
}

/// Undoes what was done last.
async fn undo_last(site: &Site) -> Result<String, Refusal> {
    let reader = reader(site).await;
    let last = store::lists::recent(&site.store, &reader, 1).await.unwrap().remove(0);
    undo(&site.store, &reader, &last.group).await
}

/// Everything that a visitor of a page reads.
async fn seen(site: &Site, path: &str) -> String {
    match site.visit(path).await {
        Resolved::Live(node) => format!("{node:?}").replace(&format!("sequence: {}", node.sequence), ""),
        other => format!("{other:?}"),
    }
}

async fn edit(site: &Site, node: NodeId, title: &str) -> content::RevisionId {
    let permit = site.permit(Action::Save, node).await;
    let open = store::drafts::open(&site.store, &permit).await.unwrap();
    let mut draft = open.draft.clone();
    draft.title = title.into();
    drafts::save(&site.store, &permit, open.revision, draft).await.unwrap().revision
}

#[tokio::test]
async fn a_move_undone_is_where_it_was_and_the_address_in_between_leads_to_it() {
    let site = Site::sample().await;
    let before = seen(&site, SEED_PAGE).await;
    let permit = site.permit(Action::Move, ids::SPECIALIST).await;
    let target = site.permit(Action::Move, ids::HELP).await;
    let place = Place { parent: ids::HELP, position: Position::First };
    structure::move_to(&site.store, &permit, &target, place, None).await.unwrap();
    undo_last(&site).await.unwrap();
    assert_eq!(seen(&site, SEED_PAGE).await, before);
    let between = "/help-and-support/specialist-training-options/assessment-only";
    let Resolved::Moved(path) = site.visit(between).await else { panic!("it was public") };
    assert_eq!(path, SEED_PAGE);
}

#[tokio::test]
async fn a_branch_trashed_by_mistake_is_public_again_at_once() {
    let site = Site::sample().await;
    let before = seen(&site, SEED_PAGE).await;
    let permit = site.permit(Action::Trash, ids::SPECIALIST).await;
    trash::trash(&site.store, &permit).await.unwrap();
    assert!(matches!(site.visit(SEED_PAGE).await, Resolved::Gone));
    undo_last(&site).await.unwrap();
    assert_eq!(seen(&site, SEED_PAGE).await, before);
}

#[tokio::test]
async fn the_version_before_is_back_and_the_draft_is_kept() {
    let site = Site::sample().await;
    let before = seen(&site, SEED_PAGE).await;
    let revision = edit(&site, ids::ASSESSMENT_ONLY, "Assessment").await;
    let permit = site.permit(Action::Publish, ids::ASSESSMENT_ONLY).await;
    publish::now(&site.store, &permit, revision).await.unwrap();
    let reader = reader(&site).await;
    let published = store::lists::recent(&site.store, &reader, 1).await.unwrap().remove(0);
    let later = edit(&site, ids::ASSESSMENT_ONLY, "Assessment, further").await;
    undo(&site.store, &reader, &published.group).await.unwrap();
    assert_eq!(seen(&site, SEED_PAGE).await, before);
    let open = store::drafts::open(&site.store, &permit).await.unwrap();
    assert_eq!(open.revision, later);
}

#[tokio::test]
async fn an_unpublished_page_comes_back_and_undoing_that_takes_it_away_again() {
    let site = Site::sample().await;
    let before = seen(&site, SEED_PAGE).await;
    let permit = site.permit(Action::Unpublish, ids::ASSESSMENT_ONLY).await;
    publish::unpublish(&site.store, &permit, Some(ids::SPECIALIST)).await.unwrap();
    assert!(matches!(site.visit(SEED_PAGE).await, Resolved::Moved(path) if path == BRANCH));
    undo_last(&site).await.unwrap();
    assert_eq!(seen(&site, SEED_PAGE).await, before);
    undo_last(&site).await.unwrap();
    assert!(matches!(site.visit(SEED_PAGE).await, Resolved::Moved(path) if path == BRANCH));
}

#[tokio::test]
async fn what_was_changed_since_is_not_undone_by_halves() {
    let site = Site::sample().await;
    let permit = site.permit(Action::Trash, ids::SPECIALIST).await;
    trash::trash(&site.store, &permit).await.unwrap();
    let reader = reader(&site).await;
    let trashed = store::lists::recent(&site.store, &reader, 1).await.unwrap().remove(0);
    let restore = site.permit(Action::Restore, ids::SPECIALIST).await;
    trash::restore(&site.store, &restore).await.unwrap();
    let refused = undo(&site.store, &reader, &trashed.group).await;
    let Err(Refusal::Because(sentence)) = refused else { panic!("{refused:?}") };
    assert!(sentence.contains("was restored since"), "{sentence}");
    undo_last(&site).await.unwrap();
    undo(&site.store, &reader, &trashed.group).await.unwrap_err();
}

#[tokio::test]
async fn an_action_is_undone_once() {
    let site = Site::sample().await;
    let permit = site.permit(Action::Rename, ids::HELP).await;
    structure::rename(&site.store, &permit, "support").await.unwrap();
    let reader = reader(&site).await;
    let renamed = store::lists::recent(&site.store, &reader, 1).await.unwrap().remove(0);
    undo(&site.store, &reader, &renamed.group).await.unwrap();
    let again = undo(&site.store, &reader, &renamed.group).await;
    assert!(matches!(again, Err(Refusal::Because(sentence)) if sentence.contains("already")));
    assert!(matches!(undo(&site.store, &reader, "g999999").await, Err(Refusal::Because(_))));
}
