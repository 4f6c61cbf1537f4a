//! The PERT law: as the triangular one, but smooth and less fond of its bounds.

use super::draws::Draws;
use super::impossible::Impossible;
use super::law::Law;
use super::triangular::checked;
use rand_distr::{Beta, Distribution as _};
use statrs::function::beta::checked_beta_reg;

/// How many times the mode counts against each bound. Source: Malcolm, Roseboom, Clark, Fazar
/// (1959), Operations Research 7(5), 646-669.
const WEIGHT: f64 = 4.0;

/// A beta law stretched between two bounds around a most likely value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pert {
    low: f64,
    mode: f64,
    high: f64,
    beta: Beta<f64>,
}

impl Pert {
    pub(super) fn law(low: f64, mode: f64, high: f64) -> Result<Law, Impossible> {
        let (low, mode, high) = checked(low, mode, high)?;
        if low == high {
            return Ok(Law::Constant(low));
        }
        let [left, right] = shapes(low, mode, high);
        let beta = Beta::new(left, right).map_err(|_| Impossible::TooWide)?;
        Ok(Law::Pert(Self { low, mode, high, beta }))
    }

    /// The chance of more.
    pub(super) fn chance_above(&self, x: f64) -> f64 {
        let [left, right] = shapes(self.low, self.mode, self.high);
        let beyond = ((self.high - x) / (self.high - self.low)).clamp(0.0, 1.0);
        checked_beta_reg(right, left, beyond).unwrap_or(0.0)
    }

    /// Cheng's rejection method: the number of words drawn varies.
    pub(super) fn sample(&self, mut draws: Draws) -> f64 {
        let share = self.beta.sample(&mut draws);
        (self.low + share * (self.high - self.low)).min(self.high)
    }

    pub(super) fn mean(&self) -> f64 {
        let right = WEIGHT * (self.mode - self.low) + (self.high - self.low);
        self.low + right / (WEIGHT + 2.0)
    }

    pub(super) fn variance(&self) -> f64 {
        let mean = self.mean();
        (mean - self.low) * (self.high - mean) / (WEIGHT + 3.0)
    }

    pub(super) fn support(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    pub(super) fn scaled(&self, factor: f64) -> Self {
        Self { low: self.low * factor, mode: self.mode * factor, high: self.high * factor, beta: self.beta }
    }
}

/// The two shapes of the beta law.
fn shapes(low: f64, mode: f64, high: f64) -> [f64; 2] {
    [(mode - low), (high - mode)].map(|side| 1.0 + WEIGHT * (side / (high - low)))
}

#[cfg(test)]
mod tests {
    use super::super::Distribution;
    use super::super::check::*;

    fn law() -> Distribution {
        Distribution::pert(2.0, 3.0, 6.0).unwrap()
    }

    /// Beta(2, 4) between 2 and 6.
    #[test]
    fn draws_follow_the_law() {
        let chance_below = |x: f64| {
            let y = 1.0 - (x - 2.0) / 4.0;
            1.0 - y.powi(4) * (5.0 - 4.0 * y)
        };
        assert_follows(&law(), chance_below);
        assert_moments(&law(), 10.0 / 3.0, 16.0 * 8.0 / 252.0);
        assert_within_support(&law());
    }

    /// Beta(1, 5) and Beta(5, 1): the sampler's other algorithm.
    #[test]
    fn the_mode_may_sit_on_a_bound() {
        let falling = Distribution::pert(0.0, 0.0, 1.0).unwrap();
        assert_follows(&falling, |x| 1.0 - (1.0 - x).powi(5));
        let rising = Distribution::pert(0.0, 1.0, 1.0).unwrap();
        assert_follows(&rising, |x| x.powi(5));
        assert_within_support(&rising);
    }

    #[cfg(target_os = "linux")] // the beta sampler computes with the platform's ln and exp
    #[test]
    fn first_draws_are_pinned() {
        assert_pinned(&law(), [2.484_718_468_425_447_3, 4.300_408_006_479_33, 3.373_896_433_573_581]);
    }
}
