//! Lists within a block: the steps of steps, the rows and columns of a table. Their fields are numbered from 1 in the order of the screen, and numbered
//! anew whenever the list changes.

use super::Fields;

/// The steps of a block as they stand in the form: what each is about, and what to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct StepList(pub(crate) Vec<[String; 2]>);

impl StepList {
    /// Reads them from the fields `heading-1`, `markdown-1` and so on.
    pub(crate) fn of(fields: &Fields) -> Self {
        let names = (1..).map(|number| (format!("heading-{number}"), format!("markdown-{number}")));
        let there = names.take_while(|(heading, markdown)| fields.has(heading) || fields.has(markdown));
        Self(
            there
                .map(|(heading, markdown)| [fields.one(&heading).to_owned(), fields.one(&markdown).to_owned()])
                .collect(),
        )
    }

    /// Writes them in the place of those that stand there.
    pub(crate) fn put(&self, fields: &mut Fields) {
        fields.remove(|name| name.starts_with("heading-") || name.starts_with("markdown-"));
        for (number, [heading, markdown]) in (1..).zip(&self.0) {
            fields.push(format!("heading-{number}"), heading);
            fields.push(format!("markdown-{number}"), markdown);
        }
    }
}

/// The cells of a table as they stand in the form, the names of the columns first. Every row is as long as the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Grid(pub(crate) Vec<Vec<String>>);

impl Grid {
    /// Reads it from the fields `cell-0-1`, `cell-0-2`, `cell-1-1` and so on: row by row from 0, column by column from 1.
    pub(crate) fn of(fields: &Fields) -> Self {
        let mut rows: Vec<Vec<String>> = Vec::new();
        // Read in one pass: a table holds more fields than any other block.
        for (name, value) in fields.pairs() {
            let Some((row, column)) = name.strip_prefix("cell-").and_then(|rest| rest.split_once('-')) else {
                continue;
            };
            let (Ok(row), Ok(column)) = (row.parse::<usize>(), column.parse::<usize>()) else { continue };
            if row <= MOST_ROWS && (1..=MOST_COLUMNS).contains(&column) {
                rows.resize(rows.len().max(row + 1), Vec::new());
                let cells = &mut rows[row];
                cells.resize(cells.len().max(column), String::new());
                value.clone_into(&mut cells[column - 1]);
            }
        }
        let width = rows.iter().map(Vec::len).max().unwrap_or(0).max(1);
        rows.resize(rows.len().max(1), Vec::new());
        for row in &mut rows {
            row.resize(width, String::new());
        }
        Self(rows)
    }

    /// Writes it in the place of the one that stands there.
    pub(crate) fn put(&self, fields: &mut Fields) {
        fields.remove(|name| name.starts_with("cell-"));
        for (row, cells) in self.0.iter().enumerate() {
            for (column, cell) in (1..).zip(cells) {
                fields.push(format!("cell-{row}-{column}"), cell);
            }
        }
    }

    /// How many columns there are.
    pub(crate) fn width(&self) -> usize {
        self.0.first().map_or(0, Vec::len)
    }
}

/// A broken form names no cell beyond these.
const MOST_ROWS: usize = 2 * content::limits::ROWS;
const MOST_COLUMNS: usize = 2 * content::limits::COLUMNS;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_back_as_they_were_and_a_broken_grid_is_made_whole() {
        let steps = StepList(vec![["One".into(), "Do it.".into()], [String::new(), "Then that.".into()]]);
        let mut fields =
            Fields::of([("heading", "How".into()), ("heading-1", "old".into()), ("heading-2", "old".into())]);
        steps.put(&mut fields);
        assert_eq!((StepList::of(&fields), fields.one("heading")), (steps, "How"));
        let mut fields = Fields::of([("cell-0-1", "A".into()), ("cell-1-2", "b".into()), ("cell-9999-1", "x".into())]);
        let grid = Grid::of(&fields);
        assert_eq!(grid, Grid(vec![vec!["A".into(), String::new()], vec![String::new(), "b".into()]]));
        grid.put(&mut fields);
        assert_eq!(Grid::of(&fields), grid);
        assert_eq!(Grid::of(&Fields::default()), Grid(vec![vec![String::new()]]));
    }
}
