use std::net::IpAddr;

use chrono::{DateTime, TimeDelta, Utc};

use super::{LOCKED_SECONDS, Scope, Throttle, Wait, known_device};

const ASHA: &str = "asha.patel@example.org";

/// Nine o'clock on a working day, and the given seconds.
fn nine_and(seconds: i64) -> DateTime<Utc> {
    "2026-11-23T09:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::seconds(seconds)
}

fn address(text: &str) -> IpAddr {
    text.parse().unwrap()
}

/// An address of its own for each number, as a botnet has.
fn bot(number: u32) -> IpAddr {
    IpAddr::from((0x0a00_0000 + number).to_be_bytes())
}

fn account_waits(seconds: u64) -> Result<(), Wait> {
    Err(Wait { seconds, scope: Scope::Account, locked: false })
}

fn address_waits(seconds: u64) -> Result<(), Wait> {
    Err(Wait { seconds, scope: Scope::Address, locked: false })
}

/// Guesses at Asha's account from ever new addresses, each as soon as it is let in, until she is locked; answers the time passed.
fn lock_asha(throttle: &Throttle) -> i64 {
    let mut second = 0;
    for guess in 0..100 {
        if let Err(wait) = throttle.admit(ASHA, bot(guess), nine_and(second)) {
            second += wait.seconds.cast_signed();
            throttle.admit(ASHA, bot(guess), nine_and(second)).unwrap();
        }
        throttle.failed(ASHA, bot(guess), nine_and(second));
    }
    second
}

#[test]
fn after_five_failures_asha_waits_ever_longer_up_to_a_minute() {
    let throttle = Throttle::new();
    let mut second = 0;
    for guess in 0..5 {
        assert_eq!(throttle.admit(ASHA, bot(guess), nine_and(0)), Ok(()));
        throttle.failed(ASHA, bot(guess), nine_and(0));
    }
    for (guess, wait) in (5..).zip([1, 2, 4, 8, 16, 32, 60, 60, 60]) {
        assert_eq!(throttle.admit(ASHA, bot(guess), nine_and(second)), account_waits(wait));
        second += wait.cast_signed();
        assert_eq!(throttle.admit(ASHA, bot(guess), nine_and(second)), Ok(()));
        throttle.failed(ASHA, bot(guess), nine_and(second));
    }
}

#[test]
fn being_refused_does_not_make_the_wait_longer() {
    let throttle = Throttle::new();
    for guess in 0..5 {
        throttle.admit(ASHA, bot(guess), nine_and(0)).unwrap();
    }
    for guess in 5..500 {
        assert_eq!(throttle.admit(ASHA, bot(guess), nine_and(0)), account_waits(1));
    }
    assert_eq!(throttle.admit(ASHA, bot(500), nine_and(1)), Ok(()));
}

#[test]
fn the_wait_begins_when_the_password_was_found_wrong() {
    let throttle = Throttle::new();
    for guess in 0..5 {
        throttle.admit(ASHA, bot(guess), nine_and(0)).unwrap();
    }
    throttle.failed(ASHA, bot(4), nine_and(3));
    assert_eq!(throttle.admit(ASHA, bot(5), nine_and(3)), account_waits(1));
}

#[test]
fn a_hundred_simultaneous_guesses_are_five() {
    let throttle = Throttle::new();
    let admitted = std::thread::scope(|scope| {
        let throttle = &throttle;
        let guesses: Vec<_> =
            (0..100).map(|guess| scope.spawn(move || throttle.admit(ASHA, bot(guess), nine_and(0)))).collect();
        guesses.into_iter().flat_map(|guess| guess.join().unwrap()).count()
    });
    assert_eq!(admitted, 5);
}

#[test]
fn another_spelling_of_the_account_is_the_same_account() {
    let throttle = Throttle::new();
    for (guess, spelling) in
        (0..).zip([ASHA, "ASHA.PATEL@example.org", " asha.patel@example.org", "Asha.Patel@Example.Org\t", ASHA])
    {
        throttle.admit(spelling, bot(guess), nine_and(0)).unwrap();
    }
    assert_eq!(throttle.admit("asha.patel@EXAMPLE.org ", bot(9), nine_and(0)), account_waits(1));
    assert_eq!(throttle.admit("ben@example.org", bot(9), nine_and(0)), Ok(()), "Ben is another");
}

