//! Believable editors of each kind, for the test that renders every template.

use std::collections::HashMap;

use chrono::NaiveDate;
use content::merge::{Choice, Decisions};
use content::{
    Block, BlockContent, BlockId, BlockType, CallToAction, Cards, CardsSource, Draft, EventStatus, FootBlocks, Kind,
    LinkTarget, NodeId, PageDetails, Problem, Problems, RevisionId, State, UpcomingEvents,
};

use super::super::checks::ChecksPanel;
use super::super::form::{Known, KnownNode, Region, Removed, Typed};
use super::super::links_panel::LinksPanel;
use super::super::telling::TellingView;
use super::super::threads::ThreadView;
use super::{
    ClashView, EditorView, FormView, KeptView, RemovedView, Rights, ScreenLink, Sides, Surroundings, undecided,
};
use crate::fields::troubles;
use crate::shell::{Shell, TrailLink};

const PROSE: &str = "If you’re an experienced teacher with a degree, you can gain QTS through the **Assessment Only** route.  \nAsk an [approved provider](node:463 \"Providers of the Assessment Only route to QTS\").\n\n## How to apply\n\n1. Contact an approved provider.\n2. Show that you’ve taught in two schools.\n\nThe fee is about £2,500.";

/// Everything the template distinguishes.
pub(super) fn editors() -> Vec<(&'static str, EditorView)> {
    let mut typed = form(&page());
    typed.removed = Some(Removed { region: Region::Body, at: 1, block: typed.body[0].clone() });
    let json = serde_json::to_string(&typed.removed).unwrap_or_default();
    let wrong = vec![
        Problem::new("title", "Enter a title"),
        Problem::new("body", "A page can hold 200 blocks at most"),
        Problem::new("block.start.markdown", "The text holds a character that cannot be shown"),
    ];
    let reader = Rights {
        save: false,
        publish: false,
        sentence: "This lies in the trash. Restore it from there to edit it.".to_owned(),
    };
    vec![
        ("a page", editor(&page(), State::PublishedWithChanges, &Problems::new())),
        ("an event", editor(&event(), State::Published, &Problems::new())),
        ("a provider", editor(&provider(), State::Draft, &Problems::new())),
        ("a page with nothing on it", editor(&Draft::empty(Kind::Page), State::Draft, &Problems::new())),
        ("a page with problems", editor(&page(), State::Draft, &wrong)),
        (
            "a block was removed",
            EditorView {
                removed: Some(RemovedView { json, autofocus: true }),
                ..editor(&page(), State::Unpublished, &Problems::new())
            },
        ),
        (
            "a text that was kept, and somebody else is here",
            EditorView {
                others: vec!["Ben Okafor has this open since 10:31am.".to_owned()],
                kept: Some(KeptView {
                    sentence: "Kept for you 10:42am, not yet shared.".to_owned(),
                    moved_on:
                        "The shared draft has moved on since: Ben Okafor saved it (10:45am). “Save draft” joins both."
                            .to_owned(),
                    discard_href: "/admin/nodes/12/keep/discard".to_owned(),
                }),
                ..editor(&page(), State::PublishedWithChanges, &Problems::new())
            },
        ),
        ("only to read", EditorView { rights: reader, ..editor(&page(), State::Trashed, &Problems::new()) }),
    ]
}

