//! The checks before publishing, put together: what `markup` finds in the texts of a draft and what `content` finds in its fields.
//!
//! Everything that can be told from the draft alone is found by [`of`], for the panel beside the editor, for the gate before publishing, and for the
//! report, which reads the table `findings`: the rows of a text are written in the transaction that writes the text.

mod links;
mod report;

use chrono::{DateTime, Datelike as _, Utc};
use content::{BlockContent, BlockId, Draft, check as fields, wall};
use markup::check::{self as texts, Day, Piece, Surroundings};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use sha2::{Digest as _, Sha256};

pub use links::of_typed;
pub(crate) use links::{facts_of, files_of, to_no_fact, to_no_file, to_nowhere};
pub use markup::check::{Fix, Severity};
pub(crate) use report::stored;
pub use report::{
    Anyway, Neglect, Neglected, Reported, anyway, count, neglected, neglected_count, reported, undescribed,
    undescribed_count,
};

use crate::{
    Store, StoreError,
    entities::accepted_findings,
    projection::{BlockSpot, TEMPLATE_ANCHORS},
    rights::Permit,
};

/// Something that a reader would stumble over or miss.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name, which stays the same for ever.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The field as the problems of a draft name it: `summary`, `block.{id}.markdown`.
    pub field: String,
    /// The block that holds it; `None` for a field of the page itself.
    pub spot: Option<BlockSpot>,
    /// The line of the text, from 1; 0 outside of texts.
    pub line: usize,
    /// The character in the line, from 1; 0 outside of texts.
    pub column: usize,
    /// What it is about, by which the same finding is known again wherever it stands.
    pub about: String,
    /// What was found.
    pub sentence: String,
    /// Why it matters.
    pub why: &'static str,
    /// How it can be mended without judgement, in the text of its field.
    pub fix: Option<Fix>,
}

impl Finding {
    /// What stands for the finding where it is remembered: the same as long as its rule and its text are.
    pub fn digest(&self) -> String {
        let hash = Sha256::digest(format!("{}\n{}", self.rule, self.about));
        hash.iter()
            .take(16)
            .flat_map(|byte| [byte >> 4, byte & 15])
            .filter_map(|digit| char::from_digit(digit.into(), 16))
            .collect()
    }

    /// Whether it keeps an edit that brought it in from being published.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// `Block 2, line 14`; empty where the field says it all.
    pub fn place(&self) -> String {
        place(self.spot, self.line)
    }
}

/// `Block 2, line 14`; empty for a field of the page itself.
pub fn place(spot: Option<BlockSpot>, line: usize) -> String {
    let Some(spot) = spot else { return String::new() };
    let block = match spot {
        BlockSpot::Body(number) => format!("Block {number}"),
        BlockSpot::Foot(number) => format!("Block {number} at the foot"),
    };
    if line == 0 { block } else { format!("{block}, line {line}") }
}

/// What the checks may know beside the draft.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around<'a> {
    /// The site's own address; empty when it is not known.
    pub site: &'a str,
    /// When it is asked; without it nothing is said that depends on it.
    pub now: Option<DateTime<Utc>>,
}

/// All findings of a draft: those of its fields, then those of its texts, block by block. Its time grows with the length of the draft alone; of a long
/// draft that is some milliseconds, so ask off the threads that serve requests.
pub fn of(draft: &Draft, around: &Around<'_>) -> Vec<Finding> {
    let blocks = body_and_foot(draft);
    let mut found: Vec<Finding> =
        fields::check(draft, around.now).into_iter().map(|finding| of_field(&blocks, finding)).collect();
    let mut pieces = Vec::new();
    let mut owners = Vec::new();
    for (id, spot, content) in &blocks {
        for piece in content.pieces() {
            match piece {
                content::Piece::Heading { text, .. } if text.trim().is_empty() => {}
                content::Piece::Heading { level, text } => {
                    pieces.push(Piece::Heading(level, text));
                    owners.push((*id, *spot, String::new()));
                }
                content::Piece::Text(text) => {
                    pieces.push(Piece::Markdown(text.markdown));
                    owners.push((*id, *spot, text.field));
                }
            }
        }
    }
    let today = around.now.map(|now| wall::local(now, wall::UK)).map(|local| Day {
        year: local.year(),
        month: local.month(),
        day: local.day(),
    });
    let surroundings = Surroundings { site: around.site, anchors: &TEMPLATE_ANCHORS, today };
    found.extend(texts::check(&pieces, &surroundings).into_iter().map(|finding| {
        let (id, spot, field) = &owners[finding.piece];
        Finding {
            rule: finding.rule.id(),
            severity: finding.rule.severity(),
            field: format!("block.{id}.{field}"),
            spot: Some(*spot),
            line: finding.line,
            column: finding.column,
            about: finding.about,
            sentence: finding.sentence,
            why: finding.rule.why(),
            fix: finding.fix,
        }
    }));
    found
}

/// The digests of what people accepted on the permit's node.
pub async fn accepted(store: &Store, permit: &Permit) -> Result<Vec<String>, StoreError> {
    let Some(node) = permit.node() else { return Ok(Vec::new()) };
    Ok(accepted_findings::Entity::find()
        .select_only()
        .column(accepted_findings::Column::Digest)
        .filter(accepted_findings::Column::Node.eq(node.0))
        .order_by_asc(accepted_findings::Column::Digest)
        .into_tuple()
        .all(store.readers())
        .await?)
}

type Placed<'a> = (&'a BlockId, BlockSpot, &'a BlockContent);

fn body_and_foot(draft: &Draft) -> Vec<Placed<'_>> {
    let body = (1..).zip(&draft.body).map(|(at, block)| (&block.id, BlockSpot::Body(at), &block.content));
    let foot = (1..).zip(draft.foot()).map(|(at, block)| (&block.id, BlockSpot::Foot(at), &block.content));
    body.chain(foot).collect()
}

fn of_field(blocks: &[Placed<'_>], finding: fields::PageFinding) -> Finding {
    let block = finding.field.strip_prefix("block.").and_then(|rest| rest.split_once('.')).map(|(block, _)| block);
    let holder = blocks.iter().find(|(id, ..)| Some(id.as_str()) == block);
    Finding {
        rule: finding.rule.id(),
        severity: if finding.rule.is_error() { Severity::Error } else { Severity::Warning },
        spot: holder.map(|(_, spot, _)| *spot),
        line: 0,
        column: 0,
        about: finding.about,
        sentence: finding.sentence,
        why: finding.rule.why(),
        fix: None,
        field: finding.field,
    }
}
