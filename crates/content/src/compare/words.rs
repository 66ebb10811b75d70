//! Two texts word by word.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// How much work one comparison may be: the product of both lengths. Beyond it lines are compared first, and then texts as a whole.
const PATIENCE: usize = 20_000_000;

/// Words that both texts have, or that one of them has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Which of them.
    pub change: Change,
    /// The words with their spaces, as they were typed.
    pub text: String,
}

/// Which of two texts has some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Both.
    Same,
    /// The later one.
    Added,
    /// The earlier one.
    Removed,
}

/// Both texts as one list of runs. Leaving out what was added gives the earlier text, leaving out what was removed the later one.
pub fn words(from: &str, to: &str) -> Vec<Run> {
    let (old, new) = (pieces(from), pieces(to));
    let mut runs = Runs::default();
    if affordable(&old, &new) {
        compare(&old, &new, &mut runs, &mut |old, new, runs| runs.replace(&old.concat(), &new.concat()));
    } else {
        let (old, new): (Vec<&str>, Vec<&str>) = (lines(from), lines(to));
        if affordable(&old, &new) {
            compare(&old, &new, &mut runs, &mut in_words);
        } else {
            runs.replace(from, to);
        }
    }
    runs.joined()
}

/// Lines that stand in each other's place, word by word where that is affordable.
fn in_words(old: &[&str], new: &[&str], runs: &mut Runs) {
    let (old, new) = (old.concat(), new.concat());
    let (old_pieces, new_pieces) = (pieces(&old), pieces(&new));
    if affordable(&old_pieces, &new_pieces) {
        compare(&old_pieces, &new_pieces, runs, &mut |old, new, runs| runs.replace(&old.concat(), &new.concat()));
    } else {
        runs.replace(&old, &new);
    }
}

/// Says what is the same, and leaves each pair of texts that differ to `replaced`.
fn compare(old: &[&str], new: &[&str], runs: &mut Runs, replaced: &mut impl FnMut(&[&str], &[&str], &mut Runs)) {
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        match op {
            DiffOp::Equal { old_index, len, .. } => runs.push(Change::Same, &old[old_index..old_index + len].concat()),
            _ => replaced(&old[op.old_range()], &new[op.new_range()], runs),
        }
    }
}

/// What both texts begin and end with costs nothing.
fn affordable(old: &[&str], new: &[&str]) -> bool {
    let start = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let (old, new) = (&old[start..], &new[start..]);
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    (old.len() - end).saturating_mul(new.len() - end) <= PATIENCE
}

/// Words and the spaces between them, each a piece; nothing is lost.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let space = first.is_whitespace();
        let end = if first == '\n' {
            1
        } else {
            rest.find(|c: char| c.is_whitespace() != space || c == '\n').unwrap_or(rest.len())
        };
        let (piece, after) = rest.split_at(end);
        pieces.push(piece);
        rest = after;
    }
    pieces
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

#[derive(Debug, Default)]
struct Runs(Vec<Run>);

impl Runs {
    fn push(&mut self, change: Change, text: &str) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(run) if run.change == change => run.text.push_str(text),
            _ => self.0.push(Run { change, text: text.to_owned() }),
        }
    }

    fn replace(&mut self, old: &str, new: &str) {
        self.push(Change::Removed, old);
        self.push(Change::Added, new);
    }

    /// Joins two replacements with nothing but spaces between them, so that a changed phrase is one phrase.
    fn joined(self) -> Vec<Run> {
        let mut joined = Self::default();
        let mut rest = self.0.into_iter().peekable();
        while let Some(run) = rest.next() {
            let between = run.change == Change::Same && run.text.trim().is_empty() && !run.text.contains('\n');
            let replaced =
                matches!(&joined.0[..], [.., Run { change: Change::Removed, .. }, Run { change: Change::Added, .. }]);
            let removed = rest.next_if(|next| between && replaced && next.change == Change::Removed);
            let added = rest.next_if(|next| removed.is_some() && next.change == Change::Added);
            match (removed, added) {
                (Some(removed), Some(added)) => {
                    if let [.., old, new] = &mut joined.0[..] {
                        old.text.push_str(&run.text);
                        old.text.push_str(&removed.text);
                        new.text.push_str(&run.text);
                        new.text.push_str(&added.text);
                    }
                }
                (removed, _) => {
                    joined.push(run.change, &run.text);
                    if let Some(removed) = removed {
                        joined.push(removed.change, &removed.text);
                    }
                }
            }
        }
        joined.0
    }
}
