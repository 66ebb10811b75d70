//! Passwords that Waymark itself hands out.

use crate::random;

/// Small letters and digits without those that look alike (`0` and `o`, `1` and `l`): 32 of them, so that each stands for 5 bits and taking a
/// random byte modulo 32 favours none.
const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Groups of the password and signs in a group: 5 × 5 × 5 bits = 125 bits.
const GROUPS: usize = 5;
const SIGNS_IN_GROUP: usize = 5;

/// A password that can be read out and copied by hand and that nobody can guess: `k7mwq-3hxnp-…`, five groups of five, 125 bits.
pub fn generate() -> String {
    let signs =
        random::bytes::<{ GROUPS * SIGNS_IN_GROUP }>().map(|byte| char::from(SIGNS[usize::from(byte) % SIGNS.len()]));
    signs.chunks(SIGNS_IN_GROUP).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{SIGNS, generate};
    use crate::password::NewPassword;

    #[test]
    fn a_generated_password_is_one_that_a_person_may_keep() {
        for _ in 0..20 {
            let password = generate();
            assert_eq!(password.split('-').map(str::len).collect::<Vec<_>>(), [5; 5], "{password}");
            assert!(NewPassword::check(&password, &["asha", "Asha Patel"]).is_ok(), "{password}");
        }
    }

    #[test]
    fn all_its_signs_are_used_and_none_looks_like_another() {
        let seen: HashSet<char> =
            (0..200).flat_map(|_| generate().chars().collect::<Vec<_>>()).filter(|c| *c != '-').collect();
        assert_eq!(seen.len(), SIGNS.len());
        assert!(seen.iter().all(|sign| !"01loOI".contains(*sign)));
    }
}
