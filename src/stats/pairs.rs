//! Pairs of replications that met the same chance in two scenarios.

use super::difference::{Difference, StandardError};
use super::moments::Moments;
use super::real;

/// The values of one measure in two scenarios, replication by replication.
///
/// Under common random numbers a replication of the alternative is compared with the replication
/// of the base of the same number: the paired t interval on the differences (A. M. Law,
/// *Simulation Modeling and Analysis*, chapter 10; P. Glasserman and D. D. Yao, "Some guidelines
/// and guarantees for common random numbers", Management Science 38(6), 1992, 884-908).
///
/// ```
/// use keruen::stats::Pairs;
///
/// let mut days = Pairs::default();
/// for (today, zangezur) in [(12.1, 11.4), (9.8, 9.1), (15.3, 13.9), (11.0, 10.7)] {
///     days.push(today, zangezur);
/// }
/// let difference = days.difference(0.95).expect("there are pairs");
/// assert!(difference.estimate.high < Some(0.0));
/// assert!(difference.variance_ratio > Some(20.0));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pairs {
    base: Moments,
    alternative: Moments,
    difference: Moments,
}

impl Pairs {
    /// Takes in one replication of both scenarios.
    pub fn push(&mut self, base: f64, alternative: f64) {
        self.base.push(base);
        self.alternative.push(alternative);
        self.difference.push(alternative - base);
    }

    /// Takes in all that another has seen; in a fixed order, whoever wants the same bytes.
    pub fn merge(&mut self, other: &Self) {
        self.base.merge(&other.base);
        self.alternative.merge(&other.alternative);
        self.difference.merge(&other.difference);
    }

    /// The values of the base.
    pub const fn base(&self) -> &Moments {
        &self.base
    }

    /// The values of the alternative.
    pub const fn alternative(&self) -> &Moments {
        &self.alternative
    }

    /// Alternative minus base, replication by replication.
    pub const fn differences(&self) -> &Moments {
        &self.difference
    }

    /// The mean difference with its paired t interval; none without pairs.
    pub fn difference(&self, confidence: f64) -> Option<Difference> {
        let count = self.difference.count();
        let error =
            self.difference.standard_error().and_then(|size| StandardError::new(size, real(count) - 1.0));
        Some(Difference::new(self.difference.mean()?, count, error, confidence, self.variance_ratio()))
    }

    /// What common random numbers achieved, see [`Difference::variance_ratio`].
    pub fn variance_ratio(&self) -> Option<f64> {
        let together = self.difference.variance().filter(|&variance| variance > 0.0)?;
        Some((self.base.variance()? + self.alternative.variance()?) / together)
    }
}