fn editor(draft: &Draft, state: State, problems: &Problems) -> EditorView {
    let title = if draft.title.is_empty() { "Untitled page" } else { draft.title.as_str() };
    let trail = vec![
        TrailLink::new("Home", "/admin/nodes/1"),
        TrailLink::new("Explore my options", "/admin/nodes/2"),
        TrailLink::new(title, ""),
    ];
    let address = if state == State::Trashed { "" } else { "/explore-my-options/assessment-only" };
    let screen = |label, name: &str| ScreenLink { label, href: format!("/admin/nodes/12/{name}") };
    let changes = |name: &str| match state {
        State::PublishedWithChanges => format!("/admin/nodes/12/{name}"),
        _ => String::new(),
    };
    EditorView {
        shell: Shell::sample(title).with_trail(trail).with_problem(!problems.is_empty()),
        troubles: troubles(problems),
        action: "/admin/nodes/12".to_owned(),
        base: 7,
        state: state.into(),
        state_line: "Last saved today at 10:42am by Asha Patel".to_owned(),
        address: address.to_owned(),
        view_href: if state.is_live() { address.to_owned() } else { String::new() },
        scheduled: vec!["Goes live on 30 March 2027 at 9am (version 4)".to_owned()],
        move_href: "/admin/nodes/12/move".to_owned(),
        compare_href: changes("compare"),
        discard_href: changes("discard"),
        rights: Rights {
            save: true,
            publish: state != State::Unpublished,
            sentence: if state == State::Unpublished {
                "You don’t have permission to publish pages: you are an editor here. Ask Ben Okafor.".to_owned()
            } else {
                String::new()
            },
        },
        keep_href: "/admin/nodes/12/keep".to_owned(),
        preview_href: "/-/preview/token".to_owned(),
        others: Vec::new(),
        take_over_href: "/admin/nodes/12/take-over".to_owned(),
        kept: None,
        said: "Text block moved. It is block 1 of 3.".to_owned(),
        removed: None,
        form: spoken_of(FormView::new(draft.kind(), &form(draft), &known(), problems, "", &around())),
        linking: LinksPanel::sample(),
        checking: if problems.is_empty() { ChecksPanel::sample() } else { ChecksPanel::default() },
        saves: true,
        telling: TellingView::sample(),
        taking: None,
        screens: vec![
            screen("History", "history"),
            screen("Move or rename", "move"),
            screen("Unpublish", "unpublish"),
            screen("Move to the trash", "trash"),
        ],
        threads: ThreadView::sample(),
        comments_href: "/admin/nodes/12/comments".to_owned(),
    }
}

fn spoken_of(mut form: FormView) -> FormView {
    form.with_comments(&ThreadView::sample(), "/admin/nodes/12/comments");
    form
}

/// Two people changed the summary and a text, and one removed a block.
pub(super) fn clashes() -> Vec<(&'static str, ClashView)> {
    let (base, mut mine, mut theirs) = (page(), page(), page());
    mine.summary = "Get QTS without further training if you’re a teacher.".into();
    theirs.summary = "Get QTS without further training if you already teach.".into();
    mine.body[0] = Block::prose(mine.body[0].id.clone(), PROSE.replace("£2,500", "£2,700"));
    theirs.body[0] = Block::prose(theirs.body[0].id.clone(), PROSE.replace("£2,500", "£2,600"));
    let cards = mine.body.iter().position(|block| matches!(block.content, BlockContent::Cards(_)));
    let cards = cards.expect("the page has a block of each type");
    mine.body.remove(cards);
    theirs.body[cards].content = BlockContent::Cards(Cards { heading: "Go on".into(), source: CardsSource::Children });
    theirs.title = "Assessment Only route".into();
    mine.navigation_title = "Assessment".into();
    let merged = content::merge::merge(&base, &mine, &theirs);
    let view = |again: bool| {
        let decisions = if again { Decisions::from([("summary".to_owned(), Choice::Mine)]) } else { Decisions::new() };
        let problems = if again { undecided(&merged.conflicts[1..]) } else { Problems::new() };
        let (known, around) = (known(), around());
        let sides = Sides { known: &known, around: &around, decisions: &decisions, problems: &problems };
        ClashView {
            shell: Shell::sample("Decide what to keep: Assessment Only"),
            troubles: Vec::new(),
            action: "/admin/nodes/12".to_owned(),
            sentence: "You changed the same things as others meanwhile: Ben Okafor saved today at 10:40am.".to_owned(),
            is_kept: true,
            editor_href: "/admin/nodes/12".to_owned(),
            pairs: form(&mine).pairs(),
            against: 8,
            conflicts: sides.show(&merged.conflicts),
            mine: crate::words::listed(&merged.mine),
            theirs: crate::words::listed(&merged.theirs),
        }
        .with_problems(&problems)
    };
    vec![("three conflicts", view(false)), ("not all was decided", view(true))]
}

