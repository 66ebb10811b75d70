//! Hashing and comparing passwords, which is meant to be slow, without slowing anything else down.

use std::{fmt, num::NonZeroUsize, sync::Arc, thread};

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version,
    password_hash::{
        Error,
        phc::{self, Output, ParamsString, Salt},
    },
};
use tokio::{sync::Semaphore, task};

use super::{LONGEST_BYTES, NewPassword, normal_form};
use crate::random;

/// Hashes that run at once, at most: each takes a whole core for some 30 ms and 19 MiB, and the public's pages need cores too.
const MOST_AT_ONCE: usize = 2;

/// Hashes that wait for their turn, at most; whoever comes later is told to try again. At 30 ms each the last in the queue waits about a second.
const LONGEST_QUEUE: usize = 40;

/// Bytes of salt: the length that the PHC string format recommends.
const SALT_BYTES: usize = 16;

/// Hashes and compares passwords with argon2id, off the async threads, a few at a time. A clone shares the queue of its original.
#[derive(Clone)]
pub struct Hasher {
    shared: Arc<Shared>,
}

struct Shared {
    params: Params,
    /// Places for those that run and those that wait.
    places: Arc<Semaphore>,
    /// Turns to run.
    turns: Arc<Semaphore>,
    /// Compared with when there is no account, so that the answer takes as long as for one.
    dummy: phc::PasswordHash,
    /// KiB × passes of all comparisons that argon2 carried to the end.
    #[cfg(test)]
    work_done: std::sync::atomic::AtomicU64,
}

/// What the database keeps of a password: a PHC string (`$argon2id$v=19$…`), which holds its own salt and cost. `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(pub String);

/// What comparing a typed password with the stored hash said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The password is right.
    Right,
    /// The password is right, and its hash is weaker than those made today: hash the typed password again and store that.
    RightButOutdated,
    /// The password is wrong, or there is no such account.
    Wrong,
}

/// Too many hashes are waiting, or the server is stopping. Nothing was compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("The server is busy with other sign-ins. Try again in a few seconds.")]
pub struct Busy;

impl PasswordHash {
    /// The PHC string.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(hidden)")
    }
}

impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hasher").field("params", &self.shared.params).finish_non_exhaustive()
    }
}

impl Default for Hasher {
    fn default() -> Self {
        Self::new()
    }
}

impl Hasher {
    /// The hasher of the product: 19 MiB, 2 passes, 1 lane, the least that OWASP's Password Storage Cheat Sheet recommends for argon2id.
    pub fn new() -> Self {
        Self::with_cost(19_456, 2)
    }

    /// A hasher that costs next to nothing, for tests that sign many people in. Its hashes are worth nothing.
    pub fn fast_for_tests() -> Self {
        Self::with_cost(8, 1)
    }

    /// `memory` in KiB; `passes` over it.
    fn with_cost(memory: u32, passes: u32) -> Self {
        let params = Params::new(memory, passes, 1, None).expect("both costs above are within argon2's limits");
        let at_once = thread::available_parallelism().map_or(1, NonZeroUsize::get).min(MOST_AT_ONCE);
        let shared = Shared {
            dummy: dummy_hash(&params),
            params,
            places: Arc::new(Semaphore::new(at_once + LONGEST_QUEUE)),
            turns: Arc::new(Semaphore::new(at_once)),
            #[cfg(test)]
            work_done: std::sync::atomic::AtomicU64::new(0),
        };
        Self { shared: Arc::new(shared) }
    }

    /// What the database shall keep of a new password.
    pub async fn hash(&self, password: NewPassword) -> Result<PasswordHash, Busy> {
        self.in_turn(move |shared| {
            // The only failure left is that 19 MiB are not to be had at this moment.
            let hash = shared
                .argon2()
                .hash_password_with_salt(password.normal_form().as_bytes(), &random::bytes::<SALT_BYTES>());
            hash.map(|hash| PasswordHash(hash.to_string())).map_err(|_| Busy)
        })
        .await?
    }

