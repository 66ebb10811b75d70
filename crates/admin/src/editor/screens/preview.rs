//! The draft as the public site would show it: `/admin/nodes/{id}/preview`.

use axum::extract::{Path, State};
use serde::Serialize;
use store::drafts;
use tower_sessions::Session;
use web::{Page, View};

use super::super::desk::Desk;
use crate::Admin;
use crate::notice;
use crate::shell::Shell;
use crate::signed_in::SignedIn;

/// The preview in its frame.
#[derive(Debug, Serialize)]
struct PreviewView {
    shell: Shell,
    /// The signed address of the preview.
    preview_href: String,
    /// What the frame is called.
    frame_title: String,
    editor_href: String,
}

pub(super) async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
) -> Result<Page, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let token = drafts::preview_token(&desk.admin.store, &desk.permit, desk.open.revision);
    let view = PreviewView {
        shell: desk.shell("Preview").await?.with_notice(notice::take(&session).await),
        preview_href: format!("/-/preview/{token}"),
        frame_title: format!("Preview of {}", desk.title()),
        editor_href: desk.screen(""),
    };
    Ok(desk.admin.templates.render(&view)?)
}

impl View for PreviewView {
    const TEMPLATE: &'static str = "editor/preview.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = Self {
            shell: Shell::sample("Preview: Assessment Only"),
            preview_href: "/-/preview/token".to_owned(),
            frame_title: "Preview of Assessment Only".to_owned(),
            editor_href: "/admin/nodes/12".to_owned(),
        };
        vec![("a page", view)]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_preview_shows_its_samples() {
        crate::state::check::<super::PreviewView>();
    }
}
