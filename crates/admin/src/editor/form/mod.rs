//! The editor's form: what stands in its fields, whatever was typed, and the draft that it describes.
//!
//! [`Typed`] lies between the two. A screen is always made from it, so that a form with problems, a form whose blocks were moved and a draft just
//! opened look alike and keep every byte. Names: `title`, `start.day`; a block of the body is `block.{id}.{field}`, one of the foot
//! `foot.{id}.{field}`, each introduced by its `type`, whose order is the order of the blocks. Reading a form asks nobody: what addresses lead to is
//! [`Known`] beforehand.

mod block;
mod details;
mod fields;
mod known;
mod lists;
pub(crate) mod moments;
#[cfg(test)]
mod tests;

pub(crate) use block::{TypedBlock, is_text};
pub(crate) use fields::Fields;
pub(crate) use known::{Known, KnownFile, KnownNode, Wanted, own_path};
pub(crate) use lists::{Grid, StepList};

use content::{Block, BlockId, BlockType, Draft, FileNumber, Kind, NodeId, Problem, Problems, RevisionId};
use serde::{Deserialize, Serialize};

/// Everything in the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Typed {
    /// The version that the person saw when the form was made; 0 where the form names none.
    pub(crate) base: i64,
    /// All fields outside of blocks.
    pub(crate) fields: Fields,
    pub(crate) body: Vec<TypedBlock>,
    pub(crate) foot: Vec<TypedBlock>,
    /// The block removed last, as long as it can be brought back.
    pub(crate) removed: Option<Removed>,
}

/// A block that was taken out and where it stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Removed {
    pub(crate) region: Region,
    pub(crate) at: usize,
    pub(crate) block: TypedBlock,
}

/// One of the two lists of blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Region {
    Body,
    Foot,
}

impl Region {
    pub(crate) const ALL: [Self; 2] = [Self::Body, Self::Foot];

    /// What the names of its blocks' fields begin with.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Self::Body => "block",
            Self::Foot => "foot",
        }
    }
}

impl Typed {
    /// The form of a draft.
    pub(crate) fn of(draft: &Draft, base: RevisionId, known: &Known) -> Self {
        let mut fields = Fields::of([
            ("title", draft.title.clone()),
            ("navigation_title", draft.navigation_title.clone()),
            ("summary", draft.summary.clone()),
        ]);
        details::write(&mut fields, &draft.details, known);
        let blocks = |blocks: &[Block]| blocks.iter().map(|block| TypedBlock::of(block, known)).collect();
        Self { base: base.0, fields, body: blocks(&draft.body), foot: blocks(draft.foot()), removed: None }
    }

    /// Sorts what a form sent. What cannot be sorted becomes a problem, never a failure, and its text is kept where there is any.
    pub(crate) fn parse(pairs: Vec<(String, String)>) -> (Self, Problems) {
        let mut typed = Self::default();
        let mut problems = Problems::new();
        let mut names = BlockNames::default();
        for (name, value) in &pairs {
            if let Some((region, key, "type")) = block_field(name) {
                typed.introduce(region, key, value, &mut names, &mut problems);
            }
        }
        for (name, value) in pairs {
            match block_field(&name) {
                Some((_, _, "type")) => {}
                Some((region, key, field)) => typed.fill(region, names.get(region, key), field, value),
                None if name == "base" => typed.base = value.trim().parse().unwrap_or(0),
                None if name == "removed" => typed.removed = serde_json::from_str(&value).ok(),
                None => typed.fields.push(name, value),
            }
        }
        (typed, problems)
    }

