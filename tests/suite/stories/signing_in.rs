//! The door of the admin.

use crate::support::{
    PASSWORD, Person, Site,
    people::{ADMINISTRATOR, EDITOR, tries_to_sign_in},
    reading,
};

#[tokio::test]
async fn a_stranger_is_led_to_the_sign_in_and_then_to_where_they_wanted() {
    let site = Site::sample().await;
    let browser = site.visitor();
    let wanted = browser.get("/admin/nodes/5").await;
    assert_eq!(wanted.status(), 303);
    assert!(wanted.location().starts_with("/admin/login?next="), "{}", wanted.location());
    let form = wanted.follow().await.form("/admin/login").set("email", EDITOR.email).set("password", PASSWORD);
    let answer = form.press("Sign in").await;
    assert_eq!((answer.status().as_u16(), answer.location()), (303, "/admin/nodes/5"));
    assert_eq!(answer.follow().await.status(), 200);
}

#[tokio::test]
async fn nobody_is_led_out_of_the_site() {
    let site = Site::sample().await;
    for hostile in [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/%5Cevil.example",
        "/admin@evil.example",
        "javascript:alert(1)",
    ] {
        let fields = [("email", EDITOR.email), ("password", PASSWORD), ("next", hostile)];
        let answer = site.visitor().post_form("/admin/login", &fields).await;
        assert_eq!((answer.status().as_u16(), answer.location()), (303, "/admin"), "{hostile}");
    }
}

#[tokio::test]
async fn unknown_wrong_and_closed_accounts_get_the_same_answer() {
    let site = Site::sample().await;
    let administrator = site.administrator().await;
    let closed = administrator.sees("/admin/users").await;
    let dan =
        reading::links(closed.text()).into_iter().rfind(|link| link.starts_with("/admin/users/")).expect("people");
    administrator.sees(&dan).await.form("/disable").press("Disable account").await;
    let email = reading::between(administrator.sees(&dan).await.text(), "<span>", "</span>").to_owned();

    let mut answers = Vec::new();
    for (address, password) in
        [("nobody@example.org", PASSWORD), (EDITOR.email, "not her password at all"), (email.as_str(), PASSWORD)]
    {
        let answer = tries_to_sign_in(&site.visitor(), address, password).await;
        assert_eq!(answer.status(), 422);
        assert!(answer.text().contains("Check your email and password"));
        assert!(!answer.text().contains(password), "a password is never shown again");
        answers.push(answer.text().replace(address, "ADDRESS"));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
}

#[tokio::test]
async fn guesses_are_slowed_down_for_the_account_and_the_right_password_waits_too() {
    let site = Site::sample().await;
    let browser = site.visitor();
    for _ in 0..5 {
        assert_eq!(tries_to_sign_in(&browser, EDITOR.email, "a guess of somebody").await.status(), 422);
    }
    let slowed = tries_to_sign_in(&browser, EDITOR.email, PASSWORD).await;
    assert_eq!(slowed.status(), 429);
    assert!(slowed.text().contains("Too many attempts"));
    let wait: i64 = slowed.header("retry-after").expect("how long").parse().expect("seconds");
    assert!((1..=60).contains(&wait));
    Person::signs_in(site.visitor(), ADMINISTRATOR.email, PASSWORD).await;
    site.minutes_pass(2);
    Person::signs_in(browser, EDITOR.email, PASSWORD).await;
}

#[tokio::test]
async fn guesses_at_many_accounts_are_slowed_down_for_the_address() {
    let site = Site::sample().await;
    let from = |last: u8| site.visitor().from_address(std::net::SocketAddr::from(([203, 0, 113, last], 40_000)));
    for guess in 0..20 {
        let answer = tries_to_sign_in(&from(7), &format!("person{guess}@example.org"), "Winter2021Winter2021").await;
        assert_eq!(answer.status(), 422, "guess {guess}");
    }
    assert_eq!(tries_to_sign_in(&from(7), EDITOR.email, PASSWORD).await.status(), 429);
    Person::signs_in(from(8), EDITOR.email, PASSWORD).await;
    let forged = from(7).with_header("x-forwarded-for", "198.51.100.1");
    assert_eq!(tries_to_sign_in(&forged, EDITOR.email, PASSWORD).await.status(), 429, "a header opens no door");
    site.minutes_pass(11);
    Person::signs_in(from(7), EDITOR.email, PASSWORD).await;
}

#[tokio::test]
async fn odd_input_at_the_door_is_answered_in_words() {
    let site = Site::sample().await;
    let long = "x".repeat(100_000);
    for (email, password) in
        [("", ""), ("a@b@c", "\u{0}"), (long.as_str(), long.as_str()), ("' OR 1=1 --", "' OR 1=1 --")]
    {
        let answer = site.visitor().post_form("/admin/login", &[("email", email), ("password", password)]).await;
        assert!(answer.status() == 422 || answer.status() == 429, "{}", answer.status());
    }
}
