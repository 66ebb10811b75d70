//! Refusals and surprises of the crates below, as pages.

use editorial::Refusal;
use store::StoreError;

/// The page for a refusal that a screen does not show itself.
pub(crate) fn refused(refusal: Refusal) -> web::Error {
    match refusal {
        Refusal::Denied => web::Refusal::Forbidden {
            sentence: "You don’t have permission to do this. Ask an administrator.".to_owned(),
        }
        .into(),
        Refusal::Missing => web::Refusal::NotFound.into(),
        Refusal::Because(sentence) => because(sentence),
        Refusal::Stale(open) => because(format!(
            "{} saved a newer version meanwhile. Open the page again and repeat your change.",
            open.saved_by
        )),
        Refusal::Clash(_) => {
            because("Others changed the same things meanwhile. Open the page again and repeat your change.".to_owned())
        }
        Refusal::Invalid(problems) => {
            let sentences: Vec<String> = problems.into_iter().map(|problem| problem.sentence).collect();
            because(sentences.join(" "))
        }
        Refusal::Replanned(_) => {
            because("The site has changed since you looked. Go back and look at what this would do now.".to_owned())
        }
        Refusal::Store(error) => failed(error),
    }
}

/// The page for an action that nobody lets the person do; the sentence says why, and who can.
pub(crate) fn forbidden(sentence: String) -> web::Error {
    web::Refusal::Forbidden { sentence }.into()
}

/// The page for an error of the store: the disk is full, or a surprise.
pub(crate) fn failed(error: StoreError) -> web::Error {
    if error.is_full() { web::Refusal::StorageFull.into() } else { web::Failure::from(error).into() }
}

fn because(sentence: String) -> web::Error {
    web::Refusal::Conflict { sentence }.into()
}