#[test]
fn a_sign_in_makes_up_for_the_slips_before_it() {
    let throttle = Throttle::new();
    let office = address("192.0.2.7");
    for day in 0..50 {
        for _ in 0..4 {
            throttle.admit(ASHA, office, nine_and(day * 86_400)).unwrap();
            throttle.failed(ASHA, office, nine_and(day * 86_400));
        }
        assert_eq!(throttle.admit(ASHA, office, nine_and(day * 86_400)), Ok(()), "day {day}");
        throttle.succeeded(ASHA, office, nine_and(day * 86_400));
    }
    assert!(!throttle.is_locked(ASHA));
}

#[test]
fn an_office_may_sign_in_as_often_as_it_likes() {
    let throttle = Throttle::new();
    let office = address("192.0.2.7");
    for editor in 0..200 {
        let account = format!("editor{editor}@example.org");
        assert_eq!(throttle.admit(&account, office, nine_and(0)), Ok(()));
        throttle.succeeded(&account, office, nine_and(0));
    }
}

#[test]
fn an_address_that_tries_many_accounts_waits_till_its_ten_minutes_are_over() {
    let throttle = Throttle::new();
    let sprayer = address("198.51.100.9");
    for guess in 0..20 {
        throttle.admit(&format!("user{guess}@example.org"), sprayer, nine_and(guess)).unwrap();
    }
    assert_eq!(throttle.admit(ASHA, sprayer, nine_and(60)), address_waits(540));
    let own = known_device("4f6e65206f66206d616c6c6f7279");
    assert_eq!(throttle.admit(&own, sprayer, nine_and(60)), address_waits(540), "a known device is no way round");
    assert_eq!(throttle.admit(ASHA, address("198.51.100.10"), nine_and(60)), Ok(()), "its neighbour is another");
    assert_eq!(throttle.admit(ASHA, sprayer, nine_and(599)), address_waits(1));
    assert_eq!(throttle.admit(ASHA, sprayer, nine_and(600)), Ok(()));
}

#[test]
fn an_account_of_ones_own_does_not_buy_guesses_at_others() {
    let throttle = Throttle::new();
    let sprayer = address("198.51.100.9");
    for guess in 0..20 {
        throttle.admit(&format!("user{guess}@example.org"), sprayer, nine_and(0)).unwrap();
        if guess < 19 {
            throttle.admit("mallory@example.org", sprayer, nine_and(0)).unwrap();
            throttle.succeeded("mallory@example.org", sprayer, nine_and(0));
        }
    }
    assert_eq!(throttle.admit(ASHA, sprayer, nine_and(0)), address_waits(600));
}

#[test]
fn an_ipv6_customer_is_one_address_and_an_ipv4_one_is_itself_on_any_socket() {
    let throttle = Throttle::new();
    for host in 0..20 {
        throttle
            .admit(&format!("user{host}@example.org"), address(&format!("2001:db8:0:1::{host:x}")), nine_and(0))
            .unwrap();
        throttle.admit(&format!("user{host}@example.net"), address("::ffff:192.0.2.1"), nine_and(0)).unwrap();
    }
    assert_eq!(throttle.admit(ASHA, address("2001:db8:0:1:ffff::1"), nine_and(0)), address_waits(600));
    assert_eq!(throttle.admit(ASHA, address("2001:db8:0:2::1"), nine_and(0)), Ok(()));
    assert_eq!(throttle.admit(ASHA, address("192.0.2.1"), nine_and(0)), address_waits(600));
    assert_eq!(throttle.admit(ASHA, address("::ffff:192.0.2.2"), nine_and(0)), Ok(()));
}

