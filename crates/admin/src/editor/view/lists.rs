//! The list within a block: its steps, or the rows and columns of its table, each with its fields and its buttons.

use content::BlockType;
use serde::Serialize;

use super::super::form::{Grid, StepList, TypedBlock};
use super::blocks::ButtonView;
use super::parts::Maker;
use crate::fields::Field;

/// The list of one block.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ListView {
    /// The names of a table's columns; empty for steps.
    header: Vec<Field>,
    items: Vec<ItemView>,
    add: ButtonView,
    /// One for each column, each with what is said of it; empty where there is one column or none.
    remove_columns: Vec<(ButtonView, String)>,
    /// None for steps.
    add_column: Option<ButtonView>,
}

/// One step, or one row.
#[derive(Clone, Debug, Serialize)]
struct ItemView {
    /// `Step 2`, `Row 2`.
    legend: String,
    /// The same within a sentence.
    name: String,
    fields: Vec<Field>,
    buttons: Vec<ButtonView>,
}

impl ListView {
    /// The list of a block; none where it has none.
    pub(super) fn of(block: &TypedBlock, make: Maker<'_>, focus: &str) -> Option<Self> {
        let buttons = Buttons { block, focus };
        match block.block_type {
            BlockType::Steps => Some(of_steps(block, make, &buttons)),
            BlockType::Table => Some(of_table(block, make, &buttons)),
            _ => None,
        }
    }

    /// Every field, with the name of what it belongs to.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&str, &Field)> {
        let header = self.header.iter().map(|field| ("Columns", field));
        let items = self.items.iter();
        header.chain(items.flat_map(|item| item.fields.iter().map(|field| (item.legend.as_str(), field))))
    }
}

fn of_steps(block: &TypedBlock, make: Maker<'_>, buttons: &Buttons<'_>) -> ListView {
    let count = StepList::of(&block.fields).0.len();
    let items = (1..=count).map(|number| ItemView {
        legend: format!("Step {number}"),
        name: format!("step {number}"),
        fields: vec![
            make.line(&format!("heading-{number}"), "Heading", ""),
            make.text(&format!("markdown-{number}"), "What to do", ""),
        ],
        buttons: buttons.of_item(number, count),
    });
    ListView {
        header: Vec::new(),
        items: items.collect(),
        add: buttons.one("item-add", None, "Add a step"),
        remove_columns: Vec::new(),
        add_column: None,
    }
}

fn of_table(block: &TypedBlock, make: Maker<'_>, buttons: &Buttons<'_>) -> ListView {
    let grid = Grid::of(&block.fields);
    let (width, count) = (grid.width(), grid.0.len() - 1);
    let cell = |row: usize, column: usize| {
        let label = if row == 0 { format!("Name of column {column}") } else { format!("Row {row}, column {column}") };
        make.line(&format!("cell-{row}-{column}"), &label, "")
    };
    let row = |row: usize| (1..=width).map(|column| cell(row, column)).collect::<Vec<_>>();
    let remove = |column: usize| (buttons.one("column-remove", Some(column), "Remove"), format!("column {column}"));
    let items = (1..=count).map(|number| ItemView {
        legend: format!("Row {number}"),
        name: format!("row {number}"),
        fields: row(number),
        buttons: buttons.of_item(number, count),
    });
    ListView {
        header: row(0),
        items: items.collect(),
        add: buttons.one("item-add", None, "Add a row"),
        remove_columns: if width > 1 { (1..=width).map(remove).collect() } else { Vec::new() },
        add_column: Some(buttons.one("column-add", None, "Add a column")),
    }
}

/// Makes the buttons of one block's list.
struct Buttons<'a> {
    block: &'a TypedBlock,
    focus: &'a str,
}

impl Buttons<'_> {
    fn one(&self, verb: &str, number: Option<usize>, label: &'static str) -> ButtonView {
        let block = &self.block.id;
        let (id, value) = match number {
            Some(number) => (format!("{verb}-{block}-{number}"), format!("{verb}:{block}:{number}")),
            None => (format!("{verb}-{block}"), format!("{verb}:{block}")),
        };
        ButtonView { autofocus: id == self.focus, id, value, label }
    }

    fn of_item(&self, number: usize, count: usize) -> Vec<ButtonView> {
        let mut buttons = Vec::new();
        if number > 1 {
            buttons.push(self.one("item-up", Some(number), "Up"));
        }
        if number < count {
            buttons.push(self.one("item-down", Some(number), "Down"));
        }
        buttons.push(self.one("item-remove", Some(number), "Remove"));
        buttons
    }
}
