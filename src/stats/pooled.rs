//! Quantiles of all consignments of all replications together, with intervals that respect that
//! those of one replication depend on each other.

use super::bins::Counts;
use super::difference::{Difference, StandardError};
use super::estimate::Estimate;
use super::jackknife::{SECTIONS, jackknife, section_of};
use super::pool::Pool;
use super::real;
use super::spread::Spread;
use super::student_t::student_t_quantile;

/// A figure of a pooled distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Feature {
    /// The mean of all samples.
    Mean,
    /// The quantile at a probability.
    Quantile(f64),
    /// How far the quantile at the second probability lies above that at the first.
    Range(f64, f64),
    /// By which part of the mean the quantile at a probability exceeds it: with 0.95 the buffer
    /// time index of the Federal Highway Administration, *Travel Time Reliability: Making It
    /// There On Time, All The Time*, 2006.
    BufferIndex(f64),
    /// The share of samples that are at most so much, such as those on time.
    Share(u64),
}

/// The pooled distribution of what replications observe many times each, such as the transit times
/// of consignments in milliseconds, in memory that does not grow.
///
/// Samples of one replication met the same storms and stood in the same queues, so they are no
/// independent data; replications are. The interval of a quantile therefore takes how much the
/// *share below it* varies from replication to replication, and turns the interval of that
/// share into one of the quantile: R. S. Woodruff, "Confidence intervals for medians and other
/// position measures", J. American Statistical Association 47(260), 1952, 635-646. Other figures,
/// and differences between two scenarios, take the jackknife over 32 sections of replications.
///
/// Samples are counted in bins no wider than a five hundredth of what they hold, with their least
/// and greatest, between which is interpolated. All that is kept are whole numbers, so the same
/// replications give the same figures, whoever absorbed them and in whichever order.
///
/// ```
/// use keruen::stats::{Feature, PooledQuantiles};
///
/// let mut hours = PooledQuantiles::default();
/// hours.absorb(0, &[300, 310, 350, 420]);
/// hours.absorb(1, &[280, 310, 330, 340, 390]);
/// assert_eq!(hours.value(Feature::Quantile(0.5)), Some(330.0));
/// assert_eq!(hours.count(), 9);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PooledQuantiles {
    pool: Pool,
    spread: Spread,
    sections: Vec<Section>,
}

/// What the replications of one section hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Section {
    counts: Counts,
    sum: u128,
    replications: u64,
}

impl Default for PooledQuantiles {
    fn default() -> Self {
        Self {
            pool: Pool::default(),
            spread: Spread::default(),
            sections: vec![Section::default(); SECTIONS],
        }
    }
}

impl PooledQuantiles {
    /// Takes in all samples of one replication, given its number. A replication without samples
    /// counts too: it says something about the variation.
    pub fn absorb(&mut self, replication: u64, samples: &[u64]) {
        let counts = Counts::of(samples);
        self.pool.add(samples);
        self.spread.add(&counts);
        let section = &mut self.sections[section_of(replication)];
        section.counts.merge(&counts);
        section.sum += samples.iter().map(|&sample| u128::from(sample)).sum::<u128>();
        section.replications += 1;
    }

    /// Takes in all that another has absorbed, in any order.
    pub fn merge(&mut self, other: &Self) {
        self.pool.merge(&other.pool);
        self.spread.merge(&other.spread);
        for (ours, theirs) in self.sections.iter_mut().zip(&other.sections) {
            ours.counts.merge(&theirs.counts);
            ours.sum += theirs.sum;
            ours.replications += theirs.replications;
        }
    }

    /// How many samples there are.
    pub const fn count(&self) -> u64 {
        self.pool.count()
    }

    /// How many replications they are from.
    pub const fn replications(&self) -> u64 {
        self.spread.replications()
    }

    /// A figure of the pooled distribution; none without samples, nor of what is no probability.
    pub fn value(&self, feature: Feature) -> Option<f64> {
        self.value_without(feature, None)
    }

    /// A figure with its interval. No interval from one replication, nor where a quantile is so
    /// near the end of the distribution that the data do not bound it.
    pub fn estimate(&self, feature: Feature, confidence: f64) -> Option<Estimate> {
        let value = self.value(feature)?;
        let interval = match feature {
            Feature::Quantile(p) => self.interval_of_quantile(p, confidence),
            Feature::Share(limit) => self.interval_of_share(value, limit, confidence),
            Feature::Mean | Feature::Range(..) | Feature::BufferIndex(_) => self
                .jackknife(value, |section| self.value_without(feature, Some(section)))
                .and_then(|error| error.half_width(confidence))
                .map(|half| (value - half, value + half)),
        };
        let (low, high) = interval.unzip();
        Some(Estimate { estimate: value, low, high, n: self.replications() })
    }

