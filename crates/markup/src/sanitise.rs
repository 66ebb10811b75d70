//! The allow-list: ammonia with our table of elements. It does not trust the writer.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use crate::elements::ELEMENTS;

/// The most columns or rows that a cell may span; wider tables cannot be read anyway.
const WIDEST_SPAN: u16 = 100;

static ALLOW_LIST: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(ELEMENTS.iter().map(|element| element.name).collect())
        .tag_attributes(
            ELEMENTS
                .iter()
                .map(|element| (element.name, element.attributes.iter().copied().collect()))
                .collect::<HashMap<_, _>>(),
        )
        .clean_content_tags(HashSet::from(["script", "style"]))
        .generic_attributes(HashSet::new())
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "node", "media"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true)
        .attribute_filter(keep_attribute);
    builder
});

/// HTML of listed elements and attributes only. Link targets are checked once more, and finally, in `finish`.
pub(crate) fn sanitise(html: &str) -> String {
    ALLOW_LIST.clean(html).to_string()
}

/// Attributes whose values are words of HTML.
fn keep_attribute<'value>(_element: &str, name: &str, value: &'value str) -> Option<Cow<'value, str>> {
    let keep = match name {
        "scope" => matches!(value, "col" | "row" | "colgroup" | "rowgroup"),
        "colspan" | "rowspan" => value.parse().is_ok_and(|span: u16| (1..=WIDEST_SPAN).contains(&span)),
        "start" => value.parse::<i32>().is_ok(),
        "lang" => {
            (2..=35).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        }
        _ => true,
    };
    keep.then_some(Cow::Borrowed(value))
}
