//! What a button of the editor asks for, and the buttons that change blocks.

mod items;

use content::{BlockId, BlockType, Problem};

use self::items::ItemChange;
use super::checks::Which;
use super::form::{Fields, Known, Region, Removed, Typed, TypedBlock};
use super::paragraphs;

/// What the pressed button asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Save,
    Publish,
    Preview,
    /// Show the form again with what the checks say of it; nothing is saved.
    Check,
    /// Mend a finding of the checks and show the form again; nothing is saved.
    Fix(Which),
    /// Accept a finding of the checks and show the form again; nothing is saved.
    Accept(Which),
    /// Keep the form for the person, and choose a file of the library for this block.
    Choose(BlockId),
    /// Keep the form for the person, and choose a fact for this block.
    ChooseFact(BlockId),
    /// Keep this block for the person, to be pasted on another page.
    Copy(BlockId),
    /// Put the block there that the person copied, and show the form again.
    Paste(Spot),
    /// Change the blocks and show the form again; nothing is saved.
    Change(Operation),
}

/// A change of the blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    Add(BlockType, Spot),
    /// A block that stood elsewhere, under a new id.
    Insert(Box<TypedBlock>, Spot),
    Duplicate(BlockId),
    Remove(BlockId),
    MoveTo(BlockId, Spot),
    Item(BlockId, ItemChange),
    Up(BlockId),
    Down(BlockId),
    Split(BlockId),
    Join(BlockId),
    UndoRemove,
}

/// What a change comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Done {
    /// The id of the element that the person wants next.
    pub(super) focus: String,
    /// What was done, a sentence or two.
    pub(super) said: String,
}

/// Where a new block goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    StartOf(Region),
    After(BlockId),
}

impl Asked {
    /// Reads the value of the pressed button. Enter in a field presses none, and saves.
    pub(super) fn parse(value: &str) -> Option<Self> {
        let operation = match value {
            "" | "save" => return Some(Self::Save),
            "publish" => return Some(Self::Publish),
            "preview" => return Some(Self::Preview),
            "check" => return Some(Self::Check),
            "undo-remove" => Operation::UndoRemove,
            _ => {
                let (verb, rest) = value.split_once(':')?;
                match verb {
                    "fix" => return Which::parse(rest).map(Self::Fix),
                    "accept" => return Which::parse(rest).map(Self::Accept),
                    "choose" => return BlockId::parse(rest).map(Self::Choose),
                    "choose-fact" => return BlockId::parse(rest).map(Self::ChooseFact),
                    "copy-block" => return BlockId::parse(rest).map(Self::Copy),
                    "paste-block" => return Spot::parse(rest).map(Self::Paste),
                    _ => {}
                }
                if verb == "add-block" {
                    let (block_type, after) = rest.split_once(':')?;
                    Operation::Add(block_type.parse().ok()?, Spot::parse(after)?)
                } else if verb == "move-block" {
                    let (id, after) = rest.split_once(':')?;
                    Operation::MoveTo(BlockId::parse(id)?, Spot::parse(after)?)
                } else if verb.starts_with("item-") || verb.starts_with("column-") {
                    let (id, number) = rest.split_once(':').map_or((rest, None), |(id, number)| (id, Some(number)));
                    Operation::Item(BlockId::parse(id)?, ItemChange::parse(verb, number)?)
                } else {
                    let id = BlockId::parse(rest)?;
                    match verb {
                        "duplicate-block" => Operation::Duplicate(id),
                        "remove-block" => Operation::Remove(id),
                        "block-up" => Operation::Up(id),
                        "block-down" => Operation::Down(id),
                        "split-block" => Operation::Split(id),
                        "join-block" => Operation::Join(id),
                        _ => return None,
                    }
                }
            }
        };
        Some(Self::Change(operation))
    }
}

impl Spot {
    /// No block's id holds a hyphen, so the words for the starts clash with none.
    fn parse(text: &str) -> Option<Self> {
        match text {
            "-body" => Some(Self::StartOf(Region::Body)),
            "-foot" => Some(Self::StartOf(Region::Foot)),
            id => BlockId::parse(id).map(Self::After),
        }
    }
}

