//! Every route of the admin, and who may use it, on whose nodes, by which method. A route without a row here fails.

mod matrix;

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

use super::media::picture;
use crate::support::{
    Person, Site,
    people::{BRANCH_PUBLISHER, EVERYBODY},
    reading,
};

use Access::{Closed, From, Open};
use Role::{Administrator, Author, Editor, Publisher};
use matrix::{BRANCH, Matrix};

/// Who may use a route by one method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    /// Nobody: the method does not exist there.
    Closed,
    /// Whoever has this role there or a stronger one.
    From(Role),
    /// Everybody, signed in or not.
    Open,
}

/// One route: who may use it by GET and by POST.
struct Row {
    route: &'static str,
    /// On what others made and published; the whole rule of a route that is about no node.
    published: [Access; 2],
    /// On a draft of one's own; `None` of a route that is about no node. At a draft of others the same is needed, and the role of an editor at least:
    /// to all others it is as if there were none.
    own: Option<[Access; 2]>,
    /// Forms that name another node in their fields.
    forms: &'static [Form],
}

/// A form sent to a route: `{id}` and `{path}` in its fields name the node in question, `{here}` in its fields and its address is an own draft of the
/// person in the branch.
struct Form {
    fields: &'static str,
    published: Role,
    own: Role,
}

/// A route that is about no node.
const fn site(route: &'static str, get: Access, post: Access) -> Row {
    Row { route, published: [get, post], own: None, forms: &[] }
}

/// A route about a node: what is needed where others made and published it, and on an own draft.
const fn node(route: &'static str, published: [Access; 2], own: [Access; 2]) -> Row {
    Row { route, published, own: Some(own), forms: &[] }
}

impl Row {
    const fn naming(self, forms: &'static [Form]) -> Self {
        Self { forms, ..self }
    }
}

const fn form(fields: &'static str, published: Role, own: Role) -> Form {
    Form { fields, published, own }
}

/// Reading and writing drafts: an editor; anybody on an own draft.
const DRAFT: [Access; 2] = [From(Editor), From(Editor)];
const OWN: [Access; 2] = [From(Author), From(Author)];
const READ: [Access; 2] = [From(Editor), Closed];
const READ_OWN: [Access; 2] = [From(Author), Closed];
const SEND: [Access; 2] = [Closed, From(Editor)];
const SEND_OWN: [Access; 2] = [Closed, From(Author)];
/// The shape of the tree: an editor, whosever the page is.
const SHAPE: [Access; 2] = [From(Editor), From(Editor)];
/// What the public sees: a publisher, whosever the page is.
const PUBLIC: [Access; 2] = [From(Publisher), From(Publisher)];

