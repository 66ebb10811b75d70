//! Plans on the sample site: what is told is what is done.

use accounts::Action;
use content::{Place, Position, RedirectTarget, sample::ids};
use store::{
    published::Resolved,
    rights::{Permit, Subject, may},
};

use super::{Becomes, Confirmation, Plan, Proposal, ReviewBecomes, ScheduleBecomes, Step, carry_out, lines, make};
use crate::{Refusal, drafts, publish, review, schedule, structure, tests::Site};

async fn reader(site: &Site) -> Permit {
    may(&site.store, &accounts::Actor::CommandLine, Action::ReadDraft, Subject::Site).await.unwrap()
}

async fn moving(site: &Site) -> Proposal {
    let permit = site.permit(Action::Move, ids::SPECIALIST).await;
    let target = site.permit(Action::Move, ids::HELP).await;
    let place = Place { parent: ids::HELP, position: Position::Last };
    Proposal::one(Step::Move { permit, target, place, slug: None })
}

fn yes(plan: &Plan) -> Confirmation {
    Confirmation { fingerprint: plan.fingerprint.clone(), takes_addresses: false }
}

const OLD: &str = "/explore-my-options/teacher-training-routes/specialist-training-options";

#[tokio::test]
async fn a_plan_changes_nothing_and_tells_every_address_and_redirect() {
    let site = Site::sample().await;
    let (reader, proposal) = (reader(&site).await, moving(&site).await);
    let plan = make(&site.store, &reader, &proposal).await.unwrap();
    let seed = plan.addresses.iter().find(|change| change.node == ids::ASSESSMENT_ONLY).unwrap();
    assert_eq!(seed.old.as_str(), format!("{OLD}/assessment-only"));
    assert_eq!(seed.new.as_str(), "/help-and-support/specialist-training-options/assessment-only");
    let public = plan.addresses.iter().filter(|change| change.live).count();
    assert_eq!(plan.redirects.len(), public, "one redirect for each address that was public");
    assert!(plan.redirects.iter().all(|redirect| matches!(redirect.becomes, Some(RedirectTarget::Node(_)))));
    assert!(!plan.linking.is_empty(), "pages refer to what moves");
    assert!(matches!(site.visit(&format!("{OLD}/assessment-only")).await, Resolved::Live(_)));
    let again = make(&site.store, &reader, &proposal).await.unwrap();
    assert_eq!(again, plan);
}

#[tokio::test]
async fn what_is_confirmed_is_what_is_done() {
    let site = Site::sample().await;
    let (reader, proposal) = (reader(&site).await, moving(&site).await);
    let plan = make(&site.store, &reader, &proposal).await.unwrap();
    let done = carry_out(&site.store, &reader, &proposal, &yes(&plan)).await.unwrap();
    assert_eq!(done.plan, plan);
    for change in plan.addresses.iter().filter(|change| change.live) {
        let Resolved::Moved(new) = site.visit(change.old.as_str()).await else { panic!("{} moved", change.old) };
        assert_eq!(new, change.new.as_str());
    }
}

#[tokio::test]
async fn when_the_site_changed_in_between_the_plan_is_shown_again() {
    let site = Site::sample().await;
    let (reader, proposal) = (reader(&site).await, moving(&site).await);
    let plan = make(&site.store, &reader, &proposal).await.unwrap();
    let permit = site.permit(Action::Rename, ids::ASSESSMENT_ONLY).await;
    structure::rename(&site.store, &permit, "assessed").await.unwrap();
    let refused = carry_out(&site.store, &reader, &proposal, &yes(&plan)).await;
    let Err(Refusal::Replanned(new)) = refused else { panic!("shown again") };
    assert!(new.addresses.iter().any(|change| change.new.as_str().ends_with("/assessed")));
    assert!(matches!(site.visit(OLD).await, Resolved::Live(_)), "nothing was done");
    carry_out(&site.store, &reader, &proposal, &yes(&new)).await.unwrap();
}

#[tokio::test]
async fn confirmed_twice_it_is_done_once() {
    let site = Site::sample().await;
    let (reader, proposal) = (reader(&site).await, moving(&site).await);
    let plan = make(&site.store, &reader, &proposal).await.unwrap();
    carry_out(&site.store, &reader, &proposal, &yes(&plan)).await.unwrap();
    let again = carry_out(&site.store, &reader, &proposal, &yes(&plan)).await;
    assert!(matches!(again, Err(Refusal::Replanned(plan)) if plan.addresses.is_empty()));
}

