//! When something is due: a time on the clocks of the United Kingdom that has not passed.

use chrono::{DateTime, LocalResult, NaiveDateTime, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Europe::London;
use thiserror::Error;

use crate::wall;

/// A moment at which something is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The time on the wall, as it was typed.
    pub wall: NaiveDateTime,
    /// The instant.
    pub at: DateTime<Utc>,
    /// Whether the clocks show this time twice that night; it is the first one.
    pub comes_twice: bool,
}

/// Why nothing can be due then.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotDue {
    /// The clocks jump over this time.
    #[error(
        "The clocks go forward on {day}, and skip this time. The next time that there is: {next}",
        day = wall::date(.next.date()),
        next = wall::time(*.next)
    )]
    Skipped {
        /// The first time after the one that does not come.
        next: NaiveDateTime,
    },
    /// It lies in the past.
    #[error("This time has passed. It is {} now; enter a later time", in_words(*.now))]
    Past {
        /// The present moment.
        now: DateTime<Utc>,
    },
}

/// Reads a time on the clocks of the United Kingdom as a moment after `now`.
pub fn at(wall: NaiveDateTime, now: DateTime<Utc>) -> Result<Due, NotDue> {
    let (at, comes_twice) = match London.from_local_datetime(&wall) {
        LocalResult::Single(local) => (local.to_utc(), false),
        LocalResult::Ambiguous(first, _) => (first.to_utc(), true),
        LocalResult::None => return Err(NotDue::Skipped { next: after_gap(wall) }),
    };
    if at <= now { Err(NotDue::Past { now }) } else { Ok(Due { wall, at, comes_twice }) }
}

/// "30 March 2027 at 9am": a moment on the clocks of the United Kingdom.
pub fn in_words(moment: DateTime<Utc>) -> String {
    let local = wall::local(moment, wall::UK);
    format!("{} at {}", wall::date(local.date()), wall::time(local))
}

/// The first whole minute after a time that the clocks skip. No zone skips more than a day.
fn after_gap(wall: NaiveDateTime) -> NaiveDateTime {
    let start = wall.with_second(0).unwrap_or(wall);
    (1..=24 * 60)
        .filter_map(|minutes| start.checked_add_signed(TimeDelta::minutes(minutes)))
        .find(|later| !matches!(London.from_local_datetime(later), LocalResult::None))
        .unwrap_or(wall)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;

    fn wall_at(text: &str) -> NaiveDateTime {
        text.parse().expect("a time")
    }

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    #[test]
    fn nine_in_the_morning_is_nine_on_the_wall_in_summer_and_in_winter() {
        let now = instant("2027-01-01T00:00:00Z");
        for (wall, utc) in [
            ("2027-03-27T09:00:00", "2027-03-27T09:00:00Z"),
            ("2027-03-28T09:00:00", "2027-03-28T08:00:00Z"),
            ("2027-10-30T09:00:00", "2027-10-30T08:00:00Z"),
            ("2027-10-31T09:00:00", "2027-10-31T09:00:00Z"),
        ] {
            let due = at(wall_at(wall), now).expect("it comes");
            assert_eq!((due.at, due.comes_twice), (instant(utc), false), "{wall}");
            assert!(in_words(due.at).ends_with(" at 9am"));
        }
    }

    #[test]
    fn a_time_that_does_not_come_names_the_next_that_does() {
        let now = instant("2027-01-01T00:00:00Z");
        let refused = at(wall_at("2027-03-28T01:30:20"), now).expect_err("skipped");
        assert_eq!(refused, NotDue::Skipped { next: wall_at("2027-03-28T02:00:00") });
        assert_eq!(
            refused.to_string(),
            "The clocks go forward on 28 March 2027, and skip this time. The next time that there is: 2am"
        );
    }

    #[test]
    fn a_time_that_comes_twice_is_the_first_and_says_so() {
        let due = at(wall_at("2027-10-31T01:30:00"), instant("2027-01-01T00:00:00Z")).expect("it comes");
        assert_eq!((due.at, due.comes_twice), (instant("2027-10-31T00:30:00Z"), true));
    }

    #[test]
    fn what_has_passed_is_refused_with_the_present_time() {
        let now = instant("2027-03-30T08:00:00Z");
        let refused = at(wall_at("2027-03-30T09:00:00"), now).expect_err("it is nine now");
        assert_eq!(refused.to_string(), "This time has passed. It is 30 March 2027 at 9am now; enter a later time");
        assert!(at(wall_at("2027-03-30T09:00:01"), now).is_ok());
    }

    proptest! {
        /// Around both changes of 2020 to 2040: every time on the wall is a moment that reads as typed, or is skipped and names one that is.
        #[test]
        fn every_time_around_a_change_is_that_time_or_names_the_next(
            year in 2020_i32..2040, spring in any::<bool>(), minutes in -300_i64..300, seconds in 0_i64..60,
        ) {
            let month = if spring { 3 } else { 10 };
            let sunday = (25..=31).rev().filter_map(|day| NaiveDate::from_ymd_opt(year, month, day))
                .find(|day| chrono::Datelike::weekday(day) == chrono::Weekday::Sun).expect("a last Sunday");
            let wall = sunday.and_hms_opt(1, 0, 0).expect("a time")
                + TimeDelta::minutes(minutes) + TimeDelta::seconds(seconds);
            let in_hour = (0..60).contains(&minutes);
            match at(wall, DateTime::UNIX_EPOCH) {
                Ok(due) => {
                    prop_assert!(!(spring && in_hour));
                    prop_assert_eq!(wall::local(due.at, wall::UK), wall);
                    prop_assert_eq!(due.comes_twice, !spring && in_hour);
                    // Of a time that comes twice it is the first: an hour earlier the clocks showed an hour less.
                    prop_assert_eq!(wall::local(due.at - TimeDelta::hours(1), wall::UK) == wall, false);
                }
                Err(NotDue::Skipped { next }) => {
                    prop_assert!(spring && in_hour);
                    prop_assert_eq!(next, sunday.and_hms_opt(2, 0, 0).expect("a time"));
                    prop_assert!(at(next, DateTime::UNIX_EPOCH).is_ok());
                }
                Err(NotDue::Past { .. }) => prop_assert!(false, "after the epoch"),
            }
        }
    }
}
