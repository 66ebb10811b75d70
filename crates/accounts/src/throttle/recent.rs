//! A map with room for so many entries; the one that was touched longest ago makes way.

use std::{
    collections::{BTreeMap, HashMap},
    hash::Hash,
};

/// A map that holds at most `room` entries.
pub(super) struct Recent<K, V> {
    room: usize,
    /// How many touches there have been: the next one's number.
    touches: u64,
    entries: HashMap<K, (u64, V)>,
    /// The entries' keys by the number of their last touch, oldest first.
    order: BTreeMap<u64, K>,
}

impl<K: Copy + Eq + Hash, V> Recent<K, V> {
    pub(super) fn new(room: usize) -> Self {
        Self { room, touches: 0, entries: HashMap::new(), order: BTreeMap::new() }
    }

    pub(super) fn contains(&self, key: &K) -> bool {
        self.entries.contains_key(key)
    }

    /// The entry, if there is one, as old as it was.
    pub(super) fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        self.entries.get_mut(key).map(|(_, value)| value)
    }

    /// The entry, made if there is none, now the newest of all.
    pub(super) fn touch(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let touch = self.touches;
        self.touches += 1;
        match self.entries.get(&key) {
            Some((last, _)) => {
                self.order.remove(last);
            }
            None if self.entries.len() >= self.room => {
                if let Some((_, oldest)) = self.order.pop_first() {
                    self.entries.remove(&oldest);
                }
            }
            None => {}
        }
        self.order.insert(touch, key);
        let entry = self.entries.entry(key).or_insert_with(|| (touch, make()));
        entry.0 = touch;
        &mut entry.1
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        assert_eq!(self.entries.len(), self.order.len(), "both sides hold the same entries");
        self.entries.len()
    }

    pub(super) fn remove(&mut self, key: &K) {
        if let Some((last, _)) = self.entries.remove(key) {
            self.order.remove(&last);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Recent;

    #[test]
    fn the_entry_untouched_for_longest_makes_way_and_nothing_is_left_behind() {
        let mut recent = Recent::new(2);
        recent.touch('a', || 1);
        recent.touch('b', || 2);
        *recent.touch('a', || 0) += 10;
        recent.touch('c', || 3);
        assert_eq!(
            (recent.get_mut(&'a').copied(), recent.get_mut(&'b').copied(), recent.get_mut(&'c').copied()),
            (Some(11), None, Some(3))
        );
        recent.remove(&'a');
        recent.remove(&'c');
        assert!(recent.entries.is_empty() && recent.order.is_empty());
    }
}
