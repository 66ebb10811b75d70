//! The fields of a draft, one by one.

use chrono::{NaiveDate, NaiveDateTime};

use super::{Choice, Conflict, Merger, Outcome, Side, Three};
use crate::{Block, Details, Draft, EventDetails, FootBlocks, LinkTarget, PageDetails, ProviderDetails, Venue, wall};

/// How a field's two versions become one.
type Join<T> = fn(&T, &T) -> T;

impl Merger<'_> {
    pub(super) fn draft(&mut self, three: Three<&Draft>) -> Draft {
        Draft {
            title: self.text("title", "Title", three.part(|draft| &draft.title)),
            navigation_title: self.text("navigation_title", "Short title", three.part(|draft| &draft.navigation_title)),
            summary: self.field(
                "summary",
                "Summary",
                three.part(|draft| &draft.summary),
                |text| words(text),
                Some(|theirs, mine| format!("{theirs} {mine}").trim().to_owned()),
            ),
            body: self.blocks("block", three.part(|draft| draft.body.as_slice())),
            details: self.details(three.part(|draft| &draft.details)),
        }
    }

    fn details(&mut self, three: Three<&Details>) -> Details {
        let Three { base, mine, theirs } = three;
        match (base, mine, theirs) {
            (Details::Page(base), Details::Page(mine), Details::Page(theirs)) => {
                Details::Page(self.page(Three { base, mine, theirs }))
            }
            (Details::Event(base), Details::Event(mine), Details::Event(theirs)) => {
                Details::Event(self.event(Three { base, mine, theirs }))
            }
            (Details::Provider(base), Details::Provider(mine), Details::Provider(theirs)) => {
                Details::Provider(self.provider(Three { base, mine, theirs }))
            }
            // A node never changes its kind; drafts of two kinds are not drafts of one node.
            _ => mine.clone(),
        }
    }

    fn page(&mut self, page: Three<&PageDetails>) -> PageDetails {
        PageDetails {
            in_menu: self.tick("in_menu", "Show in the main menu", page.part(|page| &page.in_menu)),
            noindex: self.tick("noindex", "Ask search engines to leave this page out", page.part(|page| &page.noindex)),
            canonical: self.text("canonical", "Address to show in search results", page.part(|page| &page.canonical)),
            owner: self.text("owner", "Owner", page.part(|page| &page.owner)),
            review_by: self.field(
                "review_by",
                "Read again by",
                page.part(|page| &page.review_by),
                |date| day(*date),
                None,
            ),
            foot: self.foot(page.part(|page| &page.foot)),
        }
    }

    /// Where all three have blocks of their own these are merged; else the foot is one field.
    fn foot(&mut self, foot: Three<&FootBlocks>) -> FootBlocks {
        if let (FootBlocks::Own(base), FootBlocks::Own(mine), FootBlocks::Own(theirs)) =
            (foot.base, foot.mine, foot.theirs)
        {
            return FootBlocks::Own(self.blocks("foot", Three { base, mine, theirs }));
        }
        let both_own = matches!((foot.mine, foot.theirs), (FootBlocks::Own(_), FootBlocks::Own(_)));
        let join: Option<Join<FootBlocks>> = both_own.then_some(both_feet);
        self.field("foot", "Foot of the page", foot, blocks_of_foot, join)
    }

    fn event(&mut self, event: Three<&EventDetails>) -> EventDetails {
        let (start, end, time_zone) = self.times(event);
        EventDetails {
            start,
            end,
            time_zone,
            format: self.field(
                "format",
                "How people take part",
                event.part(|event| &event.format),
                |format| Side::Text(format.label().into()),
                None,
            ),
            place: self.text("place", "Place shown", event.part(|event| &event.place)),
            venue: self.venue(event.part(|event| &event.venue)),
            booking: self.field(
                "booking",
                "Booking link",
                event.part(|event| &event.booking),
                |target| link(target.as_ref()),
                None,
            ),
            organiser: self.text("organiser", "Organiser", event.part(|event| &event.organiser)),
            contact: self.text("contact", "Contact", event.part(|event| &event.contact)),
            audience: self.text("audience", "Audience", event.part(|event| &event.audience)),
            status: self.field(
                "status",
                "Status",
                event.part(|event| &event.status),
                |status| Side::Text(status.label().into()),
                None,
            ),
        }
    }

    /// Start, end and time zone belong together: when each changed another of them and the event would end before it
    /// starts, a person decides about all three.
    fn times(&mut self, event: Three<&EventDetails>) -> Times {
        let of = |event: &EventDetails| (event.start, event.end, event.time_zone.clone());
        let times = Three { base: of(event.base), mine: of(event.mine), theirs: of(event.theirs) };
        let one_by_one = (
            Three { base: times.base.0, mine: times.mine.0, theirs: times.theirs.0 },
            Three { base: times.base.1, mine: times.mine.1, theirs: times.theirs.1 },
            Three { base: &times.base.2, mine: &times.mine.2, theirs: &times.theirs.2 },
        );
        let disputed = [one_by_one.0.outcome(), one_by_one.1.outcome(), one_by_one.2.outcome()];
        let merged = (pick(one_by_one.0), pick(one_by_one.1), pick(one_by_one.2).clone());
        let orderly = match (merged.0, merged.1) {
            (Some(start), Some(end)) => start < end,
            _ => true,
        };
        if times.outcome() == Outcome::Disputed && !disputed.contains(&Outcome::Disputed) && orderly {
            self.mine.push("When".into());
            self.theirs.push("When".into());
            return merged;
        }
        self.field("when", "When", Three { base: &times.base, mine: &times.mine, theirs: &times.theirs }, when, None)
    }

    fn venue(&mut self, venue: Three<&Venue>) -> Venue {
        Venue {
            name: self.text("venue_name", "Venue", venue.part(|venue| &venue.name)),
            address: self.text("venue_address", "Street and number", venue.part(|venue| &venue.address)),
            city: self.text("venue_city", "Town or city", venue.part(|venue| &venue.city)),
            postcode: self.text("venue_postcode", "Postcode", venue.part(|venue| &venue.postcode)),
            coordinates: self.text(
                "venue_coordinates",
                "Latitude and longitude",
                venue.part(|venue| &venue.coordinates),
            ),
        }
    }

    fn provider(&mut self, provider: Three<&ProviderDetails>) -> ProviderDetails {
        ProviderDetails {
            regions: self.list("regions", "Regions", provider.part(|provider| &provider.regions)),
            website: self.text("website", "Website", provider.part(|provider| &provider.website)),
            contact: self.text("contact", "Contact", provider.part(|provider| &provider.contact)),
            email: self.text("email", "Email address", provider.part(|provider| &provider.email)),
            phone: self.text("phone", "Phone number", provider.part(|provider| &provider.phone)),
            extension: self.text("extension", "Extension", provider.part(|provider| &provider.extension)),
            international_phone: self.text(
                "international_phone",
                "Phone number from abroad",
                provider.part(|provider| &provider.international_phone),
            ),
            subjects: self.list("subjects", "Subjects", provider.part(|provider| &provider.subjects)),
            routes: self.list("routes", "Routes", provider.part(|provider| &provider.routes)),
            accredited: self.tick("accredited", "Accredited", provider.part(|provider| &provider.accredited)),
            code: self.text("code", "Provider code", provider.part(|provider| &provider.code)),
        }
    }

    /// A text on one line: two of them make no sense one after the other.
    fn text(&mut self, key: &str, name: &str, three: Three<&String>) -> String {
        self.field(key, name, three, |text| words(text), None)
    }

    fn tick(&mut self, key: &str, name: &str, three: Three<&bool>) -> bool {
        self.field(key, name, three, |on| Side::Text((if *on { "Yes" } else { "No" }).into()), None)
    }

    fn list(&mut self, key: &str, name: &str, three: Three<&Vec<String>>) -> Vec<String> {
        self.field(key, name, three, |list| words(&list.join("\n")), Some(|theirs, mine| union(theirs, mine)))
    }

    fn field<T: PartialEq + Clone>(
        &mut self,
        key: &str,
        name: &str,
        three: Three<&T>,
        side: fn(&T) -> Side,
        join: Option<Join<T>>,
    ) -> T {
        match three.outcome() {
            Outcome::Agreed => three.mine.clone(),
            Outcome::OnlyMine => {
                self.mine.push(name.into());
                three.mine.clone()
            }
            Outcome::OnlyTheirs => {
                self.theirs.push(name.into());
                three.theirs.clone()
            }
            Outcome::Disputed => {
                let conflict = Conflict {
                    key: key.into(),
                    name: name.into(),
                    base: side(three.base),
                    mine: side(three.mine),
                    theirs: side(three.theirs),
                    can_join: join.is_some(),
                };
                match (self.decided(conflict), join) {
                    (Some(Choice::Theirs), _) => three.theirs.clone(),
                    (Some(Choice::Both), Some(join)) => join(three.theirs, three.mine),
                    _ => three.mine.clone(),
                }
            }
        }
    }
}

