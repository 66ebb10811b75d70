//! Saving, previewing and publishing what is in the form, together with what others saved meanwhile.

use accounts::Action;
use axum::response::{IntoResponse as _, Response};
use content::merge::{Choice, Decisions};
use content::{Draft, Problem, Problems, RevisionId};
use editorial::Refusal;
use editorial::drafts::{Clash, Decided, Joined, Saved};
use http::StatusCode;
use store::SavedBy;
use tower_sessions::Session;
use web::redirect;

use super::desk::Desk;
use super::edit::Screen;
use super::form::{Known, Typed};
use super::links_panel::LinksPanel;
use super::operation::Asked;
use super::view::{ClashView, DECIDE, Sides, undecided};
use super::{here, keeping, lookup, telling};
use crate::notice::{self, Notice};
use crate::refusal::refused;
use crate::words;

/// The field with the version against which was decided.
pub(super) const AGAINST: &str = "against";

/// A form that is to be saved, and what happens then.
pub(super) struct Saving<'a> {
    pub(super) desk: &'a Desk,
    pub(super) typed: &'a Typed,
    pub(super) known: &'a Known,
    pub(super) session: &'a Session,
}

impl Saving<'_> {
    pub(super) async fn answer(&self, asked: &Asked) -> Result<Response, web::Error> {
        let (draft, problems) = self.typed.draft(self.desk.open.kind, self.known);
        if !problems.is_empty() {
            return self.with_problems(problems, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
        let saved = match self.save(&draft).await? {
            Ok(saved) => saved,
            Err(Refusal::Invalid(problems)) => {
                return self.with_problems(problems, StatusCode::UNPROCESSABLE_ENTITY).await;
            }
            Err(Refusal::Clash(clash)) => return self.clash(*clash).await,
            Err(Refusal::Because(sentence)) => {
                return self.with_problems(vec![Problem::new("", sentence)], StatusCode::CONFLICT).await;
            }
            Err(refusal) => return Err(refused(refusal)),
        };
        here::leave(self.desk);
        let joined = saved.joined.as_ref().map(|joined| self.in_words(joined));
        let words = joined.clone().unwrap_or_else(|| "Draft saved.".to_owned());
        // What came in from others was not seen yet, so it does not go live with this press.
        let unseen = saved.joined.is_some_and(|joined| !joined.theirs.is_empty());
        match asked {
            Asked::Publish if unseen => {
                self.back_with(&format!("Not published yet. {words} Read what came in, then publish again.")).await
            }
            Asked::Publish => self.publish(&draft, saved.revision).await,
            Asked::Preview => {
                notice::set(self.session, &words).await;
                Ok(redirect::see_other(&self.desk.screen("preview")))
            }
            Asked::Save
            | Asked::Check
            | Asked::Fix(_)
            | Asked::Accept(_)
            | Asked::Choose(_)
            | Asked::ChooseFact(_)
            | Asked::Copy(_)
            | Asked::Paste(_)
            | Asked::Change(_) => self.back_with(&words).await,
        }
    }

    /// Saves what differs from the draft; where nothing does, and nothing is kept that saving lets go, nothing is written.
    async fn save(&self, draft: &Draft) -> Result<Result<Saved, Refusal>, web::Error> {
        let (store, open) = (&self.desk.admin.store, &self.desk.open);
        let unchanged = *draft == open.draft && self.typed.base == open.revision.0;
        if unchanged && !(self.desk.is_allowed(Action::Save) && open.kept) {
            return Ok(Ok(Saved { revision: open.revision, joined: None }));
        }
        let permit = self.desk.may(Action::Save).await?;
        let (base, draft) = (RevisionId(self.typed.base), draft.clone());
        Ok(match self.decided() {
            None => editorial::drafts::save(store, &permit, base, draft).await,
            Some(decided) => editorial::drafts::save_decided(store, &permit, base, draft, decided).await,
        })
    }

    /// What the person decided, where the form came from the screen that asks.
    fn decided(&self) -> Option<Decided> {
        let against = RevisionId(self.typed.fields.one(AGAINST).parse().ok()?);
        let decisions =
            self.typed.fields.pairs().filter_map(|(name, value)| {
                Some((name.strip_prefix(DECIDE)?.to_owned(), value.parse::<Choice>().ok()?))
            });
        Some(Decided { against, decisions: decisions.collect() })
    }

    async fn publish(&self, draft: &Draft, revision: RevisionId) -> Result<Response, web::Error> {
        let permit = self.desk.may(Action::Publish).await?;
        let telling = telling::typed(&self.typed.fields);
        match editorial::publish::telling(&self.desk.admin.store, &permit, revision, telling).await {
            Ok(group) => {
                let words = format!("Published.{}", LinksPanel::after_publishing(self.desk).await?);
                let published =
                    Notice { text: words, link: "View page".to_owned(), href: self.desk.address(), undo: group };
                notice::put(self.session, &published).await;
                Ok(redirect::see_other(&self.desk.screen("")))
            }
            Err(refusal @ (Refusal::Invalid(_) | Refusal::Because(_))) => {
                let (status, problems) = match refusal {
                    Refusal::Invalid(problems) => (StatusCode::UNPROCESSABLE_ENTITY, problems),
                    refusal => (StatusCode::CONFLICT, vec![Problem::new("actions", refusal.to_string())]),
                };
                // The text itself is saved by now: the form goes on from there.
                let mut typed = Typed::of(draft, revision, self.known);
                for field in telling::FIELDS {
                    typed.fields.set(field, self.typed.fields.one(field));
                }
                let desk =
                    Desk::open(self.desk.admin.clone(), self.desk.signed_in.clone(), &self.desk.open.id.to_string())
                        .await?;
                let problems = typed.in_form(problems);
                Screen::of(&desk, &typed, self.known).wrong(problems, status).await
            }
            Err(refusal) => Err(refused(refusal)),
        }
    }

    async fn back_with(&self, words: &str) -> Result<Response, web::Error> {
        notice::set(self.session, words).await;
        Ok(redirect::see_other(&self.desk.screen("")))
    }

    async fn with_problems(&self, problems: Problems, status: StatusCode) -> Result<Response, web::Error> {
        let problems = self.typed.in_form(problems);
        Screen::of(self.desk, self.typed, self.known).refuses(problems, status).await
    }

    /// Others changed the same things: the screen on which each is decided. It holds everything that was typed, and it
    /// is kept too.
    async fn clash(&self, clash: Clash) -> Result<Response, web::Error> {
        let desk = self.desk;
        let (again, decisions) = match self.decided() {
            Some(decided) if decided.against == clash.against => (true, decided.decisions),
            _ => (false, Decisions::new()),
        };
        let known =
            lookup::of_drafts(&desk.admin, &desk.permit, &[&desk.open.draft, &clash.mine, &clash.theirs]).await?;
        let typed = Typed::of(&clash.mine, clash.base, &known);
        let kept = keeping::keep_quietly(desk, &typed).await;
        let problems = if again { undecided(&clash.merged.conflicts) } else { Problems::new() };
        let around = desk.surroundings().await?;
        let shell = desk.shell("Decide what to keep").await?;
        let sentence = self.who_clashes(&clash);
        let view = ClashView {
            shell,
            troubles: Vec::new(),
            action: desk.screen(""),
            sentence,
            is_kept: kept.is_some(),
            editor_href: desk.screen(""),
            pairs: typed.pairs(),
            against: clash.against.0,
            conflicts: Vec::new(),
            mine: words::listed(&clash.merged.mine),
            theirs: words::listed(&clash.merged.theirs),
        };
        // Conflicts that were decided stay on the screen, so that everybody sees and can change what they chose.
        let (base, mine, theirs) = (self.version(clash.base).await?, clash.mine, clash.theirs);
        let view = tokio::task::spawn_blocking(move || {
            let all = content::merge::merge(&base, &mine, &theirs).conflicts;
            let sides = Sides { known: &known, around: &around, decisions: &decisions, problems: &problems };
            ClashView { conflicts: sides.show(&all), ..view }.with_problems(&problems)
        })
        .await
        .map_err(web::Failure::from)?;
        Ok((StatusCode::CONFLICT, desk.admin.templates.render(&view)?).into_response())
    }

    async fn version(&self, revision: RevisionId) -> Result<Draft, web::Error> {
        let store = &self.desk.admin.store;
        let found =
            store::drafts::revision(store, &self.desk.permit, revision).await.map_err(crate::refusal::failed)?;
        found.ok_or_else(|| web::Refusal::NotFound.into())
    }

    fn who_clashes(&self, clash: &Clash) -> String {
        match self.saves(&clash.others).as_slice() {
            [] => "The draft went back to an earlier version meanwhile, and you changed the same things.".to_owned(),
            saves => format!("You changed the same things as others meanwhile: {}.", words::listed(saves)),
        }
    }

    /// “Draft saved. Your changes and Asha Patel’s from 10:40am were joined: theirs in Title, yours in Summary.”
    fn in_words(&self, joined: &Joined) -> String {
        let others: Vec<String> = joined.others.iter().map(|other| self.whose(other)).collect();
        if joined.mine.is_empty() && !joined.theirs.is_empty() {
            let newer =
                joined.others.first().map_or_else(|| "The present".to_owned(), |by| format!("{}’s newer", by.name));
            return format!("You had changed nothing. {newer} version is shown.");
        }
        if joined.theirs.is_empty() {
            return "Draft saved.".to_owned();
        }
        let others =
            if others.is_empty() { "the draft’s earlier version".to_owned() } else { words::listed(&others) };
        format!(
            "Draft saved. Your changes and {others} were joined: theirs in {}; yours in {}.",
            words::listed(&joined.theirs),
            words::listed(&joined.mine)
        )
    }

    /// `Asha Patel’s from 10:40am`.
    fn whose(&self, by: &SavedBy) -> String {
        let when = words::clock_time(by.at, self.desk.admin.store.now());
        if by.user == self.desk.signed_in.actor.user() {
            format!("those that you saved {when}")
        } else {
            format!("{}’s from {when}", by.name)
        }
    }

    /// `Asha Patel saved at 10:40am`, for each.
    fn saves(&self, others: &[SavedBy]) -> Vec<String> {
        let now = self.desk.admin.store.now();
        let one = |by: &SavedBy| {
            let name = if by.user == self.desk.signed_in.actor.user() { "you" } else { by.name.as_str() };
            format!("{name} saved {}", words::when_inside(by.at, now))
        };
        others.iter().map(one).collect()
    }
}
