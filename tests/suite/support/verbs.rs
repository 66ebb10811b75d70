//! The verbs without their screens, for what happens before a story begins and for stories about what the verbs promise.

use accounts::{
    Action, Actor, Role, UserId,
    password::{Hasher, NewPassword},
};
use content::{Block, BlockId, Draft, EventStatus, Kind, NodeId, Place, Position, RevisionId, UrlPath};
use editorial::{Refusal, create::NewNode, files::Uploaded, publish::Telling};
use media::FileId;
use store::{
    drafts::OpenDraft,
    facts::FactText,
    published::{EventFilter, Resolved},
    rights::{Permit, Subject, may},
};

use super::{PASSWORD, Person, Site, people::Named};

impl Site {
    /// Gives somebody an account.
    pub(crate) async fn joins(&self, named: &Named) -> Actor {
        let password = NewPassword::check(PASSWORD, &[]).expect("a strong password");
        let hash = Hasher::fast_for_tests().hash(password).await.expect("nobody else hashes");
        let new = editorial::people::NewPerson { name: named.name.into(), email: named.email.into(), role: named.role };
        editorial::people::add_with_password(self.store(), Actor::SetUp, new, hash).await.expect("a new person");
        self.actor(named).await
    }

    /// Gives somebody an account and a role at a node and below it, and signs them in.
    pub(crate) async fn joins_with_role(&self, named: &Named, role: Role, node: NodeId) -> Person {
        let actor = self.joins(named).await;
        self.give_role(&actor, role, node).await;
        self.signed_in(named).await
    }

    /// A fact that nobody uses yet, under a name of its own.
    pub(crate) async fn new_fact(&self, value: &str) -> String {
        let permit =
            may(self.store(), &Actor::CommandLine, Action::Publish, Subject::Site).await.expect("it may do anything");
        let reader = may(self.store(), &Actor::CommandLine, Action::ReadDraft, Subject::Site).await.expect("it may");
        let count = store::facts::list(self.store(), &reader).await.expect("the database answers").len();
        let name = format!("fact-{count}");
        let text = FactText { label: format!("Fact {count}"), value: value.to_owned() };
        editorial::facts::create(self.store(), &permit, &name, text).await.expect("a new name");
        name
    }

    /// Somebody who has an account, as the one behind a change.
    pub(crate) async fn actor(&self, named: &Named) -> Actor {
        let people = store::people::everybody(self.store()).await.expect("people");
        let person = people.into_iter().find(|person| person.email == named.email).expect("somebody with an account");
        Actor::Person { id: person.id, name: person.name }
    }

    /// Gives somebody a role at a node and everything below it.
    pub(crate) async fn give_role(&self, actor: &Actor, role: Role, node: NodeId) {
        let permit = self.manages_people().await;
        let user = actor.user().expect("a person");
        editorial::roles::give(self.store(), &permit, user, role, node).await.expect("a role that holds below a node");
    }

    /// Gives somebody another role on the whole site.
    pub(crate) async fn becomes(&self, actor: &Actor, role: Role) {
        let permit = self.manages_people().await;
        let user = actor.user().expect("a person");
        editorial::people::set_role(self.store(), &permit, user, role).await.expect("somebody else administers");
    }

    /// Takes all roles below nodes back from somebody.
    pub(crate) async fn take_roles(&self, user: UserId) {
        let permit = self.manages_people().await;
        for held in store::rights::held_by(self.store(), &permit, user).await.expect("the database answers") {
            if held.node.is_some() {
                editorial::roles::take(self.store(), &permit, held.grant).await.expect("it is held");
            }
        }
    }

    async fn manages_people(&self) -> Permit {
        may(self.store(), &Actor::CommandLine, Action::ManageUsers, Subject::Site).await.expect("it may")
    }

