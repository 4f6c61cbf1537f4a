//! Statistics: from what replications observe to estimates with honest intervals.
//!
//! ```text
//! within a replication   quantile (times of consignments), mser5 (warm-up), Drift (overload)
//! over replications      Moments, Ratio, PooledQuantiles, Survival ──► Estimate (value, interval)
//! two scenarios          Pairs, PairedRatios, PooledQuantiles ──► Difference
//! many questions         Differences ──► answers (Holm, equivalence) ──► Verdict
//! many scenarios         Contest (with the best), Selection (the best, fully sequential)
//! how long               Stopping (precision, look-ahead)
//! ```
//!
//! Every method with its source, and how often its intervals hold what they say, is on the page
//! `docs/statistics.md`.

mod best;
mod bins;
mod comoments;
mod difference;
mod drift;
mod duels;
mod estimate;
mod jackknife;
mod moments;
mod multiplicity;
mod pairs;
mod pool;
mod pooled;
mod quantile;
mod ratio;
mod selection;
mod skewness;
mod spread;
mod stopping;
mod student_t;
mod survival;
mod verdict;
mod warm_up;

#[cfg(test)]
mod tests;

pub use best::{Contest, WithTheBest};
pub use difference::Difference;
pub use drift::{Design, Drift, Trend};
pub use estimate::Estimate;
pub use moments::Moments;
pub use multiplicity::holm;
pub use pairs::Pairs;
pub use pooled::{Feature, PooledQuantiles};
pub use quantile::{NoQuantile, quantile, quantile_of_unsorted, quantile_with_zeros, quantiles_unsorted};
pub use ratio::{PairedRatios, Ratio};
pub use selection::{Guarantee, NoSelection, Selection};
pub use stopping::{Precision, Step, Stopping};
pub use student_t::{student_t_quantile, two_sided_p, upper_p};
pub use survival::Survival;
pub use verdict::{Answer, Goal, Question, Verdict, answers};
pub use warm_up::{Truncation, Unsettled, mser5};

/// A count as a number.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
const fn real(count: u64) -> f64 {
    count as f64
}
