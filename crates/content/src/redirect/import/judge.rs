use std::collections::{BTreeMap, BTreeSet};

use super::{Entry, Judged, Report, Verdict};
use crate::{
    NodeId,
    redirect::{Circle, Goal, Ground, RedirectTarget, Source, own_page, settle},
};

/// Says of each line what becomes of it. `ground` is the site as it stands; `is_live` says at which addresses a public page stands.
pub fn judge(entries: &[Entry], site_url: &str, ground: &impl Ground, is_live: impl Fn(&str) -> bool) -> Report {
    let read: Vec<Result<(Source, Goal), String>> = entries.iter().map(|entry| parts(entry, site_url)).collect();
    let mut by_source: BTreeMap<&Source, Vec<usize>> = BTreeMap::new();
    for (at, (source, _)) in read.iter().enumerate().filter_map(|(at, parts)| Some((at, parts.as_ref().ok()?))) {
        by_source.entry(source).or_default().push(at);
    }
    // The first line of each address, and the addresses whose lines disagree.
    let mut chosen: BTreeMap<&Source, usize> = BTreeMap::new();
    let mut torn: BTreeSet<&Source> = BTreeSet::new();
    for (source, lines) in &by_source {
        let goals: Vec<&Goal> = lines.iter().filter_map(|at| Some(&read[*at].as_ref().ok()?.1)).collect();
        if goals.windows(2).all(|pair| pair[0] == pair[1]) {
            chosen.insert(source, lines[0]);
        } else {
            torn.insert(source);
        }
    }
    let goal_of = |at: usize| read[at].as_ref().ok().map(|(_, goal)| goal);
    let listed = chosen.iter().filter(|(source, _)| !is_live(source.as_str()));
    let listed: BTreeMap<&str, RedirectTarget> =
        listed.filter_map(|(source, at)| Some((source.as_str(), as_given(goal_of(*at)?)))).collect();
    let together = Together { ground, listed };
    let lines = entries.iter().zip(&read).enumerate().map(|(at, (entry, parts))| {
        let (source, verdict) = match parts {
            Err(sentence) => (entry.from.clone(), Verdict::Refused(sentence.clone())),
            Ok((source, goal)) => {
                let of_source = &by_source[source];
                let verdict = if torn.contains(source) {
                    Verdict::Conflict { lines: of_source.iter().map(|at| entries[*at].line).collect() }
                } else if of_source[0] != at {
                    Verdict::Duplicate { of: entries[of_source[0]].line }
                } else {
                    alone(source, goal, &together, &is_live)
                };
                (source.to_string(), verdict)
            }
        };
        Judged { entry: entry.clone(), source, verdict }
    });
    Report { lines: lines.collect() }
}

fn parts(entry: &Entry, site_url: &str) -> Result<(Source, Goal), String> {
    let source = Source::parse(&entry.from).map_err(|error| error.to_string())?;
    let goal = Goal::parse(&entry.to, &source, site_url).map_err(|error| error.to_string())?;
    Ok((source, goal))
}

/// A line that no other contradicts.
fn alone(
    source: &Source,
    goal: &Goal,
    together: &Together<'_, impl Ground>,
    is_live: &impl Fn(&str) -> bool,
) -> Verdict {
    if is_live(source.as_str()) {
        return Verdict::Page;
    }
    let Ok(target) = settle(source, goal, together) else { return Verdict::Circle };
    if own_node(source, &target, together.ground) {
        return Verdict::Circle;
    }
    match together.ground.redirect(source.as_str()) {
        Some(there) if there == target || there == as_given(goal) => Verdict::Same,
        Some(there) => Verdict::Taken(there),
        None => match &target {
            RedirectTarget::Address(address) if own_page(address).is_some_and(|(path, _)| !is_live(path)) => {
                Verdict::Nowhere(target)
            }
            _ => Verdict::New(target),
        },
    }
}

