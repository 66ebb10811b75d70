//! What the style sheet promises: its weight, and colours that everybody can tell apart.

use std::collections::BTreeMap;

use crate::embedded::PublicTemplates;

/// The most bytes of the style sheet after gzip.
const BUDGET: usize = 8 * 1024;

fn sheet() -> String {
    let file = PublicTemplates::get("assets/site.css").expect("the style sheet");
    String::from_utf8(file.data.into_owned()).expect("text")
}

/// The custom properties of the first `:root` after `start` that are colours of six digits.
fn tokens(css: &str, start: &str) -> BTreeMap<String, [f64; 3]> {
    let from = css.find(start).expect("the section");
    let rules = css[from..].split_once(":root {").expect("a :root rule").1;
    let rules = rules.split_once('}').expect("its end").0;
    let declarations = rules.split(';').filter_map(|line| line.trim().strip_prefix("--")?.split_once(": #"));
    declarations
        .filter(|(_, digits)| digits.len() == 6)
        .map(|(name, digits)| {
            let channel =
                |at: usize| f64::from(u8::from_str_radix(&digits[at..at + 2], 16).expect("two digits")) / 255.0;
            (name.to_owned(), [channel(0), channel(2), channel(4)])
        })
        .collect()
}

/// The contrast ratio of WCAG 2.2, section 1.4.3.
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let luminance = |colour: [f64; 3]| {
        let [red, green, blue] = colour
            .map(|channel| if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn the_style_sheet_keeps_its_budget() {
    let weight = web::encoding::gzip(sheet().as_bytes()).len();
    assert!(weight <= BUDGET, "{weight} bytes");
}

#[test]
fn colours_can_be_told_apart_in_light_and_dark() {
    let css = sheet();
    let wanted = [
        ("ink", "ground", 15.0, 12.0),
        ("muted", "ground", 7.0, 7.0),
        ("link", "ground", 7.0, 7.0),
        ("visited", "ground", 7.0, 7.0),
        ("brand", "ground", 7.0, 7.0),
        ("error", "ground", 7.0, 7.0),
        ("border", "ground", 3.0, 3.0),
        ("focus-outer", "ground", 3.0, 3.0),
        ("focus-outer", "focus-inner", 3.0, 3.0),
        ("ink", "tint", 12.0, 10.0),
        ("muted", "tint", 4.5, 4.5),
        ("link", "tint", 4.5, 4.5),
        ("visited", "tint", 4.5, 4.5),
        ("brand", "tint", 4.5, 4.5),
        ("on-brand", "brand", 7.0, 7.0),
        ("ink", "warning-ground", 7.0, 7.0),
        ("warning", "warning-ground", 4.5, 4.5),
        ("error", "error-ground", 4.5, 4.5),
        ("ink", "error-ground", 7.0, 7.0),
    ];
    for (section, dark) in [("", false), ("prefers-color-scheme: dark", true)] {
        let tokens = tokens(&css, section);
        for (front, back, in_light, in_dark) in wanted {
            let colour = |name: &str| *tokens.get(name).unwrap_or_else(|| panic!("--{name} in {section:?}"));
            let ratio = contrast(colour(front), colour(back));
            let least = if dark { in_dark } else { in_light };
            assert!(ratio >= least, "{front} on {back} {section}: {ratio:.2}, not {least}");
        }
    }
}

#[test]
fn the_measure_of_contrast_is_the_one_of_wcag() {
    assert!((contrast([0.0; 3], [1.0; 3]) - 21.0).abs() < 1e-9);
    let grey = [f64::from(0x76_u8) / 255.0; 3];
    assert!((contrast(grey, [1.0; 3]) - 4.54).abs() < 0.01);
}
