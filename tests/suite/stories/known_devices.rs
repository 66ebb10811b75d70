//! Who guesses at an account keeps strangers out of it, and not its owner in the owner's own browser.

use std::net::SocketAddr;

use accounts::{Action, Actor, UserId, password::Hasher, token};
use http::StatusCode;
use store::rights::{Permit, Subject, may};
use waymark::{App, Settings};
use web::client::Client;

use crate::support::{
    Folder, PASSWORD, Person, Site,
    people::{AUTHOR, EDITOR, tries_to_sign_in},
};

const COOKIE: &str = "waymark-device";

/// Somebody elsewhere, with nothing but an e-mail address.
fn stranger(site: &Site) -> Client {
    site.visitor().from_address(SocketAddr::from(([203, 0, 113, 7], 40_000)))
}

/// Guesses at Cerys Morgan's password until the account makes everybody wait.
async fn somebody_guesses(site: &Site) {
    for _ in 0..6 {
        let answer = tries_to_sign_in(&stranger(site), EDITOR.email, "a guess of somebody").await;
        if answer.status() == 429 {
            return;
        }
        assert_eq!(answer.status(), 422);
    }
    panic!("the account makes nobody wait");
}

/// Whether the right password opens the account in this browser at once.
async fn gets_in(browser: &Client, password: &str) -> bool {
    let answer = tries_to_sign_in(&signed_out(browser), EDITOR.email, password).await;
    assert!(answer.status() == 303 || answer.status() == 429, "{}", answer.status());
    answer.status() == 303
}

/// The same browser on the next morning: the session is over, the other cookies are there.
fn signed_out(browser: &Client) -> Client {
    browser.set_cookie("waymark", "over");
    browser.clone()
}

async fn managing(site: &Site) -> (Permit, UserId) {
    let permit = may(site.store(), &Actor::CommandLine, Action::ManageUsers, Subject::Site).await.expect("it may");
    let everybody = store::people::everybody(site.store()).await.expect("people");
    (permit, everybody.into_iter().find(|person| person.email == EDITOR.email).expect("an editor").id)
}

#[tokio::test]
async fn the_owner_signs_in_at_once_while_somebody_guesses() {
    let site = Site::sample().await;
    let (owner, other) = (site.editor().await, site.author().await);
    somebody_guesses(&site).await;
    assert!(!gets_in(&site.visitor(), PASSWORD).await, "a browser that has never been here waits");
    let planted = site.visitor();
    planted.set_cookie(COOKIE, "0123456789012345678901234567890123456789012");
    assert!(!gets_in(&planted, PASSWORD).await, "nor does an invented cookie help");
    assert!(!gets_in(other.browser(), PASSWORD).await, "nor that of somebody else's account");
    assert!(gets_in(owner.browser(), PASSWORD).await);
    assert!(!gets_in(&site.visitor(), PASSWORD).await, "the guesses are not forgotten for that");
    assert!(gets_in(owner.browser(), PASSWORD).await, "each sign-in renews the cookie");
}

#[tokio::test]
async fn not_even_a_locked_account_is_closed_to_its_owner() {
    let site = Site::sample().await;
    let owner = site.editor().await;
    for guess in 0..100 {
        assert_eq!(tries_to_sign_in(&stranger(&site), EDITOR.email, "a guess").await.status(), 422, "guess {guess}");
        site.minutes_pass(2);
    }
    let locked = tries_to_sign_in(&site.visitor(), EDITOR.email, PASSWORD).await;
    assert!(locked.status() == 429 && locked.text().contains("Ask an administrator"));
    assert!(gets_in(owner.browser(), PASSWORD).await);
}

#[tokio::test]
async fn a_stolen_cookie_is_slowed_down_by_itself_and_tells_nothing() {
    let site = Site::sample().await;
    let owner = site.editor().await;
    let thief = stranger(&site);
    thief.set_cookie(COOKIE, &owner.browser().cookie(COOKIE).expect("a cookie"));
    for _ in 0..5 {
        let (known, unknown) = (
            tries_to_sign_in(&thief, EDITOR.email, "a guess").await,
            tries_to_sign_in(&site.visitor(), AUTHOR.email, "a guess").await,
        );
        assert_eq!(
            (known.status(), unknown.status()),
            (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY)
        );
        assert_eq!(known.text().replace(EDITOR.email, "ADDRESS"), unknown.text().replace(AUTHOR.email, "ADDRESS"));
        assert_eq!(known.header("set-cookie"), None, "who has not signed in gets no cookie");
    }
    let (known, unknown) = (
        tries_to_sign_in(&thief, EDITOR.email, PASSWORD).await,
        tries_to_sign_in(&site.visitor(), AUTHOR.email, PASSWORD).await,
    );
    assert_eq!((known.status(), unknown.status()), (StatusCode::TOO_MANY_REQUESTS, StatusCode::TOO_MANY_REQUESTS));
    assert_eq!(known.text().replace(EDITOR.email, "ADDRESS"), unknown.text().replace(AUTHOR.email, "ADDRESS"));
    assert!(gets_in(&site.visitor(), PASSWORD).await, "the account itself is free");
}

