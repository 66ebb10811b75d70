//! A small folder of templates, rendered as the crates above do.

use super::*;

#[derive(rust_embed::Embed)]
#[folder = "test-templates"]
struct Folder;

#[derive(Serialize)]
struct PageView {
    title: &'static str,
    href: &'static str,
    body: Safe,
    note: Option<&'static str>,
}

impl PageView {
    fn sample() -> Self {
        Self {
            title: "Bed & \"Breakfast\" <b>'s",
            href: "/train/now?a=1&b=2",
            body: Safe("<p>It's <em>safe</em>.</p>".to_owned()),
            note: None,
        }
    }
}

impl View for PageView {
    const TEMPLATE: &'static str = "page.html";
    fn samples() -> Vec<(&'static str, Self)> {
        vec![("plain", Self::sample()), ("with note", Self { note: Some("Moved"), ..Self::sample() })]
    }
}

/// The same view shown by another template.
macro_rules! shown_by {
    ($name:ident, $template:literal, $samples:expr) => {
        #[derive(Serialize)]
        struct $name(PageView);
        impl View for $name {
            const TEMPLATE: &'static str = $template;
            fn samples() -> Vec<(&'static str, Self)> {
                $samples.into_iter().map(|name| (name, Self(PageView::sample()))).collect()
            }
        }
    };
}
shown_by!(Careless, "careless.html", ["plain"]);
shown_by!(PrintsNone, "none.html", ["plain"]);
shown_by!(NoSamples, "page.html", [""; 0]);
shown_by!(NoTemplate, "nowhere.html", ["plain"]);

fn templates() -> Templates {
    Templates::new::<Folder>().with_assets(&Assets::new::<Folder>("/assets")).with_global("site", "Get <into> teaching")
}

#[test]
fn a_page_escapes_everything_but_safe_html() {
    let Page(html) = templates().render(&PageView::sample()).unwrap();
    assert!(html.contains("<h1>Bed &amp; &quot;Breakfast&quot; &lt;b&gt;&#39;s</h1>"), "{html}");
    assert!(html.contains(r#"href="/train/now?a=1&amp;b=2""#), "{html}");
    assert!(html.contains("<p>It's <em>safe</em>.</p>"), "{html}");
    assert!(html.contains("– Get &lt;into&gt; teaching</title>"), "{html}");
    let style = html.split("href=\"").nth(1).unwrap();
    assert!(style.starts_with("/assets/") && style.contains("/site.css\""), "{html}");
}

#[test]
fn safe_html_is_plain_text_elsewhere() {
    assert_eq!(serde_json::to_string(&Safe("<p>".to_owned())).unwrap(), "\"<p>\"");
}

#[test]
fn feeds_are_escaped_and_mail_is_not() {
    let view = PageView::sample();
    assert_eq!(
        templates().render_named("sitemap.xml", &view).unwrap(),
        "<loc>Bed &amp; &quot;Breakfast&quot; &lt;b&gt;&#39;s</loc>\n"
    );
    assert_eq!(templates().render_named("mail.txt", &view).unwrap(), "Bed & \"Breakfast\" <b>'s\n");
}

#[test]
fn every_sample_is_checked_strictly() {
    let templates = templates();
    assert_eq!(templates.check::<PageView>(), Vec::<String>::new());
    for (problems, words) in [
        (templates.check::<Careless>(), "careless.html cannot show the sample \"plain\""),
        (templates.check::<PrintsNone>(), "none"),
        (templates.check::<NoSamples>(), "has no sample"),
        (templates.check::<NoTemplate>(), "nowhere.html"),
    ] {
        assert!(problems.len() == 1 && problems[0].contains(words), "{problems:?}");
    }
}

#[test]
fn a_visitor_does_not_meet_what_the_test_forbids() {
    assert_eq!(templates().render_named("none.html", &PageView::sample()).unwrap(), "[]\n");
    let failure = templates().render_named("nowhere.html", &()).unwrap_err();
    assert!(failure.to_string().contains("nowhere.html"));
    assert!(templates().render_named("assets/site.css", &()).is_err(), "an asset is no template");
}

#[test]
fn an_asset_that_is_not_there_fails() {
    let without = Templates::new::<Folder>().with_global("site", "x").with_assets(&Assets::new::<Nothing>("/assets"));
    let problems = without.check::<PageView>();
    assert!(problems[0].contains("there is no asset named \"site.css\""), "{problems:?}");
}

struct Nothing;

impl RustEmbed for Nothing {
    fn get(_: &str) -> Option<rust_embed::EmbeddedFile> {
        None
    }
    #[expect(refining_impl_trait, reason = "an empty list needs no box")]
    fn iter() -> std::iter::Empty<Cow<'static, str>> {
        std::iter::empty()
    }
}

#[test]
fn all_templates_are_listed_without_the_assets() {
    assert_eq!(
        templates().names(),
        ["careless.html", "layout.html", "mail.txt", "none.html", "page.html", "sitemap.xml"]
    );
}

/// A folder whose files change while the site runs, as on a designer's disk.
#[cfg(debug_assertions)]
struct Desk;

#[cfg(debug_assertions)]
static EDITED: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);

#[cfg(debug_assertions)]
impl RustEmbed for Desk {
    fn get(name: &str) -> Option<rust_embed::EmbeddedFile> {
        match (name, EDITED.load(std::sync::atomic::Ordering::SeqCst)) {
            ("page.txt", false) | ("assets/site.css", true) => Folder::get("mail.txt"),
            ("page.txt", true) | ("assets/site.css", false) => Folder::get("sitemap.xml"),
            _ => None,
        }
    }
    #[expect(refining_impl_trait, reason = "a short list needs no box")]
    fn iter() -> std::array::IntoIter<Cow<'static, str>, 2> {
        [Cow::Borrowed("page.txt"), Cow::Borrowed("assets/site.css")].into_iter()
    }
}

#[test]
#[cfg(debug_assertions)]
fn a_changed_file_is_seen_at_the_next_request() {
    let assets = Assets::new::<Desk>("/assets");
    let templates = Templates::new::<Desk>();
    let title = std::collections::BTreeMap::from([("title", "x")]);
    let before = (templates.render_named("page.txt", &title).unwrap(), assets.href("site.css"));
    EDITED.store(true, std::sync::atomic::Ordering::SeqCst);
    let after = (templates.render_named("page.txt", &title).unwrap(), assets.href("site.css"));
    assert_eq!((before.0.as_str(), after.0.as_str()), ("x\n", "<loc>x</loc>\n"));
    assert_ne!(before.1, after.1);
}
