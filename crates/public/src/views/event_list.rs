//! The list of all events below a page, with its filters.

use content::Format;
use serde::Serialize;
use store::published::{EventFilter, Month};
use web::pagination::Pagination;

use super::event_card::EventCardView;
use super::link::Link;
use crate::query;

/// The list of all events below a page, with its filters.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EventListView {
    pub(crate) heading: Option<String>,
    pub(crate) categories: Vec<Link>,
    /// Where the filter form goes: the page itself.
    pub(crate) action: String,
    pub(crate) fields: Vec<Choice>,
    /// "Remove filter: London" for each filter that is on.
    pub(crate) chosen: Vec<Link>,
    /// "12 events".
    pub(crate) count: String,
    /// What to say when there is nothing to show.
    pub(crate) empty: Option<&'static str>,
    pub(crate) events: Vec<EventCardView>,
    pub(crate) pagination: Option<Pagination>,
}

/// A choice between values.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Choice {
    pub(crate) id: String,
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) options: Vec<ChoiceOption>,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct ChoiceOption {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) selected: bool,
}

/// What the store read for an event list.
pub(crate) struct Listed<'a> {
    /// The block's id, which makes the ids of the form's fields.
    pub(crate) block: &'a str,
    /// The page's address.
    pub(crate) path: &'a str,
    pub(crate) heading: Option<String>,
    pub(crate) categories: Vec<Link>,
    pub(crate) places: Vec<String>,
    pub(crate) months: Vec<Month>,
    pub(crate) filter: EventFilter,
    pub(crate) events: Vec<EventCardView>,
    pub(crate) total: u64,
    pub(crate) page: u64,
    pub(crate) per_page: u64,
}

impl EventListView {
    /// The list as its template shows it.
    pub(crate) fn new(listed: Listed<'_>) -> Self {
        let filter = &listed.filter;
        let chosen = chosen(listed.path, filter);
        let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let pagination = Pagination::new(
            listed.path,
            &query::written(filter),
            number(listed.page.max(1)),
            number(listed.per_page),
            number(listed.total),
        );
        let empty = match (listed.total, chosen.is_empty()) {
            (0, true) => Some("There are no upcoming events at the moment."),
            (0, false) => Some("No upcoming events match these filters. Remove one of them to see more."),
            _ => None,
        };
        Self {
            fields: fields(&listed),
            heading: listed.heading,
            categories: listed.categories,
            action: listed.path.to_owned(),
            chosen,
            count: count(listed.total),
            empty,
            events: listed.events,
            pagination: pagination.filter(|pagination| pagination.pages > 1),
        }
    }
}

fn count(total: u64) -> String {
    match total {
        0 => "No events".to_owned(),
        1 => "1 event".to_owned(),
        total => format!("{total} events"),
    }
}

fn fields(listed: &Listed<'_>) -> Vec<Choice> {
    let filter = &listed.filter;
    let places = listed.places.iter().map(|place| (place.clone(), place.clone()));
    let months = listed.months.iter().map(|month| (month.to_string(), month.label()));
    let formats = Format::ALL.iter().map(|format| (format.as_str().to_owned(), format.label().to_owned()));
    let month = filter.month.as_ref().map(|month| (month.to_string(), month.label()));
    let place = filter.place.as_ref().map(|place| (place.clone(), place.clone()));
    let format = filter.format.map(|format| (format.as_str().to_owned(), format.label().to_owned()));
    let field = |name: &'static str, label, all, options: Vec<_>, on: Option<(String, String)>| Choice {
        id: format!("{name}_{}", listed.block),
        name,
        label,
        options: options_of(all, options, on.as_ref()),
    };
    vec![
        field("place", "Place", "All places", places.collect(), place),
        field("month", "Month", "All months", months.collect(), month),
        field("format", "How to take part", "Any way", formats.collect(), format),
    ]
}

/// All values, the chosen one among them even if no event has it any more: the form shows what is on.
fn options_of(all: &str, mut options: Vec<(String, String)>, on: Option<&(String, String)>) -> Vec<ChoiceOption> {
    if let Some(on) = on.filter(|on| !options.iter().any(|(value, _)| *value == on.0)) {
        options.push(on.clone());
    }
    let none = ChoiceOption { value: String::new(), label: all.to_owned(), selected: on.is_none() };
    let is_on = |value: &str| on.is_some_and(|(on, _)| on == value);
    let option = |(value, label): (String, String)| ChoiceOption { selected: is_on(&value), value, label };
    std::iter::once(none).chain(options.into_iter().map(option)).collect()
}

/// One link for each filter that is on: the same list without it.
fn chosen(path: &str, filter: &EventFilter) -> Vec<Link> {
    let without = |label: String, rest: EventFilter| {
        Link::new(format!("Remove filter: {label}"), query::address(path, &query::written(&rest)))
    };
    let place = filter.place.clone().map(|place| without(place, EventFilter { place: None, ..filter.clone() }));
    let month =
        filter.month.as_ref().map(|month| without(month.label(), EventFilter { month: None, ..filter.clone() }));
    let format =
        filter.format.map(|format| without(format.label().to_owned(), EventFilter { format: None, ..filter.clone() }));
    [place, month, format].into_iter().flatten().collect()
}
