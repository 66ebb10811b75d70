use chrono::{DateTime, Datelike, Days, NaiveDate, Utc, Weekday};

use crate::wall;

/// The days of the week on which an event may fall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum On {
    /// Monday to Friday.
    Weekday,
    /// Saturday.
    Saturday,
}

/// The day nearest to `days` from now on which the event may fall, further from now rather than nearer: what is past
/// stays past, and nothing comes earlier than promised.
pub(super) fn day(now: DateTime<Utc>, days: i64, on: On) -> NaiveDate {
    let today = wall::local(now, wall::UK).date();
    let distance = Days::new(days.unsigned_abs());
    let mut day = if days < 0 { today - distance } else { today + distance };
    while !suits(day, on) {
        day = if days < 0 { day - Days::new(1) } else { day + Days::new(1) };
    }
    day
}

fn suits(day: NaiveDate, on: On) -> bool {
    let weekday = match on {
        On::Weekday => !matches!(day.weekday(), Weekday::Sat | Weekday::Sun),
        On::Saturday => day.weekday() == Weekday::Sat,
    };
    weekday && !christmas(day)
}

/// Nobody holds events between 22 December and 3 January.
fn christmas(day: NaiveDate) -> bool {
    matches!((day.month(), day.day()), (12, 22..) | (1, ..=3))
}
