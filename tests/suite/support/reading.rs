//! Reading pages with the eyes of a visitor. The pages are our own templates', so a few searches are enough; no tree is built.

/// Every text between two marks.
pub(crate) fn all_between<'page>(page: &'page str, start: &str, end: &str) -> Vec<&'page str> {
    page.split(start).skip(1).filter_map(|rest| rest.split(end).next()).collect()
}

/// The first text between two marks, which must be there.
pub(crate) fn between<'page>(page: &'page str, start: &str, end: &str) -> &'page str {
    let (_, rest) = page.split_once(start).unwrap_or_else(|| panic!("there is no {start:?} in\n{page}"));
    rest.split(end).next().unwrap_or_default()
}

/// The addresses of all links and loaded files.
pub(crate) fn links(page: &str) -> Vec<String> {
    all_between(page, " href=\"", "\"").into_iter().map(decoded).collect()
}

/// The trail's labels with their addresses; the page itself has none.
pub(crate) fn trail(page: &str) -> Vec<(String, Option<String>)> {
    let list = between(page, "aria-label=\"Breadcrumb\">", "</nav>");
    let steps = all_between(list, "<li", "</li>");
    steps.into_iter().map(|step| (words(&format!("<li{step}")), links(step).into_iter().next())).collect()
}

/// The section with this heading of level 2.
pub(crate) fn section<'page>(page: &'page str, heading: &str) -> &'page str {
    let (_, rest) = page
        .split_once(&format!("<h2>{heading}</h2>"))
        .unwrap_or_else(|| panic!("there is no section {heading:?} in\n{page}"));
    rest.split("</main>").next().unwrap_or_default()
}

/// The titles on event cards, in their order.
pub(crate) fn card_titles(section: &str) -> Vec<String> {
    all_between(section, "<li class=\"card event\">", "</li>")
        .into_iter()
        .filter_map(|card| Some(words(all_between(card, "<article>", "</a>").first()?)))
        .collect()
}

/// The card whose title this is.
pub(crate) fn card<'page>(page: &'page str, title: &str) -> &'page str {
    let cards = all_between(page, "<li class=\"card event\">", "</li>");
    cards
        .into_iter()
        .find(|card| words(card).contains(title))
        .unwrap_or_else(|| panic!("there is no card {title:?} in\n{page}"))
}

/// The JSON-LD data of a page with this type.
pub(crate) fn structured(page: &str, kind: &str) -> serde_json::Value {
    let data = all_between(page, "<script type=\"application/ld+json\">", "</script>");
    let mut read = data.into_iter().map(|text| serde_json::from_str::<serde_json::Value>(text).expect("valid JSON-LD"));
    read.find(|value| value["@type"] == kind).unwrap_or_else(|| panic!("there is no {kind} in\n{page}"))
}

/// The main part of a page.
pub(crate) fn main_part(page: &str) -> &str {
    between(page, "<main", "</main>")
}

/// What a person reads of some HTML: tags gone, white space collapsed.
pub(crate) fn words(html: &str) -> String {
    let mut text = String::new();
    for (at, part) in html.split('<').enumerate() {
        let shown = if at == 0 { part } else { part.split_once('>').map_or("", |(_, shown)| shown) };
        text.push_str(shown);
        text.push(' ');
    }
    let spaced = decoded(&text).split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    // A tag inside a sentence leaves a space before the mark that follows it.
    [" .", " ,", " )"].iter().fold(spaced, |text, gap| text.replace(gap, &gap[1..]))
}

/// Text with the character references that templates write.
pub(crate) fn decoded(text: &str) -> String {
    text.replace("&nbsp;", " ")
        .replace('\u{a0}', " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&#x2f;", "/")
        .replace("&amp;", "&")
}
