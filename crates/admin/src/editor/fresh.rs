//! Ids of new blocks.

use accounts::token::Secret;
use content::BlockId;

/// An id that no other block has: 64 random bits, drawn where all randomness is drawn.
pub(super) fn block_id() -> BlockId {
    let fingerprint = Secret::generate().fingerprint();
    let number = fingerprint.get(..16).and_then(|digits| u64::from_str_radix(digits, 16).ok());
    BlockId::from_number(number.expect("a fingerprint has 64 hexadecimal digits"))
}
