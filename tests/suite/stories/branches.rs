//! People whose role holds below one page: what they do inside, and what they do not learn of the rest.

use accounts::{Action, Role};
use content::{NodeId, sample::ids};
use store::rights::{Subject, may};
use web::client::Answer;

use crate::support::{
    Person, SEED_PAGE, Site, editing_form, form_with,
    people::{AUTHOR, BRANCH_EDITOR, BRANCH_PUBLISHER},
    reading, verbs,
};

/// The branch: Help and support, with three pages below it.
const BRANCH: NodeId = ids::HELP;
/// A number that no node has.
const NOBODYS: &str = "999999";

async fn eve(site: &Site) -> Person {
    site.joins_with_role(&BRANCH_EDITOR, Role::Editor, BRANCH).await
}

async fn femi(site: &Site) -> Person {
    site.joins_with_role(&BRANCH_PUBLISHER, Role::Publisher, BRANCH).await
}

/// What a page says, whatever the node is called in it.
fn said(answer: &Answer, names: &[&str]) -> String {
    names.iter().fold(reading::words(answer.text()), |words, name| words.replace(name, "…"))
}

/// Sends a form that names a secret in one field, and the same with what there is not: both are answered alike.
async fn looks_the_same(person: &Person, path: &str, fields: &[(&str, &str)], secret: &str, nothing: &str) -> u16 {
    let other: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (*name, if *value == secret { nothing } else { *value })).collect();
    let (hidden, missing) =
        (person.browser().post_form(path, fields).await, person.browser().post_form(path, &other).await);
    assert_eq!(hidden.status(), missing.status(), "{path} {fields:?}");
    assert_eq!(said(&hidden, &[secret, nothing]), said(&missing, &[secret, nothing]), "{path} {fields:?}");
    hidden.status().as_u16()
}

/// Sends what the editor's button sends, where its form has none.
async fn publishes_without_a_button(person: &Person, node: NodeId) -> Answer {
    let form = person.opens(node).await;
    assert!(!form.buttons().contains(&"Publish".to_owned()), "{:?}", form.buttons());
    let fields = form.fields();
    let mut fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fields.push(("action", "publish"));
    person.browser().post_form(&format!("/admin/nodes/{node}"), &fields).await
}

/// The last action of the site, as somebody who guesses would name it.
async fn last_action(site: &Site) -> String {
    let permit = site.permit(Action::ReadDraft, NodeId::HOME).await;
    store::lists::recent(site.store(), &permit, 1).await.expect("the audit").remove(0).group
}

#[tokio::test]
async fn an_editor_of_one_branch_edits_inside_and_outside_forbidden_looks_like_missing() {
    let site = Site::sample().await;
    let eve = eve(&site).await;
    eve.retitles(ids::ADVISER, "Advised by Eve").await;
    let refused = publishes_without_a_button(&eve, ids::ADVISER).await;
    assert_eq!(refused.status(), 403, "an editor does not publish");
    let words = reading::words(refused.text());
    assert!(words.contains("You don’t have permission to publish pages: you are an editor here."), "{words}");

    assert_eq!(eve.browser().get("/admin/nodes/5").await.status(), 403, "what is public she knows");
    let secret = site.new_page(NodeId::HOME, "A secret of the editors").await.to_string();
    for screen in ["", "/access", "/copy", "/history", "/links", "/move", "/preview", "/review", "/trash"] {
        let hidden = eve.browser().get(&format!("/admin/nodes/{secret}{screen}")).await;
        let missing = eve.browser().get(&format!("/admin/nodes/{NOBODYS}{screen}")).await;
        assert_eq!((hidden.status().as_u16(), missing.status().as_u16()), (404, 404), "{screen}");
        assert_eq!(said(&hidden, &[&secret, NOBODYS]), said(&missing, &[&secret, NOBODYS]), "{screen}");
    }
}

