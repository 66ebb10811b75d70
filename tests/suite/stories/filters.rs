//! What people keep of lists under names of their own.

use crate::support::{Person, Site, reading};

/// What stands above a list for this person; empty for nothing.
async fn above(person: &Person, list: &str) -> String {
    let page = person.sees(list).await;
    reading::all_between(page.text(), "<nav class=\"saved\"", "</nav>").first().copied().unwrap_or_default().to_owned()
}

/// Saves what a list shows, as the person does it: from the link above the list.
async fn saves(person: &Person, list: &str, name: &str) -> String {
    let link = reading::links(&above(person, list).await).pop().expect("the link to save it");
    let form = person.sees(&link).await.form("/admin/filters/new").set("name", name);
    form.press("Save").await.follow().await.text().to_owned()
}

#[tokio::test]
async fn ben_keeps_the_past_events_and_comes_back_to_them_by_their_name() {
    let site = Site::sample().await;
    let (ben, asha) = (site.editor().await, site.administrator().await);
    assert_eq!(above(&ben, "/admin/events").await, "", "the whole list is nothing to keep");
    let back = saves(&ben, "/admin/events?shown=past&page=1", "  What is   over ").await;
    assert!(back.contains("The filter “What is over” is saved."), "the list again, with what was done");
    let link = "<a href=\"/admin/events?shown=past\" aria-current=\"page\">What is over</a>";
    let here = above(&ben, "/admin/events?page=1&shown=past").await;
    assert!(here.contains(link) && !here.contains("Save this filter"), "{here}");
    let elsewhere = above(&ben, "/admin/events").await;
    assert!(elsewhere.contains("<a href=\"/admin/events?shown=past\">What is over</a>"), "{elsewhere}");
    assert_eq!(above(&ben, "/admin/providers").await, "", "each list has its own");
    assert_eq!(above(&asha, "/admin/events").await, "", "and each person");
}

#[tokio::test]
async fn every_list_that_can_be_narrowed_down_takes_a_filter() {
    let site = Site::sample().await;
    let asha = site.administrator().await;
    for list in [
        "/admin/events?shown=drafts",
        "/admin/providers?q=york",
        "/admin/media?q=caf%C3%A9%20%26%20co&kind=pictures",
        "/admin/redirects?shown=unused&q=old",
        "/admin/search?q=events",
        "/admin/find?q=train&words=yes",
        "/admin/history?kind=publishing&from=2021%2D03%2D01",
        "/admin/reports/accessibility?in=draft&kind=warnings",
        "/admin/reports/links?kind=missing",
        "/admin/reports/ageing?kind=not%2Dupdated",
    ] {
        let plain = list.split('?').next().unwrap_or_default();
        saves(&asha, list, "Mine").await;
        let links = reading::links(&above(&asha, plain).await);
        let leads: Vec<String> = links.iter().map(|link| link.replace('+', "%20")).collect();
        assert!(leads.contains(&list.to_owned()), "{list}: {leads:?}");
        assert!(above(&asha, list).await.contains("aria-current=\"page\">Mine</a>"), "{list}");
    }
    let all = reading::words(reading::main_part(asha.sees("/admin/filters").await.text()));
    for label in ["Events", "Providers", "Find in all content", "Site history", "Broken links"] {
        assert!(all.contains(label), "{label}: {all}");
    }
}

#[tokio::test]
async fn a_filter_is_renamed_and_removed_and_removing_it_can_be_taken_back() {
    let site = Site::sample().await;
    let ben = site.editor().await;
    saves(&ben, "/admin/events?shown=past", "Over").await;
    saves(&ben, "/admin/events?shown=drafts", "To finish").await;
    let rows = ben.sees("/admin/filters").await;
    let renamed = rows.form("/admin/filters").set("name", "Done").press("Rename Over").await.follow().await;
    assert!(renamed.text().contains("The filter is called “Done” now."));
    assert!(above(&ben, "/admin/events").await.contains(">Done</a>"));
    let removed = ben.sees("/admin/filters").await.form("/admin/filters").press("Remove Done").await.follow().await;
    assert!(removed.text().contains("The filter “Done” is removed."));
    assert!(!above(&ben, "/admin/events").await.contains("Done"));
    let again = reading::links(removed.text()).into_iter().find(|link| link.starts_with("/admin/filters/new"));
    let form = ben.sees(&again.expect("a way back")).await.form("/admin/filters/new");
    form.press("Save").await;
    let there = above(&ben, "/admin/events?shown=past").await;
    assert!(there.contains("aria-current=\"page\">Done</a>"), "under the name that it had: {there}");
}

