//! Whatever is sent, the answer is a sentence at its field; everything typed is still there, and nothing is half-written.

use axum::body::Body;
use content::{NodeId, sample::ids};
use http::Request;
use web::client::Answer;

use crate::support::{CATEGORY, NEWCASTLE, Person, Site, editing_form, form_with, reading};

/// Types values into a node's editor, saves, and expects the sentence; what was typed must still be there and the draft as before.
async fn is_refused(site: &Site, person: &Person, node: NodeId, typed: &[(&str, &str)], sentence: &str) {
    let before = site.open(node).await;
    // What was refused before was kept; this one starts from the shared draft.
    person.browser().post_form(&format!("/admin/nodes/{node}/keep/discard"), &[]).await;
    let mut form = person.opens(node).await;
    for (name, value) in typed {
        form = form.set(name, value);
    }
    for button in ["Save draft", "Publish"] {
        let answer = form.press(button).await;
        let shown: String = format!("{typed:?}").chars().take(100).collect();
        assert_eq!(answer.status(), 422, "{button} {shown}");
        assert!(reading::words(answer.text()).contains(sentence), "{shown}: {}", reading::words(answer.text()));
        assert!(reading::between(answer.text(), "<title>", "</title>").starts_with("Error: "));
        let again = editing_form(&answer);
        for (name, value) in typed {
            assert_eq!(again.value(name).as_deref(), Some(*value), "{name} is still there");
        }
    }
    let after = site.open(node).await;
    assert_eq!(
        (after.revision, after.draft, after.live_revision),
        (before.revision, before.draft, before.live_revision)
    );
}

#[tokio::test]
async fn in_the_editor_of_a_page() {
    let site = Site::sample().await;
    let person = site.publisher().await;
    let long = |length: usize| "x".repeat(length);
    for (typed, sentence) in [
        (("title", long(201)), "The title must be 200 characters or fewer. It has 201"),
        (("title", String::new()), "Enter a title"),
        (("title", "   ".into()), "Enter a title"),
        (("title", "a\u{7}b".into()), "holds a character that cannot be shown"),
        (("navigation_title", long(101)), "The short title must be 100 characters or fewer"),
        (("summary", long(501)), "The summary must be 500 characters or fewer"),
        (("owner", long(201)), "The owner must be 200 characters or fewer"),
        (("canonical", "javascript:alert(1)".into()), "must begin with https://"),
        (("canonical", format!("https://example.org/{}", long(2_000))), "must be 2000 characters or fewer"),
        (("review_by.day", "31".into()), "Enter the month"),
        (("block.body.markdown", "a\u{0}b".into()), "The text holds a character that cannot be shown"),
    ] {
        is_refused(&site, &person, ids::ASSESSMENT_ONLY, &[(typed.0, typed.1.as_str())], sentence).await;
    }
}

#[tokio::test]
async fn in_the_editor_of_an_event() {
    let site = Site::sample().await;
    let person = site.publisher().await;
    for (typed, sentence) in [
        (
            &[("end.day", "23"), ("end.month", "3"), ("end.year", "2021"), ("end.time", "4pm")][..],
            "The end time must be after the start time",
        ),
        (
            &[("end.day", "23"), ("end.month", "3"), ("end.year", "2021"), ("end.time", "5pm")],
            "The end time must be after the start time",
        ),
        (&[("start.day", "30"), ("start.month", "2")], "This day is not in the calendar"),
        (&[("start.year", "21")], "Enter the year with four digits"),
        (&[("start.time", "25:00")], "Enter a time such as 5pm"),
        (&[("start.day", "28"), ("start.month", "3"), ("start.time", "1:30am")], "clocks"),
        (&[("time_zone", "Mars/Olympus")], "Enter a time zone such as Europe/London"),
        (&[("venue_coordinates", "north of here")], "Enter latitude and longitude"),
        (&[("booking", "/nothing-here")], "There is no page at /nothing-here"),
        (&[("booking", "javascript:alert(1)")], "Enter an address on this site"),
    ] {
        is_refused(&site, &person, NEWCASTLE, typed, sentence).await;
    }
}

