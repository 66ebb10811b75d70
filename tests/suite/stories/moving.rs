//! Addresses change, and the old ones lead on.

use content::{NodeId, sample::ids};

use crate::support::{Person, SEED_PAGE, Site, form_with, reading};

/// Moves and renames by the two screens of the admin.
async fn moves(person: &Person, node: NodeId, parent: NodeId, slug: &str) -> web::client::Answer {
    let screen = person.sees(&format!("/admin/nodes/{node}/move?q=")).await;
    let form = form_with(&screen, "slug").set("slug", slug).set("parent", &parent.to_string());
    form.press("Move or rename").await
}

#[tokio::test]
async fn a_page_takes_all_below_it_along_and_leaves_redirects() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let plan = moves(&editor, ids::SPECIALIST, ids::HELP, "special-routes").await;
    assert_eq!(plan.status(), 200, "{}", plan.text());
    let text = reading::words(plan.text());
    assert!(text.contains("/explore-my-options/teacher-training-routes/specialist-training-options"));
    assert!(text.contains("/help-and-support/special-routes/assessment-only"), "everything below is named");
    assert!(text.contains(&format!("{SEED_PAGE} leads to “Assessment Only”")), "{text}");
    assert!(text.contains("Pages that link here"), "{text}");
    assert_eq!(site.visitor().get(SEED_PAGE).await.status(), 200, "nothing is done before the person says so");

    let done = form_with(&plan, "plan").press("Confirm the move").await;
    assert_eq!(done.status(), 303, "{}", done.text());
    let new = "/help-and-support/special-routes/assessment-only";
    let old = site.visitor().get(SEED_PAGE).await;
    assert_eq!((old.status().as_u16(), old.location()), (308, new));
    let page = site.reads(new).await;
    let labels: Vec<String> = reading::trail(&page).into_iter().map(|(label, _)| label).collect();
    assert_eq!(labels, ["Home", "Help and support", "Specialist training options", "Assessment Only"]);
    assert!(!page.contains("<h2>Upcoming events</h2>"), "the foot is that of its new place");
    site.ends_well().await;
}

/// Moves one page below another as a person would, and looks at every answer.
async fn moves_below(person: Person, node: NodeId, parent: NodeId) {
    let address = format!("/admin/nodes/{node}/move");
    let screen = person.sees(&format!("{address}?q=")).await;
    let slug = form_with(&screen, "slug").value("slug").expect("the page has an address");
    let mut fields = vec![("slug", slug), ("parent", parent.to_string()), ("position", "last".to_owned())];
    // Shown, confirmed, and shown again when the other one was quicker.
    for _ in 0..3 {
        let sent: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = person.browser().post_form(&address, &sent).await;
        match answer.status().as_u16() {
            303 => return,
            409 | 422 => {
                let words = reading::words(answer.text());
                return assert!(words.contains("A page cannot lie below itself"), "{words}");
            }
            200 => {
                let plan = form_with(&answer, "plan").value("plan").expect("a plan");
                fields.retain(|(name, _)| *name != "plan");
                fields.push(("plan", plan));
            }
            other => panic!("{other}: {}", answer.text()),
        }
    }
    panic!("the plan changed again and again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_pairs_that_cross_never_close_a_circle() {
    let site = Site::sample().await;
    let mut pairs = Vec::new();
    for pair in 0..100 {
        let one = site.new_live_page(ids::HELP, &format!("One {pair}")).await;
        pairs.push((one, site.new_live_page(ids::WEEK, &format!("Other {pair}")).await));
    }
    for some in pairs.chunks(10) {
        let mut moving = tokio::task::JoinSet::new();
        for (one, other) in some.iter().copied() {
            moving.spawn(moves_below(site.editor().await, one, other));
            moving.spawn(moves_below(site.publisher().await, other, one));
        }
        while let Some(moved) = moving.join_next().await {
            moved.expect("no answer was wrong");
        }
    }
    for (one, other) in pairs {
        let parents = (site.open(one).await.parent, site.open(other).await.parent);
        let crossed = (parents.0 == Some(other)) != (parents.1 == Some(one));
        assert!(crossed, "exactly one of both moved: {parents:?}");
        for page in [one, other] {
            let path = site.path(page).await.expect("it stands in the tree").to_string();
            assert_eq!(site.visitor().get(&path).await.status(), 200, "{path}");
        }
    }
    site.ends_well().await;
}

#[tokio::test]
async fn moved_twice_every_old_address_leads_straight_to_the_last() {
    let site = Site::sample().await;
    let first = "/explore-my-options/teacher-training-routes/specialist-training-options";
    site.rename(ids::ASSESSMENT_ONLY, "ao").await.expect("the address is free");
    site.rename(ids::ASSESSMENT_ONLY, "by-assessment").await.expect("the address is free");
    site.move_below(ids::ASSESSMENT_ONLY, NodeId::HOME).await.expect("the place is free");
    for old in [SEED_PAGE.to_owned(), format!("{first}/ao"), format!("{first}/by-assessment"), "/node/5".to_owned()] {
        let answer = site.visitor().get(&old).await;
        assert_eq!((answer.status().as_u16(), answer.location()), (308, "/by-assessment"), "{old}");
    }
    site.move_below(ids::ASSESSMENT_ONLY, ids::SPECIALIST).await.expect("the place is free");
    site.rename(ids::ASSESSMENT_ONLY, "assessment-only").await.expect("its own old address");
    assert_eq!(site.visitor().get(SEED_PAGE).await.status(), 200, "back home");
    assert_eq!(site.visitor().get("/by-assessment").await.location(), SEED_PAGE);
    site.ends_well().await;
}

#[tokio::test]
async fn an_address_that_another_page_takes_is_that_pages_own() {
    let site = Site::sample().await;
    site.rename(ids::HELP, "ask-us").await.expect("the address is free");
    assert_eq!(site.visitor().get("/help-and-support").await.location(), "/ask-us");
    let new = site.new_page(NodeId::HOME, "Help and support").await;
    assert_eq!(site.visitor().get("/help-and-support").await.location(), "/ask-us", "a draft takes nothing");
    site.publish(new).await.expect("a valid page");
    assert!(site.reads("/help-and-support").await.contains("The text of Help and support."));
    site.ends_well().await;
}

#[tokio::test]
async fn a_page_cannot_be_moved_below_itself() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let fields = [("slug", "explore-my-options"), ("parent", "5"), ("confirmed", "yes"), ("position", "last")];
    let refused = editor.browser().post_form("/admin/nodes/2/move", &fields).await;
    assert_eq!(refused.status(), 422, "{}", refused.text());
    assert!(reading::words(refused.text()).contains("below itself"), "{}", reading::words(refused.text()));
    assert_eq!(site.visitor().get(SEED_PAGE).await.status(), 200);
    let home = editor.browser().get("/admin/nodes/1/move").await;
    assert_eq!(home.status(), 409);
}

