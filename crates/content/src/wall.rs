//! Wall time: what the clocks on the wall say at a place, and the instants they stand for.

use chrono::{DateTime, Datelike, LocalResult, NaiveDate, NaiveDateTime, SecondsFormat, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use thiserror::Error;

/// The time zone of an event unless somebody chooses another.
pub const UK: &str = "Europe/London";

/// Why a wall time stands for no instant.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WallError {
    /// Not a name of the IANA time zone database.
    #[error("Enter a time zone such as Europe/London")]
    UnknownZone,
    /// The clocks jump over this time.
    #[error("The clocks go forward on {0}, and skip this time. Enter a time before or after the change")]
    Skipped(String),
}

/// The instant of a wall time in a zone. When the clocks go back and a time comes twice, it is the first one.
pub fn instant(wall: NaiveDateTime, zone: &str) -> Result<DateTime<Utc>, WallError> {
    match zone_named(zone)?.from_local_datetime(&wall) {
        LocalResult::Single(local) | LocalResult::Ambiguous(local, _) => Ok(local.to_utc()),
        LocalResult::None => Err(WallError::Skipped(date(wall.date()))),
    }
}

/// The wall time of an instant in a zone; an unknown zone reads as the United Kingdom's.
pub fn local(instant: DateTime<Utc>, zone: &str) -> NaiveDateTime {
    instant.with_timezone(&zone_named(zone).unwrap_or(Tz::Europe__London)).naive_local()
}

/// The machine-readable form with the offset of that day: `2021-03-30T18:00:00+01:00` (RFC 3339).
pub fn rfc3339(instant: DateTime<Utc>, zone: &str) -> String {
    let zone = zone_named(zone).unwrap_or(Tz::Europe__London);
    instant.with_timezone(&zone).to_rfc3339_opts(SecondsFormat::Secs, false)
}

/// Whether a name is one of the IANA time zone database.
pub fn zone_exists(name: &str) -> bool {
    zone_named(name).is_ok()
}

/// "Tuesday 23 March 2021, 5pm".
pub fn date_time(wall: NaiveDateTime) -> String {
    format!("{}, {}", weekday_date(wall.date()), time(wall))
}

/// "Tuesday 23 March 2021, 5pm to 7pm", or with both dates when the end is on another day.
pub fn span(start: NaiveDateTime, end: Option<NaiveDateTime>) -> String {
    match end {
        None => date_time(start),
        Some(end) if end.date() == start.date() => format!("{} to {}", date_time(start), time(end)),
        Some(end) => format!("{} to {}", date_time(start), date_time(end)),
    }
}

/// "23 March 2021".
pub fn date(date: NaiveDate) -> String {
    format!("{} {}", date.day(), date.format("%B %Y"))
}

/// "Tuesday 23 March 2021".
pub fn weekday_date(day: NaiveDate) -> String {
    format!("{} {}", day.format("%A"), date(day))
}

/// "5pm", "10:30am", "midday", "midnight": the house style of GOV.UK.
pub fn time(wall: NaiveDateTime) -> String {
    let (afternoon, hour) = wall.hour12();
    let half = if afternoon { "pm" } else { "am" };
    match (wall.hour(), wall.minute()) {
        (0, 0) => "midnight".into(),
        (12, 0) => "midday".into(),
        (_, 0) => format!("{hour}{half}"),
        (_, minute) => format!("{hour}:{minute:02}{half}"),
    }
}

fn zone_named(name: &str) -> Result<Tz, WallError> {
    name.parse().map_err(|_| WallError::UnknownZone)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn wall(year: i32, month: u32, day: u32, hour: u32, minute: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(year, month, day).and_then(|d| d.and_hms_opt(hour, minute, 0)).expect("a date")
    }

    #[test]
    fn the_york_event_lies_after_the_clock_change() {
        let newcastle = instant(wall(2021, 3, 23, 17, 0), UK).expect("exists");
        let york = instant(wall(2021, 3, 30, 18, 0), UK).expect("exists");
        assert_eq!(rfc3339(newcastle, UK), "2021-03-23T17:00:00+00:00");
        assert_eq!(rfc3339(york, UK), "2021-03-30T18:00:00+01:00");
        assert_eq!(york.to_rfc3339(), "2021-03-30T17:00:00+00:00");
    }

    #[test]
    fn the_skipped_hour_is_refused_with_its_day() {
        let error = instant(wall(2021, 3, 28, 1, 30), UK).expect_err("skipped");
        assert_eq!(
            error.to_string(),
            "The clocks go forward on 28 March 2021, and skip this time. Enter a time before or after the change"
        );
        assert_eq!(instant(wall(2021, 3, 28, 1, 30), "Mars/Olympus"), Err(WallError::UnknownZone));
    }

    #[test]
    fn an_hour_that_comes_twice_is_the_first_one() {
        let twice = instant(wall(2021, 10, 31, 1, 30), UK).expect("exists");
        assert_eq!(rfc3339(twice, UK), "2021-10-31T01:30:00+01:00");
    }

    #[test]
    fn dates_read_as_people_say_them() {
        assert_eq!(date_time(wall(2021, 3, 23, 17, 0)), "Tuesday 23 March 2021, 5pm");
        assert_eq!(time(wall(2021, 3, 23, 10, 5)), "10:05am");
        assert_eq!(time(wall(2021, 3, 23, 12, 0)), "midday");
        assert_eq!(time(wall(2021, 3, 23, 0, 30)), "12:30am");
        let (start, end) = (wall(2021, 3, 23, 17, 0), wall(2021, 3, 23, 19, 30));
        assert_eq!(span(start, Some(end)), "Tuesday 23 March 2021, 5pm to 7:30pm");
    }

    proptest! {
        #[test]
        fn an_instant_seen_on_the_wall_is_the_same_instant(seconds in 0_i64..4_000_000_000) {
            let original = DateTime::from_timestamp(seconds, 0).expect("in range");
            let back = instant(local(original, UK), UK).expect("it was on the wall");
            // The second passing of an hour that comes twice reads as its first.
            prop_assert!(back == original || original - back == chrono::TimeDelta::hours(1));
        }
    }
}