    /// How much a figure of another scenario differs, other minus this, the replications of both
    /// having met the same chance. None where one of them has no such figure.
    pub fn difference(&self, other: &Self, feature: Feature, confidence: f64) -> Option<Difference> {
        let (base, alternative) = (self.value(feature)?, other.value(feature)?);
        let of_base = |section: usize| self.value_without(feature, Some(section));
        let of_other = |section: usize| other.value_without(feature, Some(section));
        let together =
            self.jackknife(alternative - base, |section| Some(of_other(section)? - of_base(section)?));
        let apart = self.jackknife(base, of_base).zip(other.jackknife(alternative, of_other));
        let variance_ratio = apart.zip(together).filter(|(_, together)| together.size > 0.0).map(
            |((base, alternative), together)| {
                (base.size * base.size + alternative.size * alternative.size)
                    / (together.size * together.size)
            },
        );
        let replications = self.replications().min(other.replications());
        Some(Difference::new(alternative - base, replications, together, confidence, variance_ratio))
    }

    fn jackknife(&self, whole: f64, without: impl Fn(usize) -> Option<f64>) -> Option<StandardError> {
        let sizes: Vec<u64> = self.sections.iter().map(|section| section.replications).collect();
        jackknife(&sizes, whole, without)
    }

    fn value_without(&self, feature: Feature, section: Option<usize>) -> Option<f64> {
        let section = section.map(|section| &self.sections[section]);
        let without = section.map(|section| &section.counts);
        let quantile = |p: f64| {
            let proper = (0.0..=1.0).contains(&p);
            self.pool.quantile(p, without).filter(|_| proper)
        };
        match feature {
            Feature::Mean => self.mean_without(section),
            Feature::Quantile(p) => quantile(p),
            Feature::Range(low, high) => Some(quantile(high)? - quantile(low)?),
            Feature::BufferIndex(p) => {
                let mean = self.mean_without(section)?;
                Some((quantile(p)? - mean) / mean).filter(|index| index.is_finite())
            }
            Feature::Share(limit) => self.pool.share(limit, without),
        }
    }

    fn mean_without(&self, section: Option<&Section>) -> Option<f64> {
        let count = self.pool.count() - section.map_or(0, |section| section.counts.total());
        let sum = self.pool.sum() - section.map_or(0, |section| section.sum);
        #[expect(clippy::cast_precision_loss, reason = "a sum in double precision")]
        let sum = sum as f64;
        (count > 0).then(|| sum / real(count))
    }

    fn interval_of_quantile(&self, p: f64, confidence: f64) -> Option<(f64, f64)> {
        let rank = self.pool.rank(p)?;
        let error = self.spread.standard_error(rank)?;
        let degrees = real(self.replications()) - 1.0;
        let margin = StandardError::new(error, degrees)?.half_width(confidence)?;
        let (lower, upper) = (p - margin, p + margin);
        if margin > 0.0 && (lower <= 0.0 || upper >= 1.0) {
            return None;
        }
        Some((self.pool.quantile(lower, None)?, self.pool.quantile(upper, None)?))
    }

    /// Wilson's interval (E. B. Wilson, "Probable inference, the law of succession, and statistical
    /// inference", J. American Statistical Association 22(158), 1927, 209-212) with Student's t and
    /// with as many independent samples as the variation between replications amounts to (E. L.
    /// Korn and B. I. Graubard, "Confidence intervals for proportions with small expected number of
    /// positive counts estimated from survey data", Survey Methodology 24(2), 1998, 193-201). Where
    /// all or none are on time, that is the number of replications.
    fn interval_of_share(&self, share: f64, limit: u64, confidence: f64) -> Option<(f64, f64)> {
        let replications = real(self.replications());
        let error = self.spread.standard_error(self.pool.rank_of(limit))?;
        let quantile =
            student_t_quantile(0.5 + confidence / 2.0, replications - 1.0).filter(|_| confidence > 0.0)?;
        let variance = share * (1.0 - share);
        let size = if variance > 0.0 && error > 0.0 {
            (variance / (error * error)).min(real(self.count()))
        } else {
            replications
        };
        let square = quantile * quantile / size;
        let centre = (share + square / 2.0) / (1.0 + square);
        let half = (square * (variance + square / 4.0)).sqrt() / (1.0 + square);
        Some(((centre - half).max(0.0).min(share), (centre + half).min(1.0).max(share)))
    }
}
