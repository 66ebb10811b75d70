//! Every route of the admin, and who may use it. A route without a row here fails.

use std::{collections::BTreeSet, fs, path::Path};

use accounts::{Action, Actor, Role};
use axum::body::Body;
use content::{Draft, Kind, NodeId, sample::ids};
use editorial::people::NewPerson;
use http::{Method, Request};
use store::rights::{Subject, may};

use crate::support::{Person, Site, people::EVERYBODY, reading};

use Access::{Closed, From, Open};
use Role::{Administrator, Author, Editor, Publisher};

/// Who may use a route by one method, on what others made and published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    /// Nobody: the method does not exist there.
    Closed,
    /// Whoever has this role or a stronger one.
    From(Role),
    /// Everybody, signed in or not.
    Open,
}

/// The table: route, GET, POST.
const TABLE: &[(&str, Access, Access)] = &[
    ("/admin", From(Author), Closed),
    ("/admin/account", From(Author), From(Author)),
    ("/admin/account/notices", From(Author), From(Author)),
    ("/admin/events", From(Author), Closed),
    ("/admin/events/{id}/status", Closed, From(Publisher)),
    ("/admin/history", From(Author), Closed),
    ("/admin/login", Open, Open),
    ("/admin/logout", Open, Open),
    ("/admin/new", From(Author), From(Author)),
    ("/admin/nodes/{id}", From(Editor), From(Editor)),
    ("/admin/nodes/{id}/access", From(Editor), From(Administrator)),
    ("/admin/nodes/{id}/comments", From(Editor), From(Editor)),
    ("/admin/nodes/{id}/compare", From(Editor), Closed),
    ("/admin/nodes/{id}/discard", From(Editor), From(Editor)),
    ("/admin/nodes/{id}/duplicate", From(Editor), From(Editor)),
    ("/admin/nodes/{id}/history", From(Editor), Closed),
    ("/admin/nodes/{id}/history/{revision}", From(Editor), Closed),
    ("/admin/nodes/{id}/history/{revision}/restore", Closed, From(Editor)),
    ("/admin/nodes/{id}/keep", Closed, From(Editor)),
    ("/admin/nodes/{id}/keep/discard", Closed, From(Editor)),
    ("/admin/nodes/{id}/links", From(Editor), From(Editor)),
    ("/admin/nodes/{id}/links/mend", From(Publisher), From(Publisher)),
    ("/admin/nodes/{id}/move", From(Editor), From(Editor)),
    ("/admin/nodes/{id}/preview", From(Editor), Closed),
    ("/admin/bulk", Closed, From(Author)),
    ("/admin/nodes/{id}/copy", From(Editor), From(Editor)),
    ("/admin/nodes/{id}/order", From(Editor), From(Editor)),
    ("/admin/undo", Closed, From(Author)),
    ("/admin/nodes/{id}/restore", From(Editor), From(Editor)),
    ("/admin/nodes/{id}/review", From(Editor), From(Editor)),
    ("/admin/nodes/{id}/schedule", From(Publisher), From(Publisher)),
    ("/admin/nodes/{id}/take-over", Closed, From(Editor)),
    ("/admin/nodes/{id}/trash", From(Editor), From(Editor)),
    ("/admin/nodes/{id}/unpublish", From(Publisher), From(Publisher)),
    ("/admin/notices", From(Author), From(Author)),
    ("/admin/outbox", From(Administrator), Closed),
    ("/admin/pages", From(Author), Closed),
    ("/admin/password/{secret}", Open, Open),
    ("/admin/providers", From(Author), Closed),
    ("/admin/not-found", From(Author), Closed),
    ("/admin/not-found/ignore", Closed, From(Publisher)),
    ("/admin/not-found/redirect", Closed, From(Publisher)),
    ("/admin/not-found/stop-ignoring", Closed, From(Publisher)),
    ("/admin/redirects", From(Author), Closed),
    ("/admin/redirects/change", From(Publisher), From(Publisher)),
    ("/admin/redirects/import", From(Publisher), From(Publisher)),
    ("/admin/redirects/new", From(Publisher), From(Publisher)),
    ("/admin/redirects/remove", Closed, From(Publisher)),
    ("/admin/reports/links", From(Author), Closed),
    ("/admin/reports/links.csv", From(Author), Closed),
    ("/admin/reviews", From(Author), Closed),
    ("/admin/schedule", From(Author), Closed),
    ("/admin/search", From(Author), Closed),
    ("/admin/set-up/{secret}", Open, Open),
    ("/admin/trash", From(Author), Closed),
    ("/admin/users", From(Administrator), From(Administrator)),
    ("/admin/users/{id}", From(Administrator), Closed),
    ("/admin/users/{id}/disable", Closed, From(Administrator)),
    ("/admin/users/{id}/enable", Closed, From(Administrator)),
    ("/admin/users/{id}/grants", Closed, From(Administrator)),
    ("/admin/users/{id}/password-link", Closed, From(Administrator)),
    ("/admin/users/{id}/role", Closed, From(Administrator)),
    ("/admin/", From(Author), From(Author)),
];
/// Whatever is no route: missing for everybody who is signed in.
const CATCH_ALL: &str = "/admin/{*rest}";

#[test]
fn every_route_has_a_row() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/admin/src");
    let mut routes = BTreeSet::new();
    collect(&sources, &mut routes);
    let mut rows: BTreeSet<String> = TABLE.iter().map(|(route, ..)| (*route).to_owned()).collect();
    rows.insert(CATCH_ALL.into());
    assert_eq!(routes, rows, "the routes in the sources (left) and the rows of the table (right)");
    assert_eq!(rows.len(), TABLE.len() + 1, "each route has one row");
}

