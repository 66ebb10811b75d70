//! Drafts and blocks as fields with the labels of the editor's form.

use super::Field;
use crate::{
    Block, BlockContent, CardsSource, Details, Draft, EventDetails, FootBlocks, Grouping, LinkTarget, NodeId,
    PageDetails, ProviderDetails, Step, Tone, Video, wall,
};

type Shown<'a> = &'a dyn Fn(NodeId) -> String;

/// Everything outside of blocks, in the order of the form.
pub(super) fn of_draft(draft: &Draft, shown: Shown<'_>) -> Vec<Field> {
    let mut fields = vec![("Title", draft.title.clone()), ("Summary", draft.summary.clone())];
    match &draft.details {
        Details::Page(_) => {}
        Details::Event(event) => fields.extend(of_event(event, shown)),
        Details::Provider(provider) => fields.extend(of_provider(provider)),
    }
    fields.push(("Short title", draft.navigation_title.clone()));
    if let Details::Page(page) = &draft.details {
        fields.extend(of_page(page));
    }
    fields
}

/// A block's own fields.
pub(super) fn of_block(block: &Block, shown: Shown<'_>) -> Vec<Field> {
    match &block.content {
        BlockContent::Prose(prose) => vec![("Text", prose.markdown.clone())],
        BlockContent::CallOut(call_out) => {
            let tone = match call_out.tone {
                Tone::Information => "Information",
                Tone::Warning => "Warning",
            };
            vec![("Tone", tone.to_owned()), ("Heading", call_out.heading.clone()), ("Text", call_out.markdown.clone())]
        }
        BlockContent::Steps(steps) => {
            let step = |step: &Step| format!("{}\n{}", step.heading, step.markdown);
            let all = steps.steps.iter().map(step).collect::<Vec<_>>().join("\n\n");
            vec![("Heading", steps.heading.clone()), ("Steps", all)]
        }
        BlockContent::Expander(expander) => {
            vec![("Line that opens it", expander.label.clone()), ("Text", expander.markdown.clone())]
        }
        BlockContent::Quote(quote) => {
            vec![("Words", quote.markdown.clone()), ("Name", quote.name.clone()), ("What they are", quote.role.clone())]
        }
        BlockContent::Table(table) => vec![
            ("Caption", table.caption.clone()),
            ("The first column names the rows", yes_or_no(table.row_headings)),
            ("Cells", table.in_lines()),
        ],
        BlockContent::Video(video) => vec![
            ("Title", video.title.clone()),
            ("Link to", target(video.target.as_ref(), shown)),
            ("Length", video.seconds.map(Video::typed).unwrap_or_default()),
            ("Transcript", video.markdown.clone()),
        ],
        BlockContent::CallToAction(call) => vec![
            ("Link text", call.label.clone()),
            ("Link to", target(call.target.as_ref(), shown)),
            ("Note below the link", call.note.clone()),
        ],
        BlockContent::UpcomingEvents(events) => vec![
            ("Heading", events.heading.clone()),
            ("Category", events.category.map_or_else(|| "Events of every category".to_owned(), shown)),
            ("How many events at most", events.count.to_string()),
            ("Text of the link below", events.view_all_label.clone()),
            ("Link to", target(events.view_all.as_ref(), shown)),
        ],
        BlockContent::EventList(list) => vec![("Heading", list.heading.clone())],
        BlockContent::ProviderList(list) => {
            let order = match list.grouping {
                Grouping::Region => "One part for each region",
                Grouping::Alphabet => "One list from A to Z",
            };
            vec![
                ("Heading", list.heading.clone()),
                ("Order", order.to_owned()),
                ("Only providers that offer this route", list.route.clone()),
            ]
        }
        BlockContent::Cards(cards) => {
            let (source, pages) = match &cards.source {
                CardsSource::Children => ("All pages below this one", String::new()),
                CardsSource::Chosen(nodes) => {
                    ("The pages listed here", nodes.iter().map(|node| shown(*node)).collect::<Vec<_>>().join("\n"))
                }
            };
            vec![
                ("Heading", cards.heading.clone()),
                ("Pages shown", source.to_owned()),
                ("Addresses of the pages", pages),
            ]
        }
        BlockContent::Image(image) => vec![
            ("Number of the picture", image.file.map(|file| file.to_string()).unwrap_or_default()),
            ("Text for people who cannot see it", image.alt.clone()),
            ("Decorative", yes_or_no(image.decorative)),
            ("Caption", image.caption.clone()),
            ("Cut to a wide picture", yes_or_no(image.wide)),
        ],
        BlockContent::Document(document) => vec![
            ("Number of the document", document.file.map(|file| file.to_string()).unwrap_or_default()),
            ("Link text", document.label.clone()),
        ],
    }
}

fn of_page(page: &PageDetails) -> Vec<Field> {
    let foot = match page.foot {
        FootBlocks::Inherit => "What the page above shows",
        FootBlocks::Off => "Nothing",
        FootBlocks::Own(_) => "Blocks of its own",
    };
    vec![
        ("Show in the main menu", yes_or_no(page.in_menu)),
        ("Ask search engines to leave this page out", yes_or_no(page.noindex)),
        ("Address to show in search results", page.canonical.clone()),
        ("Owner", page.owner.clone()),
        ("Read again by", page.review_by.map(wall::date).unwrap_or_default()),
        ("At the foot of this page", foot.to_owned()),
    ]
}

fn of_event(event: &EventDetails, shown: Shown<'_>) -> Vec<Field> {
    let moment = |wall: Option<chrono::NaiveDateTime>| wall.map(wall::date_time).unwrap_or_default();
    vec![
        ("Starts", moment(event.start)),
        ("Ends", moment(event.end)),
        ("Time zone", event.time_zone.clone()),
        ("Status", event.status.label().to_owned()),
        ("How people take part", event.format.label().to_owned()),
        ("Place shown", event.place.clone()),
        ("Venue", event.venue.name.clone()),
        ("Street and number", event.venue.address.clone()),
        ("Town or city", event.venue.city.clone()),
        ("Postcode", event.venue.postcode.clone()),
        ("Latitude and longitude", event.venue.coordinates.clone()),
        ("Booking link", target(event.booking.as_ref(), shown)),
        ("Organiser", event.organiser.clone()),
        ("Contact", event.contact.clone()),
        ("Audience", event.audience.clone()),
    ]
}

fn of_provider(provider: &ProviderDetails) -> Vec<Field> {
    vec![
        ("Regions", provider.regions.join("\n")),
        ("Subjects", provider.subjects.join("\n")),
        ("Routes", provider.routes.join("\n")),
        ("This provider is accredited", yes_or_no(provider.accredited)),
        ("Provider code", provider.code.clone()),
        ("Website", provider.website.clone()),
        ("Contact", provider.contact.clone()),
        ("Email address", provider.email.clone()),
        ("Phone number", provider.phone.clone()),
        ("Extension", provider.extension.clone()),
        ("Phone number from abroad", provider.international_phone.clone()),
    ]
}

fn target(target: Option<&LinkTarget>, shown: Shown<'_>) -> String {
    match target {
        None => String::new(),
        Some(LinkTarget::Node(node)) => shown(*node),
        Some(LinkTarget::Address(address)) => address.clone(),
    }
}

fn yes_or_no(yes: bool) -> String {
    (if yes { "Yes" } else { "No" }).to_owned()
}
