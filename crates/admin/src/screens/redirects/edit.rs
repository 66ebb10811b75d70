//! One redirect, new or changed: `/admin/redirects/new?from=` and `/admin/redirects/change?path=`.

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use content::redirect::RedirectTarget;
use content::{Problem, Problems};
use editorial::Refusal;
use editorial::redirects::{self, Saved};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use store::rights::Permit;
use store::{find, tree};
use tower_sessions::Session;
use web::{Form, Query, View, redirect};

use super::{TITLE, changes};
use crate::Admin;
use crate::fields::{Choice, Field, Trouble, troubles};
use crate::notice;
use crate::refusal::{failed, refused};
use crate::row::title_or_words;
use crate::shell::{Section, Shell, TrailLink};
use crate::signed_in::SignedIn;

pub(super) fn router() -> Router<Admin> {
    Router::new()
        .route("/admin/redirects/new", get(begin).post(make))
        .route("/admin/redirects/change", get(open).post(change))
}

const NEW: &str = "Create redirect";
const CHANGE: &str = "Change redirect";
/// How many pages are offered for words.
const OFFERED: u64 = 10;

/// The form of one redirect.
#[derive(Debug, Serialize)]
struct RedirectView {
    shell: Shell,
    troubles: Vec<Trouble>,
    action: &'static str,
    /// The redirect that is changed; empty for a new one.
    before: String,
    fields: Vec<Field>,
    button: &'static str,
}

impl View for RedirectView {
    const TEMPLATE: &'static str = "redirect.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let typed = Typed { from: "/old".into(), to: "fees".into(), ..Typed::default() };
        let problems = vec![Problem::new("to", "Several pages have these words in their titles. Choose one")];
        let offered =
            vec![Choice::new("/fees", "Fees (/fees)", false), Choice::new("/a/fees", "Fees (/a/fees)", false)];
        let changed = Typed { before: "/old".into(), from: "/old".into(), leads: "gone".into(), ..Typed::default() };
        let view =
            |typed: &Typed, offered, problems: &Problems| Self::new(Shell::sample(NEW), typed, offered, problems);
        vec![
            ("new", view(&Typed::default(), Vec::new(), &Vec::new())),
            ("with problems", view(&typed, offered, &problems)),
            ("changed", view(&changed, Vec::new(), &Vec::new())),
        ]
    }
}

/// What the form sends.
#[derive(Clone, Default, Deserialize)]
struct Typed {
    /// The redirect that is changed; empty for a new one.
    #[serde(default)]
    before: String,
    #[serde(default)]
    from: String,
    /// `gone`, or anything else for an address.
    #[serde(default)]
    leads: String,
    #[serde(default)]
    to: String,
    /// One of the pages that were offered, by its address.
    #[serde(default)]
    page: String,
}

impl RedirectView {
    fn new(shell: Shell, typed: &Typed, offered: Vec<Choice>, problems: &Problems) -> Self {
        let gone = typed.leads == "gone";
        let leads = vec![
            Choice::new("address", "A page or another address", !gone),
            Choice::new("gone", "A note that the page is gone", gone).with_hint("Search engines drop it."),
        ];
        let mut fields = vec![
            plain("from", "Old address", &typed.from)
                .with_hint("Such as /old-page. With /* at its end it takes everything below: /old/*"),
            Field::radios("leads", "Visitors find", leads),
            plain("to", "Where it leads", &typed.to)
                .with_hint(
                    "The address or title of a page, or an address elsewhere that begins with https://. \
                     For /old/* it may be /new/*, which keeps the rest of the address.",
                )
                .choosing("link"),
        ];
        if !offered.is_empty() {
            fields.push(Field::radios("page", "Which page do you mean?", offered));
        }
        let change = !typed.before.is_empty();
        Self {
            shell: shell.with_problem(!problems.is_empty()).with_trail(vec![
                TrailLink::new(TITLE, "/admin/redirects"),
                TrailLink::new(if change { CHANGE } else { NEW }, ""),
            ]),
            troubles: troubles(problems),
            action: if change { "/admin/redirects/change" } else { "/admin/redirects/new" },
            before: typed.before.clone(),
            fields: fields.into_iter().map(|field| field.with_problems(problems)).collect(),
            button: if change { "Save redirect" } else { NEW },
        }
    }
}

fn plain(name: &str, label: &str, value: &str) -> Field {
    Field { spellcheck: false, ..Field::text(name, label, value) }
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    from: String,
    #[serde(default)]
    path: String,
}

