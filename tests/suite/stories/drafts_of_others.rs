//! What an author reads: own drafts, and of everything else what the public reads. And who may move what.

use accounts::{Action, Actor};
use content::{Details, Draft, Kind, NodeId, sample::ids};
use store::rights::{Subject, may};

use crate::support::{
    NEWCASTLE, Site,
    people::{AUTHOR, EDITOR},
    reading::{self, main_part},
    verbs,
};

#[tokio::test]
async fn an_author_writes_own_drafts_and_does_not_see_those_of_others() {
    let site = Site::sample().await;
    let author = site.author().await;
    let screen = author.sees("/admin/new?kind=page&parent=80").await;
    let made = crate::support::form_with(&screen, "title").set("title", "Dan’s first page").press("Create page").await;
    assert_eq!(made.status(), 303);
    let own = NodeId(made.location().trim_start_matches("/admin/nodes/").parse().expect("a number"));
    author.retitles(own, "Dan’s best page").await;
    author.sees(&format!("/admin/nodes/{own}/preview")).await;
    for verb in ["move", "trash", "unpublish"] {
        let answer = author
            .browser()
            .post_form(&format!("/admin/nodes/{own}/{verb}"), &[("slug", "x"), ("parent", "1"), ("instead", "gone")])
            .await;
        assert_eq!(answer.status(), 403, "{verb}");
    }
    let fields = [("base", "0"), ("action", "publish"), ("title", "x")];
    assert!(author.browser().post_form(&format!("/admin/nodes/{own}"), &fields).await.status().is_client_error());

    site.publish(own).await.expect("a valid page");
    assert_eq!(
        author.browser().get(&format!("/admin/nodes/{own}")).await.status(),
        403,
        "what is public belongs to the team"
    );

    let secret = site.new_page(NodeId::HOME, "A secret of the editors").await;
    assert_eq!(author.browser().get(&format!("/admin/nodes/{secret}")).await.status(), 404, "not even that it exists");
    site.rewrite(ids::ASSESSMENT_ONLY, |draft| draft.title = "A secret of the editors".into()).await;
    for path in [
        "/admin",
        "/admin/pages?open=1&open=2&open=3&open=4",
        "/admin/search?q=secret",
        "/admin/events?shown=all",
        "/admin/providers",
        "/admin/history",
        "/admin/trash",
        "/admin/redirects",
        "/admin/reports",
        "/admin/reports/accessibility?in=draft&kind=warnings",
        "/admin/reports/accessibility.csv",
        "/admin/reports/ageing?kind=not-updated",
        "/admin/reports/ageing.csv",
        "/admin/reports/descriptions",
        "/admin/reports/descriptions.csv",
        "/admin/reports/links",
        "/admin/reports/links.csv",
        "/admin/reviews",
        "/admin/schedule",
        "/admin/new?kind=page&parent=1&q=secret",
    ] {
        let screen = author.sees(path).await;
        assert!(!screen.text().contains("A secret of the editors"), "{path}");
    }
    let editor = site.editor().await;
    assert!(editor.sees("/admin/search?q=secret").await.text().contains("A secret of the editors"));
}

#[tokio::test]
async fn an_author_reads_of_live_events_and_providers_what_the_public_reads() {
    let site = Site::sample().await;
    let (author, editor) = (site.author().await, site.editor().await);
    let provider = content::sample::site(site.store().now())
        .into_iter()
        .find(|node| node.draft.kind() == Kind::Provider)
        .expect("the sample site has providers");
    site.rewrite(NEWCASTLE, |draft| {
        let event = draft.event_mut().expect("it is an event");
        event.place = "Secretville".into();
        event.start = "2021-01-05T10:00:00".parse().ok();
    })
    .await;
    site.rewrite(ids::TRAIN_TO_TEACH, |draft| draft.title = "Events in Secretville".into()).await;
    site.rewrite(provider.id, |draft| {
        let Details::Provider(provider) = &mut draft.details else { unreachable!("it is a provider") };
        provider.routes = vec!["Secretville route".into()];
    })
    .await;
    let mut fair = Draft::empty(Kind::Event);
    fair.title = "A fair in Secretville".into();
    site.create(ids::TRAIN_TO_TEACH, fair).await.expect("a draft");
    let withdrawn = site.new_live_page(ids::HELP, "Soon withdrawn").await;
    let old_path = site.path(withdrawn).await.expect("it is not in the trash").to_string();
    site.unpublish(withdrawn, None).await.expect("it is live");
    site.rename(withdrawn, "to-secretville").await.expect("a free address");

    for path in ["/admin/events", "/admin/events?shown=past", "/admin/events?shown=drafts", "/admin/events?shown=all"] {
        assert!(!author.sees(path).await.text().contains("Secretville"), "{path}");
    }
    let upcoming = author.sees("/admin/events").await;
    let row = reading::all_between(upcoming.text(), "<tr>", "</tr>").into_iter().find(|row| row.contains("Newcastle"));
    let row = row.expect("its public date is still to come");
    assert!(row.contains("Tuesday 23 March 2021, 5pm") && row.contains("Train to Teach events"), "{row}");
    let name = provider.draft.title.split(' ').next().unwrap_or_default();
    let listed = author.sees(&format!("/admin/providers?q={name}")).await;
    assert!(listed.text().contains(&provider.draft.title) && !listed.text().contains("Secretville"));
    let redirects = author.sees("/admin/redirects").await;
    assert!(redirects.text().contains(&old_path) && !redirects.text().contains("to-secretville"));

    assert!(editor.sees("/admin/events?shown=past").await.text().contains("Events in Secretville"));
    assert!(editor.sees(&format!("/admin/providers?q={name}")).await.text().contains("Secretville route"));
    assert!(editor.sees("/admin/redirects").await.text().contains("to-secretville"));
}

