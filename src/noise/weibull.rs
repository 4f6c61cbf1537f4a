//! The Weibull law: the life of a thing that wears out.

use super::impossible::{Impossible, amount, positive};
use super::law::Law;

/// Lifetimes; a shape above 1 means wear, below 1 early failures.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Weibull {
    scale: f64,
    inverse_shape: f64,
}

impl Weibull {
    pub(super) fn law(scale: f64, shape: f64) -> Result<Law, Impossible> {
        let (scale, shape) = (amount("scale", scale)?, positive("shape", shape)?);
        if scale == 0.0 {
            return Ok(Law::Constant(0.0));
        }
        Ok(Law::Weibull(Self { scale, inverse_shape: 1.0 / shape }))
    }

    #[inline]
    pub(super) fn at(&self, p: f64) -> f64 {
        let exponential = -libm::log1p(-p);
        self.scale * libm::exp(libm::log(exponential) * self.inverse_shape)
    }

    /// The chance of more.
    pub(super) fn chance_above(&self, x: f64) -> f64 {
        libm::exp(-libm::pow(x / self.scale, 1.0 / self.inverse_shape))
    }

    pub(super) fn mean(&self) -> f64 {
        self.scale * self.moment(1.0)
    }

    pub(super) fn variance(&self) -> f64 {
        let spread = self.moment(2.0) - self.moment(1.0) * self.moment(1.0);
        self.scale * self.scale * if spread < 0.0 { 0.0 } else { spread }
    }

    /// The moment of this order for scale 1.
    fn moment(&self, order: f64) -> f64 {
        libm::tgamma(1.0 + order * self.inverse_shape)
    }

    pub(super) fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }

    pub(super) fn scaled(&self, factor: f64) -> Self {
        Self { scale: self.scale * factor, ..*self }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Distribution;
    use super::super::check::*;

    fn law() -> Distribution {
        Distribution::weibull(10.0, 2.0).unwrap()
    }

    /// With shape 2 (Rayleigh) the moments are known: mean √π/2, variance 1 - π/4.
    #[test]
    fn draws_follow_the_law() {
        let chance_below = |x: f64| -libm::expm1(-(x / 10.0).powi(2));
        let pi = std::f64::consts::PI;
        assert_follows(&law(), chance_below);
        assert_moments(&law(), 5.0 * pi.sqrt(), 100.0 * (1.0 - pi / 4.0));
        assert_inverse(&law(), chance_below);
        assert_within_support(&law());
    }

    #[test]
    fn early_failures_follow_the_law() {
        let infant = Distribution::weibull(1.0, 0.5).unwrap();
        assert_follows(&infant, |x| -libm::expm1(-x.sqrt()));
        assert_moments(&infant, 2.0, 20.0);
    }

    #[test]
    fn first_draws_are_pinned() {
        assert_pinned(&law(), [3.501_664_057_555_281_3, 13.277_002_306_722_247, 8.541_653_708_707_67]);
    }
}
