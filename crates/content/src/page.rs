use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Block;

/// What a page has beside its title, summary and body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageDetails {
    /// Whether the site's main menu shows the page.
    pub in_menu: bool,
    /// Whether search engines are asked to leave the page out.
    pub noindex: bool,
    /// Another address which search engines should take for this page's own; empty for none.
    #[serde(default)]
    pub canonical: String,
    /// Who looks after the page, in the editors' words; may be empty.
    #[serde(default)]
    pub owner: String,
    /// When somebody should read the page again.
    #[serde(default)]
    pub review_by: Option<NaiveDate>,
    /// What stands at the foot of this page and of the pages below it.
    #[serde(default)]
    pub foot: FootBlocks,
}

/// What stands at the foot of a page. The nearest page upwards that does not inherit decides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "choice", content = "blocks", rename_all = "snake_case")]
pub enum FootBlocks {
    /// What the page above shows.
    #[default]
    Inherit,
    /// Nothing, here and below.
    Off,
    /// These, here and below.
    Own(Vec<Block>),
}

impl FootBlocks {
    /// The page's own foot blocks; empty when it inherits or shows none.
    pub fn own(&self) -> &[Block] {
        match self {
            Self::Own(blocks) => blocks,
            Self::Inherit | Self::Off => &[],
        }
    }
}