#[tokio::test]
async fn a_move_to_an_address_that_is_taken_does_nothing_by_halves() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let other = site.new_live_page(ids::HELP, "Taken").await;
    let fields = [("slug", "taken"), ("parent", "80"), ("confirmed", "yes"), ("position", "last")];
    let refused = editor.browser().post_form("/admin/nodes/5/move", &fields).await;
    assert_eq!(refused.status(), 422, "{}", refused.text());
    assert!(reading::words(refused.text()).contains("Another page has the address /help-and-support/taken already"));
    assert_eq!(form_with(&refused, "slug").value("slug").as_deref(), Some("taken"), "what was typed is still there");
    assert_eq!(site.path(ids::ASSESSMENT_ONLY).await.expect("an address").as_str(), SEED_PAGE);
    assert_eq!(site.path(other).await.expect("an address").as_str(), "/help-and-support/taken");
    site.ends_well().await;
}

#[tokio::test]
async fn crossing_moves_never_make_a_circle() {
    let site = Site::sample().await;
    let (left, right) =
        (site.new_live_page(NodeId::HOME, "Left").await, site.new_live_page(NodeId::HOME, "Right").await);
    for _ in 0..25 {
        let both = tokio::join!(site.move_below(left, right), site.move_below(right, left));
        assert!(both.0.is_ok() != both.1.is_ok(), "exactly one of two crossing moves can happen: {both:?}");
        for node in [left, right] {
            site.move_below(node, NodeId::HOME).await.expect("the top is free");
        }
    }
    site.ends_well().await;
}

#[tokio::test]
async fn of_pages_that_race_for_an_address_one_gets_it() {
    let site = Site::sample().await;
    let mut nodes = Vec::new();
    for number in 0..8 {
        nodes.push(site.new_live_page(NodeId::HOME, &format!("Racer {number}")).await);
    }
    let races = nodes.iter().map(|node| site.rename(*node, "finish"));
    let mut won = 0;
    for race in futures(races).await {
        won += usize::from(race.is_ok());
    }
    assert_eq!(won, 1);
    site.ends_well().await;
}

/// Runs all at once.
async fn futures<F: Future>(all: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut running: Vec<_> = all.map(Box::pin).map(|future| (future, None)).collect();
    std::future::poll_fn(|context| {
        let mut waiting = false;
        for (future, result) in &mut running {
            if result.is_none() {
                match future.as_mut().poll(context) {
                    std::task::Poll::Ready(value) => *result = Some(value),
                    std::task::Poll::Pending => waiting = true,
                }
            }
        }
        if waiting { std::task::Poll::Pending } else { std::task::Poll::Ready(()) }
    })
    .await;
    running.into_iter().filter_map(|(_, result)| result).collect()
}

#[tokio::test]
async fn the_tree_ends_at_three_hundred_levels() {
    let site = Site::sample().await;
    let mut parent = NodeId::HOME;
    for level in 1..=300 {
        let draft = crate::support::verbs::page("a");
        parent = site.create(parent, draft).await.unwrap_or_else(|refusal| panic!("level {level}: {refusal:?}"));
    }
    let refused = site.create(parent, crate::support::verbs::page("a")).await;
    assert!(matches!(refused, Err(editorial::Refusal::Invalid(_))), "{refused:?}");
    let editor = site.editor().await;
    let screen = editor.sees(&format!("/admin/nodes/{parent}")).await;
    assert!(screen.text().contains("</html>"));
}
