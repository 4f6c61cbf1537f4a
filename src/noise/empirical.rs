//! The empirical law: values as they were observed.

use super::impossible::{Impossible, amount};
use super::law::Law;
use std::sync::Arc;

/// Observed values, resampled with linear interpolation between order statistics.
///
/// Between any two neighbours of the sorted sample the chance is the same and evenly spread. This
/// is the quantile of Hyndman and Fan (1996), type 7, at a random probability. Nothing outside the
/// observed range can be drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Empirical {
    /// At least two values, rising.
    sorted: Arc<[f64]>,
    mean: f64,
    variance: f64,
}

impl Empirical {
    pub(super) fn law(values: Vec<f64>) -> Result<Law, Impossible> {
        let mut sorted = values
            .into_iter()
            .map(|value| amount("observed value", value))
            .collect::<Result<Vec<f64>, Impossible>>()?;
        sorted.sort_by(f64::total_cmp);
        match (sorted.first(), sorted.last()) {
            (Some(low), Some(high)) if low == high => Ok(Law::Constant(*low)),
            (Some(_), Some(_)) => Ok(Law::Empirical(Self::of(sorted.into()))),
            _ => Err(Impossible::NoValues),
        }
    }

    fn of(sorted: Arc<[f64]>) -> Self {
        let mean = average(&sorted, |a, b| a + (b - a) / 2.0);
        // Second moment of an even spread from a to b, both measured from the mean.
        let variance = average(&sorted, |a, b| {
            let (a, b) = (a - mean, b - mean);
            (a * a + a * b + b * b) / 3.0
        });
        Self { sorted, mean, variance }
    }

    #[inline]
    pub(super) fn at(&self, p: f64) -> f64 {
        let gaps = self.sorted.len() - 1;
        let place = p * gaps as f64;
        let gap = (place as usize).min(gaps - 1);
        let (a, b) = (self.sorted[gap], self.sorted[gap + 1]);
        (a + (place - gap as f64) * (b - a)).min(b)
    }

    /// The average of a quantity of the even spreads between neighbours.
    pub(super) fn average(&self, of_gap: impl Fn(f64, f64) -> f64) -> f64 {
        average(&self.sorted, of_gap)
    }

    pub(super) fn mean(&self) -> f64 {
        self.mean
    }

    pub(super) fn variance(&self) -> f64 {
        self.variance
    }

    pub(super) fn support(&self) -> (f64, f64) {
        (self.sorted[0], self.sorted[self.sorted.len() - 1])
    }

    pub(super) fn scaled(&self, factor: f64) -> Self {
        Self::of(self.sorted.iter().map(|value| value * factor).collect())
    }
}

/// The average of a quantity over the gaps between neighbours.
fn average(sorted: &[f64], of_gap: impl Fn(f64, f64) -> f64) -> f64 {
    let total: f64 = sorted.windows(2).map(|gap| of_gap(gap[0], gap[1])).sum();
    total / (sorted.len() - 1) as f64
}

#[cfg(test)]
mod tests {
    use super::super::check::*;
    use super::super::{Distribution, Impossible};

    fn law() -> Distribution {
        Distribution::empirical(vec![7.0, 1.0, 2.0, 4.0]).unwrap()
    }

    fn chance_below(x: f64) -> f64 {
        if x < 2.0 {
            (x - 1.0) / 3.0
        } else if x < 4.0 {
            1.0 / 3.0 + (x - 2.0) / 6.0
        } else {
            2.0 / 3.0 + (x - 4.0) / 9.0
        }
    }

    /// Thirds even on (1, 2), (2, 4), (4, 7): mean 10/3, second moment 128/9.
    #[test]
    fn draws_follow_the_law() {
        assert_follows(&law(), chance_below);
        assert_moments(&law(), 10.0 / 3.0, 128.0 / 9.0 - 100.0 / 9.0);
        assert_inverse(&law(), chance_below);
        assert_within_support(&law());
    }

    #[test]
    fn quantiles_at_the_observations_are_the_observations() {
        for (p, value) in [(0.0, 1.0), (1.0 / 3.0, 2.0), (2.0 / 3.0, 4.0), (1.0, 7.0)] {
            assert!((law().quantile(p).unwrap() - value).abs() < 1e-15);
        }
    }

    #[test]
    fn ties_keep_their_weight() {
        let tied = Distribution::empirical(vec![3.0, 3.0, 3.0, 5.0]).unwrap();
        assert_eq!(tied.quantile(0.6), Some(3.0));
        assert_moments(&tied, 10.0 / 3.0, 4.0 / 9.0 - 1.0 / 9.0);
    }

    #[test]
    fn one_value_is_a_constant_and_none_is_impossible() {
        assert_eq!(Distribution::empirical(vec![3.0]), Distribution::constant(3.0));
        assert_eq!(Distribution::empirical(vec![]), Err(Impossible::NoValues));
    }

    #[test]
    fn first_draws_are_pinned() {
        assert_pinned(&law(), [1.346_191_502_974_811_3, 5.455_907_012_569_105, 3.107_384_852_062_758]);
    }
}
