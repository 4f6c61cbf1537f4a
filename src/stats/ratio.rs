//! Ratios of totals, such as dollars per tonne.

use super::comoments::CoMoments;
use super::difference::{Difference, StandardError};
use super::estimate::Estimate;
use super::real;

/// A ratio of two totals over all replications, as cost per tonne is all cost over all tonnes.
///
/// The mean of the ratios of single replications is something else, and lets a replication that
/// delivered little weigh as much as one that delivered a lot. The interval is Student's t on the
/// linearised ratio: with R the ratio of the totals, the residuals `numerator - R · denominator`
/// of the replications have mean zero, and their standard error over the mean denominator is that
/// of R (W. G. Cochran, *Sampling Techniques*, 3rd edition, 1977, section 6.4; for simulations
/// A. M. Law, *Simulation Modeling and Analysis*, chapter 9). Only sums are kept.
///
/// ```
/// use keruen::stats::Ratio;
///
/// let mut cost = Ratio::default();
/// for (dollars, tonnes) in [(1000.0, 10.0), (4400.0, 40.0), (1900.0, 20.0)] {
///     cost.push(dollars, tonnes);
/// }
/// assert_eq!(cost.value(), Some(7300.0 / 70.0));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ratio {
    sums: CoMoments<2>,
}

impl Ratio {
    /// Takes in one replication.
    pub fn push(&mut self, numerator: f64, denominator: f64) {
        self.sums.push([numerator, denominator]);
    }

    /// Takes in all that another has seen; in a fixed order, whoever wants the same bytes.
    pub fn merge(&mut self, other: &Self) {
        self.sums.merge(&other.sums);
    }

    /// The ratio of the totals; none if there is nothing to divide by.
    pub fn value(&self) -> Option<f64> {
        let [numerator, denominator] = self.sums.means()?;
        Some(numerator / denominator).filter(|ratio| ratio.is_finite())
    }

    /// The ratio of the totals with its interval; none if there is nothing to divide by, no
    /// interval from one replication.
    pub fn estimate(&self, confidence: f64) -> Option<Estimate> {
        let value = self.value()?;
        let [_, denominator] = self.sums.means()?;
        let half = self
            .sums
            .variance_of([1.0 / denominator, -value / denominator])
            .and_then(|variance| error(variance, self.sums.count()))
            .and_then(|error| error.half_width(confidence));
        let (low, high) = (half.map(|half| value - half), half.map(|half| value + half));
        Some(Estimate { estimate: value, low, high, n: self.sums.count() })
    }
}

/// The same ratio in two scenarios whose replications met the same chance.
///
/// The difference of the two ratios of totals, with a t interval on the difference of their
/// linearised residuals, replication by replication (see [`Ratio`]).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairedRatios {
    sums: CoMoments<4>,
    identical: bool,
}

impl Default for PairedRatios {
    fn default() -> Self {
        Self { sums: CoMoments::default(), identical: true }
    }
}

impl PairedRatios {
    /// Takes in one replication of both scenarios: numerator and denominator of each.
    pub fn push(&mut self, base: (f64, f64), alternative: (f64, f64)) {
        self.identical &= base == alternative;
        self.sums.push([base.0, base.1, alternative.0, alternative.1]);
    }

    /// Takes in all that another has seen; in a fixed order, whoever wants the same bytes.
    pub fn merge(&mut self, other: &Self) {
        self.identical &= other.identical;
        self.sums.merge(&other.sums);
    }

    /// Alternative minus base with its interval; none where one of them has nothing to divide by.
    pub fn difference(&self, confidence: f64) -> Option<Difference> {
        let [top, bottom, other_top, other_bottom] = self.sums.means()?;
        let (base, alternative) = (top / bottom, other_top / other_bottom);
        if !(base.is_finite() && alternative.is_finite()) {
            return None;
        }
        let of_base = [1.0 / bottom, -base / bottom];
        let of_alternative = [1.0 / other_bottom, -alternative / other_bottom];
        let variance = |weights| self.sums.variance_of(weights);
        let apart = variance([of_base[0], of_base[1], 0.0, 0.0])
            .zip(variance([0.0, 0.0, of_alternative[0], of_alternative[1]]))
            .map(|(base, alternative)| base + alternative);
        let together = variance([-of_base[0], -of_base[1], of_alternative[0], of_alternative[1]])
            .map(|variance| if self.identical { 0.0 } else { variance });
        let ratio = apart.zip(together).filter(|&(_, together)| together > 0.0);
        Some(Difference::new(
            alternative - base,
            self.sums.count(),
            together.and_then(|variance| error(variance, self.sums.count())),
            confidence,
            ratio.map(|(apart, together)| apart / together),
        ))
    }
}

/// The standard error of a mean of so many.
fn error(variance: f64, count: u64) -> Option<StandardError> {
    StandardError::new((variance / real(count)).sqrt(), real(count) - 1.0)
}