    /// What a browser would send of this form: [`Typed::parse`] gives the same again.
    pub(crate) fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = vec![("base".to_owned(), self.base.to_string())];
        pairs.extend(self.fields.pairs().map(|(name, value)| (name.to_owned(), value.to_owned())));
        for region in Region::ALL {
            for block in self.blocks(region) {
                let name = |field: &str| format!("{}.{}.{field}", region.prefix(), block.id);
                pairs.push((name("type"), block.block_type.as_str().to_owned()));
                pairs.extend(block.fields.pairs().map(|(field, value)| (name(field), value.to_owned())));
            }
        }
        pairs.extend(
            self.removed
                .as_ref()
                .and_then(|removed| Some(("removed".to_owned(), serde_json::to_string(removed).ok()?))),
        );
        pairs
    }

    /// The draft that the form describes, and what keeps it from being one. Problems of foot blocks are named as the form names them.
    pub(crate) fn draft(&self, kind: Kind, known: &Known) -> (Draft, Problems) {
        let mut problems = Problems::new();
        let body = self.body.iter().map(|block| block.read(known, &mut problems)).collect();
        let foot = self.foot.iter().map(|block| block.read(known, &mut problems)).collect();
        let draft = Draft {
            title: self.fields.one("title").to_owned(),
            navigation_title: self.fields.one("navigation_title").to_owned(),
            // Enter in its text area is meant as a space: a summary has no lines.
            summary: self.fields.one("summary").replace('\n', " "),
            body,
            details: details::read(kind, &self.fields, foot, known, &mut problems),
        };
        let problems = self.with_content_problems(&draft, problems);
        (draft, problems)
    }

    /// The problems in the words of this form: content calls a block of the foot `block.{id}` like any other.
    pub(crate) fn in_form(&self, problems: Problems) -> Problems {
        problems.into_iter().map(|problem| Problem { field: self.name_in_form(problem.field), ..problem }).collect()
    }

    /// The blocks of a region.
    pub(crate) fn blocks(&self, region: Region) -> &[TypedBlock] {
        match region {
            Region::Body => &self.body,
            Region::Foot => &self.foot,
        }
    }

    /// The blocks of a region, to be changed.
    pub(crate) fn blocks_mut(&mut self, region: Region) -> &mut Vec<TypedBlock> {
        match region {
            Region::Body => &mut self.body,
            Region::Foot => &mut self.foot,
        }
    }

    /// All blocks.
    pub(crate) fn all_blocks(&self) -> impl Iterator<Item = &TypedBlock> {
        self.body.iter().chain(&self.foot)
    }

    /// All texts in Markdown.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.all_blocks().flat_map(TypedBlock::texts).map(|(_, markdown)| markdown)
    }

    /// Whether a block lets people choose one of the pages below which events are filed.
    pub(crate) fn offers_categories(&self) -> bool {
        self.all_blocks().any(|block| block.block_type == BlockType::UpcomingEvents)
    }

    /// Where a block stands.
    pub(crate) fn find(&self, id: &BlockId) -> Option<(Region, usize)> {
        Region::ALL
            .into_iter()
            .find_map(|region| Some((region, self.blocks(region).iter().position(|block| block.id == *id)?)))
    }

    /// The nodes that selects name by number.
    pub(crate) fn chosen_nodes(&self) -> Vec<NodeId> {
        self.all_blocks().filter_map(|block| block.fields.one("category").parse().ok()).map(NodeId).collect()
    }

    /// The files that blocks show or link to by number.
    pub(crate) fn files(&self) -> Vec<FileNumber> {
        self.all_blocks().filter_map(TypedBlock::file).collect()
    }

    /// Puts a file of the library into a block that takes one. Where nobody has written what a picture says, what the library says of it is offered.
    pub(crate) fn use_file(&mut self, id: &BlockId, number: FileNumber, known: &Known) {
        let takes = |block: &&mut TypedBlock| block.id == *id && block.takes_file().is_some();
        if let Some(block) = self.body.iter_mut().chain(&mut self.foot).find(takes) {
            block.fields.set("file", number.to_string());
            let undecided = block.block_type == BlockType::Image
                && block.fields.one("alt").trim().is_empty()
                && !block.fields.has("decorative");
            if let Some(file) = known.file(number).filter(|_| undecided) {
                block.fields.set("alt", file.description.clone());
            }
        }
    }

    /// Puts a fact at the end of a block's text.
    pub(crate) fn add_fact(&mut self, id: &BlockId, name: &str) {
        let takes = |block: &&mut TypedBlock| block.id == *id && block.has_one_text();
        if let Some(block) = self.body.iter_mut().chain(&mut self.foot).find(takes) {
            let text = block.fields.one("markdown").to_owned();
            let gap = if text.is_empty() || text.ends_with(char::is_whitespace) { "" } else { " " };
            let with = format!("{text}{gap}{}", markup::fact_mark(name));
            block.fields.change(|field, _| field == "markdown", |_| with.clone());
        }
    }

    /// The addresses typed into fields that lead somewhere.
    pub(crate) fn addresses(&self) -> Vec<&str> {
        let booking = self.fields.one("booking").trim();
        self.all_blocks().flat_map(TypedBlock::addresses).chain((!booking.is_empty()).then_some(booking)).collect()
    }

    /// A field with two problems shows the one found first: what was typed is no time at all, before it is too early.
    fn with_content_problems(&self, draft: &Draft, mut problems: Problems) -> Problems {
        let told: Vec<String> = problems.iter().map(|problem| whole(&problem.field).to_owned()).collect();
        problems.extend(content::valid_draft(draft).into_iter().filter(|problem| !told.contains(&problem.field)));
        self.in_form(problems)
    }

    fn name_in_form(&self, field: String) -> String {
        let in_foot = block_field(&field).and_then(|(_, key, name)| {
            let id = BlockId::parse(key)?;
            self.foot.iter().any(|block| block.id == id).then(|| format!("foot.{key}.{name}"))
        });
        in_foot.unwrap_or(field)
    }

    fn introduce(&mut self, region: Region, key: &str, value: &str, names: &mut BlockNames, problems: &mut Problems) {
        if names.get(region, key).is_some() {
            return problems.push(Problem::new("body", "Two blocks are the same one. Open the page again"));
        }
        let taken = |id: &BlockId| self.find(id).is_some();
        let id = BlockId::parse(key).filter(|id| !taken(id)).unwrap_or_else(|| {
            problems.push(Problem::new("body", "A block came without its place. Check the blocks, then save again"));
            (0..u64::MAX).map(BlockId::from_number).find(|id| !taken(id)).expect("there are more numbers than blocks")
        });
        let block_type = value.parse().unwrap_or_else(|()| {
            problems.push(Problem::new(
                "body",
                "A block is of a type that this site does not know. Its text is kept as text",
            ));
            BlockType::Prose
        });
        names.0.push((region, key.to_owned(), id.clone()));
        self.blocks_mut(region).push(TypedBlock { id, block_type, fields: Fields::default() });
    }

    fn fill(&mut self, region: Region, id: Option<BlockId>, field: &str, value: String) {
        let block = id.and_then(|id| self.blocks_mut(region).iter_mut().find(|block| block.id == id));
        if let Some(block) = block {
            block.fields.push(field, value);
        }
    }
}

/// Which block a form's name stands for, where the form's own name was no block's id.
#[derive(Default)]
struct BlockNames(Vec<(Region, String, BlockId)>);

impl BlockNames {
    fn get(&self, region: Region, key: &str) -> Option<BlockId> {
        self.0.iter().find(|(of, name, _)| *of == region && name == key).map(|(.., id)| id.clone())
    }
}

/// The parts of `block.intro.markdown`.
pub(crate) fn block_field(name: &str) -> Option<(Region, &str, &str)> {
    let (prefix, rest) = name.split_once('.')?;
    let region = Region::ALL.into_iter().find(|region| region.prefix() == prefix)?;
    let (key, field) = rest.rsplit_once('.')?;
    Some((region, key, field))
}

/// The field that a part belongs to: `start` for `start.day`, a block's field itself.
fn whole(field: &str) -> &str {
    if block_field(field).is_some() { field } else { field.split('.').next().unwrap_or(field) }
}
