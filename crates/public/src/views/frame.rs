//! What surrounds every page: head, header, menu, breadcrumb, footer.

use chrono::{DateTime, Utc};
use content::TrailStep;
use serde::Serialize;
use web::Safe;

use super::link::Link;
use super::structured;
use crate::site::Site;

/// What a view needs besides its node.
#[derive(Clone, Debug)]
pub(crate) struct Surroundings {
    /// The site's name and address.
    pub(crate) site: Site,
    /// The main menu.
    pub(crate) menu: Vec<Link>,
    /// The links in the footer.
    pub(crate) footer: Vec<Link>,
    /// The moment of rendering.
    pub(crate) now: DateTime<Utc>,
    /// What is said above a page that is not the public one; none on the public site.
    pub(crate) ribbon: Option<String>,
}

/// What a page says about itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct About<'a> {
    /// Its title.
    pub(crate) title: &'a str,
    /// Its description for search engines; may be empty.
    pub(crate) summary: &'a str,
    /// Its address on this site; none for errors.
    pub(crate) path: Option<&'a str>,
    /// Another address that search engines should take instead; empty for none.
    pub(crate) canonical: &'a str,
    /// Whether search engines should leave it out.
    pub(crate) noindex: bool,
    /// Its trail, home first, itself last.
    pub(crate) trail: &'a [TrailStep],
}

/// The frame as the template shows it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Frame {
    site_name: String,
    document_title: String,
    title: String,
    description: Option<String>,
    canonical: Option<String>,
    noindex: bool,
    ribbon: Option<String>,
    menu: Vec<MenuItem>,
    trail: Vec<Crumb>,
    footer: Vec<Link>,
    /// JSON-LD, safe inside a script element.
    pub(crate) structured: Vec<Safe>,
}

#[derive(Clone, Debug, Serialize)]
struct MenuItem {
    label: String,
    href: String,
    /// The value of `aria-current`: this page, or the part of the site that it belongs to.
    current: Option<&'static str>,
}

#[derive(Clone, Debug, Serialize)]
struct Crumb {
    label: String,
    /// None for the page itself.
    href: Option<String>,
}

impl Frame {
    /// The frame of a page.
    pub(crate) fn new(about: &About<'_>, around: &Surroundings) -> Self {
        let own = about.path.map(|path| around.site.address(path));
        let canonical = if about.canonical.is_empty() { own } else { Some(about.canonical.to_owned()) };
        Self {
            site_name: around.site.name.clone(),
            document_title: document_title(about.title, &around.site),
            title: about.title.to_owned(),
            description: Some(about.summary.to_owned()).filter(|summary| !summary.is_empty()),
            canonical,
            noindex: about.noindex || around.ribbon.is_some(),
            ribbon: around.ribbon.clone(),
            menu: menu(about, around),
            trail: crumbs(about.trail),
            footer: around.footer.clone(),
            structured: structured::breadcrumb(about.trail, &around.site).into_iter().collect(),
        }
    }
}

fn document_title(title: &str, site: &Site) -> String {
    if title == site.name { title.to_owned() } else { format!("{title} – {}", site.name) }
}

fn menu(about: &About<'_>, around: &Surroundings) -> Vec<MenuItem> {
    let path = about.path.map(|path| path.split('?').next().unwrap_or(path));
    let current = |href: &str| match path {
        Some(path) if path == href => Some("page"),
        Some(path) if path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')) => Some("true"),
        _ => None,
    };
    let item =
        |link: &Link| MenuItem { label: link.label.clone(), href: link.href.clone(), current: current(&link.href) };
    around.menu.iter().map(item).collect()
}

/// The home page alone is no trail.
fn crumbs(trail: &[TrailStep]) -> Vec<Crumb> {
    let Some((last, above)) = trail.split_last().filter(|(_, above)| !above.is_empty()) else {
        return Vec::new();
    };
    let link = |step: &TrailStep| Crumb { label: step.title.clone(), href: Some(step.path.to_string()) };
    let own = Crumb { label: last.title.clone(), href: None };
    above.iter().map(link).chain([own]).collect()
}
