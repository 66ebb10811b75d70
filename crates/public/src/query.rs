//! The filter of an event list, read from the query and written back.

use axum::extract::Query;
use http::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use store::published::EventFilter;

/// The longest place that anybody could have chosen, in bytes.
const LONGEST_PLACE: usize = 400;
/// What a value keeps as it is.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

/// The filter that a query asks for. Parameters of other names (those of campaigns, say) are none of ours; none if one of ours makes no sense,
/// and then there is no such page.
pub(crate) fn event_filter(uri: &Uri) -> Option<EventFilter> {
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri).ok()?;
    let mut filter = EventFilter { page: 1, ..EventFilter::default() };
    for (name, value) in pairs {
        let value = value.trim();
        // A form sends the choices that nobody made as empty values.
        if value.is_empty() {
            continue;
        }
        match name.as_str() {
            "place" if value.len() <= LONGEST_PLACE && !value.chars().any(char::is_control) => {
                filter.place = Some(value.to_owned());
            }
            "place" => return None,
            "month" => filter.month = Some(value.parse().ok()?),
            "format" => filter.format = Some(value.parse().ok()?),
            "page" => filter.page = value.parse().ok().filter(|page| (1..=1_000_000).contains(page))?,
            _ => {}
        }
    }
    Some(filter)
}

/// The query of a filter without its page, and without `?`; empty for no filter. One filter has one query.
pub(crate) fn written(filter: &EventFilter) -> String {
    let place = filter.place.as_ref().map(|place| format!("place={}", utf8_percent_encode(place, VALUE)));
    let month = filter.month.as_ref().map(|month| format!("month={month}"));
    let format = filter.format.map(|format| format!("format={}", format.as_str()));
    let parts: Vec<String> = [place, month, format].into_iter().flatten().collect();
    parts.join("&")
}

/// A path with a query, if there is one.
pub(crate) fn address(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests {
    use content::Format;

    use super::*;

    fn read(query: &str) -> Option<EventFilter> {
        event_filter(&format!("/teaching-events?{query}").parse().unwrap())
    }

    #[test]
    fn a_filter_reads_as_it_was_written() {
        let filter = read("format=online&place=King%E2%80%99s+Lynn&month=2021-03&page=2").unwrap();
        assert_eq!(filter.place.as_deref(), Some("King’s Lynn"));
        assert_eq!((filter.format, filter.page), (Some(Format::Online), 2));
        assert_eq!(written(&filter), "place=King%E2%80%99s%20Lynn&month=2021-03&format=online");
        assert_eq!(read(&written(&filter)), Some(EventFilter { page: 1, ..filter }));
    }

    #[test]
    fn choices_that_nobody_made_and_campaigns_are_no_filter() {
        let none = read("place=&month=&format=&utm_source=letter&%ff=%fe").unwrap();
        assert_eq!(none, EventFilter { page: 1, ..EventFilter::default() });
        assert_eq!(written(&none), "");
    }

    #[test]
    fn what_makes_no_sense_is_no_page() {
        for query in [
            "page=0",
            "page=two",
            "page=-1",
            "page=99999999999999999999",
            "month=2021-13",
            "month=soon",
            "format=fax",
            "place=a%00b",
        ] {
            assert_eq!(read(query), None, "{query}");
        }
    }
}
