//! What kind of reference leads from one page to something else.

/// What kind of reference a link is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkPlace {
    /// A link in running text.
    Text,
    /// A call to action.
    CallToAction,
    /// The category whose events are shown.
    Events,
    /// The link below a list of events.
    ViewAll,
    /// A card.
    Card,
    /// Where people book an event.
    Booking,
    /// A picture.
    Picture,
    /// A document.
    Document,
    /// A video.
    Video,
    /// A fact inserted in running text.
    Fact,
}

impl LinkPlace {
    const ALL: [Self; 10] = [
        Self::Text,
        Self::CallToAction,
        Self::Events,
        Self::ViewAll,
        Self::Card,
        Self::Booking,
        Self::Picture,
        Self::Document,
        Self::Video,
        Self::Fact,
    ];

    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::CallToAction => "call_to_action",
            Self::Events => "events",
            Self::ViewAll => "view_all",
            Self::Card => "card",
            Self::Booking => "booking",
            Self::Picture => "picture",
            Self::Document => "document",
            Self::Video => "video",
            Self::Fact => "fact",
        }
    }

    /// The words that an editor reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::CallToAction => "Call to action",
            Self::Events => "Upcoming events",
            Self::ViewAll => "Link below the events",
            Self::Card => "Cards",
            Self::Booking => "Booking link",
            Self::Picture => "Picture",
            Self::Document => "Document",
            Self::Video => "Video",
            Self::Fact => "Fact",
        }
    }

    /// Reads the word in the database.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.as_str() == text)
    }
}
