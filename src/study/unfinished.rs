//! Consignments under way at the horizon: how many there are, and transit times that count them.

use crate::corridor::CellOutcome;
use crate::stats::{Estimate, Survival};
use std::collections::HashMap;

/// Transit times of all consignments that appear after the warm-up, whether they arrive before the
/// horizon or not.
#[derive(Clone, Debug)]
pub struct Unfinished {
    /// Of how many, over all replications, nobody knows when they arrive.
    pub consignments: u64,
    /// Quantiles of transit time (d) by the product-limit estimate of Kaplan and Meier; nothing where
    /// so many have not arrived within any time that was seen.
    pub quantiles: [(f64, Option<Estimate>); 3],
}

/// Where quantiles are taken.
const PROBABILITIES: [f64; 3] = [0.5, 0.9, 0.95];

const DAY: f64 = 86_400_000.0;

impl Unfinished {
    pub(super) fn of(seen: &Survival, confidence: f64) -> Self {
        let days = |found: Estimate| Estimate {
            estimate: found.estimate / DAY,
            low: found.low.map(|low| low / DAY),
            high: found.high.map(|high| high / DAY),
            ..found
        };
        let quantiles = PROBABILITIES.map(|p| (p, seen.estimate(p, confidence).map(days)));
        Self { consignments: seen.running(), quantiles }
    }

    /// The quantile at a probability.
    #[must_use]
    pub fn quantile(&self, p: f64) -> Option<Estimate> {
        self.quantiles.iter().find(|(known, _)| *known == p)?.1
    }
}

/// Times of consignments that appeared after the warm-up: of those that arrived, and how long the
/// others were under way at the horizon (ms).
pub(super) fn times(cells: &[CellOutcome]) -> [Vec<u64>; 2] {
    let mut arrived = Vec::new();
    let mut running = Vec::new();
    for cell in cells {
        let mut early: HashMap<u64, u64> = HashMap::new();
        cell.early.iter().for_each(|&time| *early.entry(time).or_default() += 1);
        arrived.extend(cell.transit.iter().copied().filter(|time| match early.get_mut(time) {
            Some(left) if *left > 0 => {
                *left -= 1;
                false
            }
            _ => true,
        }));
        running.extend_from_slice(&cell.running);
    }
    [arrived, running]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_that_appeared_before_the_end_of_the_warm_up_do_not_count() {
        let cell = CellOutcome {
            transit: vec![5, 7, 5, 9],
            early: vec![5, 9],
            running: vec![3],
            ..CellOutcome::default()
        };
        assert_eq!(times(&[cell]), [vec![7, 5], vec![3]]);
    }
}
