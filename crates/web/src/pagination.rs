//! A long list, one page at a time, with finished addresses for the template.

use serde::Serialize;

/// Which part of a list is shown, and the links to the other parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pagination {
    /// The page shown, from 1.
    pub page: usize,
    /// How many pages there are; an empty list has one.
    pub pages: usize,
    /// How many items there are in all.
    pub total: usize,
    /// The number of the first item on this page, from 1; 0 if the list is empty.
    pub first: usize,
    /// The number of the last item on this page; 0 if the list is empty.
    pub last: usize,
    /// The address of the page before this one.
    pub previous: Option<String>,
    /// The address of the page after this one.
    pub next: Option<String>,
    /// The first page, those around this one and the last, in order, with gaps between. Empty if there is one page only.
    pub links: Vec<PageLink>,
}

/// One step of the row of page numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PageLink {
    /// The page's number; 0 for a gap.
    pub page: usize,
    /// The page's address; empty for a gap.
    pub href: String,
    /// Whether this is the page shown (`aria-current="page"`).
    pub current: bool,
    /// Whether pages are left out here (`…`).
    pub gap: bool,
}

impl Pagination {
    /// The view of page `page` (from 1) of a list of `total` items, `per_page` to a page. `query` is the address's query without `?`; its `page` is
    /// replaced, everything else is kept as it stands.
    ///
    /// None if there is no such page: the answer is 404.
    pub fn new(path: &str, query: &str, page: usize, per_page: usize, total: usize) -> Option<Self> {
        let per_page = per_page.max(1);
        let pages = total.div_ceil(per_page).max(1);
        if page == 0 || page > pages {
            return None;
        }
        let href = |number| address(path, query, number);
        let offset = (page - 1) * per_page;
        Some(Self {
            page,
            pages,
            total,
            first: if total == 0 { 0 } else { offset + 1 },
            last: total.min(offset + per_page),
            previous: (page > 1).then(|| href(page - 1)),
            next: (page < pages).then(|| href(page + 1)),
            links: if pages > 1 { links(page, pages, href) } else { Vec::new() },
        })
    }
}

fn links(page: usize, pages: usize, href: impl Fn(usize) -> String) -> Vec<PageLink> {
    let mut numbers = vec![1];
    numbers.extend(page.saturating_sub(1).max(2)..=(page + 1).min(pages));
    if *numbers.last().expect("page 1 is there") < pages {
        numbers.push(pages);
    }
    let mut links = Vec::with_capacity(numbers.len() + 2);
    let mut before = 0;
    for number in numbers {
        // A gap of one page is that page: `…` would take as much room.
        if number == before + 2 {
            links.push(PageLink { page: before + 1, href: href(before + 1), current: false, gap: false });
        } else if number > before + 2 {
            links.push(PageLink { page: 0, href: String::new(), current: false, gap: true });
        }
        links.push(PageLink { page: number, href: href(number), current: number == page, gap: false });
        before = number;
    }
    links
}

/// Page 1 has no `page` in its address, so that one list has one first address.
fn address(path: &str, query: &str, page: usize) -> String {
    let mut kept: Vec<&str> =
        query.split('&').filter(|pair| !pair.is_empty() && pair.split('=').next() != Some("page")).collect();
    let number = format!("page={page}");
    if page > 1 {
        kept.push(&number);
    }
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(pagination: &Pagination) -> String {
        let step = |link: &PageLink| match (link.gap, link.current) {
            (true, _) => "…".to_owned(),
            (_, true) => format!("[{}]", link.page),
            _ => link.page.to_string(),
        };
        pagination.links.iter().map(step).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_filter_stays_in_every_address() {
        let list = Pagination::new("/events", "format=online&page=2&region=London", 2, 20, 87).unwrap();
        assert_eq!(list.previous.as_deref(), Some("/events?format=online&region=London"));
        assert_eq!(list.next.as_deref(), Some("/events?format=online&region=London&page=3"));
        assert_eq!((list.first, list.last, list.pages), (21, 40, 5));
        assert_eq!(row(&list), "1 [2] 3 … 5".replace('…', "4"), "one missing page is shown itself");
    }

    #[test]
    fn long_lists_leave_pages_out() {
        let at = |page| row(&Pagination::new("/p", "", page, 10, 200).unwrap());
        assert_eq!(at(1), "[1] 2 … 20");
        assert_eq!(at(10), "1 … 9 [10] 11 … 20");
        assert_eq!(at(4), "1 2 3 [4] 5 … 20");
        assert_eq!(at(20), "1 … 19 [20]");
    }

    #[test]
    fn a_page_that_is_not_there_is_not_found() {
        assert_eq!(Pagination::new("/p", "", 0, 10, 5), None);
        assert_eq!(Pagination::new("/p", "", 2, 10, 5), None);
        let empty = Pagination::new("/p", "page=1", 1, 10, 0).unwrap();
        assert_eq!((empty.first, empty.last, empty.pages, empty.links.len()), (0, 0, 1, 0));
    }
}
