//! Links mended on the sample site: only they change, in the draft and in what the public reads.

use accounts::{Action, Actor, Role};
use content::{NodeId, sample::ids};
use store::{
    links::{Fault, Kind},
    published::PublishedContent,
    rights::{Permit, Subject, may},
};

use super::{Broken, Choice, Inbound, Settled, mend, waiting};
use crate::{
    Refusal, drafts,
    people::{self, NewPerson},
    plan::{self, Confirmation, Proposal, Step},
    publish,
    tests::Site,
};

const SEED_PAGE: &str = "/explore-my-options/teacher-training-routes/specialist-training-options/assessment-only";
const PROVIDERS: NodeId = NodeId(463);

async fn reader(site: &Site) -> Permit {
    may(&site.store, &Actor::CommandLine, Action::ReadDraft, Subject::Site).await.unwrap()
}

async fn text_of(site: &Site, path: &str) -> String {
    match &site.page(path).await.body[0].content {
        PublishedContent::Prose { html } => html.as_str().to_owned(),
        other => panic!("prose first: {other:?}"),
    }
}

/// Somebody changes the title of the seed page's draft and publishes nothing.
async fn somebody_writes(site: &Site) {
    let permit = site.permit(Action::Save, ids::ASSESSMENT_ONLY).await;
    let open = store::drafts::open(&site.store, &permit).await.unwrap();
    let mut draft = open.draft.clone();
    draft.title = "Half written".into();
    drafts::save(&site.store, &permit, open.revision, draft).await.unwrap();
}

async fn draft_of(site: &Site, node: NodeId) -> content::Draft {
    let permit = site.permit(Action::ReadDraft, node).await;
    store::drafts::open(&site.store, &permit).await.unwrap().draft
}

async fn carried_out(site: &Site, proposal: &Proposal) -> Result<plan::Plan, Refusal> {
    let reader = reader(site).await;
    let plan = plan::make(&site.store, &reader, proposal).await?;
    let said = Confirmation { fingerprint: plan.fingerprint, takes_addresses: true };
    plan::carry_out(&site.store, &reader, proposal, &said).await.map(|done| done.plan)
}

fn settled(inbound: &[Inbound], choice: Choice) -> Vec<Settled> {
    inbound.iter().map(|page| Settled { source: page.source, target: page.target, choice }).collect()
}

#[tokio::test]
async fn links_are_sent_on_as_their_page_goes_and_nobodys_draft_goes_live() {
    let site = Site::sample().await;
    somebody_writes(&site).await;
    let permit = site.permit(Action::Unpublish, PROVIDERS).await;
    let inbound = waiting(&site.store, std::slice::from_ref(&permit), false).await.unwrap();
    let seed = inbound.iter().find(|page| page.source == ids::ASSESSMENT_ONLY).unwrap();
    assert!(seed.draft && seed.live && seed.may_edit && !seed.texts.is_empty());
    let published = site.page(SEED_PAGE).await.last_published;
    let step = Step::Unpublish { permit, instead: None };
    let proposal = Proposal::one(step).settling(settled(&inbound, Choice::Repoint(ids::SPECIALIST)));
    carried_out(&site, &proposal).await.unwrap();
    let above = SEED_PAGE.rsplit_once('/').unwrap().0;
    assert!(text_of(&site, SEED_PAGE).await.contains(&format!("href=\"{above}\"")));
    let page = site.page(SEED_PAGE).await;
    assert_eq!((page.title.as_str(), page.last_published), ("Assessment Only", published), "a minor change");
    let draft = draft_of(&site, ids::ASSESSMENT_ONLY).await;
    assert_eq!(draft.title, "Half written");
    let text = draft.body[0].content.markdown().unwrap();
    assert!(text.contains(&format!("(node:{}", ids::SPECIALIST)) && !text.contains("node:463"));
    assert_eq!(waiting(&site.store, &[site.permit(Action::Publish, PROVIDERS).await], false).await.unwrap(), []);

    let last = store::lists::recent(&site.store, &reader(&site).await, 1).await.unwrap().remove(0);
    crate::undo::undo(&site.store, &reader(&site).await, &last.group).await.unwrap();
    assert!(text_of(&site, SEED_PAGE).await.contains("Providers of the Assessment Only route"));
    assert_eq!(draft_of(&site, ids::ASSESSMENT_ONLY).await.title, "Half written");
}

