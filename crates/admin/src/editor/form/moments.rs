//! Dates and times as people type them: `27 3 2021`, `5pm`, `17:00`.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use content::{Problem, wall};

use super::Fields;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Reads `{name}.day`, `.month`, `.year` and `.time`; `None` when all four are empty.
pub(crate) fn moment(fields: &Fields, name: &str) -> Result<Option<NaiveDateTime>, Problem> {
    let typed = fields.one(&format!("{name}.time")).trim();
    let day = date(fields, name)?;
    match (day, typed) {
        (None, "") => Ok(None),
        (None, _) => Err(Problem::new(format!("{name}.day"), "Enter the date, such as 27 3 2021")),
        (Some(_), "") => Err(Problem::new(format!("{name}.time"), "Enter the time, such as 5pm or 17:00")),
        (Some(day), typed) => match time(typed) {
            Some(time) => Ok(Some(day.and_time(time))),
            None => Err(Problem::new(format!("{name}.time"), "Enter a time such as 5pm, 10:30am or 17:00")),
        },
    }
}

/// Reads `{name}.day`, `.month` and `.year`; `None` when all three are empty.
pub(crate) fn date(fields: &Fields, name: &str) -> Result<Option<NaiveDate>, Problem> {
    let part = |part: &str| fields.one(&format!("{name}.{part}")).trim();
    let (day, month, year) = (part("day"), part("month"), part("year"));
    if [day, month, year].iter().all(|part| part.is_empty()) {
        return Ok(None);
    }
    let at = |part: &str, sentence: &str| Problem::new(format!("{name}.{part}"), sentence);
    let day_number = number(day)
        .filter(|day| (1..=31).contains(day))
        .ok_or_else(|| at("day", "Enter the day as a number from 1 to 31"))?;
    let month_number = month_number(month).ok_or_else(|| at("month", "Enter the month as a number from 1 to 12"))?;
    let year_number = number(year)
        .filter(|_| year.len() == 4)
        .ok_or_else(|| at("year", "Enter the year with four digits, such as 2021"))?;
    let date = i32::try_from(year_number).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month_number, day_number));
    date.map(Some).ok_or_else(|| at("day", "This day is not in the calendar. Check the day and the month"))
}

/// Reads a time of day.
pub(crate) fn time(typed: &str) -> Option<NaiveTime> {
    let plain: String = typed.trim().to_lowercase().chars().filter(|sign| !sign.is_whitespace()).collect();
    match plain.as_str() {
        "midday" | "noon" | "12noon" | "12midday" => return NaiveTime::from_hms_opt(12, 0, 0),
        "midnight" | "12midnight" => return NaiveTime::from_hms_opt(0, 0, 0),
        _ => {}
    }
    let half = [("am", 0), ("a.m.", 0), ("pm", 12), ("p.m.", 12)]
        .into_iter()
        .find_map(|(half, hours)| Some((plain.strip_suffix(half)?, hours)));
    let (clock, half) = half.map_or((plain.as_str(), None), |(clock, hours)| (clock, Some(hours)));
    let mut parts = clock.split([':', '.']);
    let hour = parts.next().and_then(number)?;
    let minute = parts.next().map(two_digits);
    let second = parts.next().map(two_digits);
    // A bare number is an hour only when somebody said which half of the day.
    let minute = match (minute, half) {
        (Some(minute), _) => minute?,
        (None, Some(_)) => 0,
        (None, None) => return None,
    };
    let second = second.unwrap_or(Some(0))?;
    let hour = match half {
        None => hour,
        Some(hours) if (1..=12).contains(&hour) => hour % 12 + hours,
        Some(_) => return None,
    };
    if parts.next().is_some() { None } else { NaiveTime::from_hms_opt(hour, minute, second) }
}

/// The fields of a date and a time: what [`moment`] reads.
pub(crate) fn write_moment(fields: &mut Fields, name: &str, moment: Option<NaiveDateTime>) {
    write_date(fields, name, moment.map(|moment| moment.date()));
    let time = moment
        .map(|moment| if moment.second() == 0 { wall::time(moment) } else { moment.format("%H:%M:%S").to_string() });
    fields.set(&format!("{name}.time"), time.unwrap_or_default());
}

/// The fields of a date: what [`date`] reads.
pub(crate) fn write_date(fields: &mut Fields, name: &str, date: Option<NaiveDate>) {
    fields.set(&format!("{name}.day"), date.map(|date| date.day().to_string()).unwrap_or_default());
    fields.set(&format!("{name}.month"), date.map(|date| date.month().to_string()).unwrap_or_default());
    fields.set(&format!("{name}.year"), date.map(|date| format!("{:04}", date.year())).unwrap_or_default());
}

fn number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn two_digits(text: &str) -> Option<u32> {
    number(text).filter(|_| text.len() == 2)
}

/// A month by number, by name, or by the first letters of its name.
fn month_number(text: &str) -> Option<u32> {
    let lower = text.to_lowercase();
    let named = || {
        MONTHS
            .iter()
            .position(|month| lower.len() >= 3 && month.starts_with(&lower))
            .and_then(|at| u32::try_from(at + 1).ok())
    };
    number(text).filter(|month| (1..=12).contains(month)).or_else(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(day: &str, month: &str, year: &str, time: &str) -> Fields {
        Fields::of([
            ("start.day", day.into()),
            ("start.month", month.into()),
            ("start.year", year.into()),
            ("start.time", time.into()),
        ])
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, hour, minute) in [
            ("5pm", 17, 0),
            ("5 PM", 17, 0),
            ("10:30am", 10, 30),
            ("10.30am", 10, 30),
            ("17:00", 17, 0),
            ("9.05", 9, 5),
            ("12am", 0, 0),
            ("12pm", 12, 0),
            ("midday", 12, 0),
            ("noon", 12, 0),
            ("midnight", 0, 0),
            ("00:00", 0, 0),
            ("6 p.m.", 18, 0),
        ] {
            assert_eq!(time(text), NaiveTime::from_hms_opt(hour, minute, 0), "{text}");
        }
        for text in [
            "",
            "5",
            "17",
            "25:00",
            "13pm",
            "0am",
            "5:7pm",
            "5:60pm",
            "10:00:00:00",
            "tea time",
            "99999999999999",
            "-5pm",
            "é",
        ] {
            assert_eq!(time(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_and_time_come_back_as_they_were() {
        let start = NaiveDate::from_ymd_opt(2021, 3, 30).and_then(|day| day.and_hms_opt(18, 0, 0));
        let mut fields = Fields::default();
        write_moment(&mut fields, "start", start);
        assert_eq!(fields, typed("30", "3", "2021", "6pm"));
        assert_eq!(moment(&fields, "start"), Ok(start));
        assert_eq!(moment(&typed("30", "March", "2021", "18:00"), "start"), Ok(start));
        assert_eq!(moment(&typed("", " ", "", ""), "start"), Ok(None));
    }

    #[test]
    fn what_is_missing_is_said_at_its_own_field() {
        for (fields, field) in [
            (typed("30", "3", "2021", ""), "start.time"),
            (typed("", "", "", "5pm"), "start.day"),
            (typed("31", "2", "2021", "5pm"), "start.day"),
            (typed("3", "13", "2021", "5pm"), "start.month"),
            (typed("3", "3", "21", "5pm"), "start.year"),
            (typed("99999999999", "3", "2021", "5pm"), "start.day"),
        ] {
            assert_eq!(moment(&fields, "start").map_err(|problem| problem.field), Err(field.to_owned()));
        }
    }
}
