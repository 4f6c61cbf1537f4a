//! The uniform law: anything between two bounds, all alike.

use super::impossible::{Impossible, amount, ordered};
use super::law::Law;

/// Even chances between two bounds.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Uniform {
    low: f64,
    high: f64,
}

impl Uniform {
    pub(super) fn law(low: f64, high: f64) -> Result<Law, Impossible> {
        let (low, high) = (amount("low", low)?, amount("high", high)?);
        ordered(("low", low), ("high", high))?;
        if low == high {
            return Ok(Law::Constant(low));
        }
        Ok(Law::Uniform(Self { low, high }))
    }

    #[inline]
    pub(super) fn at(&self, p: f64) -> f64 {
        (self.low + p * (self.high - self.low)).min(self.high)
    }

    pub(super) fn mean(&self) -> f64 {
        self.low + (self.high - self.low) / 2.0
    }

    pub(super) fn variance(&self) -> f64 {
        let width = self.high - self.low;
        width * width / 12.0
    }

    pub(super) fn support(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    pub(super) fn scaled(&self, factor: f64) -> Self {
        Self { low: self.low * factor, high: self.high * factor }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Distribution;
    use super::super::check::*;

    fn law() -> Distribution {
        Distribution::uniform(2.0, 5.0).unwrap()
    }

    #[test]
    fn draws_follow_the_law() {
        assert_follows(&law(), |x| (x - 2.0) / 3.0);
        assert_moments(&law(), 3.5, 0.75);
        assert_inverse(&law(), |x| (x - 2.0) / 3.0);
        assert_within_support(&law());
    }

    #[test]
    fn first_draws_are_pinned() {
        assert_pinned(&law(), [2.346_191_502_974_811_3, 4.485_302_337_523_034, 3.553_692_426_031_379]);
    }
}
