//! Bins for whole numbers of any size, each narrow relative to what it holds.
//!
//! ```text
//! 0 1 2 … 1023 │ 1024-1025  1026-1027 … │ 2048-2051 … │   512 bins to every doubling
//!    exact     │       width 2          │   width 4   │
//! ```
//!
//! A bin is no wider than 1/512 of its lower end (0.2 %): numbers share one if they agree in their
//! ten leading binary digits. Nothing but shifts, so the same on every machine.

/// Leading binary digits after the first that tell bins apart.
const DIGITS: u32 = 9;

/// The bin a number belongs to. Larger numbers never have a lower bin.
pub(super) const fn bin_of(value: u64) -> usize {
    let length = u64::BITS - value.leading_zeros();
    let shift = length.saturating_sub(DIGITS + 1);
    ((shift as usize) << DIGITS) + (value >> shift) as usize
}

/// Counts in a run of neighbouring bins, which grows as needed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    first: usize,
    counts: Vec<u64>,
}

impl Counts {
    /// Counts numbers in their bins.
    pub fn of(samples: &[u64]) -> Self {
        let mut counts = Self::default();
        if let (Some(&least), Some(&greatest)) = (samples.iter().min(), samples.iter().max()) {
            counts.cover(bin_of(least), bin_of(greatest));
        }
        for &sample in samples {
            counts.counts[bin_of(sample) - counts.first] += 1;
        }
        counts
    }

    /// Makes room for bins `from` to `to`.
    fn cover(&mut self, from: usize, to: usize) {
        grow(&mut self.first, &mut self.counts, from, to, 0, 0);
    }

    /// How many numbers a bin holds.
    pub fn at(&self, bin: usize) -> u64 {
        bin.checked_sub(self.first).and_then(|index| self.counts.get(index)).copied().unwrap_or(0)
    }

    /// All bins from the first to the last, with their counts.
    pub fn iter(&self) -> impl Iterator<Item = (usize, u64)> {
        self.counts.iter().enumerate().map(|(index, &count)| (self.first + index, count))
    }

    /// Adds what another has counted.
    pub fn merge(&mut self, other: &Self) {
        if let Some(last) = other.counts.len().checked_sub(1) {
            self.cover(other.first, other.first + last);
            let begin = other.first - self.first;
            self.counts[begin..].iter_mut().zip(&other.counts).for_each(|(ours, theirs)| *ours += theirs);
        }
    }

    /// All that was counted.
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }
}

/// Makes a run of bins that begins at `first` reach from `from` to `to`, with `below` in the new
/// bins before it and `above` in those after it.
pub(super) fn grow<T: Clone>(
    first: &mut usize,
    run: &mut Vec<T>,
    from: usize,
    to: usize,
    below: T,
    above: T,
) {
    if run.is_empty() {
        *first = from;
    }
    if from < *first {
        run.splice(0..0, std::iter::repeat_n(below, *first - from));
        *first = from;
    }
    if to >= *first + run.len() {
        run.resize(to + 1 - *first, above);
    }
}
