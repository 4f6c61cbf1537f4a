//! The gamma law: the time of a job made of several steps.

use super::draws::Draws;
use super::impossible::{Impossible, amount};
use super::law::Law;
use super::rapid;
use statrs::function::gamma::checked_gamma_ur;

/// A gamma variable, given by its mean and coefficient of variation.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Gamma {
    mean: f64,
    cv: f64,
    /// Marsaglia and Tsang's d and c, of a law with a shape of at least 1.
    base: f64,
    spread: f64,
    /// Turns that law into this one: a factor and, where this one's shape is below 1, the inverse of
    /// its shape.
    factor: f64,
    boost: Option<f64>,
}

impl Gamma {
    pub(super) fn law(mean: f64, cv: f64) -> Result<Law, Impossible> {
        let (mean, cv) = (amount("mean", mean)?, amount("cv", cv)?);
        let inverse_shape = cv * cv;
        let shape = 1.0 / inverse_shape;
        if mean == 0.0 || shape.is_infinite() {
            return Ok(Law::Constant(mean));
        }
        let boost = (shape < 1.0).then_some(inverse_shape);
        let base = shape + if boost.is_some() { 1.0 } else { 0.0 } - 1.0 / 3.0;
        let spread = 1.0 / (9.0 * base).sqrt();
        let factor = base * inverse_shape * mean;
        if factor.is_infinite() {
            return Err(Impossible::TooWide);
        }
        Ok(Law::Gamma(Self { mean, cv, base, spread, factor, boost }))
    }

    /// A cubed normal variable, rejected where it is too likely; the number of words drawn varies. A
    /// law with a shape below 1 is that of the next shape, times a power of a uniform number. Source:
    /// Marsaglia and Tsang (2000), "A simple method for generating gamma variables", ACM Transactions
    /// on Mathematical Software 26(3), 363-372.
    #[inline(always)]
    pub(super) fn sample(&self, draws: Draws<'_>) -> f64 {
        let [of_normal, uniform] = draws.first_pair();
        self.at_once(of_normal, uniform).unwrap_or_else(|| self.in_the_end(draws))
    }

    /// What comes of the first attempt, if that will do without a closer look.
    fn at_once(&self, of_normal: f64, uniform: f64) -> Option<f64> {
        let attempt = self.attempt(of_normal);
        let accepted = self.boost.is_none() && attempt.is_plain(uniform);
        accepted.then_some(self.factor * attempt.cube)
    }

    #[inline(never)]
    fn in_the_end(&self, mut draws: Draws<'_>) -> f64 {
        loop {
            let attempt = self.attempt(draws.uniform());
            let uniform = draws.uniform();
            if attempt.is_plain(uniform) || attempt.is_accepted(uniform, self.base) {
                let amount = self.factor * attempt.cube;
                return self.boost.map_or(amount, |power| amount * libm::pow(draws.uniform(), power));
            }
        }
    }

    #[inline(always)]
    fn attempt(&self, of_normal: f64) -> Attempt {
        let normal = rapid::normal_quantile(of_normal);
        let root = 1.0 + self.spread * normal;
        Attempt { square: normal * normal, cube: root * root * root }
    }

    /// The chance of more; beyond a shape of a million by the cube root, which is normal to nine digits there
    /// (Wilson and Hilferty 1931, PNAS 17(12), 684-688).
    pub(super) fn chance_above(&self, x: f64) -> f64 {
        let shape = 1.0 / (self.cv * self.cv);
        let part = x / self.mean;
        if shape > 1e6 {
            let deviations = (libm::cbrt(part) - 1.0 + 1.0 / (9.0 * shape)) * (9.0 * shape).sqrt();
            return libm::erfc(deviations * std::f64::consts::FRAC_1_SQRT_2) / 2.0;
        }
        checked_gamma_ur(shape, shape * part).unwrap_or(0.0)
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
        Self { mean: self.mean * factor, factor: self.factor * factor, ..*self }
    }
}

/// The square of a normal variable, and the cube made of it.
struct Attempt {
    square: f64,
    cube: f64,
}

impl Attempt {
    /// A bound that is quick to check and accepts almost all, but never a cube below nothing.
    #[inline(always)]
    fn is_plain(&self, uniform: f64) -> bool {
        uniform < 1.0 - 0.0331 * self.square * self.square
    }

    fn is_accepted(&self, uniform: f64, base: f64) -> bool {
        let bound = || 0.5 * self.square + base * (1.0 - self.cube + libm::log(self.cube));
        self.cube > 0.0 && libm::log(uniform) < bound()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Distribution;
    use super::super::check::*;

    fn law() -> Distribution {
        Distribution::gamma(8.0, 0.5).unwrap()
    }

    /// With cv 0.5: four steps of mean 2 (Erlang).
    #[test]
    fn draws_follow_the_law() {
        assert_follows(&law(), |x| {
            let t = x / 2.0;
            1.0 - libm::exp(-t) * (1.0 + t + t * t / 2.0 + t * t * t / 6.0)
        });
        assert_moments(&law(), 8.0, 16.0);
        assert_within_support(&law());
    }

    /// With cv √2 the variable is the square of a normal one: the sampler's small shapes.
    #[test]
    fn draws_wider_than_exponential_follow_the_law() {
        let wide = Distribution::gamma(1.0, 2.0_f64.sqrt()).unwrap();
        assert_follows(&wide, |x| libm::erf((x / 2.0).sqrt()));
        assert_moments(&wide, 1.0, 2.0);
    }

    #[test]
    fn with_cv_1_it_is_exponential() {
        let memoryless = Distribution::gamma(3.0, 1.0).unwrap();
        assert_follows(&memoryless, |x| -libm::expm1(-x / 3.0));
        assert_moments(&memoryless, 3.0, 9.0);
    }

    #[test]
    fn extreme_spreads_still_draw_amounts() {
        for cv in [1e-200, 1e-150, 1e-8, 30.0, 1e6, 1e150] {
            assert_within_support(&Distribution::gamma(2.0, cv).unwrap());
        }
    }

    #[test]
    fn first_draws_are_pinned() {
        assert_pinned(&law(), [3.634_877_085_218_035_7, 11.595_966_825_801_584, 7.506_546_750_879_744]);
    }
}