#[tokio::test]
async fn a_new_password_forgets_the_browsers_elsewhere() {
    let site = Site::sample().await;
    let (here, there) = (site.editor().await, site.editor().await);
    let new = "seven-lanterns-over-whitby";
    let form = here.sees("/admin/account").await.form("/admin/account").set("current", PASSWORD).set("password", new);
    assert_eq!(form.press("Change password").await.status(), 303);
    somebody_guesses(&site).await;
    assert!(!gets_in(there.browser(), new).await);
    assert!(gets_in(here.browser(), new).await, "the browser in which it was changed is known by a new cookie");

    let (permit, editor) = managing(&site).await;
    let link = editorial::people::reset_link(site.store(), &permit, editor).await.expect("a link");
    let newer = "quiet-harbours-at-dawn-9";
    let screen = site.visitor().get(&format!("/admin/password/{link}")).await;
    assert_eq!(screen.form("/admin/password/").set("password", newer).press("Set password").await.status(), 303);
    somebody_guesses(&site).await;
    assert!(!gets_in(here.browser(), newer).await, "a password chosen by a link forgets them all");
}

#[tokio::test]
async fn a_closed_account_forgets_its_browsers() {
    let site = Site::sample().await;
    let owner = site.editor().await;
    let (permit, editor) = managing(&site).await;
    editorial::people::disable(site.store(), &permit, editor).await.expect("there are others");
    editorial::people::enable(site.store(), &permit, editor).await.expect("it was closed");
    somebody_guesses(&site).await;
    assert!(!gets_in(owner.browser(), PASSWORD).await);
}

#[tokio::test]
async fn a_browser_is_forgotten_after_a_year_and_when_twenty_newer_ones_are_known() {
    let site = Site::sample().await;
    let (first, second) = (site.editor().await, site.editor().await);
    for _ in 0..19 {
        site.editor().await;
    }
    somebody_guesses(&site).await;
    assert!(!gets_in(first.browser(), PASSWORD).await);
    assert!(gets_in(second.browser(), PASSWORD).await);
    site.minutes_pass(365 * 24 * 60);
    somebody_guesses(&site).await;
    assert!(!gets_in(second.browser(), PASSWORD).await);
}

#[tokio::test]
async fn people_who_share_a_browser_are_both_known_there() {
    let site = Site::sample().await;
    let shared = site.editor().await;
    Person::signs_in(signed_out(shared.browser()), AUTHOR.email, PASSWORD).await;
    somebody_guesses(&site).await;
    assert!(gets_in(shared.browser(), PASSWORD).await);
}

#[tokio::test]
async fn the_database_holds_a_fingerprint_only() {
    let site = Site::sample().await;
    let owner = site.editor().await;
    let secret = owner.browser().cookie(COOKIE).expect("a cookie");
    let folder = Folder::fresh();
    site.store().backup(&folder.path().join("copy.db")).await.expect("the copy is made");
    let copy = folder.get("copy.db");
    let holds = |text: &str| copy.windows(text.len()).any(|bytes| bytes == text.as_bytes());
    assert!(holds(&token::fingerprint(&secret)) && !holds(&secret));
}

#[tokio::test]
async fn the_cookie_is_as_strict_as_the_sessions() {
    let site = Site::sample().await;
    for (https, name, last) in [(false, "waymark-device=", "samesite=lax"), (true, "__Host-waymark-device=", "secure")]
    {
        let settings = Settings { site_url: "https://www.example.org".into(), https, environment: None, mail: false };
        let app = App::new(site.store().clone(), site.storage().clone(), Hasher::fast_for_tests(), settings);
        let browser = Client::new(app.router());
        let answer = browser.post_form("/admin/login", &[("email", EDITOR.email), ("password", PASSWORD)]).await;
        assert_eq!(answer.status(), 303);
        let cookies = answer.headers().get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
        let cookie = cookies.into_iter().find(|cookie| cookie.starts_with(name)).expect("a cookie for the browser");
        let attributes: Vec<String> = cookie.split("; ").skip(1).map(str::to_lowercase).collect();
        for attribute in ["path=/", "max-age=31536000", "httponly", "samesite=lax"] {
            assert!(attributes.iter().any(|found| found == attribute), "{cookie}");
        }
        assert_eq!(attributes.last().map(String::as_str), Some(last), "{cookie}");
    }
}