impl Operation {
    /// Changes the form. `fresh` is the id for a block that is new.
    pub(super) fn apply(&self, typed: &mut Typed, fresh: BlockId, known: &Known) -> Result<Done, Problem> {
        match self {
            Self::Add(block_type, spot) => {
                let focus = insert(typed, TypedBlock::empty(fresh.clone(), *block_type, known), spot)?;
                Ok(Done { focus, said: standing(typed, &fresh, "added. It is") })
            }
            Self::Insert(block, spot) => {
                let focus = insert(typed, TypedBlock { id: fresh.clone(), ..block.as_ref().clone() }, spot)?;
                Ok(Done { focus, said: standing(typed, &fresh, "pasted. It is") })
            }
            Self::Duplicate(id) => {
                let (region, at) = place(typed, id)?;
                let copy = TypedBlock { id: fresh.clone(), ..typed.blocks(region)[at].clone() };
                let focus = insert(typed, copy, &Spot::After(id.clone()))?;
                Ok(Done { focus, said: standing(typed, &fresh, "duplicated. The copy is") })
            }
            Self::Remove(id) => {
                let (region, at) = place(typed, id)?;
                let block = typed.blocks_mut(region).remove(at);
                typed.removed = Some(Removed { region, at, block });
                // The box with the button that brings it back says so.
                Ok(Done { focus: "undo-remove".to_owned(), said: String::new() })
            }
            Self::MoveTo(id, spot) => move_to(typed, id, spot),
            Self::Item(id, change) => change.apply(typed, id),
            Self::Up(id) => swap(typed, id, true),
            Self::Down(id) => swap(typed, id, false),
            Self::Split(id) => Ok(Done { focus: cut(typed, id, fresh)?, said: "Text block split in two.".to_owned() }),
            Self::Join(id) => Ok(Done { focus: join(typed, id)?, said: "Text blocks joined.".to_owned() }),
            Self::UndoRemove => bring_back(typed),
        }
    }
}

fn place(typed: &Typed, id: &BlockId) -> Result<(Region, usize), Problem> {
    typed.find(id).ok_or_else(|| Problem::new("body", "This block is not on the page any more. Check the blocks"))
}

/// `Text block moved. It is block 1 of 3.`
fn standing(typed: &Typed, id: &BlockId, done: &str) -> String {
    let Some((region, at)) = typed.find(id) else { return String::new() };
    let blocks = typed.blocks(region);
    let foot = if region == Region::Foot { " at the foot" } else { "" };
    format!("{} block {done} block {} of {}{foot}.", blocks[at].block_type.label(), at + 1, blocks.len())
}

/// Puts a block in; gives the id of its first field.
fn insert(typed: &mut Typed, block: TypedBlock, spot: &Spot) -> Result<String, Problem> {
    let (region, at) = match spot {
        Spot::StartOf(region) => (*region, 0),
        Spot::After(id) => place(typed, id).map(|(region, at)| (region, at + 1))?,
    };
    if region == Region::Foot {
        typed.fields.set("foot", "own");
    }
    let focus = first_field(region, &block);
    typed.blocks_mut(region).insert(at, block);
    Ok(focus)
}

/// Moves a block within its list; the keyboard stays on it.
fn move_to(typed: &mut Typed, id: &BlockId, spot: &Spot) -> Result<Done, Problem> {
    let (region, from) = place(typed, id)?;
    let to = match spot {
        Spot::StartOf(start) if *start == region => 0,
        Spot::After(above) if above != id => match place(typed, above)? {
            (of, at) if of == region => at + usize::from(at < from),
            _ => return Err(other_list()),
        },
        Spot::StartOf(_) => return Err(other_list()),
        Spot::After(_) => from,
    };
    let blocks = typed.blocks_mut(region);
    let block = blocks.remove(from);
    blocks.insert(to, block);
    Ok(Done { focus: format!("handle-{id}"), said: standing(typed, id, "moved. It is") })
}

