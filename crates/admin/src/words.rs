//! How dates, numbers and addresses read on the screens.

use chrono::{DateTime, TimeDelta, Utc};
use content::wall;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// A moment as an editor reads it, in UK time: `Today at 10:42am`, `Yesterday at midday`, `23 March 2021 at 5pm`.
pub(crate) fn when(moment: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let (moment, today) = (wall::local(moment, wall::UK), wall::local(now, wall::UK).date());
    let day = match today - moment.date() {
        days if days == TimeDelta::zero() => "Today".to_owned(),
        days if days == TimeDelta::days(1) => "Yesterday".to_owned(),
        _ => wall::date(moment.date()),
    };
    format!("{day} at {}", wall::time(moment))
}

/// The same within a sentence: `today at 10:42am`.
pub(crate) fn when_inside(moment: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let words = when(moment, now);
    let named = words.starts_with("Today") || words.starts_with("Yesterday");
    if named { words.to_lowercase() } else { words }
}

/// Since or from when, within a sentence: `10:42am` for today, else the day with it.
pub(crate) fn clock_time(moment: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let words = when_inside(moment, now);
    words.strip_prefix("today at ").map(str::to_owned).unwrap_or(words)
}

/// A list within a sentence: `Title, Summary and Text block 2`.
pub(crate) fn listed<T: AsRef<str>>(items: &[T]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// `1 page`, `4 pages`, `1,024 pages`.
pub(crate) fn count(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// A text as part of a query.
pub(crate) fn in_query(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn days_near_now_have_names_and_the_clock_on_the_wall_decides() {
        let now = at("2021-03-30T09:00:00Z");
        assert_eq!(when(at("2021-03-30T09:42:00Z"), now), "Today at 10:42am");
        assert_eq!(
            when(at("2021-03-29T23:30:00Z"), now),
            "Today at 12:30am",
            "half past midnight in British summer time"
        );
        assert_eq!(when(at("2021-03-29T11:00:00Z"), now), "Yesterday at midday");
        assert_eq!(when(at("2021-03-23T17:00:00Z"), now), "23 March 2021 at 5pm");
        assert_eq!(when_inside(at("2021-03-30T09:42:00Z"), now), "today at 10:42am");
        assert_eq!(when_inside(at("2021-03-23T17:00:00Z"), now), "23 March 2021 at 5pm");
    }

    #[test]
    fn lists_read_as_in_a_sentence() {
        assert_eq!(listed(&["Title"]), "Title");
        assert_eq!(listed(&["Title", "Summary", "Text block 2"]), "Title, Summary and Text block 2");
        let now = at("2021-03-30T09:50:00Z");
        assert_eq!(clock_time(at("2021-03-30T09:42:00Z"), now), "10:42am");
        assert_eq!(clock_time(at("2021-03-29T11:00:00Z"), now), "yesterday at midday");
    }

    #[test]
    fn numbers_agree_with_their_nouns() {
        let pages = |number| count(number, "page", "pages");
        assert_eq!(
            [pages(0), pages(1), pages(999), pages(1_024), pages(1_000_000)],
            ["0 pages", "1 page", "999 pages", "1,024 pages", "1,000,000 pages"]
        );
    }
}
