//! Blocks as plain semantic HTML, for front ends that show a body as it is. Headings of blocks are of the second level, as the body's own are; links
//! are the site's paths. Everything but the bodies' sanitised HTML is escaped here.

use std::fmt::{self, Display, Formatter};

use content::Video;
use markup::SafeHtml;

use crate::wire::{Block, BlockContent, Card, EventItem, ProviderGroup, ProviderItem};

/// The blocks in their order, one section each.
pub(crate) fn blocks(blocks: &[Block]) -> String {
    let sections: Vec<String> = blocks.iter().map(|one| block(&one.content)).collect();
    sections.join("\n")
}

fn block(content: &BlockContent) -> String {
    match content {
        BlockContent::Prose { html } => format!("<section>{}</section>", html.as_str()),
        BlockContent::CallOut { tone, heading: title, html } => {
            format!("<aside class=\"{tone}\">{}{}</aside>", heading(title.as_ref()), html.as_str())
        }
        BlockContent::Steps { heading: title, steps } => {
            let level = if title.is_some() { 3 } else { 2 };
            let steps = steps.iter().map(|step| {
                let name = step.heading.as_ref().map(|name| format!("<h{level}>{}</h{level}>", Text(name)));
                format!("<li>{}{}</li>", name.unwrap_or_default(), step.html.as_str())
            });
            section(title.as_ref(), &format!("<ol>{}</ol>", steps.collect::<String>()))
        }
        BlockContent::Expander { label, html } => details(label, html.as_str()),
        BlockContent::Quote { html, name, role } => {
            let who: Vec<String> = [name, role].into_iter().flatten().map(|text| Text(text).to_string()).collect();
            let who =
                if who.is_empty() { String::new() } else { format!("<figcaption>{}</figcaption>", who.join(", ")) };
            format!("<figure><blockquote>{}</blockquote>{who}</figure>", html.as_str())
        }
        BlockContent::Table { caption, row_headings, columns, rows } => {
            let caption = caption.as_ref().map(|text| format!("<caption>{}</caption>", Text(text))).unwrap_or_default();
            let cell = |(at, html): (usize, &SafeHtml)| {
                if at == 0 && *row_headings {
                    format!("<th scope=\"row\">{}</th>", html.as_str())
                } else {
                    format!("<td>{}</td>", html.as_str())
                }
            };
            let name = |html: &SafeHtml| format!("<th scope=\"col\">{}</th>", html.as_str());
            let head: String = columns.iter().map(name).collect();
            let rows =
                rows.iter().map(|row| format!("<tr>{}</tr>", row.iter().enumerate().map(cell).collect::<String>()));
            let rows: String = rows.collect();
            format!("<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")
        }
        BlockContent::Video { title, href, seconds, transcript_html } => {
            let length = seconds.map(|seconds| format!(", {}", Video::in_words(seconds))).unwrap_or_default();
            let transcript = transcript_html.as_ref().map(|html| details("Transcript", html.as_str()));
            let link = link(href, &format!("{title} (video{length})"));
            format!("<section><p>{link}</p>{}</section>", transcript.unwrap_or_default())
        }
        BlockContent::CallToAction { label, href, note } => {
            let note = note.as_ref().map(|note| format!("<p>{}</p>", Text(note))).unwrap_or_default();
            format!("<section><p>{}</p>{note}</section>", link(href, label))
        }
        BlockContent::UpcomingEvents { heading: title, events: soonest, view_all } => {
            let all = view_all.as_ref().map(|all| format!("<p>{}</p>", link(&all.href, &all.label)));
            section(title.as_ref(), &format!("{}{}", events(soonest), all.unwrap_or_default()))
        }
        BlockContent::EventList { heading: title, events: all, .. } => section(title.as_ref(), &events(all)),
        BlockContent::ProviderList { heading: title, groups, .. } => {
            let level = if title.is_some() { 3 } else { 2 };
            section(title.as_ref(), &groups.iter().map(|one| group(one, level)).collect::<String>())
        }
        BlockContent::Cards { heading: title, cards } => section(title.as_ref(), &list(cards.iter().map(card))),
        BlockContent::Image { src, width, height, alt, caption, credit, .. } => {
            let below = [caption, credit].into_iter().flatten().map(|text| format!("<p>{}</p>", Text(text)));
            let below = Some(below.collect::<String>()).filter(|below| !below.is_empty());
            let below = below.map(|below| format!("<figcaption>{below}</figcaption>")).unwrap_or_default();
            let (src, alt) = (Text(src), Text(alt));
            format!("<figure><img src=\"{src}\" alt=\"{alt}\" width=\"{width}\" height=\"{height}\">{below}</figure>")
        }
        BlockContent::Document { label, href, note, .. } => {
            let note = note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
            format!("<section><p>{}</p></section>", link(href, &format!("{label}{note}")))
        }
    }
}