/// Whether this would send the address of a node to that node itself.
fn own_node(source: &Source, target: &RedirectTarget, ground: &impl Ground) -> bool {
    matches!(target, RedirectTarget::Node(node) if ground.node(source.as_str()) == Some(*node))
}

fn as_given(goal: &Goal) -> RedirectTarget {
    match goal {
        Goal::Gone => RedirectTarget::Gone,
        Goal::Elsewhere(address) => RedirectTarget::Address(address.clone()),
        Goal::Own { path, suffix } => RedirectTarget::Address(format!("{path}{suffix}")),
    }
}

/// The site with the list on top of it: what the site has already wins, because the list does not change it.
struct Together<'a, G> {
    ground: &'a G,
    listed: BTreeMap<&'a str, RedirectTarget>,
}

impl<G: Ground> Ground for Together<'_, G> {
    fn node(&self, path: &str) -> Option<NodeId> {
        self.ground.node(path)
    }

    fn redirect(&self, source: &str) -> Option<RedirectTarget> {
        self.ground.redirect(source).or_else(|| self.listed.get(source).cloned())
    }
}

impl From<Circle> for Verdict {
    fn from(_: Circle) -> Self {
        Self::Circle
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::redirect::import::{Counts, Shape, read};

    struct Site(HashMap<&'static str, RedirectTarget>);

    impl Ground for Site {
        fn node(&self, path: &str) -> Option<NodeId> {
            (path == "/page" || path == "/draft").then_some(NodeId(if path == "/page" { 7 } else { 8 }))
        }

        fn redirect(&self, source: &str) -> Option<RedirectTarget> {
            self.0.get(source).cloned()
        }
    }

    fn report(list: &str) -> Report {
        let site = Site(HashMap::from([("/known", RedirectTarget::Node(NodeId(7)))]));
        let entries = read(list, Shape::Csv).expect("a table");
        judge(&entries, "https://www.example.org", &site, |path| path == "/page")
    }

    fn verdicts(list: &str) -> Vec<Verdict> {
        report(list).lines.into_iter().map(|judged| judged.verdict).collect()
    }

    #[test]
    fn every_line_is_accounted_for() {
        let list = "/a,/page\n/A/,https://www.example.org/page\n/b,/page\n/b,/draft\n/known,/page\n/known,/page\n\
                    /page,/draft\n/admin,/page\n/c,javascript:x\n/d,/later\n/e,gone\n";
        let page = RedirectTarget::Node(NodeId(7));
        let torn = Verdict::Conflict { lines: vec![3, 4] };
        assert_eq!(
            verdicts(list),
            [
                Verdict::New(page),
                Verdict::Duplicate { of: 1 },
                torn.clone(),
                torn,
                Verdict::Same,
                Verdict::Duplicate { of: 5 },
                Verdict::Page,
                Verdict::Refused("The site uses this address itself, so it cannot lead elsewhere".into()),
                Verdict::Refused(
                    "Enter a path of this site such as /new-page, an address that begins with https://, or “gone”"
                        .into()
                ),
                Verdict::Nowhere(RedirectTarget::Address("/later".into())),
                Verdict::New(RedirectTarget::Gone),
            ]
        );
        let counts = report(list).counts();
        assert_eq!(counts, Counts { lines: 11, addresses: 8, repeated: 3, conflicting: 1, taken_in: 3 });
    }

    #[test]
    fn chains_within_a_list_collapse_and_circles_are_left_out() {
        assert_eq!(
            verdicts("/a,/b\n/b,/page\n/x,/y\n/y,/x\n/known,/draft\n/draft,/draft\n"),
            [
                Verdict::New(RedirectTarget::Node(NodeId(7))),
                Verdict::New(RedirectTarget::Node(NodeId(7))),
                Verdict::Circle,
                Verdict::Circle,
                Verdict::Taken(RedirectTarget::Node(NodeId(7))),
                Verdict::Circle,
            ]
        );
    }
}