#[tokio::test]
async fn links_become_words_or_wait_for_their_page_to_come_back() {
    let site = Site::sample().await;
    let linked = text_of(&site, SEED_PAGE).await;
    let permit = site.permit(Action::Unpublish, PROVIDERS).await;
    let inbound = waiting(&site.store, std::slice::from_ref(&permit), false).await.unwrap();
    let unpublish = Step::Unpublish { permit, instead: None };
    let proposal = Proposal::one(unpublish).settling(settled(&inbound, Choice::Leave));
    carried_out(&site, &proposal).await.unwrap();
    let waits = text_of(&site, SEED_PAGE).await;
    assert!(!waits.contains("approved provider</a>") && waits.contains("an approved provider."));
    let permit = site.permit(Action::Publish, PROVIDERS).await;
    let revision = store::drafts::open(&site.store, &permit).await.unwrap().revision;
    publish::now(&site.store, &permit, revision).await.unwrap();
    assert_eq!(text_of(&site, SEED_PAGE).await, linked, "a link again by itself");

    let permit = site.permit(Action::Trash, PROVIDERS).await;
    let inbound = waiting(&site.store, std::slice::from_ref(&permit), true).await.unwrap();
    let proposal = Proposal::one(Step::Trash { permit }).settling(settled(&inbound, Choice::PlainText));
    carried_out(&site, &proposal).await.unwrap();
    let text = draft_of(&site, ids::ASSESSMENT_ONLY).await.body[0].content.markdown().unwrap().to_owned();
    assert!(!text.contains("node:463") && text.contains("approved provider"));
    assert_eq!(text_of(&site, SEED_PAGE).await, waits, "the words are what they were");
}

#[tokio::test]
async fn who_may_not_publish_a_page_leaves_a_task_for_its_author() {
    let site = Site::sample().await;
    let all = may(&site.store, &Actor::CommandLine, Action::ManageUsers, Subject::Site).await.unwrap();
    let mut people = Vec::new();
    for name in ["Cerys", "Dan"] {
        let new =
            NewPerson { name: name.into(), email: format!("{}@example.org", name.to_lowercase()), role: Role::Editor };
        people.push(Actor::Person { id: people::add(&site.store, &all, new).await.unwrap().0, name: name.into() });
    }
    let [cerys, dan] = &people[..] else { panic!("two people") };
    let save = may(&site.store, dan, Action::Save, Subject::Node(ids::ASSESSMENT_ONLY)).await.unwrap();
    let open = store::drafts::open(&site.store, &save).await.unwrap();
    let mut draft = open.draft.clone();
    draft.summary = "Dan looks after this".into();
    drafts::save(&site.store, &save, open.revision, draft).await.unwrap();

    let permit = may(&site.store, cerys, Action::Trash, Subject::Node(PROVIDERS)).await.unwrap();
    let inbound = waiting(&site.store, std::slice::from_ref(&permit), true).await.unwrap();
    assert!(inbound.iter().all(|page| !page.may_edit && page.title.is_some()));
    let before = draft_of(&site, ids::ASSESSMENT_ONLY).await;
    let proposal = Proposal::one(Step::Trash { permit }).settling(settled(&inbound, Choice::PlainText));
    carried_out(&site, &proposal).await.unwrap();
    assert_eq!(draft_of(&site, ids::ASSESSMENT_ONLY).await, before, "not hers to change");
    let his = may(&site.store, dan, Action::ReadDraft, Subject::Site).await.unwrap();
    let tasks = store::tasks::mine(&site.store, &his, 10).await.unwrap();
    assert_eq!(tasks.len(), 1);
    assert_eq!((tasks[0].node, tasks[0].made_by.as_str()), (ids::ASSESSMENT_ONLY, "Cerys"));

    let publisher = site.permit(Action::Publish, ids::ASSESSMENT_ONLY).await;
    mend(&site.store, &publisher, Broken::Node(PROVIDERS, None), Choice::PlainText).await.unwrap();
    assert_eq!(store::tasks::mine(&site.store, &his, 10).await.unwrap(), [], "done by itself with the last link");
}

