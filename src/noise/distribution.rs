//! Probability laws over amounts: how long, how much, how many.

use super::draws::Draws;
use super::empirical::Empirical;
use super::exponential::Exponential;
use super::gamma::Gamma;
use super::impossible::{Impossible, amount, positive};
use super::law::Law;
use super::lognormal::Lognormal;
use super::pert::Pert;
use super::triangular::Triangular;
use super::uniform::Uniform;
use super::weibull::Weibull;

/// A probability law over amounts from zero up, in whatever unit the caller keeps.
///
/// Amounts, means, bounds and scales go in and come out in that unit; a cv and a shape are plain
/// numbers. Each constructor refuses parameters that are negative, infinite, no number or out of
/// order, and says why.
///
/// Every law draws by inverting one uniform, so that a larger uniform gives a larger amount and two
/// scenarios stay in step; gamma and PERT alone use a rejection method, on words of their address.
/// Draws have ten digits at least; [`quantile`](Self::quantile) has all of them.
/// Parameters that leave no choice (a cv of 0, a low equal to the high) make a constant. Mean and
/// variance are always finite.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    law: Law,
}

impl Distribution {
    /// Always this value.
    pub fn constant(value: f64) -> Result<Self, Impossible> {
        Self::computable(Law::Constant(amount("value", value)?))
    }

    /// Anything from `low` to `high`, all alike.
    pub fn uniform(low: f64, high: f64) -> Result<Self, Impossible> {
        Self::computable(Uniform::law(low, high)?)
    }

    /// Waiting times without memory, such as between breakdowns.
    pub fn exponential(mean: f64) -> Result<Self, Impossible> {
        Self::computable(Exponential::law(mean)?)
    }

    /// Whether what is left of an amount does not depend on how much has passed.
    #[must_use]
    pub fn is_exponential(&self) -> bool {
        matches!(self.law, Law::Exponential(_))
    }

    /// A right-skewed law by its own mean and coefficient of variation (standard deviation over
    /// mean).
    pub fn lognormal(mean: f64, cv: f64) -> Result<Self, Impossible> {
        Self::computable(Lognormal::law(mean, cv)?)
    }

    /// An expert's low, most likely and high value, joined by straight lines.
    pub fn triangular(low: f64, mode: f64, high: f64) -> Result<Self, Impossible> {
        Self::computable(Triangular::law(low, mode, high)?)
    }

    /// An expert's low, most likely and high value, smooth: a beta law whose mean counts the mode
    /// four times. Source: Malcolm et al. (1959).
    pub fn pert(low: f64, mode: f64, high: f64) -> Result<Self, Impossible> {
        Self::computable(Pert::law(low, mode, high)?)
    }

    /// A job of several steps, by its mean and coefficient of variation (standard deviation over
    /// mean). With cv 1 it is exponential.
    pub fn gamma(mean: f64, cv: f64) -> Result<Self, Impossible> {
        Self::computable(Gamma::law(mean, cv)?)
    }

    /// Lifetimes: `scale` is passed with probability 1/e; a `shape` above 1 means
    /// wear, below 1 early failures.
    pub fn weibull(scale: f64, shape: f64) -> Result<Self, Impossible> {
        Self::computable(Weibull::law(scale, shape)?)
    }

    /// Observed values, in any order, resampled with linear interpolation between order statistics.
    ///
    /// Every gap between neighbours in the sorted sample is equally likely and evenly filled
    /// (Hyndman and Fan 1996, type 7). Nothing below the least or above the greatest observation
    /// comes out. Mean and variance are those of what is drawn, not of the sample.
    pub fn empirical(values: Vec<f64>) -> Result<Self, Impossible> {
        Self::computable(Empirical::law(values)?)
    }

    /// The law of `factor` times the amount, for a change of unit or a what-if. The factor must be
    /// above 0; one that is not, or that leads beyond the largest number, leaves the law as it is.
    #[must_use]
    pub fn scaled(&self, factor: f64) -> Self {
        positive("factor", factor)
            .and_then(|factor| Self::computable(self.law.scaled(factor)))
            .unwrap_or_else(|_| self.clone())
    }

    /// One amount, drawn at one address.
    #[inline]
    #[must_use]
    pub fn sample(&self, draws: Draws) -> f64 {
        self.law.sample(draws)
    }

    /// The amount that stays unexceeded with probability `p`; the ends of the support at 0 and 1.
    /// Nothing where `p` is no probability, and for PERT and gamma, which have no closed form.
    #[must_use]
    pub fn quantile(&self, p: f64) -> Option<f64> {
        let unexceeded = self.law.at(p)?;
        let (least, greatest) = self.support();
        match p {
            0.0 => Some(least),
            1.0 => Some(greatest),
            p if 0.0 < p && p < 1.0 => Some(unexceeded),
            _ => None,
        }
    }

