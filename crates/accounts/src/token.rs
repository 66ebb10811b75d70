//! Secrets that stand in an address or a cookie, and the fingerprints that the database keeps of them.
//!
//! Whoever reads the database, or a copy of it, finds fingerprints only, and no fingerprint opens a session or an account.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

use crate::random;

/// A random secret: 32 bytes (256 bits) as 43 characters of base64url, which need no escaping in an address or a cookie.
///
/// `Display` gives the text, to be shown or sent once; `Debug` hides it, so that it stays out of logs.
#[derive(PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A new secret that nobody can guess.
    pub fn generate() -> Self {
        Self(URL_SAFE_NO_PAD.encode(random::bytes::<32>()))
    }

    /// What the database keeps of this secret.
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.0)
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(hidden)")
    }
}

/// The SHA-256 of a secret's text as 64 lower-case hexadecimal digits: what the database keeps and looks for. A plain hash is enough, since a
/// secret of 256 random bits cannot be found by trying; passwords need [`password::Hasher`](crate::password::Hasher).
pub fn fingerprint(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().flat_map(|byte| [byte >> 4, byte & 15]).map(hexadecimal_digit).collect()
}

fn hexadecimal_digit(value: u8) -> char {
    char::from_digit(u32::from(value), 16).expect("four bits are one hexadecimal digit")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Secret, fingerprint};

    #[test]
    fn a_reset_link_carries_a_secret_that_the_database_knows_by_its_fingerprint() {
        let secret = Secret::generate();
        let sent = secret.to_string();
        assert_eq!(sent.len(), 43);
        assert!(sent.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'), "{sent} needs no escaping");
        assert_eq!(fingerprint(&sent), secret.fingerprint());
        assert_ne!(fingerprint(&sent), sent);
    }

    #[test]
    fn no_two_secrets_are_alike_and_logs_show_none() {
        let secrets: HashSet<String> = (0..1_000).map(|_| Secret::generate().to_string()).collect();
        assert_eq!(secrets.len(), 1_000);
        assert_eq!(format!("{:?}", Secret::generate()), "Secret(hidden)");
    }

    #[test]
    fn the_fingerprint_is_sha_256() {
        // The example of FIPS 180-2, B.1.
        assert_eq!(fingerprint("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
