//! Whose node it is, where it stands, and who asks: every route and every form over all of it.

use std::collections::HashMap;

use accounts::{Action, Actor, Role};
use content::{Draft, Kind, NodeId, sample::ids};
use http::Method;
use store::rights::{Subject, may};

use super::{
    Access::{self, From},
    Role::{Editor, Publisher},
    TABLE, asks, kind_of, sends,
};
use crate::support::{
    Person, Site,
    people::{BRANCH_EDITOR, BRANCH_PUBLISHER, EVERYBODY, Named},
    reading, verbs,
};

/// The branch in which some people hold a role.
pub(super) const BRANCH: NodeId = ids::HELP;
/// A number that no node has.
const NOBODYS: i64 = 999_999;

/// Somebody of the matrix.
pub(super) struct Somebody {
    pub(super) browser: Person,
    pub(super) actor: Actor,
    role: Role,
    /// Their role in the branch, where it is another.
    in_branch: Role,
    /// An own draft in the branch.
    here: NodeId,
}

/// Whose node it is, where it stands, and whether the public reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Whose {
    OthersPublished,
    OthersDraft,
    OthersPublishedInBranch,
    OthersDraftInBranch,
    OwnDraft,
}

impl Whose {
    const ALL: [Self; 5] = [
        Self::OthersPublished,
        Self::OthersDraft,
        Self::OthersPublishedInBranch,
        Self::OthersDraftInBranch,
        Self::OwnDraft,
    ];

    fn is_published(self) -> bool {
        matches!(self, Self::OthersPublished | Self::OthersPublishedInBranch)
    }

    fn is_in_branch(self) -> bool {
        matches!(self, Self::OthersPublishedInBranch | Self::OthersDraftInBranch)
    }
}

/// What somebody gets to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    NoSuchMethod,
    Allowed,
    Forbidden,
    /// The same as for a node that there is not.
    Missing,
}

/// The rule: what the table says for this person and this node.
fn expected(somebody: &Somebody, whose: Whose, published: Access, own: Access) -> Answer {
    let role = if whose.is_in_branch() { somebody.in_branch } else { somebody.role };
    let access = if whose.is_published() { published } else { own };
    let From(least) = access else { return Answer::NoSuchMethod };
    let least = match whose {
        Whose::OthersDraft | Whose::OthersDraftInBranch => least.max(Editor),
        _ => least,
    };
    let knows = whose.is_published() || whose == Whose::OwnDraft || role >= Editor;
    match (role >= least, knows) {
        (true, _) => Answer::Allowed,
        (false, true) => Answer::Forbidden,
        (false, false) => Answer::Missing,
    }
}

/// The people and the nodes of the matrix. A node is made when it is needed first, and again when somebody was allowed to change it.
pub(super) struct Matrix {
    pub(super) site: Site,
    pub(super) people: Vec<Somebody>,
    made: HashMap<(Kind, Whose, usize), NodeId>,
}

impl Matrix {
    pub(super) async fn new() -> Self {
        let site = Site::sample().await;
        let mut people = Vec::new();
        for named in EVERYBODY {
            let actor = site.actor(named).await;
            people.push(Self::somebody(&site, named, actor, named.role).await);
        }
        for (named, role) in [(&BRANCH_EDITOR, Editor), (&BRANCH_PUBLISHER, Publisher)] {
            let actor = site.joins(named).await;
            site.give_role(&actor, role, BRANCH).await;
            people.push(Self::somebody(&site, named, actor, role).await);
        }
        Self { site, people, made: HashMap::new() }
    }

    async fn somebody(site: &Site, named: &Named, actor: Actor, in_branch: Role) -> Somebody {
        let here = site.creates(&actor, BRANCH, verbs::page(&format!("Of {}", named.name))).await;
        Somebody { browser: site.signed_in(named).await, actor, role: named.role, in_branch, here }
    }

    async fn target(&mut self, person: usize, whose: Whose, kind: Kind) -> NodeId {
        let of = if whose == Whose::OwnDraft { person } else { usize::MAX };
        if let Some(node) = self.made.get(&(kind, whose, of)) {
            return *node;
        }
        let parent = match kind {
            _ if whose.is_in_branch() => BRANCH,
            Kind::Event => ids::TRAIN_TO_TEACH,
            _ => NodeId::HOME,
        };
        let mut draft = Draft::empty(kind);
        draft.title = "By somebody".into();
        if let Some(event) = draft.event_mut() {
            event.start = "2021-06-01T10:00:00".parse().ok();
        }
        let node = if whose == Whose::OwnDraft {
            self.site.creates(&self.people[person].actor, parent, draft).await
        } else {
            self.site.create(parent, draft).await.expect("a valid draft")
        };
        if whose.is_published() {
            self.site.publish(node).await.expect("a valid draft");
        }
        self.made.insert((kind, whose, of), node);
        node
    }

