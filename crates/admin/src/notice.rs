//! Messages of success that are shown once, on the page after the form.

use serde::{Deserialize, Serialize};
use store::sessions::PASSING as KEY;
use tower_sessions::Session;

/// What went well, as the next page says it: “Published. View page”.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Notice {
    /// One sentence: `Draft saved.`
    pub(crate) text: String,
    /// The words of a link after it; empty for none.
    pub(crate) link: String,
    /// Where the link leads; empty for none.
    pub(crate) href: String,
    /// The action that a button beside it undoes; empty for none.
    #[serde(default)]
    pub(crate) undo: String,
}

impl Notice {
    /// A message without a link.
    pub(crate) fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), link: String::new(), href: String::new(), undo: String::new() }
    }
}

/// Leaves a message for the next page. A session that cannot be written loses the message, not the work that it speaks
/// of.
pub(crate) async fn set(session: &Session, text: &str) {
    put(session, &Notice::plain(text)).await;
}

/// Leaves a message with a link after it: `Published.` and `View page`.
pub(crate) async fn set_linked(session: &Session, text: &str, link: &str, href: &str) {
    put(session, &Notice { text: text.to_owned(), link: link.to_owned(), href: href.to_owned(), undo: String::new() })
        .await;
}

/// Leaves a message with a button that undoes what was done.
pub(crate) async fn set_undoable(session: &Session, text: &str, group: &str) {
    put(session, &Notice { undo: group.to_owned(), ..Notice::plain(text) }).await;
}

/// The message that waits, which is then shown no more.
pub(crate) async fn take(session: &Session) -> Option<Notice> {
    // Looked for first: taking marks the session as changed, and a page without a message shall write nothing.
    session.get_value(KEY).await.ok().flatten()?;
    session.remove(KEY).await.ok().flatten()
}

/// Leaves a message for the next page.
pub(crate) async fn put(session: &Session, notice: &Notice) {
    if let Err(error) = session.insert(KEY, notice).await {
        tracing::warn!(%error, "a message for the next page was lost");
    }
}