/// Start, end and time zone of an event.
type Times = (Option<NaiveDateTime>, Option<NaiveDateTime>, String);

/// The version that stands when it is not disputed.
fn pick<T: PartialEq>(three: Three<T>) -> T {
    if three.outcome() == Outcome::OnlyTheirs { three.theirs } else { three.mine }
}

fn words(text: &str) -> Side {
    if text.is_empty() { Side::Nothing } else { Side::Text(text.to_owned()) }
}

fn day(date: Option<NaiveDate>) -> Side {
    date.map_or(Side::Nothing, |date| Side::Text(wall::date(date)))
}

fn link(target: Option<&LinkTarget>) -> Side {
    target.cloned().map_or(Side::Nothing, Side::Link)
}

fn when((start, end, zone): &Times) -> Side {
    let moment = |moment: NaiveDateTime| format!("{} at {}", wall::date(moment.date()), wall::time(moment));
    let starts = start.map(|start| format!("Starts {}", moment(start)));
    let ends = end.map(|end| format!("ends {}", moment(end)));
    let zone = (zone != wall::UK).then(|| format!("time zone {zone}"));
    let parts: Vec<String> = [starts, ends, zone].into_iter().flatten().collect();
    words(&parts.join(", "))
}

fn blocks_of_foot(foot: &FootBlocks) -> Side {
    match foot {
        FootBlocks::Inherit => Side::Text("What the page above shows".into()),
        FootBlocks::Off => Side::Text("Nothing".into()),
        FootBlocks::Own(blocks) => Side::Blocks(blocks.clone()),
    }
}

/// The blocks of both; what both have alike stands once.
fn both_feet(theirs: &FootBlocks, mine: &FootBlocks) -> FootBlocks {
    let added = mine.own().iter().filter(|block| !theirs.own().contains(block));
    let blocks: Vec<Block> = theirs.own().iter().chain(added).cloned().collect();
    FootBlocks::Own(blocks)
}

fn union(theirs: &[String], mine: &[String]) -> Vec<String> {
    let added = mine.iter().filter(|line| !theirs.contains(line));
    theirs.iter().chain(added).cloned().collect()
}
