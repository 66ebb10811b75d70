//! What every screen of one node begins with: the node, its draft, and what the person may do with it.

use accounts::Action;
use content::{Draft, Kind, NodeId, State};
use store::drafts::{self, OpenDraft, Opened};
use store::rights::{Permit, Standing, Subject};

use super::form::{Typed, TypedBlock};
use super::lookup;
use super::view::{FormView, Surroundings};
use crate::Admin;
use crate::help::Screen;
use crate::refusal::failed;
use crate::row::{editor_of, title_or_words};
use crate::shell::{Section, Shell, TrailLink};
use crate::signed_in::SignedIn;

/// One node on an editor's desk.
pub(super) struct Desk {
    pub(super) admin: Admin,
    pub(super) signed_in: SignedIn,
    /// What the person may do with it.
    standing: Standing,
    /// To read the draft.
    pub(super) permit: Permit,
    pub(super) open: OpenDraft,
}

impl Desk {
    /// Opens the node with the id in the address; 404 for what is no node, or none that the person may know of.
    pub(super) async fn open(admin: Admin, signed_in: SignedIn, id: &str) -> Result<Self, web::Error> {
        let id: i64 = id.parse().map_err(|_| web::Refusal::NotFound)?;
        let subject = Subject::Node(NodeId(id));
        let opened = drafts::open_for(&admin.store, &signed_in.actor, NodeId(id)).await;
        let Opened { draft, permit, standing } =
            signed_in.permitted(&admin, opened, Action::ReadDraft, subject).await?;
        Ok(Self { admin, signed_in, standing, permit, open: draft })
    }

    /// The permit for an action on this node, or the page that refuses it.
    pub(super) async fn may(&self, action: Action) -> Result<Permit, web::Error> {
        let subject = Subject::Node(self.open.id);
        self.signed_in.permitted(&self.admin, self.standing.may(action), action, subject).await
    }

    /// Whether the person may do this to the node.
    pub(super) fn is_allowed(&self, action: Action) -> bool {
        self.standing.may(action).is_ok()
    }

    /// Whether the person may change the draft here; nobody changes what lies in the trash.
    pub(super) fn saves(&self) -> bool {
        self.open.state != State::Trashed && self.is_allowed(Action::Save)
    }

    /// Why the person may not do this to the node, and who can.
    pub(super) async fn why_not(&self, action: Action) -> Result<String, web::Error> {
        self.signed_in.why(&self.admin, action, Subject::Node(self.open.id)).await
    }

    /// The title, or words for a draft without one.
    pub(super) fn title(&self) -> String {
        title_or_words(&self.open.draft.title, self.open.kind.label())
    }

    /// The address of the editor, or of one of the node's other screens.
    pub(super) fn screen(&self, name: &str) -> String {
        let editor = editor_of(self.open.id);
        if name.is_empty() { editor } else { format!("{editor}/{name}") }
    }

    /// The address on the public site; empty in the trash.
    pub(super) fn address(&self) -> String {
        self.open.path.as_ref().map(|path| path.as_str().to_owned()).unwrap_or_default()
    }

    /// The frame of a screen below the editor, such as `Move or rename`.
    pub(super) async fn shell(&self, title: &str) -> Result<Shell, web::Error> {
        let mut trail = self.trail().await?;
        trail.push(TrailLink::new(self.title(), self.screen("")));
        trail.push(TrailLink::new(title, ""));
        Ok(Shell::new(&self.admin, &self.signed_in, section(self.open.kind), &format!("{title}: {}", self.title()))
            .with_trail(trail)
            .with_help(Screen::Called(title)))
    }

    /// The frame of the editor itself.
    pub(super) async fn editor_shell(&self) -> Result<Shell, web::Error> {
        let mut trail = self.trail().await?;
        trail.push(TrailLink::new(self.title(), ""));
        Ok(Shell::new(&self.admin, &self.signed_in, section(self.open.kind), &self.title())
            .with_trail(trail)
            .with_help(Screen::Editor))
    }

    /// The pages above this one, each to be opened.
    async fn trail(&self) -> Result<Vec<TrailLink>, web::Error> {
        let steps =
            store::tree::trail(&self.admin.store, &self.permit, &self.standing.upwards()).await.map_err(failed)?;
        let above = steps.into_iter().filter(|step| step.id != self.open.id);
        Ok(above
            .map(|step| TrailLink::new(title_or_words(&step.title, Kind::Page.label()), editor_of(step.id)))
            .collect())
    }

    /// What any form of the node shows of the rest of the site.
    pub(super) async fn surroundings(&self) -> Result<Surroundings, web::Error> {
        let rows = store::find::event_categories(&self.admin.store, &self.permit).await.map_err(failed)?;
        Ok(Surroundings { categories: lookup::labelled(&rows), ..self.surroundings_without_categories().await? })
    }

    /// What this form shows of it: most have no block that offers the categories of events.
    pub(super) async fn surroundings_of(&self, typed: &Typed) -> Result<Surroundings, web::Error> {
        if typed.offers_categories() {
            return self.surroundings().await;
        }
        self.surroundings_without_categories().await
    }

    async fn surroundings_without_categories(&self) -> Result<Surroundings, web::Error> {
        let (inherited, copied) = tokio::try_join!(self.inherited(), self.copied())?;
        let copied = copied.map(|block| block.in_words()).unwrap_or_default();
        Ok(Surroundings { categories: Vec::new(), inherited, copied })
    }

    /// The block that the person copied last. One that an older version wrote and nobody can read is none.
    pub(super) async fn copied(&self) -> Result<Option<TypedBlock>, web::Error> {
        let written = store::copied::mine(&self.admin.store, &self.permit).await.map_err(failed)?;
        Ok(written.and_then(|written| serde_json::from_str(&written).ok()))
    }

    /// What a page shows at its foot while it inherits: `Upcoming events, from Explore my options.`
    async fn inherited(&self) -> Result<String, web::Error> {
        if self.open.kind != Kind::Page {
            return Ok(String::new());
        }
        let above: Vec<NodeId> = self.standing.upwards().into_iter().filter(|id| *id != self.open.id).collect();
        let foot = drafts::inherited_foot(&self.admin.store, &self.permit, &above).await.map_err(failed)?;
        Ok(foot.map_or_else(String::new, |foot| {
            let names: Vec<String> = foot.blocks.iter().map(lookup::block_in_words).collect();
            let names = if names.is_empty() { "Nothing".to_owned() } else { names.join(", ") };
            format!("{names}, from {}.", foot.title)
        }))
    }

    /// The form of a draft of this node, as nobody has typed in it.
    pub(super) async fn form_of(&self, draft: &Draft, around: &Surroundings) -> Result<FormView, web::Error> {
        let known = lookup::of_draft(&self.admin, &self.permit, draft).await?;
        let typed = Typed::of(draft, self.open.revision, &known);
        Ok(FormView::new(self.open.kind, &typed, &known, &Vec::new(), "", around))
    }
}

/// Where a kind of node stands in the navigation.
pub(super) fn section(kind: Kind) -> Section {
    match kind {
        Kind::Page => Section::Pages,
        Kind::Event => Section::Events,
        Kind::Provider => Section::Providers,
    }
}
