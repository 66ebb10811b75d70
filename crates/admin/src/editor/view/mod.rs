//! What the editor's screen shows.

mod block_fields;
mod blocks;
mod clash;
mod conflict;
mod files;
mod kinds;
mod lists;
mod parts;
mod references;
mod samples;

pub(super) use clash::{ClashView, DECIDE, Sides, undecided};
pub(super) use conflict::{Content, contents};
pub(super) use parts::{Maker, Part, choice};
pub(super) use references::ReferencesView;

use content::{Kind, NodeId, Problems};
use serde::Serialize;
use web::View;

use self::blocks::BlocksView;
use self::parts::Group;
use super::checks::ChecksPanel;
use super::form::{Known, Region, Typed};
use super::links_panel::LinksPanel;
use super::telling::TellingView;
use super::threads::ThreadView;
use crate::fields::{Choice, Field, Spoken, Trouble};
use crate::shell::Shell;
use crate::tag::StateTag;
use crate::words;

/// The editor of one node.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EditorView {
    pub(crate) shell: Shell,
    pub(crate) troubles: Vec<Trouble>,
    /// Where the form is sent.
    pub(crate) action: String,
    /// The version that the form stands on.
    pub(crate) base: i64,
    pub(crate) state: StateTag,
    /// What was saved when and by whom, or that this is not.
    pub(crate) state_line: String,
    /// The address on the public site; empty in the trash.
    pub(crate) address: String,
    /// The public page; empty while the public cannot read it.
    pub(crate) view_href: String,
    /// The screen that changes the address; empty for the home page.
    pub(crate) move_href: String,
    /// What the draft changes of the published page; empty while it changes nothing.
    pub(crate) compare_href: String,
    /// The screen that goes back to what is published; empty where there is nothing to go back from.
    pub(crate) discard_href: String,
    /// What is due, or why the last thing that was due was not done, a sentence each.
    pub(crate) scheduled: Vec<String>,
    pub(crate) rights: Rights,
    /// Where the form is sent to be kept for the person alone.
    pub(crate) keep_href: String,
    /// The text as the public would see it, for the frame beside it.
    pub(crate) preview_href: String,
    /// Who else has this open, a sentence each.
    pub(crate) others: Vec<String>,
    /// Where the form is sent to take it over from them.
    pub(crate) take_over_href: String,
    /// What the person comes back to.
    pub(crate) kept: Option<KeptView>,
    /// What the pressed button did to the blocks; empty for nothing to say.
    pub(crate) said: String,
    /// What was removed and how it comes back.
    pub(crate) removed: Option<RemovedView>,
    pub(crate) form: FormView,
    /// The other screens of this node.
    pub(crate) screens: Vec<ScreenLink>,
    /// What was said about it.
    pub(crate) threads: Vec<ThreadView>,
    pub(crate) comments_href: String,
    pub(crate) linking: LinksPanel,
    pub(crate) checking: ChecksPanel,
    /// Whether the person may change the draft.
    pub(crate) saves: bool,
    /// What publishing says; none where it is not asked.
    pub(crate) telling: Option<TellingView>,
    /// Whether the page takes its address from a redirect; none where there is none.
    pub(crate) taking: Option<Field>,
}

/// What the person may do here, and a sentence for what not.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Rights {
    pub(crate) save: bool,
    pub(crate) publish: bool,
    pub(crate) sentence: String,
}

/// A text that the person typed before and has not shared.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct KeptView {
    /// When it was kept.
    pub(crate) sentence: String,
    /// That the shared draft has another version by now; empty when it has not.
    pub(crate) moved_on: String,
    /// Where the form is sent to let go of it.
    pub(crate) discard_href: String,
}

/// A block that can be brought back.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RemovedView {
    pub(crate) json: String,
    pub(crate) autofocus: bool,
}

/// A link to another screen.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ScreenLink {
    pub(crate) label: &'static str,
    pub(crate) href: String,
}

/// The form.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FormView {
    title: Field,
    summary: Field,
    groups: Vec<Group>,
    body: BlocksView,
    foot: Option<FootView>,
    side: Vec<Group>,
}

/// The ids of the fields of some groups, in their order.
fn ids_of(groups: &[Group]) -> Vec<&str> {
    groups.iter().flat_map(|group| &group.parts).map(Part::id).collect()
}

/// What stands at the foot of a page.
#[derive(Clone, Debug, Serialize)]
struct FootView {
    choice: Field,
    blocks: BlocksView,
}

/// What the screen knows of the rest of the site.
#[derive(Clone, Debug, Default)]
pub(crate) struct Surroundings {
    /// The pages that events are filed below, with what a select calls them.
    pub(crate) categories: Vec<(NodeId, String)>,
    /// What the page shows at its foot when it inherits: “Upcoming events, from Explore my options”.
    pub(crate) inherited: String,
    /// The block that the person copied and can paste, in some words; empty for none.
    pub(crate) copied: String,
}

impl Surroundings {
    /// The categories as choices; the present one stays among them even when it holds no events any more.
    fn category_choices(&self, present: &str, known: &Known) -> Vec<Choice> {
        let mut choices = vec![choice("", "Events of every category")];
        choices.extend(self.categories.iter().map(|(id, title)| choice(id.to_string(), title)));
        let missing = !choices.iter().any(|choice| choice.value == present);
        if missing && let Some(title) = present.parse().ok().and_then(|id| known.title(NodeId(id))) {
            choices.push(choice(present, title));
        }
        choices
    }
}

