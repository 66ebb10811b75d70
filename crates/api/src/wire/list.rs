//! One part of a list, with the way to the parts before and after it.

use serde::Serialize;
use store::published::{Listing, Slice};

use crate::site::Site;

/// One part of a list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct List<T> {
    items: Vec<T>,
    meta: Meta,
}

/// Where the part stands in the list.
#[derive(Clone, Debug, Serialize)]
struct Meta {
    total_count: u64,
    limit: u64,
    offset: u64,
    /// The address of the following part; none for the last.
    next: Option<String>,
    /// The address of the part before; none for the first.
    previous: Option<String>,
}

/// What the client asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    /// The list's address.
    pub(crate) path: &'static str,
    /// The parameter that says which items, as it stands in the query.
    pub(crate) filter: Option<&'static str>,
    /// Which of them.
    pub(crate) slice: Slice,
}

impl<T> List<T> {
    /// What the store found for this part, each item in its wire shape.
    pub(crate) fn new<S>(listing: Listing<S>, part: &Part, site: &Site, shape: fn(S, &Site) -> T) -> Self {
        let items = listing.items.into_iter().map(|item| shape(item, site)).collect();
        Self { items, meta: Meta::new(part, listing.total, site) }
    }
}

impl Meta {
    fn new(part: &Part, total: u64, site: &Site) -> Self {
        let Slice { limit, offset } = part.slice;
        let next = Some(offset + limit).filter(|next| *next < total);
        // From beyond the end the way back leads to the last items, not to another empty part.
        let previous = (offset > 0).then(|| offset.min(total).saturating_sub(limit));
        Self {
            total_count: total,
            limit,
            offset,
            next: next.map(|offset| site.address(&part.at(offset))),
            previous: previous.map(|offset| site.address(&part.at(offset))),
        }
    }
}

impl Part {
    fn at(&self, offset: u64) -> String {
        let filter = self.filter.map(|filter| format!("{filter}&")).unwrap_or_default();
        format!("{}?{filter}limit={}&offset={offset}", self.path, self.slice.limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(offset: u64, total: u64, filter: Option<&'static str>) -> (Option<String>, Option<String>) {
        let part = Part { path: "/api/v1/events", filter, slice: Slice { limit: 20, offset } };
        let meta = Meta::new(&part, total, &Site::at("https://example.org/"));
        assert_eq!((meta.total_count, meta.limit, meta.offset), (total, 20, offset));
        let end = |link: String| link.strip_prefix("https://example.org/api/v1/events?").map(str::to_owned);
        (meta.previous.and_then(end), meta.next.and_then(end))
    }

    #[test]
    fn the_parts_of_a_list_lead_to_one_another() {
        let at = |query: &str| Some(query.to_owned());
        assert_eq!(links(0, 45, None), (None, at("limit=20&offset=20")));
        assert_eq!(links(20, 45, None), (at("limit=20&offset=0"), at("limit=20&offset=40")));
        assert_eq!(links(40, 45, None), (at("limit=20&offset=20"), None));
        assert_eq!(links(0, 20, None), (None, None));
        assert_eq!(links(5, 45, Some("when=past")).0, at("when=past&limit=20&offset=0"));
    }

    #[test]
    fn beyond_the_end_the_way_back_leads_to_the_last_items() {
        assert_eq!(links(1_000_000_000, 45, None), (Some("limit=20&offset=25".to_owned()), None));
    }
}
