//! The only place that asks the operating system for random bytes.

/// Fresh random bytes, fit for secrets.
#[expect(clippy::disallowed_methods, reason = "this is the home of randomness")]
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .expect("every system that Waymark runs on has a source of random bytes, and without one no secret is safe");
    bytes
}
