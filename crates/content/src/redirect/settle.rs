use std::collections::HashSet;

use thiserror::Error;

use super::{Goal, RedirectTarget, Source, goal::own_page, source::wildcards};
use crate::NodeId;

/// What stands where on a site, as far as redirects are concerned.
pub trait Ground {
    /// The node whose own address this is, drafts included.
    fn node(&self, path: &str) -> Option<NodeId>;
    /// Where the redirect leads that begins at exactly this address or wildcard.
    fn redirect(&self, source: &str) -> Option<RedirectTarget>;
}

/// A redirect that would lead back to where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("This leads back to the old address. Choose another target")]
pub struct Circle;

/// What is stored for a redirect: the node where one stands at the end of the way, else the last address on it. So no redirect leads to another one.
pub fn settle(source: &Source, goal: &Goal, ground: &impl Ground) -> Result<RedirectTarget, Circle> {
    let (path, suffix) = match goal {
        Goal::Gone => return Ok(RedirectTarget::Gone),
        Goal::Elsewhere(address) => return Ok(RedirectTarget::Address(address.clone())),
        Goal::Own { path, suffix } => (path.clone(), suffix.clone()),
    };
    if let (Some(from), Some(to)) = (source.stem(), path.strip_suffix("/*"))
        && (to == from || to.starts_with(&format!("{from}/")))
    {
        return Err(Circle);
    }
    let (mut here, mut suffix, mut seen) = (path, suffix, HashSet::new());
    loop {
        if here == source.as_str() || !seen.insert(here.clone()) {
            return Err(Circle);
        }
        if let Some(node) = ground.node(&here) {
            let plain = suffix.is_empty();
            return Ok(if plain { RedirectTarget::Node(node) } else { RedirectTarget::Address(here + &suffix) });
        }
        let covered = source.stem().is_some() && source.covers(&here).is_some();
        match leads(ground, &here) {
            Some(RedirectTarget::Address(next)) => match own_page(&next) {
                Some((path, more)) => {
                    if suffix.is_empty() {
                        more.clone_into(&mut suffix);
                    }
                    path.clone_into(&mut here);
                }
                None => return Ok(RedirectTarget::Address(next)),
            },
            Some(target) => return Ok(target),
            // Nothing stands there, so the wildcard would take it again.
            None if covered => return Err(Circle),
            None => return Ok(RedirectTarget::Address(here + &suffix)),
        }
    }
}

/// Where the redirects lead from an address: the one that begins there, else the longest wildcard.
fn leads(ground: &impl Ground, path: &str) -> Option<RedirectTarget> {
    if let Some(target) = ground.redirect(path) {
        return Some(target);
    }
    wildcards(path).into_iter().find_map(|wildcard| {
        let target = ground.redirect(&wildcard)?;
        let rest = path.strip_prefix(wildcard.strip_suffix('*')?)?;
        Some(filled(target, rest))
    })
}

/// A wildcard's target with what it took in the place of its star.
fn filled(target: RedirectTarget, rest: &str) -> RedirectTarget {
    match target {
        RedirectTarget::Address(address) => match address.strip_suffix("/*") {
            Some(stem) => RedirectTarget::Address(format!("{stem}/{rest}")),
            None => RedirectTarget::Address(address),
        },
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashMap};

    use proptest::prelude::*;

    use super::*;

    #[derive(Default)]
    struct Site {
        nodes: HashMap<String, NodeId>,
        redirects: BTreeMap<String, RedirectTarget>,
    }

    impl Ground for Site {
        fn node(&self, path: &str) -> Option<NodeId> {
            self.nodes.get(path).copied()
        }

        fn redirect(&self, source: &str) -> Option<RedirectTarget> {
            self.redirects.get(source).cloned()
        }
    }

    impl Site {
        /// Saves as the verb does: settled, and with those that led here led on.
        fn saves(&mut self, from: &str, to: &str) -> Result<RedirectTarget, Circle> {
            let source = Source::parse(from).expect("an address");
            let goal = Goal::parse(to, &source, "").expect("a target");
            let target = settle(&source, &goal, self)?;
            self.redirects.insert(from.to_owned(), target.clone());
            for led in self.redirects.values_mut() {
                if *led == RedirectTarget::Address(from.to_owned()) {
                    *led = target.clone();
                }
            }
            Ok(target)
        }
    }

    fn address(text: &str) -> RedirectTarget {
        RedirectTarget::Address(text.into())
    }

    #[test]
    fn chains_collapse_and_circles_are_refused() {
        let mut site = Site::default();
        site.nodes.insert("/page".into(), NodeId(7));
        assert_eq!(site.saves("/a", "/page"), Ok(RedirectTarget::Node(NodeId(7))));
        assert_eq!(site.saves("/b", "/a"), Ok(RedirectTarget::Node(NodeId(7))), "past the redirect to the page");
        assert_eq!(site.saves("/x", "/y"), Ok(address("/y")));
        assert_eq!(site.saves("/y", "https://www.gov.uk/"), Ok(address("https://www.gov.uk/")));
        assert_eq!(site.redirect("/x"), Some(address("https://www.gov.uk/")), "what led here is led on");
        assert_eq!(site.saves("/one", "/two"), Ok(address("/two")));
        assert_eq!(site.saves("/two", "/one"), Err(Circle));
        assert_eq!(site.saves("/self", "/self"), Err(Circle));
        assert_eq!(site.saves("/c", "/page?from=c"), Ok(address("/page?from=c")));
    }

    #[test]
    fn wildcards_keep_the_rest_and_never_feed_themselves() {
        let mut site = Site::default();
        site.nodes.insert("/old/archive".into(), NodeId(7));
        assert_eq!(site.saves("/old/*", "/old/sub/*"), Err(Circle));
        assert_eq!(site.saves("/old/*", "/old/nothing"), Err(Circle));
        assert_eq!(site.saves("/old/*", "/old/archive"), Ok(RedirectTarget::Node(NodeId(7))), "a page answers itself");
        assert_eq!(site.saves("/a/*", "/b/*"), Ok(address("/b/*")));
        assert_eq!(site.saves("/b/*", "/a/*"), Err(Circle));
        assert_eq!(site.saves("/b/*", "/c/*"), Ok(address("/c/*")));
        assert_eq!(site.saves("/to", "/a/x"), Ok(address("/c/x")), "through both wildcards");
    }

    proptest! {
        #[test]
        fn whatever_is_saved_settling_again_changes_nothing(
            pairs in proptest::collection::vec(("/[ab]{1,2}(/[ab])?(/\\*)?", "/[abc]{1,2}(/[ab])?"), 1..40)
        ) {
            let mut site = Site::default();
            site.nodes.insert("/c".into(), NodeId(1));
            for (from, to) in &pairs {
                let _ = site.saves(from, to);
            }
            for from in site.redirects.keys() {
                let source = Source::parse(from).expect("it was accepted");
                if source.stem().is_some() {
                    continue;
                }
                // Following from any exact address comes to an end.
                let mut here = from.clone();
                for hop in 0.. {
                    prop_assert!(hop < 20, "{from} leads in a circle");
                    match leads(&site, &here) {
                        Some(RedirectTarget::Address(next)) => here = next,
                        _ => break,
                    }
                }
            }
        }
    }
}
