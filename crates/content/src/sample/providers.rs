//! Invented providers for every region of England. Their names, addresses and codes belong to nobody; the phone numbers
//! are among those that Ofcom keeps for drama (<https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama>).

mod directory;

use self::directory::{DIRECTORY, Invented, Organisation};
use super::{SampleNode, build, ids};
use crate::{Block, Details, Draft, Kind, NodeId, ProviderDetails};

/// The route of the sample's list.
pub(super) const ASSESSMENT_ONLY: &str = "Assessment Only";

/// The invented providers.
pub(super) fn invented() -> impl Iterator<Item = SampleNode> {
    (ids::FIRST_PROVIDER..).zip(DIRECTORY).map(|(id, provider)| node(NodeId(id), provider))
}

fn node(id: NodeId, provider: &Invented) -> SampleNode {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let mut draft = Draft::empty(Kind::Provider);
    draft.title = provider.name.into();
    draft.summary = format!("{} in {}.", summary(provider.organisation), provider.regions.join(" and "));
    draft.body = vec![Block::prose(build::block_id("text"), text(provider.organisation))];
    draft.details = Details::Provider(ProviderDetails {
        regions: owned(provider.regions),
        website: format!("https://example.org/{}", provider.slug),
        contact: contact(provider.organisation).into(),
        email: format!("{}@example.org", provider.slug),
        phone: provider.phone.into(),
        extension: String::new(),
        international_phone: international(provider.phone),
        subjects: owned(provider.subjects),
        routes: owned(provider.routes),
        accredited: provider.accredited,
        // The letters and the hyphen keep it apart from the codes of real providers.
        code: format!("WM-{:03}", id.0 - ids::FIRST_PROVIDER + 1),
    });
    SampleNode {
        id,
        parent: Some(ids::PROVIDERS),
        slug: Some(build::slug(provider.slug)),
        draft,
        published: provider.published,
    }
}

/// A number of the United Kingdom as people abroad dial it.
fn international(phone: &str) -> String {
    format!("+44 {}", phone.trim_start_matches('0'))
}

fn summary(organisation: Organisation) -> &'static str {
    match organisation {
        Organisation::University => "A university that assesses experienced teachers",
        Organisation::College => "A college that assesses teachers of young children",
        Organisation::Scitt => "A group of schools that trains and assesses its own teachers",
        Organisation::Schools => "Schools that assess and support teachers together",
    }
}

fn contact(organisation: Organisation) -> &'static str {
    match organisation {
        Organisation::University => "School of Education admissions",
        Organisation::College => "Admissions office",
        Organisation::Scitt => "SCITT director’s office",
        Organisation::Schools => "Assessment Only lead",
    }
}

fn text(organisation: Organisation) -> &'static str {
    let markdown = match organisation {
        Organisation::University => include_str!("providers/university.md"),
        Organisation::College => include_str!("providers/college.md"),
        Organisation::Scitt => include_str!("providers/scitt.md"),
        Organisation::Schools => include_str!("providers/schools.md"),
    };
    markdown.trim_end_matches('\n')
}