#[tokio::test]
async fn what_cannot_be_saved_is_said_at_the_name_which_stays_as_typed() {
    let site = Site::sample().await;
    let ben = site.editor().await;
    saves(&ben, "/admin/events?shown=past", "Over").await;
    let long = "x".repeat(61);
    for (filter, name, sentence) in [
        ("shown=drafts", "  ", "Enter a name, such as"),
        ("shown=drafts", "OVER", "You have a filter of this name already. Enter another name"),
        ("shown=drafts", long.as_str(), "Enter a name of at most 60 characters"),
        ("shown=past", "Another", "You have saved this already, as “Over”"),
    ] {
        let fields = [("list", "events"), ("filter", filter), ("name", name)];
        let refused = ben.browser().post_form("/admin/filters/new", &fields).await;
        assert_eq!(refused.status(), 422, "{name}");
        assert!(refused.text().contains(sentence), "{name}: {}", reading::words(refused.text()));
        assert!(refused.text().contains(&format!("value=\"{name}\"")), "{name} stands there still");
    }
    let row = ben.sees("/admin/filters").await.form("/admin/filters").set("name", "");
    let refused = row.press("Rename Over").await;
    assert_eq!(refused.status(), 422);
    assert!(refused.text().contains("Enter a name, such as"));
    for word in 1..20 {
        saves(&ben, &format!("/admin/events?shown={word}"), &format!("Filter {word}")).await;
    }
    let fields = [("list", "events"), ("filter", "shown=all"), ("name", "One more")];
    let refused = ben.browser().post_form("/admin/filters/new", &fields).await;
    assert!(refused.text().contains("You have 20 filters for this list. Remove one before you save another"));
    saves(&ben, "/admin/providers?q=york", "York").await;
}

#[tokio::test]
async fn nobody_reaches_filters_of_others_and_no_filter_leads_anywhere_but_to_its_list() {
    let site = Site::sample().await;
    let (ben, cerys) = (site.editor().await, site.author().await);
    saves(&ben, "/admin/events?shown=past", "Over").await;
    for action in ["rename", "remove"] {
        let fields = [("filter", "1"), ("name", "Hers"), ("action", action)];
        assert_eq!(cerys.browser().post_form("/admin/filters", &fields).await.status(), 404, "{action}");
    }
    assert!(above(&ben, "/admin/events").await.contains(">Over</a>"), "his is as it was");
    for (list, filter) in [
        ("nowhere", "q=x"),
        ("events", "shown=past&to=//evil.example"),
        ("events", "shown=%FF"),
        ("events", ""),
        ("media", "kind=pictures&for=5&block=b1"),
    ] {
        let fields = [("list", list), ("filter", filter), ("name", "Forged")];
        assert_eq!(cerys.browser().post_form("/admin/filters/new", &fields).await.status(), 409, "{list} {filter}");
    }
    let fields = [("list", "events"), ("filter", "shown=\"><script>alert(1)</script>"), ("name", "<b>bold</b>")];
    assert_eq!(cerys.browser().post_form("/admin/filters/new", &fields).await.status(), 303);
    let shown = above(&cerys, "/admin/events").await;
    assert!(!shown.contains("<script>") && shown.contains("&lt;b&gt;bold&lt;"), "{shown}");
    assert_eq!(above(&cerys, "/admin/media?for=5&block=b1").await, "", "choosing a file is no list to keep");
}
