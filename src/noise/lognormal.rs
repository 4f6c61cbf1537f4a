//! The lognormal law: a product of many small delays, skewed to the right.

use super::impossible::{Impossible, amount};
use super::law::Law;
use super::{normal, rapid};

/// A variable whose logarithm is normal, given by its own mean and coefficient of variation.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lognormal {
    mean: f64,
    cv: f64,
    median: f64,
    sigma: f64,
    /// Sigma in factors of two.
    octaves: f64,
}

impl Lognormal {
    pub(super) fn law(mean: f64, cv: f64) -> Result<Law, Impossible> {
        let (mean, cv) = (amount("mean", mean)?, amount("cv", cv)?);
        if mean == 0.0 || cv == 0.0 {
            return Ok(Law::Constant(mean));
        }
        let sigma = libm::log1p(cv * cv).sqrt();
        if sigma.is_infinite() {
            return Err(Impossible::TooWide);
        }
        let octaves = sigma / std::f64::consts::LN_2;
        Ok(Law::Lognormal(Self { mean, cv, median: mean / libm::hypot(1.0, cv), sigma, octaves }))
    }

    #[inline]
    pub(super) fn at(&self, p: f64) -> f64 {
        self.median * libm::exp(self.sigma * normal::quantile(p))
    }

    /// The same to ten digits, for a uniform number.
    pub(super) fn drawn(&self, uniform: f64) -> f64 {
        self.median * rapid::exp2(self.octaves * rapid::normal_quantile(uniform))
    }

    /// The chance of more.
    pub(super) fn chance_above(&self, x: f64) -> f64 {
        let deviations = (libm::log(x) - libm::log(self.median)) / self.sigma;
        libm::erfc(deviations * std::f64::consts::FRAC_1_SQRT_2) / 2.0
    }

    pub(super) fn mean(&self) -> f64 {
        self.mean
    }

    pub(super) fn variance(&self) -> f64 {
        let deviation = self.mean * self.cv;
        deviation * deviation
    }

    pub(super) fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }

    pub(super) fn scaled(&self, factor: f64) -> Self {
        Self { mean: self.mean * factor, median: self.median * factor, ..*self }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Distribution;
    use super::super::check::*;

    fn law() -> Distribution {
        Distribution::lognormal(6.0, 0.75).unwrap()
    }

    /// With cv 0.75: sigma² = ln(1 + 0.5625), median = 6 / 1.25.
    fn chance_below(x: f64) -> f64 {
        let sigma = 1.5625_f64.ln().sqrt();
        libm::erfc(-(x / 4.8).ln() / sigma / 2.0_f64.sqrt()) / 2.0
    }

    #[test]
    fn draws_follow_the_law() {
        assert_follows(&law(), chance_below);
        assert_moments(&law(), 6.0, 20.25);
        assert_inverse(&law(), chance_below);
        assert_within_support(&law());
    }

    #[test]
    fn the_median_lies_below_the_mean() {
        assert_eq!(law().quantile(0.5), Some(4.8));
    }

    #[test]
    fn first_draws_are_pinned() {
        assert_pinned(&law(), [2.155_633_771_190_711_6, 9.042_373_066_338_023, 4.946_083_865_889_981]);
    }
}
