use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

/// Where the present moment comes from. Everything that needs to know the time takes a clock as an argument.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's own clock.
    System,
    /// The machine's clock moved by a fixed span: a site that starts at a chosen moment and lets its time run on.
    Moved(TimeDelta),
    /// A clock that stands still until it is set, for tests.
    Fixed(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// A clock that reads `start` now and runs on from there.
    pub fn starting_at(start: DateTime<Utc>) -> Self {
        Self::Moved(start - machine_time())
    }

    /// A clock that stands at `now`.
    pub fn fixed(now: DateTime<Utc>) -> Self {
        Self::Fixed(Arc::new(Mutex::new(now)))
    }

    /// The present moment, cut to whole milliseconds, as every stored instant is.
    pub fn now(&self) -> DateTime<Utc> {
        let now = match self {
            Self::System => machine_time(),
            Self::Moved(span) => machine_time() + *span,
            Self::Fixed(now) => *now.lock().unwrap_or_else(PoisonError::into_inner),
        };
        now.duration_trunc(TimeDelta::milliseconds(1)).unwrap_or(now)
    }

    /// Sets a fixed clock; a running clock is left alone.
    pub fn set(&self, now: DateTime<Utc>) {
        if let Self::Fixed(stored) = self {
            *stored.lock().unwrap_or_else(PoisonError::into_inner) = now;
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the clock is the one home of the machine's time")]
fn machine_time() -> DateTime<Utc> {
    Utc::now()
}
