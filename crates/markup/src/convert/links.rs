//! Where a link of a pasted text leads.

use std::borrow::Cow;

use crate::target::{Target, decoded};

/// The most bytes of an address; what is longer is no address that anybody follows.
const LONGEST: usize = 2_000;
/// How many wrappers lie around one address at most.
const MOST_WRAPPERS: usize = 4;

/// The address of a link as a page should hold it: without the detours that mail programs and search engines put before it. `None` where it
/// leads nowhere that a reader could go: a place inside the source, a file on somebody's disk, a program.
pub(super) fn address(typed: &str) -> Option<String> {
    // The detours may be as long again.
    if typed.len() > 4 * LONGEST {
        return None;
    }
    let mut address: Cow<'_, str> = typed.trim().into();
    for _ in 0..MOST_WRAPPERS {
        let Some(inner) = unwrapped(&address) else { break };
        address = inner.into();
    }
    if address.starts_with(['#', '?']) {
        return None;
    }
    let target = Target::parse(&address)?.to_string();
    let has_scheme = target.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':'));
    // Without its page, an address such as `fees.html` means nothing.
    (target.len() <= LONGEST && (has_scheme || target.starts_with('/'))).then_some(target)
}

/// What a wrapper leads to.
fn unwrapped(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let host = host.to_ascii_lowercase();
    let google = host.strip_prefix("www.").unwrap_or(&host).starts_with("google.");
    let parameter = if host.ends_with(".safelinks.protection.outlook.com") {
        "url"
    } else if google && path.starts_with("/url?") {
        if path.contains("?q=") || path.contains("&q=") { "q" } else { "url" }
    } else if host.ends_with("facebook.com") && path.starts_with("/l.php?") {
        "u"
    } else if host == "urldefense.com" && path.starts_with("/v3/__") {
        return path["/v3/__".len()..]
            .split_once("__;")
            .map(|(inner, _)| inner.to_owned())
            .filter(|inner| is_web(inner));
    } else {
        return None;
    };
    let query = path.split_once('?')?.1.split('#').next()?;
    let value = query.split('&').find_map(|pair| pair.split_once('=').filter(|(name, _)| *name == parameter))?.1;
    Some(decoded(&value.replace("&amp;", "&"))).filter(|inner| is_web(inner))
}

fn is_web(address: &str) -> bool {
    let start = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    start.starts_with("https://") || start.starts_with("http://") || start.starts_with("mailto:")
}

/// What a link inside a document is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inside {
    /// The sign of a foot note in the text.
    Reference,
    /// The sign at the foot note, which leads back.
    Note,
    /// The sign of a comment.
    Comment,
}

/// What the words that Word, Google Docs and `LibreOffice` put behind `#` say.
pub(super) fn inside(address: &str) -> Option<Inside> {
    // Word writes the name of the file before it.
    let (_, fragment) = address.split_once('#')?;
    let begins = |start: &str| fragment.starts_with(start);
    let numbered = |start: &str, end: &str| {
        fragment
            .strip_prefix(start)
            .and_then(|rest| rest.strip_suffix(end))
            .is_some_and(|number| !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit()))
    };
    if begins("_ftnref")
        || begins("_ednref")
        || begins("ftnt_ref")
        || numbered("sdfootnote", "anc")
        || numbered("sdendnote", "anc")
    {
        Some(Inside::Note)
    } else if begins("_ftn")
        || begins("_edn")
        || begins("ftnt")
        || numbered("sdfootnote", "sym")
        || numbered("sdendnote", "sym")
    {
        Some(Inside::Reference)
    } else if begins("_msocom") || begins("cmnt") {
        Some(Inside::Comment)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn detours_are_left_out() {
        for (wrapped, inner) in [
            (
                "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.gov.uk%2Ffees%3Fa%3D1%26b%3D2&data=05%7C02&reserved=0",
                "https://www.gov.uk/fees?a=1&b=2",
            ),
            (
                "https://www.google.com/url?q=https://www.gov.uk/fees%23costs&sa=D&source=editors",
                "https://www.gov.uk/fees#costs",
            ),
            ("https://www.google.co.uk/url?sa=t&url=https%3A%2F%2Fa.example%2F&usg=x", "https://a.example/"),
            (
                "https://www.google.com/url?q=https%3A%2F%2Feur03.safelinks.protection.outlook.com%2F%3Furl%3Dhttps%253A%252F%252Fa.example%252Fb",
                "https://a.example/b",
            ),
            ("https://urldefense.com/v3/__https://a.example/b__;!!abc!def$", "https://a.example/b"),
            (
                "https://www.google.com/search?q=https://a.example/",
                "https://www.google.com/search?q=https://a.example/",
            ),
            ("mailto:a@example.org", "mailto:a@example.org"),
            (" /providers ", "/providers"),
        ] {
            assert_eq!(address(wrapped).as_deref(), Some(inner), "{wrapped}");
        }
    }

    #[test]
    fn what_leads_nowhere_is_no_link() {
        for typed in [
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///C:/fees.docx",
            "#_Toc1234",
            "fees.html",
            "cid:image001",
            "about:blank",
            "",
        ] {
            assert_eq!(address(typed), None, "{typed}");
        }
    }

    #[test]
    fn signs_of_notes_are_known() {
        assert_eq!(inside("#_ftn1"), Some(Inside::Reference));
        assert_eq!(inside("file:///C:/a.htm#_ftnref12"), Some(Inside::Note));
        assert_eq!(inside("#sdfootnote1sym"), Some(Inside::Reference));
        assert_eq!(inside("#sdfootnote1anc"), Some(Inside::Note));
        assert_eq!(inside("#ftnt_ref2"), Some(Inside::Note));
        assert_eq!(inside("#cmnt1"), Some(Inside::Comment));
        assert_eq!(inside("#fees"), None);
    }
}
