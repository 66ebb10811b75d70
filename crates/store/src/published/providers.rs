//! Live providers in groups.

use content::{Grouping, NodeId, ProviderDetails, ProviderList, REGIONS};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{
    ProviderCard, ProviderGroup,
    node::{path, read},
};
use crate::{
    StoreError,
    entities::{live_nodes, live_providers},
};

/// The name of the part for providers without a region.
const ELSEWHERE: &str = "Other providers";

/// The groups of a provider list, and how many different providers they hold.
pub(super) async fn groups<C: ConnectionTrait>(
    connection: &C,
    block: &ProviderList,
) -> Result<(Vec<ProviderGroup>, usize), StoreError> {
    let mut providers = all(connection).await?;
    if !block.route.is_empty() {
        providers.retain(|provider| provider.details.routes.contains(&block.route));
    }
    let total = providers.len();
    let groups = match block.grouping {
        Grouping::Alphabet => vec![ProviderGroup { name: None, providers }],
        Grouping::Region => by_region(&providers),
    };
    Ok((groups.into_iter().filter(|group| !group.providers.is_empty()).collect(), total))
}

/// Every live provider in alphabetical order.
pub(super) async fn all<C: ConnectionTrait>(connection: &C) -> Result<Vec<ProviderCard>, StoreError> {
    let rows = live_providers::Entity::find().find_also_related(live_nodes::Entity).all(connection).await?;
    let mut cards = rows.into_iter().map(|(provider, node)| card(&provider, node)).collect::<Result<Vec<_>, _>>()?;
    cards.sort_by_cached_key(|card| (card.title.to_lowercase(), card.id));
    Ok(cards)
}

fn card(provider: &live_providers::Model, node: Option<live_nodes::Model>) -> Result<ProviderCard, StoreError> {
    let node = node.ok_or_else(|| StoreError::corrupt("live_providers", provider.node, "node", "no such live node"))?;
    let details: ProviderDetails = read("live_providers", provider.node, "details", &provider.details)?;
    let path = path(&node)?;
    Ok(ProviderCard { id: NodeId(node.node), path, title: node.title, summary: node.summary, details })
}

/// One group for each region, in the order of [`REGIONS`]; a provider of several regions stands in each.
fn by_region(providers: &[ProviderCard]) -> Vec<ProviderGroup> {
    let of = |region: &str| {
        let within = |provider: &&ProviderCard| provider.details.regions.iter().any(|name| name == region);
        providers.iter().filter(within).cloned().collect()
    };
    let mut groups: Vec<ProviderGroup> =
        REGIONS.iter().map(|region| ProviderGroup { name: Some((*region).into()), providers: of(region) }).collect();
    let elsewhere = providers.iter().filter(|provider| provider.details.regions.is_empty()).cloned().collect();
    groups.push(ProviderGroup { name: Some(ELSEWHERE.into()), providers: elsewhere });
    groups
}
