//! The rules by name, each with how much it matters and why.

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Somebody cannot read or use the page.
    Error,
    /// The page is harder to read than it need be; a person may judge otherwise.
    Warning,
    /// Worth knowing.
    Advice,
}

/// What is looked for in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// An image that neither has a description nor is marked as decoration.
    ImageWithoutText,
    /// A link without words.
    EmptyLink,
    /// A link to a heading that this page does not have.
    BrokenAnchor,
    /// A heading more than one level below the one before.
    HeadingSkip,
    /// Raw HTML that is left out.
    HtmlDropped,
    /// A table whose columns have no names.
    TableWithoutHeader,
    /// A link whose words say nothing about where it leads.
    VagueLink,
    /// The same words lead to different places.
    SameLinkText,
    /// A link that shows its address.
    AddressAsText,
    /// A heading in capitals.
    CapitalHeading,
    /// A heading that ends like a sentence.
    HeadingFullStop,
    /// A bold paragraph that stands in for a heading.
    BoldHeading,
    /// Bullets that were typed as letters.
    TypedBullets,
    /// A link to `/node/N`, the address of an older site.
    NodeAddress,
    /// A link to a page of this site by its whole address.
    OwnAddress,
    /// A sentence of more than 25 words.
    LongSentence,
    /// A paragraph of more than five sentences.
    LongParagraph,
    /// An acronym that the page does not spell out.
    Acronym,
    /// A link to a file that does not say what it is and how large.
    FileLink,
    /// A date that is over where the text speaks of what is to come.
    PastDate,
    /// Quotations and lists within one another so deep that nothing else is looked for.
    TooDeep,
    /// Attributes of raw HTML that are left out.
    AttributeDropped,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 22] = [
        Self::ImageWithoutText,
        Self::EmptyLink,
        Self::BrokenAnchor,
        Self::HeadingSkip,
        Self::HtmlDropped,
        Self::TableWithoutHeader,
        Self::VagueLink,
        Self::SameLinkText,
        Self::AddressAsText,
        Self::CapitalHeading,
        Self::HeadingFullStop,
        Self::BoldHeading,
        Self::TypedBullets,
        Self::NodeAddress,
        Self::OwnAddress,
        Self::LongSentence,
        Self::LongParagraph,
        Self::Acronym,
        Self::FileLink,
        Self::PastDate,
        Self::TooDeep,
        Self::AttributeDropped,
    ];

    /// The name that stays the same for ever: it is stored with what people accepted.
    pub fn id(self) -> &'static str {
        match self {
            Self::ImageWithoutText => "image-without-text",
            Self::EmptyLink => "empty-link",
            Self::BrokenAnchor => "broken-anchor",
            Self::HeadingSkip => "heading-skip",
            Self::HtmlDropped => "html-dropped",
            Self::TableWithoutHeader => "table-without-header",
            Self::VagueLink => "vague-link",
            Self::SameLinkText => "same-link-text",
            Self::AddressAsText => "address-as-text",
            Self::CapitalHeading => "capital-heading",
            Self::HeadingFullStop => "heading-full-stop",
            Self::BoldHeading => "bold-heading",
            Self::TypedBullets => "typed-bullets",
            Self::NodeAddress => "node-address",
            Self::OwnAddress => "own-address",
            Self::LongSentence => "long-sentence",
            Self::LongParagraph => "long-paragraph",
            Self::Acronym => "acronym",
            Self::FileLink => "file-link",
            Self::PastDate => "past-date",
            Self::TooDeep => "too-deep",
            Self::AttributeDropped => "attribute-dropped",
        }
    }

    /// How much it matters.
    pub fn severity(self) -> Severity {
        match self {
            Self::ImageWithoutText
            | Self::EmptyLink
            | Self::BrokenAnchor
            | Self::HeadingSkip
            | Self::HtmlDropped
            | Self::TableWithoutHeader => Severity::Error,
            Self::AttributeDropped => Severity::Advice,
            _ => Severity::Warning,
        }
    }

    /// Why it matters, in one sentence.
    pub fn why(self) -> &'static str {
        match self {
            Self::ImageWithoutText => "People who cannot see the image learn nothing of it.",
            Self::EmptyLink => "Nobody can see or hear a link without words.",
            Self::BrokenAnchor => "The link leads nowhere.",
            Self::HeadingSkip => "People who move from heading to heading think that they missed one.",
            Self::HtmlDropped => "Visitors do not get it, so the page reads differently from what you typed.",
            Self::TableWithoutHeader => "Screen readers name the column of each cell by its header.",
            Self::VagueLink => "Many people read the links alone, without the text around them.",
            Self::SameLinkText => "People expect the same words to lead to the same place.",
            Self::AddressAsText => "Screen readers read an address letter by letter.",
            Self::CapitalHeading => "Capitals are slow to read, and some screen readers spell them out.",
            Self::HeadingFullStop => "A heading is a name, not a sentence.",
            Self::BoldHeading => "Screen readers and tables of contents find real headings only.",
            Self::TypedBullets => "Screen readers say how long a real list is, and lines of it keep their indent.",
            Self::NodeAddress => "A link by number and name stays right when the page moves.",
            Self::OwnAddress => "A link to a page of this site stays right when the page moves or the site does.",
            Self::LongSentence => "Short sentences are understood at the first reading.",
            Self::LongParagraph => "Short paragraphs are easier to scan.",
            Self::Acronym => "Not everybody knows what the letters stand for.",
            Self::FileLink => "People on a phone want to know what they download before they do.",
            Self::PastDate => "Visitors take it for something to come.",
            Self::TooDeep => "Visitors see the marks of the inner quotations or lists as text.",
            Self::AttributeDropped => "It has no effect on the page.",
        }
    }

    /// Whether what is found depends on the day.
    pub fn depends_on_the_day(self) -> bool {
        self == Self::PastDate
    }
}
