//! The fields of each type of block, as `admin-templates/blocks/` shows them.

use std::collections::BTreeMap;

use content::BlockType;

use super::Surroundings;
use super::files;
use super::parts::{Maker, choice};
use crate::fields::Field;

/// The fields of a block, as `admin-templates/blocks/` shows them.
pub(super) fn fields(block_type: BlockType, make: Maker<'_>, around: &Surroundings) -> BTreeMap<&'static str, Field> {
    let heading = |hint: &str| heading(make, hint);
    let list = match block_type {
        BlockType::Prose => vec![("markdown", make.markdown("Text"))],
        BlockType::CallOut => vec![
            (
                "tone",
                make.select(
                    "tone",
                    "Tone",
                    "",
                    vec![choice("information", "Information"), choice("warning", "Warning")],
                ),
            ),
            heading("May be empty."),
            ("markdown", make.markdown("Text")),
        ],
        // The steps themselves are a list of fields.
        BlockType::Steps => vec![heading("May be empty. It stands above all steps.")],
        BlockType::Expander => vec![
            ("label", make.line("label", "Line that opens it", "Says what is inside, such as What you need to apply.")),
            ("markdown", make.markdown("Text")),
        ],
        BlockType::Quote => vec![
            ("markdown", make.markdown("Their words")),
            ("name", make.short("name", "Whose words", "")),
            ("role", make.short("role", "What they are", "Such as Physics teacher in Leeds. May be empty.")),
        ],
        // So are the cells.
        BlockType::Table => vec![
            (
                "caption",
                make.line("caption", "Caption", "What the table shows. It stands above it and is read out first."),
            ),
            ("row_headings", make.tick("row_headings", "The first column names the rows", "")),
        ],
        BlockType::Video => vec![
            ("title", make.line("title", "Title", "What the video is called.")),
            ("target", Field { chooses: "", ..make.link("target", "Link to the video") }),
            ("length", make.plain("length", "Length", "Minutes and seconds, such as 2:30.").with_width("tiny")),
            (
                "markdown",
                make.text(
                    "markdown",
                    "Transcript",
                    "What is said and shown in the video, for people who cannot hear or see it.",
                ),
            ),
        ],
        BlockType::CallToAction => {
            vec![
                ("label", make.short("label", "Link text", "")),
                ("target", make.link("target", "Link to")),
                ("note", make.line("note", "Note below the link", "May be empty.")),
            ]
        }
        BlockType::EventList => vec![heading("May be empty.")],
        BlockType::UpcomingEvents => of_events(make, around),
        BlockType::ProviderList => of_providers(make),
        BlockType::Cards => of_cards(make),
        BlockType::Image => files::of_picture(make),
        BlockType::Document => files::of_document(make),
    };
    list.into_iter().collect()
}

fn heading(make: Maker<'_>, hint: &str) -> (&'static str, Field) {
    ("heading", make.line("heading", "Heading", hint))
}

fn of_events(make: Maker<'_>, around: &Surroundings) -> Vec<(&'static str, Field)> {
    vec![
        heading(make, ""),
        (
            "category",
            make.select("category", "Category", "", around.category_choices(make.typed.one("category"), make.known)),
        ),
        (
            "count",
            Field {
                inputmode: "numeric",
                ..make.plain("count", "How many events at most", "A number from 1 to 24.").with_width("tiny")
            },
        ),
        ("view_all_label", make.short("view_all_label", "Text of the link below", "")),
        ("view_all", make.link("view_all", "Link to")),
    ]
}

fn of_providers(make: Maker<'_>) -> Vec<(&'static str, Field)> {
    vec![
        heading(make, "May be empty."),
        (
            "grouping",
            make.select(
                "grouping",
                "Order",
                "",
                vec![choice("region", "One part for each region"), choice("alphabet", "One list from A to Z")],
            ),
        ),
        (
            "route",
            make.short(
                "route",
                "Only providers that offer this route",
                "Such as Assessment Only. Leave it empty to show all.",
            ),
        ),
    ]
}

fn of_cards(make: Maker<'_>) -> Vec<(&'static str, Field)> {
    vec![
        heading(make, "May be empty."),
        (
            "source",
            make.radios(
                "source",
                "Pages shown",
                "",
                vec![choice("children", "All pages below this one"), choice("chosen", "The pages listed here")],
            ),
        ),
        ("nodes", make.lines("nodes", "Addresses of the pages", &card_hint(make), 4).choosing("pages")),
    ]
}

fn card_hint(make: Maker<'_>) -> String {
    let lines = make.typed.one("nodes").lines();
    let titles: Vec<&str> = lines
        .filter_map(|line| make.known.own_path(line.trim()))
        .filter_map(|path| make.known.node_at(path))
        .filter_map(|id| make.known.title(id))
        .collect();
    let now = if titles.is_empty() { String::new() } else { format!(" Now: {}.", titles.join(", ")) };
    format!("One on each line, such as /teaching-events.{now}")
}
