//! The exponential law: the wait for something that may happen at any moment.

use super::impossible::{Impossible, amount};
use super::law::Law;
use super::rapid;

/// Waiting times without memory.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Exponential {
    mean: f64,
}

impl Exponential {
    pub(super) fn law(mean: f64) -> Result<Law, Impossible> {
        let mean = amount("mean", mean)?;
        if mean == 0.0 {
            return Ok(Law::Constant(0.0));
        }
        Ok(Law::Exponential(Self { mean }))
    }

    #[inline]
    pub(super) fn at(&self, p: f64) -> f64 {
        self.mean * -libm::log1p(-p)
    }

    /// The same to ten digits, for a uniform number.
    #[inline]
    pub(super) fn drawn(&self, uniform: f64) -> f64 {
        self.mean * rapid::minus_ln(1.0 - uniform)
    }

    /// The chance of more.
    pub(super) fn chance_above(&self, x: f64) -> f64 {
        libm::exp(-x / self.mean)
    }

    pub(super) fn mean(&self) -> f64 {
        self.mean
    }

    pub(super) fn variance(&self) -> f64 {
        self.mean * self.mean
    }

    pub(super) fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }

    pub(super) fn scaled(&self, factor: f64) -> Self {
        Self { mean: self.mean * factor }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Distribution;
    use super::super::check::*;

    fn law() -> Distribution {
        Distribution::exponential(4.0).unwrap()
    }

    #[test]
    fn draws_follow_the_law() {
        assert_follows(&law(), |x| -libm::expm1(-x / 4.0));
        assert_moments(&law(), 4.0, 16.0);
        assert_inverse(&law(), |x| -libm::expm1(-x / 4.0));
        assert_within_support(&law());
    }

    #[test]
    fn first_draws_are_pinned() {
        assert_pinned(&law(), [0.490_466_046_878_541_1, 7.051_151_610_110_709, 2.918_393_923_179_187]);
    }
}
