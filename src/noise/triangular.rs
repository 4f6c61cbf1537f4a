//! The triangular law: an expert's low, most likely and high value.

use super::impossible::{Impossible, amount, ordered};
use super::law::Law;

/// Chances that rise evenly from the low value to the mode and fall evenly to the high value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Triangular {
    low: f64,
    mode: f64,
    high: f64,
    /// Probability of lying below the mode.
    split: f64,
    /// Reach of the rising and of the falling side, in the caller's unit.
    rise: f64,
    fall: f64,
}

impl Triangular {
    pub(super) fn law(low: f64, mode: f64, high: f64) -> Result<Law, Impossible> {
        let (low, mode, high) = checked(low, mode, high)?;
        if low == high {
            return Ok(Law::Constant(low));
        }
        let width = high - low;
        Ok(Law::Triangular(Self {
            low,
            mode,
            high,
            split: (mode - low) / width,
            rise: width.sqrt() * (mode - low).sqrt(),
            fall: width.sqrt() * (high - mode).sqrt(),
        }))
    }

    #[inline]
    pub(super) fn at(&self, p: f64) -> f64 {
        if p < self.split {
            (self.low + self.rise * p.sqrt()).min(self.mode)
        } else {
            (self.high - self.fall * (1.0 - p).sqrt()).max(self.mode)
        }
    }

    /// The chance of more.
    pub(super) fn chance_above(&self, x: f64) -> f64 {
        if x < self.mode {
            let part = (x - self.low).max(0.0) / self.rise;
            1.0 - part * part
        } else {
            let part = (self.high - x).max(0.0) / self.fall;
            if self.fall > 0.0 { part * part } else { 0.0 }
        }
    }

    pub(super) fn mean(&self) -> f64 {
        self.low + ((self.mode - self.low) + (self.high - self.low)) / 3.0
    }

    pub(super) fn variance(&self) -> f64 {
        let (left, right) = (self.mode - self.low, self.high - self.mode);
        (left * left + left * right + right * right) / 18.0
    }

    pub(super) fn support(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    pub(super) fn scaled(&self, factor: f64) -> Self {
        Self {
            low: self.low * factor,
            mode: self.mode * factor,
            high: self.high * factor,
            split: self.split,
            rise: self.rise * factor,
            fall: self.fall * factor,
        }
    }
}

/// Three values in the order low, mode, high; shared with the PERT law.
pub(super) fn checked(low: f64, mode: f64, high: f64) -> Result<(f64, f64, f64), Impossible> {
    let (low, mode, high) = (amount("low", low)?, amount("mode", mode)?, amount("high", high)?);
    ordered(("low", low), ("mode", mode))?;
    ordered(("mode", mode), ("high", high))?;
    Ok((low, mode, high))
}

#[cfg(test)]
mod tests {
    use super::super::Distribution;
    use super::super::check::*;

    fn law() -> Distribution {
        Distribution::triangular(2.0, 3.0, 6.0).unwrap()
    }

    fn chance_below(x: f64) -> f64 {
        if x < 3.0 { (x - 2.0).powi(2) / 4.0 } else { 1.0 - (6.0 - x).powi(2) / 12.0 }
    }

    #[test]
    fn draws_follow_the_law() {
        assert_follows(&law(), chance_below);
        assert_moments(&law(), 11.0 / 3.0, 13.0 / 18.0);
        assert_inverse(&law(), chance_below);
        assert_within_support(&law());
    }

    #[test]
    fn the_mode_may_sit_on_a_bound() {
        let falling = Distribution::triangular(0.0, 0.0, 1.0).unwrap();
        assert_follows(&falling, |x| 1.0 - (1.0 - x).powi(2));
        assert_moments(&falling, 1.0 / 3.0, 1.0 / 18.0);
        let rising = Distribution::triangular(0.0, 1.0, 1.0).unwrap();
        assert_follows(&rising, |x| x * x);
        assert_moments(&rising, 2.0 / 3.0, 1.0 / 18.0);
    }

    #[test]
    fn first_draws_are_pinned() {
        assert_pinned(&law(), [2.679_403_172_374_902_6, 4.565_151_349_476_935, 3.594_749_431_790_009_3]);
    }
}
