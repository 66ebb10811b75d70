//! The people of the stories, in their browsers.

use accounts::Role;
use content::NodeId;
use web::client::{Answer, Client, FilledForm};

/// Everybody's password.
pub(crate) const PASSWORD: &str = "marble-otter-seventeen-kettles";

/// Somebody with an account on the sample site.
pub(crate) struct Named {
    pub(crate) name: &'static str,
    pub(crate) email: &'static str,
    pub(crate) role: Role,
}

pub(crate) const ADMINISTRATOR: Named =
    Named { name: "Asha Patel", email: "asha@example.org", role: Role::Administrator };
pub(crate) const PUBLISHER: Named = Named { name: "Ben Okafor", email: "ben@example.org", role: Role::Publisher };
pub(crate) const EDITOR: Named = Named { name: "Cerys Morgan", email: "cerys@example.org", role: Role::Editor };
pub(crate) const AUTHOR: Named = Named { name: "Dan Fisher", email: "dan@example.org", role: Role::Author };

/// An author whom stories make an editor of one branch.
pub(crate) const BRANCH_EDITOR: Named = Named { name: "Eve Lindqvist", email: "eve@example.org", role: Role::Author };
/// An author whom stories make a publisher of one branch.
pub(crate) const BRANCH_PUBLISHER: Named = Named { name: "Femi Ade", email: "femi@example.org", role: Role::Author };

/// All of them that the sample site knows from the beginning.
pub(crate) const EVERYBODY: [&Named; 4] = [&ADMINISTRATOR, &PUBLISHER, &EDITOR, &AUTHOR];

/// Somebody in a browser that is signed in.
#[derive(Clone)]
pub(crate) struct Person {
    browser: Client,
}

impl Person {
    /// Signs in through the form.
    pub(crate) async fn signs_in(browser: Client, email: &str, password: &str) -> Self {
        let answer = tries_to_sign_in(&browser, email, password).await;
        assert_eq!(answer.status(), 303, "{email} cannot sign in: {}", answer.text());
        assert_eq!(answer.location(), "/admin");
        Self { browser }
    }

    /// The browser.
    pub(crate) fn browser(&self) -> &Client {
        &self.browser
    }

    /// Opens a screen, which must be there.
    pub(crate) async fn sees(&self, path: &str) -> Answer {
        let answer = self.browser.get(path).await;
        assert_eq!(answer.status(), 200, "{path}: {:?}", answer.report());
        answer
    }

    /// Opens a node in its editor.
    pub(crate) async fn opens(&self, node: NodeId) -> FilledForm {
        editing_form(&self.sees(&format!("/admin/nodes/{node}")).await)
    }

    /// Opens a node, types a title and saves the draft.
    pub(crate) async fn retitles(&self, node: NodeId, title: &str) {
        let saved = self.opens(node).await.set("title", title).press("Save draft").await;
        assert_eq!(saved.status(), 303, "{}", saved.text());
    }

    /// Opens a node and publishes what its editor shows.
    pub(crate) async fn publishes(&self, node: NodeId) {
        let published = self.opens(node).await.press("Publish").await;
        assert_eq!(published.status(), 303, "{}", published.text());
    }
}

/// Fills in the sign-in form.
pub(crate) async fn tries_to_sign_in(browser: &Client, email: &str, password: &str) -> Answer {
    let screen = browser.get("/admin/login").await;
    assert_eq!(screen.status(), 200);
    screen.form("/admin/login").set("email", email).set("password", password).press("Sign in").await
}

/// The form of an editor screen that holds the text.
pub(crate) fn editing_form(screen: &Answer) -> FilledForm {
    form_with(screen, "base")
}

/// The form that has this field, where a screen has several to one address.
pub(crate) fn form_with(screen: &Answer, field: &str) -> FilledForm {
    let mut forms = screen.forms().into_iter();
    let found = forms.find(|form| form.value(field).is_some());
    found.unwrap_or_else(|| panic!("{} ({}) has no form with {field:?}", screen.path(), screen.status()))
}
