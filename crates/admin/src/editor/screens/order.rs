//! The order of the pages below one: `/admin/nodes/{id}/order`. Each button moves one page at once; the next screen has the focus on the same button, or,
//! where that can be pressed no more, on the one that leads back.

use accounts::Action;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use content::{NodeId, Place, Position};
use serde::{Deserialize, Serialize};
use store::rights::Subject;
use store::tree::{self, TreeRow};
use tower_sessions::Session;
use web::{Query, RawForm, View, redirect};

use super::super::desk::Desk;
use crate::Admin;
use crate::notice;
use crate::refusal::{failed, refused};
use crate::row::title_or_words;
use crate::shell::Shell;
use crate::signed_in::SignedIn;

/// The pages below one in their order.
#[derive(Debug, Serialize)]
struct OrderView {
    shell: Shell,
    action: String,
    rows: Vec<OrderRow>,
    /// The page moved last.
    moved: String,
    /// The button that moved it, where the caret goes.
    pressed: String,
    back_href: String,
}

#[derive(Debug, Serialize)]
struct OrderRow {
    node: String,
    title: String,
    is_first: bool,
    is_last: bool,
}

/// Where the last press left the caret.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    moved: String,
    #[serde(default)]
    pressed: String,
}

/// Which way a page goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    First,
    Up,
    Down,
    Last,
}

impl Way {
    fn parse(text: &str) -> Option<(Self, &str)> {
        let (way, node) = text.split_once(' ')?;
        let way = match way {
            "first" => Self::First,
            "up" => Self::Up,
            "down" => Self::Down,
            "last" => Self::Last,
            _ => return None,
        };
        Some((way, node))
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Up => "up",
            Self::Down => "down",
            Self::Last => "last",
        }
    }

    /// The place of the row at `at` after the press; `None` where it is there already.
    fn position(self, rows: &[TreeRow], at: usize) -> Option<Position> {
        let after = |index: usize| rows.get(index).map(|row| Position::After(row.id));
        match self {
            Self::First | Self::Up if at == 0 => None,
            Self::Down | Self::Last if at + 1 >= rows.len() => None,
            Self::First => Some(Position::First),
            Self::Up if at == 1 => Some(Position::First),
            Self::Up => after(at - 2),
            Self::Down => after(at + 1),
            Self::Last => Some(Position::Last),
        }
    }
}

pub(super) async fn show(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    desk.may(Action::Move).await?;
    let rows = tree::children(&desk.admin.store, &desk.permit, desk.open.id).await.map_err(failed)?;
    let view = OrderView {
        shell: desk.shell("Reorder").await?.with_notice(notice::take(&session).await),
        action: desk.screen("order"),
        rows: rows_of(&rows),
        moved: asked.moved,
        pressed: asked.pressed,
        back_href: "/admin/pages".to_owned(),
    };
    Ok(desk.admin.templates.render(&view)?.into_response())
}

pub(super) async fn act(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    session: Session,
    Path(id): Path<String>,
    RawForm(pairs): RawForm,
) -> Result<Response, web::Error> {
    let desk = Desk::open(admin, signed_in, &id).await?;
    let target = desk.may(Action::Move).await?;
    let pressed = pairs.into_iter().find(|(name, _)| name == "move").map(|(_, value)| value).unwrap_or_default();
    let nowhere = || web::Refusal::BadRequest { sentence: "Press one of the buttons beside a page.".to_owned() };
    let (way, node) = Way::parse(&pressed).ok_or_else(nowhere)?;
    let node = NodeId(node.parse().map_err(|_| nowhere())?);
    let rows = tree::children(&desk.admin.store, &desk.permit, desk.open.id).await.map_err(failed)?;
    let Some(at) = rows.iter().position(|row| row.id == node) else {
        notice::set(&session, "That page is not below this one any more.").await;
        return Ok(redirect::see_other(&desk.screen("order")));
    };
    if let Some(position) = way.position(&rows, at) {
        let permit = desk.signed_in.may(&desk.admin, Action::Move, Subject::Node(node)).await?;
        let place = Place { parent: desk.open.id, position };
        editorial::structure::move_to(&desk.admin.store, &permit, &target, place, None).await.map_err(refused)?;
    }
    let rows = tree::children(&desk.admin.store, &desk.permit, desk.open.id).await.map_err(failed)?;
    if let Some(row) = rows.iter().position(|row| row.id == node) {
        let title = title_or_words(&rows[row].title, rows[row].kind.label());
        let text = format!("“{title}” is number {} of {} under “{}”.", row + 1, rows.len(), desk.title());
        notice::set(&session, &text).await;
    }
    let screen = desk.screen("order");
    // Without a place behind the address: browsers that go to one do not look for the button that asks for the focus.
    Ok(redirect::see_other(&format!("{screen}?moved={node}&pressed={}", way.as_str())))
}

fn rows_of(rows: &[TreeRow]) -> Vec<OrderRow> {
    let last = rows.len().saturating_sub(1);
    let row = |(at, row): (usize, &TreeRow)| OrderRow {
        node: row.id.to_string(),
        title: title_or_words(&row.title, row.kind.label()),
        is_first: at == 0,
        is_last: at == last,
    };
    rows.iter().enumerate().map(row).collect()
}

impl View for OrderView {
    const TEMPLATE: &'static str = "editor/order.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let view = |titles: &[&str]| Self {
            shell: Shell::sample("Reorder: Teaching events"),
            action: "/admin/nodes/12/order".to_owned(),
            rows: titles
                .iter()
                .enumerate()
                .map(|(at, title)| OrderRow {
                    node: at.to_string(),
                    title: (*title).to_owned(),
                    is_first: at == 0,
                    is_last: at + 1 == titles.len(),
                })
                .collect(),
            moved: "1".to_owned(),
            pressed: "up".to_owned(),
            back_href: "/admin/pages".to_owned(),
        };
        vec![("three pages", view(&["Online", "In person", "At schools"])), ("none", view(&[]))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use content::{Kind, State};

    fn rows(number: i64) -> Vec<TreeRow> {
        let row = |id: i64| TreeRow {
            id: NodeId(id),
            kind: Kind::Page,
            title: id.to_string(),
            slug: None,
            path: None,
            state: State::Draft,
            updated_at: chrono::DateTime::UNIX_EPOCH,
            updated_by: String::new(),
        };
        (0..number).map(row).collect()
    }

    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<OrderView>();
    }

    #[test]
    fn a_press_moves_one_place_and_the_ends_stay_where_they_are() {
        let rows = rows(4);
        assert_eq!(Way::Up.position(&rows, 2), Some(Position::After(NodeId(0))));
        assert_eq!(Way::Up.position(&rows, 1), Some(Position::First));
        assert_eq!(Way::Down.position(&rows, 1), Some(Position::After(NodeId(2))));
        assert_eq!(Way::Last.position(&rows, 0), Some(Position::Last));
        for (way, at) in [(Way::Up, 0), (Way::First, 0), (Way::Down, 3), (Way::Last, 3)] {
            assert_eq!(way.position(&rows, at), None);
        }
    }
}