/// The table.
const TABLE: &[Row] = &[
    site("/admin", From(Author), Closed),
    site("/admin/account", From(Author), From(Author)),
    site("/admin/account/display", From(Author), From(Author)),
    site("/admin/account/notices", From(Author), From(Author)),
    site("/admin/events", From(Author), Closed),
    site("/admin/convert/paste", Closed, From(Author)),
    node("/admin/events/{id}/status", [Closed, From(Publisher)], [Closed, From(Author)]),
    site("/admin/filters", From(Author), From(Author)),
    site("/admin/filters/new", From(Author), From(Author)),
    site("/admin/help", From(Author), Closed),
    site("/admin/help/{topic}", From(Author), Closed),
    site("/admin/history", From(Author), Closed),
    site("/admin/history.csv", From(Author), Closed),
    site("/admin/login", Open, Open),
    site("/admin/logout", Open, Open),
    site("/admin/new", From(Author), From(Author)).naming(&[form("kind=page&parent={id}&title=Below", Author, Author)]),
    site("/admin/facts", From(Author), Closed),
    site("/admin/facts/new", From(Publisher), From(Publisher)),
    site("/admin/facts/{name}", From(Author), From(Publisher)),
    site("/admin/facts/{name}/cancel", Closed, From(Publisher)),
    site("/admin/facts/{name}/delete", Closed, From(Publisher)),
    site("/admin/new/document", From(Author), From(Author)),
    site("/admin/media", From(Author), Closed),
    site("/admin/media/collections", From(Editor), From(Editor)),
    site("/admin/media/upload", From(Author), From(Author)),
    site("/admin/media/{id}", From(Author), From(Author)),
    site("/admin/media/{id}/delete", From(Editor), From(Editor)),
    site("/admin/media/{id}/file", From(Author), Closed),
    site("/admin/media/{id}/picture", From(Author), Closed),
    site("/admin/media/{id}/replace", From(Editor), From(Editor)),
    site("/admin/media/{id}/thumbnail", From(Author), Closed),
    node("/admin/nodes/{id}", DRAFT, OWN),
    node("/admin/nodes/{id}/access", [From(Editor), From(Administrator)], [From(Author), From(Administrator)]),
    node("/admin/nodes/{id}/checks", SEND, SEND_OWN),
    node("/admin/nodes/{id}/comments", DRAFT, OWN),
    node("/admin/nodes/{id}/compare", READ, READ_OWN),
    node("/admin/nodes/{id}/discard", DRAFT, OWN),
    node("/admin/nodes/{id}/duplicate", DRAFT, OWN),
    node("/admin/nodes/{id}/history", READ, READ_OWN),
    node("/admin/nodes/{id}/history/{revision}", READ, READ_OWN),
    node("/admin/nodes/{id}/history/{revision}/restore", SEND, SEND_OWN),
    node("/admin/nodes/{id}/keep", SEND, SEND_OWN),
    node("/admin/nodes/{id}/keep/discard", SEND, SEND_OWN),
    node("/admin/nodes/{id}/links", DRAFT, OWN),
    node("/admin/nodes/{id}/links/mend", PUBLIC, OWN),
    node("/admin/nodes/{id}/move", SHAPE, SHAPE).naming(&[form(
        "slug=moved&parent={id}&position=last",
        Editor,
        Editor,
    )]),
    node("/admin/nodes/{id}/preview", DRAFT, OWN),
    site("/admin/bulk", Closed, From(Author)).naming(&[
        form("action=trash&node={id}", Editor, Editor),
        form("action=publish&node={id}", Publisher, Publisher),
        form("action=unpublish&node={id}", Publisher, Publisher),
        form("action=move&node={id}&below=/help-and-support", Editor, Editor),
        form("action=move&node={here}&below={path}", Editor, Editor),
    ]),
    node("/admin/nodes/{id}/copy", DRAFT, OWN).naming(&[form("title=Copy&below={path}", Author, Author)]),
    node("/admin/nodes/{id}/order", SHAPE, SHAPE),
    site("/admin/undo", Closed, From(Author)),
    node("/admin/nodes/{id}/restore", SHAPE, SHAPE),
    node("/admin/nodes/{id}/review", DRAFT, OWN),
    node("/admin/nodes/{id}/schedule", PUBLIC, PUBLIC),
    node("/admin/nodes/{id}/take-over", SEND, SEND_OWN),
    node("/admin/nodes/{id}/trash", SHAPE, SHAPE),
    node("/admin/nodes/{id}/unpublish", PUBLIC, PUBLIC),
    site("/admin/notices", From(Author), From(Author)),
    site("/admin/outbox", From(Administrator), Closed),
    site("/admin/pages", From(Author), Closed),
    site("/admin/password/{secret}", Open, Open),
    site("/admin/providers", From(Author), Closed),
    site("/admin/not-found", From(Author), Closed),
    site("/admin/not-found/ignore", Closed, From(Publisher)),
    site("/admin/not-found/redirect", Closed, From(Publisher)),
    site("/admin/not-found/stop-ignoring", Closed, From(Publisher)),
    site("/admin/redirects", From(Author), Closed),
    site("/admin/redirects/change", From(Publisher), From(Publisher)),
    site("/admin/redirects/import", From(Publisher), From(Publisher)),
    site("/admin/redirects/new", From(Publisher), From(Publisher)),
    site("/admin/redirects/remove", Closed, From(Publisher)),
    site("/admin/reports", From(Author), Closed),
    site("/admin/reports/accessibility", From(Author), Closed),
    site("/admin/reports/accessibility.csv", From(Author), Closed),
    site("/admin/reports/ageing", From(Author), Closed),
    site("/admin/reports/ageing.csv", From(Author), Closed),
    site("/admin/reports/descriptions", From(Author), Closed),
    site("/admin/reports/descriptions.csv", From(Author), Closed),
    site("/admin/reports/links", From(Author), Closed),
    site("/admin/reports/links.csv", From(Author), Closed),
    site("/admin/reviews", From(Author), Closed),
    site("/admin/schedule", From(Author), Closed),
    site("/admin/schedule/group", Closed, From(Author)).naming(&[
        form("node={id}", Publisher, Publisher),
        form("action=set&work=unpublish&node={id}", Publisher, Publisher),
    ]),
    site("/admin/schedule/groups/{id}", From(Editor), From(Publisher)),
    site("/admin/find", From(Author), Closed),
    site("/admin/find/replace", Closed, From(Author)),
    site("/admin/search", From(Author), Closed),
    site("/admin/session", Closed, From(Author)),
    site("/admin/set-up/{secret}", Open, Open),
    site("/admin/trash", From(Author), Closed),
    site("/admin/users", From(Administrator), From(Administrator)),
    site("/admin/users/{id}", From(Administrator), Closed),
    site("/admin/users/{id}/disable", Closed, From(Administrator)),
    site("/admin/users/{id}/enable", Closed, From(Administrator)),
    site("/admin/users/{id}/grants", Closed, From(Administrator)),
    site("/admin/users/{id}/password-link", Closed, From(Administrator)),
    site("/admin/users/{id}/role", Closed, From(Administrator)),
    site("/admin/", From(Author), From(Author)),
];
/// Whatever is no route: missing for everybody who is signed in.
const CATCH_ALL: &str = "/admin/{*rest}";