    /// Creates a node as somebody, below a page that they may know.
    pub(crate) async fn creates(&self, actor: &Actor, parent: NodeId, draft: Draft) -> NodeId {
        let permit = may(self.store(), actor, Action::Create, Subject::Node(parent)).await.expect("they may");
        let place = Place { parent, position: Position::Last };
        let new = NewNode { kind: draft.kind(), place, slug: String::new(), draft };
        editorial::create::node(self.store(), &permit, new).await.expect("a valid draft").0
    }

    /// Permission to do something to a node, for the one who sets up stories.
    pub(crate) async fn permit(&self, action: Action, node: NodeId) -> Permit {
        let permit = may(self.store(), &Actor::CommandLine, action, Subject::Node(node)).await;
        permit.unwrap_or_else(|refused| panic!("node {node}: {refused}"))
    }

    /// A node as its editor opens it.
    pub(crate) async fn open(&self, node: NodeId) -> OpenDraft {
        let permit = self.permit(Action::ReadDraft, node).await;
        store::drafts::open(self.store(), &permit).await.expect("the draft opens")
    }

    /// Puts a file into the library.
    pub(crate) async fn uploads(&self, name: &str, bytes: &[u8]) -> FileId {
        let permit = may(self.store(), &Actor::CommandLine, Action::Upload, Subject::Files).await.expect("it may");
        let pieces = futures_util::stream::iter([Ok::<_, ()>(bytes.to_vec().into())]);
        let incoming = self.storage().receive(pieces).await.expect("the disk has room");
        let taken = self.storage().take_in(incoming).await.unwrap_or_else(|refused| panic!("{name}: {refused}"));
        let file = Uploaded { name: name.to_owned(), taken };
        let added = editorial::files::add(self.store(), &permit, vec![file], None).await.expect("a file that is kept");
        added[0]
    }

    /// How many revisions a node has.
    pub(crate) async fn revisions(&self, node: NodeId) -> usize {
        let permit = self.permit(Action::ReadDraft, node).await;
        let versions = store::history::versions(self.store(), &permit, 1).await.expect("the history opens");
        usize::try_from(versions.total).expect("a small number")
    }

    /// A new draft of a page at the end of its siblings, with some text.
    pub(crate) async fn new_page(&self, parent: NodeId, title: &str) -> NodeId {
        self.create(parent, page(title)).await.expect("a valid page")
    }

    /// The same, published.
    pub(crate) async fn new_live_page(&self, parent: NodeId, title: &str) -> NodeId {
        let node = self.new_page(parent, title).await;
        self.publish(node).await.expect("a valid page");
        node
    }

    /// Creates a node with this draft.
    pub(crate) async fn create(&self, parent: NodeId, draft: Draft) -> Result<NodeId, Refusal> {
        let permit = self.permit(Action::Create, parent).await;
        let place = Place { parent, position: Position::Last };
        let new = NewNode { kind: draft.kind(), place, slug: String::new(), draft };
        editorial::create::node(self.store(), &permit, new).await.map(|(node, _)| node)
    }

    /// Changes a node's draft and saves it.
    pub(crate) async fn rewrite(&self, node: NodeId, change: impl FnOnce(&mut Draft)) -> RevisionId {
        let open = self.open(node).await;
        let mut draft = open.draft;
        change(&mut draft);
        let permit = self.permit(Action::Save, node).await;
        editorial::drafts::save(self.store(), &permit, open.revision, draft).await.expect("a valid draft").revision
    }

    /// Publishes a node’s draft, which takes its address from a redirect if there is one.
    pub(crate) async fn publish(&self, node: NodeId) -> Result<(), Refusal> {
        let permit = self.permit(Action::Publish, node).await;
        let telling = Telling { takes_address: true, ..Telling::default() };
        let revision = self.open(node).await.revision;
        editorial::publish::telling(self.store(), &permit, revision, telling).await.map(drop)
    }

    /// Takes a node off the public site.
    pub(crate) async fn unpublish(&self, node: NodeId, instead: Option<NodeId>) -> Result<(), Refusal> {
        let permit = self.permit(Action::Unpublish, node).await;
        editorial::publish::unpublish(self.store(), &permit, instead).await
    }

