//! A plan as lines of text, for the command line.

use super::{Becomes, Name, Plan};

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
    lines.extend(plan.linking.iter().map(|page| format!("links     {}", page.title)));
    if plan.linking_hidden > 0 {
        lines.push(format!("links     {} more that you may not see", plan.linking_hidden));
    }
    lines
}
