//! The gamma law: the time of a job made of several steps.

use super::draws::Draws;
use super::impossible::{Impossible, amount};
use super::law::Law;
use rand_distr::Distribution as _;

/// A gamma variable, given by its mean and coefficient of variation.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Gamma {
    mean: f64,
    cv: f64,
    /// The law of mean 1/cv² and scale 1.
    standard: rand_distr::Gamma<f64>,
}

impl Gamma {
    pub(super) fn law(mean: f64, cv: f64) -> Result<Law, Impossible> {
        let (mean, cv) = (amount("mean", mean)?, amount("cv", cv)?);
        let shape = 1.0 / (cv * cv);
        if mean == 0.0 || shape.is_infinite() {
            return Ok(Law::Constant(mean));
        }
        let standard = rand_distr::Gamma::new(shape, 1.0).map_err(|_| Impossible::TooWide)?;
        Ok(Law::Gamma(Self { mean, cv, standard }))
    }

    /// The rejection method of Marsaglia and Tsang: the number of words drawn varies.
    pub(super) fn sample(&self, mut draws: Draws) -> f64 {
        self.standard.sample(&mut draws) * self.cv * self.cv * self.mean
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
        Self { mean: self.mean * factor, ..self.clone() }
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

    #[cfg(target_os = "linux")] // the gamma sampler computes with the platform's ln
    #[test]
    fn first_draws_are_pinned() {
        assert_pinned(&law(), [12.660_385_088_771_378, 6.495_018_589_151_381, 8.426_328_216_574_21]);
    }
}