fn form(draft: &Draft) -> Typed {
    Typed::of(draft, RevisionId(7), &known())
}

fn known() -> Known {
    let mut known = Known::new("https://www.example.org");
    let nodes = HashMap::from([
        (463, ("Providers of the Assessment Only route to QTS", "/providers")),
        (3, ("Teaching events", "/teaching-events")),
        (4, ("Train to Teach events", "/teaching-events/train-to-teach-events")),
    ]);
    for (id, (title, path)) in nodes {
        let state = content::State::Published;
        known.add_node(NodeId(id), KnownNode { title: title.to_owned(), path: Some(path.to_owned()), state });
        known.add_address(path, NodeId(id));
    }
    known
}

fn around() -> Surroundings {
    Surroundings {
        categories: vec![(NodeId(3), "Teaching events".to_owned()), (NodeId(4), "Train to Teach events".to_owned())],
        inherited: "Upcoming events, from Explore my options.".to_owned(),
        copied: "Text: Ask an approved provider.".to_owned(),
    }
}

fn page() -> Draft {
    let id = |text: &str| BlockId::parse(text).expect("plain letters");
    let mut draft = Draft::empty(Kind::Page);
    draft.title = "Assessment Only".into();
    draft.summary = "Get QTS without further training if you’re an experienced teacher.".into();
    let named = |content: BlockContent| Block { id: id(&content.block_type().as_str().replace('_', "")), content };
    draft.body = BlockType::ALL.map(BlockType::empty).into_iter().map(named).collect();
    draft.body[0] = Block::prose(id("start"), PROSE);
    draft.body.insert(1, Block::prose(id("more"), "\nAn empty line stands above this one."));
    let chosen = Cards { heading: "Next".into(), source: CardsSource::Chosen(vec![NodeId(3), NodeId(463)]) };
    let link = Some(LinkTarget::Node(NodeId(463)));
    let call = CallToAction { label: "Find a provider".into(), target: link, note: String::new() };
    for block in &mut draft.body {
        match &mut block.content {
            BlockContent::Cards(cards) => *cards = chosen.clone(),
            BlockContent::CallToAction(empty) => *empty = call.clone(),
            _ => {}
        }
    }
    let events = UpcomingEvents {
        category: Some(NodeId(4)),
        view_all: Some(LinkTarget::Node(NodeId(3))),
        ..UpcomingEvents::default()
    };
    let foot = FootBlocks::Own(vec![Block { id: id("events"), content: BlockContent::UpcomingEvents(events) }]);
    draft.details = content::Details::Page(PageDetails {
        in_menu: true,
        owner: "Routes team".into(),
        foot,
        review_by: NaiveDate::from_ymd_opt(2027, 3, 27),
        ..PageDetails::default()
    });
    draft
}

fn event() -> Draft {
    let mut draft = Draft::empty(Kind::Event);
    draft.title = "Train to Teach York virtual event".into();
    draft.summary = "This event is for anyone interested in teaching in York.".into();
    if let Some(event) = draft.event_mut() {
        event.start = NaiveDate::from_ymd_opt(2021, 3, 30).and_then(|day| day.and_hms_opt(18, 0, 0));
        event.place = "York".into();
        event.status = EventStatus::Full;
        event.booking = Some(LinkTarget::Address("https://www.example.org/book".into()));
    }
    draft
}

fn provider() -> Draft {
    let mut draft = Draft::empty(Kind::Provider);
    draft.title = "Tyne Bridge Teacher Training".into();
    if let content::Details::Provider(provider) = &mut draft.details {
        provider.regions = vec!["North East".into(), "North West".into()];
        provider.routes = vec!["Assessment Only".into()];
        provider.subjects = vec!["Mathematics".into(), "Physics".into()];
        provider.website = "https://tyne-bridge.example.org".into();
        provider.accredited = true;
    }
    draft
}