impl FormView {
    /// The lines of the error summary in the order of their fields. Those of blocks stay in theirs, between the fields above the text and those beside it.
    pub(crate) fn in_order(&self, mut troubles: Vec<Trouble>) -> Vec<Trouble> {
        let above = [vec![&*self.title.id, &*self.summary.id], ids_of(&self.groups)].concat();
        let beside = ids_of(&self.side);
        let place = |ids: &[&str], href: &str| {
            let field = href.trim_start_matches('#');
            // A date is named as a whole or by one of its parts: `start`, `start-day`.
            ids.iter()
                .position(|id| field.strip_prefix(id).is_some_and(|rest| rest.is_empty() || rest.starts_with('-')))
        };
        troubles.sort_by_key(|trouble| match (place(&above, &trouble.href), place(&beside, &trouble.href)) {
            (Some(at), _) => (0, at),
            (None, None) => (1, 0),
            (None, Some(at)) => (2, at),
        });
        troubles
    }

    /// The form with everything that was typed.
    pub(crate) fn new(
        kind: Kind,
        typed: &Typed,
        known: &Known,
        problems: &Problems,
        focus: &str,
        around: &Surroundings,
    ) -> Self {
        let make = Maker { typed: &typed.fields, prefix: "", known, problems, focus };
        let blocks = |region| BlocksView::new(region, typed, known, problems, focus, around);
        Self {
            title: make.line("title", if kind == Kind::Provider { "Title (the provider’s name)" } else { "Title" }, ""),
            summary: make.lines("summary", "Summary", "One or two sentences for lists and search engines.", 2),
            groups: kinds::main(kind, make),
            body: blocks(Region::Body),
            foot: (kind == Kind::Page)
                .then(|| FootView { choice: foot_choice(make, around), blocks: blocks(Region::Foot) }),
            side: kinds::side(kind, make),
        }
    }

    /// Every field outside of blocks, in the order of the screen.
    fn parts(&self) -> impl Iterator<Item = Part> {
        let first = [Part::from(self.title.clone()), Part::from(self.summary.clone())];
        let groups = self.groups.iter().chain(&self.side).flat_map(|group| group.parts.clone());
        first.into_iter().chain(groups).chain(self.foot.iter().map(|foot| foot.choice.clone().into()))
    }

    /// The places that a comment can be about: the name, and what the form calls it.
    pub(crate) fn places(&self) -> Vec<(String, String)> {
        let fields = self.parts().map(|part| match part {
            Part::One(field) => (field.name, field.label),
            Part::Moment(moment) => (moment.group.name, moment.group.legend),
        });
        fields.chain(self.all_blocks().map(|block| (block.element.clone(), block.legend.clone()))).collect()
    }

    /// Puts links to the comments beside the title, the summary and each block, and wherever else an open comment stands.
    pub(crate) fn with_comments(&mut self, threads: &[ThreadView], href: &str) {
        let spoken = |name: &str, about: &str, always: bool| {
            let open = threads.iter().filter(|thread| thread.place == name && thread.is_open()).count();
            (always || open > 0).then(|| Spoken {
                label: match open {
                    0 => "Comment".to_owned(),
                    _ => words::count(open as u64, "open comment", "open comments"),
                },
                about: about.to_owned(),
                href: format!("{href}?about={}", words::in_query(name)),
            })
        };
        for field in [&mut self.title, &mut self.summary] {
            field.comments = spoken(&field.name, &field.label, true);
        }
        for part in self.groups.iter_mut().chain(&mut self.side).flat_map(|group| &mut group.parts) {
            match part {
                Part::One(field) => field.comments = spoken(&field.name, &field.label, false),
                Part::Moment(moment) => {
                    let group = &mut moment.group;
                    group.comments = spoken(&group.name, &group.legend, false);
                }
            }
        }
        let feet = self.foot.iter_mut().flat_map(|foot| &mut foot.blocks.blocks);
        for block in self.body.blocks.iter_mut().chain(feet) {
            block.comments = spoken(&block.element, &block.legend, true);
        }
    }

    fn all_blocks(&self) -> impl Iterator<Item = &blocks::BlockView> {
        self.body.blocks.iter().chain(self.foot.iter().flat_map(|foot| &foot.blocks.blocks))
    }
}

fn foot_choice(make: Maker<'_>, around: &Surroundings) -> Field {
    let inherited =
        if around.inherited.is_empty() { "The pages above show nothing." } else { around.inherited.as_str() };
    let choices = vec![
        choice("inherit", "What the page above shows").with_hint(inherited),
        choice("off", "Nothing").with_hint("Neither here nor on the pages below."),
        choice("own", "Blocks of its own").with_hint("Here and on the pages below."),
    ];
    make.radios("foot", "At the foot of this page", "", choices)
}

impl View for EditorView {
    const TEMPLATE: &'static str = "editor/editor.html";

    fn samples() -> Vec<(&'static str, Self)> {
        samples::editors()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_editor_shows_its_samples() {
        crate::state::check::<super::EditorView>();
    }
}