#[test]
fn a_hundred_failures_lock_the_account_until_an_administrator_unlocks_it() {
    let throttle = Throttle::new();
    let second = lock_asha(&throttle);
    assert!(second > 80 * 60, "that took the botnet {second} seconds");
    assert!(throttle.is_locked(ASHA));
    let years_later = nine_and(second + 100_000_000);
    let locked = Wait { seconds: LOCKED_SECONDS, scope: Scope::Account, locked: true };
    assert_eq!(throttle.admit(ASHA, bot(1_000), years_later), Err(locked));

    throttle.unlock("Asha.Patel@example.org");
    assert!(!throttle.is_locked(ASHA));
    for guess in 0..5 {
        assert_eq!(throttle.admit(ASHA, bot(2_000 + guess), years_later), Ok(()), "she starts afresh");
    }
}

#[test]
fn asha_signs_in_from_her_own_browser_while_a_botnet_keeps_her_account_locked() {
    let throttle = Throttle::new();
    let second = lock_asha(&throttle);
    let (home, browser) = (address("203.0.113.4"), known_device("her browser"));
    for _ in 0..200 {
        assert_eq!(throttle.admit(&browser, home, nine_and(second)), Ok(()));
        throttle.succeeded(&browser, home, nine_and(second));
    }
    assert!(throttle.is_locked(ASHA), "her sign-in gives the botnet no second hundred");
}

#[test]
fn slips_in_a_known_browser_slow_that_browser_and_not_the_account_elsewhere() {
    let throttle = Throttle::new();
    let (home, browser) = (address("203.0.113.4"), known_device("her browser"));
    for _ in 0..5 {
        throttle.admit(&browser, home, nine_and(0)).unwrap();
        throttle.failed(&browser, home, nine_and(0));
    }
    assert_eq!(throttle.admit(&browser, bot(1), nine_and(0)), account_waits(1), "a stolen cookie buys no free guesses");
    assert_eq!(throttle.admit(ASHA, bot(1), nine_and(0)), Ok(()));
    assert_eq!(throttle.admit(&known_device("her other browser"), home, nine_and(0)), Ok(()));
}

#[test]
fn an_attempt_that_the_busy_server_never_looked_at_costs_nothing() {
    let throttle = Throttle::new();
    let office = address("192.0.2.7");
    for attempt in 0..200 {
        assert_eq!(throttle.admit(ASHA, office, nine_and(0)), Ok(()), "attempt {attempt}");
        throttle.unanswered(ASHA, office);
    }
}

#[test]
fn a_clock_set_back_by_a_year_keeps_nobody_out_for_a_year() {
    let throttle = Throttle::new();
    let office = address("192.0.2.7");
    for _ in 0..5 {
        throttle.admit(ASHA, office, nine_and(0)).unwrap();
    }
    for guess in 0..15 {
        throttle.admit(&format!("user{guess}@example.org"), office, nine_and(0)).unwrap();
    }
    let year = 365 * 86_400;
    assert_eq!(throttle.admit(ASHA, bot(1), nine_and(-year)), account_waits(1));
    assert_eq!(throttle.admit(ASHA, bot(1), nine_and(1 - year)), Ok(()));
    assert_eq!(throttle.admit("ben@example.org", office, nine_and(-year)), address_waits(600));
    assert_eq!(throttle.admit("ben@example.org", office, nine_and(600 - year)), Ok(()));
}

#[test]
fn a_flood_of_names_fills_no_more_than_its_room_and_frees_no_locked_account() {
    let throttle = Throttle::with_room(10, 2, 10);
    lock_asha(&throttle);
    for guess in 0..1_000 {
        throttle.admit(&format!("nobody{guess}@example.org"), bot(guess), nine_and(100_000)).unwrap();
    }
    let counts = throttle.counts();
    assert_eq!((counts.accounts.len(), counts.locked.len(), counts.addresses.len()), (10, 1, 10));
    drop(counts);
    assert!(throttle.is_locked(ASHA));
}

#[test]
fn a_refusal_says_when_to_come_back() {
    let says = |seconds, locked| Wait { seconds, scope: Scope::Account, locked }.to_string();
    assert_eq!(says(1, false), "Too many attempts. Try again in 1 second.");
    assert_eq!(says(60, false), "Too many attempts. Try again in 60 seconds.");
    assert_eq!(says(541, false), "Too many attempts. Try again in 10 minutes.");
    assert_eq!(says(LOCKED_SECONDS, true), "Too many attempts. Ask an administrator to unlock this account.");
}