#[tokio::test]
async fn lists_show_of_the_rest_of_the_site_what_the_public_reads() {
    let site = Site::sample().await;
    let femi = femi(&site).await;
    let cerys = site.editor().await;
    for (parent, title) in [(NodeId::HOME, "Hidden words"), (BRANCH, "Seen words")] {
        let page = site.new_page(parent, title).await;
        let form = form_with(&cerys.sees(&format!("/admin/nodes/{page}/review")).await, "message");
        assert_eq!(form.press("Submit for review").await.status(), 303);
        let permit = site.permit(Action::Publish, page).await;
        let (revision, wall) = (site.open(page).await.revision, "2021-03-20T09:00:00".parse().expect("a time"));
        let work = store::schedule::Work::Publish(revision);
        editorial::schedule::set(site.store(), &permit, work, wall, editorial::publish::Telling::default())
            .await
            .expect("it can go live");
        let linking = site.new_page(parent, &format!("{title}, linking")).await;
        site.rewrite(linking, |draft| {
            let text = format!("[{title} lead nowhere](node:{page})");
            draft.body = vec![content::Block::prose(content::BlockId::from_number(1), text)];
        })
        .await;
        let trashed = site.new_page(parent, &format!("{title}, trashed")).await;
        site.trash(trashed).await.expect("nobody reads it");
    }
    site.rewrite(ids::WEEK, |draft| draft.title = "Hidden words about a week".into()).await;
    for path in [
        "/admin",
        "/admin/pages?open=60&open=80",
        "/admin/search?q=words",
        "/admin/history",
        "/admin/history.csv",
        "/admin/schedule",
        "/admin/schedule?month=2021-03",
        "/admin/reviews",
        "/admin/reports/links",
        "/admin/reports/links.csv",
        "/admin/trash",
    ] {
        let seen = femi.sees(path).await;
        assert!(!seen.text().contains("Hidden words"), "{path}");
        assert!(seen.text().contains("Seen words"), "{path}");
        assert!(cerys.sees(path).await.text().contains("Hidden words") || path == "/admin/reviews", "{path}");
    }
    assert!(site.publisher().await.sees("/admin/reviews").await.text().contains("Hidden words"));
}

#[tokio::test]
async fn how_many_pages_lie_below_one_is_told_of_those_that_a_person_may_know() {
    let site = Site::sample().await;
    let eve = eve(&site).await;
    let row = |text: &str| {
        let rows = reading::all_between(text, "<tr", "</tr>");
        reading::words(rows.into_iter().find(|row| row.contains("Life as a teacher")).expect("a row"))
    };
    let before = row(eve.sees("/admin/pages").await.text());
    site.new_page(ids::LIFE, "Nobody knows").await;
    assert_eq!(row(eve.sees("/admin/pages").await.text()), before);
    assert_ne!(row(site.editor().await.sees("/admin/pages").await.text()), before, "an editor of the site counts it");
}

#[tokio::test]
async fn a_move_out_of_the_branch_or_into_it_asks_both_ends() {
    let site = Site::sample().await;
    let eve = eve(&site).await;
    let home = NodeId::HOME.to_string();
    let adviser = format!("/admin/nodes/{}/move", ids::ADVISER);
    let out = [("slug", "adviser"), ("parent", home.as_str()), ("position", "last")];
    assert_eq!(eve.browser().post_form(&adviser, &out).await.status(), 403, "out of it");
    let branch = BRANCH.to_string();
    let into = [("slug", "week"), ("parent", branch.as_str()), ("position", "last")];
    assert_eq!(eve.browser().post_form(&format!("/admin/nodes/{}/move", ids::WEEK), &into).await.status(), 403);
    let (inside, week) = (ids::ADVISER.to_string(), ids::WEEK.to_string());
    for fields in [
        [("action", "move"), ("node", inside.as_str()), ("below", "/why-teach")],
        [("action", "move"), ("node", week.as_str()), ("below", "/help-and-support")],
        [("action", "trash"), ("node", inside.as_str()), ("node", week.as_str())],
    ] {
        assert_eq!(eve.browser().post_form("/admin/bulk", &fields).await.status(), 403, "{fields:?}");
    }
    let order = [("move", "down 81")];
    assert_eq!(eve.browser().post_form("/admin/nodes/1/order", &order).await.status(), 403);
    assert_eq!(eve.browser().post_form(&format!("/admin/nodes/{branch}/order"), &order).await.status(), 303);
    assert_eq!(site.path(ids::ADVISER).await.expect("an address").as_str(), "/help-and-support/talk-to-an-adviser");
}

#[tokio::test]
async fn what_is_moved_out_of_the_branch_is_lost_at_once_and_what_is_moved_in_is_won() {
    let site = Site::sample().await;
    let eve = eve(&site).await;
    let draft = site.new_page(BRANCH, "Drafted inside").await;
    let (open, live) = (eve.opens(draft).await, eve.opens(ids::ADVISER).await);
    for node in [draft, ids::ADVISER] {
        site.move_below(node, ids::WHY_TEACH).await.expect("a free place");
    }
    assert_eq!(open.set("title", "Too late").press("Save draft").await.status(), 404, "a draft is as if it were not");
    assert_eq!(live.set("title", "Too late").press("Save draft").await.status(), 403);
    assert!(!eve.sees("/admin/search?q=drafted").await.text().contains("Drafted inside"));
    site.move_below(ids::WEEK, BRANCH).await.expect("a free place");
    eve.retitles(ids::WEEK, "A week with Eve").await;
    site.rename(BRANCH, "help").await.expect("a free address");
    eve.retitles(ids::WEEK, "A role stays with its page").await;
}

