//! Every route of the admin, and who may use it. A route without a row here fails.

use std::{collections::BTreeSet, fs, path::Path};

use accounts::{Action, Actor, Role};
use axum::body::Body;
use content::{Draft, Kind, NodeId, sample::ids};
use editorial::{people::NewPerson, publish::Telling, schedule::release::Group};
use http::{Method, Request};
use store::{
    rights::{Subject, may},
    schedule::Work,
};

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
    ("/admin/history.csv", From(Author), Closed),
    ("/admin/login", Open, Open),
    ("/admin/logout", Open, Open),
    ("/admin/new", From(Author), From(Author)),
    ("/admin/nodes/{id}", From(Editor), From(Editor)),
    ("/admin/nodes/{id}/access", From(Editor), From(Administrator)),
    ("/admin/nodes/{id}/checks", Closed, From(Editor)),
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
    ("/admin/reports", From(Author), Closed),
    ("/admin/reports/accessibility", From(Author), Closed),
    ("/admin/reports/accessibility.csv", From(Author), Closed),
    ("/admin/reports/ageing", From(Author), Closed),
    ("/admin/reports/ageing.csv", From(Author), Closed),
    ("/admin/reports/descriptions", From(Author), Closed),
    ("/admin/reports/descriptions.csv", From(Author), Closed),
    ("/admin/reports/links", From(Author), Closed),
    ("/admin/reports/links.csv", From(Author), Closed),
    ("/admin/reviews", From(Author), Closed),
    ("/admin/schedule", From(Author), Closed),
    ("/admin/schedule/group", Closed, From(Author)),
    ("/admin/schedule/groups/{id}", From(Editor), From(Publisher)),
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
    if route.contains("/schedule/groups/") {
        path = path.replace("{id}", &group(site).await.to_string());
    }
    if path.contains("{id}") {
        let is_event = route.contains("/events/") || route.ends_with("/duplicate");
        let node = if is_event { live_event(site).await } else { site.new_live_page(NodeId::HOME, "By others").await };
        let revision = site.open(node).await.revision;
        path = path.replace("{id}", &node.to_string()).replace("{revision}", &revision.to_string());
    }
    path
}

/// A draft of others that goes live with a group.
async fn group(site: &Site) -> i64 {
    let node = site.new_page(NodeId::HOME, "By others").await;
    let works = vec![(site.permit(Action::Publish, node).await, Work::Publish(site.open(node).await.revision))];
    let wall = "2021-06-01T09:00:00".parse().expect("a time");
    let group = Group::New { name: format!("Group of {node}"), wall };
    let made = editorial::schedule::release::together(site.store(), works, group, Telling::default()).await;
    made.expect("a valid page").0.0
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
