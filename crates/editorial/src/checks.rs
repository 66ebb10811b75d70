//! The gate before publishing: errors that an edit brings in keep it from going live, unless a publisher says why it must. What was live already stays
//! fit to be published, and its older errors stay on the report.

use std::collections::HashMap;

use accounts::Action;
use content::{Draft, Problem, Problems, RevisionId};
use store::{
    NodeRow, Store, Tx,
    checks::Finding,
    projection::{self, Rendered},
    rights::Permit,
};

use crate::{
    Refusal,
    review::written,
    verb::{note, permitted, title},
};

/// The field in which somebody says why a page must go live with its errors.
pub const REASON: &str = "despite";

/// Errors that are named one by one in a refusal; more are counted.
const NAMED: usize = 20;

/// The findings of a new text that an older one does not have. The same finding counts wherever it stands, and as often as it stands there.
pub fn introduced(before: &[Finding], after: &[Finding]) -> Vec<Finding> {
    let mut known: HashMap<(&str, &str), usize> = HashMap::new();
    for finding in before {
        *known.entry((finding.rule, &finding.about)).or_default() += 1;
    }
    let mut new = Vec::new();
    for finding in after {
        match known.get_mut(&(finding.rule, finding.about.as_str())) {
            Some(left @ 1..) => *left -= 1,
            _ => new.push(finding.clone()),
        }
    }
    new
}

/// Accepts a warning on the permit's node until its text changes; errors are not accepted, but published with a reason. The permit is for
/// [`Action::Save`].
pub async fn accept(store: &Store, permit: &Permit, finding: &Finding) -> Result<(), Refusal> {
    if finding.is_error() {
        return Err(Refusal::because("An error cannot be accepted. Mend it, or say why when you publish"));
    }
    let (permit, finding) = (permit.clone(), finding.clone());
    store
        .write(move |tx| {
            Box::pin(async move {
                let node = permitted(tx, &permit, &[Action::Save]).await?;
                if tx.accept_finding(node.id, finding.rule, &finding.digest(), permit.actor()).await? {
                    let title = title(tx, &node).await?;
                    note(tx, &permit, node.id, "accepted a warning on", &title, &finding.sentence).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Every publication passes here: refuses errors that the text brings in, unless somebody says why it must go live, now or when it was scheduled.
/// Problems are about the fields that hold the errors, and about [`REASON`].
pub(crate) async fn clear(
    tx: &Tx,
    permit: &Permit,
    node: &NodeRow,
    revision: RevisionId,
    rendered: &Rendered,
    despite: &str,
) -> Result<(), Refusal> {
    let errors = tx.errors_in(rendered).await?;
    if errors.is_empty() || tx.may_have_errors(node.id, revision).await? {
        return Ok(());
    }
    let before = match tx.last_public_text(node.id).await? {
        Some(text) => tx.errors_in(&projection::render(&text).await).await?,
        None => Vec::new(),
    };
    let introduced = introduced(&before, &errors);
    if introduced.is_empty() {
        return Ok(());
    }
    let reason = written(REASON, despite)?;
    if reason.is_empty() {
        return Err(Refusal::Invalid(problems(&introduced)));
    }
    let listed: Vec<String> = introduced.iter().map(in_a_sentence).collect();
    tx.allow_errors(node.id, revision, permit.actor(), &reason, &listed.join("\n")).await?;
    let title = title(tx, node).await?;
    note(tx, permit, node.id, "published despite errors", &title, &reason).await
}

/// The same for a text that goes live later.
pub(crate) async fn clear_text(
    tx: &Tx,
    permit: &Permit,
    node: &NodeRow,
    revision: RevisionId,
    draft: &Draft,
    despite: &str,
) -> Result<(), Refusal> {
    clear(tx, permit, node, revision, &projection::render(draft).await, despite).await
}

fn problems(errors: &[Finding]) -> Problems {
    let mut problems: Problems =
        errors.iter().take(NAMED).map(|error| Problem::new(error.field.clone(), in_a_sentence(error))).collect();
    let count = errors.len();
    let what = if count == 1 {
        "This text brings in an error".to_owned()
    } else {
        format!("This text brings in {count} errors")
    };
    problems.push(Problem::new(
        REASON,
        format!("{what}. Mend what is listed, or write in the page’s editor why it must go live all the same"),
    ));
    problems
}

/// `Block 2, line 3: The image media:12 has no description…`
fn in_a_sentence(finding: &Finding) -> String {
    let place = finding.place();
    if place.is_empty() { finding.sentence.clone() } else { format!("{place}: {}", finding.sentence) }
}

#[cfg(test)]
mod tests {
    use content::{Block, BlockId, Kind, NodeId};
    use proptest::prelude::*;
    use store::checks::{Around, of};

    use super::*;

    fn findings(markdown: &str) -> Vec<Finding> {
        let mut draft = Draft::empty(Kind::Page);
        draft.summary = "Fees.".to_owned();
        draft.body = vec![Block::prose(BlockId::from_number(1), markdown)];
        of(&draft, &Around::default())
    }

    fn new(before: &str, after: &str) -> Vec<String> {
        introduced(&findings(before), &findings(after)).into_iter().map(|finding| finding.about).collect()
    }

    #[test]
    fn what_only_moved_is_not_new_and_what_stands_once_more_is() {
        assert_eq!(new("[](/a)", "Text before.\n\n[](/a)\n\n[](/b)"), ["/b"]);
        assert_eq!(new("[](/a)", "[](/a) [](/a)"), ["/a"]);
        assert_eq!(new("[](/a) [](/b)", "[](/b)"), [""; 0]);
    }

    /// The worst of what stands in a text that we wrote ourselves.
    fn errors_of(draft: &Draft) -> Vec<String> {
        let errors = of(draft, &Around::default()).into_iter().filter(Finding::is_error);
        errors.map(|error| format!("{}: {} {}", draft.title, error.place(), error.sentence)).collect()
    }

    #[test]
    fn the_sample_site_and_an_invented_site_have_no_errors() {
        let now = "2021-03-15T09:00:00Z".parse().unwrap();
        let sample = content::sample::site(now);
        assert!(sample.len() > 50);
        assert_eq!(sample.iter().flat_map(|node| errors_of(&node.draft)).collect::<Vec<_>>(), [""; 0]);
        let size = content::synthetic::Size { pages: 300, events: 300, providers: 100, seed: 7 };
        let invented = content::synthetic::site(size, NodeId::HOME, now);
        assert_eq!(invented.flat_map(|node| errors_of(&node.draft)).collect::<Vec<_>>(), [""; 0]);
    }

    proptest! {
        #[test]
        fn a_text_brings_nothing_into_itself(text in "(\\[\\]\\(/[ab]\\)|### [ab]\n\n|<u>|!\\[\\]\\(x\\)){0,12}") {
            prop_assert_eq!(introduced(&findings(&text), &findings(&text)), []);
        }
    }
}
