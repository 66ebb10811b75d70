//! Buttons that change a list within a block: the steps of steps, the rows and the columns of a table.

use content::{BlockType, Problem, limits};

use super::{Done, place};
use crate::editor::form::{Grid, Region, StepList, Typed, TypedBlock};
use crate::words;

/// A change of a list within a block. Items are steps or rows, counted from 1 as on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ItemChange {
    Add,
    Remove(usize),
    Up(usize),
    Down(usize),
    AddColumn,
    RemoveColumn(usize),
}

impl ItemChange {
    /// Reads a verb such as `item-up` and the number that follows it.
    pub(super) fn parse(verb: &str, number: Option<&str>) -> Option<Self> {
        let number = number.and_then(|number| number.parse().ok()).filter(|number| *number > 0);
        match verb {
            "item-add" => Some(Self::Add),
            "item-remove" => number.map(Self::Remove),
            "item-up" => number.map(Self::Up),
            "item-down" => number.map(Self::Down),
            "column-add" => Some(Self::AddColumn),
            "column-remove" => number.map(Self::RemoveColumn),
            _ => None,
        }
    }

    pub(super) fn apply(self, typed: &mut Typed, id: &content::BlockId) -> Result<Done, Problem> {
        let (region, at) = place(typed, id)?;
        let block = &mut typed.blocks_mut(region)[at];
        match block.block_type {
            BlockType::Steps => self.of_steps(block, region),
            BlockType::Table => self.of_table(block, region),
            _ => Err(gone()),
        }
    }

    fn of_steps(self, block: &mut TypedBlock, region: Region) -> Result<Done, Problem> {
        let StepList(mut steps) = StepList::of(&block.fields);
        let place = Place { block, region };
        let (focus, what) = match self {
            Self::Add if steps.len() >= limits::STEPS => {
                return Err(Problem::new(place.field("heading"), format!("Write {} steps or fewer", limits::STEPS)));
            }
            Self::Add => {
                steps.push(Default::default());
                (place.id(&format!("heading-{}", steps.len())), "Step added.")
            }
            Self::Remove(number) => {
                remove(&mut steps, number)?;
                (place.button("item-add"), "Step removed.")
            }
            Self::Up(number) | Self::Down(number) => {
                (place.moved_button(swap(&mut steps, number, self)?, steps.len(), self), "Step moved.")
            }
            Self::AddColumn | Self::RemoveColumn(_) => return Err(gone()),
        };
        let said = format!("{what} {}.", there_are(steps.len(), "step", "steps"));
        StepList(steps).put(&mut block.fields);
        Ok(Done { focus, said })
    }

    fn of_table(self, block: &mut TypedBlock, region: Region) -> Result<Done, Problem> {
        let mut grid = Grid::of(&block.fields);
        let place = Place { block, region };
        // The first row names the columns: it stays where it is.
        let mut rows = grid.0.split_off(1);
        let width = grid.width();
        let (focus, what) = match self {
            Self::Add if rows.len() >= limits::ROWS => {
                return Err(Problem::new(place.field("caption"), format!("A table has {} rows at most", limits::ROWS)));
            }
            Self::Add => {
                rows.push(vec![String::new(); width]);
                (place.id(&format!("cell-{}-1", rows.len())), "Row added.")
            }
            Self::Remove(number) => {
                remove(&mut rows, number)?;
                (place.button("item-add"), "Row removed.")
            }
            Self::Up(number) | Self::Down(number) => {
                (place.moved_button(swap(&mut rows, number, self)?, rows.len(), self), "Row moved.")
            }
            Self::AddColumn if width >= limits::COLUMNS => {
                let sentence = format!("A table has {} columns at most", limits::COLUMNS);
                return Err(Problem::new(place.field("caption"), sentence));
            }
            Self::AddColumn => {
                grid.0.iter_mut().chain(&mut rows).for_each(|row| row.push(String::new()));
                (place.id(&format!("cell-0-{}", width + 1)), "Column added.")
            }
            Self::RemoveColumn(number) if (1..=width).contains(&number) && width > 1 => {
                for row in grid.0.iter_mut().chain(&mut rows) {
                    row.remove(number - 1);
                }
                (place.button("column-add"), "Column removed.")
            }
            Self::RemoveColumn(_) => return Err(gone()),
        };
        grid.0.append(&mut rows);
        let (rows, columns) =
            (there_are(grid.0.len() - 1, "row", "rows"), words::count(grid.width() as u64, "column", "columns"));
        let said = format!("{what} {rows} and {columns}.");
        grid.put(&mut block.fields);
        Ok(Done { focus, said })
    }
}