#[tokio::test]
async fn in_the_editor_of_a_provider() {
    let site = Site::sample().await;
    let person = site.publisher().await;
    let many = "One more subject\n".repeat(101);
    for (typed, sentence) in [
        (("website", "harbour.example.org"), "must begin with https://"),
        (("email", "nobody"), "Enter an e-mail address"),
        (("subjects", many.trim_end()), "Enter 100 lines or fewer"),
    ] {
        is_refused(&site, &person, NodeId(464), &[typed], sentence).await;
    }
}

#[tokio::test]
async fn at_blocks_that_no_form_of_ours_sends() {
    let site = Site::sample().await;
    let person = site.publisher().await;
    let before = site.open(ids::ASSESSMENT_ONLY).await;
    let base = before.revision.to_string();
    let common = [("base", base.as_str()), ("title", "Kept title"), ("foot", "inherit"), ("action", "save")];
    for odd in [
        &[("block.b1.type", "carousel"), ("block.b1.markdown", "Kept text")][..],
        &[("block.NOT AN ID.type", "prose"), ("block.NOT AN ID.markdown", "Kept text")],
        &[("block.b1.type", "prose"), ("block.b1.markdown", "Kept text"), ("block.b1.type", "prose")],
        &[
            ("block.b1.type", "upcoming_events"),
            ("block.b1.heading", "Kept text"),
            ("block.b1.count", "99999999999999999999"),
        ],
        &[("block.b1.type", "upcoming_events"), ("block.b1.heading", "Kept text"), ("block.b1.count", "-1")],
        &[
            ("block.b1.type", "upcoming_events"),
            ("block.b1.heading", "Kept text"),
            ("block.b1.count", "4"),
            ("block.b1.category", "999999"),
        ],
        &[("block.b1.type", "call_out"), ("block.b1.heading", "Kept text"), ("block.b1.tone", "screaming")],
        &[
            ("block.b1.type", "cards"),
            ("block.b1.heading", "Kept text"),
            ("block.b1.source", "chosen"),
            ("block.b1.nodes", "/nothing-here"),
        ],
        &[
            ("block.b1.type", "call_to_action"),
            ("block.b1.label", "Kept text"),
            ("block.b1.target", "javascript:alert(1)"),
        ],
    ] {
        let answer = person.browser().post_form("/admin/nodes/5", &[&common[..], odd].concat()).await;
        assert_eq!(answer.status(), 422, "{odd:?}");
        assert!(answer.text().contains("Kept title"), "{odd:?}");
        assert!(answer.text().contains("Kept text"), "{odd:?}: {}", answer.text());
    }
    for action in ["explode", "add-block:carousel:body", "split-block:body", "remove-block:nobody", "block-up:"] {
        let answer = person
            .browser()
            .post_form("/admin/nodes/5", &[("base", base.as_str()), ("title", "Kept title"), ("action", action)])
            .await;
        assert_eq!(answer.status(), 422, "{action}");
        assert!(answer.text().contains("Kept title"));
    }
    assert_eq!(site.open(ids::ASSESSMENT_ONLY).await.revision, before.revision);
}

#[tokio::test]
async fn an_old_or_invented_base_overwrites_nothing() {
    let site = Site::sample().await;
    let person = site.publisher().await;
    for base in ["", "0", "-1", "x", "99999999999999999999", "1"] {
        let form = person.opens(ids::ASSESSMENT_ONLY).await.set("title", "Typed").fields();
        let fields: Vec<(&str, &str)> = form
            .iter()
            .map(|(name, value)| (name.as_str(), if name == "base" { base } else { value.as_str() }))
            .collect();
        let answer = person.browser().post_form("/admin/nodes/5", &fields).await;
        assert_eq!(answer.status(), 409, "{base}");
        assert_eq!(editing_form(&answer).value("title").as_deref(), Some("Typed"));
    }
    assert_eq!(site.open(ids::ASSESSMENT_ONLY).await.draft.title, "Assessment Only");
}

