//! Multiple comparisons with the best.

use serde::Serialize;

use super::duels::Duels;
use super::estimate::Estimate;
use super::real;
use super::student_t::student_t_quantile;
use super::verdict::Goal;

/// How one alternative compares with the best of the others.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct WithTheBest {
    /// By how much it is better than the best of the others (negative: worse), whichever way is
    /// better. The interval holds zero, at an end of it where it is certain which is better.
    pub lead: Estimate,
    /// Whether it may be the best, as far as these replications tell.
    pub may_be_best: bool,
}

/// Simultaneous comparisons of each of several alternatives with the best of the others, under
/// common random numbers.
///
/// J. C. Hsu, "Constrained simultaneous confidence intervals for multiple comparisons with the
/// best", Annals of Statistics 12(3), 1984, 1136-1144; under common random numbers B. L. Nelson and
/// F. J. Matejcik, "Using common random numbers for indifference-zone selection and multiple
/// comparisons in simulation", Management Science 41(12), 1995, 1935-1945. They assume all pairs to
/// be alike in variance; corridor scenarios are not, so the widths here are those of paired t
/// intervals, each pair with its own variance, and Bonferroni over the k - 1 comparisons of the best
/// with the others: valid for any dependence, somewhat wide for many alternatives.
#[derive(Clone, Debug, PartialEq)]
pub struct Contest {
    duels: Duels,
    rounds: u64,
}

impl Contest {
    /// A contest between so many alternatives.
    pub fn new(alternatives: usize, goal: Goal) -> Self {
        Self { duels: Duels::new(alternatives, goal), rounds: 0 }
    }

    /// Takes in one replication: a value for each alternative. A round that lacks one, or has one
    /// that is not a number, is left out.
    pub fn push(&mut self, values: &[f64]) {
        let all: Vec<usize> = (0..self.duels.alternatives()).collect();
        if values.len() == all.len() && values.iter().all(|value| value.is_finite()) {
            self.duels.push(&all, values);
            self.rounds += 1;
        }
    }

    /// Each alternative beside the best of the others, at a joint confidence; empty without rounds
    /// or with fewer than two alternatives.
    pub fn with_the_best(&self, confidence: f64) -> Vec<WithTheBest> {
        let alternatives = self.duels.alternatives();
        if self.rounds == 0 || alternatives < 2 {
            return Vec::new();
        }
        let upper: Vec<Option<f64>> = (0..alternatives)
            .map(|one| {
                self.least(one, |other| Some(self.lead(one, other) + self.margin(one, other, confidence)?))
            })
            .collect();
        let may_be_best: Vec<bool> = upper.iter().map(|end| end.is_none_or(|end| end >= 0.0)).collect();
        (0..alternatives)
            .map(|one| {
                let below = |other| Some(self.lead(one, other) - self.margin(one, other, confidence)?);
                let among = |other| if may_be_best[other] { below(other) } else { Some(f64::INFINITY) };
                let lower = self.least(one, among);
                let low = lower.map(|end| end.min(0.0));
                WithTheBest {
                    lead: Estimate {
                        estimate: self.least(one, |other| Some(self.lead(one, other))).unwrap_or(0.0),
                        low,
                        high: upper[one].map(|end| end.max(0.0)),
                        n: self.rounds,
                    },
                    may_be_best: may_be_best[one],
                }
            })
            .collect()
    }

    fn lead(&self, one: usize, other: usize) -> f64 {
        self.duels.lead(one, other)
    }

    /// The least over all others; none if one of them is unknown.
    fn least(&self, one: usize, of: impl Fn(usize) -> Option<f64>) -> Option<f64> {
        (0..self.duels.alternatives())
            .filter(|&other| other != one)
            .try_fold(f64::INFINITY, |least, other| Some(least.min(of(other)?)))
    }

    /// How uncertain a lead is, one-sided, all k - 1 taken together; none from one round.
    fn margin(&self, one: usize, other: usize, confidence: f64) -> Option<f64> {
        let others = real(self.duels.alternatives() as u64) - 1.0;
        let quantile = student_t_quantile(1.0 - (1.0 - confidence) / others, real(self.rounds) - 1.0)?;
        Some(quantile * self.duels.of(one, other).standard_error()?)
    }
}
