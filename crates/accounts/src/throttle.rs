//! The brake on guessing passwords: per account and per address.
//!
//! A browser in which an account has signed in before has a count of its own ([`known_device`]). So nobody keeps an account's owner out by
//! guessing at it on purpose, and whoever steals what tells such a browser guesses there no faster than elsewhere.
//!
//! An attempt counts as failed from the moment it is admitted and is taken back when it succeeds, so that a hundred simultaneous guesses
//! cannot all slip through before the first is found wrong. Refused attempts do not count, so that hammering on an account does not keep its
//! owner out for longer. Unknown accounts are braked like known ones and thus not to be told from them.
//!
//! Everything is kept in memory: after a restart of the server the counts begin anew.

mod recent;

use std::{
    fmt,
    net::{IpAddr, Ipv6Addr},
    sync::{Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest as _, Sha256};

use recent::Recent;

/// Failures in a row that an account may have before it waits between attempts.
const FREE_FAILURES: u32 = 5;

/// The longest wait of an account, in seconds; the waits before it are 1, 2, 4, 8, 16 and 32.
const LONGEST_WAIT: u64 = 60;

/// Failures in a row that lock an account (NIST SP 800-63B, 5.2.2: no more than 100).
const LOCKING_FAILURES: u32 = 100;

/// What a refusal for a locked account says in its seconds: come back tomorrow. Only an administrator ends it.
const LOCKED_SECONDS: u64 = 24 * 60 * 60;

/// Failures that an address may have within [`ADDRESS_WINDOW`].
const ADDRESS_FAILURES: u32 = 20;

/// How long the failures of an address are counted together.
const ADDRESS_WINDOW: TimeDelta = TimeDelta::minutes(10);

/// The most entries in memory, 100,000 in all; past that the oldest of its kind is forgotten. Locked accounts have their own room, so that
/// no flood of other names makes us forget them: each costs an attacker a hundred failures, almost all of them a minute apart.
const ACCOUNTS: usize = 50_000;
const LOCKED_ACCOUNTS: usize = 10_000;
const ADDRESSES: usize = 40_000;

/// Counts attempts to sign in and says who must wait. One is shared by the whole server.
pub struct Throttle {
    counts: Mutex<Counts>,
}

/// A refusal: the password was not looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// Seconds until the next attempt is worth making, at least 1: the value for `Retry-After`.
    pub seconds: u64,
    /// What has to wait.
    pub scope: Scope,
    /// Whether waiting does not help, since the account is locked until an administrator unlocks it.
    pub locked: bool,
}

/// What has to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The account, from wherever the attempts come, or the known device.
    Account,
    /// The address, whatever account it tries.
    Address,
}

impl fmt::Display for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Too many attempts. ")?;
        match self.seconds {
            _ if self.locked => f.write_str("Ask an administrator to unlock this account."),
            1 => f.write_str("Try again in 1 second."),
            seconds @ ..=60 => write!(f, "Try again in {seconds} seconds."),
            seconds => write!(f, "Try again in {} minutes.", seconds.div_ceil(60)),
        }
    }
}

impl std::error::Error for Wait {}

/// The key of a browser in which an account has signed in before, for the functions of [`Throttle`]: its attempts count for this browser and
/// not for the account. The device is told by the fingerprint of a secret which that browser alone holds.
pub fn known_device(fingerprint: &str) -> String {
    format!("known device {fingerprint}")
}

impl Default for Throttle {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Throttle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Throttle").finish_non_exhaustive()
    }
}

impl Throttle {
    /// A throttle that has seen nobody yet.
    pub fn new() -> Self {
        Self::with_room(ACCOUNTS, LOCKED_ACCOUNTS, ADDRESSES)
    }

    fn with_room(accounts: usize, locked: usize, addresses: usize) -> Self {
        let counts =
            Counts { accounts: Recent::new(accounts), locked: Recent::new(locked), addresses: Recent::new(addresses) };
        Self { counts: Mutex::new(counts) }
    }

    /// Asks whether a password may be tried for an account (its e-mail address in any spelling, known to us or not) or in a [`known_device`],
    /// from a socket's address. Once admitted, the attempt counts as failed until [`succeeded`](Self::succeeded) or [`unanswered`](Self::unanswered) takes it back.
    pub fn admit(&self, key: &str, address: IpAddr, now: DateTime<Utc>) -> Result<(), Wait> {
        let (account, network) = (Account::of(key), Network::of(address));
        let mut counts = self.counts();
        let waits = [counts.address_wait(&network, now), counts.account_wait(&account, now)];
        if let Some(wait) = waits.into_iter().flatten().max_by_key(|wait| wait.seconds) {
            return Err(wait);
        }
        counts.count_address(network, now);
        counts.count_account(account, now);
        Ok(())
    }

    /// Says that an admitted attempt failed. It is counted already; only the account's wait begins now, after the time that hashing took.
    pub fn failed(&self, key: &str, _address: IpAddr, now: DateTime<Utc>) {
        if let Some(failures) = self.counts().accounts.get_mut(&Account::of(key)) {
            failures.last = failures.last.max(now);
        }
    }

