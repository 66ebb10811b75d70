//! What people are told about, and how they want to be told.

/// One kind of thing that people are told about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoticeKind {
    /// A draft was submitted that this person may approve.
    Submitted,
    /// What this person submitted was sent back.
    SentBack,
    /// What this person submitted was approved.
    Approved,
    /// Somebody commented on this person's draft, or answered them.
    Comment,
    /// What this person scheduled could not be done.
    ScheduleFailed,
    /// A page that this person owns should be read again.
    ReviewByDue,
}

impl NoticeKind {
    /// All kinds, in the order of the settings.
    pub const ALL: [Self; 6] =
        [Self::Submitted, Self::SentBack, Self::Approved, Self::Comment, Self::ScheduleFailed, Self::ReviewByDue];

    /// The name in the database and in forms: `sent-back`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::SentBack => "sent-back",
            Self::Approved => "approved",
            Self::Comment => "comment",
            Self::ScheduleFailed => "schedule-failed",
            Self::ReviewByDue => "review-by-due",
        }
    }

    /// What the settings call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Submitted => "A draft waits for you to decide",
            Self::SentBack => "Your draft was sent back",
            Self::Approved => "Your draft was approved",
            Self::Comment => "Somebody commented on your draft, or answered you",
            Self::ScheduleFailed => "What you scheduled could not be done",
            Self::ReviewByDue => "A page that you own should be read again",
        }
    }
}

/// How somebody wants to be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// In the admin, and by e-mail at once.
    #[default]
    AtOnce,
    /// In the admin at once, and by one e-mail a day.
    Daily,
    /// Not at all.
    Off,
}

impl Delivery {
    /// All of them, in the order of the settings.
    pub const ALL: [Self; 3] = [Self::AtOnce, Self::Daily, Self::Off];

    /// The name in the database and in forms: `at-once`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AtOnce => "at-once",
            Self::Daily => "daily",
            Self::Off => "off",
        }
    }

    /// What the settings call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::AtOnce => "At once",
            Self::Daily => "Once a day",
            Self::Off => "Not at all",
        }
    }

    /// Reads a name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|delivery| delivery.as_str() == text)
    }
}