#[tokio::test]
async fn when_a_page_is_created() {
    let site = Site::sample().await;
    let person = site.editor().await;
    let long = "x".repeat(101);
    for (parent, slug, title, sentence) in [
        ("1", "help-and-support", "Typed title", "Another page has the address /help-and-support already"),
        ("1", "admin", "Typed title", "The site uses this address itself"),
        ("1", "node", "Typed title", "The site uses this address itself"),
        ("1", "cy", "Typed title", "The site uses this address itself"),
        ("1", "With Space", "Typed title", "Use only lower-case letters"),
        ("1", "../up", "Typed title", "Use only lower-case letters"),
        ("1", "caf\u{e9}", "Typed title", "Use only lower-case letters"),
        ("1", long.as_str(), "Typed title", "100 characters or fewer"),
        ("1", "free", "", "Enter a title"),
        ("", "free", "Typed title", "Choose where it goes"),
        ("999999", "free", "Typed title", "Choose where it goes"),
        ("101", "free", "Typed title", "Only pages can have pages below them"),
    ] {
        let fields = [("kind", "page"), ("parent", parent), ("slug", slug), ("title", title)];
        let answer = person.browser().post_form("/admin/new", &fields).await;
        assert_eq!(answer.status(), 422, "{fields:?}: {}", answer.status());
        assert!(reading::words(answer.text()).contains(sentence), "{fields:?}: {}", reading::words(answer.text()));
        let form = form_with(&answer, "title");
        assert_eq!(
            (form.value("title").as_deref(), form.value("slug").as_deref()),
            (Some(title), Some(slug)),
            "still there"
        );
    }
    assert_eq!(site.visitor().get("/free").await.status(), 404);
    let twin = [("kind", "page"), ("parent", "1"), ("slug", ""), ("title", "Help and support")];
    let numbered = person.browser().post_form("/admin/new", &twin).await;
    assert_eq!(numbered.status(), 303, "an address that nobody typed is numbered");
}

#[tokio::test]
async fn when_a_page_is_renamed_or_duplicated() {
    let site = Site::sample().await;
    let person = site.editor().await;
    for (slug, sentence) in [("", "Enter the last part"), ("Specialist!", "Use only lower-case letters")] {
        let answer = person.browser().post_form("/admin/nodes/5/move", &[("slug", slug), ("parent", "4")]).await;
        assert_eq!(answer.status(), 422, "{slug}");
        assert!(reading::words(answer.text()).contains(sentence));
    }
    for (slug, parent) in [("early-years-training", "4"), ("admin", "1"), ("ok", "463000"), ("ok", "x"), ("ok", "101")]
    {
        let fields = [("slug", slug), ("parent", parent), ("confirmed", "yes")];
        let answer = person.browser().post_form("/admin/nodes/5/move", &fields).await;
        assert_eq!(answer.status(), 422, "{slug} below {parent}");
        assert_eq!(form_with(&answer, "slug").value("slug").as_deref(), Some(slug));
    }
    assert_eq!(site.path(ids::ASSESSMENT_ONLY).await.expect("an address").as_str(), crate::support::SEED_PAGE);
    let date = [("start.day", "31"), ("start.month", "6"), ("start.year", "2021"), ("start.time", "5pm")];
    let answer = person.browser().post_form("/admin/nodes/101/duplicate", &date).await;
    assert_eq!(answer.status(), 422);
    assert_eq!(form_with(&answer, "start.day").value("start.day").as_deref(), Some("31"));
}

