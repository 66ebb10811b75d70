//! Who may come in is the administrators' to say.

use web::client::Answer;

use crate::support::{
    PASSWORD, Person, Site,
    people::{ADMINISTRATOR, AUTHOR, EDITOR, PUBLISHER, tries_to_sign_in},
    reading,
};

/// The screen of a person.
async fn screen_of(administrator: &Person, name: &str) -> Answer {
    let users = administrator.sees("/admin/users").await;
    let row =
        reading::all_between(users.text(), "<tr>", "</tr>").into_iter().find(|row| row.contains(name)).expect("a row");
    administrator.sees(&reading::links(row)[0]).await
}

/// The path of the one-time link that a screen shows.
fn link_on(screen: &Answer) -> String {
    assert_eq!(screen.status(), 200, "{}", screen.text());
    let address =
        reading::decoded(reading::between(reading::between(screen.text(), "id=\"link\"", ">"), "value=\"", "\""));
    address.strip_prefix("https://www.example.org").expect("an absolute address of this site").to_owned()
}

#[tokio::test]
async fn a_new_person_chooses_a_password_by_a_link_that_works_once() {
    let site = Site::sample().await;
    let administrator = site.administrator().await;
    let form = administrator.sees("/admin/users").await.form("/admin/users");
    let made = form
        .set("name", "Elin Hughes")
        .set("email", "elin@example.org")
        .set("role", "editor")
        .press("Add person")
        .await;
    let link = link_on(&made);
    assert_eq!(tries_to_sign_in(&site.visitor(), "elin@example.org", PASSWORD).await.status(), 422, "no password yet");
    let new = "quiet-harbours-at-dawn-9";
    let chosen =
        site.visitor().get(&link).await.form("/admin/password/").set("password", new).press("Set password").await;
    assert_eq!(chosen.status(), 303, "{}", chosen.text());
    let elin = Person::signs_in(site.visitor(), "elin@example.org", new).await;
    assert_eq!(elin.browser().get("/admin/users").await.status(), 403);
    assert_eq!(site.visitor().get(&link).await.status(), 404, "it is spent");
    let again = site.visitor().post_form(&link, &[("password", "another-thief-in-the-night")]).await;
    assert_eq!(again.status(), 404);
    Person::signs_in(site.visitor(), "elin@example.org", new).await;
}

#[tokio::test]
async fn a_link_grows_old_and_a_newer_one_ends_it() {
    let site = Site::sample().await;
    let administrator = site.administrator().await;
    let first =
        link_on(&screen_of(&administrator, EDITOR.name).await.form("/password-link").press("Make password link").await);
    let second =
        link_on(&screen_of(&administrator, EDITOR.name).await.form("/password-link").press("Make password link").await);
    assert_eq!(site.visitor().get(&first).await.status(), 404);
    assert_eq!(site.visitor().get(&second).await.status(), 200);
    site.minutes_pass(3 * 24 * 60 + 1);
    assert_eq!(site.visitor().get(&second).await.status(), 404);
}

#[tokio::test]
async fn choosing_a_password_ends_the_persons_sessions() {
    let site = Site::sample().await;
    let (administrator, editor) = (site.administrator().await, site.editor().await);
    let link =
        link_on(&screen_of(&administrator, EDITOR.name).await.form("/password-link").press("Make password link").await);
    let form = site.visitor().get(&link).await.form("/admin/password/").set("password", "quiet-harbours-at-dawn-9");
    assert_eq!(form.press("Set password").await.status(), 303);
    assert_eq!(editor.browser().get("/admin").await.status(), 303, "signed out");
}

#[tokio::test]
async fn a_new_role_counts_from_the_next_request() {
    let site = Site::sample().await;
    let (administrator, publisher) = (site.administrator().await, site.publisher().await);
    let form = publisher.opens(content::sample::ids::ASSESSMENT_ONLY).await.set("title", "Published after all?");
    let changed =
        screen_of(&administrator, PUBLISHER.name).await.form("/role").set("role", "author").press("Change role").await;
    assert_eq!(changed.status(), 303);
    assert_eq!(form.press("Publish").await.status(), 403);
    let back = screen_of(&administrator, PUBLISHER.name)
        .await
        .form("/role")
        .set("role", "publisher")
        .press("Change role")
        .await;
    assert_eq!(back.status(), 303);
    assert_eq!(form.press("Publish").await.status(), 303);
}

#[tokio::test]
async fn a_closed_account_is_out_at_once_and_may_come_back() {
    let site = Site::sample().await;
    let (administrator, editor) = (site.administrator().await, site.editor().await);
    let closed = screen_of(&administrator, EDITOR.name).await.form("/disable").press("Disable account").await;
    assert_eq!(closed.status(), 303);
    assert_eq!(editor.browser().get("/admin").await.status(), 303, "signed out");
    assert_eq!(tries_to_sign_in(&site.visitor(), EDITOR.email, PASSWORD).await.status(), 422);
    let opened = screen_of(&administrator, EDITOR.name).await.form("/enable").press("Enable account").await;
    assert_eq!(opened.status(), 303);
    assert_eq!(editor.browser().get("/admin").await.status(), 303, "the old session stays ended");
    site.editor().await;
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let site = Site::sample().await;
    let administrator = site.administrator().await;
    let screen = screen_of(&administrator, ADMINISTRATOR.name).await;
    for refused in [
        screen.form("/role").set("role", "editor").press("Change role").await,
        screen.form("/disable").press("Disable account").await,
    ] {
        assert_eq!(refused.status(), 409);
        assert!(refused.text().contains("There must be at least one administrator"));
    }
    screen_of(&administrator, EDITOR.name).await.form("/role").set("role", "administrator").press("Change role").await;
    let other = site.editor().await;
    let resigned =
        screen_of(&other, ADMINISTRATOR.name).await.form("/role").set("role", "author").press("Change role").await;
    assert_eq!(resigned.status(), 303);
    assert_eq!(administrator.browser().get("/admin/users").await.status(), 403);
}

#[tokio::test]
async fn bad_particulars_are_refused_beside_their_fields() {
    let site = Site::sample().await;
    let administrator = site.administrator().await;
    let long = "x".repeat(300);
    for (name, email, role, sentence) in [
        ("", "new@example.org", "editor", "Enter the person’s name"),
        ("New", "no address", "editor", ""),
        ("New", AUTHOR.email, "editor", "Somebody with this e-mail address has an account already"),
        ("New", &format!("{long}@example.org"), "editor", ""),
        (long.as_str(), "new@example.org", "editor", "100 characters"),
        ("New", "new@example.org", "emperor", ""),
    ] {
        let answer = administrator
            .browser()
            .post_form("/admin/users", &[("name", name), ("email", email), ("role", role)])
            .await;
        assert_eq!(answer.status(), 422, "{name} {email} {role}");
        assert!(reading::words(answer.text()).contains(sentence), "{sentence}");
        assert_eq!(answer.form("/admin/users").value("email").as_deref(), Some(email), "what was typed is still there");
    }
    assert!(!administrator.sees("/admin/users").await.text().contains("new@example.org"));
}