fn other_list() -> Problem {
    Problem::new("body", "A block moves within its list. Copy it and paste it in the other one")
}

fn swap(typed: &mut Typed, id: &BlockId, up: bool) -> Result<Done, Problem> {
    let (region, at) = place(typed, id)?;
    let blocks = typed.blocks_mut(region);
    let to = if up { at.checked_sub(1) } else { Some(at + 1).filter(|to| *to < blocks.len()) };
    let to = to.ok_or_else(|| Problem::new("body", "This block stands at the end of the list already"))?;
    blocks.swap(at, to);
    // The same button again, unless the block has reached the end.
    let at_end = if up { to == 0 } else { to + 1 == blocks.len() };
    let button = if up == at_end { "down" } else { "up" };
    Ok(Done { focus: format!("{button}-{id}"), said: standing(typed, id, "moved. It is") })
}

fn cut(typed: &mut Typed, id: &BlockId, fresh: BlockId) -> Result<String, Problem> {
    let (region, at) = place(typed, id)?;
    let blocks = typed.blocks_mut(region);
    let block = &mut blocks[at];
    let before = block.fields.one("split").trim().parse().unwrap_or(0);
    let markdown = block.fields.one("markdown").to_owned();
    let parts = (block.block_type == BlockType::Prose).then(|| paragraphs::split(&markdown, before)).flatten();
    let Some((above, below)) = parts else {
        return Err(Problem::new(
            format!("{}.{id}.split", region.prefix()),
            "Choose the paragraph that begins the new block",
        ));
    };
    block.fields.set("markdown", above);
    let new =
        TypedBlock { id: fresh, block_type: BlockType::Prose, fields: Fields::of([("markdown", below.to_owned())]) };
    let focus = first_field(region, &new);
    blocks.insert(at + 1, new);
    Ok(focus)
}

fn join(typed: &mut Typed, id: &BlockId) -> Result<String, Problem> {
    let (region, at) = place(typed, id)?;
    let blocks = typed.blocks_mut(region);
    let both = at > 0 && blocks[at].block_type == BlockType::Prose && blocks[at - 1].block_type == BlockType::Prose;
    if !both {
        return Err(Problem::new("body", "Only two text blocks, one directly below the other, can be joined"));
    }
    let below = blocks.remove(at);
    let above = &mut blocks[at - 1];
    let markdown = paragraphs::join(above.fields.one("markdown"), below.fields.one("markdown"));
    above.fields.set("markdown", markdown);
    Ok(first_field(region, above))
}

fn bring_back(typed: &mut Typed) -> Result<Done, Problem> {
    let removed = typed.removed.take().filter(|removed| typed.find(&removed.block.id).is_none());
    let Some(Removed { region, at, block }) = removed else {
        return Err(Problem::new("body", "There is no removed block to bring back"));
    };
    let blocks = typed.blocks_mut(region);
    let (focus, id) = (first_field(region, &block), block.id.clone());
    blocks.insert(at.min(blocks.len()), block);
    Ok(Done { focus, said: standing(typed, &id, "is back. It is") })
}