    /// The mean, in the caller's unit.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.law.mean()
    }

    /// The mean of what comes in [whole](super::whole) units.
    #[must_use]
    pub fn mean_whole(&self) -> f64 {
        super::whole::mean(&self.law)
    }

    /// The variance, in the caller's unit squared.
    #[must_use]
    pub fn variance(&self) -> f64 {
        self.law.variance()
    }

    /// The least and the greatest amount there can be, in the caller's unit; the greatest may be
    /// infinite.
    #[must_use]
    pub fn support(&self) -> (f64, f64) {
        self.law.support()
    }

    /// Refuses a law whose mean or variance overflows. What remains never draws an infinite amount:
    /// uniforms come no closer to 1 than 2^-53.
    fn computable(law: Law) -> Result<Self, Impossible> {
        if law.mean().is_finite() && law.variance().is_finite() {
            Ok(Self { law })
        } else {
            Err(Impossible::TooWide)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::{assert_close, assert_moments, assert_within_support};
    use super::*;

    fn one_of_each() -> [Distribution; 9] {
        [
            Distribution::constant(3.0),
            Distribution::uniform(2.0, 5.0),
            Distribution::exponential(4.0),
            Distribution::lognormal(6.0, 0.8),
            Distribution::triangular(2.0, 3.0, 6.0),
            Distribution::pert(2.0, 3.0, 6.0),
            Distribution::gamma(8.0, 0.5),
            Distribution::weibull(10.0, 2.0),
            Distribution::empirical(vec![1.0, 2.0, 4.0]),
        ]
        .map(Result::unwrap)
    }

    #[test]
    fn no_choice_makes_a_constant() {
        let three = Distribution::constant(3.0);
        assert_eq!(Distribution::uniform(3.0, 3.0), three);
        assert_eq!(Distribution::lognormal(3.0, 0.0), three);
        assert_eq!(Distribution::triangular(3.0, 3.0, 3.0), three);
        assert_eq!(Distribution::pert(3.0, 3.0, 3.0), three);
        assert_eq!(Distribution::gamma(3.0, 0.0), three);
        assert_eq!(Distribution::empirical(vec![3.0, 3.0]), three);
        let nothing = Distribution::constant(0.0);
        assert_eq!(Distribution::exponential(0.0), nothing);
        assert_eq!(Distribution::lognormal(0.0, 2.0), nothing);
        assert_eq!(Distribution::gamma(0.0, 2.0), nothing);
        assert_eq!(Distribution::weibull(0.0, 2.0), nothing);
    }

    #[test]
    fn laws_at_the_edge_of_the_possible_still_draw_amounts() {
        for law in [
            Distribution::exponential(1e154),
            Distribution::lognormal(1.0, 1e150),
            Distribution::lognormal(1e150, 1e-200),
            Distribution::triangular(0.0, 1e154, 1e154),
            Distribution::pert(0.0, 1e-300, 1e150),
            Distribution::weibull(1e-3, 0.0125),
            Distribution::weibull(1.0, 1e300),
            Distribution::uniform(1.0, 1.0 + f64::EPSILON),
        ] {
            assert_within_support(&law.unwrap());
        }
    }

    #[test]
    fn a_scaled_law_draws_scaled_amounts() {
        for law in one_of_each() {
            let scaled = law.scaled(2.5);
            let (low, high) = law.support();
            assert_eq!(scaled.support(), (2.5 * low, 2.5 * high));
            assert_moments_scaled(&law, &scaled);
            assert_within_support(&scaled);
        }
    }

    fn assert_moments_scaled(law: &Distribution, scaled: &Distribution) {
        assert_close(scaled.mean(), 2.5 * law.mean());
        if law.variance() > 0.0 {
            assert_moments(scaled, 2.5 * law.mean(), 6.25 * law.variance());
        }
    }

    #[test]
    fn a_senseless_factor_changes_nothing() {
        for law in one_of_each() {
            for factor in [0.0, -1.0, f64::NAN, f64::INFINITY] {
                assert_eq!(law.scaled(factor), law);
            }
        }
        let wide = Distribution::exponential(1e100).unwrap();
        assert_eq!(wide.scaled(1e100), wide);
    }

    #[test]
    fn a_larger_uniform_gives_a_larger_amount() {
        for law in one_of_each() {
            let amounts = (1..1000).filter_map(|i| law.quantile(f64::from(i) / 1000.0));
            assert!(amounts.is_sorted(), "{law:?}");
        }
    }

    #[test]
    fn a_constant_has_no_spread() {
        let three = Distribution::constant(3.0).unwrap();
        assert_eq!((three.mean(), three.variance()), (3.0, 0.0));
        assert_eq!(three.support(), (3.0, 3.0));
        assert_eq!(three.quantile(0.1), Some(3.0));
        assert_within_support(&three);
    }

    #[test]
    fn rejection_laws_have_no_quantiles() {
        let gamma = Distribution::gamma(8.0, 0.5).unwrap();
        let pert = Distribution::pert(2.0, 3.0, 6.0).unwrap();
        for p in [0.0, 0.5, 1.0] {
            assert_eq!((gamma.quantile(p), pert.quantile(p)), (None, None));
        }
    }
}
