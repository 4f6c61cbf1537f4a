//! Statistics: from what replications observe to estimates with honest intervals.
//!
//! ```text
//! within a replication   quantile (times of consignments)
//! over replications      Moments ──► Estimate (Student-t interval)
//! ```

mod estimate;
mod moments;
mod quantile;
mod student_t;

#[cfg(test)]
mod tests;

pub use estimate::Estimate;
pub use moments::Moments;
pub use quantile::{NoQuantile, quantile, quantile_of_unsorted, quantiles_unsorted};
pub use student_t::student_t_quantile;