/// Where the elements of a block are.
struct Place<'a> {
    block: &'a TypedBlock,
    region: Region,
}

impl Place<'_> {
    fn field(&self, name: &str) -> String {
        format!("{}.{}.{name}", self.region.prefix(), self.block.id)
    }

    fn id(&self, name: &str) -> String {
        crate::fields::id_of(&self.field(name))
    }

    fn button(&self, verb: &str) -> String {
        format!("{verb}-{}", self.block.id)
    }

    /// The same button at the new place, or the other one where the item has reached the end.
    fn moved_button(&self, number: usize, length: usize, change: ItemChange) -> String {
        let up = matches!(change, ItemChange::Up(_));
        let at_end = if up { number == 1 } else { number == length };
        let verb = if up == at_end { "item-down" } else { "item-up" };
        format!("{verb}-{}-{number}", self.block.id)
    }
}

fn remove<T>(items: &mut Vec<T>, number: usize) -> Result<(), Problem> {
    if number > items.len() {
        return Err(gone());
    }
    items.remove(number - 1);
    Ok(())
}

/// Changes places with the neighbour; gives the new number.
fn swap<T>(items: &mut [T], number: usize, change: ItemChange) -> Result<usize, Problem> {
    let to = if matches!(change, ItemChange::Up(_)) { number - 1 } else { number + 1 };
    if to == 0 || number.max(to) > items.len() {
        return Err(Problem::new("body", "This stands at the end of its list already"));
    }
    items.swap(number - 1, to - 1);
    Ok(to)
}

fn there_are(count: usize, one: &str, many: &str) -> String {
    let verb = if count == 1 { "is" } else { "are" };
    format!("There {verb} {}", words::count(count as u64, one, many))
}

fn gone() -> Problem {
    Problem::new("body", "This is not on the page any more. Check the blocks")
}

#[cfg(test)]
mod tests {
    use content::{BlockId, BlockType};

    use super::super::{Asked, Operation};
    use super::*;
    use crate::editor::form::Known;

    fn id() -> BlockId {
        BlockId::parse("one").unwrap()
    }

    fn with(block_type: BlockType) -> Typed {
        Typed { body: vec![TypedBlock::empty(id(), block_type, &Known::default())], ..Typed::default() }
    }

    fn press(typed: &mut Typed, button: &str) -> Result<Done, Problem> {
        let Some(Asked::Change(operation @ Operation::Item(..))) = Asked::parse(button) else { panic!("{button}") };
        operation.apply(typed, id(), &Known::default())
    }

    #[test]
    fn steps_are_added_moved_and_removed() {
        let mut typed = with(BlockType::Steps);
        typed.body[0].fields.set("heading-1", "First");
        let done = press(&mut typed, "item-add:one").unwrap();
        assert_eq!(
            (done.focus.as_str(), done.said.as_str()),
            ("block-one-heading-3", "Step added. There are 3 steps.")
        );
        assert_eq!(press(&mut typed, "item-down:one:1").unwrap().focus, "item-down-one-2");
        assert_eq!(press(&mut typed, "item-down:one:2").unwrap().focus, "item-up-one-3");
        assert!(press(&mut typed, "item-down:one:3").is_err() && press(&mut typed, "item-remove:one:4").is_err());
        assert_eq!(press(&mut typed, "item-remove:one:1").unwrap().said, "Step removed. There are 2 steps.");
        assert_eq!(StepList::of(&typed.body[0].fields).0[1][0], "First");
        assert!(press(&mut typed, "column-add:one").is_err());
    }

    #[test]
    fn a_table_grows_and_shrinks_and_keeps_the_names_of_its_columns() {
        let mut typed = with(BlockType::Table);
        typed.body[0].fields.set("cell-0-2", "Fee");
        assert_eq!(press(&mut typed, "column-add:one").unwrap().focus, "block-one-cell-0-3");
        let done = press(&mut typed, "item-add:one").unwrap();
        assert_eq!(done.said, "Row added. There are 3 rows and 3 columns.");
        assert_eq!(done.focus, "block-one-cell-3-1");
        press(&mut typed, "column-remove:one:1").unwrap();
        for _ in 0..3 {
            press(&mut typed, "item-remove:one:1").unwrap();
        }
        assert!(press(&mut typed, "item-remove:one:1").is_err());
        press(&mut typed, "column-remove:one:2").unwrap();
        assert!(press(&mut typed, "column-remove:one:1").is_err(), "one column stays");
        assert_eq!(Grid::of(&typed.body[0].fields), Grid(vec![vec!["Fee".to_owned()]]));
    }
}
