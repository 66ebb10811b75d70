use std::sync::{Arc, atomic::Ordering, mpsc};

use super::{Busy, Hasher, LONGEST_QUEUE, PasswordHash, Verdict};
use crate::password::NewPassword;

const PASSWORD: &str = "copper lantern walks sideways";

fn chosen(password: &str) -> NewPassword {
    NewPassword::check(password, &[]).unwrap()
}

#[tokio::test]
async fn the_right_password_opens_and_nothing_near_it_does() {
    let hasher = Hasher::fast_for_tests();
    let stored = hasher.hash(chosen(PASSWORD)).await.unwrap();
    assert_eq!(hasher.verify(Some(&stored), PASSWORD).await, Ok(Verdict::Right));
    for near in ["Copper lantern walks sideways", " copper lantern walks sideways", "copper lantern walks sideway", ""]
    {
        assert_eq!(hasher.verify(Some(&stored), near).await, Ok(Verdict::Wrong), "{near:?}");
    }
}

#[tokio::test]
async fn the_same_letters_from_another_keyboard_open_the_account() {
    let hasher = Hasher::fast_for_tests();
    let composed = hasher.hash(chosen("caf\u{e9} lantern walks sideways")).await.unwrap();
    assert_eq!(hasher.verify(Some(&composed), "cafe\u{301} lantern walks sideways").await, Ok(Verdict::Right));
}

#[tokio::test]
async fn the_product_hashes_at_the_promised_cost_with_a_fresh_salt() {
    let hasher = Hasher::new();
    let first = hasher.hash(chosen(PASSWORD)).await.unwrap();
    let second = hasher.hash(chosen(PASSWORD)).await.unwrap();
    assert!(first.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", first.as_str());
    assert_ne!(first.as_str(), second.as_str());
    assert_eq!(format!("{first:?}"), "PasswordHash(hidden)");
}

#[tokio::test]
async fn a_hash_from_cheaper_days_is_right_but_outdated() {
    let cheap = Hasher::fast_for_tests().hash(chosen(PASSWORD)).await.unwrap();
    let today = Hasher::new();
    assert_eq!(today.verify(Some(&cheap), PASSWORD).await, Ok(Verdict::RightButOutdated));
    assert_eq!(today.verify(Some(&cheap), "copper lantern walks backwards").await, Ok(Verdict::Wrong));
    let dear = today.hash(chosen(PASSWORD)).await.unwrap();
    assert_eq!(
        Hasher::fast_for_tests().verify(Some(&dear), PASSWORD).await,
        Ok(Verdict::Right),
        "dearer is not outdated"
    );
}

#[tokio::test]
async fn a_row_that_is_no_hash_opens_to_nobody() {
    let hasher = Hasher::fast_for_tests();
    for broken in ["", "!", "$argon2id$v=19$m=8,t=1,p=1", "copper lantern walks sideways"] {
        assert_eq!(
            hasher.verify(Some(&PasswordHash(broken.to_owned())), PASSWORD).await,
            Ok(Verdict::Wrong),
            "{broken:?}"
        );
    }
}

#[tokio::test]
async fn a_book_instead_of_a_password_is_wrong_even_if_it_begins_with_the_right_one() {
    let hasher = Hasher::fast_for_tests();
    let longest = format!("{}xyzw", "copper lantern walks sideways ".repeat(34));
    let stored = hasher.hash(chosen(&longest)).await.unwrap();
    assert_eq!(hasher.verify(Some(&stored), &longest).await, Ok(Verdict::Right));
    assert_eq!(hasher.verify(Some(&stored), &format!("{longest}.")).await, Ok(Verdict::Wrong));
    assert_eq!(
        hasher.verify(Some(&stored), &"é".repeat(1_000_000)).await,
        Ok(Verdict::Wrong),
        "cut between characters"
    );
}

#[tokio::test]
async fn an_unknown_account_costs_as_much_work_as_a_known_one() {
    // Work is counted and not timed, since a busy machine makes any two times differ.
    let hasher = Hasher::new();
    let stored = hasher.hash(chosen(PASSWORD)).await.unwrap();
    let broken = PasswordHash("!".to_owned());
    let halved = PasswordHash("$argon2id$v=19$m=8,t=1,p=1".to_owned());
    let book = PASSWORD.repeat(1_000);
    for (stored, typed) in [
        (Some(&stored), "copper lantern walks backwards"),
        (None, "copper lantern walks backwards"),
        (Some(&broken), PASSWORD),
        (Some(&halved), PASSWORD),
        (Some(&stored), &book),
        (None, &book),
    ] {
        let before = hasher.shared.work_done.load(Ordering::SeqCst);
        assert_eq!(hasher.verify(stored, typed).await, Ok(Verdict::Wrong));
        let after = hasher.shared.work_done.load(Ordering::SeqCst);
        assert_eq!(after - before, 19_456 * 2, "{stored:?}");
    }
}

/// Fills every turn with work that waits for the returned sender to be dropped.
fn occupy(hasher: &Hasher) -> (mpsc::Sender<()>, Vec<tokio::task::JoinHandle<Result<(), Busy>>>) {
    let (release, wait) = mpsc::channel::<()>();
    let wait = Arc::new(std::sync::Mutex::new(wait));
    let turns = hasher.shared.turns.available_permits();
    let running = (0..turns)
        .map(|_| {
            let (hasher, wait) = (hasher.clone(), Arc::clone(&wait));
            tokio::spawn(async move {
                hasher
                    .in_turn(move |_| {
                        // Ends with an error when the sender is gone, which is the signal.
                        let _ = wait.lock().unwrap().recv();
                    })
                    .await
            })
        })
        .collect();
    (release, running)
}

#[tokio::test]
async fn forty_wait_their_turn_and_the_next_is_told_to_come_back() {
    let hasher = Hasher::fast_for_tests();
    let (release, running) = occupy(&hasher);
    let waiting: Vec<_> = (0..LONGEST_QUEUE)
        .map(|_| {
            let hasher = hasher.clone();
            tokio::spawn(async move { hasher.verify(None, PASSWORD).await })
        })
        .collect();
    // Every task above has run up to the point where it waits.
    while hasher.shared.places.available_permits() > 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(hasher.verify(None, PASSWORD).await, Err(Busy));

    drop(release);
    for task in running {
        assert_eq!(task.await.unwrap(), Ok(()));
    }
    for task in waiting {
        assert_eq!(task.await.unwrap(), Ok(Verdict::Wrong));
    }
    assert_eq!(hasher.verify(None, PASSWORD).await, Ok(Verdict::Wrong), "the queue is open again");
}

#[tokio::test]
async fn whoever_hangs_up_does_not_make_room_for_more_work_at_once() {
    let hasher = Hasher::fast_for_tests();
    let (release, running) = occupy(&hasher);
    while hasher.shared.turns.available_permits() > 0 {
        tokio::task::yield_now().await;
    }
    for task in running {
        task.abort();
        assert!(task.await.unwrap_err().is_cancelled());
    }
    assert_eq!(hasher.shared.turns.available_permits(), 0, "the work still runs, so its turn is still taken");
    drop(release);
    assert_eq!(hasher.verify(None, PASSWORD).await, Ok(Verdict::Wrong));
}
