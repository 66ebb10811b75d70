use crate::{
    Block, BlockContent, BlockId, CallOut, CallToAction, Cards, CardsSource, Details, Draft, Expander, FootBlocks,
    Kind, LinkTarget, NodeId, PageDetails, Prose, Quote, Slug, Step, Steps, Tone, sample::SampleNode,
};

/// A page on its way into the sample site.
pub(super) struct Page {
    id: NodeId,
    place: Option<(NodeId, &'static str)>,
    draft: Draft,
    details: PageDetails,
    published: bool,
}

impl Page {
    /// The page without a parent.
    pub(super) fn home(title: &str) -> Self {
        let mut draft = Draft::empty(Kind::Page);
        draft.title = title.into();
        Self { id: NodeId::HOME, place: None, draft, details: PageDetails::default(), published: true }
    }

    /// A page below `parent`.
    pub(super) fn new(id: NodeId, parent: NodeId, slug: &'static str, title: &str) -> Self {
        Self { id, place: Some((parent, slug)), ..Self::home(title) }
    }

    /// The shorter title for trails and menus.
    pub(super) fn called(mut self, navigation_title: &str) -> Self {
        self.draft.navigation_title = navigation_title.into();
        self
    }

    /// The sentences for lists and search engines.
    pub(super) fn summary(mut self, summary: &str) -> Self {
        self.draft.summary = summary.into();
        self
    }

    /// Running text. A file ends with a line break that is no part of the text.
    pub(super) fn text(self, id: &str, markdown: &str) -> Self {
        self.block(id, BlockContent::Prose(Prose { markdown: markdown.trim_end_matches('\n').into() }))
    }

    /// A boxed note.
    pub(super) fn note(self, heading: &str, markdown: &str) -> Self {
        self.call_out("note", Tone::Information, heading, markdown)
    }

    /// A boxed warning.
    pub(super) fn warning(self, heading: &str, markdown: &str) -> Self {
        self.call_out("warning", Tone::Warning, heading, markdown)
    }

    /// What to do in which order.
    pub(super) fn steps(self, heading: &str, steps: &[(&str, &str)]) -> Self {
        let step = |(heading, text): &(&str, &str)| Step { heading: (*heading).into(), markdown: (*text).into() };
        let steps = Steps { heading: heading.into(), steps: steps.iter().map(step).collect() };
        self.block("steps", BlockContent::Steps(steps))
    }

    /// What somebody said.
    pub(super) fn quote(self, words: &str, name: &str, role: &str) -> Self {
        let quote = Quote { markdown: words.into(), name: name.into(), role: role.into() };
        self.block("quote", BlockContent::Quote(quote))
    }

    /// Details that few readers need.
    pub(super) fn expander(self, label: &str, markdown: &str) -> Self {
        let expander = Expander { label: label.into(), markdown: markdown.into() };
        self.block("more", BlockContent::Expander(expander))
    }

    /// One prominent link to another node.
    pub(super) fn next_step(self, label: &str, target: NodeId, note: &str) -> Self {
        let target = Some(LinkTarget::Node(target));
        self.block("next", BlockContent::CallToAction(CallToAction { label: label.into(), target, note: note.into() }))
    }

    /// Cards of the pages directly below.
    pub(super) fn children(self, heading: &str) -> Self {
        let cards = Cards { heading: heading.into(), source: CardsSource::Children };
        self.block("below", BlockContent::Cards(cards))
    }

    /// Cards of chosen nodes.
    pub(super) fn related(self, heading: &str, nodes: &[NodeId]) -> Self {
        let cards = Cards { heading: heading.into(), source: CardsSource::Chosen(nodes.to_vec()) };
        self.block("related", BlockContent::Cards(cards))
    }

    /// Any block.
    pub(super) fn block(mut self, id: &str, content: BlockContent) -> Self {
        self.draft.body.push(Block { id: block_id(id), content });
        self
    }

    /// The blocks at the foot of this page and of the pages below it.
    pub(super) fn foot(mut self, foot: FootBlocks) -> Self {
        self.details.foot = foot;
        self
    }

    /// Puts the page into the main menu.
    pub(super) fn in_menu(mut self) -> Self {
        self.details.in_menu = true;
        self
    }

    /// Leaves the page a draft that the public does not read.
    pub(super) fn unpublished(mut self) -> Self {
        self.published = false;
        self
    }

    /// The finished node.
    pub(super) fn node(mut self) -> SampleNode {
        self.draft.details = Details::Page(self.details);
        SampleNode {
            id: self.id,
            parent: self.place.map(|(parent, _)| parent),
            slug: self.place.map(|(_, text)| slug(text)),
            draft: self.draft,
            published: self.published,
        }
    }

    fn call_out(self, id: &str, tone: Tone, heading: &str, markdown: &str) -> Self {
        let call_out = CallOut { tone, heading: heading.into(), markdown: markdown.into() };
        self.block(id, BlockContent::CallOut(call_out))
    }
}

/// A block's id, written in this crate.
pub(super) fn block_id(text: &str) -> BlockId {
    BlockId::parse(text).expect("the sample's block ids are lower-case letters and digits")
}

/// A slug, written in this crate.
pub(super) fn slug(text: &str) -> Slug {
    Slug::parse(text).expect("the sample's slugs are lower-case letters, digits and hyphens")
}
