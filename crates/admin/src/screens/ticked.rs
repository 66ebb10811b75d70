//! What was ticked in the explorer, and all else that its form or the next screen sent.

use std::collections::HashSet;

use content::NodeId;

use crate::editor::Fields;

/// The form: from the explorer, or from the screen after it.
#[derive(Default)]
pub(super) struct Ticked {
    /// Each once, in the order in which they were sent.
    pub(super) nodes: Vec<NodeId>,
    /// All else.
    pub(super) fields: Fields,
}

impl Ticked {
    pub(super) fn read(pairs: Vec<(String, String)>) -> Self {
        let mut ticked = Self::default();
        for (name, value) in pairs {
            if name == "node" {
                ticked.nodes.extend(value.parse().map(NodeId));
            } else {
                ticked.fields.push(name, value);
            }
        }
        let mut seen = HashSet::new();
        ticked.nodes.retain(|node| seen.insert(*node));
        ticked
    }

    /// The pages again, for the hidden fields of the next form; `most` of them.
    pub(super) fn hidden(&self, most: usize) -> impl Iterator<Item = (String, String)> {
        self.nodes.iter().take(most).map(|node| ("node".to_owned(), node.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_ticked_twice_counts_once_and_what_is_no_number_not_at_all() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let ticked = Ticked::read(vec![
            pair("node", "5"),
            pair("node", "5"),
            pair("node", "five"),
            pair("node", "12"),
            pair("action", "trash"),
        ]);
        assert_eq!(ticked.nodes, [NodeId(5), NodeId(12)]);
        assert_eq!(ticked.fields.one("action"), "trash");
    }
}
