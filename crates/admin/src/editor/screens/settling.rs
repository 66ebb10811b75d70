//! What becomes of the links to a page that goes away: the part of a form that asks for each of them.

use std::collections::HashMap;

use content::{NodeId, Problem, Problems};
use editorial::links::{Choice, Inbound, Settled};
use serde::Serialize;
use store::rights::Permit;

use super::super::form::Fields;
use super::page_at;
use crate::Admin;
use crate::fields::{Choice as Option_, Field};
use crate::refusal::refused;
use crate::row::{editor_of, title_or_words};
use crate::words;

/// Pages that are asked for one by one; what is chosen for all holds for the rest.
const MOST_ROWS: usize = 100;

/// The part of the form.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct SettlingView {
    /// `3 pages link here`.
    heading: String,
    /// For all links that nothing else is chosen for.
    all: Vec<Field>,
    rows: Vec<RowView>,
    /// `and 12 more pages`; empty for none.
    more: String,
}

/// One page that links here.
#[derive(Clone, Debug, Serialize)]
struct RowView {
    title: String,
    href: String,
    /// The words of its links, and in which text they stand.
    detail: String,
    fields: Vec<Field>,
    /// Whether something else than for all is chosen.
    open: bool,
    /// What happens where the person may not change the page; empty elsewhere.
    hint: &'static str,
}

/// The pages that link to what goes away, with what was chosen.
pub(crate) struct Settling {
    inbound: Vec<Inbound>,
}

impl Settling {
    /// Asks who links to the permits' nodes.
    pub(crate) async fn of(admin: &Admin, permits: &[Permit], takes_all_below: bool) -> Result<Self, web::Error> {
        let waiting = editorial::links::waiting(&admin.store, permits, takes_all_below);
        Ok(Self { inbound: waiting.await.map_err(refused)? })
    }

    /// What is chosen for each page, or the problems of what is not. `reader` finds the pages whose address is typed; `replacement` is the page to
    /// which visitors are sent.
    pub(crate) async fn chosen(
        &self,
        admin: &Admin,
        reader: &Permit,
        fields: &Fields,
        replacement: Option<NodeId>,
    ) -> Result<Result<Vec<Settled>, Problems>, web::Error> {
        let (mut settled, mut problems) = (Vec::with_capacity(self.inbound.len()), Problems::new());
        let mut pages = HashMap::new();
        for (at, page) in self.inbound.iter().enumerate() {
            let own = name(page);
            let (field, to) = if fields.one(&own).is_empty() || at >= MOST_ROWS {
                ("links".to_owned(), "links_to".to_owned())
            } else {
                (own.clone(), format!("{own}.to"))
            };
            let address = fields.one(&to).trim();
            let wants_page = fields.one(&field) == "page";
            if wants_page && !pages.contains_key(address) {
                pages.insert(address.to_owned(), page_at(admin, reader, address).await?);
            }
            let choice = match (fields.one(&field), replacement, pages.get(address).copied().flatten()) {
                ("text", ..) => Choice::PlainText,
                ("leave", ..) => Choice::Leave,
                ("replacement", Some(node), _) | ("page", _, Some(node)) => Choice::Repoint(node),
                (typed, ..) => {
                    let at = if wants_page { &to } else { &field };
                    if !problems.iter().any(|problem| problem.field == *at) {
                        problems.push(Problem::new(at, unsettled(typed, page, address)));
                    }
                    continue;
                }
            };
            settled.push(Settled { source: page.source, target: page.target, choice });
        }
        Ok(if problems.is_empty() { Ok(settled) } else { Err(problems) })
    }