    /// The line of the audit that was written last.
    async fn last_line(&self) -> i64 {
        let permit =
            may(self.site.store(), &Actor::CommandLine, Action::ReadDraft, Subject::Site).await.expect("it may");
        let last = store::lists::recent(self.site.store(), &permit, 1).await.expect("the database answers");
        last.first().map_or(0, |line| line.id)
    }
}

#[tokio::test]
async fn every_node_is_for_those_whom_the_table_names() {
    let mut matrix = Matrix::new().await;
    for row in TABLE {
        let Some(own) = row.own else { continue };
        for person in 0..matrix.people.len() {
            for whose in Whose::ALL {
                for (at, method) in [Method::GET, Method::POST].into_iter().enumerate() {
                    let node = matrix.target(person, whose, kind_of(row.route)).await;
                    let revision = matrix.site.open(node).await.revision;
                    let path = |node: i64| {
                        row.route.replace("{id}", &node.to_string()).replace("{revision}", &revision.to_string())
                    };
                    let somebody = &matrix.people[person];
                    let before = matrix.last_line().await;
                    let answer = somebody.browser.browser().send(asks(&method, &path(node.0))).await;
                    let status = answer.status().as_u16();
                    let said = format!("{method} {} by {} on {whose:?}: {status}", row.route, somebody.actor.label());
                    let expected = expected(somebody, whose, row.published[at], own[at]);
                    match expected {
                        Answer::NoSuchMethod => assert_eq!(status, 405, "{said}"),
                        Answer::Forbidden => assert_eq!(status, 403, "{said}"),
                        Answer::Missing => {
                            let nobodys = somebody.browser.browser().send(asks(&method, &path(NOBODYS))).await;
                            assert_eq!(status, 404, "{said}");
                            assert_eq!(words_of(&answer, node), words_of(&nobodys, NodeId(NOBODYS)), "{said}");
                        }
                        Answer::Allowed => {
                            assert!(status < 500 && ![401, 403, 404, 405].contains(&status), "{said}");
                            let to = answer.header("location").unwrap_or_default();
                            assert!(!to.starts_with("/admin/login"), "{said}: {to}");
                        }
                    }
                    if expected == Answer::Allowed && method == Method::POST {
                        matrix.made.retain(|_, made| *made != node);
                    } else if expected != Answer::Allowed {
                        assert_eq!(matrix.last_line().await, before, "{said}: nothing was done");
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn every_node_that_a_form_names_is_for_those_whom_the_table_names() {
    let mut matrix = Matrix::new().await;
    let forms = TABLE.iter().flat_map(|row| row.forms.iter().map(move |form| (row.route, form)));
    for (route, form) in forms {
        for person in 0..matrix.people.len() {
            for whose in Whose::ALL {
                let node = matrix.target(person, whose, Kind::Page).await;
                let address = matrix.site.path(node).await.expect("it is not in the trash").to_string();
                let somebody = &matrix.people[person];
                let here = somebody.here.to_string();
                let fields = |node: i64, path: &str| {
                    form.fields.replace("{here}", &here).replace("{id}", &node.to_string()).replace("{path}", path)
                };
                let path = route.replace("{id}", &here);
                let before = matrix.last_line().await;
                let answer = somebody.browser.browser().send(sends(&path, &fields(node.0, &address))).await;
                let status = answer.status().as_u16();
                let said = format!("{route} with {} by {} on {whose:?}: {status}", form.fields, somebody.actor.label());
                let expected = expected(somebody, whose, From(form.published), From(form.own));
                match expected {
                    Answer::NoSuchMethod => unreachable!("a form is sent to be read"),
                    Answer::Forbidden => assert_eq!(status, 403, "{said}"),
                    Answer::Missing => {
                        let nobodys = sends(&path, &fields(NOBODYS, "/nobody-knows"));
                        let nobodys = somebody.browser.browser().send(nobodys).await;
                        let told = |answer: &web::client::Answer| {
                            let words = words_of(answer, node).replace(&NOBODYS.to_string(), "…");
                            words.replace(&address, "/…").replace("/nobody-knows", "/…")
                        };
                        assert_eq!(status, nobodys.status(), "{said}");
                        assert_eq!(told(&answer), told(&nobodys), "{said}");
                    }
                    Answer::Allowed => {
                        assert!(status < 500 && ![401, 403, 404, 405].contains(&status), "{said}: {}", answer.text());
                    }
                }
                if expected != Answer::Allowed {
                    assert_eq!(matrix.last_line().await, before, "{said}: nothing was done");
                }
            }
        }
    }
}

/// What a page says, without the number of the node that it was asked for.
fn words_of(answer: &web::client::Answer, node: NodeId) -> String {
    reading::words(answer.text()).replace(&node.to_string(), "…")
}
