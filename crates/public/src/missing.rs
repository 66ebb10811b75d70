//! Pages that are not there, with ways onward.

use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, StatusCode, header};
use store::published;
use web::{Error, Failure, Page};

use crate::Public;
use crate::views::frame::Surroundings;
use crate::views::gone::GoneView;
use crate::views::link::Link;
use crate::views::not_found::NotFoundView;

impl Public {
    /// 404 for a path that never led anywhere.
    pub(crate) async fn not_found(&self, path: &str) -> Result<Response, Error> {
        let (around, suggestions) = self.around(path).await?;
        let page = self.templates.render(&NotFoundView::new(suggestions, &around))?;
        Ok(unkept(StatusCode::NOT_FOUND, page))
    }

    /// 410 for a page that was taken down.
    pub(crate) async fn gone(&self, path: &str) -> Result<Response, Error> {
        let (around, suggestions) = self.around(path).await?;
        let page = self.templates.render(&GoneView::new(suggestions, &around))?;
        Ok(unkept(StatusCode::GONE, page))
    }

    /// 404 for a preview whose hour is over, or that never was.
    pub(crate) async fn preview_expired(&self) -> Result<Response, Error> {
        let (around, suggestions) = self.around("/").await?;
        let page = self.templates.render(&NotFoundView::of_preview(suggestions, &around))?;
        Ok(unkept(StatusCode::NOT_FOUND, page))
    }

    /// 404 for a preview at a moment by which the page is withdrawn.
    pub(crate) async fn preview_withdrawn(&self) -> Result<Response, Error> {
        let (around, suggestions) = self.around("/").await?;
        let page = self.templates.render(&NotFoundView::of_withdrawn(suggestions, &around))?;
        Ok(unkept(StatusCode::NOT_FOUND, page))
    }

    /// The site around a path that shows no node, and the nearest live pages.
    async fn around(&self, path: &str) -> Result<(Surroundings, Vec<Link>), Failure> {
        let footer = self.footer().await?;
        let menu = published::menu(&self.store).await?;
        let suggestions = published::suggestions(&self.store, path).await?;
        let around = Surroundings {
            site: (*self.site).clone(),
            menu: menu.iter().map(Link::to).collect(),
            footer: footer.links.clone(),
            now: self.store.now(),
            ribbon: None,
        };
        Ok((around, suggestions.iter().map(Link::to).collect()))
    }
}

/// No cache keeps a missing page: it may be published in the next moment.
fn unkept(status: StatusCode, page: Page) -> Response {
    (status, [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))], page).into_response()
}