#[expect(clippy::disallowed_methods, reason = "the sources are what this test reads")]
fn collect(folder: &Path, routes: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("the sources are there") {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            collect(&path, routes);
        } else {
            let text = fs::read_to_string(&path).expect("a source is text");
            routes.extend(reading::all_between(&text, ".route(\"", "\"").into_iter().map(str::to_owned));
            assert!(
                !text.contains(".route_service(") && !text.contains(".nest("),
                "{}: its routes are not seen here",
                path.display()
            );
        }
    }
}

/// What a route is tried on: made by somebody else, live, and new each time, because some routes take it away.
async fn target(site: &Site, route: &str) -> String {
    let mut path = route.replace("{secret}", "a-guess");
    if route.contains("/users/{id}") {
        path = path.replace("{id}", &somebody(site).await.to_string());
    }
    if path.contains("{id}") {
        let is_event = route.contains("/events/") || route.ends_with("/duplicate");
        let node = if is_event { live_event(site).await } else { site.new_live_page(NodeId::HOME, "By others").await };
        let revision = site.open(node).await.revision;
        path = path.replace("{id}", &node.to_string()).replace("{revision}", &revision.to_string());
    }
    path
}

async fn live_event(site: &Site) -> NodeId {
    let mut draft = Draft::empty(Kind::Event);
    draft.title = "By others".into();
    if let Some(event) = draft.event_mut() {
        event.start = "2021-06-01T10:00:00".parse().ok();
    }
    let node = site.create(ids::TRAIN_TO_TEACH, draft).await.expect("a valid event");
    site.publish(node).await.expect("a valid event");
    node
}

async fn somebody(site: &Site) -> accounts::UserId {
    let permit = may(site.store(), &Actor::CommandLine, Action::ManageUsers, Subject::Site).await.expect("it may");
    let email = format!("somebody{}@example.org", store::people::everybody(site.store()).await.expect("people").len());
    let new = NewPerson { name: "Somebody".into(), email, role: Author };
    editorial::people::add(site.store(), &permit, new).await.expect("a new person").0
}

#[tokio::test]
async fn every_route_asks_who_it_is() {
    let site = Site::sample().await;
    let mut people: Vec<(Role, Person)> = Vec::new();
    for named in EVERYBODY {
        people.push((named.role, site.signed_in(named).await));
    }
    for &(route, get, post) in TABLE {
        for (method, access) in [(Method::GET, get), (Method::POST, post)] {
            is_closed_to_strangers(&site, route, &method, access).await;
            if route == "/admin/logout" || route == "/admin/login" {
                continue;
            }
            for (role, person) in &people {
                let path = target(&site, route).await;
                let answer = person.browser().send(asks(&method, &path)).await;
                let status = answer.status().as_u16();
                let said = format!("{method} {route} by {role}: {status}");
                assert!(status < 500, "{said}");
                match access {
                    Closed => assert_eq!(status, 405, "{said}"),
                    From(least) if *role < least => assert!(status == 403 || status == 404, "{said}"),
                    From(_) => {
                        assert!(![401, 403, 404, 405].contains(&status), "{said}");
                        assert!(answer.header("location").is_none_or(|to| !to.starts_with("/admin/login")), "{said}");
                    }
                    Open => assert_eq!(status, 404, "{said}: a guessed secret opens nothing"),
                }
            }
        }
    }
}

async fn is_closed_to_strangers(site: &Site, route: &str, method: &Method, access: Access) {
    let path = target(site, route).await;
    let answer = site.visitor().send(asks(method, &path)).await;
    let to = answer.header("location").unwrap_or_default();
    match access {
        Open => assert!(!to.starts_with("/admin/login?next"), "{method} {route}: {to}"),
        // Who is not signed in does not even learn which methods there are.
        Closed | From(_) => {
            let led = answer.status() == 303 && to.starts_with("/admin/login");
            assert!(
                led || answer.status() == 401 || (access == Closed && answer.status() == 405),
                "{method} {route}: {}",
                answer.status()
            );
        }
    }
}

fn asks(method: &Method, path: &str) -> Request<Body> {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("sec-fetch-site", "same-origin")
        .header("sec-fetch-mode", "navigate");
    request.header("content-type", "application/x-www-form-urlencoded").body(Body::empty()).expect("a valid request")
}

#[tokio::test]
async fn other_methods_are_refused_everywhere() {
    let site = Site::sample().await;
    let administrator = site.administrator().await;
    for &(route, ..) in TABLE {
        if route == "/admin/" {
            continue;
        }
        let path = target(&site, route).await;
        for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::TRACE] {
            let answer = administrator.browser().send(asks(&method, &path)).await;
            assert_eq!(answer.status(), 405, "{method} {route}");
        }
    }
    for path in ["/admin/nothing", "/admin/nodes", "/admin/nodes/5/nothing", "/admin/users/1/nothing"] {
        assert_eq!(administrator.browser().get(path).await.status(), 404, "{path}");
        assert_eq!(site.visitor().get(path).await.status(), 303, "{path}: a stranger learns nothing");
    }
}

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
        "/admin/reports/links",
        "/admin/reports/links.csv",
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
    let seen = site.open(own).await.inherited_foot.expect("the page above has blocks");
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