#[tokio::test]
async fn a_role_taken_back_is_gone_with_the_next_request() {
    let site = Site::sample().await;
    let eve = eve(&site).await;
    let secret = site.new_page(BRANCH, "Planned for spring").await;
    let form = eve.opens(ids::ADVISER).await.set("title", "Half typed");
    let review = form_with(&eve.sees(&format!("/admin/nodes/{secret}/review")).await, "message");
    assert_eq!(review.press("Submit for review").await.status(), 303);
    assert!(eve.sees("/admin/reviews").await.text().contains("Planned for spring"));
    let user = site.actor(&BRANCH_EDITOR).await.user().expect("a person");
    site.take_roles(user).await;
    assert_eq!(form.press("Save draft").await.status(), 403);
    assert_eq!(eve.browser().get(&format!("/admin/nodes/{secret}")).await.status(), 404);
    for path in ["/admin", "/admin/search?q=planned", "/admin/reviews", "/admin/pages?open=80"] {
        let screen = eve.sees(path).await;
        let told = reading::main_part(screen.text());
        // What she did herself stays in her history.
        assert!(!told.contains("Planned for spring") || path == "/admin", "{path}: {told}");
    }
}

#[tokio::test]
async fn of_two_roles_the_stronger_counts_wherever_it_was_given() {
    let site = Site::sample().await;
    let eve = eve(&site).await;
    let actor = site.actor(&BRANCH_EDITOR).await;
    site.give_role(&actor, Role::Publisher, ids::ADVISER).await;
    eve.publishes(ids::ADVISER).await;
    assert_eq!(publishes_without_a_button(&eve, ids::QUESTIONS).await.status(), 403, "beside it she edits");
    let below = site.new_page(ids::ADVISER, "Below the adviser").await;
    eve.publishes(below).await;

    let femi = femi(&site).await;
    let actor = site.actor(&BRANCH_PUBLISHER).await;
    site.give_role(&actor, Role::Editor, ids::QUESTIONS).await;
    femi.publishes(ids::QUESTIONS).await;
    let words = reading::words(femi.sees(&format!("/admin/nodes/{}/access", ids::QUESTIONS)).await.text());
    assert!(words.contains("You can publish pages: you are a publisher here."), "{words}");
    assert!(words.contains("Femi Ade Publisher Help and support Edit and publish"), "{words}");
    assert!(words.contains("Femi Ade Editor This page Edit and publish"), "{words}");
    assert!(words.contains("Eve Lindqvist Editor Help and support Edit"), "{words}");
}

#[tokio::test]
async fn an_action_elsewhere_cannot_be_undone_by_guessing_its_number() {
    let site = Site::sample().await;
    let eve = eve(&site).await;
    let secret = site.new_page(NodeId::HOME, "A secret of the editors").await;
    site.rename(secret, "kept-secret").await.expect("a free address");
    let hidden = last_action(&site).await;
    assert_eq!(looks_the_same(&eve, "/admin/undo", &[("group", &hidden)], &hidden, "g999999").await, 409);
    site.rename(ids::WEEK, "seven-days").await.expect("a free address");
    let elsewhere = last_action(&site).await;
    assert_eq!(looks_the_same(&eve, "/admin/undo", &[("group", &elsewhere)], &elsewhere, "g999999").await, 409);
    assert!(site.path(ids::WEEK).await.expect("an address").as_str().ends_with("/seven-days"));
    site.rename(ids::ADVISER, "adviser").await.expect("a free address");
    let inside = last_action(&site).await;
    assert_eq!(eve.browser().post_form("/admin/undo", &[("group", &inside)]).await.status(), 303);
    assert!(site.path(ids::ADVISER).await.expect("an address").as_str().ends_with("/talk-to-an-adviser"));
}

