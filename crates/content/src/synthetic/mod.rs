//! An invented site of any size, for trials of scale: believable in shape and length, the same for the same seed.
//!
//! Pages form a tree in which each has ten below it, so that a branch of the home page holds a tenth of the site; events lie below twelve
//! categories, providers below one page. Everything is published. Each page refers to up to three others.

mod random;
#[cfg(test)]
mod tests;
mod words;

use chrono::{DateTime, Datelike as _, Days, NaiveTime, Utc};
use random::Random;

use crate::{
    Block, BlockId, Details, Draft, EventDetails, Format, Kind, NodeId, PageDetails, ProviderDetails, REGIONS, Slug,
    wall,
};

/// How many pages lie below one.
const BRANCHES: usize = 10;

/// Pages below which events are filed.
const CATEGORIES: usize = 12;

/// How large a site to invent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Pages besides the home page, categories and the list of providers.
    pub pages: usize,
    /// Events.
    pub events: usize,
    /// Providers.
    pub providers: usize,
    /// Two sites of one size differ by their seed.
    pub seed: u64,
}

/// A node of an invented site. Its parent comes before it.
#[derive(Clone, Debug)]
pub struct SyntheticNode {
    /// Its number.
    pub id: NodeId,
    /// Its parent.
    pub parent: NodeId,
    /// The last part of its address.
    pub slug: Slug,
    /// Its text.
    pub draft: Draft,
}

/// The nodes below the home page in an order in which parents come first. Their numbers follow on `after`; dates lie around `now`.
pub fn site(size: Size, after: NodeId, now: DateTime<Utc>) -> impl Iterator<Item = SyntheticNode> {
    let plan = Plan { size, after: after.0, now };
    (0..plan.total()).map(move |index| plan.node(index))
}

#[derive(Clone, Copy)]
struct Plan {
    size: Size,
    after: i64,
    now: DateTime<Utc>,
}

impl Plan {
    fn total(&self) -> usize {
        let lists = if self.size.events > 0 { CATEGORIES } else { 0 } + usize::from(self.size.providers > 0);
        self.size.pages + lists + self.size.events + self.size.providers
    }

    fn id(&self, index: usize) -> NodeId {
        NodeId(self.after + 1 + i64::try_from(index).unwrap_or(i64::MAX / 2))
    }

    /// Each node has numbers of its own, so that it does not depend on those before it.
    fn node(&self, index: usize) -> SyntheticNode {
        let mut random = Random::new(self.size.seed ^ (index as u64).wrapping_mul(0x5851_F42D_4C95_7F2D));
        let categories = if self.size.events > 0 { CATEGORIES } else { 0 };
        let after_pages = index.checked_sub(self.size.pages);
        let (parent, draft) = match after_pages {
            None => (self.page_above(index), self.page(index, &mut random)),
            Some(number) if number < categories => (NodeId::HOME, list("Events", number)),
            Some(number) if number < categories + self.size.events => {
                let category = self.size.pages + random.below(categories);
                (self.id(category), self.event(&mut random))
            }
            Some(number) => match number - categories - self.size.events {
                0 => (NodeId::HOME, list("Providers", 0)),
                provider => {
                    (self.id(self.size.pages + categories + self.size.events), provider_draft(provider, &mut random))
                }
            },
        };
        let slug = Slug::from_title(&draft.title).unwrap_or_else(|| Slug::parse("page").expect("plain letters"));
        let slug = slug.numbered(u32::try_from(index + 1).unwrap_or(u32::MAX));
        SyntheticNode { id: self.id(index), parent, slug, draft }
    }

    fn page_above(&self, index: usize) -> NodeId {
        match index.checked_sub(BRANCHES) {
            None => NodeId::HOME,
            Some(rest) => self.id(rest / BRANCHES),
        }
    }

    fn page(&self, index: usize, random: &mut Random) -> Draft {
        let mut draft = Draft::empty(Kind::Page);
        draft.title = words::title(random);
        draft.summary = words::summary(random);
        let links: Vec<(String, String)> = (0..3)
            .map(|_| (format!("node:{}", self.id(random.below(self.size.pages)).0), words::title(random)))
            .collect();
        let sections = 2 + random.below(4);
        draft.body.push(Block::prose(block("text"), words::text(random, sections, &links)));
        draft.details = Details::Page(PageDetails { in_menu: index < 5, ..PageDetails::default() });
        draft
    }

    fn event(&self, random: &mut Random) -> Draft {
        let city = random.one_of(&words::CITIES);
        let mut draft = Draft::empty(Kind::Event);
        draft.title = words::event_title(random, city);
        draft.summary = words::summary(random);
        draft.body.push(Block::prose(block("text"), words::text(random, 1, &[])));
        let today = wall::local(self.now, wall::UK).date();
        // From two years ago to a year ahead; hours of the day at which no clock is changed.
        let day = today.with_day(1).unwrap_or(today).checked_sub_days(Days::new(730)).unwrap_or(today);
        let day = day.checked_add_days(Days::new(random.below(1_095) as u64)).unwrap_or(today);
        let hour = u32::try_from(9 + random.below(10)).unwrap_or(9);
        let start = NaiveTime::from_hms_opt(hour, 0, 0).map(|time| day.and_time(time));
        draft.details = Details::Event(EventDetails {
            start,
            place: (*city).into(),
            format: *random.one_of(&[&Format::Online, &Format::InPerson, &Format::Both]),
            ..EventDetails::default()
        });
        draft
    }
}

fn list(title: &str, number: usize) -> Draft {
    let mut draft = Draft::empty(Kind::Page);
    draft.title = if number == 0 { title.into() } else { format!("{title} {}", number + 1) };
    draft
}

fn provider_draft(number: usize, random: &mut Random) -> Draft {
    let mut draft = Draft::empty(Kind::Provider);
    draft.title = words::provider_name(random, number);
    draft.summary = words::summary(random);
    draft.details = Details::Provider(ProviderDetails {
        regions: vec![(*random.one_of(&REGIONS)).into()],
        routes: vec!["Assessment Only".into()],
        accredited: random.below(4) > 0,
        ..ProviderDetails::default()
    });
    draft
}

fn block(text: &str) -> BlockId {
    BlockId::parse(text).expect("plain letters")
}