    /// Says that an admitted attempt succeeded: the account's failures are forgotten, and the address gets this one attempt back, no more, so
    /// that an account of one's own does not buy guesses at others. A lock stays.
    pub fn succeeded(&self, key: &str, address: IpAddr, _now: DateTime<Utc>) {
        let mut counts = self.counts();
        counts.accounts.remove(&Account::of(key));
        counts.give_back_to_address(&Network::of(address));
    }

    /// Takes back an admitted attempt whose password nobody looked at, since the server was busy.
    pub fn unanswered(&self, key: &str, address: IpAddr) {
        let mut counts = self.counts();
        counts.give_back_to_account(Account::of(key));
        counts.give_back_to_address(&Network::of(address));
    }

    /// Whether an account has failed so often in a row that only an administrator can let it in again.
    pub fn is_locked(&self, key: &str) -> bool {
        self.counts().locked.contains(&Account::of(key))
    }

    /// Forgets all failures of an account and its lock, at an administrator's word.
    pub fn unlock(&self, key: &str) {
        let mut counts = self.counts();
        let account = Account::of(key);
        counts.locked.remove(&account);
        counts.accounts.remove(&account);
    }

    /// The counts. A panic elsewhere leaves them whole, since each change is a single step.
    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An account's key as a hash: 32 bytes however long the text, and no name of a person in memory.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Account([u8; 32]);

impl Account {
    fn of(key: &str) -> Self {
        Self(Sha256::digest(key.trim().to_lowercase().as_bytes()).into())
    }
}

/// What counts as one address: an IPv4 address, or the /64 that an IPv6 customer gets at least.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Network(IpAddr);

impl Network {
    fn of(address: IpAddr) -> Self {
        // A socket that serves both families shows IPv4 as ::ffff:a.b.c.d, which would put all of it into one /64.
        match address.to_canonical() {
            IpAddr::V6(address) => Self(IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64))),
            address @ IpAddr::V4(_) => Self(address),
        }
    }
}

struct Counts {
    accounts: Recent<Account, Failures>,
    locked: Recent<Account, ()>,
    addresses: Recent<Network, Window>,
}

/// An account's failures in a row.
struct Failures {
    count: u32,
    last: DateTime<Utc>,
}

/// An address's failures since its window began.
struct Window {
    count: u32,
    start: DateTime<Utc>,
}

impl Counts {
    fn account_wait(&mut self, account: &Account, now: DateTime<Utc>) -> Option<Wait> {
        if self.locked.contains(account) {
            return Some(Wait { seconds: LOCKED_SECONDS, scope: Scope::Account, locked: true });
        }
        let failures = self.accounts.get_mut(account)?;
        // The clock was set back: count from the new time, or the wait would last until the old one comes again.
        failures.last = failures.last.min(now);
        let doublings = failures.count.checked_sub(FREE_FAILURES)?;
        let wait = 2_u64.checked_pow(doublings).map_or(LONGEST_WAIT, |seconds| seconds.min(LONGEST_WAIT));
        let until = failures.last + TimeDelta::seconds(wait.cast_signed());
        seconds_until(until, now).map(|seconds| Wait { seconds, scope: Scope::Account, locked: false })
    }

    fn address_wait(&mut self, network: &Network, now: DateTime<Utc>) -> Option<Wait> {
        let window = self.addresses.get_mut(network)?;
        window.start = window.start.min(now);
        if window.count < ADDRESS_FAILURES {
            return None;
        }
        let until = window.start + ADDRESS_WINDOW;
        seconds_until(until, now).map(|seconds| Wait { seconds, scope: Scope::Address, locked: false })
    }

    fn count_account(&mut self, account: Account, now: DateTime<Utc>) {
        let failures = self.accounts.touch(account, || Failures { count: 0, last: now });
        failures.count += 1;
        failures.last = now;
        if failures.count >= LOCKING_FAILURES {
            self.accounts.remove(&account);
            self.locked.touch(account, || ());
        }
    }

    fn count_address(&mut self, network: Network, now: DateTime<Utc>) {
        let window = self.addresses.touch(network, || Window { count: 0, start: now });
        if now >= window.start + ADDRESS_WINDOW {
            *window = Window { count: 0, start: now };
        }
        window.count += 1;
    }

    fn give_back_to_account(&mut self, account: Account) {
        if let Some(failures) = self.accounts.get_mut(&account) {
            failures.count = failures.count.saturating_sub(1);
        }
    }

    fn give_back_to_address(&mut self, network: &Network) {
        if let Some(window) = self.addresses.get_mut(network) {
            window.count = window.count.saturating_sub(1);
        }
    }
}

/// The whole seconds left, rounded up; `None` when the moment has come.
fn seconds_until(moment: DateTime<Utc>, now: DateTime<Utc>) -> Option<u64> {
    let milliseconds = u64::try_from((moment - now).num_milliseconds()).ok()?;
    (milliseconds > 0).then(|| milliseconds.div_ceil(1_000))
}

#[cfg(test)]
mod tests;