#[tokio::test]
async fn no_form_of_an_own_page_reaches_what_belongs_to_another() {
    let site = Site::sample().await;
    let femi = femi(&site).await;
    let secret = site.new_page(NodeId::HOME, "A secret of the editors").await;
    let (number, path) = (secret.to_string(), site.path(secret).await.expect("an address").to_string());
    let unpublish = format!("/admin/nodes/{}/unpublish", ids::ADVISER);
    let fields = [("instead", "redirect"), ("target", path.as_str()), ("links", "leave")];
    assert_eq!(looks_the_same(&femi, &unpublish, &fields, &path, "/nothing-here").await, 422);
    let mend = format!("/admin/nodes/{}/links/mend", ids::ADVISER);
    let fields = [("node", "5"), ("choice", "page"), ("to", path.as_str())];
    assert_eq!(looks_the_same(&femi, &mend, &fields, &path, "/nothing-here").await, 422);
    let history = femi.browser().get(&format!("/admin/history?page={path}")).await;
    assert!(reading::words(history.text()).contains("There is no page at this address"));
    let comments = [("text", "Hello"), ("place", ""), ("revision", "1")];
    assert_eq!(femi.browser().post_form(&format!("/admin/nodes/{number}/comments"), &comments).await.status(), 404);

    // A review and a time of another page, by their numbers.
    let cerys = site.editor().await;
    let form = form_with(&cerys.sees(&format!("/admin/nodes/{secret}/review")).await, "message");
    assert_eq!(form.press("Submit for review").await.status(), 303);
    let permit = site.permit(Action::ReadDraft, secret).await;
    let review = store::reviews::of_node(site.store(), &permit).await.expect("the reviews")[0].id.to_string();
    let own = format!("/admin/nodes/{}/review", ids::ADVISER);
    let fields = [("action", "approve"), ("review", review.as_str())];
    assert_eq!(looks_the_same(&femi, &own, &fields, &review, "999999").await, 404);
    let publishing = site.permit(Action::Publish, secret).await;
    let work = store::schedule::Work::Publish(site.open(secret).await.revision);
    let wall = "2021-03-20T09:00:00".parse().expect("a time");
    editorial::schedule::set(site.store(), &publishing, work, wall, editorial::publish::Telling::default())
        .await
        .expect("it can go live");
    let due = store::schedule::of_node(site.store(), &permit).await.expect("the schedule")[0].id;
    let cancel = format!("cancel:{}", due.0);
    let own = format!("/admin/nodes/{}/schedule", ids::ADVISER);
    looks_the_same(&femi, &own, &[("action", &cancel)], &cancel, "cancel:999999").await;
    assert_eq!(store::schedule::of_node(site.store(), &permit).await.expect("the schedule").len(), 1);

    // Addresses of the whole site are for publishers of the whole site.
    for (path, fields) in [
        ("/admin/redirects/new", vec![("from", "/old"), ("to", SEED_PAGE)]),
        ("/admin/redirects/remove", vec![("from", "/old")]),
        ("/admin/not-found/redirect", vec![("from", "/old"), ("page", "5")]),
        ("/admin/not-found/ignore", vec![("rule", "/old*")]),
    ] {
        assert_eq!(femi.browser().post_form(path, &fields).await.status(), 403, "{path}");
    }
}

#[tokio::test]
async fn a_plan_calls_pages_of_others_by_their_public_titles() {
    let site = Site::sample().await;
    let eve = eve(&site).await;
    site.rename(ids::WHY_TEACH, "reasons").await.expect("a free address");
    // The old address of a page elsewhere lies where a page of hers would stand.
    let permit =
        may(site.store(), &accounts::Actor::CommandLine, Action::Publish, Subject::Site).await.expect("it may");
    let typed = editorial::redirects::Typed {
        before: None,
        from: "/help-and-support/reasons".into(),
        to: "/reasons".into(),
        site_url: String::new(),
    };
    editorial::redirects::save(site.store(), &permit, typed).await.expect("nothing stands there");
    site.rewrite(ids::WHY_TEACH, |draft| draft.title = "A secret reason".into()).await;
    let rename = [("slug", "reasons"), ("parent", "80"), ("position", "keep")];
    let plan = eve.browser().post_form(&format!("/admin/nodes/{}/move", ids::ADVISER), &rename).await;
    let words = reading::words(plan.text());
    assert!(words.contains("/help-and-support/reasons leads to “Why teach” today"), "{words}");
    assert!(!words.contains("A secret reason"), "{words}");
}

#[tokio::test]
async fn a_copy_leaves_out_what_its_maker_may_not_read() {
    let site = Site::sample().await;
    let dan = site.actor(&AUTHOR).await;
    let own = site.creates(&dan, ids::LIFE, verbs::page("Of Dan")).await;
    site.creates(&dan, own, verbs::page("Also of Dan")).await;
    let secret = site.new_page(own, "A secret of the editors").await;
    site.creates(&site.actor(&crate::support::people::EDITOR).await, secret, verbs::page("Below the secret")).await;
    let author = site.author().await;
    let screen = author.sees(&format!("/admin/nodes/{own}/copy")).await;
    let plan = form_with(&screen, "below").set("below", "/help-and-support").press("Show what is made").await;
    let words = reading::words(plan.text());
    assert!(words.contains("Also of Dan") && !words.contains("secret"), "{words}");
    let done = form_with(&plan, "plan").press("Copy").await;
    assert_eq!(done.status(), 303, "{}", done.text());
    assert!(reading::words(author.sees("/admin/pages").await.text()).contains("Copied: 2 drafts made."));
    assert!(author.browser().get("/admin/search?q=secret").await.text().contains("No results"));
    let form = editing_form(&author.sees(&format!("/admin/nodes/{own}")).await);
    assert_eq!(form.value("title").as_deref(), Some("Of Dan"));
}
