use std::collections::BTreeSet;

use content::{BlockId, BlockType, Tone};
use serde_json::{Value, json};
use store::published::{
    Anchor, EventFilter, OfferedPicture, ProviderGroup, PublishedBlock, PublishedContent, PublishedStep,
};

use super::shapes::{category, college, prose, site, york};
use crate::schemas;
use crate::wire::{Block, BlockContent};

/// A picture and a document, which are what the library makes of them.
fn files() -> Vec<Block> {
    let offered =
        OfferedPicture { src: "/media/12/x/320.jpg".into(), width: 320, height: 213, media_type: "image/jpeg" };
    let picture = BlockContent::Image {
        src: offered.src.clone(),
        width: 1200,
        height: 800,
        alt: "A class".into(),
        decorative: false,
        caption: None,
        credit: Some("Us".into()),
        renditions: vec![offered.into()],
    };
    let document = BlockContent::Document {
        label: "Dates".into(),
        href: "/media/13/dates.pdf".into(),
        media_type: "application/pdf",
        size_bytes: 120_000,
        note: Some("PDF, 120 KB".into()),
    };
    vec![Block { id: "picture".into(), content: picture }, Block { id: "document".into(), content: document }]
}

/// One block of each type, with everything that it can hold.
fn samples() -> Vec<Value> {
    let html = || prose("Pay **£9,250**");
    let events = || vec![york()];
    let step = |heading: &str| PublishedStep { heading: heading.into(), html: html() };
    let contents = vec![
        PublishedContent::Prose { html: html() },
        PublishedContent::CallOut { tone: Tone::Warning, heading: String::new(), html: html() },
        PublishedContent::Steps { heading: "How to apply".into(), steps: vec![step("Ask"), step("")] },
        PublishedContent::Expander { label: "More".into(), html: html() },
        PublishedContent::Quote { html: html(), name: "Amira Hassan".into(), role: String::new() },
        PublishedContent::Table {
            caption: "Fees".into(),
            row_headings: true,
            columns: vec![html(), html()],
            rows: vec![vec![html(), html()]],
        },
        PublishedContent::Video {
            title: "A day".into(),
            href: "https://video.example.org/1".into(),
            seconds: Some(150),
            transcript: html(),
        },
        PublishedContent::CallToAction { label: "Ask".into(), href: "/ask".into(), note: String::new() },
        PublishedContent::Cards { heading: "Next".into(), cards: vec![category()] },
        PublishedContent::UpcomingEvents {
            heading: "Soon".into(),
            events: events(),
            view_all: Some(Anchor { label: "All".into(), href: "/teaching-events".into() }),
        },
        PublishedContent::EventList {
            heading: String::new(),
            events: events(),
            total: 21,
            page: 1,
            pages: 2,
            per_page: 20,
            places: vec!["York".into()],
            months: vec!["2021-03".parse().expect("a month")],
            categories: vec![category()],
            filter: EventFilter::default(),
        },
        PublishedContent::ProviderList {
            heading: "Providers".into(),
            groups: vec![ProviderGroup { name: None, providers: vec![college()] }],
            total: 1,
        },
    ];
    let blocks = (1..).map(BlockId::from_number).zip(contents).map(|(id, content)| PublishedBlock { id, content });
    let mut wire = Block::all(blocks.collect(), &site());
    wire.extend(files());
    wire.iter().map(|block| serde_json::to_value(block).expect("it is JSON")).collect()
}

#[test]
fn every_sample_keeps_to_the_schema_of_its_type_and_to_no_other() {
    let samples = samples();
    let told: BTreeSet<&str> = samples.iter().filter_map(|sample| sample["type"].as_str()).collect();
    assert_eq!(told, BlockType::ALL.map(BlockType::as_str).into_iter().collect(), "each type has a sample");
    for block_type in BlockType::ALL {
        let schema = Value::Object(schemas::of(block_type));
        let validator = jsonschema::validator_for(&schema).expect("it is a schema");
        for sample in &samples {
            let own = sample["type"] == block_type.as_str();
            let errors: Vec<String> = validator.iter_errors(sample).map(|error| error.to_string()).collect();
            assert_eq!(errors.is_empty(), own, "{} against {block_type:?}: {errors:?}", sample["type"]);
        }
    }
}

#[test]
fn a_schema_says_which_fields_there_are_and_what_they_hold() {
    let schema = Value::Object(schemas::of(BlockType::Quote));
    let validator = jsonschema::validator_for(&schema).expect("it is a schema");
    let quote = |value: Value| json!({"id": "b1", "type": "quote", "value": value});
    assert!(validator.is_valid(&quote(json!({"html": "<p>Yes</p>", "name": null, "role": "Teacher"}))));
    for wrong in [
        json!({"html": "<p>Yes</p>", "name": "Amira Hassan"}),
        json!({"html": 12, "name": null, "role": null}),
        json!("<p>Yes</p>"),
    ] {
        assert!(!validator.is_valid(&quote(wrong.clone())), "{wrong}");
    }
}