    /// Gives a node another last part of its address.
    pub(crate) async fn rename(&self, node: NodeId, slug: &str) -> Result<(), Refusal> {
        let permit = self.permit(Action::Rename, node).await;
        editorial::structure::rename(self.store(), &permit, slug).await
    }

    /// Moves a node behind its new siblings.
    pub(crate) async fn move_below(&self, node: NodeId, parent: NodeId) -> Result<(), Refusal> {
        let (permit, target) = (self.permit(Action::Move, node).await, self.permit(Action::Move, parent).await);
        let place = Place { parent, position: Position::Last };
        editorial::structure::move_to(self.store(), &permit, &target, place, None).await
    }

    /// Puts a node and all below it in the trash.
    pub(crate) async fn trash(&self, node: NodeId) -> Result<u64, Refusal> {
        let permit = self.permit(Action::Trash, node).await;
        editorial::trash::trash(self.store(), &permit).await
    }

    /// Takes it out again.
    pub(crate) async fn restore(&self, node: NodeId) -> Result<(), Refusal> {
        let permit = self.permit(Action::Restore, node).await;
        editorial::trash::restore(self.store(), &permit).await
    }

    /// Undoes one of the last actions, as far as it can be undone.
    pub(crate) async fn undo_one_of_the_last(
        &self,
        many: u64,
        which: proptest::sample::Index,
    ) -> Result<String, Refusal> {
        let permit = may(self.store(), &Actor::CommandLine, Action::ReadDraft, Subject::Site).await.expect("it may");
        let last = store::lists::recent(self.store(), &permit, many).await.expect("the database answers");
        match last.get(which.index(last.len().max(1))) {
            Some(line) => editorial::undo::undo(self.store(), &permit, &line.group).await,
            None => Err(Refusal::Missing),
        }
    }

    /// The name of the last action, by which it is undone.
    pub(crate) async fn last_action(&self) -> String {
        let permit = may(self.store(), &Actor::CommandLine, Action::ReadDraft, Subject::Site).await.expect("it may");
        let last = store::lists::recent(self.store(), &permit, 1).await.expect("the database answers");
        last.first().map(|line| line.group.clone()).expect("something was done")
    }

    /// Undoes an action. Returns the undoing, which can be undone too.
    pub(crate) async fn undo(&self, action: &str) -> Result<String, Refusal> {
        let permit = may(self.store(), &Actor::CommandLine, Action::ReadDraft, Subject::Site).await.expect("it may");
        editorial::undo::undo(self.store(), &permit, action).await
    }

    /// Says whether a live event goes ahead.
    pub(crate) async fn set_status(&self, event: NodeId, status: EventStatus) -> Result<(), Refusal> {
        let permit = self.permit(Action::Publish, event).await;
        editorial::events::set_status(self.store(), &permit, status).await
    }

    /// What stands at an address.
    pub(crate) async fn resolve(&self, path: &str) -> Resolved {
        store::published::resolve(self.store(), path, &EventFilter::default()).await.expect("the database answers")
    }

    /// The node whose own address this is, drafts included.
    pub(crate) async fn node_at(&self, path: &str) -> Option<NodeId> {
        let permit = self.permit(Action::ReadDraft, NodeId::HOME).await;
        let node = store::find::by_address(self.store(), &permit, path).await.expect("the database answers")?;
        self.path(node).await.filter(|own| own.as_str() == path).map(|_| node)
    }

    /// A node's address.
    pub(crate) async fn path(&self, node: NodeId) -> Option<UrlPath> {
        self.open(node).await.path
    }
}

/// A page with one block of text.
pub(crate) fn page(title: &str) -> Draft {
    let mut draft = Draft::empty(Kind::Page);
    draft.title = title.into();
    draft.body.push(Block::prose(BlockId::from_number(1), format!("The text of {title}.")));
    draft
}
