//! The exponential law: the wait for something that may happen at any moment.

use super::impossible::{Impossible, amount};
use super::law::Law;

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
        assert_pinned(&law(), [8.723_940_851_141_531, 2.449_255_772_024_763_6, 4.482_951_211_413_216]);
    }
}