    /// The part of the form; `None` when nobody links here.
    pub(crate) fn view(&self, fields: &Fields, problems: &Problems, may_replace: bool) -> Option<SettlingView> {
        if self.inbound.is_empty() {
            return None;
        }
        let all = field(fields, problems, "links", "What becomes of all these links", may_replace, "Choose for each")
            .with_hint("You can choose something else for a page below.");
        let rows = self.inbound.iter().take(MOST_ROWS).map(|page| RowView::new(page, fields, problems, may_replace));
        let more = self.inbound.len().saturating_sub(MOST_ROWS);
        Some(SettlingView {
            heading: match self.inbound.len() {
                1 => "1 page links here".to_owned(),
                many => format!("{} link here", words::count(many as u64, "page", "pages")),
            },
            all: vec![all, address(fields, problems, "links_to")],
            rows: rows.collect(),
            more: if more == 0 {
                String::new()
            } else {
                format!(
                    "and {}, for which the first choice holds",
                    words::count(more as u64, "more page", "more pages")
                )
            },
        })
    }
}

impl RowView {
    fn new(page: &Inbound, fields: &Fields, problems: &Problems, may_replace: bool) -> Self {
        let name = name(page);
        let label = format!("Links on {}", shown_title(page));
        let texts: Vec<String> = page.texts.iter().map(|(text, place)| mentioned(text, place.label())).collect();
        let side = match (page.draft, page.live) {
            (true, true) => "draft and live",
            (false, true) => "live only",
            _ => "draft only",
        };
        Self {
            title: shown_title(page),
            href: if page.title.is_some() { editor_of(page.source) } else { String::new() },
            detail: format!("{}. In: {side}.", if texts.is_empty() { "Links".to_owned() } else { texts.join(", ") }),
            open: !fields.one(&name).is_empty(),
            fields: vec![
                field(fields, problems, &name, &label, may_replace, "As chosen above"),
                address(fields, problems, &format!("{name}.to")),
            ],
            hint: if page.may_edit {
                ""
            } else {
                "You may not change this page, so its last author is asked to. Until then the words are plain text."
            },
        }
    }
}

fn shown_title(page: &Inbound) -> String {
    match &page.title {
        Some(title) => title_or_words(title, "page"),
        None => "a page that you cannot see".to_owned(),
    }
}

fn mentioned(text: &str, place: &str) -> String {
    if text.trim().is_empty() { place.to_owned() } else { format!("“{text}” ({place})") }
}

fn name(page: &Inbound) -> String {
    format!("links.{}.{}", page.source, page.target)
}

fn field(fields: &Fields, problems: &Problems, name: &str, label: &str, may_replace: bool, none: &str) -> Field {
    let typed = fields.one(name);
    let mut choices = vec![("", none)];
    if may_replace {
        choices.push(("replacement", "They lead to the page that visitors are sent to"));
    }
    choices.extend([
        ("page", "They lead to another page"),
        ("text", "They become plain text"),
        ("leave", "They are plain text until this page is public again"),
    ]);
    let choices = choices.into_iter().map(|(value, label)| Option_::new(value, label, value == typed)).collect();
    Field::select(name, label, choices).with_width("full").with_problems(problems)
}

fn address(fields: &Fields, problems: &Problems, name: &str) -> Field {
    Field::text(name, "Address of the other page", fields.one(name))
        .with_hint("Only needed for “another page”.")
        .choosing("page")
        .with_problems(problems)
}

/// Why a page is not settled, and what to do.
fn unsettled(typed: &str, page: &Inbound, address: &str) -> String {
    match typed {
        "page" => format!("There is no page at “{address}”. Enter the address of a page"),
        "replacement" => "Visitors are not sent to another page. Choose something else for these links".to_owned(),
        _ => format!("Choose what becomes of the links, such as those on “{}”", shown_title(page)),
    }
}

impl SettlingView {
    /// The part for samples.
    pub(crate) fn sample() -> Self {
        let page = Inbound {
            source: NodeId(5),
            title: Some("Assessment Only".to_owned()),
            target: NodeId(12),
            draft: true,
            live: true,
            texts: vec![("approved provider".to_owned(), store::projection::LinkPlace::Text)],
            may_edit: false,
        };
        let settling = Settling { inbound: vec![page] };
        settling.view(&Fields::default(), &Problems::new(), true).unwrap_or_default()
    }
}
