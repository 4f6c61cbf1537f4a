//! The pool of all samples of all replications: counts in narrow bins, extremes within each bin.

use super::bins::{Counts, bin_of, grow};
use super::real;

/// Samples of many replications as counts in bins, with the least and the greatest of each bin.
///
/// A quantile is interpolated between the extremes of its bin, so it is exact where a bin holds
/// one sample, two, or only equal ones, and within a five hundredth otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pool {
    first: usize,
    bins: Vec<Bin>,
    count: u64,
    sum: u128,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Bin {
    count: u64,
    least: u64,
    greatest: u64,
}

const EMPTY: Bin = Bin { count: 0, least: u64::MAX, greatest: 0 };

impl Bin {
    /// The sample at a place among `count` that lie evenly between the extremes.
    fn sample(&self, place: u64, count: u64) -> f64 {
        let (least, greatest) = (real(self.least), real(self.greatest));
        let share = if count < 2 { 0.5 } else { real(place) / real(count - 1) };
        least + share * (greatest - least)
    }

    /// What share of the samples is at most `limit`.
    fn share_up_to(&self, limit: u64) -> f64 {
        if limit >= self.greatest {
            1.0
        } else if limit < self.least {
            0.0
        } else {
            (real(limit - self.least) + 1.0) / (real(self.greatest - self.least) + 1.0)
        }
    }
}

/// A place among ordered samples.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rank {
    pub bin: usize,
    /// What share of the bin's samples lies below.
    pub within: f64,
    /// Whether the samples of the bin differ at all.
    pub differ: bool,
}

impl Pool {
    pub fn add(&mut self, samples: &[u64]) {
        if let (Some(&least), Some(&greatest)) = (samples.iter().min(), samples.iter().max()) {
            grow(&mut self.first, &mut self.bins, bin_of(least), bin_of(greatest), EMPTY, EMPTY);
        }
        for &sample in samples {
            let bin = &mut self.bins[bin_of(sample) - self.first];
            bin.count += 1;
            bin.least = bin.least.min(sample);
            bin.greatest = bin.greatest.max(sample);
            self.sum += u128::from(sample);
        }
        self.count += samples.len() as u64;
    }

    pub fn merge(&mut self, other: &Self) {
        if let Some(last) = other.bins.len().checked_sub(1) {
            grow(&mut self.first, &mut self.bins, other.first, other.first + last, EMPTY, EMPTY);
            let begin = other.first - self.first;
            for (ours, theirs) in self.bins[begin..].iter_mut().zip(&other.bins) {
                ours.count += theirs.count;
                ours.least = ours.least.min(theirs.least);
                ours.greatest = ours.greatest.max(theirs.greatest);
            }
        }
        self.count += other.count;
        self.sum += other.sum;
    }

    pub const fn count(&self) -> u64 {
        self.count
    }

    pub const fn sum(&self) -> u128 {
        self.sum
    }

    /// All bins in ascending order: number, samples, least and greatest.
    pub fn bins(&self) -> impl Iterator<Item = (usize, u64, f64, f64)> {
        let filled = (self.first..).zip(&self.bins).filter(|(_, bin)| bin.count > 0);
        filled.map(|(number, bin)| (number, bin.count, real(bin.least), real(bin.greatest)))
    }

    /// The quantile at a probability, without the samples of a part of the pool; none if no
    /// samples remain. Definition 7 of Hyndman and Fan, as [`quantile`](super::quantile).
    pub fn quantile(&self, p: f64, without: Option<&Counts>) -> Option<f64> {
        let count = self.count - without.map_or(0, Counts::total);
        let place = real(count.checked_sub(1)?) * p.clamp(0.0, 1.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and the count"
        )]
        let index = place as u64;
        let lower = self.sample(index, without)?;
        let upper = self.sample((index + 1).min(count - 1), without)?;
        Some(lower + place.fract() * (upper - lower))
    }

    /// The sample at an index among the ordered.
    fn sample(&self, index: u64, without: Option<&Counts>) -> Option<f64> {
        let mut before = 0;
        for (number, bin) in (self.first..).zip(&self.bins) {
            let count = bin.count - without.map_or(0, |without| without.at(number));
            if index < before + count {
                return Some(bin.sample(index - before, count));
            }
            before += count;
        }
        None
    }

    /// Where the quantile at a probability lies; none without samples.
    pub fn rank(&self, p: f64) -> Option<Rank> {
        let target = p * real(self.count);
        let mut before = 0;
        let mut last = None;
        for (number, bin) in (self.first..).zip(&self.bins).filter(|(_, bin)| bin.count > 0) {
            let within = ((target - real(before)) / real(bin.count)).min(1.0);
            last = Some(Rank { bin: number, within, differ: bin.least < bin.greatest });
            before += bin.count;
            if target <= real(before) {
                break;
            }
        }
        last
    }

    /// Where a limit lies among the samples.
    pub fn rank_of(&self, limit: u64) -> Rank {
        let number = bin_of(limit);
        let bin = number.checked_sub(self.first).and_then(|index| self.bins.get(index));
        let bin = bin.filter(|bin| bin.count > 0);
        Rank {
            bin: number,
            within: bin.map_or(1.0, |bin| bin.share_up_to(limit)),
            differ: bin.is_some_and(|bin| bin.least < bin.greatest),
        }
    }

    /// The share of samples that are at most `limit`, without the samples of a part of the pool.
    pub fn share(&self, limit: u64, without: Option<&Counts>) -> Option<f64> {
        let count = self.count - without.map_or(0, Counts::total);
        let limit_bin = bin_of(limit);
        let mut below = 0.0;
        for (number, bin) in (self.first..).zip(&self.bins).take_while(|&(number, _)| number <= limit_bin) {
            let held = real(bin.count - without.map_or(0, |without| without.at(number)));
            below += held * bin.share_up_to(limit);
        }
        (count > 0).then(|| below / real(count))
    }
}
