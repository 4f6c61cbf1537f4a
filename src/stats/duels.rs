//! Alternatives compared pair by pair.

use super::moments::Moments;
use super::verdict::Goal;

/// How each of several alternatives did against each other, round by round.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Duels {
    alternatives: usize,
    goal: Goal,
    leads: Vec<Moments>,
}

impl Duels {
    pub fn new(alternatives: usize, goal: Goal) -> Self {
        let pairs = alternatives * alternatives.saturating_sub(1) / 2;
        Self { alternatives, goal, leads: vec![Moments::default(); pairs] }
    }

    pub const fn alternatives(&self) -> usize {
        self.alternatives
    }

    /// Takes in a round of the alternatives in `who`, in ascending order, with a value for each.
    pub fn push(&mut self, who: &[usize], values: &[f64]) {
        for (later, (&right, &of_right)) in who.iter().zip(values).enumerate() {
            for (&left, &of_left) in who.iter().zip(values).take(later) {
                let lead = match self.goal {
                    Goal::More => of_left - of_right,
                    Goal::Less => of_right - of_left,
                };
                let pair = self.pair(left, right);
                self.leads[pair].push(lead);
            }
        }
    }

    /// By how much the first was better than the second, on average.
    pub fn lead(&self, one: usize, other: usize) -> f64 {
        let (left, right) = (one.min(other), one.max(other));
        let lead = self.leads[self.pair(left, right)].mean().unwrap_or(0.0);
        if one == left { lead } else { -lead }
    }

    /// The lead of the first over the second, round by round, in one direction or the other.
    pub fn of(&self, one: usize, other: usize) -> &Moments {
        &self.leads[self.pair(one.min(other), one.max(other))]
    }

    /// Pairs (0,1), (0,2), (1,2), (0,3) … in a row.
    const fn pair(&self, left: usize, right: usize) -> usize {
        right * (right - 1) / 2 + left
    }
}
