//! What a style says about letters: only what carries meaning is read.

use super::model::{Shift, Style, mark};

/// The value of a property in an element's `style`, in lower case.
pub(super) fn declared(style: &str, property: &str) -> Option<String> {
    let of = |declaration: &str| {
        let (name, value) = declaration.split_once(':')?;
        name.trim().eq_ignore_ascii_case(property).then(|| value.trim().to_ascii_lowercase())
    };
    style.split(';').rev().find_map(of)
}

/// Whether an element is not shown.
pub(super) fn hides(style: &str) -> bool {
    let is = |property: &str, value: &str| declared(style, property).is_some_and(|declared| declared == value);
    is("display", "none") || is("visibility", "hidden") || is("mso-hide", "all")
}

/// How letters are written inside an element with this style.
pub(super) fn styled(style: &str, outside: Style) -> Style {
    let mut inside = outside;
    if style.is_empty() {
        return inside;
    }
    if let Some(weight) = declared(style, "font-weight") {
        let heavy = weight.parse().map_or(weight.starts_with("bold"), |weight: u32| weight >= 600);
        inside = inside.with(mark::BOLD, heavy);
    }
    if let Some(slant) = declared(style, "font-style") {
        inside = inside.with(mark::ITALIC, slant.starts_with("italic") || slant.starts_with("oblique"));
    }
    let lines = ["text-decoration", "text-decoration-line"].iter().filter_map(|property| declared(style, property));
    if lines.into_iter().any(|lines| lines.contains("line-through")) {
        inside = inside.with(mark::STRUCK, true);
    }
    match declared(style, "vertical-align").as_deref() {
        Some("super") => inside.shifted(Shift::Raised),
        Some("sub") => inside.shifted(Shift::Lowered),
        Some("baseline") => inside.shifted(Shift::None),
        _ => inside,
    }
}

/// How letters are written inside an element of this name.
pub(super) fn named(element: &str, outside: Style) -> Style {
    match element {
        "b" | "strong" => outside.with(mark::BOLD, true),
        "i" | "em" | "cite" | "dfn" | "var" => outside.with(mark::ITALIC, true),
        "s" | "strike" | "del" => outside.with(mark::STRUCK, true),
        "code" | "kbd" | "samp" | "tt" => outside.with(mark::CODE, true),
        "sup" => outside.shifted(Shift::Raised),
        "sub" => outside.shifted(Shift::Lowered),
        _ => outside,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_carries_meaning_is_read() {
        let bold = Style::default().with(mark::BOLD, true);
        assert_eq!(styled("FONT-WEIGHT: 700; color:red", Style::default()), bold);
        assert_eq!(styled("font-weight:normal", bold), Style::default());
        assert_eq!(styled("font-weight:400;font-style:italic", bold), Style::default().with(mark::ITALIC, true));
        assert_eq!(styled("text-decoration:underline", bold), bold);
        assert_eq!(styled("font-weight:inherit", Style::default()), Style::default());
        assert!(hides("mso-hide:all") && hides("display : NONE") && !hides("display:block"));
    }
}
