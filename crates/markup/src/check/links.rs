use std::collections::HashSet;

use super::{Findings, Fix, Piece, Rule, Surroundings, reading::Link, reading::Reading, reading::Written, shown};
use crate::headings::HeadingIds;
use crate::render::render;
use crate::target::{Target, decoded};

/// Links without words.
pub(super) fn empty(reading: &Reading<'_>, findings: &mut Findings) {
    for link in reading.links.iter().filter(|link| link.words.is_empty()) {
        let fix = (link.written == Written::Inline).then(|| Fix {
            label: "Remove the link",
            at: link.at.clone(),
            with: String::new(),
        });
        let sentence = format!("A link to {} has no words.", or_nowhere(&link.address));
        findings.add_with(Rule::EmptyLink, reading.piece, link.at.clone(), &link.address, sentence, fix);
    }
}

fn or_nowhere(address: &str) -> &str {
    if address.is_empty() { "nowhere" } else { address }
}

/// Links to headings that the page does not have. The page is rendered to know them only if it has such a link.
pub(super) fn to_headings(
    readings: &[Reading<'_>],
    pieces: &[Piece<'_>],
    around: &Surroundings<'_>,
    findings: &mut Findings,
) {
    let leading: Vec<_> = readings
        .iter()
        .flat_map(|reading| reading.links.iter().map(move |link| (reading, link)))
        .filter_map(|(reading, link)| Some((reading, link, own_fragment(link)?)))
        .collect();
    if leading.is_empty() {
        return;
    }
    let mut ids = HeadingIds::default();
    let mut known: HashSet<String> = around.anchors.iter().map(|anchor| (*anchor).to_owned()).collect();
    for piece in pieces {
        if let Piece::Markdown(markdown) = piece {
            known.extend(render(markdown, &mut ids).headings.into_iter().map(|heading| heading.id));
        }
    }
    for (reading, link, fragment) in leading {
        if !known.contains(&decoded(fragment)) {
            let sentence =
                format!("The link {} leads to #{fragment}. This page has no such heading.", shown(&link.words));
            findings.add(Rule::BrokenAnchor, reading.piece, link.at.clone(), fragment, sentence);
        }
    }
}

/// Links to the headings of other pages are not known here.
fn own_fragment(link: &Link) -> Option<&str> {
    match link.target.as_ref()? {
        Target::Address(address) => address.strip_prefix('#').filter(|fragment| !fragment.is_empty()),
        Target::Node { .. } | Target::Media(_) => None,
    }
}

/// Links to `/node/N`, here or on the site's own address.
pub(super) fn to_old_numbers(reading: &Reading<'_>, around: &Surroundings<'_>, findings: &mut Findings) {
    for link in &reading.links {
        let path = on_own_site(&link.address, around.site).unwrap_or(&link.address);
        let Some(number) = path.strip_prefix("/node/") else { continue };
        let end = number.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(number.len());
        let (number, rest) = number.split_at(end);
        if number.parse::<i64>().is_ok_and(|number| number > 0) && (rest.is_empty() || rest.starts_with('#')) {
            let target = format!("node:{number}{rest}");
            let sentence = format!("The link {} leads to the old address {path}.", shown(&link.words));
            let fix = to_address(link, "Link to the page by its number", &target);
            findings.add_with(Rule::NodeAddress, reading.piece, link.at.clone(), &link.address, sentence, fix);
        }
    }
}

/// Links to pages of this site by their whole address.
pub(super) fn to_own_site(reading: &Reading<'_>, around: &Surroundings<'_>, findings: &mut Findings) {
    for link in &reading.links {
        let Some(path) = on_own_site(&link.address, around.site) else { continue };
        if !path.starts_with("/node/") {
            let sentence = format!("The link {} names this site’s whole address.", shown(&link.words));
            let fix = to_address(link, "Leave out the site’s address", path);
            findings.add_with(Rule::OwnAddress, reading.piece, link.at.clone(), &link.address, sentence, fix);
        }
    }
}

fn to_address(link: &Link, label: &'static str, address: &str) -> Option<Fix> {
    let at = link.address_at.clone().filter(|_| link.written != Written::Itself)?;
    Some(Fix { label, at, with: address.to_owned() })
}

/// The path of an address of the site itself, by either scheme and with or without `www.`.
fn on_own_site<'a>(address: &'a str, site: &str) -> Option<&'a str> {
    let host = |address: &'a str| {
        let rest = ["https://", "http://"].iter().find_map(|scheme| strip_ignoring_case(address, scheme))?;
        Some(strip_ignoring_case(rest, "www.").unwrap_or(rest))
    };
    let bare = site.trim_end_matches('/');
    let bare = bare.split_once("://").map_or(bare, |(_, host)| host);
    let own = strip_ignoring_case(bare, "www.").unwrap_or(bare);
    if own.is_empty() {
        return None;
    }
    let rest = strip_ignoring_case(host(address)?, own)?;
    if rest.is_empty() {
        Some("/")
    } else {
        rest.starts_with('/').then_some(rest).filter(|path| !path.starts_with("//"))
    }
}

fn strip_ignoring_case<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let head = text.get(..start.len())?;
    head.eq_ignore_ascii_case(start).then(|| &text[start.len()..])
}
