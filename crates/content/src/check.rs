//! What a reader would miss in the fields of a draft. What must not be published at all is a problem too ([`crate::publishable`]).

use chrono::{DateTime, Utc};

use crate::{BlockContent, CardsSource, Details, Draft, EventDetails, EventStatus, Format, Kind};

/// The most characters of a title that search engines show.
const SHOWN_TITLE: usize = 65;

/// What is looked for in the fields of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PageRule {
    /// No summary for lists and search engines.
    MissingDescription,
    /// A title that search engines cut.
    LongTitle,
    /// An event in person that does not say where.
    EventWithoutVenue,
    /// An event that is over and not marked as such.
    PastEvent,
    /// A call to action without a target, which visitors do not get.
    DeadCallToAction,
    /// Cards of chosen pages where none is chosen.
    EmptyCards,
    /// A picture or a document that is not chosen yet.
    EmptyFile,
    /// A picture of which nobody has said what people get who cannot see it.
    UndecidedImage,
    /// A video without a target.
    EmptyVideo,
    /// A video of which nobody has written what is said in it.
    MissingTranscript,
    /// A quotation that does not say whose words it is.
    QuoteWithoutName,
    /// A table that does not say what it shows.
    TableWithoutCaption,
    /// A column of a table that has cells and no name.
    UnnamedColumn,
    /// A step without a heading.
    UnnamedStep,
}

impl PageRule {
    /// Every rule.
    pub const ALL: [Self; 14] = [
        Self::MissingDescription,
        Self::LongTitle,
        Self::EventWithoutVenue,
        Self::PastEvent,
        Self::DeadCallToAction,
        Self::EmptyCards,
        Self::EmptyFile,
        Self::UndecidedImage,
        Self::EmptyVideo,
        Self::MissingTranscript,
        Self::QuoteWithoutName,
        Self::TableWithoutCaption,
        Self::UnnamedColumn,
        Self::UnnamedStep,
    ];

    /// The name that stays the same for ever: it is stored with what people accepted.
    pub fn id(self) -> &'static str {
        match self {
            Self::MissingDescription => "missing-description",
            Self::LongTitle => "long-title",
            Self::EventWithoutVenue => "event-without-venue",
            Self::PastEvent => "past-event",
            Self::DeadCallToAction => "dead-call-to-action",
            Self::EmptyCards => "empty-cards",
            Self::EmptyFile => "empty-file",
            Self::UndecidedImage => "undecided-image",
            Self::EmptyVideo => "empty-video",
            Self::MissingTranscript => "missing-transcript",
            Self::QuoteWithoutName => "quote-without-name",
            Self::TableWithoutCaption => "table-without-caption",
            Self::UnnamedColumn => "unnamed-column",
            Self::UnnamedStep => "unnamed-step",
        }
    }

    /// Why it matters, in one sentence.
    pub fn why(self) -> &'static str {
        match self {
            Self::MissingDescription => "Lists and search engines show it below the title.",
            Self::LongTitle => "Search engines cut longer titles.",
            Self::EventWithoutVenue => "People need to know where to go.",
            Self::PastEvent => "People who find it may think that they can still come.",
            Self::DeadCallToAction | Self::EmptyVideo => "It is left out of the page until it leads somewhere.",
            Self::EmptyCards => "It is left out of the page until it has pages to show.",
            Self::EmptyFile => "It is left out of the page until a file is chosen.",
            Self::UndecidedImage => {
                "People who cannot see the picture learn nothing of it. It cannot be published like this."
            }
            Self::MissingTranscript => "People who cannot hear or see the video learn nothing of it.",
            Self::QuoteWithoutName => "Readers want to know whose words they read.",
            Self::TableWithoutCaption => "People who hear the page cannot tell what the table is about.",
            Self::UnnamedColumn => "People who hear the page cannot tell what its cells mean.",
            Self::UnnamedStep => "Readers look for their step by its heading.",
        }
    }

    /// Whether a draft is not published while this holds.
    pub fn is_error(self) -> bool {
        matches!(self, Self::UndecidedImage | Self::MissingTranscript | Self::UnnamedColumn)
    }
}

/// Something that a reader would miss.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageFinding {
    /// What was looked for.
    pub rule: PageRule,
    /// The field as the editor's form names it, such as `summary` or `block.{id}.target`.
    pub field: String,
    /// What it is about, by which the same finding is known again.
    pub about: String,
    /// What was found.
    pub sentence: String,
}

