//! Does what is due on its second, while a server runs.

use std::time::Duration;

use chrono::{DateTime, Utc};
use store::Store;

/// The longest sleep: after it the clock is read again, in case somebody has set it, or another process has set a time.
const LOOK_AGAIN: Duration = Duration::from_secs(30);
/// How long to wait after a surprise, such as a full disk.
const AFTER_TROUBLE: Duration = Duration::from_secs(5);

/// Does all that is due by now. A start calls it before the first answer.
pub async fn catch_up(store: &Store) {
    // Trouble is tried again by the timer; the site answers meanwhile.
    let _ = round(store).await;
}

/// Sleeps until the next moment at which something is due, does it, and so on for ever. A changed schedule wakes it.
pub async fn run(store: Store) {
    loop {
        let sleep = round(&store).await;
        // Whichever comes first.
        let _ = tokio::time::timeout(sleep, store.schedule_changed()).await;
    }
}

/// Does what is due, and says how long there is nothing more to do.
async fn round(store: &Store) -> Duration {
    if let Err(error) = editorial::schedule::do_what_is_due(store).await {
        tracing::error!(%error, "what is due could not be done; it is tried again");
        return AFTER_TROUBLE;
    }
    match store.next_due().await {
        Ok(next) => sleep_until(next, store.now()),
        Err(error) => {
            tracing::error!(%error, "what is due could not be read; it is tried again");
            AFTER_TROUBLE
        }
    }
}

fn sleep_until(next: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Duration {
    // A moment that has passed is no wait at all.
    let wait = next.map_or(LOOK_AGAIN, |next| (next - now).to_std().unwrap_or_default());
    wait.min(LOOK_AGAIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_sleeps_to_the_very_moment_and_never_too_long() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("an instant");
        let now = at("2027-03-30T08:59:58.250Z");
        assert_eq!(sleep_until(Some(at("2027-03-30T09:00:00Z")), now), Duration::from_millis(1_750));
        assert_eq!(sleep_until(Some(at("2027-03-30T08:00:00Z")), now), Duration::ZERO);
        assert_eq!(sleep_until(Some(at("2028-01-01T00:00:00Z")), now), LOOK_AGAIN);
        assert_eq!(sleep_until(None, now), LOOK_AGAIN);
    }
}