async fn begin(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, web::Error> {
    changes(&admin, &signed_in).await?;
    let typed = Typed { from: asked.from, ..Typed::default() };
    screen(&admin, &signed_in, &typed, Vec::new(), &Problems::new())
}

async fn open(
    State(admin): State<Admin>,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, web::Error> {
    let permit = changes(&admin, &signed_in).await?;
    let found = store::redirects::one(&admin.store, &permit, &asked.path).await.map_err(failed)?;
    let Some((row, target)) = found else { return Ok(redirect::see_other("/admin/redirects")) };
    let to = match &target {
        RedirectTarget::Gone => String::new(),
        RedirectTarget::Address(address) => address.clone(),
        RedirectTarget::Node(node) => {
            let page = tree::row(&admin.store, &permit, *node).await.map_err(failed)?;
            page.and_then(|page| page.path).map(|path| path.to_string()).unwrap_or_default()
        }
    };
    let leads = if target == RedirectTarget::Gone { "gone" } else { "address" };
    let typed = Typed { before: row.path.clone(), from: row.path, leads: leads.into(), to, page: String::new() };
    screen(&admin, &signed_in, &typed, Vec::new(), &Problems::new())
}

async fn make(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, web::Error> {
    save(admin, session, signed_in, Typed { before: String::new(), ..typed }).await
}

async fn change(
    State(admin): State<Admin>,
    session: Session,
    signed_in: SignedIn,
    Form(typed): Form<Typed>,
) -> Result<Response, web::Error> {
    if typed.before.is_empty() {
        changes(&admin, &signed_in).await?;
        return Ok(redirect::see_other("/admin/redirects"));
    }
    save(admin, session, signed_in, typed).await
}

async fn save(admin: Admin, session: Session, signed_in: SignedIn, typed: Typed) -> Result<Response, web::Error> {
    let permit = changes(&admin, &signed_in).await?;
    let to = match target(&admin, &permit, &typed).await? {
        Ok(to) => to,
        Err((offered, problem)) => return screen(&admin, &signed_in, &typed, offered, &vec![problem]),
    };
    let asked = redirects::Typed {
        before: (!typed.before.is_empty()).then(|| typed.before.clone()),
        from: typed.from.clone(),
        to,
        site_url: admin.settings.site_url.clone(),
    };
    match redirects::save(&admin.store, &permit, asked).await {
        Ok(saved) => {
            notice::set_undoable(&session, &said(&admin, &permit, &saved).await?, &saved.group).await;
            Ok(redirect::see_other("/admin/redirects"))
        }
        Err(Refusal::Invalid(problems)) => screen(&admin, &signed_in, &typed, Vec::new(), &problems),
        Err(refusal) => Err(refused(refusal)),
    }
}

/// What was typed as an address; a title becomes the address of the page that has it, or the pages that may be meant are offered.
async fn target(
    admin: &Admin,
    permit: &Permit,
    typed: &Typed,
) -> Result<Result<String, (Vec<Choice>, Problem)>, web::Error> {
    let to = typed.to.trim();
    let is_address = to.is_empty() || to.starts_with('/') || to.contains("://");
    if typed.leads == "gone" {
        return Ok(Ok("gone".to_owned()));
    }
    if is_address {
        return Ok(Ok(to.to_owned()));
    }
    if !typed.page.is_empty() {
        return Ok(Ok(typed.page.clone()));
    }
    let found = find::nodes(&admin.store, permit, to, OFFERED).await.map_err(failed)?;
    let named: Vec<_> = found.iter().filter(|row| row.title.trim().eq_ignore_ascii_case(to)).collect();
    if let ([row], _) | ([], [row]) = (named.as_slice(), found.iter().collect::<Vec<_>>().as_slice())
        && let Some(path) = &row.path
    {
        return Ok(Ok(path.to_string()));
    }
    let offered: Vec<Choice> = found
        .iter()
        .filter_map(|row| {
            let (path, title) = (row.path.as_ref()?, title_or_words(&row.title, row.kind.label()));
            Some(Choice::new(path.as_str(), format!("{title} ({path})"), false))
        })
        .collect();
    let sentence = if offered.is_empty() {
        "No page has these words in its title. Enter an address, or other words"
    } else {
        "Several pages have these words in their titles. Choose one below"
    };
    Ok(Err((offered, Problem::new("to", sentence))))
}

/// The message after saving, which says when the redirect does not lead anywhere yet.
async fn said(admin: &Admin, permit: &Permit, saved: &Saved) -> Result<String, web::Error> {
    let source = saved.source.as_str();
    let row = store::redirects::one(&admin.store, permit, source).await.map_err(failed)?;
    let (target, nowhere) = row.map(|(row, _)| (row.target, row.nowhere)).unwrap_or_default();
    Ok(match (&saved.target, nowhere) {
        (RedirectTarget::Gone, _) => format!("{source} now says that the page is gone."),
        (_, true) => format!(
            "{source} leads to {target} as soon as a page is public there. Until then visitors are told that it is not found."
        ),
        _ => format!("{source} now leads to {target}."),
    })
}

fn screen(
    admin: &Admin,
    signed_in: &SignedIn,
    typed: &Typed,
    offered: Vec<Choice>,
    problems: &Problems,
) -> Result<Response, web::Error> {
    let title = if typed.before.is_empty() { NEW } else { CHANGE };
    let shell = Shell::new(admin, signed_in, Section::Redirects, title);
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, admin.templates.render(&RedirectView::new(shell, typed, offered, problems))?).into_response())
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_sample_is_shown() {
        crate::state::check::<super::RedirectView>();
    }
}
