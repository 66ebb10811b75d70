//! A level of the tree, as the explorer and the dialog that chooses a page read it.

use store::rights::Permit;
use store::tree::{self, TreeRow};

use crate::Admin;
use crate::refusal::failed;
use crate::words;

/// How many rows of one level are shown; the search finds the others.
pub(super) const MOST_ROWS: u64 = 200;

/// Each row with how many lie directly below it, counted as far as [`count`] tells them.
pub(super) async fn with_lengths(
    admin: &Admin,
    permit: &Permit,
    rows: Vec<TreeRow>,
) -> Result<Vec<(TreeRow, u64)>, web::Error> {
    let ids = rows.iter().map(|row| row.id);
    let lengths = tree::lengths(&admin.store, permit, ids, MOST_ROWS + 1).await.map_err(failed)?;
    let with_length = |row: TreeRow| {
        let below = lengths.get(&row.id).copied().unwrap_or(0);
        (row, below)
    };
    Ok(rows.into_iter().map(with_length).collect())
}

/// `4 pages`. What is more than is shown is not counted.
pub(super) fn count(below: u64) -> String {
    if below > MOST_ROWS { format!("more than {MOST_ROWS} pages") } else { words::count(below, "page", "pages") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_level_is_not_counted() {
        assert_eq!([count(1), count(200), count(201)], ["1 page", "200 pages", "more than 200 pages"]);
    }
}
