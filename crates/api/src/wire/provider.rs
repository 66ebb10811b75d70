//! Providers: as items of lists, and in their own answer.

use content::ProviderDetails;
use schemars::JsonSchema;
use serde::Serialize;
use store::published;

use super::filled;
use crate::site::Site;

/// What every answer says about a provider.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Provider {
    regions: Vec<String>,
    website: Option<String>,
    contact: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    extension: Option<String>,
    international_phone: Option<String>,
    subjects: Vec<String>,
    routes: Vec<String>,
    accredited: bool,
    /// Its code in the national list.
    code: Option<String>,
}

/// A provider in a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct ProviderItem {
    pub(crate) id: i64,
    pub(crate) kind: &'static str,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) path: String,
    pub(crate) url: String,
    #[serde(flatten)]
    pub(crate) facts: Provider,
}

/// One part of a provider list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct ProviderGroup {
    /// The region; none for a list in one part.
    pub(crate) name: Option<String>,
    pub(crate) providers: Vec<ProviderItem>,
}

impl From<ProviderDetails> for Provider {
    fn from(details: ProviderDetails) -> Self {
        Self {
            regions: details.regions,
            website: filled(details.website),
            contact: filled(details.contact),
            email: filled(details.email),
            phone: filled(details.phone),
            extension: filled(details.extension),
            international_phone: filled(details.international_phone),
            subjects: details.subjects,
            routes: details.routes,
            accredited: details.accredited,
            code: filled(details.code),
        }
    }
}

impl ProviderItem {
    pub(crate) fn new(provider: published::ProviderCard, site: &Site) -> Self {
        Self {
            id: provider.id.0,
            kind: content::Kind::Provider.as_str(),
            title: provider.title,
            summary: provider.summary,
            url: site.address(provider.path.as_str()),
            path: provider.path.into(),
            facts: provider.details.into(),
        }
    }
}

impl ProviderGroup {
    pub(crate) fn new(group: published::ProviderGroup, site: &Site) -> Self {
        let providers = group.providers.into_iter().map(|provider| ProviderItem::new(provider, site)).collect();
        Self { name: group.name, providers }
    }
}
