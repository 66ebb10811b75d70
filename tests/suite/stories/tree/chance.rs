//! Chance that can be had again: the same number gives the same story.

use std::cell::Cell;

/// A source of random numbers, splitmix64 by Sebastiano Vigna (public domain, prng.di.unimi.it).
#[derive(Clone, Debug)]
pub(super) struct Chance(Cell<u64>);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(Cell::new(seed))
    }

    fn next(&self) -> u64 {
        self.0.set(self.0.get().wrapping_add(0x9E37_79B9_7F4A_7C15));
        let mut mixed = self.0.get();
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `many`, which is not 0.
    pub(super) fn below(&self, many: usize) -> usize {
        let many = u64::try_from(many).expect("a small number");
        usize::try_from(self.next() % many).expect("it is smaller")
    }

    /// Once in so many times.
    pub(super) fn once_in(&self, many: usize) -> bool {
        self.below(many) == 0
    }

    /// One of some; `None` where there is none.
    pub(super) fn one<'all, T>(&self, all: &'all [T]) -> Option<&'all T> {
        if all.is_empty() { None } else { all.get(self.below(all.len())) }
    }

    /// The index of one of some, each as likely as its weight says.
    pub(super) fn weighted(&self, weights: &[usize]) -> usize {
        let mut left = self.below(weights.iter().sum());
        for (index, weight) in weights.iter().enumerate() {
            if left < *weight {
                return index;
            }
            left -= weight;
        }
        0
    }
}
