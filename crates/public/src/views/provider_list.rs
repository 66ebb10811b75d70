//! Providers in groups.

use serde::Serialize;
use store::published::{ProviderCard, ProviderGroup};

use super::link::Link;

/// Providers in groups.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ProviderListView {
    pub(crate) heading: Option<String>,
    /// Links to the groups, when there are several.
    pub(crate) jumps: Vec<Link>,
    pub(crate) groups: Vec<GroupView>,
    /// "27 providers".
    pub(crate) count: String,
    /// The level of the groups' headings.
    pub(crate) group_level: u8,
}

/// One region or one letter.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct GroupView {
    pub(crate) id: String,
    pub(crate) name: Option<String>,
    /// The level of the providers' headings: one below the group's.
    pub(crate) level: u8,
    pub(crate) providers: Vec<ProviderCardView>,
}

/// A provider as lists show it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ProviderCardView {
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    /// Its subjects, separated by commas.
    pub(crate) subjects: String,
}

impl ProviderListView {
    /// The list of a block; its id makes the ids of the groups.
    pub(crate) fn new(block: &str, heading: Option<String>, groups: &[ProviderGroup], total: usize) -> Self {
        let group_level = if heading.is_some() { 3 } else { 2 };
        let groups: Vec<GroupView> = groups
            .iter()
            .enumerate()
            .map(|(index, group)| GroupView {
                id: format!("{block}_{}", index + 1),
                level: if group.name.is_some() { group_level + 1 } else { group_level },
                name: group.name.clone(),
                providers: group.providers.iter().map(ProviderCardView::new).collect(),
            })
            .collect();
        let named = groups.iter().filter_map(|group| Some(Link::new(group.name.clone()?, format!("#{}", group.id))));
        let jumps: Vec<Link> = named.collect();
        Self {
            heading,
            jumps: if jumps.len() > 1 { jumps } else { Vec::new() },
            groups,
            count: match total {
                1 => "1 provider".to_owned(),
                total => format!("{total} providers"),
            },
            group_level,
        }
    }
}

impl ProviderCardView {
    fn new(provider: &ProviderCard) -> Self {
        Self {
            href: provider.path.to_string(),
            title: provider.title.clone(),
            summary: provider.summary.clone(),
            subjects: provider.details.subjects.join(", "),
        }
    }
}