fn details(label: &str, html: &str) -> String {
    format!("<details><summary>{}</summary>{html}</details>", Text(label))
}

fn section(title: Option<&String>, inside: &str) -> String {
    format!("<section>{}{inside}</section>", heading(title))
}

fn heading(title: Option<&String>) -> String {
    title.map(|title| format!("<h2>{}</h2>", Text(title))).unwrap_or_default()
}

fn events(events: &[EventItem]) -> String {
    if events.is_empty() {
        return "<p>There are no upcoming events at the moment.</p>".to_owned();
    }
    list(events.iter().map(event))
}

fn event(event: &EventItem) -> String {
    let facts = &event.facts;
    let badge = facts.badge.map(|badge| format!(" <strong>{badge}</strong>")).unwrap_or_default();
    let place = facts.place.as_ref().map(|place| format!(", {}", Text(place))).unwrap_or_default();
    let when = format!("<time datetime=\"{}\">{}</time>", Text(&facts.starts_at), Text(&facts.when));
    format!("{}{badge}<p>{when}{place}</p>{}", link(&event.path, &event.title), paragraph(&event.summary))
}

fn group(group: &ProviderGroup, level: u8) -> String {
    let name = group.name.as_ref().map(|name| format!("<h{level}>{}</h{level}>", Text(name)));
    format!("{}{}", name.unwrap_or_default(), list(group.providers.iter().map(provider)))
}

fn provider(provider: &ProviderItem) -> String {
    format!("{}{}", link(&provider.path, &provider.title), paragraph(&provider.summary))
}

fn card(card: &Card) -> String {
    format!("{}{}", link(&card.path, &card.title), paragraph(&card.summary))
}

fn list(items: impl Iterator<Item = String>) -> String {
    let mut list = String::from("<ul>");
    for item in items {
        list.extend(["<li>", &item, "</li>"]);
    }
    list + "</ul>"
}

fn paragraph(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("<p>{}</p>", Text(text)) }
}

fn link(href: &str, label: &str) -> String {
    format!("<a href=\"{}\">{}</a>", Text(href), Text(label))
}

/// Text that displays itself escaped, for content and quoted attributes alike.
struct Text<'a>(&'a str);

impl Display for Text<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        for part in self.0.split_inclusive(['&', '<', '>', '"', '\'']) {
            let (plain, escape) = match part.as_bytes().last() {
                Some(b'&') => (&part[..part.len() - 1], "&amp;"),
                Some(b'<') => (&part[..part.len() - 1], "&lt;"),
                Some(b'>') => (&part[..part.len() - 1], "&gt;"),
                Some(b'"') => (&part[..part.len() - 1], "&quot;"),
                Some(b'\'') => (&part[..part.len() - 1], "&#39;"),
                _ => (part, ""),
            };
            formatter.write_str(plain)?;
            formatter.write_str(escape)?;
        }
        Ok(())
    }
}
