//! Addresses that nobody knows: which of them are worth a look, and what was probably meant.

use thiserror::Error;

use super::{normal, wildcards};

/// The longest address that is remembered, in bytes: nobody mends a longer one.
const LONGEST: usize = 300;

/// How alike the last parts of two addresses must be, from 0 to 1, before one is suggested for the other.
const ALIKE: f64 = 0.88;

/// Ends of addresses that only programs in search of a weakness ask for, and old browsers for icons of their own accord.
const ENDS: [&str; 16] = [
    ".php", ".php5", ".php7", ".asp", ".cgi", ".jsp", ".do", ".env", ".sql", ".bak", ".ini", ".yml", ".yaml", ".sh",
    ".map", ".zip",
];

/// Parts of addresses of other systems.
const PARTS: [&str; 22] = [
    "wp-admin",
    "wp-content",
    "wp-includes",
    "wp-json",
    "wp",
    "wordpress",
    "xmlrpc",
    "cgi-bin",
    "phpmyadmin",
    "pma",
    "mysql",
    "vendor",
    "actuator",
    "autodiscover",
    "owa",
    "solr",
    "hnap1",
    "boaform",
    "manager",
    "telescope",
    "_ignition",
    "server-status",
];

/// An address as it is remembered when nobody knows it; `None` for what is not worth a look: probes, and what is no address.
pub fn remembered(path: &str) -> Option<String> {
    let path = normal(path);
    let readable = path.len() <= LONGEST && path != "/" && !path.chars().any(char::is_control);
    (readable && !is_probe(&path)).then_some(path)
}

/// The page of the site from which somebody came, as it is remembered: its path alone.
pub fn remembered_page(path: &str) -> Option<String> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let readable = path.starts_with('/') && path.len() <= LONGEST && !path.chars().any(char::is_control);
    readable.then(|| normal(path))
}

/// Whether an address, in its one form, is one that only programs in search of a weakness ask for.
fn is_probe(path: &str) -> bool {
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    let icon = path.starts_with("/apple-touch-icon") || path.starts_with("/browserconfig");
    icon || ENDS.iter().any(|end| path.ends_with(end))
        || parts.any(|part| PARTS.contains(&part) || part.starts_with('.') || part.contains(".php"))
}

/// A rule by which addresses are not shown: one address, or all that begin alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct IgnoreRule(String);

/// Why a text is no rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum IgnoreError {
    /// It does not begin with a slash, or has a star within.
    #[error("Enter an address such as /old-page, or how addresses begin with a star behind it, such as /old*")]
    Shape,
    /// It is too long, or would hide everything.
    #[error("This would hide every address. Enter more of it before the star")]
    Everything,
}

impl IgnoreRule {
    /// Reads a rule: `/old-page` or `/old*`.
    pub fn parse(typed: &str) -> Result<Self, IgnoreError> {
        let typed = typed.trim();
        let stem = typed.strip_suffix('*').unwrap_or(typed);
        if !typed.starts_with('/') || stem.contains('*') || typed.len() > LONGEST || typed.chars().any(char::is_control)
        {
            return Err(IgnoreError::Shape);
        }
        if normal(stem) == "/" {
            return Err(if typed.ends_with('*') { IgnoreError::Everything } else { IgnoreError::Shape });
        }
        let slash = if stem.ends_with('/') && typed.ends_with('*') { "/" } else { "" };
        let star = if typed.ends_with('*') { "*" } else { "" };
        Ok(Self(format!("{}{slash}{star}", normal(stem))))
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How the addresses begin that it hides; `None` when it hides one address.
    pub fn beginning(&self) -> Option<&str> {
        self.0.strip_suffix('*')
    }

    /// Whether it hides this address, given in its one form.
    pub fn hides(&self, path: &str) -> bool {
        self.beginning().map_or(path == self.0, |beginning| path.starts_with(beginning))
    }
}

/// The last part of an address without a file's ending: of `/a/Old-Page.html` it is `old-page`.
pub fn last_part(path: &str) -> &str {
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    last.split('.').next().filter(|stem| !stem.is_empty()).unwrap_or(last)
}

/// Which of the known addresses was probably meant: one with the same last part, else one whose last part is much alike; of several, the one with the
/// most in common.
pub fn nearest<'known, T>(asked: &str, known: impl IntoIterator<Item = (&'known str, T)>) -> Option<T> {
    let last = last_part(asked);
    if last.is_empty() {
        return None;
    }
    let above = wildcards(asked);
    let scored = known.into_iter().filter_map(|(path, what)| {
        let alike = if last_part(path) == last { 1.0 } else { strsim::jaro_winkler(last_part(path), last) };
        let theirs = wildcards(path);
        let shared = theirs.iter().filter(|wildcard| above.contains(wildcard)).count();
        (alike >= ALIKE).then_some(((alike, shared, std::cmp::Reverse(path.len())), what))
    });
    let best =
        scored.reduce(
            |best, next| if next.0.partial_cmp(&best.0).is_some_and(std::cmp::Ordering::is_gt) { next } else { best },
        );
    best.map(|(_, what)| what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probes_are_not_worth_a_look_and_old_pages_are() {
        for probe in [
            "/wp-login.php",
            "/blog/wp-content/themes/x",
            "/.env",
            "/.git/config",
            "/index.php/admin",
            "/cgi-bin/test",
            "/apple-touch-icon-precomposed.png",
            "/",
        ] {
            assert_eq!(remembered(probe), None, "{probe}");
        }
        for (asked, kept) in
            [("/Old-Page/", "/old-page"), ("/pages/home.aspx", "/pages/home.aspx"), ("/a/b.html", "/a/b.html")]
        {
            assert_eq!(remembered(asked).as_deref(), Some(kept));
        }
        assert_eq!(remembered(&format!("/{}", "a".repeat(LONGEST))), None);
    }

    #[test]
    fn a_rule_hides_one_address_or_all_that_begin_alike() {
        let rule = |text: &str| IgnoreRule::parse(text).expect("a rule");
        assert!(rule("/Old-Page/").hides("/old-page") && !rule("/old-page").hides("/old-page/x"));
        assert!(rule("/old*").hides("/older") && rule("/old/*").hides("/old/x") && !rule("/old/*").hides("/older"));
        assert_eq!(IgnoreRule::parse("/*"), Err(IgnoreError::Everything));
        for odd in ["", "old", "/a*b", "/", "/a\u{0}"] {
            assert_eq!(IgnoreRule::parse(odd), Err(IgnoreError::Shape), "{odd}");
        }
    }

    #[test]
    fn the_page_that_was_meant_is_found() {
        let known = [("/a/fees", 1), ("/b/fees", 2), ("/b/funding", 3), ("/salaries", 4)];
        assert_eq!(nearest("/b/Old/fees.html", known), Some(2), "of two, the one with more in common");
        assert_eq!(nearest("/old/fundings", known), Some(3), "much alike");
        assert_eq!(nearest("/salary-and-benefits", known), None);
        assert_eq!(nearest("/", known), None);
    }
}