#[tokio::test]
async fn taking_an_address_that_leads_elsewhere_needs_a_yes() {
    let site = Site::sample().await;
    let reader = reader(&site).await;
    let permit = site.permit(Action::Rename, ids::HELP).await;
    structure::rename(&site.store, &permit, "support").await.unwrap();
    let permit = site.permit(Action::Rename, ids::WHY_TEACH).await;
    let proposal = Proposal::one(Step::Rename { permit, slug: "help-and-support".into() });
    let plan = make(&site.store, &reader, &proposal).await.unwrap();
    assert!(plan.asks());
    assert!(matches!(carry_out(&site.store, &reader, &proposal, &yes(&plan)).await, Err(Refusal::Replanned(_))));
    let said = Confirmation { takes_addresses: true, ..yes(&plan) };
    carry_out(&site.store, &reader, &proposal, &said).await.unwrap();
    assert!(matches!(site.visit("/help-and-support").await, Resolved::Live(_)), "then the page wins");
}

#[tokio::test]
async fn unpublishing_lists_who_refers_to_the_page_and_what_stays_below_it() {
    let site = Site::sample().await;
    let permit = site.permit(Action::Unpublish, ids::SPECIALIST).await;
    let proposal = Proposal::one(Step::Unpublish { permit, instead: None });
    let plan = make(&site.store, &reader(&site).await, &proposal).await.unwrap();
    assert_eq!(plan.live.len(), 1);
    assert_eq!(plan.live[0].becomes, Becomes::Withdrawn);
    assert!(plan.stranded.iter().any(|name| name.node == ids::ASSESSMENT_ONLY));
}

#[tokio::test]
async fn many_pages_go_together_or_not_at_all() {
    let site = Site::sample().await;
    let reader = reader(&site).await;
    let one = site.permit(Action::Unpublish, ids::HELP).await;
    let other = site.permit(Action::Unpublish, ids::WHY_TEACH).await;
    let steps = [one, other.clone()].map(|permit| Step::Unpublish { permit, instead: None });
    let proposal = Proposal::many(steps.to_vec()).unwrap();
    let plan = make(&site.store, &reader, &proposal).await.unwrap();
    assert_eq!(plan.live.len(), 2);
    publish::unpublish(&site.store, &other, None).await.unwrap();
    let refused = carry_out(&site.store, &reader, &proposal, &yes(&plan)).await;
    let Err(Refusal::Because(sentence)) = refused else { panic!("{refused:?}") };
    assert!(sentence.contains("Nothing was done"), "{sentence}");
    assert!(matches!(site.visit("/help-and-support").await, Resolved::Live(_)));
    assert!(Proposal::many(Vec::new()).is_err());
    let many = vec![Step::Trash { permit: site.permit(Action::Trash, ids::HELP).await }; 1_001];
    assert!(Proposal::many(many).is_err());
}

#[tokio::test]
async fn a_time_that_somebody_sets_in_between_makes_it_another_plan() {
    let site = Site::sample().await;
    let reader = reader(&site).await;
    let proposal = Proposal::one(Step::Trash { permit: site.permit(Action::Trash, ids::HELP).await });
    let plan = make(&site.store, &reader, &proposal).await.unwrap();
    assert!(plan.schedules.is_empty() && plan.reviews.is_empty());
    let permit = site.permit(Action::Unpublish, ids::HELP).await;
    let wall = "2021-03-30T09:00:00".parse().unwrap();
    let work = store::schedule::Work::Unpublish;
    schedule::set(&site.store, &permit, work, wall, publish::Telling::default()).await.unwrap();
    let permit = site.permit(Action::Save, ids::ADVISER).await;
    let open = store::drafts::open(&site.store, &permit).await.unwrap();
    let mut draft = open.draft.clone();
    draft.title = "Adviser".into();
    let revision = drafts::save(&site.store, &permit, open.revision, draft).await.unwrap().revision;
    let permit = site.permit(Action::Submit, ids::ADVISER).await;
    review::submit(&site.store, &permit, revision, "").await.unwrap();
    let refused = carry_out(&site.store, &reader, &proposal, &yes(&plan)).await;
    let Err(Refusal::Replanned(new)) = refused else { panic!("shown again") };
    assert_eq!(new.schedules.len(), 1);
    assert_eq!(new.schedules[0].becomes, ScheduleBecomes::Cancelled);
    assert_eq!(new.reviews.len(), 1);
    assert_eq!((new.reviews[0].node, new.reviews[0].becomes), (ids::ADVISER, ReviewBecomes::WaitsInTrash));
    let lines = lines(&new).join("\n");
    assert!(lines.contains("schedule  Help and support: Was to come off the public site on 30 March 2021 at 9am."));
    assert!(lines.contains("review    Adviser: Version 2 was submitted by"), "{lines}");
    carry_out(&site.store, &reader, &proposal, &yes(&new)).await.unwrap();
    assert_eq!(site.store.next_due().await.unwrap(), None);
}
