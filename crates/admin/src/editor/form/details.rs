//! What only one kind of node has, as fields and back.

use content::{
    Block, Details, EventDetails, EventStatus, FootBlocks, Format, Kind, LinkTarget, PageDetails, Problem, Problems,
    ProviderDetails, Venue,
};

use super::{Fields, Known, moments};

/// The fields of the details; foot blocks are kept apart, only the choice is here.
pub(super) fn write(fields: &mut Fields, details: &Details, known: &Known) {
    match details {
        Details::Page(page) => write_page(fields, page),
        Details::Event(event) => write_event(fields, event, known),
        Details::Provider(provider) => write_provider(fields, provider),
    }
}

/// The details that the fields describe.
pub(super) fn read(kind: Kind, fields: &Fields, foot: Vec<Block>, known: &Known, problems: &mut Problems) -> Details {
    match kind {
        Kind::Page => Details::Page(read_page(fields, foot, problems)),
        Kind::Event => Details::Event(read_event(fields, known, problems)),
        Kind::Provider => Details::Provider(read_provider(fields)),
    }
}

fn write_page(fields: &mut Fields, page: &PageDetails) {
    tick(fields, "in_menu", page.in_menu);
    tick(fields, "noindex", page.noindex);
    fields.set("canonical", page.canonical.as_str());
    fields.set("owner", page.owner.as_str());
    moments::write_date(fields, "review_by", page.review_by);
    let choice = match page.foot {
        FootBlocks::Inherit => "inherit",
        FootBlocks::Off => "off",
        FootBlocks::Own(_) => "own",
    };
    fields.set("foot", choice);
}

fn read_page(fields: &Fields, foot: Vec<Block>, problems: &mut Problems) -> PageDetails {
    PageDetails {
        in_menu: fields.has("in_menu"),
        noindex: fields.has("noindex"),
        canonical: line(fields, "canonical"),
        owner: line(fields, "owner"),
        review_by: moments::date(fields, "review_by").unwrap_or_else(|problem| noted(problems, problem)),
        foot: match fields.one("foot") {
            "" | "inherit" => FootBlocks::Inherit,
            "off" => FootBlocks::Off,
            "own" => FootBlocks::Own(foot),
            _ => {
                problems.push(Problem::new("foot", "Choose what stands at the foot of the page"));
                FootBlocks::Inherit
            }
        },
    }
}

fn write_event(fields: &mut Fields, event: &EventDetails, known: &Known) {
    moments::write_moment(fields, "start", event.start);
    moments::write_moment(fields, "end", event.end);
    fields.set("format", event.format.as_str());
    fields.set("status", event.status.as_str());
    fields.set("booking", known.shown_target(event.booking.as_ref()));
    for (name, text) in [
        ("time_zone", &event.time_zone),
        ("place", &event.place),
        ("venue_name", &event.venue.name),
        ("venue_address", &event.venue.address),
        ("venue_city", &event.venue.city),
        ("venue_postcode", &event.venue.postcode),
        ("venue_coordinates", &event.venue.coordinates),
        ("organiser", &event.organiser),
        ("contact", &event.contact),
        ("audience", &event.audience),
    ] {
        fields.set(name, text.as_str());
    }
}

fn read_event(fields: &Fields, known: &Known, problems: &mut Problems) -> EventDetails {
    EventDetails {
        start: moments::moment(fields, "start").unwrap_or_else(|problem| noted(problems, problem)),
        end: moments::moment(fields, "end").unwrap_or_else(|problem| noted(problems, problem)),
        time_zone: line(fields, "time_zone"),
        format: choice::<Format>(fields, "format", "Choose how people take part", problems),
        place: line(fields, "place"),
        venue: Venue {
            name: line(fields, "venue_name"),
            address: line(fields, "venue_address"),
            city: line(fields, "venue_city"),
            postcode: line(fields, "venue_postcode"),
            coordinates: line(fields, "venue_coordinates"),
        },
        booking: booking(fields, known, problems),
        organiser: line(fields, "organiser"),
        contact: line(fields, "contact"),
        audience: line(fields, "audience"),
        status: choice::<EventStatus>(fields, "status", "Choose whether the event goes ahead", problems),
    }
}

fn booking(fields: &Fields, known: &Known, problems: &mut Problems) -> Option<LinkTarget> {
    known.target(fields.one("booking")).unwrap_or_else(|sentence| noted(problems, Problem::new("booking", sentence)))
}

fn write_provider(fields: &mut Fields, provider: &ProviderDetails) {
    for region in &provider.regions {
        fields.push("regions", region.as_str());
    }
    fields.set("subjects", provider.subjects.join("\n"));
    fields.set("routes", provider.routes.join("\n"));
    tick(fields, "accredited", provider.accredited);
    for (name, text) in [
        ("website", &provider.website),
        ("contact", &provider.contact),
        ("email", &provider.email),
        ("phone", &provider.phone),
        ("extension", &provider.extension),
        ("international_phone", &provider.international_phone),
        ("code", &provider.code),
    ] {
        fields.set(name, text.as_str());
    }
}

fn read_provider(fields: &Fields) -> ProviderDetails {
    let lines = |name: &str| {
        fields.one(name).lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    ProviderDetails {
        regions: fields.all("regions").map(str::to_owned).collect(),
        website: line(fields, "website"),
        contact: line(fields, "contact"),
        email: line(fields, "email"),
        phone: line(fields, "phone"),
        extension: line(fields, "extension"),
        international_phone: line(fields, "international_phone"),
        subjects: lines("subjects"),
        routes: lines("routes"),
        accredited: fields.has("accredited"),
        code: line(fields, "code"),
    }
}

fn line(fields: &Fields, name: &str) -> String {
    fields.one(name).to_owned()
}

fn tick(fields: &mut Fields, name: &str, ticked: bool) {
    if ticked {
        fields.set(name, "yes");
    }
}

/// One of a few words; none at all stands for the first of them.
fn choice<T: std::str::FromStr + Default>(fields: &Fields, name: &str, sentence: &str, problems: &mut Problems) -> T {
    match fields.one(name) {
        "" => T::default(),
        typed => typed.parse().unwrap_or_else(|_| {
            problems.push(Problem::new(name, sentence));
            T::default()
        }),
    }
}

fn noted<T>(problems: &mut Problems, problem: Problem) -> Option<T> {
    problems.push(problem);
    None
}
