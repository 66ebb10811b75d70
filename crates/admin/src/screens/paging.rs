//! The row of page numbers below a list of the store.

use store::lists::Page;
use web::pagination::Pagination;

/// The page numbers of a list, or 404 for a page that is not there.
pub(crate) fn pagination<T>(list: &Page<T>, path: &str, query: &str) -> Result<Pagination, web::Error> {
    let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    // The store says how many pages there are; this many rows to a page make just as many.
    let per_page = number(list.total.div_ceil(list.pages.max(1)));
    Pagination::new(path, query, number(list.page), per_page, number(list.total))
        .ok_or_else(|| web::Refusal::NotFound.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_as_many_pages_as_the_store_says() {
        for total in [0, 1, 49, 50, 51, 100, 101, 2_550, 10_001_u64] {
            let pages = total.div_ceil(50).max(1);
            let list = Page { items: vec![()], total, page: pages, pages };
            assert_eq!(pagination(&list, "/admin/events", "").unwrap().pages as u64, pages, "{total}");
            let beyond = Page { page: pages + 1, ..list };
            assert!(pagination(&beyond, "/admin/events", "").is_err());
        }
    }
}