    /// Compares a typed password with the stored hash; `None` when there is no such account, which takes as long. A text longer than any
    /// password is wrong, after as much work.
    pub async fn verify(&self, stored: Option<&PasswordHash>, typed: &str) -> Result<Verdict, Busy> {
        let stored = stored.cloned();
        let too_long = typed.len() > LONGEST_BYTES;
        let typed = typed[..typed.floor_char_boundary(LONGEST_BYTES)].to_owned();
        self.in_turn(move |shared| {
            // A row that is no hash at all must not show itself by a quick answer either.
            let known = stored
                .and_then(|hash| phc::PasswordHash::new(&hash.0).ok())
                .filter(|hash| hash.salt.is_some() && hash.hash.is_some());
            let matches = shared.matches(known.as_ref().unwrap_or(&shared.dummy), &typed)?;
            Ok(match known {
                Some(hash) if matches && !too_long => shared.verdict_on_cost(&hash),
                _ => Verdict::Wrong,
            })
        })
        .await?
    }

    /// Runs slow work off the async threads when its turn comes. The place and the turn go with the work: a client that hangs up meanwhile
    /// frees neither before the work is done, so that hanging up does not buy more work at once.
    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce(&Shared) -> T + Send + 'static) -> Result<T, Busy> {
        let place = Arc::clone(&self.shared.places).try_acquire_owned().map_err(|_| Busy)?;
        let turn = Arc::clone(&self.shared.turns).acquire_owned().await.map_err(|_| Busy)?;
        let shared = Arc::clone(&self.shared);
        let done = task::spawn_blocking(move || {
            let answer = work(&shared);
            drop((turn, place));
            answer
        });
        match done.await {
            Ok(answer) => Ok(answer),
            Err(stopped) if stopped.is_cancelled() => Err(Busy),
            Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
        }
    }
}

impl Shared {
    fn argon2(&self) -> Argon2<'static> {
        Argon2::new(Algorithm::Argon2id, Version::V0x13, self.params.clone())
    }

    /// Whether the typed password is the one behind the hash, by the costs that the hash itself names.
    fn matches(&self, hash: &phc::PasswordHash, typed: &str) -> Result<bool, Busy> {
        let outcome = self.argon2().verify_password(normal_form(typed).as_bytes(), hash);
        #[cfg(test)]
        if matches!(outcome, Ok(()) | Err(Error::PasswordInvalid))
            && let Ok(params) = Params::try_from(hash)
        {
            self.work_done.fetch_add(work(&params), std::sync::atomic::Ordering::SeqCst);
        }
        match outcome {
            Ok(()) => Ok(true),
            // Short of memory for a moment: no verdict, rather than a wrong one.
            Err(Error::OutOfMemory) => Err(Busy),
            Err(_) => Ok(false),
        }
    }

    /// A hash is outdated when it is of another kind or took less memory or less work (memory × passes) than today's.
    fn verdict_on_cost(&self, hash: &phc::PasswordHash) -> Verdict {
        let same_kind = hash.algorithm == Algorithm::Argon2id.ident() && hash.version == Some(Version::V0x13.into());
        match Params::try_from(hash) {
            Ok(params)
                if same_kind && params.m_cost() >= self.params.m_cost() && work(&params) >= work(&self.params) =>
            {
                Verdict::Right
            }
            _ => Verdict::RightButOutdated,
        }
    }
}

/// What a hash costs to make or to compare: KiB of memory × passes over it.
fn work(params: &Params) -> u64 {
    u64::from(params.m_cost()) * u64::from(params.t_cost())
}

/// A hash of no password at all: its output is random, so that nothing typed can match it, and comparing with it costs what any other does.
fn dummy_hash(params: &Params) -> phc::PasswordHash {
    phc::PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(params).expect("a memory cost, a time cost and a lane count fit"),
        salt: Some(Salt::new(&random::bytes::<SALT_BYTES>()).expect("16 bytes are a salt")),
        hash: Some(Output::new(&random::bytes::<{ Params::DEFAULT_OUTPUT_LEN }>()).expect("32 bytes are an output")),
    }
}

#[cfg(test)]
mod tests;
