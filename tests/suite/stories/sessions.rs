//! How long somebody stays signed in.

use crate::support::{
    PASSWORD, Person, Site,
    people::{EDITOR, tries_to_sign_in},
};

async fn is_signed_in(person: &Person) -> bool {
    let answer = person.browser().get("/admin").await;
    assert!(answer.status() == 200 || answer.location().starts_with("/admin/login"));
    answer.status() == 200
}

#[tokio::test]
async fn an_hour_without_a_request_ends_it() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    for _ in 0..4 {
        site.minutes_pass(55);
        assert!(is_signed_in(&editor).await, "each request counts anew");
    }
    site.minutes_pass(61);
    assert!(!is_signed_in(&editor).await);
}

#[tokio::test]
async fn twelve_hours_end_it_whatever_happens() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    for _ in 0..23 {
        site.minutes_pass(30);
        assert!(is_signed_in(&editor).await);
    }
    site.minutes_pass(31);
    assert!(!is_signed_in(&editor).await);
}

#[tokio::test]
async fn the_page_knows_how_long_the_session_lasts_and_a_person_can_stay() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    assert!(editor.sees("/admin").await.text().contains("data-session-idle=\"3600\" data-session-left=\"43200\""));
    site.minutes_pass(50);
    assert!(
        editor.sees("/admin").await.text().contains("data-session-left=\"40200\""),
        "whatever is done, it counts down"
    );
    site.minutes_pass(58);
    let script = editor.browser().clone().with_header("accept", "application/json");
    let stays = script.post_form("/admin/session", &[]).await;
    assert_eq!((stays.status().as_u16(), stays.text()), (200, "{\"idle\":3600,\"left\":36720}"));
    site.minutes_pass(58);
    assert!(is_signed_in(&editor).await, "the warning was answered");
    site.minutes_pass(61);
    assert_ne!(script.post_form("/admin/session", &[]).await.status(), 200, "what has ended is not kept going");
}

#[tokio::test]
async fn a_clock_set_back_makes_nobody_stay_for_ever() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    site.clock_reads("2020-03-15T09:00:00Z");
    assert!(!is_signed_in(&editor).await);
}

#[tokio::test]
async fn the_cookie_is_new_at_each_sign_in_and_worth_nothing_after_signing_out() {
    let site = Site::sample().await;
    let browser = site.visitor();
    browser.set_cookie("waymark", "planted-by-somebody-else");
    let editor = Person::signs_in(browser, EDITOR.email, PASSWORD).await;
    let first = editor.browser().cookie("waymark").expect("a session");
    assert_ne!(first, "planted-by-somebody-else");
    let out = editor.sees("/admin").await.form("/admin/logout").press("Sign out").await;
    assert_eq!(out.status(), 303);
    assert!(out.header("clear-site-data").is_some());
    assert!(out.follow().await.text().contains("signed out"));
    editor.browser().set_cookie("waymark", &first);
    assert!(!is_signed_in(&editor).await, "the old cookie opens nothing");
    let again = Person::signs_in(site.visitor(), EDITOR.email, PASSWORD).await;
    assert_ne!(again.browser().cookie("waymark"), Some(first));
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let site = Site::sample().await;
    let answer = tries_to_sign_in(&site.visitor(), EDITOR.email, PASSWORD).await;
    let cookies: Vec<_> =
        answer.headers().get_all("set-cookie").iter().filter_map(|value| value.to_str().ok()).collect();
    assert!(cookies.iter().any(|cookie| cookie.starts_with("waymark=")), "{cookies:?}");
    for cookie in cookies.iter().map(|cookie| cookie.to_lowercase()) {
        for part in ["httponly", "samesite=lax", "path=/"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert!(!cookie.contains("domain="));
    }
    for path in ["/", "/admin/login", "/nothing", "/api/v1/pages"] {
        assert_eq!(site.visitor().get(path).await.header("set-cookie"), None, "{path}");
    }
}

#[tokio::test]
async fn a_new_password_ends_the_sessions_elsewhere() {
    let site = Site::sample().await;
    let (here, there) = (site.editor().await, site.editor().await);
    let new = "seven-lanterns-over-whitby";
    let wrong =
        here.sees("/admin/account").await.form("/admin/account").set("current", "not hers").set("password", new);
    assert_eq!(wrong.press("Change password").await.status(), 422);
    assert!(is_signed_in(&there).await);
    let form = here.sees("/admin/account").await.form("/admin/account").set("current", PASSWORD).set("password", new);
    assert_eq!(form.press("Change password").await.status(), 303);
    assert!(is_signed_in(&here).await && !is_signed_in(&there).await);
    assert_eq!(tries_to_sign_in(&site.visitor(), EDITOR.email, PASSWORD).await.status(), 422);
    Person::signs_in(site.visitor(), EDITOR.email, new).await;
}

#[tokio::test]
async fn weak_passwords_are_refused_with_the_reason() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    for weak in ["short", "aaaaaaaaaaaaaaaaaaaa", "passwordpassword", "cerys morgan cerys", "123456789012345"] {
        let form =
            editor.sees("/admin/account").await.form("/admin/account").set("current", PASSWORD).set("password", weak);
        let answer = form.press("Change password").await;
        assert_eq!(answer.status(), 422, "{weak}");
    }
    Person::signs_in(site.visitor(), EDITOR.email, PASSWORD).await;
}

#[tokio::test]
async fn what_was_typed_survives_the_end_of_the_session() {
    let site = Site::sample().await;
    let editor = site.editor().await;
    let form = editor.opens(content::sample::ids::ASSESSMENT_ONLY).await.set("title", "Typed for two hours");
    site.minutes_pass(61);
    let asked = form.press("Save draft").await;
    assert_eq!(asked.status(), 401);
    let again = asked.form("/admin/login").set("email", EDITOR.email).set("password", PASSWORD).press("Sign in").await;
    assert_eq!(again.status(), 200);
    let kept = again.form("/admin/nodes/5");
    assert_eq!(kept.value("title").as_deref(), Some("Typed for two hours"));
    let button = kept.buttons().into_iter().next().expect("a button to send it");
    assert_eq!(kept.press(&button).await.status(), 303);
    assert_eq!(site.open(content::sample::ids::ASSESSMENT_ONLY).await.draft.title, "Typed for two hours");
}
