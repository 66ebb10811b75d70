//! A plan as lines of text, for the command line; and its sentences, which the screens say too.

use content::due;

use super::{Becomes, Name, Plan, ReviewBecomes, ReviewChange, ScheduleBecomes, ScheduleChange};

/// What a plan would do, one fact a line; a single sentence when it would do nothing.
pub fn lines(plan: &Plan) -> Vec<String> {
    if plan.is_empty() {
        return vec!["Nothing would change.".into()];
    }
    let mut lines = Vec::new();
    lines.extend(plan.addresses.iter().map(|change| format!("address   {} → {}", change.old, change.new)));
    lines.extend(plan.live.iter().map(|change| {
        let what = match change.becomes {
            Becomes::Published => "published",
            Becomes::Updated => "updated  ",
            Becomes::Withdrawn => "withdrawn",
        };
        format!("{what} {}", change.title)
    }));
    lines.extend(plan.facts.iter().map(|fact| format!("fact      {}: {} → {}", fact.label, fact.was, fact.becomes)));
    let mut names = |what: &str, names: &[Name]| {
        lines.extend(names.iter().map(|name| format!("{what:<9} {}", name.title)));
    };
    names("trashed", &plan.trashed);
    names("restored", &plan.restored);
    names("reordered", &plan.reordered);
    names("created", &plan.created);
    names("stranded", &plan.stranded);
    names("menu", &plan.menu);
    lines.extend(plan.redirects.iter().map(|redirect| match (&redirect.was, &redirect.becomes) {
        (None, _) => format!("redirect  {} → {}", redirect.path, redirect.becomes_in_words),
        (Some(_), Some(_)) => {
            format!("redirect  {} → {} (was {})", redirect.path, redirect.becomes_in_words, redirect.was_in_words)
        }
        (Some(_), None) => format!(
            "{}  {} led to {}; a page stands there now",
            if redirect.asks { "TAKEN   " } else { "redirect" },
            redirect.path,
            redirect.was_in_words
        ),
    }));
    let schedules = plan.schedules.iter();
    lines.extend(schedules.map(|schedule| format!("schedule  {}: {}", schedule.title, schedule.sentence())));
    let reviews = plan.reviews.iter();
    lines.extend(reviews.map(|review| format!("review    {}: {}", review.title, review.sentence())));
    lines.extend(plan.linking.iter().map(|page| format!("links     {}", page.title)));
    if plan.linking_hidden > 0 {
        lines.push(format!("links     {} more that you may not see", plan.linking_hidden));
    }
    lines
}

impl ScheduleChange {
    /// What was to happen when, and what becomes of it.
    pub fn sentence(&self) -> String {
        let when = due::in_words(self.due_at);
        let version = self.version.map(|number| format!(" (version {number})")).unwrap_or_default();
        let (happens, was_to_happen, does) = if self.publishes {
            (format!("Goes live on {when}{version}"), format!("Was to go live on {when}{version}"), "goes live")
        } else {
            (
                format!("Comes off the public site on {when}"),
                format!("Was to come off the public site on {when}"),
                "comes off the public site",
            )
        };
        match self.becomes {
            ScheduleBecomes::Cancelled => {
                format!("{was_to_happen}. That will not happen, unless the page is restored before then.")
            }
            ScheduleBecomes::Stays => format!("{happens}."),
            ScheduleBecomes::MovesAlong => format!("{happens}, at its new address."),
            ScheduleBecomes::PublicAgain => {
                format!("{happens}, and is public again then. Cancel that in its schedule if it shall stay away.")
            }
            ScheduleBecomes::Replaces => format!("{happens}, in place of the version that is published now."),
            ScheduleBecomes::DoneNow => format!("{was_to_happen}. It {does} now, and nothing more happens then."),
            ScheduleBecomes::SetAgain => format!("{happens}, as it was set before it went to the trash."),
            ScheduleBecomes::Lapsed => format!("{was_to_happen}. That time has passed. Set a new one if it is needed."),
            ScheduleBecomes::NotNeeded => {
                format!("{was_to_happen}. That is not set again, because the page comes back as a draft.")
            }
        }
    }
}

impl ReviewChange {
    /// How the review stands, and what becomes of it.
    pub fn sentence(&self) -> String {
        let version = self.version.map_or_else(|| "A version".to_owned(), |number| format!("Version {number}"));
        let stands = if self.approved {
            format!("{version} was approved by {}", self.by)
        } else {
            format!("{version} was submitted by {} and waits for a review", self.by)
        };
        let becomes = match (self.becomes, self.approved) {
            (ReviewBecomes::Stays, true) => "It can still be published.",
            (ReviewBecomes::Stays, false) => "It goes on waiting.",
            (ReviewBecomes::WaitsInTrash, true) => "It can be published once the page is restored.",
            (ReviewBecomes::WaitsInTrash, false) => "Nobody can decide about it before the page is restored.",
            (ReviewBecomes::WaitsAgain, true) => "It can be published again.",
            (ReviewBecomes::WaitsAgain, false) => "It waits again.",
            (ReviewBecomes::Closed, _) => "The review ends with the publication.",
            (ReviewBecomes::Overtaken, _) => "Another version than that one is published.",
        };
        format!("{stands}. {becomes}")
    }
}