#[tokio::test]
async fn an_author_learns_of_the_pages_above_an_own_draft_what_the_public_reads() {
    let site = Site::sample().await;
    let author = site.author().await;
    let above = site.new_live_page(ids::EXPLORE, "Taken back later").await;
    let fields = [("kind", "page"), ("parent", &above.to_string()), ("title", "Of my own")];
    let made = author.browser().post_form("/admin/new", &fields).await;
    assert_eq!(made.status(), 303, "{}", made.text());
    let own = NodeId(made.location().trim_start_matches("/admin/nodes/").parse().expect("a number"));
    site.unpublish(above, None).await.expect("it is live");
    for page in [above, ids::EXPLORE] {
        site.rewrite(page, |draft| {
            draft.title = "Secretville".into();
            let Details::Page(page) = &mut draft.details else { unreachable!("it is a page") };
            let notice = content::CallOut { heading: "Secretville notice".into(), ..Default::default() };
            let mut block = content::Block::prose(content::BlockId::from_number(9), "");
            block.content = content::BlockContent::CallOut(notice);
            page.foot = content::FootBlocks::Own(vec![block]);
        })
        .await;
    }
    for path in [format!("/admin/nodes/{own}"), format!("/admin/nodes/{own}/preview")] {
        assert!(!author.sees(&path).await.text().contains("Secretville"), "{path}");
    }
    let permit = site.permit(accounts::Action::ReadDraft, own).await;
    let seen = store::drafts::inherited_foot(site.store(), &permit, &[above, ids::EXPLORE, NodeId::HOME]).await;
    let seen = seen.expect("the database answers").expect("the page above has blocks");
    assert_eq!(seen.from, above, "who may read the drafts above is told of them");
}

#[tokio::test]
async fn an_author_finds_nothing_by_a_word_out_of_somebody_elses_draft() {
    let site = Site::sample().await;
    let (author, editor) = (site.author().await, site.editor().await);
    site.rewrite(ids::ASSESSMENT_ONLY, |draft| draft.title = "Apprenticeships are coming".into()).await;
    let hidden = site.new_page(NodeId::HOME, "Apprenticeships elsewhere").await;
    let screen = author.sees("/admin/new?kind=page&parent=80").await;
    let form = crate::support::form_with(&screen, "title").set("title", "Apprenticeships of my own");
    assert_eq!(form.press("Create page").await.status(), 303);

    for path in ["/admin/search?q=apprenticeships", "/admin/new?kind=page&parent=80&q=apprenticeships"] {
        let (seen, known) = (author.sees(path).await, editor.sees(path).await);
        let (seen, known) = (main_part(seen.text()), main_part(known.text()));
        assert!(seen.contains("Apprenticeships of my own"), "{path}");
        for title in ["Apprenticeships are coming", "Apprenticeships elsewhere"] {
            assert!(known.contains(title) && !seen.contains(title), "{path}");
        }
        assert!(!seen.contains("Assessment Only"), "{path}: the old title is found by the new one's word");
    }
    let found = author.sees("/admin/search?q=assessment+only").await;
    assert!(main_part(found.text()).contains("Assessment Only"), "the public title is found");
    for asked in [format!("node:{hidden}"), "/apprenticeships-elsewhere".into()] {
        let found = author.sees(&format!("/admin/search?q={asked}")).await;
        assert!(found.text().contains("No results"), "{asked}");
    }
}

#[tokio::test]
async fn who_moves_a_page_must_be_allowed_at_both_ends() {
    let site = Site::sample().await;
    let everybody = store::people::everybody(site.store()).await.expect("people");
    let actor = |email: &str| {
        let person = everybody.iter().find(|person| person.email == email).expect("a person");
        Actor::Person { id: person.id, name: person.name.clone() }
    };
    let denied = may(site.store(), &actor(AUTHOR.email), Action::Move, Subject::Node(ids::ASSESSMENT_ONLY)).await;
    assert!(denied.is_err());
    let editor = actor(EDITOR.email);
    let permit = may(site.store(), &editor, Action::Move, Subject::Node(ids::ASSESSMENT_ONLY)).await.expect("she may");
    let place = content::Place { parent: ids::HELP, position: content::Position::Last };
    let elsewhere = may(site.store(), &editor, Action::Move, Subject::Node(ids::WEEK)).await.expect("she may");
    let refused = editorial::structure::move_to(site.store(), &permit, &elsewhere, place, None).await;
    assert!(matches!(refused, Err(editorial::Refusal::Denied)), "a permit for another page is none: {refused:?}");
    let saving = may(site.store(), &editor, Action::Save, Subject::Node(ids::HELP)).await.expect("she may");
    let refused = editorial::structure::move_to(site.store(), &permit, &saving, place, None).await;
    assert!(matches!(refused, Err(editorial::Refusal::Denied)), "a permit for another action is none: {refused:?}");
    let draft = verbs::page("Through the wrong door");
    let new = editorial::create::NewNode { kind: Kind::Page, place, slug: String::new(), draft };
    assert!(matches!(editorial::create::node(site.store(), &saving, new).await, Err(editorial::Refusal::Denied)));
}