/// The id of a block's first field.
fn first_field(region: Region, block: &TypedBlock) -> String {
    let name = block.fields.pairs().next().map_or("type", |(name, _)| name);
    crate::fields::id_of(&format!("{}.{}.{name}", region.prefix(), block.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> BlockId {
        BlockId::parse(text).unwrap()
    }

    fn page() -> Typed {
        let prose = |name: &str, markdown: &str| TypedBlock {
            id: id(name),
            block_type: BlockType::Prose,
            fields: Fields::of([("markdown", markdown.to_owned())]),
        };
        Typed {
            body: vec![prose("one", "First.\n\nSecond.  \nStill second.\n"), prose("two", "Third.")],
            ..Typed::default()
        }
    }

    fn press(typed: &mut Typed, button: &str) -> Result<String, Problem> {
        let Some(Asked::Change(operation)) = Asked::parse(button) else { panic!("{button} is no change") };
        operation.apply(typed, id("new"), &Known::default()).map(|done| done.focus)
    }

    fn order(typed: &Typed) -> Vec<&str> {
        typed.body.iter().map(|block| block.id.as_str()).collect()
    }

    #[test]
    fn blocks_are_added_moved_removed_and_brought_back() {
        let mut typed = page();
        assert_eq!(press(&mut typed, "add-block:call_out:one"), Ok("block-new-tone".into()));
        assert_eq!(order(&typed), ["one", "new", "two"]);
        assert_eq!(press(&mut typed, "block-up:new"), Ok("down-new".into()), "it stands at the top now");
        assert_eq!(order(&typed), ["new", "one", "two"]);
        assert_eq!(press(&mut typed, "block-down:new"), Ok("down-new".into()));
        let before = typed.clone();
        assert_eq!(press(&mut typed, "remove-block:new"), Ok("undo-remove".into()));
        assert_eq!(order(&typed), ["one", "two"]);
        press(&mut typed, "undo-remove").unwrap();
        assert_eq!(typed, before);
        assert!(press(&mut typed, "block-up:one").is_err());
        assert!(press(&mut typed, "remove-block:nobody").is_err());
    }

    #[test]
    fn a_block_is_duplicated_dragged_and_told_where_it_stands() {
        let mut typed = page();
        assert_eq!(press(&mut typed, "duplicate-block:one"), Ok("block-new-markdown".into()));
        assert_eq!(order(&typed), ["one", "new", "two"]);
        assert_eq!(typed.body[1].fields, typed.body[0].fields);
        assert_eq!(press(&mut typed, "move-block:two:-body"), Ok("handle-two".into()));
        assert_eq!(order(&typed), ["two", "one", "new"]);
        press(&mut typed, "move-block:two:one").unwrap();
        assert_eq!(order(&typed), ["one", "two", "new"]);
        press(&mut typed, "move-block:two:two").unwrap();
        assert_eq!(order(&typed), ["one", "two", "new"], "it stays where it was dropped on itself");
        assert!(press(&mut typed, "move-block:two:-foot").is_err());
        let done = Operation::Down(id("one")).apply(&mut typed, id("other"), &Known::default()).unwrap();
        assert_eq!(done.said, "Text block moved. It is block 2 of 3.");
    }

    #[test]
    fn a_block_in_the_foot_makes_the_foot_the_pages_own() {
        let mut typed = page();
        typed.fields.set("foot", "inherit");
        assert_eq!(press(&mut typed, "add-block:upcoming_events:-foot"), Ok("foot-new-heading".into()));
        assert_eq!((typed.fields.one("foot"), typed.foot[0].fields.one("count")), ("own", "4"));
    }

    #[test]
    fn what_was_split_is_joined_without_a_byte_more() {
        let mut typed = page();
        typed.body[0].fields.set("split", "2");
        assert_eq!(press(&mut typed, "split-block:one"), Ok("block-new-markdown".into()));
        assert_eq!(
            (order(&typed), typed.body[1].fields.one("markdown")),
            (vec!["one", "new", "two"], "Second.  \nStill second.\n")
        );
        press(&mut typed, "join-block:new").unwrap();
        assert_eq!(typed.body[0].fields.one("markdown"), page().body[0].fields.one("markdown"));
        typed.body[0].fields.set("split", "nine");
        assert_eq!(press(&mut typed, "split-block:one").unwrap_err().field, "block.one.split");
        assert!(press(&mut typed, "join-block:one").is_err());
    }

    #[test]
    fn unknown_buttons_are_no_buttons() {
        for value in [
            "publish-all",
            "add-block:carousel:one",
            "add-block:prose",
            "remove-block:../x",
            "block-up:",
            ":",
            "item-up:one:0",
            "item-up:one",
            "paste-block:../x",
            "move-block:one",
        ] {
            assert_eq!(Asked::parse(value), None, "{value}");
        }
        assert_eq!(Asked::parse(""), Some(Asked::Save));
    }
}
