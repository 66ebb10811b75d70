//! What a site refuses, in words that say what to do next.

use http::StatusCode;

use super::ErrorReport;

/// A request that is understood and not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is nothing here, or nothing that this person may know of: 404.
    NotFound,
    /// This person may not do it: 403.
    Forbidden {
        /// What is not allowed and whom to ask.
        sentence: String,
    },
    /// It was here and is withdrawn for good: 410.
    Gone,
    /// The request is larger than the site accepts: 413.
    TooLarge,
    /// The request makes no sense: 400.
    BadRequest {
        /// What is wrong with it.
        sentence: String,
    },
    /// It makes sense and does not fit what the site holds now: 409.
    Conflict {
        /// What stands in the way and what to do about it.
        sentence: String,
    },
    /// The body is of a kind that is not read here: 415.
    WrongContentType,
    /// The body did not arrive in time: 408.
    TooSlow,
    /// The address exists, for another method: 405.
    MethodNotAllowed,
    /// Too many attempts: 429.
    TooMany {
        /// Seconds until another attempt is accepted.
        seconds: u32,
    },
    /// The site has more to do than it can at this moment: 503.
    Busy,
    /// The disk is full, so nothing can be saved: 507.
    StorageFull,
    /// The form was sent from another site: 403.
    CrossSite,
}

/// Seconds after which a busy site is worth another try.
const BUSY_SECONDS: u32 = 5;

impl Refusal {
    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden { .. } | Self::CrossSite => StatusCode::FORBIDDEN,
            Self::Gone => StatusCode::GONE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BadRequest { .. } => StatusCode::BAD_REQUEST,
            Self::Conflict { .. } => StatusCode::CONFLICT,
            Self::WrongContentType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::StorageFull => StatusCode::INSUFFICIENT_STORAGE,
        }
    }

    /// Seconds to wait before the same request may succeed (`Retry-After`).
    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Self::TooMany { seconds } => Some(*seconds),
            Self::Busy => Some(BUSY_SECONDS),
            _ => None,
        }
    }

    /// The heading of the page.
    pub fn title(&self) -> &'static str {
        match self {
            Self::NotFound => "Page not found",
            Self::Forbidden { .. } => "You do not have permission",
            Self::Gone => "This page is no longer here",
            Self::TooLarge => "That is too large",
            Self::BadRequest { .. } => "The request could not be understood",
            Self::Conflict { .. } => "This was not done",
            Self::WrongContentType => "The request is of an unknown kind",
            Self::TooSlow => "The request took too long",
            Self::MethodNotAllowed => "That cannot be done here",
            Self::TooMany { .. } => "Too many attempts",
            Self::Busy => "The site is busy",
            Self::StorageFull => "The site cannot save at the moment",
            Self::CrossSite => "This form came from another site",
        }
    }

    /// What happened and what to do next.
    pub fn sentence(&self) -> String {
        match self {
            Self::Forbidden { sentence } | Self::BadRequest { sentence } | Self::Conflict { sentence } => {
                sentence.clone()
            }
            Self::TooMany { seconds } => format!("Try again in {}.", duration(*seconds)),
            Self::NotFound => "Check the address, or start again from the home page.".to_owned(),
            Self::Gone => "It was taken down and will not come back.".to_owned(),
            Self::TooLarge => "Shorten the text or split it over several pages, then send it again.".to_owned(),
            Self::WrongContentType => "Send the form from its own page.".to_owned(),
            Self::TooSlow => "Check your connection, go back and send the form again.".to_owned(),
            Self::MethodNotAllowed => "Go back and use the buttons of the page.".to_owned(),
            Self::Busy => "Wait a few seconds, then try again. Nothing was changed.".to_owned(),
            Self::StorageFull => {
                "Its disk is full. Keep your text, tell the person who runs the site, and save again later.".to_owned()
            }
            Self::CrossSite => {
                "Nothing was changed. Open the page on this site and send the form from there.".to_owned()
            }
        }
    }

    /// What the page for this refusal says.
    pub fn report(&self) -> ErrorReport {
        ErrorReport {
            status: self.status(),
            title: self.title().to_owned(),
            sentence: self.sentence(),
            reference: None,
            kept: Vec::new(),
        }
    }

    /// The refusal that a bare status of axum or of a layer stands for.
    pub(super) fn from_status(status: StatusCode) -> Option<Self> {
        Some(match status {
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::FORBIDDEN => {
                Self::Forbidden { sentence: "Ask an administrator if you need to do this.".to_owned() }
            }
            StatusCode::GONE => Self::Gone,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::WrongContentType,
            StatusCode::REQUEST_TIMEOUT => Self::TooSlow,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::TOO_MANY_REQUESTS => Self::TooMany { seconds: 60 },
            StatusCode::SERVICE_UNAVAILABLE => Self::Busy,
            StatusCode::INSUFFICIENT_STORAGE => Self::StorageFull,
            _ => return None,
        })
    }
}

/// A wait in words, rounded up: `1 second`, `15 minutes`.
fn duration(seconds: u32) -> String {
    let (count, unit) = if seconds < 60 { (seconds.max(1), "second") } else { (seconds.div_ceil(60), "minute") };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_told_in_words() {
        for (seconds, sentence) in [
            (0, "Try again in 1 second."),
            (4, "Try again in 4 seconds."),
            (60, "Try again in 1 minute."),
            (841, "Try again in 15 minutes."),
        ] {
            assert_eq!(Refusal::TooMany { seconds }.sentence(), sentence);
        }
    }
}
