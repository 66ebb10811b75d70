//! The verbs on the sample site, without any HTTP.

use accounts::{Action, Actor};
use chrono::{DateTime, TimeDelta, Utc};
use content::{BlockContent, Clock, EventStatus, NodeId, Place, Position, sample::ids};
use store::{
    Opening, Store,
    published::{self, EventFilter, PublishedContent, PublishedNode, Resolved},
    rights::{Permit, Subject, may},
};

use crate::{Refusal, drafts, events, publish, sample, structure, trash};

const SEED_PAGE: &str = "/explore-my-options/teacher-training-routes/specialist-training-options/assessment-only";

pub(crate) struct Site {
    pub(crate) store: Store,
    _folder: Folder,
}

/// A folder that goes when the test ends.
struct Folder(std::path::PathBuf);

impl Drop for Folder {
    #[expect(clippy::disallowed_methods, reason = "the test made this folder")]
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Site {
    pub(crate) async fn sample() -> Self {
        let name = accounts::token::Secret::generate().to_string();
        let folder = Folder(std::env::temp_dir().join(format!("waymark-editorial-{name}")));
        let clock = Clock::fixed("2021-03-15T09:00:00Z".parse::<DateTime<Utc>>().unwrap());
        let store = Store::open(&folder.0, clock, Opening::Server).await.unwrap();
        sample::load(&store).await.unwrap();
        Self { store, _folder: folder }
    }

    pub(crate) async fn permit(&self, action: Action, node: NodeId) -> Permit {
        may(&self.store, &Actor::CommandLine, action, Subject::Node(node)).await.unwrap()
    }

    pub(crate) async fn visit(&self, path: &str) -> Resolved {
        published::resolve(&self.store, path, &EventFilter::default()).await.unwrap()
    }

    pub(crate) async fn page(&self, path: &str) -> PublishedNode {
        match self.visit(path).await {
            Resolved::Live(node) => *node,
            other => panic!("{path} is {other:?}"),
        }
    }

    async fn shown_events(&self) -> Vec<(String, EventStatus)> {
        let page = self.page(SEED_PAGE).await;
        let shown = page.foot.into_iter().find_map(|block| match block.content {
            PublishedContent::UpcomingEvents { events, .. } => Some(events),
            _ => None,
        });
        shown.unwrap().into_iter().map(|event| (event.title, event.status)).collect()
    }
}

#[tokio::test]
async fn the_seed_page_shows_its_trail_its_link_and_its_four_events() {
    let site = Site::sample().await;
    let page = site.page(SEED_PAGE).await;
    let trail: Vec<_> = page.trail.iter().map(|step| step.title.as_str()).collect();
    let expected =
        ["Home", "Explore my options", "Teacher training routes", "Specialist training options", "Assessment Only"];
    assert_eq!(trail, expected);
    let PublishedContent::Prose { html } = &page.body[0].content else { panic!("prose first") };
    let Resolved::Moved(providers) = site.visit("/node/463").await else { panic!("a redirect") };
    let link = format!(r#"href="{providers}" title="Providers of the Assessment Only route to QTS""#);
    assert!(html.as_str().contains(&link), "{html}");
    let titles: Vec<_> = site.shown_events().await.into_iter().map(|(title, _)| title).collect();
    let cities = ["Newcastle", "Southampton", "London", "York"];
    assert_eq!(titles, cities.map(|city| format!("Train to Teach {city} virtual event")));
}

#[tokio::test]
async fn an_event_leaves_the_block_at_its_start_without_any_job() {
    let site = Site::sample().await;
    let until = site.page(SEED_PAGE).await.valid_until;
    assert_eq!(until, Some("2021-03-23T17:00:00Z".parse().unwrap()));
    site.store.clock().set(until.unwrap() - TimeDelta::milliseconds(1));
    assert!(site.shown_events().await[0].0.contains("Newcastle"));
    site.store.clock().set(until.unwrap());
    assert!(site.shown_events().await[0].0.contains("Southampton"));
}

#[tokio::test]
async fn a_draft_stands_beside_what_is_live_until_it_is_published() {
    let site = Site::sample().await;
    let permit = site.permit(Action::Save, ids::ASSESSMENT_ONLY).await;
    let open = store::drafts::open(&site.store, &permit).await.unwrap();
    let mut draft = open.draft.clone();
    draft.title = "Assessment Only route".into();
    let revision = drafts::save(&site.store, &permit, open.revision, draft.clone()).await.unwrap().revision;
    assert_eq!(site.page(SEED_PAGE).await.title, "Assessment Only");
    let before = site.store.generation();
    let publisher = site.permit(Action::Publish, ids::ASSESSMENT_ONLY).await;
    publish::now(&site.store, &publisher, revision).await.unwrap();
    assert_eq!(site.page(SEED_PAGE).await.title, "Assessment Only route");
    assert!(site.store.generation() > before);
    // A second person still holds the old revision.
    draft.title = "Another title".into();
    let stale = drafts::save(&site.store, &permit, open.revision, draft).await;
    let Err(Refusal::Clash(clash)) = stale else { panic!("refused: {stale:?}") };
    assert_eq!(clash.theirs.title, "Assessment Only route");
}

#[tokio::test]
async fn a_moved_branch_leaves_redirects_that_follow_it() {
    let site = Site::sample().await;
    let branch = site.permit(Action::Rename, ids::EXPLORE).await;
    structure::rename(&site.store, &branch, "options").await.unwrap();
    let new = SEED_PAGE.replace("/explore-my-options", "/options");
    assert!(matches!(site.visit(SEED_PAGE).await, Resolved::Moved(to) if to == new));
    structure::rename(&site.store, &branch, "routes").await.unwrap();
    let newest = SEED_PAGE.replace("/explore-my-options", "/routes");
    assert!(matches!(site.visit(SEED_PAGE).await, Resolved::Moved(to) if to == newest));
    assert!(matches!(site.visit(&new).await, Resolved::Moved(to) if to == newest));
    // Back where it was: the address is its own again, and no redirect shadows it.
    structure::rename(&site.store, &branch, "explore-my-options").await.unwrap();
    assert_eq!(site.page(SEED_PAGE).await.id, ids::ASSESSMENT_ONLY);
}

#[tokio::test]
async fn a_branch_cannot_move_below_itself() {
    let site = Site::sample().await;
    let node = site.permit(Action::Move, ids::EXPLORE).await;
    let target = site.permit(Action::Move, ids::SPECIALIST).await;
    let place = Place { parent: ids::SPECIALIST, position: Position::Last };
    let refused = structure::move_to(&site.store, &node, &target, place, None).await;
    assert!(matches!(refused, Err(Refusal::Invalid(problems)) if problems[0].field == "parent"));
}

#[tokio::test]
async fn what_goes_to_the_trash_is_gone_and_comes_back_as_drafts() {
    let site = Site::sample().await;
    let permit = site.permit(Action::Trash, ids::TRAIN_TO_TEACH).await;
    let trashed = trash::trash(&site.store, &permit).await.unwrap();
    assert!(trashed > 4);
    let newcastle = "/teaching-events/train-to-teach-events/train-to-teach-newcastle-virtual-event-230321";
    assert!(matches!(site.visit(newcastle).await, Resolved::Gone));
    assert_eq!(site.shown_events().await, []);
    let permit = site.permit(Action::Restore, ids::TRAIN_TO_TEACH).await;
    trash::restore(&site.store, &permit).await.unwrap();
    assert!(matches!(site.visit(newcastle).await, Resolved::Gone), "restored as a draft");
    let events = site.permit(Action::Publish, ids::TRAIN_TO_TEACH).await;
    let open = store::drafts::open(&site.store, &events).await.unwrap();
    publish::now(&site.store, &events, open.revision).await.unwrap();
    assert_eq!(site.page("/teaching-events/train-to-teach-events").await.id, ids::TRAIN_TO_TEACH);
}

#[tokio::test]
async fn a_cancelled_event_says_so_and_nobodys_draft_goes_live_with_it() {
    let site = Site::sample().await;
    let york = NodeId(104);
    let save = site.permit(Action::Save, york).await;
    let open = store::drafts::open(&site.store, &save).await.unwrap();
    let mut draft = open.draft.clone();
    draft.summary = "Half written".into();
    drafts::save(&site.store, &save, open.revision, draft).await.unwrap();
    let permit = site.permit(Action::Publish, york).await;
    events::set_status(&site.store, &permit, EventStatus::Cancelled).await.unwrap();
    let shown = site.shown_events().await;
    assert_eq!(shown[3].1, EventStatus::Cancelled);
    let page = site.page(&open.path.unwrap().to_string()).await;
    assert_eq!((page.summary, page.event.unwrap().status), (open.draft.summary, EventStatus::Cancelled));
    let after = store::drafts::open(&site.store, &save).await.unwrap();
    assert_eq!(after.draft.summary, "Half written");
    assert_eq!(after.draft.event().unwrap().status, EventStatus::Cancelled);
}

#[tokio::test]
async fn an_event_is_duplicated_to_a_new_date() {
    let site = Site::sample().await;
    let permit = site.permit(Action::Create, NodeId(101)).await;
    let start = "2021-06-01T17:00:00".parse().unwrap();
    let copy = events::duplicate(&site.store, &permit, start).await.unwrap();
    let permit = site.permit(Action::ReadDraft, copy).await;
    let open = store::drafts::open(&site.store, &permit).await.unwrap();
    assert_eq!(open.slug.unwrap().as_str(), "train-to-teach-newcastle-virtual-event-010621");
    assert_eq!(open.draft.event().unwrap().start, Some(start));
    assert_eq!(open.draft.event().unwrap().end, None);
}

#[tokio::test]
async fn unpublishing_sends_visitors_where_the_editor_said() {
    let site = Site::sample().await;
    let permit = site.permit(Action::Unpublish, ids::ASSESSMENT_ONLY).await;
    publish::unpublish(&site.store, &permit, Some(ids::SPECIALIST)).await.unwrap();
    let above = "/explore-my-options/teacher-training-routes/specialist-training-options";
    assert!(matches!(site.visit(SEED_PAGE).await, Resolved::Moved(to) if to == above));
}

#[tokio::test]
async fn every_block_of_the_sample_site_can_be_read_back() {
    let site = Site::sample().await;
    for entry in published::sitemap(&site.store).await.unwrap() {
        site.page(entry.path.as_str()).await;
    }
    let list = content::sample::site(site.store.now());
    let lists = list.iter().flat_map(|node| &node.draft.body);
    assert!(lists.clone().any(|block| matches!(block.content, BlockContent::EventList(_))));
    assert!(lists.clone().any(|block| matches!(block.content, BlockContent::ProviderList(_))));
}