#[test]
fn every_route_has_a_row() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/admin/src");
    let mut routes = BTreeSet::new();
    collect(&sources, &mut routes);
    let mut rows: BTreeSet<String> = TABLE.iter().map(|row| row.route.to_owned()).collect();
    rows.insert(CATCH_ALL.into());
    assert_eq!(routes, rows, "the routes in the sources (left) and the rows of the table (right)");
    assert_eq!(rows.len(), TABLE.len() + 1, "each route has one row");
    for row in TABLE {
        let other = ["/users/", "/groups/", "/media/"].iter().any(|part| row.route.contains(part));
        let about_a_node = row.route.contains("{id}") && !other;
        assert_eq!(row.own.is_some(), about_a_node, "{}: whose node it is makes a difference", row.route);
    }
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

fn kind_of(route: &str) -> Kind {
    if route.contains("/events/") || route.ends_with("/duplicate") { Kind::Event } else { Kind::Page }
}

/// What a route is tried on: made by somebody else, live, and new each time, because some routes take it away.
async fn target(site: &Site, route: &str) -> String {
    let mut path = route.replace("{secret}", "a-guess").replace("{topic}", "tables");
    if route.contains("/users/{id}") {
        path = path.replace("{id}", &somebody(site).await.to_string());
    }
    if route.contains("/schedule/groups/") {
        path = path.replace("{id}", &group(site).await.to_string());
    }
    if route.contains("/facts/{name}") {
        path = path.replace("{name}", &site.new_fact("£9,250").await);
    }
    if route.contains("/media/{id}") {
        path = path.replace("{id}", &site.uploads("By others.png", &picture(40, 30)).await.to_string());
    }
    if path.contains("{id}") {
        let is_event = kind_of(route) == Kind::Event;
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
    // Their role on the whole site, and in the library, which belongs to no branch: a role anywhere counts there.
    let mut people: Vec<(Role, Role, Person)> = Vec::new();
    for named in EVERYBODY {
        people.push((named.role, named.role, site.signed_in(named).await));
    }
    // A role in a branch opens nothing of the whole site.
    people.push((Author, Publisher, site.joins_with_role(&BRANCH_PUBLISHER, Publisher, BRANCH).await));
    for row in TABLE {
        let route = row.route;
        for (method, access) in [Method::GET, Method::POST].into_iter().zip(row.published) {
            is_closed_to_strangers(&site, route, &method, access).await;
            if row.own.is_some() || route == "/admin/logout" || route == "/admin/login" {
                continue;
            }
            for (on_site, in_library, person) in &people {
                let role = if route.starts_with("/admin/media") { in_library } else { on_site };
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
    request(method, path, Body::empty())
}

fn sends(path: &str, fields: &str) -> Request<Body> {
    request(&Method::POST, path, Body::from(fields.to_owned()))
}

fn request(method: &Method, path: &str, body: Body) -> Request<Body> {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("sec-fetch-site", "same-origin")
        .header("sec-fetch-mode", "navigate");
    request.header("content-type", "application/x-www-form-urlencoded").body(body).expect("a valid request")
}

#[tokio::test]
async fn other_methods_are_refused_everywhere_to_everybody() {
    let matrix = Matrix::new().await;
    let site = &matrix.site;
    for row in TABLE {
        let route = row.route;
        if route == "/admin/" {
            continue;
        }
        let path = target(site, route).await;
        for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::TRACE] {
            for somebody in &matrix.people {
                let answer = somebody.browser.browser().send(asks(&method, &path)).await;
                assert_eq!(answer.status(), 405, "{method} {route} by {}", somebody.actor.label());
            }
        }
    }
    let administrator = site.administrator().await;
    for path in ["/admin/nothing", "/admin/nodes", "/admin/nodes/5/nothing", "/admin/users/1/nothing"] {
        assert_eq!(administrator.browser().get(path).await.status(), 404, "{path}");
        assert_eq!(site.visitor().get(path).await.status(), 303, "{path}: a stranger learns nothing");
    }
}
