//! What editors rely on, what attackers try, and what must stay bounded.

mod bounds;
mod checks;
mod convert;
mod headings;
mod links;
mod properties;
mod relink;
mod text;
mod xss;

use crate::{FileTarget, HeadingIds, LinkResolver, Picture, Rendered, fill, render};

/// A site with one node, the provider list, and two files: a map and a document.
struct Site;

impl LinkResolver for Site {
    fn node(&self, id: i64) -> Option<String> {
        (id == 463).then(|| "/train-to-be-a-teacher/providers".to_owned())
    }

    fn media(&self, id: i64) -> Option<FileTarget> {
        let address = |name: &str| format!("/media/{id}/{name}");
        let srcset = format!("{} 320w", address("320.webp"));
        let picture = Picture { src: address("320.png"), srcset, width: 320, height: 200 };
        match id {
            12 => Some(FileTarget { address: address("map.png"), note: None, picture: Some(picture) }),
            13 => Some(FileTarget { address: address("map.pdf"), note: Some("PDF, 1.2 MB".into()), picture: None }),
            _ => None,
        }
    }

    fn fact(&self, _: &str) -> Option<String> {
        None
    }
}

fn rendered(markdown: &str) -> Rendered {
    render(markdown, &mut HeadingIds::default())
}

fn html(markdown: &str) -> String {
    rendered(markdown).html.into_string()
}

/// What a visitor gets.
fn shown(markdown: &str) -> String {
    fill(&rendered(markdown).html, &Site).into_string()
}

/// Fails if the HTML could run anything. It reads tags by itself, more strictly than any browser needs.
fn assert_harmless(html: &str, typed: &str) {
    let allowed = [
        "href",
        "src",
        "alt",
        "title",
        "id",
        "lang",
        "scope",
        "colspan",
        "rowspan",
        "start",
        "class",
        "tabindex",
        "role",
        "aria-label",
        "srcset",
        "sizes",
        "width",
        "height",
        "loading",
        "decoding",
    ];
    let mut rest = html;
    while let Some(found) = rest.find('<') {
        let end = rest[found..].find('>').unwrap_or_else(|| panic!("an unfinished tag in {html:?} from {typed:?}"));
        let tag = &rest[found + 1..found + end];
        rest = &rest[found + end + 1..];
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
        assert!(
            name == "div" || crate::elements::find(name).is_some_and(|element| element.name == name),
            "<{tag}> from {typed:?}"
        );
        let mut attributes = tag[tag.find(' ').unwrap_or(tag.len())..].trim_start();
        while !attributes.is_empty() {
            let (attribute, after) =
                attributes.split_once("=\"").unwrap_or_else(|| panic!("a bare attribute in <{tag}> from {typed:?}"));
            let (value, after) =
                after.split_once('"').unwrap_or_else(|| panic!("an open quote in <{tag}> from {typed:?}"));
            assert!(allowed.contains(&attribute), "{attribute} in <{tag}> from {typed:?}");
            if matches!(attribute, "href" | "src") {
                let read = value
                    .replace(|letter: char| letter.is_control() || letter.is_whitespace(), "")
                    .to_ascii_lowercase();
                let path_starts = read.find(['/', '?', '#']).unwrap_or(read.len());
                let scheme = read[..path_starts].split_once(':').map(|(scheme, _)| scheme);
                assert!(
                    scheme.is_none_or(|scheme| ["http", "https", "mailto", "tel", "node", "media"].contains(&scheme)),
                    "{value} from {typed:?}"
                );
            }
            attributes = after.trim_start();
        }
    }
    assert!(!html.contains("<script"), "{html:?} from {typed:?}");
}
