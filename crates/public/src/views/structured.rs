//! JSON-LD for search engines.

use content::{Format, TrailStep, wall};
use serde_json::{Value, json};
use store::published::{EventCard, PublishedNode};
use web::Safe;

use crate::site::Site;

/// The trail; none for the home page.
pub(crate) fn breadcrumb(trail: &[TrailStep], site: &Site) -> Option<Safe> {
    if trail.len() < 2 {
        return None;
    }
    let step = |(index, step): (usize, &TrailStep)| {
        let address = site.address(step.path.as_str());
        json!({ "@type": "ListItem", "position": index + 1, "name": step.title, "item": address })
    };
    let items: Vec<Value> = trail.iter().enumerate().map(step).collect();
    Some(script(&json!({ "@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items })))
}

/// The event. What nobody has said (an end, a venue) is left out.
pub(crate) fn event(node: &PublishedNode, card: &EventCard, site: &Site) -> Safe {
    let url = site.address(node.path.as_str());
    let mut event = json!({
        "@context": "https://schema.org",
        "@type": "Event",
        "name": card.title,
        "url": url,
        "startDate": wall::rfc3339(card.starts_at, &card.time_zone),
        "eventStatus": card.status.schema_org(),
        "eventAttendanceMode": card.format.schema_org(),
        "location": location(node, card, &url),
    });
    if let Some(ends_at) = card.ends_at {
        event["endDate"] = wall::rfc3339(ends_at, &card.time_zone).into();
    }
    if !card.summary.is_empty() {
        event["description"] = card.summary.clone().into();
    }
    if let Some(details) = node.event_details.as_ref().filter(|details| !details.organiser.is_empty()) {
        event["organizer"] = json!({ "@type": "Organization", "name": details.organiser });
    }
    script(&event)
}

fn location(node: &PublishedNode, card: &EventCard, url: &str) -> Value {
    let online = json!({ "@type": "VirtualLocation", "url": url });
    match card.format {
        Format::Online => online,
        Format::InPerson => place(node, card),
        Format::Both => json!([online, place(node, card)]),
    }
}

fn place(node: &PublishedNode, card: &EventCard) -> Value {
    let venue = node.event_details.as_ref().map(|details| details.venue.clone()).unwrap_or_default();
    let name = if venue.name.is_empty() { &card.place } else { &venue.name };
    let mut place = json!({ "@type": "Place", "name": name });
    let city = if venue.city.is_empty() { &card.place } else { &venue.city };
    let parts = [("streetAddress", &venue.address), ("addressLocality", city), ("postalCode", &venue.postcode)];
    if parts.iter().any(|(_, text)| !text.is_empty()) {
        let mut address = json!({ "@type": "PostalAddress" });
        for (name, text) in parts.into_iter().filter(|(_, text)| !text.is_empty()) {
            address[name] = text.clone().into();
        }
        place["address"] = address;
    }
    place
}

/// JSON whose text can neither end a script element nor begin a comment in it.
fn script(value: &Value) -> Safe {
    let escaped = value
        .to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029");
    Safe(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_cannot_end_the_script() {
        let hostile = "</script><script>alert(1)</script><!-- & \u{2028}";
        let Safe(text) = script(&json!({ "name": hostile }));
        assert!(!text.contains(['<', '>', '&', '\u{2028}']));
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap()["name"], hostile);
    }
}
