//! Links as the screens speak of them.

use store::links::{Fault, Leads, Mention};

use crate::row::{editor_of, title_or_words};

/// The words of a link, or that it has none.
pub(crate) fn text(mention: &Mention) -> String {
    if mention.text.trim().is_empty() { "(no words)".to_owned() } else { mention.text.clone() }
}

/// `Call to action, block 3`.
pub(crate) fn place(mention: &Mention) -> String {
    match mention.block {
        Some(block) => format!("{}, {}", mention.place.label(), block.in_words()),
        None => mention.place.label().to_owned(),
    }
}

/// In which texts of its page a link stands.
pub(crate) fn sides(mention: &Mention) -> &'static str {
    match (mention.draft, mention.live) {
        (true, true) => "Draft and live",
        (false, true) => "Live only",
        _ => "Draft only",
    }
}

/// What a link leads to: what it is called, where that is edited, and the address.
pub(crate) fn target(leads: &Leads) -> (String, String, String) {
    match leads {
        Leads::Node(row, fragment) => {
            let path = row.path.as_ref().map(ToString::to_string).unwrap_or_default();
            let address = match fragment {
                Some(fragment) if !path.is_empty() => format!("{path}#{fragment}"),
                _ => path,
            };
            (title_or_words(&row.title, row.kind.label()), editor_of(row.id), address)
        }
        Leads::Unknown(_) => ("A page that you cannot see".to_owned(), String::new(), String::new()),
        Leads::Address(address) => match address.split_once(':') {
            Some(("media", number)) => {
                (format!("File {number} of the library"), format!("/admin/media/{number}"), String::new())
            }
            Some(("fact", name)) => (format!("The fact {name}"), format!("/admin/facts/{name}"), String::new()),
            _ => (address.clone(), String::new(), String::new()),
        },
    }
}

/// What is wrong with a link.
pub(crate) fn fault(fault: &Fault) -> String {
    match fault {
        Fault::Missing => "There is no such page.".to_owned(),
        Fault::Trashed => "The page is in the trash.".to_owned(),
        Fault::NotPublic => "The page is not public. Visitors read plain text until it is.".to_owned(),
        Fault::UnknownAddress => "Nothing is at this address.".to_owned(),
        Fault::NoHeading(heading) => format!("The page has no heading “#{heading}”."),
    }
}