/// Everything that the rules find in the fields of a draft. Without the moment at which it is asked nothing is said that depends on it.
pub fn check(draft: &Draft, now: Option<DateTime<Utc>>) -> Vec<PageFinding> {
    let mut found = Vec::new();
    let mut add = |rule, field: &str, about: &str, sentence: String| {
        found.push(PageFinding { rule, field: field.to_owned(), about: about.to_owned(), sentence });
    };
    let length = draft.title.chars().count();
    if length > SHOWN_TITLE {
        let sentence = format!("The title has {length} characters. Search engines show {SHOWN_TITLE}.");
        add(PageRule::LongTitle, "title", &draft.title, sentence);
    }
    if is_described(draft) == Some(false) {
        let sentence = "There is no summary. Write one or two sentences.".to_owned();
        add(PageRule::MissingDescription, "summary", "", sentence);
    }
    if let Details::Event(event) = &draft.details {
        if event.format != Format::Online && has_no_venue(event) {
            let sentence = "The event is in person, and no venue is given.".to_owned();
            add(PageRule::EventWithoutVenue, "venue_name", "", sentence);
        }
        let over = now.zip(event.ends_at().or(event.starts_at())).is_some_and(|(now, end)| end < now);
        if over && event.status == EventStatus::Scheduled {
            let start = event.start.map(|start| start.to_string()).unwrap_or_default();
            add(PageRule::PastEvent, "start", &start, "The event is over. Check its date.".to_owned());
        }
    }
    for block in draft.blocks() {
        match &block.content {
            BlockContent::CallToAction(call) if call.target.is_none() => {
                let sentence = "The call to action leads nowhere.".to_owned();
                add(PageRule::DeadCallToAction, &format!("block.{}.target", block.id), &call.label, sentence);
            }
            BlockContent::Cards(cards) if cards.source == CardsSource::Chosen(Vec::new()) => {
                let sentence = "No page is chosen for these cards.".to_owned();
                add(PageRule::EmptyCards, &format!("block.{}.nodes", block.id), &cards.heading, sentence);
            }
            BlockContent::Image(image) if image.file.is_none() => {
                let sentence = "No picture is chosen.".to_owned();
                add(PageRule::EmptyFile, &format!("block.{}.file", block.id), &image.alt, sentence);
            }
            BlockContent::Image(image) if !image.is_decided() => {
                let number = image.file.map(|file| file.to_string()).unwrap_or_default();
                let sentence = "Nobody has written what the picture says, or ticked that it is decorative.".to_owned();
                add(PageRule::UndecidedImage, &format!("block.{}.alt", block.id), &number, sentence);
            }
            BlockContent::Document(document) if document.file.is_none() => {
                let sentence = "No document is chosen.".to_owned();
                add(PageRule::EmptyFile, &format!("block.{}.file", block.id), &document.label, sentence);
            }
            BlockContent::Video(video) if video.target.is_none() => {
                let sentence = "The video leads nowhere.".to_owned();
                add(PageRule::EmptyVideo, &format!("block.{}.target", block.id), &video.title, sentence);
            }
            BlockContent::Video(video) if video.markdown.trim().is_empty() => {
                let sentence = "The video has no transcript. Write what is said and shown in it.".to_owned();
                add(PageRule::MissingTranscript, &format!("block.{}.markdown", block.id), &video.title, sentence);
            }
            BlockContent::Quote(quote) if quote.name.trim().is_empty() && !quote.markdown.trim().is_empty() => {
                let sentence = "The quotation does not say whose words it is.".to_owned();
                add(PageRule::QuoteWithoutName, &format!("block.{}.name", block.id), &quote.markdown, sentence);
            }
            BlockContent::Table(table) if !table.is_empty() => {
                if table.caption.trim().is_empty() {
                    let sentence = "The table has no caption.".to_owned();
                    let about = table.columns.join(" | ");
                    add(PageRule::TableWithoutCaption, &format!("block.{}.caption", block.id), &about, sentence);
                }
                for column in table.unnamed_columns() {
                    let field = format!("block.{}.cell-0-{column}", block.id);
                    let sentence = format!("Column {column} of the table has no name.");
                    add(PageRule::UnnamedColumn, &field, &format!("{} {column}", table.caption), sentence);
                }
            }
            BlockContent::Steps(steps) => {
                let unnamed = |step: &crate::Step| step.heading.trim().is_empty() && !step.markdown.trim().is_empty();
                for (number, step) in (1..).zip(&steps.steps).filter(|(_, step)| unnamed(step)) {
                    let field = format!("block.{}.heading-{number}", block.id);
                    add(PageRule::UnnamedStep, &field, &step.markdown, format!("Step {number} has no heading."));
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether a draft has the summary that lists and search engines show; `None` for providers, who are described by their fields.
pub fn is_described(draft: &Draft) -> Option<bool> {
    (draft.kind() != Kind::Provider).then(|| !draft.summary.trim().is_empty())
}

fn has_no_venue(event: &EventDetails) -> bool {
    let venue = &event.venue;
    [&venue.name, &venue.address, &venue.city, &venue.postcode].iter().all(|part| part.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Block, BlockId, CallToAction, Cards, FileNumber, Image};

    fn rules(draft: &Draft, now: Option<DateTime<Utc>>) -> Vec<&'static str> {
        check(draft, now).into_iter().map(|finding| finding.rule.id()).collect()
    }

    #[test]
    fn a_page_lacks_its_description_and_has_a_long_title() {
        let mut draft = Draft::empty(Kind::Page);
        draft.title = "é".repeat(66);
        assert_eq!(rules(&draft, None), ["long-title", "missing-description"]);
        draft.title.truncate(130);
        draft.summary = "All about fees.".into();
        assert_eq!(rules(&draft, None), [""; 0]);
        assert_eq!(rules(&Draft::empty(Kind::Provider), None), [""; 0]);
    }

    #[test]
    fn an_event_says_where_and_is_not_over() {
        let mut draft = Draft::empty(Kind::Event);
        draft.summary = "Meet a school.".into();
        let event = draft.event_mut().unwrap();
        event.format = Format::Both;
        event.start = chrono::NaiveDate::from_ymd_opt(2021, 3, 30).and_then(|day| day.and_hms_opt(17, 0, 0));
        let now = |text: &str| Some(text.parse::<DateTime<Utc>>().unwrap());
        assert_eq!(rules(&draft, now("2021-03-30T15:00:00Z")), ["event-without-venue"]);
        assert_eq!(rules(&draft, now("2021-03-30T17:00:00Z")), ["event-without-venue", "past-event"]);
        draft.event_mut().unwrap().venue.city = "Newcastle".into();
        draft.event_mut().unwrap().status = EventStatus::Cancelled;
        assert_eq!(rules(&draft, now("2021-03-30T17:00:00Z")), [""; 0]);
    }

    #[test]
    fn blocks_that_visitors_do_not_get_are_named() {
        let mut draft = Draft::empty(Kind::Page);
        draft.summary = "Fees.".into();
        let cards = Cards { source: CardsSource::Chosen(Vec::new()), ..Cards::default() };
        draft.body = vec![
            Block { id: BlockId::from_number(1), content: BlockContent::CallToAction(CallToAction::default()) },
            Block { id: BlockId::from_number(2), content: BlockContent::Cards(cards) },
            Block { id: BlockId::from_number(3), content: BlockContent::Cards(Cards::default()) },
        ];
        assert_eq!(rules(&draft, None), ["dead-call-to-action", "empty-cards"]);
    }

    #[test]
    fn a_table_names_its_columns_and_a_video_has_a_transcript() {
        let mut draft = Draft::empty(Kind::Page);
        draft.summary = "Fees.".into();
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let mut table =
            crate::Table { columns: row(["", "2021"]), rows: vec![row(["Fee", "£9,250"])], ..crate::Table::default() };
        let of = |draft: &mut Draft, content| {
            draft.body = vec![Block { id: BlockId::from_number(1), content }];
            rules(draft, None)
        };
        assert_eq!(of(&mut draft, BlockContent::Table(table.clone())), ["table-without-caption", "unnamed-column"]);
        table.row_headings = true;
        table.caption = "Fees".into();
        assert_eq!(of(&mut draft, BlockContent::Table(table)), [""; 0]);
        let mut video = crate::Video::default();
        assert_eq!(of(&mut draft, BlockContent::Video(video.clone())), ["empty-video"]);
        video.target = crate::LinkTarget::parse("https://video.example.org/1");
        assert_eq!(of(&mut draft, BlockContent::Video(video.clone())), ["missing-transcript"]);
        video.markdown = "“Hello.”".into();
        assert_eq!(of(&mut draft, BlockContent::Video(video)), [""; 0]);
    }

    #[test]
    fn a_picture_is_decided_before_it_is_published() {
        let mut draft = Draft::empty(Kind::Page);
        draft.title = "Fees".into();
        draft.summary = "Fees.".into();
        let mut image = Image::default();
        for (file, alt, decorative, rule) in [
            (None, "", false, &["empty-file"][..]),
            (Some(FileNumber(12)), " ", false, &["undecided-image"]),
            (Some(FileNumber(12)), "A classroom", false, &[]),
            (Some(FileNumber(12)), "", true, &[]),
        ] {
            image = Image { file, alt: alt.into(), decorative, ..image };
            draft.body = vec![Block { id: BlockId::from_number(1), content: BlockContent::Image(image.clone()) }];
            assert_eq!(rules(&draft, None), rule);
            let problems = crate::publishable(&draft);
            assert_eq!(problems.is_empty(), rule != ["undecided-image"], "{problems:?}");
        }
    }
}