/// Sends bytes as a form, as no browser would.
async fn sends(person: &Person, path: &str, kind: &str, body: Vec<u8>) -> Answer {
    let request = Request::post(path).header("content-type", kind).header("sec-fetch-site", "same-origin");
    person.browser().send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn bodies_that_are_no_forms() {
    let site = Site::sample().await;
    let person = site.publisher().await;
    let form = "application/x-www-form-urlencoded";
    let big =
        [b"title=Big&action=save&block.body.type=prose&block.body.markdown=".to_vec(), vec![b'x'; 3 << 20]].concat();
    for (kind, body, expected) in [
        (form, b"title=%ff%fe&action=save".to_vec(), 400),
        (form, b"title=\xff\xfe&action=save".to_vec(), 400),
        (form, big, 413),
        ("application/json", b"{\"title\": 1}".to_vec(), 415),
        ("multipart/form-data; boundary=x", b"--x--".to_vec(), 415),
    ] {
        for path in ["/admin/nodes/5", "/admin/new", "/admin/nodes/5/move"] {
            let answer = sends(&person, path, kind, body.clone()).await;
            assert_eq!(answer.status().as_u16(), expected, "{path} {kind}");
            assert!(answer.text().contains("<h1>"), "a page says so");
        }
    }
    let many: Vec<u8> = (0..50_000).flat_map(|number| format!("f{number}=&").into_bytes()).collect();
    let answer = sends(&person, "/admin/nodes/5", form, many).await;
    assert!(answer.status().is_client_error(), "{}", answer.status());
    assert_eq!(site.open(ids::ASSESSMENT_ONLY).await.draft.title, "Assessment Only");
}

#[tokio::test]
async fn a_text_over_one_megabyte() {
    let site = Site::sample().await;
    let person = site.publisher().await;
    let text = "word ".repeat((1 << 20) / 5 + 10);
    let answer = person.opens(ids::ASSESSMENT_ONLY).await.set("block.body.markdown", &text).press("Save draft").await;
    assert!(answer.status() == 413 || answer.status() == 422, "{}", answer.status());
    assert_eq!(
        site.open(ids::ASSESSMENT_ONLY).await.draft.body[0]
            .content
            .markdown()
            .map(str::len)
            .filter(|length| *length > 5_000),
        None
    );
}

#[tokio::test]
async fn addresses_of_screens_that_are_none() {
    let site = Site::sample().await;
    let person = site.administrator().await;
    for path in [
        "/admin/nodes/x",
        "/admin/nodes/999999",
        "/admin/nodes/-1",
        "/admin/nodes/99999999999999999999",
        "/admin/nodes/5/explode",
        "/admin/nodes/5/history/999999",
        "/admin/nodes/5/history/x",
        "/admin/nodes/5/duplicate",
        "/admin/users/999999",
        "/admin/nothing",
    ] {
        assert_eq!(person.browser().get(path).await.status(), 404, "{path}");
    }
    for path in [
        "/admin/pages?open=x&open=-1&open=999999",
        "/admin/events?page=0",
        "/admin/events?page=999999999999",
        "/admin/events?shown=all&page=x",
        "/admin/search?q=%ff",
        "/admin/new?kind=emperor&parent=x",
        "/admin/users/x",
    ] {
        let answer = person.browser().get(path).await;
        assert!(!answer.status().is_server_error(), "{path}: {}", answer.status());
    }
    let other = person.browser().get("/admin/nodes/5/history/1").await;
    assert!(other.status() == 404 || other.status() == 200);
}

#[tokio::test]
async fn hostile_text_is_shown_as_text() {
    let site = Site::sample().await;
    let person = site.publisher().await;
    let hostile = "\"><script>alert(1)</script>{{ 7*7 }}";
    let form = person.opens(NEWCASTLE).await.set("title", hostile).set("place", hostile).set("summary", hostile);
    assert_eq!(form.press("Publish").await.status(), 303);
    let text = "<script>alert(1)</script>\n\n[x](javascript:alert(1)) <img src=x onerror=alert(1)> <a href=\"//evil.example\" onclick=\"x\">y</a>";
    let form = person.opens(ids::ASSESSMENT_ONLY).await.set("block.body.markdown", text).set("title", hostile);
    let refused = form.press("Publish").await;
    assert_eq!(refused.status(), 422, "HTML that is left out of the page is an error");
    let form = form_with(&refused, "title").set("despite", hostile);
    assert_eq!(form.press("Publish").await.status(), 303);
    for path in [crate::support::SEED_PAGE, CATEGORY, "/teaching-events", &crate::support::event_path(0)] {
        let page = site.reads(path).await;
        for vector in ["<script>alert", "onerror=", "onclick=", "javascript:", "49"] {
            assert!(!reading::main_part(&page).contains(vector) || vector == "49", "{path}: {vector}");
        }
        assert_eq!(
            page.matches("<script").count(),
            page.matches("<script type=\"application/ld+json\">").count(),
            "{path}"
        );
        assert!(page.contains("{{ 7*7 }}"), "content is never a template's source");
    }
    for path in [
        "/admin/nodes/5",
        "/admin/nodes/101",
        "/admin/events",
        "/admin",
        "/admin/pages?open=2&open=3&open=4",
        "/admin/nodes/5/history",
    ] {
        let screen = person.sees(path).await;
        let own = screen.text().matches("<script type=\"module\" src=\"/admin/assets/").count();
        assert_eq!(
            screen.text().matches("<script").count(),
            own,
            "{path}: only scripts of the product, by their address"
        );
    }
}
