//! Statistics: from what replications observe to estimates with honest intervals.
//!
//! ```text
//! within a replication   quantile (times of consignments)
//! over replications      Moments, Ratio, PooledQuantiles ──► Estimate (value and interval)
//! two scenarios          Pairs, PairedRatios, PooledQuantiles ──► Difference
//! many questions         Differences ──► answers (Holm, equivalence) ──► Verdict
//! ```

mod bins;
mod comoments;
mod difference;
mod estimate;
mod jackknife;
mod moments;
mod multiplicity;
mod pairs;
mod pool;
mod pooled;
mod quantile;
mod ratio;
mod spread;
mod student_t;
mod verdict;

#[cfg(test)]
mod tests;

pub use difference::Difference;
pub use estimate::Estimate;
pub use moments::Moments;
pub use multiplicity::holm;
pub use pairs::Pairs;
pub use pooled::{Feature, PooledQuantiles};
pub use quantile::{NoQuantile, quantile, quantile_of_unsorted, quantiles_unsorted};
pub use ratio::{PairedRatios, Ratio};
pub use student_t::{student_t_quantile, two_sided_p, upper_p};
pub use verdict::{Answer, Goal, Question, Verdict, answers};

/// A count as a number.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
const fn real(count: u64) -> f64 {
    count as f64
}
