//! Facts in rows and columns.

use serde::{Deserialize, Serialize};

/// A table. Every row has as many cells as there are columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// Whether the first cell of a row names the row.
    pub row_headings: bool,
    /// The names of the columns, with emphasis and links in Markdown.
    pub columns: Vec<String>,
    /// The rows, each cell like a column's name.
    pub rows: Vec<Vec<String>>,
}

impl Default for Table {
    /// Two columns and two rows to fill in.
    fn default() -> Self {
        let row = || vec![String::new(); 2];
        Self { caption: String::new(), row_headings: false, columns: row(), rows: vec![row(), row()] }
    }
}

impl Table {
    /// All cells, the names of the columns first.
    pub fn cells(&self) -> impl Iterator<Item = &String> {
        self.columns.iter().chain(self.rows.iter().flatten())
    }

    /// Whether nobody has written anything into it.
    pub fn is_empty(&self) -> bool {
        self.cells().all(|cell| cell.trim().is_empty())
    }

    /// The numbers, from 1, of the columns that hold something and have no name. The corner above names of rows needs none.
    pub fn unnamed_columns(&self) -> Vec<usize> {
        let corner = |at: usize| at == 0 && self.row_headings;
        let filled = |at: usize| self.rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.trim().is_empty()));
        let unnamed = self.columns.iter().enumerate().filter(|(_, name)| name.trim().is_empty());
        unnamed.map(|(at, _)| at).filter(|at| !corner(*at) && filled(*at)).map(|at| at + 1).collect()
    }

    /// The table as lines, the cells of a row divided by bars: how two versions of it are compared.
    pub fn in_lines(&self) -> String {
        let lines = std::iter::once(&self.columns).chain(&self.rows).map(|row| row.join(" | "));
        lines.collect::<Vec<_>>().join("\n")
    }
}