#[tokio::test]
async fn the_report_names_each_kind_of_broken_link_and_mending_ends_it() {
    let site = Site::sample().await;
    let permit = site.permit(Action::Publish, ids::ASSESSMENT_ONLY).await;
    let open = store::drafts::open(&site.store, &permit).await.unwrap();
    let mut draft = open.draft.clone();
    let draft_page = ids::CAREER_CHANGE;
    let text = format!(
        "## Apply\n\n[draft](node:{draft_page}) [none](node:99999) [old](/old-page?x=1) [gone](#nowhere) [here](#apply) \
         [there](node:80#nothing) [home](/)"
    );
    draft.body = vec![content::Block::prose(content::BlockId::from_number(1), text)];
    let save = site.permit(Action::Save, ids::ASSESSMENT_ONLY).await;
    let revision = drafts::save(&site.store, &save, open.revision, draft).await.unwrap();
    let telling = publish::Telling { despite: "They are what this is about".into(), ..publish::Telling::default() };
    publish::telling(&site.store, &permit, revision.revision, telling).await.unwrap();
    let reader = reader(&site).await;
    let mut found = Vec::new();
    for kind in Kind::ALL {
        let page = store::links::broken(&site.store, &reader, kind, 1, 50).await.unwrap();
        let mine = page.items.into_iter().filter(|broken| broken.page.id == ids::ASSESSMENT_ONLY);
        found.extend(mine.map(|broken| {
            assert!(broken.mention.draft && broken.mention.live);
            (broken.mention.text, broken.fault)
        }));
    }
    let heading = |name: &str| Some(Fault::NoHeading(name.into()));
    let expected = [
        ("draft", Some(Fault::NotPublic)),
        ("none", Some(Fault::Missing)),
        ("old", Some(Fault::UnknownAddress)),
        ("gone", heading("nowhere")),
        ("there", heading("nothing")),
    ];
    assert_eq!(found, expected.map(|(text, fault)| (text.to_owned(), fault)));
    let reading = site.permit(Action::ReadDraft, ids::ASSESSMENT_ONLY).await;
    let outbound = store::links::outbound(&site.store, &reading);
    let faults = outbound.await.unwrap().into_iter().filter(|link| link.fault.is_some()).count();
    assert_eq!(faults, 5);

    mend(&site.store, &permit, Broken::Address("/old-page?x=1".into()), Choice::Repoint(ids::SPECIALIST))
        .await
        .unwrap();
    mend(&site.store, &permit, Broken::Address("#nowhere".into()), Choice::PlainText).await.unwrap();
    let there = Broken::Node(NodeId(80), Some("nothing".into()));
    mend(&site.store, &permit, there, Choice::Repoint(NodeId(80))).await.unwrap();
    mend(&site.store, &permit, Broken::Node(NodeId(99_999), None), Choice::PlainText).await.unwrap();
    let text = draft_of(&site, ids::ASSESSMENT_ONLY).await.body[0].content.markdown().unwrap().to_owned();
    assert_eq!(
        text,
        format!(
            "## Apply\n\n[draft](node:{draft_page}) none [old](node:{}) gone [here](#apply) [there](node:80) [home](/)",
            ids::SPECIALIST
        )
    );
    for kind in [Kind::Missing, Kind::UnknownAddress, Kind::NoHeading] {
        let page = store::links::broken(&site.store, &reader, kind, 1, 50).await.unwrap();
        assert!(page.items.iter().all(|broken| broken.page.id != ids::ASSESSMENT_ONLY), "{kind:?}");
    }
}
